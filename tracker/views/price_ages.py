"""How long ago something was, in words."""

from __future__ import annotations

from datetime import UTC, datetime

_STEPS = ((60, 60, "minute"), (3600, 24, "hour"), (86400, 60, "day"))
"""Seconds of a unit, so many of it at most, its name."""
_MONTH_S = 2_629_800
_MOST_MONTHS = 24
OLD_DAYS = 90
"""A price that nobody has seen for longer says little of what is asked today."""


def ago(moment: str | None, now: str) -> str:
    """ "3 hours ago", "8 months ago"; "never" for what never was. Both are UTC texts: a day or a second."""
    if not moment:
        return "never"
    seconds = (_read(now) - _read(moment)).total_seconds()
    return "now" if seconds < 60 else f"{_words(seconds)} ago"


def age(seen: str, day: str) -> str:
    """How old a price of the day `seen` was on `day`, "7 months old"; "" up to `OLD_DAYS`. Both are ISO days."""
    past = _read(day) - _read(seen)
    return f"{_words(past.total_seconds())} old" if past.days > OLD_DAYS else ""


def end_of(day: str) -> str:
    """The last second of a UTC day."""
    return f"{day}T23:59:59Z"


def _words(seconds: float) -> str:
    """Whole units that have passed; from months on the nearest month, as they differ in length."""
    for size, most, name in _STEPS:
        if seconds < size * most:
            return _counted(int(seconds // size), name)
    months = round(seconds / _MONTH_S)
    return _counted(months, "month") if months < _MOST_MONTHS else _counted(months // 12, "year")


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'s' if count > 1 else ''}"


def _read(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or UTC)
