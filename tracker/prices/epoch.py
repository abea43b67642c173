"""Epoch AI's table of ML hardware (CC-BY 4.0) as claims of a database: one row a product, SI units in the column names.

No claims are made of: release prices, internode bandwidth (bit/s between servers, no scale-up link), what Epoch computes from other
columns, INT16, and INT4/FP4 where one column has both. `0.0` is how the table prints "no figure". What a row prints is claimed
as it stands, oddities too (256 MB of memory for MTIA v2): they show as disputes. Sparsity and direction are not in the columns.
https://epoch.ai/data/machine-learning-hardware-documentation
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from tracker import units, urls
from tracker.cleaning import clean, cut
from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedSpec, ReadList, Wanted
from tracker.model.words import Tier
from tracker.prices.reading import Collected, Row, Unusable, name, number, table

PUBLISHER = "Epoch AI, ML Hardware data (CC-BY 4.0)"
TIER: Tier = "database"
URL = "https://epoch.ai/data/ml_hardware.csv"

_PRODUCT, _NOTES, _LINK, _MODIFIED = "Hardware name", "Notes", "Link to datasheet", "Last modified"
_TENSOR = "Tensor-FP16/BF16 performance (FLOP/s)"
_HALF = "FP16 (half precision) performance (FLOP/s)"
_MOST = 1e21
_LONGEST_NOTE = 240
_LONGEST_FIGURE = 40
_LONGEST_HEAD = 64 * 1024
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=[ T]|$)")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures under its names of all times, newest first."""

    names: tuple[str, ...]
    field: str
    unit: str
    precision: str = ""
    noted: str = ""
    """What Notes call this figure: a line that does goes into the quote."""


_COLUMNS = (
    _Column((_TENSOR,), "peak_compute", "FLOP/s", "bf16", "sparsity"),
    _Column((_HALF,), "peak_compute", "FLOP/s", "fp16", "sparsity"),
    _Column(("FP8 performance (FLOP/s)",), "peak_compute", "FLOP/s", "fp8", "sparsity"),
    _Column(("FP4 performance (FLOP/s)",), "peak_compute", "FLOP/s", "fp4", "sparsity"),
    _Column(("INT8 performance (OP/s)",), "peak_compute", "OP/s", "int8", "sparsity"),
    _Column(("INT4 performance (OP/s)", "INT4/FP4 performance (OP/s)"), "peak_compute", "OP/s", "int4", "sparsity"),
    _Column(("TF32 (TensorFloat-32) performance (FLOP/s)",), "peak_compute", "FLOP/s", "tf32", "sparsity"),
    _Column(("FP32 (single precision) performance (FLOP/s)",), "peak_compute", "FLOP/s", "fp32"),
    _Column(("FP64 (double precision) performance (FLOP/s)",), "peak_compute", "FLOP/s", "fp64"),
    _Column(("Memory (bytes)", "Memory size per board (Byte)"), "memory_capacity", "byte"),
    _Column(("Memory bandwidth (byte/s)",), "memory_bandwidth", "byte/s"),
    _Column(("Intranode bandwidth (byte/s)",), "interconnect_bandwidth", "byte/s"),
    _Column(("TDP (W)",), "power", "W", noted="TDP"),
    _Column(("Process size (nm)",), "process_node", "nm"),
    _Column(("Transistors (millions)",), "transistors", "million"),
)
_AMBIGUOUS = "INT4/FP4 performance (OP/s)"
"""Of 2025: which of the two it was, the row does not say."""


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Raises Unusable, shape_changed where a column of figures has no name that is known."""
    found = Collected()
    said: set[tuple[object, ...]] = set()
    published = ""
    head = _head(body)
    columns = {next((title for title in column.names if title in head), column.names[0]): column for column in _COLUMNS}
    for line, row in table(body, (_PRODUCT, *columns)):
        found.rows += 1
        if len(row) < len(head):
            found.fault(line, f"the row ends after {len(row)} of {len(head)} columns")
            continue
        try:
            product = name(row, _PRODUCT)
        except ValueError as error:
            found.fault(line, error)
            continue
        day = _DAY.match(row.get(_MODIFIED, ""))
        if day and published < day[0] <= wanted.today:
            published = day[0]
        for title, column in columns.items():
            if title != _AMBIGUOUS:
                _read(found, said, line, product, row, title, column)
    if not found.rows:
        raise Unusable("empty", "the table has a head and no rows")
    return found.result(published=published)


def _head(body: bytes) -> set[str]:
    """The names of the columns; what is wrong with them is told when the table is read."""
    first, *_ = body[:_LONGEST_HEAD].decode("utf-8-sig", errors="replace").splitlines() or [""]
    try:
        return {title.strip() for title in next(csv.reader([first]), [])}
    except csv.Error:
        return set()


def _read(
    found: Collected, said: set[tuple[object, ...]], line: int, product: str, row: Row, title: str, column: _Column
) -> None:
    """The claim of one cell, if it holds a figure."""
    try:
        if title == _HALF and number(row, _TENSOR, _MOST):
            return  # the rate without tensor units is no peak where there are some
        value = number(row, title, _MOST)
        if not value:
            return
        if value < 0:
            raise ValueError(f"{title} {value} is negative")
        printed = clean(row[title])
        if len(printed) > _LONGEST_FIGURE:
            raise ValueError(f"{title} has {len(printed)} digits")
    except ValueError as error:
        found.fault(line, f"{product}: {error}")
        return
    key = (product, column.field, column.precision, value)
    if key in said:
        return
    said.add(key)
    quote = f"{title}: {printed}"
    if note := _note(row, column.noted):
        quote = f"{quote} … {_NOTES}: {note}"
    found.specs.append(
        ListedSpec(product=product, field=column.field, value=units.to_base(value, column.unit)[0], printed=printed,
                   unit=column.unit, quote=quote, precision=column.precision, link=_first_link(row))
    )  # fmt: skip


def _note(row: Row, word: str) -> str:
    """The first line of the notes that names this kind of figure: whether it is official, an estimate, without sparsity."""
    notes = row.get(_NOTES) or ""
    if not word or word not in notes:
        return ""
    return next((cut(clean(line), _LONGEST_NOTE) for line in notes.splitlines() if word in line), "")


def _first_link(row: Row) -> str:
    words = (row.get(_LINK) or "").split(maxsplit=8)
    return next((address for word in words if (address := urls.link(word.strip(";,")))), "")
