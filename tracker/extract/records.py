"""Records of a data file in a text: `{"id": "mi300x", "mem_gb": 192, "tdp_w": 750}`, or `"mi300x": {...}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extract.assigned import Owned, named, words
from tracker.extract.cells import Cell
from tracker.extract.late import late
from tracker.extract.parts import Reading
from tracker.model.product import Product

_OBJECT = late(r"(?:\"(?P<name>[^\"\n{}]{2,40})\"\s{0,3}:\s{0,3})?\{(?P<fields>[^{}]{20,2000})\}")
_FIELD = late(
    r"\"(?P<key>[A-Za-z][^\"\n{}]{0,40})\"\s{0,3}:\s{0,3}(?:\"(?P<words>[^\"\n]{0,80})\"|(?P<number>\d[\d.]{0,15}))"
)
_NAMES = frozenset(("id", "name", "model", "device", "product", "gpu", "accelerator", "chip"))


def records(reading: Reading) -> list[tuple[int, int, list[Owned]]]:
    """Where each record stands and what it gives; nothing where none of them names a product."""
    if '":' not in reading.text and '" :' not in reading.text:
        return []
    found = [(o.start("fields"), o.end("fields"), [*_owned(reading, o.span("name"), o.span("fields"))])
             for o in _OBJECT.finditer(reading.clean)]  # fmt: skip
    return found if any(owned for _, _, owned in found) else []


def _owned(reading: Reading, name: tuple[int, int], fields: tuple[int, int]) -> Iterator[Owned]:
    read = [(Cell(*f.span("key")), _value(f)) for f in _FIELD.finditer(reading.clean, *fields)]
    product = named(reading, Cell(*name)) if name[0] >= 0 else None
    product = product or _named_inside(reading, read)
    if product:
        yield from (
            Owned(product, words(reading, key), value, key)
            for key, value in read
            if reading.lower[key.start : key.end] not in _NAMES
        )


def _value(field: re.Match[str]) -> Cell:
    return Cell(*field.span("words" if field["words"] is not None else "number"))


def _named_inside(reading: Reading, read: list[tuple[Cell, Cell]]) -> Product | None:
    return next(
        (p for key, value in read if reading.lower[key.start : key.end] in _NAMES and (p := named(reading, value))),
        None,
    )
