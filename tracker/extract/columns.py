"""Tables in a text: rows of cells parted by bars, tabs, tags, bullets or blanks, and which cell stands under which header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from tracker.extract import markup_tables
from tracker.extract.cells import Cell, Table
from tracker.extract.late import late
from tracker.extract.parts import Reading
from tracker.extract.separated import separated
from tracker.extract.stacked import stacked

__all__ = ["Cell", "Table", "aligned", "marked", "tables", "upright"]

MOST_LINES = 400
_BAR = late(r"[^|]+")
_RULE = late(r"[\s|:+=-]*")
_GRID = late(r"\s*\+[-=+]+\s*")
"""The line between two rows of a grid."""
_LINE = late(r"[^\n]+")
_WIDE = late(r"(?<=[^\s.!?])[ \t]{2,}(?=\S)")
_WORDS = late(r"\S(?:[^\s]| (?! ))*")


def tables(reading: Reading) -> list[Table]:
    """The tables of a text whose cells are marked: by bars or tabs, by tags, by nested bullets, by a line for each,
    or, in rows that follow labels, by slashes, semicolons or dots.
    """
    apart = upright(reading)
    spans = sorted((t[0][0].start, max(c.end for c in t[-1])) for t in apart)
    return [*apart, *marked(reading, spans)]


def upright(reading: Reading) -> list[Table]:
    """Tables with a line of their own for each cell."""
    return [*_in_markup(reading.text)] or stacked(reading)


@lru_cache(maxsize=1)
def _in_markup(text: str) -> tuple[Table, ...]:
    return (*markup_tables.nested(text), *markup_tables.html(text), *markup_tables.wiki(text), *separated(text))


def marked(reading: Reading, apart: Sequence[tuple[int, int]] = ()) -> list[Table]:
    """Runs of rows marked by bars or tabs outside the given spans, each a list of cells; rule lines left out."""
    found: list[Table] = []
    last = -2
    left = list(apart[::-1])
    for number, block in enumerate(reading.blocks):
        while left and left[-1][1] < block.start:
            left.pop()
        if left and left[-1][0] < block.end:
            continue
        line = reading.clean[block.start : block.end]
        if last == number - 1 and found and _GRID.fullmatch(line):
            last = number
            continue
        if block.kind != "row":
            continue
        if last != number - 1 or not found:
            found.append([])
        last = number
        if not _RULE.fullmatch(line):
            found[-1].append([Cell(block.start + a, block.start + b) for a, b in _parted(line)])
    return [_without_edges(reading, _even(t)) for t in found if len(t) > 1]


def _even(table: Table) -> Table:
    """Without empty cells where only then all rows have as many: marks were doubled to set the columns in line."""
    full = [[c for c in row if c.start < c.end] for row in table]
    uneven = len({len(row) for row in table}) > 1
    return full if uneven and len({len(row) for row in full}) == 1 else table


def _parted(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row stand, the empty ones too, but without those outside of its outer bars."""
    mark = "|" if line.count("|") >= 2 else "\t"
    first, last = 0, len(line)
    if mark == "|":
        first, last = last - len(line.lstrip()), len(line.rstrip())
        if line.startswith("||", first):
            return [p.span() for p in _BAR.finditer(line)]
        first += line[first] == "|"
        last -= line[last - 1] == "|"
    cuts = [i for i in range(first, last) if line[i] == mark]
    return [(a + 1, b) for a, b in pairwise((first - 1, *cuts, last))]


def _without_edges(reading: Reading, table: Table) -> Table:
    """Without the empty cell in front of a leading tab or bar, where every row has it."""
    if all(len(row) > 1 and not reading.clean[row[0].start : row[0].end].strip() for row in table):
        return [row[1:] for row in table]
    return table


def aligned(reading: Reading) -> list[Table]:
    """Runs of at least two lines whose words stand in columns of blanks. Blanks left by markup do not count.

    A row with fewer cells than the header has them put under the column that they overlap; gaps are empty cells.
    """
    if "  " not in reading.text:
        return []
    found: list[Table] = []
    last = -2
    for number, line in enumerate(_LINE.finditer(reading.text)):
        words = line[0].strip()
        section = bool(found) and last == number - 1 and 2 < len(words) < 40 and words[-1] == ":"
        if len(line[0]) > 300 or "|" in line[0] or not (section or _WIDE.search(words)):
            continue
        if last != number - 1 or not found:
            found.append([])
        last = number
        cells = [Cell(line.start() + w.start(), line.start() + w.end()) for w in _pieces(line[0])]
        if not _RULE.fullmatch(line[0]) and "<" not in line[0]:
            found[-1].append(cells)
        if sum(map(len, found)) > MOST_LINES:
            break
    return [_straight(reading.text, t) for t in found if len(t) > 1]


def _pieces(line: str) -> Iterator[re.Match[str]]:
    """The cells of a line: what runs of blanks part, and figures with units that a single blank parts."""
    for words in _WORDS.finditer(line):
        figures = list(_FIGURES.finditer(line, words.start(), words.end()))
        alone = len(figures) > 1 and not _FIGURES.sub("", words[0]).strip(" -")
        yield from figures if alone else [words]


_FIGURES = late(r"\d[\d.,]*\s?[A-Za-z][A-Za-z/]{0,6}(?=\s|$)|(?<=\s)-(?=\s|$)")


def _straight(text: str, table: Table) -> Table:
    """Every row with as many cells as the widest one, placed by where they stand in their line."""
    widest = max(table, key=len)
    return [row if len(row) == len(widest) else _placed(text, row, widest) for row in table]


def _placed(text: str, row: list[Cell], head: list[Cell]) -> list[Cell]:
    base, line = _begin(text, head[0].start), _begin(text, row[0].start)
    slots = [Cell(row[0].start, row[0].start) for _ in head]
    for cell in row:
        middle = cell.start - line
        near = min(range(len(head)), key=lambda i: abs(head[i].start - base - middle))
        slots[near] = cell
    return slots


def _begin(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1
