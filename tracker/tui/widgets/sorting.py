"""Rows in the order that a reader wants: by the value of a column, one way or the other; those without a value last."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tracker.tui.glyphs import mark
from tracker.tui.widgets.columns import Column, layout

T = TypeVar("T")
Key = tuple[int, Any]

_ROOMY = 400
"""Cells of a list on which every column has its widest form."""
_NUMBER = re.compile(r"[^\w.+-]*([+-]?\d[\d,]*(?:\.\d+)?)\s?%?")
_LETTERS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Sort:
    """By the column of this name; "" is the list's own order."""

    by: str = ""
    reverse: bool = False

    def chosen(self, name: str) -> Sort:
        """After a choice of this column: the same one again turns the rows around."""
        return Sort(name, bool(name) and name == self.by and not self.reverse)


def roomy(columns: Sequence[Column[T]]) -> list[Column[T]]:
    """Those that a list without an end shows and that have a name."""
    return [column for column, _ in layout(columns, _ROOMY, 2) if column.name]


def named(columns: Sequence[Column[T]]) -> list[Column[T]]:
    """One column a name, in its widest form, those that no list has room for last."""
    found: dict[str, Column[T]] = {}
    for column in (*roomy(columns), *columns):
        if column.name:
            found.setdefault(column.name, column)
    return list(found.values())


def cell_text(column: Column[T], row: T) -> str:
    """The whole text of a cell."""
    return "".join(text for text, _ in column.cell(row, _ROOMY)).strip()


def rest_text(columns: Sequence[Column[T]], row: T) -> str:
    """What stands in the place of a row's columns, where something does."""
    spans = next((spans for c in columns if c.rest and (spans := c.rest(row))), ())
    return "".join(text for text, _ in spans).strip()


def in_order(rows: Sequence[T], columns: Sequence[Column[T]], sort: Sort) -> list[T]:
    """Sorted, alike ones as they were; as they are where no column has the name."""
    column = next((c for c in named(columns) if c.name == sort.by), None)
    if column is None:
        return list(rows)
    keys = [_key(column, row) for row in rows]
    known = [i for i, key in enumerate(keys) if key is not None]
    known.sort(key=lambda i: keys[i] or (0, 0), reverse=sort.reverse)
    return [rows[i] for i in known] + [row for row, key in zip(rows, keys, strict=True) if key is None]


def _key(column: Column[T], row: T) -> Key | None:
    """Numbers before words; None without a value."""
    of: Callable[[T], Any] | None = column.order or column.value
    value = of(row) if of is not None else _read(cell_text(column, row))
    if value is None or value == "":
        return None
    return (1, value.casefold()) if isinstance(value, str) else (0, value)


def _read(text: str) -> float | str | None:
    """A cell as a number where it is one, else its letters and digits."""
    if found := _NUMBER.fullmatch(text):
        return float(found[1].replace(",", ""))
    return _LETTERS.sub(" ", text).strip() or None


def head(column: Column[T], sort: Sort, width: int) -> str:
    """The title of a column, with the way that rows are sorted by it where they are; the title gives way to the mark."""
    title = column.head(width)
    if not column.name or sort.by != column.name:
        return title
    arrow = mark("down" if sort.reverse else "up")
    return f"{title} {arrow}" if len(title) + 2 <= width else f"{title[: max(width - 1, 0)]}{arrow}"


def told(sort: Sort) -> str:
    """`by vendor, reversed`."""
    return f"by {sort.by.lower()}{', reversed' if sort.reverse else ''}" if sort.by else ""
