"""Swim lanes: one row a vendor, events along time, a second row only where two would cover each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from tracker.charts.kinds import glyph
from tracker.charts.label import Glyphs, fit
from tracker.model.words import EventType

RANK = ("available", "announced", "production", "deployed", "discontinued", "deal", "price", "benchmark", "roadmap")
"""Which of several events is drawn where there is room for one."""
_MOST_ROWS = 3
_BY_MONTHS = 400
"""Days up to which each month has its rule."""
_APART = 8
"""Cells from one rule to the next, at least: a year has room between them."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    note: str = ""
    """Words at the right end of the label, where there is room for both."""


_Row = dict[int, tuple[str, str]]
"""Column -> what is drawn there, in which style."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The one event that is told apart: in which lane, of which class, on which day."""

    lane: int
    kind: str
    day: date


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

    def ticks(self) -> list[tuple[int, str]]:
        """Column and name of each first of January on the chart; of a month's where it shows few, of fewer years where many."""
        days = max((self.end - self.start).days, 1)
        cells = max(self.width - 1, 1) / days
        steps = [(1, n) for n in (1, 3, 6)] if days <= _BY_MONTHS else []
        steps += [(n, 12) for n in (1, 2, 5, 10)]
        years, months = next((step for step in steps if step[0] * step[1] * 30.4 * cells >= _APART), steps[-1])
        firsts = [
            date(year, month, 1)
            for year in range(max(self.start.year // years * years, 1), self.end.year + 1, years)
            for month in range(1, 13, months)
        ]
        found = ((self.column(day), str(day.year) if day.month == 1 else _MONTHS[day.month - 1]) for day in firsts)
        return [(column, name) for column, name in found if column is not None]


@dataclass(frozen=True, slots=True)
class Laid:
    """Lanes with their marks in place: what stays the same while another event is chosen."""

    lanes: tuple[Lane, ...]
    scale: _Scale
    rows: tuple[tuple[int, bool, _Row], ...]
    """Of each line: its lane, whether it is the lane's first, its cells."""
    today: date | None
    label_width: int
    width: int
    pointed: bool
    rule_style: str
    glyphs: Glyphs

    def line_of(self, lane: int) -> int | None:
        """The line on which a lane begins, counted from the head line."""
        return next((i for i, (number, _, _) in enumerate(self.rows, 1) if number == lane), None)

    def lane_at(self, line: int) -> int | None:
        return self.rows[line - 1][0] if 0 < line <= len(self.rows) else None

    def head(self, chosen: Chosen | None = None) -> Text:
        """The years, today, and a mark above the chosen event or at the edge beyond which it lies."""
        return _head(self.scale, self.today, self.label_width, self.width, self.rule_style, self.glyphs, chosen)

    def line(self, number: int, chosen: Chosen | None = None, chosen_style: str = "") -> Text:
        """The line of this number, 1 for the first below the head."""
        lane, first, row = self.rows[number - 1]
        here = chosen is not None and chosen.lane == lane and first
        cells = dict(row)
        if chosen is not None and here and (column := self.scale.column(chosen.day)) is not None:
            cells[column] = (glyph(chosen.kind, self.glyphs), chosen_style)
        label = _label(self.lanes[lane], self.label_width, self.glyphs, self.pointed, here) if first else ""
        text = Text(f"{label or ' ' * self.label_width} ")
        rules, blank = _rules(self.scale, self.today, self.glyphs), (" ", "")
        drawn = []
        for column in range(max(self.scale.width, 0)):
            rule = (rules[column], self.rule_style) if column in rules else blank
            drawn.append(cells.get(column, rule))
        for style, run in groupby(drawn, lambda cell: cell[1]):
            text.append("".join(shown for shown, _ in run), style or None)
        text.truncate(self.width, pad=True)
        return text


def lay_out(
    lanes: Sequence[Lane],
    start: date,
    end: date,
    width: int,
    today: date | None = None,
    label_width: int = 12,
    rule_style: str = "",
    glyphs: Glyphs = "unicode",
    most_rows: int = _MOST_ROWS,
    pointed: bool = False,
) -> Laid:
    """A lane takes at most `most_rows` rows; `pointed` keeps a cell before the labels for the pointer at a chosen event.

    An event that may lie on many days is its glyph at the first and a dotted line to the last of them. Where events share a
    cell of a lane's last row, the most telling is drawn. Those outside of `start`..`end` are not drawn.
    """
    label_width = min(label_width, max(width - 1, 0))
    scale = _Scale(start, end, width - label_width - 1)
    rows = [
        (number, not i, row)
        for number, lane in enumerate(lanes)
        for i, row in enumerate(_rows(lane.marks, scale, glyphs, most_rows, rule_style))
    ]
    return Laid(tuple(lanes), scale, tuple(rows), today, label_width, width, pointed, rule_style, glyphs)


def _label(lane: Lane, width: int, glyphs: Glyphs, pointed: bool, here: bool) -> str:
    """Name and note; a pointer before them, or the blank of one, where one lane is pointed at."""
    pointer = ("▸" if glyphs == "unicode" else ">") if here else " "
    before = pointer if pointed else ""
    room = width - len(before)
    note = f" {lane.note}" if lane.note and cell_len(lane.note) + 9 <= room else ""
    return (before + fit(lane.label, room - len(note), glyphs) + fit(note, len(note), glyphs))[: max(width, 0)]


def _rules(scale: _Scale, today: date | None, glyphs: Glyphs) -> dict[int, str]:
    rules = {column: "│" if glyphs == "unicode" else "|" for column, _ in scale.ticks()}
    if today and (column := scale.column(today)) is not None:
        rules[column] = "┊" if glyphs == "unicode" else "!"
    return rules


def _head(
    scale: _Scale, today: date | None, label_width: int, width: int, style: str, glyphs: Glyphs, chosen: Chosen | None
) -> Text:
    """Years one blank after their rule, where the next one leaves room; "today" where no year is in its way.

    The chosen event's column has a mark, or where it is not on the chart the edge beyond which it lies.
    """
    cells = [" "] * max(scale.width, 0)
    rules = _rules(scale, today, glyphs)
    for column, mark in rules.items():
        cells[column] = mark
    if chosen is not None and cells:
        at = scale.column(chosen.day)
        place = at if at is not None else 0 if chosen.day < scale.start else len(cells) - 1
        mark = "▼v" if at is not None else "◂<" if place == 0 else "▸>"
        cells[place] = mark[glyphs == "ascii"]
    ticks = scale.ticks()
    for i, (column, name) in enumerate(ticks):
        limit = ticks[i + 1][0] - 1 if i + 1 < len(ticks) else len(cells)
        next((gap for gap in range(2, 9) if _write(cells, column + gap, name, limit)), None)
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


def _rows(marks: Sequence[Mark], scale: _Scale, glyphs: Glyphs, most_rows: int, dot_style: str) -> list[_Row]:
    rows: list[_Row] = [{}]
    taken: list[dict[int, int]] = [{}]
    """Of each row the columns with a glyph, and its rank: dots give way to a glyph, a glyph to a more telling one."""
    dots = "┄" if glyphs == "unicode" else "~"
    for mark in sorted(marks, key=lambda m: (m.start, m.end, m.kind)):
        first, last = scale.column(max(mark.start, scale.start)), scale.column(min(mark.end, scale.end))
        if first is None or last is None or mark.end < scale.start:
            continue
        cells = range(first, last + 1)
        number = next((i for i, row in enumerate(rows) if not any(column in row for column in cells)), None)
        if number is None and len(rows) < most_rows:
            rows.append({})
            taken.append({})
        if number is None:
            number = len(rows) - 1
        row, rank = rows[number], _rank(mark.kind)
        for column in cells:
            row.setdefault(column, (dots, dot_style))
        if rank < taken[number].get(first, len(RANK) + 1):
            row[first], taken[number][first] = (glyph(mark.kind, glyphs), mark.style), rank
    return rows


def _rank(kind: str) -> int:
    return RANK.index(kind) if kind in RANK else len(RANK)
