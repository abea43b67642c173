"""Review: what was read with too little confidence, and a person's word on it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from tracker.model.errors import TrackerError, UsageError
from tracker.model.query import TimelineFilter
from tracker.model.rows import ProductRow, ReviewRow, TimelineRow
from tracker.model.shown import Explanation
from tracker.tui import details
from tracker.tui.deciding import (
    Decided,
    Decisions,
    Write,
    accepting,
    correcting,
    merging,
    named,
    rejecting,
    undoing,
    value,
)
from tracker.tui.keys import bindings
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import T, counted
from tracker.tui.widgets.answer_line import AnswerLine
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.row_list import RowList, words
from tracker.views.explain import explain
from tracker.views.products import find_product
from tracker.views.session import Session
from tracker.views.specs import review
from tracker.views.timeline import timeline

_MOST = 5000
_EVENTS = 8


@dataclass(frozen=True, slots=True)
class Question:
    """What a decision asks for: the words before the line, the hint in it, and what is written with the answer."""

    ask: str
    hint: str
    write: Callable[[ReviewRow, str], Write]
    leaves: bool = True
    """Whether the fact waits no longer."""


QUESTIONS = {
    "reject": Question("why wrong?", "figure of the old chip", rejecting),
    "correct": Question("correct:", "value=96 GB scope=card", correcting),
    "merge": Question("merge into:", "id of an event, or a product", merging, leaves=False),
}

COLUMNS: tuple[Column[ReviewRow], ...] = (
    Column("KIND", lambda r, _: words(r.kind, "muted"), 8, least=88),
    Column("PRODUCT", lambda r, _: words(r.product or r.product_slug, "name"), 15, least=72),
    Column("PRODUCT", lambda r, _: words(r.product or r.product_slug, "name"), 11, most=72),
    Column("WHAT", lambda r, _: words(r.what.replace("_", " ")), 15, least=72),
    Column("WHAT", lambda r, _: words(r.what.replace("_", " ")), 9, least=36, most=72),
    Column("VALUE", lambda r, _: words(value(r), "strong")),
    Column("SURE", lambda r, _: words(f"{r.confidence:.2f}"), 4, least=52, right=True),
    Column("WHY IT WAITS", lambda r, _: words(r.reason, "warn"), 16, least=72, most=104),
    Column("WHY IT WAITS", lambda r, _: words(r.reason, "warn"), 26, least=104),
    Column("SOURCE", lambda r, _: words(r.publisher, "muted"), 14, least=104),
)


class ReviewScreen(ViewScreen):
    """`writing` decisions are not yet kept; `pending` are facts that left the list for them. `done` is what undo takes."""

    SCOPE = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "review.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[ReviewRow] = ()
        self.writing = 0
        self.pending: set[str] = set()
        self.done: list[Decided] = []
        self.asked: tuple[str, ReviewRow] | None = None
        self.drafts: dict[tuple[str, str], str] = {}
        self.decisions = Decisions()

    def compose_top(self) -> ComposeResult:
        yield AnswerLine()

    def make_list(self) -> RowList[ReviewRow]:
        return RowList(COLUMNS, lambda row: row.fact_id, id="review")

    async def on_unmount(self) -> None:
        await asyncio.to_thread(self.decisions.close)

    def load(self) -> None:
        self.ask("load", lambda s: review(s, _MOST), self._show)

    def _show(self, found: Sequence[ReviewRow], wanted: str = "") -> None:
        """Select `wanted` where it is there, else what was selected or is next to it."""
        self.found = found
        shown = [row for row in found if row.fact_id not in self.pending]
        before = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        keys = [row.fact_id for row in shown]
        index = keys.index(wanted) if wanted in keys else near([r.fact_id for r in before], self.rows.cursor, keys)
        if shown:
            self.show_rows()
        else:
            self._say_empty()
        self.rows.show(Rows(shown), index)

    def _say_empty(self) -> None:
        taken = "Press u to take the last decision back." if self.done else "Press r to fetch the feeds."
        self.say("Nothing waits for review", "Facts that were read with too little confidence would stand here.", taken)

    def describe(self) -> None:
        count = self.rows.source.count
        day = self.app.as_of
        more = " or more" if len(self.found) == _MOST else ""
        self.status(
            T(f"read only: as of {day}", "bold $text-warning") if day else Content(""),
            T(f"{count:,}{more} {'waits' if count == 1 else 'wait'} for review", "bold"),
            f"{counted(len(self.done), 'decision')} in this session" if self.done else "the surest first",
        )
        if self.pane_open:
            self._read_fact()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_fact()

    def _read_fact(self) -> None:
        row: ReviewRow | None = self.selected
        if row is None:
            return

        def read(s: Session) -> tuple[ProductRow | None, Explanation, list[TimelineRow]]:
            same = TimelineFilter(product=row.product_slug, type=row.what)
            events = timeline(s, same, 0, _EVENTS) if row.kind == "event" else []
            product = find_product(s, row.product_slug) if "/" in row.product_slug else None
            return product, explain(s, row.fact_id), events

        self.ask("details", read, lambda found: self.show_details(details.waiting(row, *found)))

    def action_accept(self) -> None:
        row = self._decidable()
        if row is not None:
            self._decide(row, accepting(row))

    def action_reject(self) -> None:
        self._ask("reject")

    def action_correct(self) -> None:
        self._ask("correct")

    def action_merge(self) -> None:
        self._ask("merge")

    def _decidable(self) -> ReviewRow | None:
        row: ReviewRow | None = self.selected
        if self._read_only():
            return None
        if row is None:
            self.app.tell("There is no fact to decide on", "warning")
        return row

    def _read_only(self) -> bool:
        if self.app.as_of:
            self.app.tell(f"Read only: this is what was known on {self.app.as_of}. Decide without --as-of", "warning")
        return bool(self.app.as_of)

    def _ask(self, verb: str) -> None:
        """The answer is for the row that is selected now, wherever the selection goes meanwhile."""
        row = self._decidable()
        if row is not None:
            self.asked = (verb, row)
            question, draft = QUESTIONS[verb], self.drafts.get((verb, row.fact_id), "")
            self.query_one(AnswerLine).ask(question.ask, question.hint, draft)

    @on(AnswerLine.Answered)
    def _answered(self, message: AnswerLine.Answered) -> None:
        if self.asked is None:
            return
        verb, row = self.asked
        question = QUESTIONS[verb]
        if message.text == "":
            self.app.tell(f"Type an answer such as: {question.hint}; esc leaves {named(row)} as it is", "warning")
            return
        self.asked = None
        self.query_one(AnswerLine).close()
        (self.pane if self.pane_open else self.rows).focus()
        if message.text is not None:
            self.drafts[verb, row.fact_id] = message.text
            self._decide(row, question.write(row, message.text), question.leaves)

    def _decide(self, row: ReviewRow, write: Write, leaves: bool = True) -> None:
        if leaves:
            self.pending.add(row.fact_id)
            self._show(self.found)
        self.writing += 1
        self.run_worker(self._write(row, write), group="decide", exit_on_error=False)

    async def _write(self, row: ReviewRow, write: Write) -> None:
        try:
            decided = await self.decisions.run(write, self.app.database)
        except TrackerError as error:
            self.writing -= 1
            self.pending.discard(row.fact_id)
            self._show(self.found, wanted=row.fact_id)
            self._refused(error)
            return
        self.writing -= 1
        if row.fact_id in self.pending:
            self.pending.discard(row.fact_id)
            self.found = [one for one in self.found if one.fact_id != row.fact_id]
        self.drafts = {at: text for at, text in self.drafts.items() if at[1] != row.fact_id}
        self.done.append(decided)
        self.app.tell(f"{_sentence(decided.words)}; u takes it back")
        self.load()

    def action_undo(self) -> None:
        if self._read_only():
            return
        if self.writing:
            self.app.tell("The last decision is still being written; press u again", "warning")
        elif not self.done:
            self.app.tell("Nothing was decided in this session; `tracker review undo ID` takes back older decisions")
        else:
            self.run_worker(self._undo(self.done.pop()), group="decide", exit_on_error=False)

    async def _undo(self, last: Decided) -> None:
        try:
            undone = await self.decisions.run(undoing(last), self.app.database)
        except UsageError as error:
            self._refused(error)
        except TrackerError as error:
            self.done.append(last)
            self._refused(error)
        else:
            self.app.tell(_sentence(undone.words))
            self.ask("load", lambda s: review(s, _MOST), lambda found: self._show(found, wanted=last.facts[-1]))

    def _refused(self, error: TrackerError) -> None:
        hint = ". A refresh is running: try again when it is done" if self.app.refreshing is not None else ""
        self.app.tell(f"{_sentence(str(error))}{hint}", "error")

    def selected_text(self) -> str:
        r: ReviewRow | None = self.selected
        return "" if r is None else "  ".join(w for w in (r.fact_id, named(r), r.reason, r.publisher, r.url) if w)

    def selected_link(self) -> str:
        r: ReviewRow | None = self.selected
        return r.url if r else ""


def near(before: Sequence[str], cursor: int, now: Sequence[str]) -> int:
    """Where to stand in `now`: on the key that was selected, else on the next one that is left, else on the one before."""
    places = {key: index for index, key in enumerate(now)}
    order = [*before[cursor:], *reversed(before[:cursor])]
    return next((places[key] for key in order if key in places), 0)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
