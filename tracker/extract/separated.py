"""Tables in plain lines whose cells a slash, a middle dot, or a mark of data files parts: "Device / Memory (GB) / TDP (W)"."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extract.cells import Cell, Table
from tracker.extract.late import late

_MARKS = (" / ", ";", " · ", ",")
_GAPLESS = ","
"""Parts cells only where no blank follows it, as in data files; cells may be empty then."""
_LINE = late(r"[^\n]+")
_FIGURE = late(r"\W{0,3}\d")
LEAST_ROWS, LEAST_CELLS, LONGEST_CELL, MOST_LINES = 3, 3, 48, 2000


def separated(text: str) -> list[Table]:
    """Runs of at least three lines with the same number of short cells; the first one holds labels and no figure."""
    return [table for mark in _MARKS if text.count(mark) > 5 for table in _runs(text, mark)]


def _runs(text: str, mark: str) -> Iterator[Table]:
    rows: Table = []
    last = -2
    for number, line in enumerate(_LINE.finditer(text)):
        cells = _cells(text, mark, line.start(), line.end()) if mark in line[0] else []
        if cells and last == number - 1 and rows and len(rows[0]) == len(cells):
            rows.append(cells)
        else:
            if _tabular(text, rows):
                yield rows
            rows = [cells] if cells else []
        last = number if cells else last
        if number > MOST_LINES:
            break
    if _tabular(text, rows):
        yield rows


def _cells(text: str, mark: str, start: int, end: int) -> list[Cell]:
    """The cells of a line, without the blanks around them; none where the line is no row."""
    cells, place = [], start
    for words in text[start:end].split(mark):
        if len(words) > LONGEST_CELL or (words[:1] == " " if mark == _GAPLESS else not words.strip()):
            return []
        cells.append(_cell(words, place))
        place += len(words) + len(mark)
    return cells if len(cells) >= LEAST_CELLS else []


def _cell(words: str, place: int) -> Cell:
    """Without the blanks around its words; an empty one stands where it begins."""
    end = place + len(words.rstrip())
    return Cell(min(end, place + len(words) - len(words.lstrip())), max(place, end))


def _tabular(text: str, rows: Table) -> bool:
    return len(rows) >= LEAST_ROWS and all(c.start < c.end and not _FIGURE.match(text, c.start) for c in rows[0])
