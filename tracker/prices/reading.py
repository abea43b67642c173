"""Bytes of a price list to rows: JSON, tables, checked values; faults collected with their place."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from tracker.cleaning import clean, cut
from tracker.model.listing import Ask, ListedOffer, ListedSpec, ListedToken, ReadList
from tracker.model.words import ListFault

Row = Mapping[str, Any]

_KEPT_FAULTS = 100
_LONGEST_NAME = 200
_MOST_USD = 1e7
_LONGEST_FIELD = 64 * 1024


class Unusable(ValueError):
    """Nothing of an answer may be used; `fault` says why in a word."""

    def __init__(self, fault: ListFault, message: str) -> None:
        super().__init__(cut(clean(message), 300))
        self.fault = fault


class Collected:
    """Prices and faults of one answer as they come."""

    def __init__(self) -> None:
        self.rows = self.n_faults = 0
        self.offers: list[ListedOffer] = []
        self.tokens: list[ListedToken] = []
        self.specs: list[ListedSpec] = []
        self.faults: list[str] = []

    def fault(self, place: object, message: object) -> None:
        """A row that cannot be read: `place` is a line number or a key."""
        self.n_faults += 1
        if len(self.faults) < _KEPT_FAULTS:
            told = f"line {place}" if isinstance(place, int) else cut(clean(str(place)), 80)
            self.faults.append(f"{told}: {cut(clean(str(message)), 200)}")

    def result(
        self, more: Sequence[Ask] = (), new_parts: Sequence[Ask] = (), published: str = "", frozen: str = ""
    ) -> ReadList:  # fmt: skip
        """Raises Unusable where there were rows and every one of them was faulty: then the list has another shape by now."""
        if self.rows and self.n_faults >= self.rows and not (self.offers or self.tokens or self.specs):
            raise Unusable("shape_changed", f"none of {self.rows} rows can be read, first {self.faults[0]}")
        return ReadList(rows=self.rows, offers=tuple(self.offers), tokens=tuple(self.tokens), specs=tuple(self.specs),
                        faults=tuple(self.faults), n_faults=self.n_faults, more=tuple(more), new_parts=tuple(new_parts),
                        published=published, frozen=frozen)  # fmt: skip


def json_of(body: bytes) -> Any:
    """The value of a JSON answer. Raises Unusable: empty, html, truncated, not_text or parse."""
    text = _text(body)
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        if (text.lstrip()[:1] in "{[" and error.pos >= len(text.rstrip()) - 1) or "Unterminated" in error.msg:
            raise Unusable("truncated", f"the JSON ends too early, in line {error.lineno}") from None
        raise Unusable("parse", f"no JSON from line {error.lineno} on: {error.msg}") from None
    except ValueError as error:
        raise Unusable("parse", f"no JSON: {error}") from None


def table(body: bytes, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row by column name) of a CSV with a header; the order of columns and further ones do not matter.

    Raises Unusable: shape_changed where a needed column is missing, else as `json_of`. Short rows lack their last keys.
    """
    text = _text(body)
    csv.field_size_limit(_LONGEST_FIELD)
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        names = [name.strip() for name in next(lines, [])]
        if missing := [name for name in needed if name not in names]:
            raise Unusable("shape_changed", f"no column {', '.join(missing)}; there are {', '.join(names)}")
        for values in lines:
            if values:
                yield lines.line_num, dict(zip(names, values, strict=False))
    except csv.Error as error:
        raise Unusable("parse", f"no table from line {lines.line_num} on: {error}") from None


def name(row: Row, key: str, required: bool = True, most: int = _LONGEST_NAME) -> str:
    """Cleaned words on one line. Raises ValueError where they are no text, too long, or missing although required."""
    value = row.get(key)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise ValueError(f"{key} {quoted(value)} is no text")
    told = " ".join(clean(value).split())
    if required and not told:
        raise ValueError(f"{key} is missing")
    if len(told) > most:
        raise ValueError(f"{key} has {len(told)} characters")
    return told


def number(row: Row, key: str, most: float = _MOST_USD) -> float | None:
    """A finite number, negative ones too (some lists mark "no price" with -1); None where there is none.

    Raises ValueError for what is no number or further from zero than `most`.
    """
    value = row.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{key} {quoted(value)} is no number")
    if isinstance(value, str) and ("_" in value or not value.isascii()):  # which Python reads and no list means
        raise ValueError(f"{key} {quoted(value)} is no number")
    try:
        told = float(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{key} {quoted(value)} is no number") from None
    if not math.isfinite(told) or abs(told) > most:
        raise ValueError(f"{key} {quoted(value)} is out of range")
    return told


def needed(row: Row, key: str, most: float = _MOST_USD) -> float:
    told = number(row, key, most)
    if told is None:
        raise ValueError(f"{key} is missing")
    return told


def quoted(value: object) -> str:
    """A value for a message: one short line."""
    return cut(clean(repr(value)[:200]), 60)


def _text(body: bytes) -> str:
    """Decoded text of a list. Raises Unusable where it is empty, a web page or no text."""
    start = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise Unusable("empty", "the answer is empty")
    if start[:1] == b"<":
        raise Unusable("html", "a web page came instead of the list")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("not_text", f"byte 0x{body[error.start]:02x} at {error.start} is no UTF-8") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")
