"""A table's columns and how they share a terminal: what gives way first, what is left out, what is never cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

R = TypeVar("R")
GAP = "  "
_LEAST = 10
"""A column that gives way keeps so many cells, where it does not say how many."""


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column of a table. Where the terminal is too narrow, `flex` ones give way, the highest number first, down to
    `least` cells; then `spare` ones are left out, the highest number first; an `own_line` column, the id, is never cut:
    it moves to a line of its own below its row. `telling` ones, in which alone rows may differ, follow it there, the highest
    `spare` first, and are never left out."""

    title: str
    cell: Callable[[R], str]
    right: bool = False
    flex: int = 0
    least: int = _LEAST
    spare: int = 0
    own_line: bool = False
    telling: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns stand side by side, how wide, which stand below, and which are left out. `fits` where that is enough."""

    widths: dict[int, int]
    below: tuple[int, ...]
    left_out: tuple[int, ...]
    fits: bool


def lay_out(columns: Sequence[Column[Any]], wanted: Sequence[int], room: int) -> Layout:
    """Share `room` cells among columns that want so many each; 0 is room without end."""
    shown = list(range(len(columns)))
    below: list[int] = []
    left_out: list[int] = []
    widths = _narrowed(columns, wanted, shown, room)
    while room and _total(widths) > room:
        spare = [i for i in shown if columns[i].spare and not columns[i].telling]
        own_line = [i for i in shown if columns[i].own_line]
        telling = [i for i in shown if columns[i].telling]
        if spare:
            left_out.append(max(spare, key=lambda i: columns[i].spare))
            shown.remove(left_out[-1])
        elif (own_line or telling) and len(shown) > 1:
            below.append(own_line[0] if own_line else max(telling, key=lambda i: columns[i].spare))
            shown.remove(below[-1])
        else:
            break
        widths = _narrowed(columns, wanted, shown, room)
    return Layout(widths, tuple(below), tuple(sorted(left_out)), not room or _total(widths) <= room)


def _narrowed(columns: Sequence[Column[Any]], wanted: Sequence[int], shown: Sequence[int], room: int) -> dict[int, int]:
    widths = {i: wanted[i] for i in shown}
    for level in sorted({columns[i].flex for i in shown} - {0}, reverse=True):
        while room and _total(widths) > room:
            giving = [i for i in shown if columns[i].flex == level and widths[i] > columns[i].least]
            if not giving:
                break
            widths[max(giving, key=lambda i: widths[i])] -= 1
    return widths


def _total(widths: dict[int, int]) -> int:
    return sum(widths.values()) + len(GAP) * (len(widths) - 1)
