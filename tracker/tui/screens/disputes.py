"""Disputes: where sources do not agree, one against the other, both sides with their words, and a person's word on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from tracker.model.rows import ContradictionRow
from tracker.tui.deciding import accepting
from tracker.tui.keys import bindings
from tracker.tui.review_parts.contradictions import COLUMNS, both, copied, named
from tracker.tui.screens.decider import DecidingScreen, near
from tracker.tui.text import T
from tracker.tui.widgets.answer_line import AnswerLine
from tracker.tui.widgets.columns import Rows
from tracker.tui.widgets.row_list import RowList
from tracker.units import counted
from tracker.views.specs import all_contradictions

_MOST = 2000


class DisputesScreen(DecidingScreen):
    """Those that a person let stand are the last."""

    SCOPE = "disputes"
    BINDINGS: ClassVar[list[BindingType]] = bindings("disputes")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "review.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[ContradictionRow] = ()

    def compose_top(self) -> ComposeResult:
        yield AnswerLine()

    def make_list(self) -> RowList[ContradictionRow]:
        return RowList(COLUMNS, lambda row: row.contradiction_id, id="disputes")

    def load(self) -> None:
        self.reload()

    def reload(self, wanted: str = "") -> None:
        self.ask("load", lambda s: all_contradictions(s, _MOST), lambda found: self._show(found, wanted))

    def _show(self, found: Sequence[ContradictionRow], wanted: str) -> None:
        self.found = found
        self.again(wanted)

    def again(self, wanted: str = "") -> None:
        shown = [row for row in self.found if row.contradiction_id not in self.pending]
        if not shown:
            self.status("no disputes")
            self.say(
                "No sources disagree",
                "Claims of one thing that differ by more than 5 % would stand here.",
                "Press u to take the last decision back." if self.done else "Press r to fetch the feeds.",
            )
            return
        self.show_rows()
        before = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        keys = [row.contradiction_id for row in shown]
        old = [row.contradiction_id for row in before]
        self.rows.show(Rows(shown), keys.index(wanted) if wanted in keys else near(old, self.rows.cursor, keys))

    def describe(self) -> None:
        rows = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        stand = sum(row.stands for row in rows)
        self.status(
            T(f"read only: as of {self.app.as_of}", "bold $text-warning") if self.app.as_of else Content(""),
            T(counted(len(rows), "dispute"), "bold"),
            f"over {counted(len({row.product_slug for row in rows}), 'product')}",
            f"{stand} may stand, as you said" if stand else Content(""),
        )
        if self.pane_open:
            self._read_sides()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_sides()

    def _read_sides(self) -> None:
        row: ContradictionRow | None = self.selected
        if row is not None:
            self.ask("details", lambda s: both(s, row), self.show_details)

    def _decidable(self) -> ContradictionRow | None:
        row: ContradictionRow | None = self.selected
        if self.read_only():
            return None
        if row is None:
            self.app.tell("There is no dispute to decide on", "warning")
        return row

    def action_accept(self) -> None:
        row = self._decidable()
        if row is not None and row.stands:
            self.app.tell("Both sides may stand already, until one of them changes", "warning")
        elif row is not None:
            self.decide([row.contradiction_id], accepting([row.contradiction_id], named(row)), leaves=False)

    def action_reject(self) -> None:
        row = self._decidable()
        if row is not None:
            self.reject_side(row)

    def action_correct(self) -> None:
        row = self._decidable()
        if row is not None:
            self.correct_side(row)

    def selected_text(self) -> str:
        row: ContradictionRow | None = self.selected
        return "" if row is None else copied(row)

    def selected_link(self) -> str:
        row: ContradictionRow | None = self.selected
        return (row.one_url or row.other_url) if row else ""
