"""The list of every view: drawn line by line, a million rows or ten; the selection belongs to a row, not to a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tracker.model.errors import TrackerError
from tracker.tui.glyphs import mark
from tracker.tui.keys import bindings
from tracker.tui.text import Span, fit
from tracker.tui.widgets.columns import Column, Rows, Source, layout
from tracker.tui.widgets.sorting import Sort, head, in_order, named

T = TypeVar("T")
_GUTTER = 2
_BEFORE = 5
"""Rows that are seen above the one that is selected at first."""
_STYLES = ("head", "cursor", "muted", "name", "good", "warn", "bad", "strong")


class RowList(ScrollView, Generic[T], can_focus=True):
    """Rows, under a head line where columns have titles. `key` names a row.

    The terminal's own cursor, though hidden, stands on the selected one.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"row--{name}" for name in _STYLES}

    @dataclass
    class Moved(Message):
        """The selection is on another row."""

        rows: RowList[object]

    @dataclass
    class Opened(Message):
        """A click on the selected row."""

        rows: RowList[object]

    @dataclass
    class SortAsked(Message):
        """The reader wants to choose the column to sort by."""

        rows: RowList[object]

    @dataclass
    class Sorted(Message):
        """Another column is sorted by. Rows in memory are in that order already, pages are to be read anew."""

        rows: RowList[object]

    @dataclass
    class Failed(Message):
        """Rows could not be read."""

        error: TrackerError

    def __init__(self, columns: Sequence[Column[T]], key: Callable[[T], str], id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = columns
        self.key = key
        self.given: Source[T] = Rows()
        """As they came, before they were sorted."""
        self.source: Source[T] = Rows()
        self.cursor = 0
        self.sort = Sort()
        self.recalled = ""
        """Key of the row that is selected when rows come, and has them, for the first time."""
        self._styles: dict[str, Style] = {}

    @property
    def current(self) -> T | None:
        return self._row(self.cursor)

    @property
    def current_key(self) -> str:
        row = self.current
        return "" if row is None else self.key(row)

    @property
    def headed(self) -> int:
        """Lines above the rows: none where no column has a title."""
        return int(not self.columns or any(column.title for column in self.columns))

    @property
    def area(self) -> Size:
        """What is there to draw on: the list without its scroll bar."""
        return self.scrollable_content_region.size

    def show(self, source: Source[T], index: int = 0, above: int | None = None) -> None:
        """Take other rows and select one, on the screen line where the selection was, or `above` lines from the top."""
        first = not self.source.count
        line = self.cursor - self.scroll_offset.y if above is None else above
        self.given = source
        self.source, index = self._in_order(source, index)
        if first and above is None:
            line = min(index, _BEFORE)
        self.cursor = max(0, min(index, source.count - 1))
        self._measure()
        self.scroll_to(0, max(0, self.cursor - max(0, line)), animate=False, force=True)
        self.refresh()
        self.call_after_refresh(self._follow)
        self.post_message(self.Moved(self))  # type: ignore[arg-type]

    def _in_order(self, source: Source[T], index: int) -> tuple[Source[T], int]:
        """Rows in memory as they are sorted, and where among them the one at `index` stands."""
        if not isinstance(source, Rows) or not source.count:
            return source, index
        if self.recalled:
            index = next((i for i, row in enumerate(source.rows) if self.key(row) == self.recalled), index)
            self.recalled = ""
        if not self.sort.by:
            return source, index
        rows = in_order(source.rows, self.columns, self.sort)
        wanted = source.at(index)
        return Rows(rows), next((i for i, row in enumerate(rows) if row is wanted), 0)

    def sort_by(self, sort: Sort) -> None:
        """The selection stays on its row and on its line."""
        self.sort = sort
        if isinstance(self.given, Rows) and self.given.count:
            rows, current = self.given.rows, self.current
            self.show(self.given, next((i for i, row in enumerate(rows) if row is current), 0))
        self.refresh()
        self.post_message(self.Sorted(self))  # type: ignore[arg-type]

    @property
    def sortable(self) -> list[str]:
        """Names of the columns that rows can be sorted by."""
        return [column.name for column in named(self.columns)]

    def action_sort(self) -> None:
        self.post_message(self.SortAsked(self))  # type: ignore[arg-type]

    def take_columns(self, columns: Sequence[Column[T]]) -> None:
        self.columns = columns
        self.refresh()

    def select(self, index: int) -> None:
        """Move the selection; only the two lines that change are painted."""
        old, self.cursor = self.cursor, max(0, min(index, self.source.count - 1))
        top = self.scroll_offset.y
        self._follow()
        if self.scroll_offset.y == top:
            width = self.area.width
            self.refresh(*(Region(0, self.headed + i - top, width, 1) for i in {old, self.cursor} if i >= top))
        if old != self.cursor:
            self.post_message(self.Moved(self))  # type: ignore[arg-type]

    def first_index(self) -> int:
        """Where `g` goes."""
        return 0

    def flag(self, row: T) -> str:
        """One cell between the pointer and the row."""
        return " "

    def render_line(self, y: int) -> Strip:
        width = self.area.width
        if y < self.headed:
            return self._head(width)
        index = y - self.headed + self.scroll_offset.y
        row = self._row(index)
        if row is None:
            return Strip.blank(width, self.rich_style)
        here = index == self.cursor
        base = self.style_of("cursor") if here else self.rich_style
        segments = [Segment(f"{mark('cursor') if here else ' '}{self.flag(row)}", base)]
        gap = self._gap(width)
        used = _GUTTER
        for i, (column, size) in enumerate(layout(self.columns, width - _GUTTER, gap)):
            if i:
                segments.append(Segment(" " * gap, base))
                used += gap
            rest = column.rest(row) if column.rest else ()
            spans = fit(rest, width - used) if rest else fit(column.cell(row, size), size, column.right)
            segments += [Segment(text, self._over(base, style, here)) for text, style in spans]
            used += size
            if rest:
                break
        return Strip(segments).adjust_cell_length(width, base)

    def cuts(self, row: T, width: int) -> bool:
        """Whether a list this wide has no room for the whole text of a cell."""
        sizes = layout(self.columns, width - _GUTTER, self._gap(width))
        return any(sum(cell_len(text) for text, _ in column.cell(row, size)) > size for column, size in sizes)

    def action_move(self, by: int) -> None:
        self.select(self.cursor + by)

    def action_page(self, by: int) -> None:
        self.select(self.cursor + by * max(1, self.area.height - self.headed - 1))

    def action_first(self) -> None:
        self.select(self.first_index())

    def action_last(self) -> None:
        self.select(self.source.count - 1)

    def on_click(self, event: events.Click) -> None:
        index = event.y - self.headed + self.scroll_offset.y
        if event.y < self.headed:
            self._head_clicked(event.x)
            return
        if index >= self.source.count:
            return
        again = index == self.cursor
        self.select(index)
        if again:
            self.post_message(self.Opened(self))  # type: ignore[arg-type]

    def _head_clicked(self, x: int) -> None:
        width = self.area.width
        at, gap = _GUTTER, self._gap(width)
        for column, size in layout(self.columns, width - _GUTTER, gap):
            if at <= x < at + size and column.name in self.sortable:
                self.sort_by(self.sort.chosen(column.name))
            at += size + gap

    def on_focus(self) -> None:
        self._point()
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self._measure()
        self.call_after_refresh(self._follow)

    def notify_style_update(self) -> None:
        self._styles.clear()
        super().notify_style_update()

    def _row(self, index: int) -> T | None:
        """A row; one that cannot be read is blank, and the screen hears of it."""
        try:
            return self.source.at(index)
        except TrackerError as error:
            self.given = self.source = Rows()
            self.post_message(self.Failed(error))
            return None

    def _measure(self) -> None:
        self.virtual_size = Size(self.area.width, self.source.count + self.headed)

    def _follow(self) -> None:
        """Scroll just as far as the selected row needs to be seen."""
        top, height = self.scroll_offset.y, max(1, self.area.height - self.headed)
        wanted = min(max(top, self.cursor - height + 1), self.cursor)
        if wanted != top:
            self.scroll_to(0, wanted, animate=False, force=True)
        self._point()

    def _point(self) -> None:
        """Put the terminal's cursor on the selected row: braille displays and magnifiers follow it."""
        if self.has_focus:
            y = self.region.y + self.headed + self.cursor - self.scroll_offset.y
            self.app.cursor_position = Offset(self.region.x, y)

    def _head(self, width: int) -> Strip:
        style = self.style_of("head")
        gap = self._gap(width)
        segments = [Segment(" " * _GUTTER, style)]
        for i, (column, size) in enumerate(layout(self.columns, width - _GUTTER, gap)):
            text = fit([(head(column, self.sort, size), "")], size, column.right)
            segments.append(Segment((" " * gap if i else "") + "".join(part for part, _ in text), style))
        return Strip(segments).adjust_cell_length(width, style)

    def _gap(self, width: int) -> int:
        return 2 if width >= 70 else 1

    def style_of(self, name: str) -> Style:
        """The colours of one of the names in `_STYLES`; lines above the list may wear them too."""
        key = f"{name}{self.has_focus}"
        if key not in self._styles:
            self._styles[key] = self.get_component_rich_style(f"row--{name}")
        return self._styles[key]

    def _over(self, base: Style, name: str, here: bool) -> Style:
        """A span's own colour, except on the selected row, whose colours belong together."""
        return base if here or not name else self.style_of(name)


def words(text: str, style: str = "") -> list[Span]:
    """A cell of one span."""
    return [(text, style)]
