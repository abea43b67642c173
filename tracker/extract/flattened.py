"""Tables whose columns were lost: a line of product names, then lines of a label with one figure for each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.extract.cells import Cell
from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Quantity, Reading, inside
from tracker.model.product import Product

_LINE = late(r"[^\n]+")
_WORD = late(r"[a-z]{3,}")
_NUMBERED = late(r"(?<![\w(])[a-z]{1,4}-?\d")
"""A product that is not known: its column would take the figures of the next one."""
_BETWEEN = late(r"[\s?/,*~-]{0,6}")
_MOST_MISSES = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its label and the cell of each product."""

    start: int
    end: int
    label: str
    products: tuple[Product, ...]
    cells: tuple[Cell, ...]


def flat(reading: Reading) -> list[Row]:
    """The rows of all such tables."""
    found: list[Row] = []
    if len(reading.mentions) < 2:
        return found
    products: tuple[Product, ...] = ()
    misses = 0
    for line in _LINE.finditer(reading.clean):
        if "\t" in line[0] or line[0].count("|") > 1:
            products = ()
            continue
        named = _names(reading, line.start(), line.end())
        if named:
            products, misses = named, 0
            continue
        row = _row(reading, products, line.start(), line.end()) if products else None
        if row:
            found.append(row)
            misses = 0
        elif products:
            misses += 1
            products = () if misses > _MOST_MISSES else products
    return found


def _names(reading: Reading, start: int, end: int) -> tuple[Product, ...]:
    """The products of a line that holds little else than their names."""
    own = [m for m in reading.mentions_in(start, end) if accelerator(m.product)]
    if len(own) < 2 or len({m.slug for m in own}) != len(own) or end - start > 160:
        return ()
    rest = reading.lower[start : own[0].start] + " ".join(
        reading.lower[a.end : b] for a, b in zip(own, [*(m.start for m in own[1:]), end], strict=True)
    )
    if _NUMBERED.search(rest):
        return ()
    return tuple(m.product for m in own) if len(_WORD.findall(rest)) <= 3 and not re.search(r"[.;:]\s", rest) else ()


def _row(reading: Reading, products: Sequence[Product], start: int, end: int) -> Row | None:
    figures: list[Quantity] = list(inside(reading.quantities, start, end))
    same = [q for q in figures if figures and q.kind == figures[-1].kind]
    if len(same) != len(products) or len({q.start for q in same}) != len(same):
        return None
    gaps = [reading.lower[a.end : b.start] for a, b in pairwise(same)]
    label = " ".join(reading.clean[start : same[0].start].split())
    if not all(_BETWEEN.fullmatch(g) for g in gaps) or not 1 < len(label) < 60:
        return None
    stops = [*(q.start for q in same[1:]), end]
    cells = tuple(Cell(q.start, stop) for q, stop in zip(same, stops, strict=True))
    return Row(start, end, label, tuple(products), cells)
