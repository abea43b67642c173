"""Disputes (contradictions in SQL): two facts that cannot both be as they are, until a person says what is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.content import Content

from tracker.model.rows import ContradictionRow
from tracker.tui import details
from tracker.tui.glyphs import mark
from tracker.tui.review_parts.part import Part
from tracker.tui.screens.choice import Option
from tracker.tui.text import Span
from tracker.tui.widgets.columns import Column
from tracker.tui.widgets.row_list import words
from tracker.units import show
from tracker.views.explain import explain
from tracker.views.session import Session
from tracker.views.specs import open_contradictions

_LONG = re.compile(r"(\d{5,}(?:\.\d+)?) (byte|byte/s|FLOP/s|OP/s)")
"""A figure that a list printed for machines."""


def one_says(r: ContradictionRow) -> str:
    """The first side's value without the name of the field, which has its own column."""
    return _readable(r.one.partition(": ")[2] or r.one if r.kind in ("spec", "unit") else _promised(r, r.one))


def other_says(r: ContradictionRow) -> str:
    return _readable(_promised(r, r.other))


def _promised(r: ContradictionRow, text: str) -> str:
    """The day of a promise and what is said of it; product and promise have their own columns."""
    if r.kind != "promise":
        return text
    day, _, headline = text.partition(", ")
    more = headline.removeprefix(f"{r.product} ").removeprefix("promised").lstrip(": ")
    return f"{day}: {more}" if more else day


def _readable(text: str) -> str:
    """`288000000000.0 byte` as 288 GB; what it says word for word stands in the details."""
    found = _LONG.fullmatch(text)
    if found is None:
        return text
    unit = found[2].replace("OP/s", "FLOP/s") if found[2] == "OP/s" else found[2]
    told = show(float(found[1]), unit)
    return told if unit == found[2] else told.replace("FLOPS", "OPS")


def what_of(r: ContradictionRow) -> str:
    return r.one.partition(": ")[0] if r.kind in ("spec", "unit") and ": " in r.one else r.what.replace("_", " ")


def _narrow_first(r: ContradictionRow) -> str:
    """`fp4 dense Peak compute`: what tells rows of one field apart stays where the end is cut."""
    field = r.what.replace("_", " ")
    told = what_of(r)
    label, rest = told[: len(field)], told[len(field) :].strip()
    return f"{rest} {label}" if rest and label.casefold() == field else told


def named(r: ContradictionRow) -> str:
    return f"{r.product} {what_of(r)}: {one_says(r)} {mark('disputed')} {other_says(r)}"


def copied(r: ContradictionRow) -> str:
    """The row as a line, with who says what and both ids."""
    one, other = (f"({who}, {fact})" for who, fact in ((r.one_publisher, r.one_id), (r.other_publisher, r.other_id)))
    return f"{r.product} {what_of(r)}: {one_says(r)} {one} / {other_says(r)} {other}"


def sides(r: ContradictionRow) -> list[Option]:
    """Both sides, to choose the one that is wrong."""
    return [
        Option(r.one_id, one_says(r), r.one_publisher, r.one_quote),
        Option(r.other_id, other_says(r), r.other_publisher, r.other_quote),
    ]


def both(session: Session, r: ContradictionRow) -> Content:
    """Both sides with their sources and words."""
    return details.dispute(r, explain(session, r.one_id), explain(session, r.other_id))


def _kind(r: ContradictionRow, _: int) -> list[Span]:
    return words("stands" if r.stands else r.kind, "muted")


COLUMNS: tuple[Column[ContradictionRow], ...] = (
    Column("KIND", _kind, 9, least=100),
    Column("PRODUCT", lambda r, _: words(r.product, "muted" if r.stands else "name"), 18, least=72),
    Column("PRODUCT", lambda r, _: words(r.product, "muted" if r.stands else "name"), 12, most=72),
    Column("WHAT", lambda r, _: words(what_of(r)), 22, least=130),
    Column("WHAT", lambda r, _: words(_narrow_first(r)), 14, least=54, most=130),
    Column("ONE SAYS", lambda r, _: words(one_says(r), "" if r.stands else "strong")),
    Column("WHO", lambda r, _: words(r.one_publisher, "muted"), 14, least=110),
    Column("ANOTHER SAYS", lambda r, _: words(other_says(r), "" if r.stands else "strong")),
    Column("WHO", lambda r, _: words(r.other_publisher, "muted"), 14, least=110),
)


class Contradictions(Part[ContradictionRow]):
    name = "contradictions"
    counts = ("dispute waits", "disputes wait")
    hint = "a lets both stand, x says which is wrong"
    most = 2000
    columns: ClassVar[Sequence[Column[Any]]] = COLUMNS
    several = "disputes"

    def read(self, session: Session) -> Sequence[ContradictionRow]:
        return open_contradictions(session, self.most)

    def key(self, row: ContradictionRow) -> str:
        return row.contradiction_id

    def named(self, row: ContradictionRow) -> str:
        return named(row)

    def text(self, row: ContradictionRow) -> str:
        return copied(row)

    def link(self, row: ContradictionRow) -> str:
        return row.one_url or row.other_url

    def details(self, session: Session, row: ContradictionRow) -> Content:
        return both(session, row)

    def empty(self) -> tuple[str, str]:
        return "No dispute waits", "Sources that do not agree would stand here, until you say what is right."
