"""Figures in tables: the row or column that names the product owns the cell, the other header says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract import claims, properties, qualifiers, quantities, scope
from tracker.extract.layout import trimmed
from tracker.extract.ownership import accelerator
from tracker.extract.parts import Quantity, Reading
from tracker.model.fact import Claim, Evidence
from tracker.model.product import Product
from tracker.model.words import Precision, Scope
from tracker.units import to_base

MOST_CELLS = 2000
_BAR, _TAB = re.compile(r"[^|]+"), re.compile(r"[^\t]+")
_RULE = re.compile(r"[\s|:+-]*")
_OLD = re.compile(r"\b(?:old|previous|before|was|alt|bisher)\b")
_BARE = re.compile(r"[\s~>$]*\d[\d.,]*\s*$")
_UNIT = re.compile(r"[(\[,]\s?([^()\[\]]{1,14})\s?[)\]]?\s*$")


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int


Table = list[list[Cell]]


def tables(reading: Reading) -> list[Table]:
    """Runs of rows, each a list of cells; rule lines left out."""
    found: list[Table] = []
    last = -2
    for number, block in enumerate(reading.blocks):
        if block.kind != "row":
            continue
        line = reading.clean[block.start : block.end]
        if last != number - 1 or not found:
            found.append([])
        last = number
        if not _RULE.fullmatch(line):
            parts = (_BAR if line.count("|") >= 2 else _TAB).finditer(line)
            found[-1].append([Cell(block.start + p.start(), block.start + p.end()) for p in parts])
    return [t for t in found if len(t) > 1]


def read(reading: Reading, comma_decimal: bool) -> tuple[Claim, ...]:
    out: list[Claim] = []
    for table in tables(reading):
        for product, label, cell in _assigned(reading, table):
            out.extend(_claims(reading, product, label, cell, comma_decimal))
            if len(out) >= MOST_CELLS:
                return tuple(out)
    return tuple(out)


def _named(reading: Reading, cell: Cell) -> Product | None:
    own = [m for m in reading.mentions_in(cell.start, cell.end) if accelerator(m.product)]
    return own[0].product if own and len({m.slug for m in own}) == 1 else None


def _assigned(reading: Reading, table: Table) -> Iterator[tuple[Product, str, Cell]]:
    head = table[0]
    columns = {i: p for i, c in enumerate(head) if (p := _named(reading, c))}
    if columns and (len(columns) > 1 or 0 not in columns):
        for row in table[1:]:
            label = _words(reading, row[0])
            yield from ((columns[i], label, c) for i, c in enumerate(row) if i in columns and i > 0)
        return
    labels = [_words(reading, c) for c in head]
    for row in table[1:]:
        product = next((p for c in row[:2] if (p := _named(reading, c))), None)
        if product:
            yield from (
                (product, labels[i], c)
                for i, c in enumerate(row)
                if i and i < len(labels) and not _OLD.search(labels[i])
            )


def _words(reading: Reading, cell: Cell) -> str:
    return " ".join(reading.lower[cell.start : cell.end].split())[:120]


def _claims(reading: Reading, product: Product, label: str, cell: Cell, comma_decimal: bool) -> Iterator[Claim]:
    """The cell is read as the sentence "label: cell"; a bare number takes the unit of its label."""
    words = reading.clean[cell.start : cell.end].strip()
    if not words or "?" in words or len(words) > 120:
        return
    unit = _UNIT.search(label)
    text = f"{label}: {words}" + (f" {unit[1]}" if unit and _BARE.fullmatch(words.lower()) else "")
    low = text.lower()
    shift = len(label) + 2
    found = quantities.bits(text if len(text) == len(low) else low, low, quantities.find(low, comma_decimal))
    for q in found:
        if q.start < shift:
            continue
        name = properties.field(q, low, 0, len(low))
        if name is None:
            continue
        if name == "scale_up_size" and scope.of_product(product) == "chip":
            continue
        yield from _settled(reading, product, cell, q, name.rstrip("?"), low)


def _settled(reading: Reading, product: Product, cell: Cell, q: Quantity, name: str, low: str) -> Iterator[Claim]:
    place: Scope = scope.scope(low, q.start, q.end, 0, len(low), product)
    if not claims.plausible(name, q, place):
        return
    precisions: Sequence[Precision | None] = [None]
    if name == "peak_compute":
        precisions = qualifiers.precisions(low, q.start, q.end, 0, len(low)) or [None]
    start, end = trimmed(reading.clean, cell.start, cell.end)
    for precision in precisions:
        yield Claim(
            product=product.slug,
            field=name,
            printed=q.printed,
            unit=q.unit,
            value=to_base(q.value, q.unit)[0],
            low=to_base(q.low, q.unit)[0] if q.low is not None else None,
            high=to_base(q.high, q.unit)[0] if q.high is not None else None,
            op=q.op,
            precision=precision,
            scope=place,
            sparsity=qualifiers.sparsity(low, 0, len(low), 0, len(low)) if name == "peak_compute" else "unstated",
            direction=qualifiers.direction(low, q.start, q.end) if name == "interconnect_bandwidth" else "unstated",
            asserted=reading.document.published,
            evidence=Evidence(quote=reading.text[start:end], start=start, end=end, rule="spec.table", confidence=0.88),
        )
