"""Tables that list who has which accelerator: each product in that column is listed as current by this source.

A listing is no event and no figure, but it is a statement that other sources may contradict. Tables whose cells were run
together ("IntelGaudi3 AI acceleratorsEnergy-efficient") are taken apart where a small letter, digit or bracket meets a
capital; the vendor that begins such a row ends where its name does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.extract import names
from tracker.extract.alternation import key
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.lexicon import Lexicon
from tracker.extract.parts import Block, Reading, VendorMention
from tracker.extract.tables import Cell, Table, tables
from tracker.model.fact import Claim, Evidence

_COLUMN = late(
    r"\W*(?:(?:ai|custom|own|main|current|inference)\s)*(?:accelerators?|chips?|silicon|processors?)\W*", re.I
)
_JOINT = late(r"(?<=[a-z0-9)])(?=[A-Z])")
_JOINED = late(r"[A-Z](?<=[a-z0-9)].)")
"""The capital behind a joint; found sooner in prose, which has few."""
_BRACKET = late(r"\s?\([^()]{1,40}\)")
_MOST_ROWS = 200
_CONFIDENCE = 0.75


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's vendor and the cell of its accelerators."""

    vendor: VendorMention
    cell: Cell


def read(reading: Reading, lexicon: Lexicon) -> tuple[Claim, ...]:
    """One claim `status = listed` a product and row."""
    rows = [*_separate(reading), *_glued(reading, lexicon)]
    return tuple(claim for row in rows[:_MOST_ROWS] for claim in _claims(reading, lexicon, row))


def _separate(reading: Reading) -> Iterator[_Row]:
    """Tables with real cells: one header cell names the column, the row's vendor stands in another cell."""
    for table in tables(reading):
        column = _column(reading, table)
        if column is None:
            continue
        for row in table[1:]:
            if column < len(row):
                owners = [v for v in reading.vendors if row[0].start <= v.start < row[-1].end]
                outside = [v for v in owners if not row[column].start <= v.start < row[column].end]
                if outside:
                    yield _Row(outside[0], row[column])


def _column(reading: Reading, table: Table) -> int | None:
    for i, cell in enumerate(table[0]):
        if i and _COLUMN.fullmatch(reading.clean, cell.start, cell.end):
            return i
    return None


def _glued(reading: Reading, lexicon: Lexicon) -> Iterator[_Row]:
    """Rows under a header whose cells were run together."""
    if not any(_COLUMN.match(reading.clean, capital.start()) for capital in _JOINED.finditer(reading.clean)):
        return
    inside = False
    for block in reading.blocks:
        if _is_header(reading, block):
            inside = True
        elif inside:
            row = _row(reading, lexicon, block)
            if row is None:
                inside = False
            else:
                yield row


def _is_header(reading: Reading, block: Block) -> bool:
    cells = _pieces(reading, block.start, block.end)
    return len(cells) > 2 and any(_COLUMN.fullmatch(reading.clean, c.start, c.end) for c in cells[1:])


def _pieces(reading: Reading, start: int, end: int) -> list[Cell]:
    cuts = [start, *(j.start() for j in _joints(reading.clean, start, end)), end]
    return [Cell(a, b) for a, b in pairwise(cuts)]


def _joints(text: str, start: int, end: int) -> list[re.Match[str]]:
    return list(_JOINT.finditer(text, start, min(end, start + 600)))


def _row(reading: Reading, lexicon: Lexicon, block: Block) -> _Row | None:
    owner = _owner(reading, lexicon, block)
    if owner is None:
        return None
    start = owner.end
    bracket = _BRACKET.match(reading.clean, start, block.end)
    if bracket:
        start = bracket.end()
    joints = [j.start() for j in _joints(reading.clean, start + 1, block.end)]
    return _Row(owner, Cell(start, joints[0] if joints else block.end)) if joints else None


def _owner(reading: Reading, lexicon: Lexicon, block: Block) -> VendorMention | None:
    """The longest vendor name that begins the row, whatever letter follows it."""
    low = reading.lower
    for length in range(min(40, block.end - block.start), 1, -1):
        end = block.start + length
        name = low[block.start : end]
        slug = lexicon.vendor_keys.get(key(name)) if name[-1].isalnum() and "(" not in name else None
        if slug:
            return VendorMention(block.start, end, slug)
    return None


def _claims(reading: Reading, lexicon: Lexicon, row: _Row) -> Iterator[Claim]:
    clean, low = reading.clean[row.cell.start : row.cell.end], reading.lower[row.cell.start : row.cell.end]
    vendor = lexicon.vendors[row.vendor.slug]
    start, end = trimmed(reading.clean, row.vendor.start, row.cell.end)
    evidence = Evidence(
        quote=reading.text[start:end], start=start, end=end, rule="table.listed", confidence=_CONFIDENCE
    )
    for mention in names.mentions(lexicon, clean, low, (row.vendor,), vendor.name):
        if mention.product.vendor == vendor.slug and not mention.product.provisional:
            yield Claim(product=mention.slug, field="status", printed="listed", note="as current, in a table",
                        evidence=evidence)  # fmt: skip
