"""Swim lanes: one row a vendor, events along time, a second row only where two would cover each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from tracker.charts.label import Glyphs, fit
from tracker.model.words import EventType

_GLYPHS: dict[str, tuple[str, str]] = {
    "announced": ("◇", "o"),
    "roadmap": ("○", "."),
    "production": ("◈", "p"),
    "available": ("◆", "#"),
    "deployed": ("▲", "^"),
    "deal": ("●", "$"),
    "benchmark": ("□", "b"),
    "price": ("■", "%"),
    "discontinued": ("×", "x"),
}
_MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One event: its class, the days that it may lie on, and a Rich style."""

    kind: EventType
    start: date
    end: date
    style: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    start: date
    end: date
    width: int

    def column(self, day: date) -> int | None:
        """None outside of the chart."""
        if not self.start <= day <= self.end or self.width < 1:
            return None
        span = max((self.end - self.start).days, 1)
        return round((day - self.start).days / span * (self.width - 1))

    def years(self) -> list[tuple[int, int]]:
        """Column and year of each 1 January on the chart."""
        first = range(self.start.year, self.end.year + 1)
        found = ((self.column(date(year, 1, 1)), year) for year in first)
        return [(column, year) for column, year in found if column is not None]


def glyph(kind: str, glyphs: Glyphs = "unicode") -> str:
    """The glyph of an event class."""
    unicode, ascii_ = _GLYPHS.get(kind, ("·", ","))
    return unicode if glyphs == "unicode" else ascii_


def swim_lanes(
    lanes: Sequence[Lane],
    start: date,
    end: date,
    width: int,
    today: date | None = None,
    label_width: int = 12,
    rule_style: str = "",
    glyphs: Glyphs = "unicode",
) -> list[Text]:
    """A head line with the years, then each lane; every line is exactly `width` cells.

    An event that may lie on many days is its glyph at the first and a dotted line to the last of them. Marks for which
    even the last row has no room are told as `+`. Those outside of `start`..`end` are not drawn.
    """
    label_width = min(label_width, max(width - 1, 0))
    scale = _Scale(start, end, width - label_width - 1)
    rules = _rules(scale, today, glyphs)
    lines = [_head(scale, today, label_width, width, rule_style, glyphs)]
    for lane in lanes:
        for i, row in enumerate(_rows(lane.marks, scale, glyphs)):
            line = Text()
            line.append(fit(lane.label if i == 0 else "", label_width, glyphs) + " ")
            for column in range(max(scale.width, 0)):
                shown, style = row.get(column) or (rules.get(column, " "), rule_style)
                line.append(shown, style or None)
            line.truncate(width, pad=True)
            lines.append(line)
    return lines


def _rules(scale: _Scale, today: date | None, glyphs: Glyphs) -> dict[int, str]:
    rules = {column: "│" if glyphs == "unicode" else "|" for column, _ in scale.years()}
    if today and (column := scale.column(today)) is not None:
        rules[column] = "┊" if glyphs == "unicode" else "!"
    return rules


def _head(scale: _Scale, today: date | None, label_width: int, width: int, style: str, glyphs: Glyphs) -> Text:
    """Years one blank after their rule, where the next one leaves room; "today" where no year is in its way."""
    cells = [" "] * max(scale.width, 0)
    rules = _rules(scale, today, glyphs)
    for column, mark in rules.items():
        cells[column] = mark
    years = scale.years()
    for i, (column, year) in enumerate(years):
        _write(cells, column + 2, str(year), years[i + 1][0] - 1 if i + 1 < len(years) else len(cells))
    now = scale.column(today) if today else None
    if now is not None and not _write(cells, now + 2, "today", len(cells)):
        _write(cells, now - 6, "today", now)
    line = Text()
    line.append(" " * min(label_width + 1, width))
    line.append("".join(cells), style or None)
    line.truncate(width, pad=True)
    return line


def _write(cells: list[str], start: int, word: str, limit: int) -> bool:
    """Write where every cell, and the one on either side, is free; True if it was written."""
    end = start + len(word)
    if start < 0 or end > limit or any(cell != " " for cell in cells[max(start - 1, 0) : end + 1]):
        return False
    cells[start:end] = word
    return True


_Row = dict[int, tuple[str, str]]


def _rows(marks: Sequence[Mark], scale: _Scale, glyphs: Glyphs) -> list[_Row]:
    rows: list[_Row] = [{}]
    for mark in sorted(marks, key=lambda m: (m.start, m.end, m.kind)):
        first, last = scale.column(max(mark.start, scale.start)), scale.column(min(mark.end, scale.end))
        if first is None or last is None or mark.end < scale.start:
            continue
        cells = range(first, last + 1)
        row = next((row for row in rows if not any(column in row for column in cells)), None)
        if row is None and len(rows) < _MOST_ROWS:
            rows.append(row := {})
        if row is None:
            rows[-1][first] = ("+", "")
            continue
        row.update(dict.fromkeys(cells, ("┄" if glyphs == "unicode" else "~", mark.style)))
        row[first] = (glyph(mark.kind, glyphs), mark.style)
    return rows
