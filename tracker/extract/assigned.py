"""Whose each cell of a table is, and what its headers say of it: a row or a column names the product, the other the property."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract import headers, qualifiers
from tracker.extract.cells import Cell, Table
from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Mention, Reading, inside
from tracker.extract.scope import of_product
from tracker.model.product import Product
from tracker.model.words import Scope

MOST_IN_SERVER = 16
SHIFTED = "the row has other columns than the header of its table"
SERVED = "the table names no product, only the text around it does"
_NEAR = 300
_OLD = late(r"\b(?:old|previous|before|was|alt|bisher|list price|msrp|printed|wrong|incorrect|formerly)\b", re.I)
_SERVED = late(
    r"\b(?:served|run|runs|running|hosted|powered|inference)\s(?:entirely\s)?(?:by|on|with)\s(?:the\s|our\s)?$"
)
_DEVICE_MEMORY = late(r"\b(?:gpu|accelerator|device|npu) memory|vram|hbm|\bv?cpus?\b", re.I)
"""With such a column beside it, plain memory is the host's."""
_HOST_MEMORY = late(r"(?:system |host |cpu )?(?:memory|ram)(?:\s?[(\[].{1,8}[)\]])?", re.I)
_DEVICES = late(
    r"\W*(?:ai\s)?(?:(?:gpus?|accelerators?|chips?|devices?|cards?|npus?|hardware|products?|processors?|accel)(?:\s(?:type|model|name))?"
    r"|models?|names?|skus?|parts?|types?|systems?)\W*",
    re.I,
)
_COUNTS = late(
    r"\W*(?:gpus?|accelerators?|chips|cards|npus?|(?:gpu|chip|card|accelerator)\s(?:count|number|qty)|(?:number|no\.) of"
    r" (?:gpus|chips|cards|accelerators)|gpus? per (?:node|instance|server)|qty|count|anzahl)\W*",
    re.I,
)
_MACHINES = late(
    r"\W*(?:instances?|nodes?|shapes?|machines?|servers?|vms?|flavou?rs?|plans?|プラン|インスタンス)(?:\s(?:type|name|size))?\W*",
    re.I,
)
_KINDS: dict[str, Scope] = {"server": "server", "node": "server", "box": "server", "rack": "rack", "pod": "pod"}
_KIND_BEHIND = late(r"\s(server|node|box|rack|pod)\b")
_WHOLE = late(r"\b(?:largest|biggest|full|whole|entire|per|each)\s(server|node|box|rack|pod)s?\b")
_TIMES_AHEAD = late(r"(?<![\w.,])(\d{1,2})\s?x\s?(?:[a-z]{2,12}\s)?$")
_TIMES_BEHIND = late(r"(?:\s\(?\d{2,4}\s?gb\)?|\s[a-z]{2,4}\d?){0,2}\s?x\s?(\d{1,2})(?![\w.,])")
_SIZE_BEHIND = late(r"\s?\(?\d{2,4}\s?gi?b\b")
_DATED = late(
    r"\W*(?:(?:q[1-4]|h[12]|[a-z]{3,9})\.?\s)?(?P<year>20[12]\d)(?:[\s/-](?P<part>q[1-4]|h[12]|\d\d))?\W*", re.I
)
_PROPERTY = late(r"\b(?:power|tdp|memory|hbm\w*|sram|vram|bandwidth|transistors?|nvlink)\b", re.I)


@dataclass(frozen=True, slots=True)
class Owned:
    """A cell of a product under the words of its headers."""

    product: Product
    label: str
    cell: Cell
    head: Cell | None = None
    """Where the label stands."""
    place: Scope | None = None
    """What a word at the name makes of it: "Corsair server"."""
    count: int = 1
    """Of how many the row tells: "8x H100"."""
    doubt: str = ""
    """Why it may be of another product, or under another header."""


def assigned(reading: Reading, table: Table) -> Iterator[Owned]:
    by_column = columns(reading, table)
    if by_column:
        yield from _in_columns(reading, table, *by_column)
    elif headless(reading, table):
        yield from _in_rows(reading, table, [], _whole_above(reading, table))
    else:
        labels = _labels(reading, table)
        for row in table[1:]:
            yield from _zipped(reading, row, labels)
        yield from _in_rows(reading, table[1:], [*zip(labels, table[0], strict=False)], None)
        yield from _properties(reading, table)
        yield from _served(reading, table, labels)
    yield from _sizes(reading, table)


def mentions(reading: Reading, cell: Cell) -> list[Mention]:
    return [m for m in reading.mentions_in(cell.start, cell.end) if accelerator(m.product)]


def named(reading: Reading, cell: Cell) -> Product | None:
    own = mentions(reading, cell)
    return own[0].product if own and len({m.slug for m in own}) == 1 else None


def columns(reading: Reading, table: Table) -> tuple[int, dict[int, Product]] | None:
    """The header row that names products, and the product of each of its columns."""
    for number, row in enumerate(table[:3]):
        found = {i: p for i, c in enumerate(row) if (p := named(reading, c))}
        if len({p.slug for p in found.values()}) > 1:
            if not number or not _repeated(reading, table[number + 1 :], found):
                return number, found
        elif (
            found
            and not (number or 0 in found or headless(reading, table))
            and (len(row) <= 3 or _bare(reading, row, found))
        ):
            return number, found
    return None


def _repeated(reading: Reading, rows: Table, found: dict[int, Product]) -> bool:
    """Do rows below name other products in the same columns? Then these are lists and no headers."""
    return any(
        (other := named(reading, row[i])) and other.slug != p.slug
        for row in rows for i, p in found.items() if i < len(row)
    )  # fmt: skip


def _bare(reading: Reading, row: Sequence[Cell], found: dict[int, Product]) -> bool:
    """Do the header cells that name a product hold little else than its name?"""
    return all(row[i].end - row[i].start - sum(m.end - m.start for m in mentions(reading, row[i])) < 12 for i in found)


def _in_columns(reading: Reading, table: Table, number: int, found: dict[int, Product]) -> Iterator[Owned]:
    places = {i: _place(reading, table[number][i], p) for i, p in found.items()}
    counts = {i: _count(reading, table[number][i]) for i in found}
    rows = table[number + 1 :]
    past = _past(reading, [words(reading, row[0]) for row in rows])
    section = ""
    for at, row in enumerate(rows):
        label = words(reading, row[0])
        if label.endswith(":") and not any(words(reading, c) for c in row[1:]):
            section = label[:-1] + " "
        label = section + label
        if at not in past:
            yield from (
                Owned(found[i], label, c, row[0], places[i], counts[i], _shifted(row, table[number]))
                for i, c in enumerate(row)
                if i in found and i > 0
            )


def _shifted(row: Sequence[Cell], head: Sequence[Cell]) -> str:
    return "" if len(row) == len(head) else SHIFTED


def _place(reading: Reading, cell: Cell, product: Product) -> Scope | None:
    """The word behind a chip's or card's name that makes it a machine."""
    behind = _KIND_BEHIND.match(reading.lower, mentions(reading, cell)[-1].end, cell.end)
    return _KINDS[behind[1]] if behind and of_product(product) in ("chip", "card") else None


def headless(reading: Reading, table: Table) -> bool:
    """Does the first row name a product and give figures of it, as at least one other row does?"""
    first = next((i for i, c in enumerate(table[0]) if named(reading, c)), None)
    return (
        first is not None
        and any(_measured(reading, c) for c in table[0][first + 1 :])
        and any(first < len(row) and named(reading, row[first]) for row in table[1:])
    )


def _measured(reading: Reading, cell: Cell) -> bool:
    return bool(inside(reading.quantities, cell.start, cell.end))


def _whole_above(reading: Reading, table: Table) -> Scope | None:
    """ "Largest pod" in the line above a table: what all of its figures are of."""
    far = max(0, table[0][0].start - _NEAR)
    stop = far + len(reading.lower[far : table[0][0].start].rstrip(" \t\n|"))
    above = _WHOLE.search(reading.lower, reading.lower.rfind("\n", far, stop) + 1, stop)
    return _KINDS[above[1]] if above else None


def _in_rows(reading: Reading, rows: Table, heads: Sequence[tuple[str, Cell]], whole: Scope | None) -> Iterator[Owned]:
    """`heads`: label and cell of each column; empty where the table has no header."""
    labels = [label for label, _ in heads]
    graphics = any(_DEVICE_MEMORY.search(word) for word in labels)
    past = _past(reading, labels)
    for row in rows:
        at = _owner(reading, row, labels)
        product = named(reading, row[at]) if at is not None else None
        if at is None or product is None:
            continue
        rest, count = _rest(reading, row[at]), _counted(reading, row, at, labels)
        place = whole or _place(reading, row[at], product)
        for i, c in enumerate(row):
            label = labels[i] if i < len(labels) else ""
            if i == 0 or (labels and i >= len(labels)) or i in past or (i <= at and at > 1):
                continue
            if not (_OLD.search(label) or (graphics and _HOST_MEMORY.fullmatch(label))):
                own = f"{rest} {label}" if rest and i != at and not _PROPERTY.search(label) else label
                doubt = SHIFTED if labels and len(row) != len(labels) else ""
                yield Owned(product, own, c, heads[i][1] if i < len(labels) else None, place, count, doubt)
        if count > 1 and count <= MOST_IN_SERVER and at and labels and _MACHINES.fullmatch(labels[0]):
            yield Owned(product, "GPUs", row[at], None, "server", count)


def devices(reading: Reading, table: Table) -> bool:
    """Does the second column name products, under a header without names and figures?"""
    head = table[0]
    return (
        len(head) > 2
        and not any(mentions(reading, c) or _measured(reading, c) for c in head)
        and sum(len(row) > 1 and bool(named(reading, row[1])) for row in table) > 1
    )


def _owner(reading: Reading, row: Sequence[Cell], labels: Sequence[str]) -> int | None:
    """The cell that names the row's product: one of the first two, else the only one of the row, for what follows it."""
    near = [i for i, c in enumerate(row[:2]) if named(reading, c)]
    if near:
        return next((i for i in near if i < len(labels) and _DEVICES.fullmatch(labels[i])), near[0])
    others = [i for i, c in enumerate(row) if mentions(reading, c)]
    if len(others) != 1 or not named(reading, row[others[0]]):
        return None
    told = not labels or (others[0] < len(labels) and _DEVICES.fullmatch(labels[others[0]]))
    return others[0] if told else None


def _rest(reading: Reading, cell: Cell) -> str:
    """What the cell says of a property beside the name: "power" of "MI350X power", "fp4" of "Maia 200 FP4"."""
    own = mentions(reading, cell)
    behind = " ".join(reading.clean[own[-1].end : cell.end].split())
    return behind if _PROPERTY.fullmatch(behind) or qualifiers.first_precision(behind.lower()) else ""


def _count(reading: Reading, cell: Cell) -> int:
    one = mentions(reading, cell)[0]
    hit = _TIMES_AHEAD.search(reading.lower, cell.start, one.start) or _TIMES_BEHIND.match(
        reading.lower, one.end, cell.end
    )
    return int(hit[1]) if hit else 1


def _counted(reading: Reading, row: Sequence[Cell], at: int, labels: Sequence[str]) -> int:
    """As the cell of the name says, else the only column of counts."""
    count = _count(reading, row[at])
    columns = [i for i, label in enumerate(labels[: len(row)]) if i != at and _COUNTS.fullmatch(label)]
    if count > 1 or len(columns) != 1 or of_product(mentions(reading, row[at])[0].product) not in ("chip", "card"):
        return count
    own = reading.clean[row[columns[0]].start : row[columns[0]].end].strip(" \t\n|x")
    return int(own) if own.isdigit() and 0 < int(own) <= MOST_IN_SERVER else count


def _past(reading: Reading, labels: Sequence[str]) -> frozenset[int]:
    """Of columns, or rows, that stand for years, all but the newest that is not still to come."""
    dated = {i: hit for i, label in enumerate(labels) if (hit := _DATED.fullmatch(label))}
    if len(dated) < 2:
        return frozenset()
    now = str(reading.document.published or "9999")[:4]
    order = [i for i, hit in dated.items() if hit["year"] <= now] or list(dated)
    newest = max(order, key=lambda i: (dated[i]["year"], dated[i]["part"] or "", i))
    return frozenset(dated) - {newest}


def _properties(reading: Reading, table: Table) -> Iterator[Owned]:
    """A list of properties of one product, that of its title."""
    products = [next((p for c in row[:2] if (p := named(reading, c))), None) for row in table[1:]]
    alone = (
        len([p for p in products if p]) == 1 and all(len(row) == 2 for row in table) and not named(reading, table[0][0])
    )
    if (alone or not any(products)) and (whose := _titled(reading, table)):
        yield from (Owned(whose, words(reading, row[0]), c, row[0]) for row in table for c in row[1:2])


def _served(reading: Reading, table: Table, labels: Sequence[str]) -> Iterator[Owned]:
    """Prices of tokens by model, in a text that names one accelerator and says that it serves them."""
    if not any(headers.tokens(label) for label in labels) or len({m.slug for m in reading.accelerators}) != 1:
        return
    one = next((m for m in reading.accelerators if _SERVED.search(reading.lower, max(0, m.start - 40), m.start)), None)
    if one is not None:
        yield from (
            Owned(one.product, labels[i], c, table[0][i], doubt=SERVED)
            for row in table[1:] for i, c in enumerate(row[: len(labels)]) if i and headers.tokens(labels[i])
        )  # fmt: skip


def _sizes(reading: Reading, table: Table) -> Iterator[Owned]:
    """ "V100 32 GB": the memory right behind a name."""
    for row in table:
        for cell in row:
            own = mentions(reading, cell)
            if len(own) == 1 and (size := _SIZE_BEHIND.match(reading.lower, own[0].end, cell.end)):
                yield Owned(own[0].product, "memory", Cell(own[0].end, size.end()))


def _zipped(reading: Reading, row: list[Cell], labels: Sequence[str]) -> Iterator[Owned]:
    """A row that lists several products in one cell and as many values in another."""
    names = next(
        (own for c in row if len(own := mentions(reading, c)) > 1 and len({m.slug for m in own}) == len(own)), []
    )
    for i, cell in enumerate(row if names else []):
        parts = [
            Cell(cell.start + p.start(), cell.start + p.end())
            for p in _LISTED.finditer(reading.clean[cell.start : cell.end])
        ]
        if len(parts) == len(names) and i < len(labels) and not mentions(reading, cell):
            yield from (Owned(m.product, labels[i], part) for m, part in zip(names, parts, strict=True))


_LISTED = late(r"\d[^,;/]*")


def _labels(reading: Reading, table: Table) -> list[str]:
    """Words of the header; a second line of units ("GB", "TB/s") belongs to it."""
    labels = [words(reading, c) for c in table[0]]
    second = [words(reading, c) for c in table[1]] if len(table) > 2 else []
    units = [re.fullmatch(rf"[(\[]?{headers.UNIT_WORD}[)\]]?", w) for w in second]
    if sum(map(bool, units)) > 1 and not any(named(reading, c) for c in table[1]):
        return [f"{a} ({u[0].strip('()[]')})" if u else a for a, u in zip(labels, units, strict=False)]
    return labels


def _titled(reading: Reading, table: Table) -> Product | None:
    """The only product of the table's first line or of the line above it: what a list of properties is of."""
    own = [m for c in table[0] for m in mentions(reading, c)]
    if not own and all(len(row) == 2 for row in table):
        own = [m for row in table for m in mentions(reading, row[1])][:1]
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


def words(reading: Reading, cell: Cell) -> str:
    said = _NUMBER_OF.sub("number of ", reading.clean[cell.start : cell.end])
    return headers.spelt(" ".join(said.replace("#", " ").split())[:120])


_NUMBER_OF = late(r"(?:#|\bno\.) ?of ", re.I)
