"""A shared axis: values to columns, round ticks, and a tick line on which no label is cut or touches another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from tracker.charts.label import Glyphs, fit


@dataclass(frozen=True, slots=True)
class Axis:
    """`low` is at the left edge, `high` at the right one. A logarithmic axis needs `low` above 0."""

    low: float
    high: float
    log: bool = False

    def column(self, value: float, width: int) -> int:
        """The column of a value among `width`, clamped to the axis."""
        share = self.share(value)
        return min(max(round(share * (width - 1)), 0), max(width - 1, 0))

    def share(self, value: float) -> float:
        """Where between `low` (0) and `high` (1) a value lies; beyond them below 0 and above 1."""
        if self.log:
            span = math.log(self.high / self.low)
            return math.log(max(value, 1e-300) / self.low) / span if span else 0.5
        span = self.high - self.low
        return (value - self.low) / span if span else 0.5


def shared_axis(values: Iterable[float], log_above: float = 30.0) -> Axis:
    """An axis that holds all finite values with a little air; logarithmic where they span more than `log_above`."""
    known = [v for v in values if math.isfinite(v)]
    if not known:
        return Axis(0.0, 1.0)
    low, high = min(known), max(known)
    if low > 0 and high / low > log_above:
        return Axis(low / 1.1, high * 1.1, log=True)
    air = (high - low) * 0.02 or abs(high) * 0.1 or 1.0
    return Axis(max(low - air, 0.0) if low >= 0 else low - air, high + air)


def ticks(axis: Axis, most: int) -> list[float]:
    """At most `most` round values (1, 2 or 5 times a power of ten) on the axis."""
    if most < 1 or axis.high <= axis.low:
        return []
    return _log_ticks(axis, most) if axis.log else _linear_ticks(axis, most)


def _linear_ticks(axis: Axis, most: int) -> list[float]:
    power = 10.0 ** math.floor(math.log10((axis.high - axis.low) / most))
    for step in (power * factor for factor in (1, 2, 5, 10, 20)):
        first, last = math.ceil(axis.low / step), math.floor(axis.high / step)
        if last - first + 1 <= most:
            return [float(f"{i * step:.12g}") for i in range(first, last + 1)]
    return []


def _log_ticks(axis: Axis, most: int) -> list[float]:
    decades = range(math.floor(math.log10(axis.low)), math.ceil(math.log10(axis.high)) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        found = [f * 10.0**d for d in decades for f in factors if axis.low <= f * 10.0**d <= axis.high]
        if len(found) <= most:
            return found
    return found[:: -(-len(found) // most)]


def tick_line(
    axis: Axis, width: int, show: Callable[[float], str], style: str = "", glyphs: Glyphs = "unicode"
) -> Text:
    """Labels, each centred under its value and moved inwards at the edges; those without room are left out."""
    cells = [" "] * max(width, 0)
    free = 0
    for value in ticks(axis, max(width // 8, 1)):
        label = fit(words := show(value), cell_len(words), glyphs)
        start = min(max(axis.column(value, width) - len(label) // 2, 0), width - len(label))
        if start >= free and cell_len(label) == len(label):
            cells[start : start + len(label)] = label
            free = start + len(label) + 1
    line = Text()
    line.append("".join(cells), style or None)
    return line
