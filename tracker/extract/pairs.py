"""Data sheets in lines, under a heading with the product: a label and below it its value, or "Memory (GB): 80" in one line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract import headers, propertywords, qualifiers
from tracker.extract.cells import Cell
from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Kind, Reading, inside
from tracker.extract.stacked import is_label, is_value, lines_of
from tracker.model.product import Product

LEAST = 2
"""Labels that must fit the value below them, and more than fit the one above, to tell this layout from its reverse."""
_LONGEST_TITLE = 90
_MOST_COUNTED = 20
"""Lines that count, past which no title is looked for."""
_COUNTED = late(r"(?<![\w.,])\d{1,3}\s?x?\s(?:[a-z]{2,12}\s)?$|(?<![\w.,])\d{1,3}x$")
_WORDS: dict[Kind, str] = {
    "compute": r"compute|performance|tensor|ops\b|rechenleistung|leistung|puissance|vector|matrix",
    "watts": r"power|tdp|tgp|tbp|watt|consumption|leistungsaufnahme|verbrauch|consommation|功耗|電力",
    "node": r"process|lithograph|node|technology|fertigung|gravure|工艺|プロセス",
    "transistors": r"transistor|晶体管",
    "usd_h": r"price|rate|hour|preis|prix",
    "usd_mtok": r"price|token",
}
_FITS = {kind: late(words) for kind, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Pair:
    product: Product
    label: Cell
    value: Cell


def pairs(reading: Reading, apart: Sequence[tuple[int, int]]) -> list[Pair]:
    """Those outside of the given spans. A label that does not fit its value is none."""
    if not reading.accelerators:
        return []
    lines = lines_of(reading.clean)
    found = [*_below(reading, lines), *_beside(reading, lines)]
    return [p for p in found if not any(a < p.value.end and p.label.start < b for a, b in apart)]


def _beside(reading: Reading, lines: Sequence[Cell]) -> Iterator[Pair]:
    """ "Memory (GB): 80": the unit stands with the label."""
    told = [(i, hit) for i, c in enumerate(lines) if (hit := _LABELLED.fullmatch(reading.clean, c.start, c.end))]
    told = [(i, hit) for i, hit in told if headers.unit_of(headers.spelt(hit["label"]))]
    for i, hit in told if len(told) >= LEAST else ():
        if whose := _titled(reading, lines, i):
            yield Pair(whose, Cell(*hit.span("label")), Cell(*hit.span("value")))


_LABELLED = late(r"[\s•*-]{0,6}(?P<label>[A-Za-z][^:\n]{1,50}?)\s?:\s{1,8}(?P<value>\d[\d.,]{0,12})")


def _below(reading: Reading, lines: Sequence[Cell]) -> Iterator[Pair]:
    fitting, turned = [], 0
    for i, cell in enumerate(lines):
        kind = _kind(reading, cell)
        if kind is None:
            continue
        turned += i + 1 < len(lines) and _fits(reading, lines[i + 1], kind)
        if i and _fits(reading, lines[i - 1], kind):
            fitting.append(i)
    for i in fitting if len(fitting) >= max(LEAST, turned + 1) else ():
        if whose := _titled(reading, lines, i - 1):
            yield Pair(whose, lines[i - 1], lines[i])


def _kind(reading: Reading, cell: Cell) -> Kind | None:
    """Of the figure that a line consists of. A count of transistors says so in its label only."""
    if not is_value(reading, cell):
        return None
    figures = inside(reading.quantities, cell.start, cell.end)
    if figures:
        return figures[0].kind
    return "transistors" if _LARGE.search(reading.lower, cell.start, cell.end) else None


_LARGE = late(r"\d\s?(?:billion|trillion|bn|milliarden|mrd|milliards)\b")


def _fits(reading: Reading, label: Cell, kind: Kind) -> bool:
    """Does the label speak of what has such a unit?"""
    if not is_label(reading, label) or inside(reading.quantities, label.start, label.end):
        return False
    words = reading.lower[label.start : label.end]
    if kind in ("size", "rate", "bitrate"):
        kinds = propertywords.SIZES if kind == "size" else propertywords.RATES
        return bool(_BYTES.search(words)) or any(expression.search(words) for _, expression in kinds)
    if kind == "compute" and qualifiers.first_precision(words):
        return True
    return kind in _FITS and bool(_FITS[kind].search(words))


_BYTES = late(r"capacity|bandwidth|bandbreite|bande passante|kapazität|ancho de banda|带宽|帯域|容量")


def _titled(reading: Reading, lines: Sequence[Cell], number: int) -> Product | None:
    """The product of the nearest title above a line; None where prose, or a line of several, names others in between.

    A line that counts ("8x B300") names a part of what the title names.
    """
    place = bisect_left(reading.hardware.starts, lines[number].start)
    for _ in range(_MOST_COUNTED):
        if not place:
            break
        first = reading.hardware.items[place - 1]
        at = bisect_left(lines, first.start, key=lambda c: c.end)
        line = lines[at]
        own = [m for m in reading.mentions_in(line.start, line.end) if accelerator(m.product)]
        if not own:
            return None
        if not _COUNTED.search(reading.lower, line.start, own[0].start):
            title = line.end - line.start <= _LONGEST_TITLE and reading.clean[line.end - 1] not in ".!?"
            return own[0].product if title and len({m.slug for m in own}) == 1 else None
        place -= len(own)
    return None
