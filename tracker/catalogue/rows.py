"""A catalogue file as rows: each value is asked for by key, and what is wrong with it is said at its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from tracker.catalogue import positions
from tracker.catalogue.problems import Problem, Severity, near, quoted
from tracker.model.period import Period

_TOML_PLACE = re.compile(r"\s*\(at line (\d+), column (\d+)\)$")
_MISSING = object()


@dataclass(slots=True)
class CatalogueFile:
    """One file: its name, its values, the lines they stand on and the problems found so far."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[positions.Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def stem(self) -> str:
        return self.name.removesuffix(".toml")

    def line(self, path: positions.Path) -> int:
        """The line of a path, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def root(self) -> Row:
        return Row(self, (), self.data)


def read(path: FilePath) -> CatalogueFile:
    """Read one TOML file. What cannot be read has no data and one problem with its line (and column)."""
    file = CatalogueFile(path.name)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
        file.data = tomllib.loads(text, parse_float=Decimal)
        file.lines = positions.lines(text)
    except OSError as e:
        file.problems.append(Problem(path.name, 1, f"cannot be read: {e.strerror or e}"))
    except UnicodeDecodeError as e:
        line = raw.count(b"\n", 0, e.start) + 1
        file.problems.append(Problem(path.name, line, "not UTF-8: save the file as UTF-8"))
    except (ValueError, ArithmeticError) as e:
        found = _TOML_PLACE.search(str(e))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 0)
        file.problems.append(Problem(path.name, line, f"not TOML: {_TOML_PLACE.sub('', str(e))}", column=column))
    except RecursionError:
        file.problems.append(Problem(path.name, 1, "not readable: tables nested too deeply"))
    return file


class Row:
    """One table. Every getter remembers its key, so that `done` can name the keys that nobody asked for.

    A getter that finds a mistake reports it, sets `bad` and returns the default; a row that is `bad` gives no fact.
    """

    def __init__(self, file: CatalogueFile, path: positions.Path, data: Mapping[str, Any]) -> None:
        self.file = file
        self.path = path
        self.data = data
        self.asked: dict[str, None] = {}
        self.bad = False

    def line(self, *inner: str | int) -> int:
        """The line of the row, or of something inside it."""
        return self.file.line((*self.path, *inner))

    def place(self) -> str:
        return f"{self.file.name}:{self.line()}"

    def error(self, message: str, *inner: str | int, severity: Severity = "error") -> None:
        """Report at the row's line, or at that of something inside it."""
        self.bad = self.bad or severity == "error"
        self.file.problems.append(Problem(self.file.name, self.line(*inner), message, severity))

    def get(self, key: str) -> Any:
        """The value, or the mark of its absence."""
        self.asked[key] = None
        return self.data.get(key, _MISSING)

    def has(self, key: str) -> bool:
        return self.get(key) is not _MISSING

    def text(self, key: str, *, required: bool = False) -> str:
        """A text without control characters; "" where absent."""
        value = self.get(key)
        if value is _MISSING:
            if required:
                self.error(f"{key} is missing")
            return ""
        if not isinstance(value, str):
            self.error(f"{key} must be text in quotes, not {_kind(value)}", key)
            return ""
        if not value.isprintable():
            self.error(f"{key} holds a line break or control character", key)
            return ""
        if required and not value.strip():
            self.error(f"{key} is empty", key)
        return value.strip()

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; empty where absent."""
        value = self.get(key)
        if value is _MISSING and not required:
            return ()
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            self.error(f"{key} must be a list of texts", key)
            return ()
        return tuple(value)

    def word(self, key: str, words: Sequence[str], default: str = "") -> Any:
        """One of `words`; required where there is no default."""
        value = self.text(key, required=not default)
        if not value or value in words:
            return value or default
        self.error(f"{key} {quoted(value)} is not one of {', '.join(words)}{near(value, words)}", key)
        return default

    def printed(self, key: str) -> str:
        """A number as the file has it ("7.10"), "" where absent or no positive number."""
        value = self.get(key)
        if value is _MISSING:
            return ""
        if not _is_number(value):
            self.error(f"{key} must be a number, not {_kind(value)}", key)
            return ""
        if not 1e-30 < value < 1e30:
            self.error(f"{key} must be above zero and of a sane size, not {quoted(value)}", key)
            return ""
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def number(self, key: str, default: float | None = None, *, required: bool = False) -> float | None:
        """A positive number."""
        if printed := self.printed(key):
            return float(printed)
        if required and not self.has(key):
            self.error(f"{key} is missing")
        return default

    def share(self, key: str, default: float, most: float) -> float:
        """A number in 0..most; zero is allowed."""
        value = self.get(key)
        if value is _MISSING:
            return default
        if not _is_number(value) or not 0 <= value <= most:
            self.error(f"{key} must be a number from 0 to {most:g}, not {quoted(value)}", key)
            return default
        return float(value)

    def whole(self, key: str, default: int = 0, *, required: bool = False) -> int:
        """A whole number above zero, or the default where absent. An explicit 0 is fine where 0 is the default."""
        value = self.get(key)
        if value is _MISSING:
            if required:
                self.error(f"{key} is missing")
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.error(f"{key} must be a whole number, not {_kind(value)}", key)
            return default
        if value < 0 or (value == 0 and (required or default != 0)) or value > 10**12:
            self.error(f"{key} must be above zero, not {value}", key)
            return default
        return value

    def flag(self, key: str) -> bool:
        value = self.get(key)
        if value is _MISSING or isinstance(value, bool):
            return value is True
        self.error(f"{key} must be true or false, not {_kind(value)}", key)
        return False

    def period(self, key: str) -> Period | None:
        """A partial date."""
        if not (value := self.text(key)):
            return None
        try:
            return Period.parse(value)
        except ValueError as e:
            self.error(f"{key}: {e}", key)
            return None

    def day(self, key: str) -> str:
        """A whole day, YYYY-MM-DD; "" where absent."""
        value = self.text(key)
        try:
            return date.fromisoformat(value).isoformat() if value else ""
        except ValueError:
            self.error(f"{key} {quoted(value)} is not a day such as 2026-09-16", key)
            return ""

    def row(self, key: str) -> Row | None:
        """A table inside this one."""
        value = self.get(key)
        if value is _MISSING:
            return None
        if not isinstance(value, dict):
            self.error(f"{key} must be a table, not {_kind(value)}", key)
            return None
        return Row(self.file, (*self.path, key), value)

    def rows(self, key: str) -> list[Row]:
        """An array of tables inside this one, written either way."""
        value = self.get(key)
        if value is _MISSING:
            return []
        if not isinstance(value, list):
            self.error(f"{key} must be a list of tables, not {_kind(value)}", key)
            return []
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                self.error(f"{key} holds {_kind(item)} where a table {{ … }} is due", key, index)
        return [Row(self.file, (*self.path, key, i), item) for i, item in enumerate(value) if isinstance(item, dict)]

    def done(self) -> None:
        """Report the keys that no getter asked for."""
        for key in self.data:
            if key not in self.asked:
                self.error(f"unknown key {quoted(key)}{near(key, self.asked)}", key)


def _is_number(value: object) -> bool:
    """An int or a finite decimal; true and false are none."""
    return value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) and not isinstance(value, bool)


def _kind(value: object) -> str:
    """A value's type in words of the file, not of Python."""
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    names = {bool: "true/false", int: "a number", Decimal: "a number", str: "text", list: "a list", dict: "a table"}
    return names.get(type(value), "a bare date")
