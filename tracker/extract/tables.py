"""Figures in tables: the row or column that names the product owns the cell, the other header says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.extract import properties, propertywords, qualifiers, quantities, scope
from tracker.extract.columns import Cell, Table, aligned, marked, tables, upright
from tracker.extract.flattened import flat
from tracker.extract.holders import part_of
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.limits import plausible
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Mention, Quantity, Reading
from tracker.extract.topics import Owner
from tracker.model.fact import Claim, Evidence
from tracker.model.product import Product
from tracker.model.words import Precision, Scope
from tracker.units import to_base

__all__ = ["Cell", "Table", "covered", "read", "tables"]

MOST_CELLS = 2000
LONGEST_QUOTE = 240
_OLD = late(r"\b(?:old|previous|before|was|alt|bisher|list price|msrp)\b", re.I)
_BARE = late(r"[\s~>≥$]*\d[\d.,' ]*\s*\+?\s*$")
_UNIT_WORD = (
    r"(?:[kKMGTPE]i?B(?:/s(?:ec)?|ps)?|[GT]b(?:/s|ps)|[TPE]?(?:FLOPS?|flops?|FLOP/s|F)|[TP]OPS|k?W|[Ww]atts?|nm"
    r"|\$\s?/\s?(?:GPU[\s-]?)?h(?:r|our)?"
    r"|(?:USD|\$)\s?(?:per|/)\s?(?:1\s?)?(?:M|million)\s?(?:tok|tokens)"
    r"|(?:USD|\$)\s?(?:per|/)\s?(?:GPU[\s-])?(?:hour|hr|h)|petaflops|teraflops|billions?|bn)"
)
_DEVICE = r"(?:chip|gpu|device|accelerator|package|card|socket|instance|server|node|rack|pod|direction)\b"
_UNIT = late(
    rf"[(\[,]\s?(?:in\s)?({_UNIT_WORD})(?:[,;][^()\[\]]{{0,30}}|(?P<per>\s?(?:/|per)\s?{_DEVICE}))?\s?[)\]]"
    rf"|\b(?:in\s)?({_UNIT_WORD})\s*$"
)
_SIZE_LABEL = late(
    r"\b(?:pod|domain|scale-?up|chips|gpus|accelerators|npus|tpus|lpus|rack)\b.{0,30}\b(?:size|count|number|per"
    r"|chips)\b|\b(?:chips|gpus|accelerators) (?:per|in)\b"
    r"|\bnumber of (?:[\w-]{1,20} ){0,2}(?:chips|gpus|accelerators|devices|npus|tpus|lpus)\b",
    re.I,
)


def covered(reading: Reading) -> list[tuple[int, int]]:
    """Where tables stand: their lines are no sentences, unless nothing there names a product for its cells."""
    found = [*marked(reading), *_useful(reading)]
    found += [t for t in upright(reading) if next(_assigned(reading, t), None)]
    spans = [(t[0][0].start, max(c.end for c in t[-1])) for t in found]
    return spans + [(t.start, t.end) for t in flat(reading)]


def _useful(reading: Reading) -> list[Table]:
    """Tables of blanks that name a product in a header or in a row."""
    return [t for t in aligned(reading) if _columns(reading, t) or sum(bool(_named(reading, r[0])) for r in t) > 1]


def read(reading: Reading, comma_decimal: bool) -> tuple[Claim, ...]:
    out: list[Claim] = []
    for table in [*tables(reading), *_useful(reading)]:
        heads = {cell: row[0] for row in table for cell in row}
        for product, label, cell in _assigned(reading, table):
            head = _head(reading, heads.get(cell, cell), cell)
            out.extend(_claims(reading, product, label, cell, head, comma_decimal))
            if len(out) >= MOST_CELLS:
                return tuple(out)
    for row in flat(reading):
        for product, cell in zip(row.products, row.cells, strict=True):
            out.extend(_claims(reading, product, row.label, cell, cell.start, comma_decimal))
    return tuple(out)


def _head(reading: Reading, first: Cell, cell: Cell) -> int:
    """Where the quote of a cell begins: with the head of its row, unless that is empty or far away."""
    empty = not reading.clean[first.start : first.end].strip(" \t|")
    return cell.start if empty or not 0 <= cell.start - first.start <= LONGEST_QUOTE else first.start


def _mentions(reading: Reading, cell: Cell) -> list[Mention]:
    return [m for m in reading.mentions_in(cell.start, cell.end) if accelerator(m.product)]


def _named(reading: Reading, cell: Cell) -> Product | None:
    own = _mentions(reading, cell)
    return own[0].product if own and len({m.slug for m in own}) == 1 else None


def _columns(reading: Reading, table: Table) -> tuple[int, dict[int, Product]] | None:
    """The header row that names products, and the product of each of its columns."""
    for number, row in enumerate(table[:3]):
        named = {i: p for i, c in enumerate(row) if (p := _named(reading, c))}
        if len({p.slug for p in named.values()}) > 1:
            return number, named
        if named and 0 not in named and number == 0 and (len(row) <= 3 or _bare(reading, row, named)):
            return number, named
    return None


def _bare(reading: Reading, row: Sequence[Cell], named: dict[int, Product]) -> bool:
    """Do the header cells that name a product hold little else than its name?"""
    return all(row[i].end - row[i].start - sum(m.end - m.start for m in _mentions(reading, row[i])) < 12 for i in named)


def _assigned(reading: Reading, table: Table) -> Iterator[tuple[Product, str, Cell]]:
    by_column = _columns(reading, table)
    if by_column:
        number, columns = by_column
        section = ""
        for row in table[number + 1 :]:
            label = _words(reading, row[0])
            if label.endswith(":") and not any(_words(reading, c) for c in row[1:]):
                section = label[:-1] + " "
            label = section + label
            yield from ((columns[i], label, c) for i, c in enumerate(row) if i in columns and i > 0)
        return
    labels = _labels(reading, table)
    graphics = any(_DEVICE_MEMORY.search(word) for word in labels)
    for row in table[1:]:
        yield from _zipped(reading, row, labels)
    rows = [(row, next((p for c in row[:2] if (p := _named(reading, c))), None)) for row in table[1:]]
    for row, product in rows:
        if product:
            yield from (
                (product, labels[i], c)
                for i, c in enumerate(row)
                if i
                and i < len(labels)
                and not _OLD.search(labels[i])
                and not (graphics and _HOST_MEMORY.fullmatch(labels[i]))
            )
    alone = (
        len([p for _, p in rows if p]) == 1 and all(len(row) == 2 for row in table) and not _named(reading, table[0][0])
    )
    if (alone or not any(product for _, product in rows)) and (whose := _titled(reading, table)):
        yield from ((whose, _words(reading, row[0]), c) for row in table for c in row[1:2])


_DEVICE_MEMORY = late(r"\b(?:gpu|accelerator|device|npu) memory|vram|hbm", re.I)
_HOST_MEMORY = late(r"(?:system |host |cpu )?(?:memory|ram)(?:\s?[(\[].{1,8}[)\]])?", re.I)


def _zipped(reading: Reading, row: list[Cell], labels: Sequence[str]) -> Iterator[tuple[Product, str, Cell]]:
    """A row that lists several products in one cell and as many values in another."""
    names = next(
        (own for c in row if len(own := _mentions(reading, c)) > 1 and len({m.slug for m in own}) == len(own)), []
    )
    for i, cell in enumerate(row if names else []):
        parts = [
            Cell(cell.start + p.start(), cell.start + p.end())
            for p in _LISTED.finditer(reading.clean[cell.start : cell.end])
        ]
        if len(parts) == len(names) and i < len(labels) and not _mentions(reading, cell):
            yield from ((m.product, labels[i], part) for m, part in zip(names, parts, strict=True))


_LISTED = late(r"\d[^,;/]*")


def _labels(reading: Reading, table: Table) -> list[str]:
    """Words of the header; a second line of units ("GB", "TB/s") belongs to it."""
    labels = [_words(reading, c) for c in table[0]]
    second = [_words(reading, c) for c in table[1]] if len(table) > 2 else []
    units = [re.fullmatch(rf"[(\[]?{_UNIT_WORD}[)\]]?", w) for w in second]
    if sum(map(bool, units)) > 1 and not any(_named(reading, c) for c in table[1]):
        return [f"{a} ({u[0].strip('()[]')})" if u else a for a, u in zip(labels, units, strict=False)]
    return labels


def _titled(reading: Reading, table: Table) -> Product | None:
    """The only product of the table's first line or of the line above it: what a list of properties is of."""
    own = [m for c in table[0] for m in _mentions(reading, c)]
    if not own and all(len(row) == 2 for row in table):
        own = [m for row in table for m in _mentions(reading, row[1])][:1]
    if not own:
        own = _above(reading, table[0][0].start, 6 if all(len(row) == 2 for row in table) else 1)
    return own[0].product if len({m.slug for m in own}) == 1 else None


def _above(reading: Reading, place: int, lines: int) -> list[Mention]:
    """The accelerators of the nearest line above that names any, at most so many lines up."""
    stop = len(reading.clean[max(0, place - 2000) : place].rstrip(" \t\n|")) + max(0, place - 2000)
    for _ in range(lines):
        start = reading.clean.rfind("\n", 0, stop) + 1
        own = [m for m in reading.mentions_in(start, stop) if accelerator(m.product)]
        if own or start == 0:
            return own
        stop = start - 1
    return []


def _words(reading: Reading, cell: Cell) -> str:
    words = _NUMBER_OF.sub("number of ", reading.clean[cell.start : cell.end])
    return " ".join(words.replace("#", " ").split())[:120]


_NUMBER_OF = late(r"(?:#|\bno\.) ?of ", re.I)


def _claims(
    reading: Reading, product: Product, label: str, cell: Cell, head: int, comma_decimal: bool
) -> Iterator[Claim]:
    """The cell is read as the sentence "label: cell"; a bare number takes the unit of its label."""
    words = reading.clean[cell.start : cell.end].strip()
    if not words or "?" in words or len(words) > 160:
        return
    text = f"{label}: {words}"
    held = scope.of_product(product) in _CONTAINERS and _CHIPS_LABEL.fullmatch(label)
    if held and (count := _COUNT.match(words)):
        text = f"{label}: {count[0]} chips"
    elif _BARE.fullmatch(words.lower()):
        text += _unit_of(label)
    low = text.lower()
    if len(text) != len(low):
        return
    shift = len(label) + 2
    found = quantities.bits(text, low, quantities.find(low, comma_decimal))
    inside = [q for q in found if q.start >= shift]
    for q in inside:
        name = properties.field(q, low, inside, 0, len(low))
        if name is None or (name == "memory_capacity?" and not _memory_label(label)):
            continue
        if name.startswith("memory") and _HOST_LABEL.search(label):
            continue
        if name == "memory_bandwidth" and _LINKS.search(reading.document.title.lower()) and not _MEMORY.search(low):
            name = "interconnect_bandwidth"
        if name == "scale_up_size" and scope.of_product(product) == "chip" and not _SIZE_LABEL.search(label):
            continue
        yield from _settled(reading, product, Cell(head, cell.end), q, name.rstrip("?"), low, inside)


_CONTAINERS: tuple[Scope, ...] = ("server", "rack", "pod")
_CHIPS_LABEL = late(r"\W*(?:gpus?|accelerators?|npus?|tpus?|lpus?|rdus?|xpus?|ai chips?|chips?)\W*", re.I)
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


def _unit_of(label: str) -> str:
    unit = _UNIT.search(label)
    if unit is None:
        return " chips" if _SIZE_LABEL.search(label) else ""
    word = unit[1] or unit[3]
    per = unit["per"]
    if "$" in word or "usd" in word.lower():
        return " usd per million tokens" if "tok" in word.lower() else " usd per hour"
    if word.lower() in ("billion", "billions", "bn"):
        return f" {word} transistors"
    return f" {word}" + (f" per {per.strip(' /').removeprefix('per ')}" if per else "")


def _memory_label(label: str) -> bool:
    """A header that says nothing of its own ("Spec", "Value", a model) or speaks of memory; "Storage" and "RAM" do not."""
    return not any(e.search(label.lower()) for name, e in propertywords.SIZES if name in ("host", "model", "stack"))


def _settled(
    reading: Reading, product: Product, cell: Cell, q: Quantity, name: str, low: str, found: Sequence[Quantity]
) -> Iterator[Claim]:
    whole = _OF_WHOLE.match(low)
    place: Scope = scope.scope(low, q.start, q.end, 0, len(low), product)
    if whole and place in ("chip", "card"):
        place = {"rack": "rack", "pod": "pod"}.get(whole["whole"], "server")  # type: ignore[assignment]
    if name == "scale_up_size":
        place = _domain_scope(low, place, q.value)
    elif place == "chip" and scope.of_product(product) in ("server", "rack", "pod"):
        product = part_of(reading, Owner(product, "table", 1.0, cell.start), cell.start).product
    doubtful = not plausible(name, q, place, product)
    precisions: Sequence[Precision | None] = [None]
    if name == "peak_compute":
        precisions = qualifiers.precisions(low, q, found, 0, len(low)) or [None]
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
            sparsity=qualifiers.sparsity(low, q.start, q.end, 0, len(low)) if name == "peak_compute" else "unstated",
            direction=qualifiers.direction(low, q.start, q.end) if name == "interconnect_bandwidth" else "unstated",
            asserted=reading.document.published,
            status="review" if doubtful else "accepted",
            reason=f"no {place} has such a figure" if doubtful else "",
            evidence=Evidence(
                quote=reading.text[start:end],
                start=start,
                end=end,
                rule="spec.table",
                confidence=0.3 if doubtful else 0.88,
            ),
        )


def _domain_scope(low: str, place: Scope, count: float) -> Scope:
    if place in ("server", "rack", "pod"):
        return place
    hit = re.search(r"\bpod|\brack|\bserver|\bnode", low)
    words: dict[str, Scope] = {"pod": "pod", "rack": "rack", "server": "server", "node": "server"}
    return words[hit[0]] if hit else "pod" if count > 1200 else "rack"
