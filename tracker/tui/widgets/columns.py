"""What a list is made of: columns that know how wide they are, and rows that come from memory or in pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from tracker.tui.text import Span

if TYPE_CHECKING:
    from tracker.views.session import Session

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

PAGE = 128
KEEP = 64
"""Rows a page and pages kept: what is on screen, a screenful around it and where the reader has just been."""


HIDDEN = 1_000_000
"""`least` of a column that no list has room for: rows are sorted by it, and files hold it."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """`cell(row, width)` gives the spans; `width` 0 takes the rest. Shown on lists from `least` to below `most` cells wide.

    Columns of one name are one column at several widths.
    """

    title: str | Callable[[int], str]
    cell: Callable[[T, int], Sequence[Span]]
    width: int = 0
    least: int = 0
    most: int = 100_000
    right: bool = False
    rest: Callable[[T], Sequence[Span]] | None = None
    """Where this gives spans, they stand in the place of this column and all after it."""
    value: Callable[[T], Any] | None = None
    """What the cell is of: rows are sorted by it and files hold it. Without it the text of the cell is."""
    order: Callable[[T], Any] | None = None
    """What rows are sorted by, where it is not that."""

    of: str = ""
    """The name of the column, where the title is a shorter one."""

    @property
    def name(self) -> str:
        """Empty for a column that is no more than a mark or a picture."""
        return self.of or (self.title if isinstance(self.title, str) else "")

    def head(self, width: int) -> str:
        return self.title if isinstance(self.title, str) else self.title(width)


class Source(Protocol[T_co]):
    """Rows by position."""

    count: int

    def at(self, index: int) -> T_co | None: ...

    def each(self, session: Session) -> Iterator[T_co]:
        """All rows in their order, for another thread with a session of its own."""
        ...


class Rows(Generic[T]):
    """Rows that are all in memory."""

    def __init__(self, rows: Sequence[T] = ()) -> None:
        self.rows = rows
        self.count = len(rows)

    def at(self, index: int) -> T | None:
        return self.rows[index] if 0 <= index < self.count else None

    def each(self, session: Session) -> Iterator[T]:
        return iter(self.rows)


class Pages(Generic[T]):
    """Rows read by position when they are looked at; the pages looked at last are kept."""

    def __init__(self, count: int, fetch: Callable[[int, int], Sequence[T]]) -> None:
        self.count = count
        self.fetch = fetch
        self.pages: OrderedDict[int, Sequence[T]] = OrderedDict()

    def at(self, index: int) -> T | None:
        """None beyond the end, or where a row has gone since the rows were counted."""
        if not 0 <= index < self.count:
            return None
        number, offset = divmod(index, PAGE)
        page = self._page(number)
        return page[offset] if offset < len(page) else None

    def each(self, session: Session) -> Iterator[T]:
        raise NotImplementedError

    def _page(self, number: int) -> Sequence[T]:
        if number in self.pages:
            self.pages.move_to_end(number)
        else:
            self.pages[number] = self.fetch(number * PAGE, PAGE)
            if len(self.pages) > KEEP:
                self.pages.popitem(last=False)
        return self.pages[number]


def layout(columns: Sequence[Column[T]], width: int, gap: int) -> list[tuple[Column[T], int]]:
    """The columns that a list of this width shows, each with its own width. Those of width 0 share what is left."""
    shown = [c for c in columns if c.least <= width < c.most]
    fixed = sum(c.width for c in shown) + gap * (len(shown) - 1)
    flexible = [c for c in shown if not c.width]
    each, over = divmod(max(width - fixed, 0), len(flexible)) if flexible else (0, 0)
    out = []
    for column in shown:
        extra = 1 if not column.width and over > 0 else 0
        over -= extra
        out.append((column, column.width or each + extra))
    return out
