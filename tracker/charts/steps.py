"""Prices over time as a step line: a price stands until it changes, so nothing is interpolated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rich.cells import cell_len
from rich.text import Text

from tracker.charts.axis import Axis, shared_axis
from tracker.charts.canvas import Canvas
from tracker.charts.label import Glyphs, fit

Point = tuple[date, float | None]
Mark = tuple[date, str]

_DIAMOND = {"unicode": "◆", "ascii": "*"}
_LEAST_LABEL = 6
"""Cells below which a label says nothing."""


def step_line(
    points: Sequence[Point],
    until: date,
    width: int,
    height: int,
    show: str = "${:,.2f}",
    style: str = "",
    glyphs: Glyphs = "unicode",
    marks: Sequence[Mark] = (),
    at: date | None = None,
    quiet: str = "",
    figures: bool = False,
) -> list[Text]:
    """`height` lines of `width` cells: the picture, first and last value at its sides, first and last day below.

    `points` are (day of change, value) in time order, None where there is no value from that day on; the last one stands until
    `until`. `show` formats a value. `marks` are (day, label), drawn on a line of their own, labels where they have room. `at`
    draws a rule through a day, in the style `quiet` like all that is no price. `figures` writes the value of each step where
    there is room above or below it.
    """
    known = [value for _, value in points if value is not None]
    if not known or height < 2:
        return [Text(fit("no prices", width, glyphs)) for _ in range(max(height, 0))]
    first, last = (_value(show, value) for value in (points[0][1], points[-1][1]))
    left, right = cell_len(first) + 1, cell_len(last) + 1
    inner = max(width - left - right, 0)
    marked = bool(marks) and height > 2
    axis = shared_axis(known, log_above=float("inf"))
    canvas = Canvas(inner, height - 1 - marked, glyphs)
    days = _Days(points[0][0], max(until, points[0][0] + timedelta(days=1)), inner)
    _rule(canvas, days, at, quiet)
    _draw(canvas, points, days, axis, style)
    rows = (_row(axis, points[0][1], canvas), _row(axis, points[-1][1], canvas))
    lines = []
    pictures = canvas.lines()
    if figures:
        _write_figures(pictures, points, days, axis, canvas, show, quiet)
    for i, picture in enumerate(pictures):
        line = Text()
        line.append(fit(first if i == rows[0] else "", left, glyphs))
        line.append_text(picture)
        line.append(fit(f" {last}" if i == rows[1] else "", right, glyphs))
        line.truncate(width, pad=True)
        lines.append(line)
    if marked:
        lines.append(_marks(marks, days, left, width, glyphs, quiet))
    return [*lines, _ends(points[0][0], until, left, right, width, glyphs, quiet)]


class _Days:
    """Days to columns of a picture `width` cells wide."""

    def __init__(self, first: date, last: date, width: int) -> None:
        self.first, self.last, self.width = first, last, width

    def share(self, day: date) -> float:
        return (day - self.first).days / max((self.last - self.first).days, 1)

    def dot(self, day: date) -> int:
        most = 2 * self.width - 1
        return min(max(round(self.share(day) * most), 0), max(most, 0))

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def _value(show: str, value: float | None) -> str:
    return show.format(value) if value is not None else "none"


def _rule(canvas: Canvas, days: _Days, at: date | None, style: str) -> None:
    if at is not None and days.holds(at):
        for y in range(0, 4 * canvas.height, 2):
            canvas.dot(days.dot(at), y, style)


def _draw(canvas: Canvas, points: Sequence[Point], days: _Days, axis: Axis, style: str) -> None:
    def y(value: float) -> int:
        return 4 * canvas.height - 1 - axis.column(value, 4 * canvas.height)

    before: float | None = None
    for i, (day, value) in enumerate(points):
        end = points[i + 1][0] if i + 1 < len(points) else days.last
        if value is not None:
            canvas.line((days.dot(day), y(value)), (days.dot(end), y(value)), style)
            if before is not None:
                canvas.line((days.dot(day), y(before)), (days.dot(day), y(value)), style)
        before = value


def _write_figures(
    pictures: list[Text], points: Sequence[Point], days: _Days, axis: Axis, canvas: Canvas, show: str, style: str
) -> None:
    """Values of the steps between the first and the last one, on a blank place over the step or under it."""
    for i, (day, value) in enumerate(points[1:-1], 1):
        figure, start = _value(show, value), days.dot(day) // 2 + 1
        end = start + cell_len(figure)
        if value is None or end > days.dot(points[i + 1][0]) // 2:
            continue
        row = _row(axis, value, canvas)
        free = [
            at for at in (row - 1, row + 1)
            if 0 <= at < len(pictures) and not pictures[at].plain[start - 1 : end + 1].strip(" ")
        ]  # fmt: skip
        if free:
            line = pictures[free[0]]
            pictures[free[0]] = line[:start] + Text(figure, style) + line[end:]


def _row(axis: Axis, value: float | None, canvas: Canvas) -> int:
    """The line on which a value is written: beside its step, at the bottom where there is none."""
    if value is None:
        return canvas.height - 1
    return (4 * canvas.height - 1 - axis.column(value, 4 * canvas.height)) // 4


def _marks(marks: Sequence[Mark], days: _Days, left: int, width: int, glyphs: Glyphs, style: str) -> Text:
    """A diamond at each day, how many where days share a cell, and the label of those that have room behind them."""
    at: dict[int, list[str]] = {}
    for day, label in marks:
        if days.holds(day):
            at.setdefault(left + days.dot(day) // 2, []).append(label)
    columns = sorted(at)
    line, used = Text(), 0
    for i, column in enumerate(columns):
        after = columns[i + 1] if i + 1 < len(columns) else width + 1
        labels = at[column]
        before, behind = _label(labels, column - used - 2, after - column - 3, glyphs)
        line.append(" " * (column - used - cell_len(before)))
        line.append(before, style or None)
        line.append(_DIAMOND[glyphs] if len(labels) == 1 else str(len(labels)) if len(labels) < 10 else "+")
        line.append(behind, style or None)
        used = column + 1 + cell_len(behind)
    line.truncate(width, pad=True)
    return line


def _label(labels: Sequence[str], left: int, right: int, glyphs: Glyphs) -> tuple[str, str]:
    """What stands before and behind a mark: its label where it is whole, else cut behind it, or nothing."""
    size = cell_len(labels[0])
    if len(labels) > 1 or (size > right and size > left and right < _LEAST_LABEL):
        return "", ""
    if right < size <= left:
        return f"{fit(labels[0], size, glyphs)} ", ""
    return "", f" {fit(labels[0], min(size, right), glyphs)}"


def _ends(first: date, last: date, left: int, right: int, width: int, glyphs: Glyphs, style: str) -> Text:
    """Both days, under the ends of the line, where there is room, else the last one alone."""
    begin, end = first.isoformat(), last.isoformat()
    room = width - left - right
    if room < len(begin) + len(end) + 1:
        room = width - left
    both = room >= len(begin) + len(end) + 1 and begin != end
    line = f"{begin}{end:>{room - len(begin)}}" if both else f"{end:>{max(room, 0)}}"
    return Text(fit(" " * left + line, width, glyphs), style=style)
