"""Tables flattened to one cell a line: the products below each other, then each label with its values below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.extract.cells import Cell, Table
from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Reading

_LINE = late(r"[^\n]+")
_VALUE = late(
    r"\W{0,4}(?:\d[\w.,/%+×x -]{0,40}(?:\([^()]{0,30}\))?|n/?a|not applicable|none|no|yes|tbd|-{1,3})?\W{0,3}", re.I
)
_LONGEST = 70
_MOST_LINES = 3000


def stacked(reading: Reading) -> list[Table]:
    """Each as rows of a label and one cell a product under a header with an empty corner, or turned by 90 degrees."""
    if len(reading.mentions) < 2:
        return []
    lines = [_stripped(reading, line) for line in _LINE.finditer(reading.clean)][:_MOST_LINES]
    lines = [c for c in lines if c.start < c.end]
    names = {i: slug for i, cell in enumerate(lines) if (slug := _name(reading, cell))}
    if len(set(names.values())) < 2:
        return []
    return [*_down(reading, lines, names), *_across(reading, lines, names)]


def _stripped(reading: Reading, line: re.Match[str]) -> Cell:
    start, end = line.span()
    while start < end and reading.clean[start] in " \t|":
        start += 1
    while end > start and reading.clean[end - 1] in " \t|":
        end -= 1
    return Cell(start, end)


def _name(reading: Reading, cell: Cell) -> str:
    """The product that a line consists of."""
    if cell.end - cell.start > _LONGEST:
        return ""
    own = [m for m in reading.mentions_in(cell.start, cell.end) if accelerator(m.product)]
    if len(own) != 1:
        return ""
    rest = reading.lower[cell.start : own[0].start] + reading.lower[own[0].end : cell.end]
    return own[0].slug if len(rest.strip(" :()")) <= 16 and not re.search(r"[.;,]|:\s", rest) else ""


def _is_value(reading: Reading, cell: Cell) -> bool:
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
        rows = [[Cell(heads[0].start, heads[0].start), *heads]]
        while row := _labelled(reading, lines[stop : stop + width + 2], width):
            rows.append(row)
            stop += lines[stop : stop + 2].index(row[0]) + width + 1
        if len(rows) > 1:
            found.append(rows)
            place = stop
    return found


def _labelled(reading: Reading, lines: Sequence[Cell], width: int) -> list[Cell]:
    """A label and its values; the title of a group of rows may stand before it."""
    for skip in (0, 1):
        part = lines[skip : skip + width + 1]
        if len(part) <= width or not _is_label(reading, part[0]):
            return []
        if all(_is_value(reading, c) for c in part[1:]):
            after = lines[skip + width + 1 : skip + width + 2]
            return [] if after and _is_value(reading, after[0]) else list(part)
    return []


def _is_label(reading: Reading, cell: Cell) -> bool:
    return (
        cell.end - cell.start <= _LONGEST and not _is_value(reading, cell) and reading.clean[cell.end - 1] not in ".!?"
    )


def _across(reading: Reading, lines: Sequence[Cell], names: dict[int, str]) -> list[Table]:
    """ "Memory / Power / H100 / 80 GB / 700 W / H200 / 141 GB / 700 W": the labels stand above, as many as values follow."""
    places = sorted(names)
    found: list[Table] = []
    last = -1
    for first, second in pairwise(places):
        width = second - first - 1
        labels = lines[max(0, first - width) : first]
        if width < 1 or first < last or len(labels) < width or not all(_is_label(reading, c) for c in labels):
            continue
        rows = []
        at = first
        while at in names and all(_is_value(reading, c) for c in lines[at + 1 : at + 1 + width]):
            rows.append(list(lines[at : at + 1 + width]))
            at += width + 1
        if len(rows) > 1 and len(rows[-1]) == width + 1 and (width > 1 or _headed(lines, first, names)):
            found.append([[Cell(labels[0].start, labels[0].start), *labels], *rows])
            last = at
    return found


def _headed(lines: Sequence[Cell], first: int, names: dict[int, str]) -> bool:
    """A single column needs a short head, which a heading above a list of products is not told from otherwise."""
    return first - 1 not in names and lines[first - 1].end - lines[first - 1].start < 40
