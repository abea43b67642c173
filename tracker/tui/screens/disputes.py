"""Disputes: where sources do not agree, one against the other, and both sides with their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tracker.model.rows import ContradictionRow
from tracker.model.shown import Explanation
from tracker.tui import details
from tracker.tui.keys import bindings
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import T, counted
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.row_list import RowList, words
from tracker.views.explain import explain
from tracker.views.session import Session
from tracker.views.specs import contradictions


def _one(r: ContradictionRow) -> str:
    """The first side's value without the name of the field, which has its own column."""
    return r.one.partition(": ")[2] or r.one if r.kind == "spec" else r.one


def _what(r: ContradictionRow) -> str:
    return r.one.partition(": ")[0] if r.kind == "spec" and ": " in r.one else r.what.replace("_", " ")


COLUMNS: tuple[Column[ContradictionRow], ...] = (
    Column("KIND", lambda r, _: words(r.kind, "muted"), 9, least=100),
    Column("PRODUCT", lambda r, _: words(r.product, "name"), 18, least=72),
    Column("PRODUCT", lambda r, _: words(r.product, "name"), 12, most=72),
    Column("WHAT", lambda r, _: words(_what(r)), 22, least=100),
    Column("WHAT", lambda r, _: words(_what(r)), 14, least=60, most=100),
    Column("ONE SAYS", lambda r, _: words(_one(r), "strong")),
    Column("WHO", lambda r, _: words(r.one_publisher, "muted"), 16, least=110),
    Column("ANOTHER SAYS", lambda r, _: words(r.other, "strong")),
    Column("WHO", lambda r, _: words(r.other_publisher, "muted"), 16, least=110),
)


class DisputesScreen(ViewScreen):
    SCOPE = "disputes"
    BINDINGS: ClassVar[list[BindingType]] = bindings("disputes")

    def make_list(self) -> RowList[ContradictionRow]:
        return RowList(COLUMNS, _key, id="disputes")

    def load(self) -> None:
        self.ask("load", contradictions, self._show)

    def _show(self, found: Sequence[ContradictionRow]) -> None:
        if not found:
            self.status("no disputes")
            self.say(
                "No sources disagree",
                "Claims of one thing that differ by more than 5 % would stand here.",
                "Press r to fetch the feeds.",
            )
            return
        self.show_rows()
        keys, key = [_key(row) for row in found], self.rows.current_key
        self.rows.show(Rows(found), keys.index(key) if key in keys else 0)

    def describe(self) -> None:
        rows = self.rows.source.rows if isinstance(self.rows.source, Rows) else ()
        products = len({row.product_slug for row in rows})
        self.status(T(counted(len(rows), "dispute"), "bold"), f"over {counted(products, 'product')}")
        if self.pane_open:
            self._read_sides()

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_sides()

    def _read_sides(self) -> None:
        row: ContradictionRow | None = self.selected
        if row is None:
            return

        def read(s: Session) -> tuple[Explanation, Explanation]:
            return explain(s, row.one_id), explain(s, row.other_id)

        self.ask("details", read, lambda found: self.show_details(details.dispute(row, *found)))

    def selected_text(self) -> str:
        r: ContradictionRow | None = self.selected
        if r is None:
            return ""
        return f"{r.product} {_what(r)}: {_one(r)} ({r.one_publisher}, {r.one_id}) / {r.other} ({r.other_publisher}, {r.other_id})"

    def selected_link(self) -> str:
        r: ContradictionRow | None = self.selected
        return (r.one_url or r.other_url) if r else ""


def _key(row: ContradictionRow) -> str:
    return f"{row.one_id} {row.other_id}"
