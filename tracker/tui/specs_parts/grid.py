"""A list whose rows have cells: the selection is one cell, and heads between the rows are passed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.strip import Strip

from tracker.tui.glyphs import mark
from tracker.tui.text import fit
from tracker.tui.widgets.columns import Column, layout
from tracker.tui.widgets.lines import KeyLine
from tracker.tui.widgets.row_list import _GUTTER, RowList

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CellColumn(Column[T]):
    """A column of the cell number `place`; several columns may be of one cell."""

    place: int = -1


@dataclass(frozen=True, slots=True)
class Head:
    """A line above rows that belong together."""

    title: str


class Grid(RowList[T]):
    """`place` is the selected cell's number; -1 selects whole rows. The terminal's own cursor stands on the selected cell."""

    def __init__(self, key: Callable[[T], str], id: str | None = None) -> None:
        super().__init__((), key, id=id)
        self.place = -1

    @property
    def sortable(self) -> list[str]:
        """None: rows stay in their groups."""
        return []

    def take(self, columns: Sequence[Column[T]], place: int) -> None:
        """Other columns, and the cell that is selected."""
        self.place = place
        self.take_columns(columns)
        self._point()

    def select(self, index: int) -> None:
        super().select(self._passing(index))

    def _passing(self, index: int) -> int:
        """The row at `index`, or the next one beyond a head, in the direction of the move."""
        last = self.source.count - 1
        index = max(0, min(index, last))
        step = -1 if index < self.cursor else 1
        while 0 <= index <= last and isinstance(self._row(index), Head):
            index += step
        return index if 0 <= index <= last else self.cursor

    def first_index(self) -> int:
        """The first row that is no head."""
        return next((i for i in range(self.source.count) if not isinstance(self._row(i), Head)), 0)

    def action_first(self) -> None:
        """Its head comes into sight with it."""
        super().action_first()
        self.scroll_to(0, 0, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        index = y - self.headed + self.scroll_offset.y
        row = self._row(index) if y >= self.headed else None
        if row is None or index != self.cursor or self.place < 0:
            return super().render_line(y)
        width = self.area.width
        whole, chosen = self._row_style(), self.style_of("cursor") + Style(underline=not self.has_focus)
        segments = [Segment(f"{mark('cursor')}{self.flag(row)}", whole)]
        gap = self._gap(width)
        before = -1
        for i, (column, size) in enumerate(layout(self.columns, width - _GUTTER, gap)):
            place = column.place if isinstance(column, CellColumn) else -1
            style = chosen if place == self.place else whole
            if i:
                segments += self._between(gap, place == self.place, before == place, whole, chosen)
            segments += [Segment(text, style) for text, _ in fit(column.cell(row, size), size, column.right)]
            before = place
        return Strip(segments).adjust_cell_length(width, whole)

    def _row_style(self) -> Style:
        """Of the selected row beside its selected cell: as the lines at the edges of the screen, in bold."""
        return self.screen.query_one(KeyLine).rich_style + Style(bold=True)

    def _between(self, gap: int, chosen: bool, inside: bool, whole: Style, cell: Style) -> list[Segment]:
        """What stands between two columns: a pointer before the selected cell, its colour inside of it."""
        if chosen and not inside:
            return [Segment(" " * (gap - 1), whole), Segment(mark("cursor"), cell)]
        return [Segment(" " * gap, cell if chosen else whole)]

    def on_click(self, event: events.Click) -> None:
        place = self._place_at(event.x)
        index = event.y - self.headed + self.scroll_offset.y
        if self.place < 0 or place < 0 or isinstance(self._row(index), Head) or event.y < self.headed:
            super().on_click(event)
            return
        if place == self.place:
            super().on_click(event)
            return
        self.place = place
        self.refresh()
        self.select(index)
        self.post_message(self.Moved(self))  # type: ignore[arg-type]

    def _place_at(self, x: int) -> int:
        for column, start, size in self._columns_at():
            if start <= x < start + size and isinstance(column, CellColumn):
                return column.place
        return -1

    def _columns_at(self) -> list[tuple[Column[T], int, int]]:
        """(column, where it begins, its width)."""
        width = self.area.width
        gap, at, out = self._gap(width), _GUTTER, []
        for column, size in layout(self.columns, width - _GUTTER, gap):
            out.append((column, at, size))
            at += size + gap
        return out

    def _point(self) -> None:
        super()._point()
        if self.has_focus and self.place >= 0:
            x = next((x for c, x, _ in self._columns_at() if isinstance(c, CellColumn) and c.place == self.place), 0)
            self.app.cursor_position = Offset(self.region.x + x, self.app.cursor_position.y)
