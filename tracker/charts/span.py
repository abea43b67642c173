"""The days that a chart along time shows: zoomed, moved, and brought to where a day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SIZES = (45, 91, 183, 365, 731, 1096, 1827, 3653, 7305)
"""Days from one edge to the other, from a month and a half to twenty years."""
_AHEAD = 1 / 3
"""Share of the chart that lies behind the day it is brought to: what is still to come needs room too."""


@dataclass(frozen=True, slots=True)
class Span:
    """`size` is the place in SIZES; the chart shows `start` to `end`, both included."""

    start: date
    size: int = 5

    @classmethod
    def around(cls, day: date, size: int = 5) -> Span:
        return cls(_moved(day, -round(SIZES[size] * (1 - _AHEAD))), size)

    @property
    def days(self) -> int:
        return SIZES[self.size]

    @property
    def end(self) -> date:
        return _moved(self.start, self.days)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end

    def zoomed(self, by: int, about: date) -> Span:
        """One size on, with `about` in its place; about the middle where it is not on the chart."""
        size = min(max(self.size + by, 0), len(SIZES) - 1)
        share = (about - self.start).days / self.days if self.holds(about) else 0.5
        middle = _moved(self.start, round(share * self.days))
        return Span(_moved(middle, -round(share * SIZES[size])), size)

    def moved(self, by: int) -> Span:
        """`by` thirds of the chart on, back where it is negative."""
        return Span(_moved(self.start, by * self.days // 3), self.size)

    def per_cell(self, cells: int) -> float:
        """Days that share one of so many cells."""
        return self.days / max(cells - 1, 1)


def _moved(day: date, days: int) -> date:
    """Never beyond the days that there are."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max
