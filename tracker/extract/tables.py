"""Figures in tables: the row or column that names the product owns the cell, the other header says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.extract import headers, pricelists, properties, propertywords, qualifiers, quantities, scope
from tracker.extract.assigned import SERVED, Owned, assigned, columns, devices, named
from tracker.extract.assigned import words as words_of
from tracker.extract.columns import Cell, Table, aligned, tables, upright
from tracker.extract.columns import marked as barred
from tracker.extract.flattened import flat
from tracker.extract.footnotes import marked, notes
from tracker.extract.holders import part_of
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.limits import plausible
from tracker.extract.pairs import pairs
from tracker.extract.parts import Quantity, Reading
from tracker.extract.records import records
from tracker.extract.topics import Owner
from tracker.model.fact import Claim, Evidence
from tracker.model.words import Precision, Scope, Sparsity
from tracker.units import to_base

__all__ = ["OPEN", "Cell", "Table", "covered", "read", "tables"]

MOST_CELLS = 2000
LONGEST_QUOTE = 240
EACH_OR_ALL = "the table does not say whether this is of each or of all"
OPEN = frozenset((EACH_OR_ALL, SERVED))
"""Doubts that leave a figure likely."""
_BARE = late(r"[\s~>≥$]*\d[\d.,' ]*\s*\+?\s*$")


def covered(reading: Reading) -> list[tuple[int, int]]:
    """Where tables stand: their lines are no sentences, unless nothing there names a product for its cells."""
    spans = _spans(reading)
    return spans + [(p.label.start, p.value.end) for p in pairs(reading, spans)]


def _spans(reading: Reading) -> list[tuple[int, int]]:
    """Those of tables of several cells a row."""
    found = [*barred(reading), *_useful(reading)]
    found += [t for t in upright(reading) if next(assigned(reading, t), None)]
    spans = [(t[0][0].start, max(c.end for c in t[-1])) for t in found]
    spans += [(t.start, t.end) for t in flat(reading)]
    return spans + [(start, end) for start, end, _ in records(reading)]


def _useful(reading: Reading) -> list[Table]:
    """Tables of blanks that name a product in a header or in a row."""
    return [
        t for t in aligned(reading)
        if columns(reading, t) or sum(bool(named(reading, r[0])) for r in t) > 1 or devices(reading, t)
    ]  # fmt: skip


def read(reading: Reading, comma_decimal: bool) -> tuple[Claim, ...]:
    out: list[Claim] = []
    for table in [*tables(reading), *_useful(reading)]:
        heads = {cell: row[0] for row in table for cell in row}
        span = table[0][0].start, max(c.end for c in table[-1])
        told = notes(reading, span[1])
        for owned in assigned(reading, table):
            head = _head(reading, heads.get(owned.cell, owned.cell), owned.cell)
            out.extend(_claims(reading, owned, head, span, told, comma_decimal))
            if len(out) >= MOST_CELLS:
                return tuple(out)
    for row in flat(reading):
        for product, cell in zip(row.products, row.cells, strict=True):
            owned = Owned(product, row.label, cell)
            out.extend(_claims(reading, owned, cell.start, (row.start, row.end), {}, comma_decimal))
    for start, end, fields in records(reading):
        for owned in fields:
            head = owned.head.start if owned.head else owned.cell.start
            out.extend(_claims(reading, owned, head, (start, end), {}, comma_decimal))
    for pair in pairs(reading, _spans(reading)):
        owned = Owned(pair.product, words_of(reading, pair.label), pair.value, pair.label)
        span = pair.label.start, pair.value.end
        out.extend(_claims(reading, owned, span[0], span, {}, comma_decimal))
    return tuple(out)


def _head(reading: Reading, first: Cell, cell: Cell) -> int:
    """Where the quote of a cell begins: with the head of its row, unless that is empty or far away."""
    empty = not reading.clean[first.start : first.end].strip(" \t|")
    return cell.start if empty or not 0 <= cell.start - first.start <= LONGEST_QUOTE else first.start


def _claims(
    reading: Reading, owned: Owned, head: int, span: tuple[int, int], told: Mapping[str, Sparsity], comma: bool
) -> Iterator[Claim]:
    """The cell is read as the sentence "label: cell"; a bare number takes the unit of its label, or of the lines around
    the table, whose `span` is given."""
    label, cell = owned.label, owned.cell
    words = _REFERENCE.sub("", reading.clean[cell.start : cell.end].strip(" \t\n|"))
    if not words or "?" in words or len(words) > 160:
        return
    counted = _counted(owned, words)
    if not label and _NODE.fullmatch(words):
        label = "process"
    text = f"{label}: {counted} chips" if counted else f"{label}: {words}"
    if not counted and _BARE.fullmatch(words.lower()):
        text += headers.unit_of(label) or pricelists.said_beside(reading, *span, label, words)
    low = text.lower()
    if len(text) != len(low):
        return
    shift = len(label) + 2
    found = quantities.bits(text, low, quantities.find(low, comma))
    inside = [q for q in found if q.start >= shift]
    for q in inside:
        name = properties.field(q, low, inside, 0, len(low))
        if name is None or (name == "memory_capacity?" and not _memory_label(label)):
            continue
        if name.startswith("memory") and _HOST_LABEL.search(label):
            continue
        if name == "memory_bandwidth" and _LINKS.search(reading.document.title.lower()) and not _MEMORY.search(low):
            name = "interconnect_bandwidth"
        alone = not counted and scope.of_product(owned.product) == "chip" and owned.place is None
        if name == "scale_up_size" and alone and not headers.sized(label):
            continue
        yield from _settled(reading, owned, Cell(head, cell.end), _Read(q, name.rstrip("?"), low, inside), told)


_REFERENCE = late(r"\s?(?:\[#?\w{1,4}\]_?|[¹²³⁴⁵⁶†‡§])+$")
"""To a note, behind the words of a cell."""
_NODE = late(r"(?:TSMC |Samsung )?(?:N\d[A-Z]?|\dN[PE]?|SF\d[A-Z]?)")


@dataclass(frozen=True, slots=True)
class _Read:
    """A figure of the sentence that a cell was read as."""

    q: Quantity
    field: str
    low: str
    found: Sequence[Quantity]


def _counted(owned: Owned, words: str) -> str:
    """The number of chips that a machine's cell gives; "" where it is no such cell."""
    machine = (owned.place or scope.of_product(owned.product)) in _CONTAINERS
    count = _COUNT.match(words) if _CHIPS_LABEL.fullmatch(owned.label) else None
    return count[0] if count and count[0] != "1" and machine else ""


_CONTAINERS: tuple[Scope, ...] = ("server", "rack", "pod")
_CHIPS = r"(?:gpus?|accelerators?|npus?|tpus?|lpus?|rdus?|xpus?|ai chips?|chips?)"
_CHIPS_LABEL = late(rf"\W*(?:cards?\s?/\s?)?{_CHIPS}(?:\s?/\s?{_CHIPS})?\W*", re.I)
_COUNT = late(r"\d{1,3}(?:,\d{3})?(?=\s?x?\s+[A-Z]|\s*$)")
"""Of the parts of a machine: "72", "72 Rubin"."""
_HOST_LABEL = late(r"\b(?:cpu|host|system|grace|vera)\b[\w\s-]{0,12}\b(?:memory|dram|ram|bandwidth)\b|\bddr\d?\b", re.I)
_OF_WHOLE = late(
    r"\W*(?:(?:total|max\w*|full|typical)\s)?(?P<whole>rack|pod|server|node)s?"
    r"\s(?:power|tdp|consumption|memory|hbm|compute|performance)\b"
)
"""A label that says whose figure it is: "Rack power"."""
_LINKS = late(r"\b(?:nv-?link|interconnects?|scale-?up|ici|infinity fabric|ualink)\b")
_MEMORY = late(r"memory|hbm|gddr|dram|sram")
"""A plain "bandwidth" in a text headed by links is theirs."""


def _memory_label(label: str) -> bool:
    """A header that says nothing of its own ("Spec", "Value", a model) or speaks of memory; "Storage" and "RAM" do not."""
    return not any(e.search(label.lower()) for name, e in propertywords.SIZES if name in ("host", "model", "stack"))


def _settled(reading: Reading, owned: Owned, cell: Cell, read: _Read, told: Mapping[str, Sparsity]) -> Iterator[Claim]:
    q, name, low, product = read.q, read.field, read.low, owned.product
    place = _place(owned, read)
    if name != "scale_up_size" and place == "chip" and scope.of_product(product) in _CONTAINERS:
        product = part_of(reading, Owner(product, "table", 1.0, cell.start), cell.start).product
    reason = "" if plausible(name, q, place, product) else f"no {place} has such a figure"
    open_ = owned.count > 1 and place in ("chip", "card") and name in _SUMMED and not _SAID.search(low)
    reason = reason or owned.doubt
    if not reason and open_:
        reason = EACH_OR_ALL
    precisions: Sequence[Precision | None] = [None]
    sparsity: Sparsity = "unstated"
    if name == "peak_compute":
        precisions = qualifiers.precisions(low, q, read.found, 0, len(low)) or [None]
        sparsity = _sparsity(reading, owned, read, told)
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
            sparsity=sparsity,
            direction=qualifiers.direction(low, q.start, q.end) if name == "interconnect_bandwidth" else "unstated",
            asserted=reading.document.published,
            status="review" if reason else "accepted",
            reason=reason,
            evidence=Evidence(
                quote=reading.text[start:end],
                start=start,
                end=end,
                rule="spec.table",
                confidence=0.3 if reason else 0.88,
            ),
        )


_SUMMED = frozenset(("memory_capacity", "memory_bandwidth", "peak_compute", "power", "sram"))
_SAID = late(r"\b(?:per|each|every|total|all|combined|aggregate|sum)\b|/\s?(?:gpu|chip|card)")


def _place(owned: Owned, read: _Read) -> Scope:
    q, low = read.q, read.low
    if read.field == "price_hourly" and (own_words := scope.inside(low, q.start, q.end)):
        return own_words
    place: Scope = scope.scope(low, q.start, q.end, 0, len(low), owned.product)
    if owned.count > 1 and place in ("chip", "card") and read.field in _SUMMED and _too_much(owned, read, place):
        return "server"
    whole = _OF_WHOLE.match(low)
    if whole and place in ("chip", "card"):
        place = {"rack": "rack", "pod": "pod"}.get(whole["whole"], "server")  # type: ignore[assignment]
    if place in ("chip", "card") and not _EACH.search(low):
        several = read.field == "price_hourly" and owned.count > 1
        place = owned.place or ("server" if several else place)
    if read.field == "scale_up_size":
        return "server" if owned.count > 1 else _domain_scope(low, place, q.value)
    return place


def _too_much(owned: Owned, read: _Read, place: Scope) -> bool:
    """For one of the several, and not for all of them."""
    return not plausible(read.field, read.q, place, owned.product) and plausible(read.field, read.q, "server")


_EACH = late(r"\b(?:per|each) (?:chip|gpu|card|accelerator)\b")


def _sparsity(reading: Reading, owned: Owned, read: _Read, told: Mapping[str, Sparsity]) -> Sparsity:
    """As the cell or its label says, else as the note does that the mark of either points to."""
    said = qualifiers.sparsity(read.low, read.q.start, read.q.end, 0, len(read.low))
    for cell in (owned.cell, owned.head):
        if said == "unstated" and cell is not None:
            said = marked(reading.text[cell.start : cell.end], told)
    return said


def _domain_scope(low: str, place: Scope, count: float) -> Scope:
    if place in ("server", "rack", "pod"):
        return place
    hit = re.search(r"\bpod|\brack|\bserver|\bnode", low)
    words: dict[str, Scope] = {"pod": "pod", "rack": "rack", "server": "server", "node": "server"}
    return words[hit[0]] if hit else "pod" if count > 1200 else "rack"
