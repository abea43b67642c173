"""Decided: what people said so far, who and when, to be taken back one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.content import Content

from tracker.model.errors import TrackerError
from tracker.model.rows import DecisionRow
from tracker.tui import details
from tracker.tui.details import MUTED, heading, pairs, stacked
from tracker.tui.review_parts.part import Part
from tracker.tui.text import T
from tracker.tui.when import age
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.views.explain import explain
from tracker.views.session import Session
from tracker.views.specs import decisions

_VERBS = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "merge": "merged"}


def _verb(r: DecisionRow) -> str:
    """In words: two facts that were accepted against each other may stand."""
    both = r.kind == "contradiction"
    return "may stand" if both else _VERBS.get(r.decision, r.decision)


def _more(r: DecisionRow) -> str:
    """What it was made into, and why."""
    changed = r.changes if r.decision == "correct" else ""
    return "  ".join(w for w in (f"into {r.target}" if r.target else "", changed, r.note) if w)


COLUMNS: tuple[Column[DecisionRow], ...] = (
    Column("WHEN", lambda r, _: words(age(r.decided_at), "muted"), 10, least=60),
    Column("WHO", lambda r, _: words(r.who), 10, least=88),
    Column("DECISION", lambda r, _: words(_verb(r), "strong"), 9),
    Column("KIND", lambda r, _: words(r.kind, "muted"), 13, least=104),
    Column("WHAT", lambda r, _: words(r.about or r.fact_id, "name" if r.applied else "muted")),
    Column("WHY", lambda r, _: words(_more(r)), least=72),
    Column("STATE", lambda r, _: words("" if r.applied else "not here", "warn"), 8, least=88),
)


class DecidedPart(Part[DecisionRow]):
    name = "decided"
    counts = ("decision", "decisions")
    hint = "the newest first, u takes one back"
    columns: ClassVar[Sequence[Column[Any]]] = COLUMNS
    unheard = ("a", "x", "c")
    several = "decisions"
    first_step = "Press f, d or p for what waits."

    def read(self, session: Session) -> Sequence[DecisionRow]:
        return decisions(session)[: self.most]

    def key(self, row: DecisionRow) -> str:
        return row.fact_id

    def named(self, row: DecisionRow) -> str:
        return f"{_verb(row)} {row.about or row.fact_id}"

    def text(self, r: DecisionRow) -> str:
        return "  ".join(w for w in (r.decided_at, r.who, _verb(r), r.fact_id, r.about, _more(r)) if w)

    def details(self, session: Session, row: DecisionRow) -> Content:
        lines = [
            ("decided", f"{_verb(row)}, {age(row.decided_at)} ({row.decided_at})"),
            ("by", row.who),
            ("why", row.note),
            ("into", row.target),
            ("changes", row.changes if row.changes != "{}" else ""),
            ("id", row.fact_id),
            ("state", "" if row.applied else "what it is about is not here now; the decision waits for it"),
        ]
        parts = [heading(row.about or row.fact_id), pairs(lines), T("u takes it back", MUTED)]
        for fact in row.fact_id.split("~") if row.kind not in ("product", "maker") else ():
            try:
                parts.append(details.explanation(explain(session, fact)))
            except TrackerError:
                continue
        return stacked(parts, "\n\n")

    def empty(self) -> tuple[str, str]:
        return (
            "Nothing was decided yet",
            "What you accept, reject, correct or merge would stand here, to be taken back.",
        )
