"""feeds.toml -> Config: every mistake with its line, a URL that cannot be fetched left to its own source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tracker import urls
from tracker.cleaning import cut, visible
from tracker.config.lines import Place, index
from tracker.config.schema import TABLES, Table
from tracker.config.values import near
from tracker.model.errors import ConfigError
from tracker.model.feed import Config, FeedSource, MeasuredSource, PriceSource
from tracker.model.file_mark import MOST_BYTES, mark_of, read_bounded

if TYPE_CHECKING:
    from tracker.model.reader import ReaderSettings

_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
Row = dict[str, Any]


def load(path: Path) -> Config:
    """Read feeds.toml. Raises ConfigError with all its mistakes as `file:line: message`, or one if it is unreadable."""
    name = str(path)
    try:
        raw = read_bounded(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError([f"{name}:1: cannot be read ({reason}): write one or name another with --feeds"]) from None
    if len(raw) > MOST_BYTES:
        raise ConfigError([f"{name}:1: is larger than {MOST_BYTES // 2**20} MiB: is it a list of feeds?"])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError([f"{name}:{line}: this line is not UTF-8 text: save the file as UTF-8"]) from None
    reading = _Reading(text, name)
    if reading.problems:
        raise ConfigError(reading.problems)
    return replace(reading.config, mark=mark_of(raw))


def check(text: str, name: str) -> list[str]:
    """The mistakes of a feeds.toml text as `name:line: message` lines, in the order of the file; empty when right."""
    return _Reading(text, name).problems


class _Reading:
    """One pass over one text; `config` is whole only when `problems` is empty."""

    def __init__(self, text: str, name: str) -> None:
        self._found: list[tuple[int, str]] = []
        self._text = text
        self.config = Config(path=name)
        try:
            data = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self.problems = [_syntax(str(error), text, name)]
            return
        self._unknown_tables(data)
        settings = {**self._one(data, "network"), **self._one(data, "database")}
        reader = self._reader(data)
        feeds, prices, measured = (self._many(data, table) for table in ("feed", "prices", "measured"))
        self.problems = [f"{name}:{line}: {message}" for line, message in sorted(self._found)]
        if not self.problems:
            self.config = Config(path=name, feeds=_feeds(feeds), prices=_prices(prices), measured=_measured(measured),
                                 reader=_reader(reader), **settings)  # fmt: skip

    @cached_property
    def _lines(self) -> dict[Place, int]:
        """Looked up for a mistake alone: that costs more than reading the file."""
        return index(self._text)

    def _say(self, table: str, number: int, key: str, message: str) -> None:
        places = ((table, number, key), (table, number, ""), (table, 0, ""), ("", 0, table))
        line = next((self._lines[place] for place in places if place in self._lines), 1)
        self._found.append((line, cut(visible(message), 300)))

    def _unknown_tables(self, data: Row) -> None:
        for name in data.keys() - TABLES.keys():
            self._say(name, 0, "", f"unknown table or key {name!r}{near(name, list(TABLES))}")

    def _one(self, data: Row, table: str) -> Row:
        if not isinstance(row := data.get(table, {}), dict):
            self._say(table, 0, "", f"{table} must be written as one [{table}] table")
            return {}
        return self._row(row, table, 0)

    def _reader(self, data: Row) -> Row:
        """Empty where the file has none."""
        row = self._one(data, "reader") if "reader" in data else {}
        if row.get("key_env") and _is_plain(row.get("url")) and not row.get("allow_private"):
            self._say("reader", 0, "url", "url would send the key unencrypted: write https://…, or set allow_private = true "
                      "for an endpoint of your own network")  # fmt: skip
        return row

    def _many(self, data: Row, table: str) -> list[Row]:
        rows = data.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self._say(table, 0, "", f"each {table} must start with [[{table}]], in two brackets")
            return []
        read = [self._row(row, table, number) for number, row in enumerate(rows)]
        self._once(read, table, "slug")
        if table == "feed":
            self._once(read, table, "url")
        return read

    def _row(self, row: Row, table: str, number: int) -> Row:
        spec, read = TABLES[table], {}
        for key, value in row.items():
            if key not in spec.keys:
                self._say(table, number, key, f"unknown key {key!r} in {table}{near(key, list(spec.keys))}")
                continue
            field, reader = spec.keys[key]
            try:
                read[field] = reader(value)
            except ValueError as error:
                self._say(table, number, key, f"{key} {error}")
        for key in _missing(spec, row):
            self._say(table, number, "", f"this {table} has no {key}")
        return read

    def _once(self, rows: list[Row], table: str, key: str) -> None:
        first: dict[str, int] = {}
        for number, row in enumerate(rows):
            if (value := row.get(key)) is None:
                continue
            same = urls.plain(value) if key == "url" else value
            if same in first:
                line = self._lines.get((table, first[same], key), 1)
                told = urls.shown(value) if key == "url" else value
                self._say(table, number, key, f"{key} {told!r} is already used on line {line}")
            else:
                first[same] = number


def _is_plain(url: str | None) -> bool:
    """Whether what is sent there can be read on the way. The scheme may be written in capitals."""
    return url is not None and urlsplit(url).scheme == "http"


def _missing(spec: Table, row: Row) -> Iterator[str]:
    return (key for key in spec.required if key not in row)


def _syntax(message: str, text: str, name: str) -> str:
    found = _AT.search(message)
    line, column = (found[1], found[2]) if found and found[1] else (text.count("\n") + 1, 1)
    return f"{name}:{line}:{column}: {cut(visible(_AT.sub('', message)), 200)}: this is no valid TOML"


def _feeds(rows: list[Row]) -> tuple[FeedSource, ...]:
    titled = ({**row, "title": row.get("title") or row["slug"]} for row in rows)
    return tuple(FeedSource(**row, error=_url_error(row, "url")) for row in titled)


def _reader(row: Row) -> ReaderSettings | None:
    if not row:
        return None
    from tracker.model.reader import ReaderSettings

    return ReaderSettings(**row)


def _prices(rows: list[Row]) -> tuple[PriceSource, ...]:
    return tuple(PriceSource(**row, error=_url_error(row, "url", "mirror", "base_url")) for row in rows)


def _measured(rows: list[Row]) -> tuple[MeasuredSource, ...]:
    return tuple(MeasuredSource(**row, error=_url_error(row, "url", "base_url")) for row in rows)


def _url_error(row: Row, *keys: str) -> str:
    for key in keys:
        if key in row and (found := urls.problem(row[key])):
            return f"{key}: {found[1]}"
    return ""
