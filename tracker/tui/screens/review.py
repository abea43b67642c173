"""Review: doubtful facts, contradictions and newcomers, a person's word on them, and what was decided so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from tracker.model.rows import ReviewRow
from tracker.tui.deciding import (
    Decided,
    accepting,
    correcting,
    merging,
    merging_products,
    rejecting,
)
from tracker.tui.glyphs import mark
from tracker.tui.keys import bindings
from tracker.tui.review_parts.contradictions import Contradictions
from tracker.tui.review_parts.decided import DecidedPart
from tracker.tui.review_parts.facts import Facts
from tracker.tui.review_parts.newcomers import Newcomers
from tracker.tui.review_parts.part import Part
from tracker.tui.screens.choice import Option
from tracker.tui.screens.decider import CORRECTION, WHY, DecidingScreen, near
from tracker.tui.screens.merge_choice import MergeChoice, candidates, catalogue
from tracker.tui.text import T
from tracker.tui.widgets.answer_line import AnswerLine
from tracker.tui.widgets.columns import Rows
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.part_line import PartLine
from tracker.tui.widgets.row_list import RowList
from tracker.units import counted
from tracker.views.products import folded
from tracker.views.session import Session

_SHOWN_AFTER_S = 0.3
PARTS: tuple[Part[Any], ...] = (Facts(), Contradictions(), Newcomers(), DecidedPart())


class ReviewList(RowList[Any]):
    """Marked rows bear a mark before them."""

    def __init__(self, part: Callable[[], Part[Any]], marked: Callable[[], set[str]]) -> None:
        super().__init__((), lambda row: part().key(row), id="review")
        self.marked = marked

    def flag(self, row: Any) -> str:
        return mark("event") if self.key(row) in self.marked() else " "


class ReviewScreen(DecidingScreen):
    """Four parts over one list: `part` is what is shown, `going` what is being read; `marked` rows are decided on at once."""

    SCOPE = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings("review")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "timeline.tcss", "prices.tcss", "review.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.part = self.going = PARTS[0]
        self.found: Sequence[Any] = ()
        self.lines: dict[str, str] = {}
        self.typed = ""
        self.marked: set[str] = set()
        self.chosen: dict[str, str] = {}

    @property
    def list_name(self) -> str:
        return f"{self.SCOPE}-{self.part.name}"

    def asked_for(self) -> str:
        return f"“{self.typed}”" if self.typed.strip() else ""

    def compose_top(self) -> ComposeResult:
        yield PartLine(self.SCOPE)
        yield AnswerLine()
        yield FilterLine("words in any column")

    def make_list(self) -> RowList[Any]:
        return ReviewList(lambda: self.part, lambda: self.marked)

    def load(self) -> None:
        self.reload()

    def reload(self, wanted: str = "") -> None:
        part, known = self.going, self.lines if self.going is self.part else {}

        def read(session: Session) -> tuple[Sequence[Any], dict[str, str]]:
            rows = part.read(session)
            return rows, {(key := part.key(row)): known.get(key) or folded(part.text(row)) for row in rows}

        self.set_timer(_SHOWN_AFTER_S, lambda: self._say_reading(part))
        self.ask("load", read, lambda read: self._take(part, *read, wanted))

    def _say_reading(self, part: Part[Any]) -> None:
        """Long questions say that they are asked; another part, or leaving, ends them."""
        if self.going is part is not self.part:
            self.status(T(f"reading {part.several} …", "bold"), "another part ends it")

    def _take(self, part: Part[Any], rows: Sequence[Any], lines: dict[str, str], wanted: str) -> None:
        if part is not self.part or not self.rows.columns:
            self.remove_class("-details")
            self.marked = set()
            self.rows.source = Rows()
            wanted = wanted or self.chosen.get(part.name, "")
        self.part, self.found, self.lines = part, rows, lines
        self.use_sort()
        self.unheard = part.unheard
        self.marked &= lines.keys()
        self.query_one(PartLine).tell(part.name)
        self.rows.take_columns(part.columns)
        self.again(wanted)

    def again(self, wanted: str = "") -> None:
        """The rows that wait and that the filter keeps."""
        key, typed = self.part.key, [folded(word) for word in self.typed.split()]
        shown = [
            row for row in self.found
            if key(row) not in self.pending and all(word in self.lines[key(row)] for word in typed)
        ]  # fmt: skip
        before = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        keys = [key(row) for row in shown]
        index = keys.index(wanted) if wanted in keys else near([key(r) for r in before], self.rows.cursor, keys)
        if shown:
            self.show_rows()
            if self.focused is None:
                self.rows.focus()
        elif typed and len(self.found):
            self.say(
                "Nothing matches",
                f"Words: “{self.typed}”, in {counted(len(self.found), 'row')}.",
                "Press esc to see all.",
            )
        else:
            self._say_empty()
        self.rows.show(Rows(shown), index)

    def _say_empty(self) -> None:
        taken = "Press u to take the last decision back." if self.done else self.part.first_step
        self.say(*self.part.empty(), taken)

    def settled(self, keys: Sequence[str]) -> None:
        gone = self.pending & set(keys)
        super().settled(keys)
        self.found = [row for row in self.found if self.part.key(row) not in gone]
        self.marked -= gone

    def describe(self) -> None:
        count, total = self.rows.source.count, len(self.found)
        row, day = self.selected, self.app.as_of
        if row is not None:
            self.chosen[self.part.name] = self.part.key(row)
        more = " or more" if total == self.part.most else ""
        words = f"of {total:,}{more} match “{self.typed}”" if self.typed else self.part.counts[count != 1]
        self.status(
            T(f"read only: as of {day}", "bold $text-warning") if day else Content(""),
            T(f"{len(self.marked):,} marked", "bold $text-accent") if self.marked else Content(""),
            T(f"{count:,}{'' if self.typed else more} {words}", "bold"),
            f"{counted(len(self.done), 'decision')} in this session" if self.done else Content(""),
            self.part.hint,
        )
        if self.pane_open:
            self._read_details()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_details()

    def _read_details(self) -> None:
        part, row = self.part, self.selected
        if row is not None:
            self.ask("details", lambda s: part.details(s, row), self.show_details)

    def action_part(self, name: str) -> None:
        part = next(p for p in PARTS if p.name == name)
        if part is not self.going:
            self.going, self.typed = part, ""
            self.query_one(FilterLine).close()
            self.query_one(PartLine).tell(part.name)
            self.reload()

    def action_shift(self, by: int) -> None:
        """To the part beside this one."""
        self.action_part(PARTS[(PARTS.index(self.going) + by) % len(PARTS)].name)

    def action_mark(self) -> None:
        """Mark the row, or unmark it, and go on to the next."""
        row = self.selected
        if row is not None:
            self.marked ^= {self.part.key(row)}
            self.rows.refresh()
            self.rows.action_move(1)
            self.describe()

    def action_mark_all(self) -> None:
        """Every row that is shown; where some are marked, none."""
        shown = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        self.marked = set() if self.marked else {self.part.key(row) for row in shown}
        self.rows.refresh()
        self.describe()

    def action_filter(self) -> None:
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        if self.pane_open:
            super().action_back()
        elif self.typed:
            self.query_one(FilterLine).close()
            self._filter("")
        elif self.marked:
            self.action_mark_all()
        self.rows.focus()

    def _filter(self, typed: str) -> None:
        self.typed = typed
        self.again()

    @on(Input.Changed, "FilterLine Input")
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.typed:
            self._filter(event.value)

    @on(FilterLine.Done)
    def _typing_done(self, event: FilterLine.Done) -> None:
        if event.cleared:
            self._filter("")
        self.rows.focus()

    def _chosen(self) -> list[Any]:
        """The marked rows that are shown, else the selected one; none, with a word, where nothing can be decided."""
        if self.read_only():
            return []
        shown = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        rows = [row for row in shown if self.part.key(row) in self.marked] or [
            r for r in (self.selected,) if r is not None
        ]
        if not rows:
            self.app.tell("There is no row to decide on", "warning")
        elif self.part.name == "decided":
            self.app.tell("This was decided: u takes it back", "warning")
            return []
        return rows

    def _what(self, rows: Sequence[Any]) -> str:
        return self.part.named(rows[0]) if len(rows) == 1 else f"{len(rows):,} {self.part.several}"

    def _single(self, rows: Sequence[Any]) -> bool:
        if len(rows) > 1:
            self.app.tell("That is decided one row at a time; V takes the marks away", "warning")
        return len(rows) == 1

    def action_accept(self) -> None:
        if rows := self._chosen():
            keys = [self.part.key(row) for row in rows]
            self.decide(keys, accepting(keys, self._what(rows)))

    def action_reject(self) -> None:
        rows = self._chosen()
        if self.part.name == "contradictions" and rows:
            if self._single(rows):
                self.reject_side(rows[0])
        elif rows:
            keys, what = [self.part.key(row) for row in rows], self._what(rows)
            self.ask_for(
                "why wrong?", WHY, ("reject", keys[0]), lambda why: self.decide(keys, rejecting(keys, why, what))
            )

    def action_correct(self) -> None:
        rows = self._chosen()
        if not rows or not self._single(rows):
            return
        row = rows[0]
        if self.part.name == "contradictions":
            self.correct_side(row)
        elif self.part.name == "products":
            self.app.tell("A newcomer is accepted, merged or rejected; correct its facts under Facts", "warning")
        else:
            key, what = row.fact_id, self.part.named(row)
            self.ask_for(
                "correct:", CORRECTION, ("correct", key), lambda text: self.decide([key], correcting(key, text, what))
            )

    def action_merge(self) -> None:
        rows = self._chosen()
        if self.part.name == "products" and rows:
            self._merge_products(rows)
        elif self.part.name == "contradictions" and rows:
            self.app.tell("A dispute is not merged: a lets both sides stand, x says which is wrong", "warning")
        elif rows and self._single(rows):
            self._merge_fact(rows[0])

    def _merge_fact(self, row: ReviewRow) -> None:
        def offer(options: list[Option]) -> None:
            if not options:
                self.app.tell(f"Only events are merged into events, and {row.product} is of the catalogue", "warning")
                return
            title = f"Merge into which? {self.part.named(row)}"
            self.app.push_screen(
                MergeChoice(title, options),
                lambda o: self.decide([row.fact_id], merging(row, o.value), leaves=False) if o else None,
            )

        self.ask("choice", lambda s: candidates(s, row), offer)

    def _merge_products(self, rows: Sequence[Any]) -> None:
        slugs = [row.fact_id for row in rows if row.kind == "product"]
        if len(slugs) < len(rows):
            self.app.tell("A maker is not merged: merge its products, one or several", "warning")
            return

        def offer(options: list[Option]) -> None:
            what = f"is {rows[0].name}" if len(rows) == 1 else f"are these {len(rows):,}"
            self.app.push_screen(
                MergeChoice(f"Which product {what}?", options),
                lambda o: self.decide(slugs, merging_products(slugs, o.value)) if o else None,
            )

        self.ask("choice", lambda s: catalogue(s, slugs[0]), offer)

    def action_undo(self) -> None:
        """Under Decided the selected or marked ones, elsewhere the last one of this session."""
        if self.part.name != "decided":
            super().action_undo()
            return
        shown = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        rows = [r for r in shown if r.fact_id in self.marked] or [r for r in (self.selected,) if r is not None]
        if not rows:
            self.app.tell("Nothing was decided yet", "warning")
        elif not self.read_only():
            keys = tuple(row.fact_id for row in rows)
            self.done = [one for one in self.done if not set(one.facts) & set(keys)]
            self.run_worker(self._undo(Decided(keys, self._what(rows))), group="decide", exit_on_error=False)

    def selected_text(self) -> str:
        row = self.selected
        return "" if row is None else self.part.text(row)

    def selected_link(self) -> str:
        row = self.selected
        return "" if row is None else self.part.link(row)
