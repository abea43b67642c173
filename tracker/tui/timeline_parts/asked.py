"""The filter line of the timeline: words to be found, dates, and words such as `since:2026-01` or `is:unread` that narrow."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from tracker.model.period import Period
from tracker.model.query import TimelineFilter
from tracker.model.words import EVENT_TYPES
from tracker.tui.timeline_parts.asking import Asked
from tracker.tui.timeline_parts.marks import Marks

_CERTAINTIES = ("stated", "expected", "rumoured", "likely")
_STATES = ("new", "starred", "unread")
_PLACES = ("events", "articles")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NAMED = {"today": 0, "yesterday": -1, "tomorrow": 1}
_AGO = re.compile(r"(\d{1,4})([dwmy])")
_PERIOD = re.compile(r"(?:19|20)\d\d(?:-(?:\d\d(?:-\d\d)?|[HQ]\d))?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART = re.compile(r"[HQ]\d", re.IGNORECASE)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
KEYS = ("vendor", "type", "since", "until", "on", "certainty", "product", "is", "in")


def understood(line: str, today: date, marks: Marks) -> Asked:
    """Words of the form `key:value` narrow, a date is `on:` it, all else is looked for."""
    words: list[str] = []
    told: dict[str, str] = {}
    states: set[str] = set()
    problems: list[str] = []
    for word in _dated(line.split()):
        key, colon, value = word.partition(":")
        key = key.lower()
        if not colon or key not in KEYS:
            words.append(word)
        elif not value:
            problems.append(f"{key}: {_wanted(key)}")
        elif key in ("since", "until", "on"):
            problems += _take_days(key, value, today, told)
        elif key in ("vendor", "product"):
            told[f"{key}_like"] = value
        else:
            found = [one for one in _choices(key) if one.startswith(value.lower())]
            if len(found) != 1 and value.lower() not in found:
                problems.append(f"{key}:{value} is none of {', '.join(found or _choices(key))}")
            elif key == "is":
                states.add(found[0])
            else:
                told[key] = value.lower() if value.lower() in found else found[0]
    own = told.pop("in", "") == "events"
    return Asked(_with_states(TimelineFilter(text=" ".join(words), **told), states, marks), tuple(problems), own)  # type: ignore[arg-type]


def _dated(words: list[str]) -> list[str]:
    """With `on:2026-01` in the place of "2026-01", "January 2026", "Jan 2026" or "2026 January", the first that is one;
    as they are where a date is given by its key."""
    if any(word.lower().startswith(("on:", "since:", "until:")) for word in words):
        return words
    for i, word in enumerate(words):
        pair = words[i : i + 2]
        part = next((_part(one) for one in pair if _part(one)), "")
        year = next((one for one in pair if _YEAR.fullmatch(one)), "")
        if len(pair) == 2 and part and year:
            return [*words[:i], f"on:{year}-{part}", *words[i + 2 :]]
        if _PERIOD.fullmatch(word) and not (_YEAR.fullmatch(word) and i + 1 < len(words) and _part(words[i + 1])):
            return [*words[:i], f"on:{word}", *words[i + 1 :]]
    return words


def _part(word: str) -> str:
    """`01` of a month's name or its first letters, `Q3` and `H2` as they are; "" of other words."""
    told = word.lower().strip(".,")
    if _PART.fullmatch(told):
        return told.upper()
    found = [n for n, month in enumerate(_MONTHS, 1) if len(told) >= 3 and month.startswith(told)]
    return f"{found[0]:02}" if len(found) == 1 else ""


def _choices(key: str) -> tuple[str, ...]:
    return {"type": EVENT_TYPES, "certainty": _CERTAINTIES, "is": _STATES, "in": _PLACES}[key]


def _wanted(key: str) -> str:
    """What may stand behind the colon."""
    if key in ("since", "until", "on"):
        return "a day, a month or a year, today, or 30d for thirty days ago"
    return (
        "how its name begins"
        if key == "vendor"
        else "a part of its name"
        if key == "product"
        else ", ".join(_choices(key))
    )


def _take_days(key: str, value: str, today: date, told: dict[str, str]) -> list[str]:
    """Put first and last day into `told`; a sentence where the value is no date."""
    try:
        first, last = _days(value.lower(), today)
    except (ValueError, OverflowError):
        return [f"{key}:{value} is no date yet: 2026, 2026-03, 2026-03-15, 2026-H2, today or 30d"]
    if key != "until":
        told["since"] = first.isoformat()
    if key != "since":
        told["until"] = last.isoformat()
    return []


def _days(value: str, today: date) -> tuple[date, date]:
    """First and last day. Raises ValueError, OverflowError."""
    if value in _NAMED:
        day = today + timedelta(days=_NAMED[value])
        return day, day
    if ago := _AGO.fullmatch(value):
        day = today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
        return day, day
    period = Period.parse(value.upper())
    return period.start, period.end


def _with_states(f: TimelineFilter, states: set[str], marks: Marks) -> TimelineFilter:
    if "starred" in states:
        f = replace(f, only=tuple(sorted(marks.starred)))
    if "new" in states:
        f = replace(f, seen_since=marks.last_visit or "9999")
    if "unread" in states:
        since = max(marks.read_until, f.seen_since)
        f = replace(f, seen_since=since, without=tuple(marks.read), besides=tuple(sorted(marks.unread)))
    return f


def with_word(line: str, key: str, value: str) -> str:
    """The line with `key:value` in place of what it said of this key; without it where the value is empty."""
    kept = [word for word in line.split() if not word.lower().startswith(f"{key}:")]
    return " ".join([*kept, *([f"{key}:{value}"] if value else [])])


def toggled(line: str, word: str) -> str:
    """The line with the word, or without it where it had it."""
    kept = [one for one in line.split() if one.lower() != word]
    return " ".join(kept if len(kept) < len(line.split()) else [*kept, word])


def value_of(line: str, key: str) -> str:
    """What the line says of a key; "" where nothing."""
    return next((word.partition(":")[2] for word in line.split() if word.lower().startswith(f"{key}:")), "")
