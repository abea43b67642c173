"""Tables flattened to one cell a line: the products below each other, then each label with its values below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise

from tracker.extract.cells import Cell, Table
from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Reading

_LINE = late(r"[^\n]+")
_VALUE = late(
    r"\W{0,4}(?:(?:up to|from|bis zu|jusqu'à|max\.?|ca\.)\s[$]?)?"
    r"(?:\d[\w.,/%+×x -]{0,40}(?:\([^()]{0,30}\))?|n/?a|not applicable|none|no|yes|tbd|-{1,3})?\W{0,3}",
    re.I,
)
_LONGEST = 70
_MOST_LINES = 3000


def stacked(reading: Reading) -> list[Table]:
    """Each as rows of a label and one cell a product under a header with an empty corner, or turned by 90 degrees."""
    if len(reading.mentions) < 2:
        return []
    lines = lines_of(reading.clean)
    names = {i: slug for i, cell in enumerate(lines) if (slug := name_of(reading, cell))}
    if len(set(names.values())) < 2:
        return []
    return [*_down(reading, lines, names), *_across(reading, lines, names), *_within(reading, lines, names)]


@lru_cache(maxsize=1)
def lines_of(clean: str) -> tuple[Cell, ...]:
    """The lines that hold anything, without the blanks and bars around them."""
    lines = (_stripped(clean, *line.span()) for line in islice(_LINE.finditer(clean), _MOST_LINES))
    return tuple(c for c in lines if c.start < c.end)


def _stripped(clean: str, start: int, end: int) -> Cell:
    while start < end and clean[start] in " \t|":
        start += 1
    while end > start and clean[end - 1] in " \t|":
        end -= 1
    return Cell(start, end)


def name_of(reading: Reading, cell: Cell) -> str:
    """The product that a line consists of."""
    if cell.end - cell.start > _LONGEST:
        return ""
    own = [m for m in reading.mentions_in(cell.start, cell.end) if accelerator(m.product)]
    if len(own) != 1:
        return ""
    rest = reading.lower[cell.start : own[0].start] + reading.lower[own[0].end : cell.end]
    if _IN_A_NAME.search(rest):
        return ""
    return own[0].slug if len(rest.strip(" :()")) <= 16 and not re.search(r"[.;,]|:\s", rest) else ""


_IN_A_NAME = late(r"[a-z0-9][-_.]|[-_.]\d")
"""Of a product within that of an instance: "na-h100-8"."""


def is_value(reading: Reading, cell: Cell) -> bool:
    return cell.end - cell.start <= _LONGEST and bool(_VALUE.fullmatch(reading.clean, cell.start, cell.end))


def _down(reading: Reading, lines: Sequence[Cell], names: dict[int, str]) -> list[Table]:
    """ "H100 / H200 / Memory / 80 GB / 141 GB / Power / 700 W / 700 W", one a line."""
    found: list[Table] = []
    place = 0
    while place < len(lines):
        stop = place
        while stop in names:
            stop += 1
        width, place = stop - place, max(stop, place + 1)
        heads = lines[stop - width : stop]
        if width < 2 or len({names[i] for i in range(stop - width, stop)}) < width:
            continue
        rows, stop = _rows_down(reading, lines, stop, width)
        if rows:
            found.append([[Cell(heads[0].start, heads[0].start), *heads], *rows])
            place = stop
    return found


def _rows_down(reading: Reading, lines: Sequence[Cell], stop: int, width: int) -> tuple[Table, int]:
    """The rows from a line on, and where they end. A row of words is one only where a row of values follows it."""
    rows: Table = []
    while True:
        row = _labelled(reading, lines[stop : stop + width + 2], width)
        if row:
            rows.append(row)
            stop += lines[stop : stop + 2].index(row[0]) + width + 1
        elif rows and _worded(reading, lines[stop : stop + 2 * width + 4], width):
            stop += width + 1
        else:
            return rows, stop


def _worded(reading: Reading, lines: Sequence[Cell], width: int) -> bool:
    """Does a row of words ("Maker / NVIDIA / AMD") come next, and behind it a row of values?"""
    row = lines[: width + 1]
    worded = all(c.end - c.start <= _LONGEST and reading.clean[c.end - 1] not in ".!?" for c in row)
    return (
        len(row) > width
        and worded
        and is_label(reading, row[0])
        and bool(_labelled(reading, lines[width + 1 :], width))
    )


def _labelled(reading: Reading, lines: Sequence[Cell], width: int) -> list[Cell]:
    """A label and its values; the title of a group of rows may stand before it."""
    for skip in (0, 1):
        part = lines[skip : skip + width + 1]
        if len(part) <= width or not is_label(reading, part[0]):
            return []
        if all(is_value(reading, c) for c in part[1:]):
            after = lines[skip + width + 1 : skip + width + 2]
            return [] if after and is_value(reading, after[0]) else list(part)
    return []


def is_label(reading: Reading, cell: Cell) -> bool:
    return (
        cell.end - cell.start <= _LONGEST and not is_value(reading, cell) and reading.clean[cell.end - 1] not in ".!?"
    )


def _across(reading: Reading, lines: Sequence[Cell], names: dict[int, str]) -> list[Table]:
    """ "Memory / Power / H100 / 80 GB / 700 W / H200 / 141 GB / 700 W": the labels stand above, as many as values follow."""
    places = sorted(names)
    found: list[Table] = []
    last = -1
    for first, second in pairwise(places):
        width = second - first - 1
        labels = lines[max(0, first - width) : first]
        if width < 1 or first < last or len(labels) < width or not all(is_label(reading, c) for c in labels):
            continue
        rows = []
        at = first
        while at in names and all(is_value(reading, c) for c in lines[at + 1 : at + 1 + width]):
            rows.append(list(lines[at : at + 1 + width]))
            at += width + 1
        if len(rows) > 1 and len(rows[-1]) == width + 1 and (width > 1 or _headed(lines, first, names)):
            found.append([[Cell(labels[0].start, labels[0].start), *labels], *rows])
            last = at
    return found


def _headed(lines: Sequence[Cell], first: int, names: dict[int, str]) -> bool:
    """A single column needs a short head, which a heading above a list of products is not told from otherwise."""
    return first - 1 not in names and lines[first - 1].end - lines[first - 1].start < 40


def _within(reading: Reading, lines: Sequence[Cell], names: dict[int, str]) -> list[Table]:
    """ "Instance / GPU / Memory / a1 / H100 / 80 GB / a2 / H200 / 141 GB": the products stand inside their rows."""
    found: list[Table] = []
    last = -1
    for first, second in pairwise(sorted(names)):
        width = second - first
        for ahead in (1, 2):
            begin = first - ahead
            heads = lines[max(0, begin - width) : max(0, begin)]
            if not ahead + 1 < width or len(heads) < width or begin - width <= last:
                continue
            if not all(is_label(reading, c) for c in heads) or any(begin - width <= i < begin for i in names):
                continue
            rows = []
            while begin + ahead in names and _valued(reading, lines[begin : begin + width], ahead, width):
                rows.append(list(lines[begin : begin + width]))
                begin += width
            if len(rows) > 1:
                found.append([list(heads), *rows])
                last = begin
    return found


def _valued(reading: Reading, row: Sequence[Cell], ahead: int, width: int) -> bool:
    """Words in front of the name, and nothing but values behind it?"""
    return (
        len(row) == width
        and all(is_label(reading, c) for c in row[:ahead])
        and all(is_value(reading, c) for c in row[ahead + 1 :])
    )
