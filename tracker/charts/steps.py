"""Prices over time as a step line: a price stands until it changes, so nothing is interpolated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from rich.text import Text

from tracker.charts.axis import Axis, shared_axis
from tracker.charts.canvas import Canvas
from tracker.charts.label import Glyphs, fit


def step_line(
    points: Sequence[tuple[date, float]],
    until: date,
    width: int,
    height: int,
    show: str = "${:,.2f}",
    style: str = "",
    glyphs: Glyphs = "unicode",
) -> list[Text]:
    """`height` lines of `width` cells: the picture, first and last value at its sides, first and last day below.

    `points` are (day of change, value) in time order; the last value stands until `until`. `show` formats a value.
    """
    if not points or height < 2:
        return [Text(fit("no prices", width, glyphs)) for _ in range(max(height, 0))]
    first, last = show.format(points[0][1]), show.format(points[-1][1])
    left, right = cell_len(first) + 1, cell_len(last) + 1
    inner = max(width - left - right, 0)
    axis = shared_axis((value for _, value in points), log_above=float("inf"))
    canvas = Canvas(inner, height - 1, glyphs)
    _draw(canvas, points, until, axis, style)
    rows = (_row(axis, points[0][1], canvas), _row(axis, points[-1][1], canvas))
    lines = []
    for i, picture in enumerate(canvas.lines()):
        line = Text()
        line.append(fit(first if i == rows[0] else "", left, glyphs))
        line.append_text(picture)
        line.append(fit(f" {last}" if i == rows[1] else "", right, glyphs))
        line.truncate(width, pad=True)
        lines.append(line)
    return [*lines, _days(points[0][0], until, left, width, glyphs)]


def _draw(canvas: Canvas, points: Sequence[tuple[date, float]], until: date, axis: Axis, style: str) -> None:
    start = points[0][0].toordinal()
    span = max(until.toordinal() - start, 1)

    def x(day: date) -> int:
        return min(max(round((day.toordinal() - start) / span * (2 * canvas.width - 1)), 0), 2 * canvas.width - 1)

    def y(value: float) -> int:
        return 4 * canvas.height - 1 - axis.column(value, 4 * canvas.height)

    for i, (day, value) in enumerate(points):
        end = points[i + 1][0] if i + 1 < len(points) else until
        canvas.line((x(day), y(value)), (x(end), y(value)), style)
        if i:
            canvas.line((x(day), y(points[i - 1][1])), (x(day), y(value)), style)


def _row(axis: Axis, value: float, canvas: Canvas) -> int:
    return (4 * canvas.height - 1 - axis.column(value, 4 * canvas.height)) // 4


def _days(first: date, last: date, left: int, width: int, glyphs: Glyphs) -> Text:
    """Both days where there is room, else the last one alone."""
    begin, end = first.isoformat(), last.isoformat()
    room = width - left
    line = f"{begin}{end:>{room - len(begin)}}" if room >= len(begin) + len(end) + 1 else f"{end:>{max(room, 0)}}"
    return Text(fit(" " * left + line, width, glyphs))
