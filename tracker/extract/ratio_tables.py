"""Ratios in tables: a column or row of multiples ("Speed-up over H100: 2.2x"), whose yardstick is named or is the 1x cell."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.extract.comparison_words import MARKER
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.measures import LOWER_IS_BETTER, measures
from tracker.extract.ownership import accelerator
from tracker.extract.parts import Mention, Reading
from tracker.extract.quantities import number
from tracker.extract.tables import Cell, Table, tables
from tracker.model.fact import Evidence, Relation
from tracker.model.words import Metric

MOST = 200
_MULTIPLE = late(r"\s*[~<>+]?\s?(\d{1,4}(?:[.,]\d{1,3})?)\s?(?:-\s?fold|x|times)?\s*")
_MARKED = late(r"\s*[~<>]?\s?\d{1,4}(?:[.,]\d{1,3})?\s?(?:-\s?fold|x|times)\s*")
_CHANGE = late(r"\s*([+-])\s?(\d{1,3}(?:[.,]\d)?)\s?%\s*")
_BASELINE = late(rf"\b(?:relative|normali[sz]ed|compared|versus|vs\.?|against|baseline|{MARKER})\b[^\n|]{{0,40}}$")
_COMPARES = late(rf"\b(?:{MARKER}|speed-?up|relative|normali[sz]ed|factor|ratio|times|improvement|gain)\b|=\s?1")


def read(reading: Reading, comma: bool) -> tuple[Relation, ...]:
    out: list[Relation] = []
    for table in tables(reading):
        base = _baseline(reading, table)
        out.extend(_by_rows(reading, table, comma, base))
        out.extend(_by_columns(reading, table, comma, base))
        out.extend(_by_factor(reading, table, comma))
        if len(out) >= MOST:
            break
    return tuple(out[:MOST])


def _baseline(reading: Reading, table: Table) -> Mention | None:
    """The product that the two lines above a table, or the one below it, name as the measure of all: "Relative to H100 (= 1.0)"."""
    first, last = table[0][0].start, max(c.end for c in table[-1])
    spans = [(max(0, first - 200), first)]
    below = reading.lower.find("\n", last + 3)
    spans.append((last, min(len(reading.lower), below if below > 0 else last + 200, last + 200)))
    for start, end in spans:
        for m in reading.mentions_in(start, end):
            line = reading.lower[max(start, reading.lower.rfind("\n", 0, m.start) + 1) : m.start]
            if accelerator(m.product) and _BASELINE.search(line):
                return m
    return None


def _named(reading: Reading, cell: Cell) -> Mention | None:
    return next((m for m in reading.mentions_in(cell.start, cell.end) if accelerator(m.product)), None)


def _by_rows(reading: Reading, table: Table, comma: bool, base: Mention | None) -> Iterator[Relation]:
    """Products down the first column, multiples under a heading that says of what."""
    rows = [(m, row) for row in table[1:] if row and (m := _named(reading, row[0]))]
    for number_, head in enumerate(table[0]):
        if number_ == 0 or len(rows) < 1:
            continue
        cells = [(m, row[number_]) for m, row in rows if number_ < len(row)]
        yield from _series(reading, head, cells, comma, base)


def _by_columns(reading: Reading, table: Table, comma: bool, base: Mention | None) -> Iterator[Relation]:
    """Products along the heading, multiples in a row whose first cell says of what."""
    names = {i: m for i, c in enumerate(table[0]) if i and (m := _named(reading, c))}
    for row in table[1:] if names else []:
        yield from _series(reading, row[0], [(names[i], c) for i, c in enumerate(row) if i in names], comma, base)


_FACTOR_HEAD = late(
    r"\s*(?:\w+\s)?(?:improvement|gain|increase|change|uplift|speed-?up|ratio|factor|multiple|difference|delta|\u0394|x)"
    r"(?:\s(?:factor|ratio|\(x\)))?\s*"
)
_FIGURE = late(r"\s*[~<>$]?\s?(\d[\d.,]*)")


def _by_factor(reading: Reading, table: Table, comma: bool) -> Iterator[Relation]:
    """Two products along the heading and a column of multiples between them: "Trainium | Trainium2 | Improvement factor"."""
    low = reading.lower
    head = table[0]
    names = {i: m for i, c in enumerate(head) if i and (m := _named(reading, c))}
    factors = [i for i, c in enumerate(head) if i and _FACTOR_HEAD.fullmatch(low, c.start, c.end)]
    if len(names) != 2 or len(factors) != 1 or len({m.slug for m in names.values()}) != 2:
        return
    (one, a), (two, b) = names.items()
    for row in table[1:]:
        if len(row) != len(head):
            continue
        words, cell = low[row[0].start : row[0].end], row[factors[0]]
        metric, factor = _metric(words), _factor(low[cell.start : cell.end], comma, True)
        figures = [_FIGURE.match(low, row[i].start, row[i].end) for i in (one, two)]
        if metric is None or factor is None or factor == 1 or not (figures[0] and figures[1]):
            continue
        values = [number(hit[1].rstrip(".,"), comma) for hit in figures if hit]
        if min(values) <= 0:
            continue
        quotient, whose, other = min(
            ((values[1] / values[0], b, a), (values[0] / values[1], a, b)), key=lambda way: abs(way[0] / factor - 1)
        )
        if abs(quotient / factor - 1) < _NEAR and (quotient > 1) == (factor > 1) and quotient != 1:
            yield _relation(reading, whose, other, metric, factor, cell, told=True)


_NEAR = 0.1
"""How far a printed multiple may be from the quotient of its figures: it is rounded."""


def _series(
    reading: Reading, label: Cell, cells: list[tuple[Mention, Cell]], comma: bool, base: Mention | None
) -> Iterator[Relation]:
    low = reading.lower
    words = low[label.start : label.end]
    against = _named(reading, label) or base
    compares = against is not None or bool(_COMPARES.search(words))
    read = [(m, c, _factor(low[c.start : c.end], comma, compares)) for m, c in cells]
    if against is None:
        ones = [m for m, _, f in read if f == 1]
        against = ones[0] if len(ones) == 1 and len(read) > 1 else None
    metric = _metric(words)
    for m, cell, factor in read:
        if against is None or factor is None or factor == 1 or m.slug == against.slug or metric is None:
            continue
        yield _relation(reading, m, against, metric, factor, cell)


def _factor(text: str, comma: bool, compares: bool) -> float | None:
    if hit := _CHANGE.fullmatch(text):
        share = number(hit[2], comma) / 100
        value = 1 + share if hit[1] == "+" else 1 - share
        return value if compares and value > 0 else None
    hit = _MULTIPLE.fullmatch(text)
    return number(hit[1], comma) if hit and (_MARKED.fullmatch(text) or (compares and "." in hit[1])) else None


def _metric(words: str) -> Metric | None:
    found = measures(words)
    if found:
        return min(found, key=lambda m: m.rank).metric
    return "performance" if _COMPARES.search(words) else None


def _relation(
    reading: Reading, m: Mention, against: Mention, metric: Metric, factor: float, cell: Cell, told: bool = False
) -> Relation:
    """`told`: the figures beside the multiple say which way it is meant."""
    start, end = trimmed(reading.clean, cell.start, cell.end)
    if "\n" not in reading.clean[m.start : end] and 0 < end - m.start < 300 and m.start < start:
        start = m.start
    sure = told or metric not in LOWER_IS_BETTER or factor < 1
    return Relation(
        subject=m.slug,
        object=against.slug,
        metric=metric,
        factor=round(factor, 6),
        status="accepted" if sure else "review",
        reason="" if sure else "a multiple of a quantity where less is better may be meant either way",
        evidence=Evidence(
            quote=reading.text[start:end], start=start, end=end, rule="ratio.table", confidence=0.85 if sure else 0.6
        ),
    )
