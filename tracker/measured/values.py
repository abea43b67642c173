"""Checked values of one row, from a table or from JSON: each reader raises ValueError with the key, the value and the mend."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from tracker import urls
from tracker.cleaning import clean, cut
from tracker.model.measured import ReadRuns, ReportedRun
from tracker.model.period import Period

Row = Mapping[str, Any]

_MOST = 1e12
_LONGEST = 2000
_KEPT_FAULTS = 1000
_MOST_FAULTS = 100_000
_KEPT_REASONS = 100
_GITHUB = re.compile(r"github:([\w.-]{1,100})/([\w.-]{1,100}):([^\s:]{1,500})")


class Reading:
    """Runs, faults and rows left out of one file, as they come. Hostile input must fill neither memory nor time: the first
    faults are kept, and a hundred thousand end the reading."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows, self.n_faults, self.broken = 0, 0, ""
        self.runs: list[ReportedRun] = []
        self.faults: list[str] = []
        self.left_out: Counter[str] = Counter()

    def fault(self, line: int, message: str) -> str:
        told = f"{self.name}:{line}: {message}" if self.name else f"line {line}: {message}"
        self.n_faults += 1
        if self.n_faults <= _KEPT_FAULTS:
            self.faults.append(told)
        return told

    def leave_out(self, reason: str) -> None:
        """A sound row that is no run of ours."""
        known = reason in self.left_out or len(self.left_out) < _KEPT_REASONS
        self.left_out[reason if known else "other reasons"] += 1

    def break_off(self, line: int, message: str) -> None:
        """Nothing more can be read."""
        self.broken = self.fault(line, message)

    def hopeless(self, line: int) -> bool:
        """Whether there were too many faults to go on; then the reading is broken off."""
        if self.n_faults >= _MOST_FAULTS:
            self.break_off(
                line, f"{self.n_faults} faulty rows up to here, the rest was not read: is this another format?"
            )
        return bool(self.broken)

    def result(self) -> ReadRuns:
        return ReadRuns(rows=self.rows, runs=tuple(self.runs), faults=tuple(self.faults), n_faults=self.n_faults,
                        left_out=dict(self.left_out), broken=self.broken)  # fmt: skip


def quoted(value: object) -> str:
    """A value for a message: one short line."""
    return cut(clean(repr(value)), 60)


def text(row: Row, key: str, required: bool = False, most: int = 200) -> str:
    """Cleaned words, empty where they are missing and may be."""
    value = row.get(key)
    if value is None or value == "":
        if required:
            raise ValueError(f"{key} is missing: every row needs it")
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{key} {quoted(value)} is no text: put it in quotes")
    told = clean(value).strip()
    if len(told) > most:
        raise ValueError(f"{key} has {len(told)} characters: shorten it to {most}")
    if required and not told:
        raise ValueError(f"{key} is blank: every row needs it")
    return told


def note(row: Row, key: str) -> str:
    return text(row, key, most=_LONGEST)


def word(row: Row, key: str, known: Sequence[str], required: bool = False) -> str:
    """One of a closed list; case does not matter."""
    told = text(row, key, required).lower()
    if told and told not in known:
        near = get_close_matches(told, known, 1)
        raise ValueError(
            f"{key} {quoted(told)} is not one of {', '.join(known)}" + (f"; did you mean {near[0]}?" if near else "")
        )
    return told


def real(row: Row, key: str, most: float = _MOST) -> float | None:
    """A number above zero; None where there is none."""
    value = row.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{key} {quoted(value)} is no number: write one such as 57.018")
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{key} {quoted(value)} is no number: write one such as 57.018, without unit") from None
    if not 0 < number <= most:
        raise ValueError(f"{key} {quoted(value)} must be above 0 and at most {most:g}; leave it empty where unknown")
    return number


def needed(row: Row, key: str, most: float = _MOST) -> float:
    number = real(row, key, most)
    if number is None:
        raise ValueError(f"{key} is missing: every row needs a number above zero there")
    return number


def whole(row: Row, key: str, most: int = 10**6) -> int | None:
    number = real(row, key, most)
    if number is not None and number != int(number):
        raise ValueError(f"{key} {quoted(row.get(key))} must be a whole number")
    return None if number is None else int(number)


def needed_whole(row: Row, key: str, most: int = 10**6) -> int:
    number = whole(row, key, most)
    if number is None:
        raise ValueError(f"{key} is missing: every row needs a whole number above zero there")
    return number


def flag(row: Row, key: str) -> bool | None:
    value = row.get(key)
    if value is not None and not isinstance(value, bool):
        raise ValueError(f"{key} {quoted(value)} must be true or false")
    return value


def day(row: Row, key: str, today: str, required: bool = False) -> str:
    """A partial date that has begun, as text; empty where there is none."""
    told = text(row, key, required)
    if not told:
        return ""
    try:
        period = Period.parse(told)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None
    if period.start.isoformat() > today:
        raise ValueError(f"{key} {told} has yet to come: give the day of the measurement")
    return str(period)


def address(row: Row, key: str, required: bool = False) -> str:
    """A web address. `github:OWNER/REPOSITORY:PATH` is one too; words behind a blank are a remark."""
    told = text(row, key, required, most=_LONGEST)
    place = told.split()[0] if told else ""
    path, _, part = place.partition("#")
    if found := _GITHUB.fullmatch(path):
        place = f"https://github.com/{found[1]}/{found[2]}/blob/HEAD/{found[3]}" + (f"#{part}" if part else "")
    if place and (wrong := urls.problem(place)):
        raise ValueError(f"{key} {quoted(place)}: {wrong[1]}; or github:OWNER/REPOSITORY:PATH")
    return place


def layout(tp: int | None, pp: int | None, ep: int | None, spread: bool) -> str:
    """Ways above one, as the catalogue writes them."""
    ways: Iterable[tuple[str, int | None]] = (("TP", tp), ("PP", pp), ("EP", ep))
    told = [f"{name}{count}" for name, count in ways if count and count > 1]
    return " ".join([*told, "DP attention"] if spread else told)
