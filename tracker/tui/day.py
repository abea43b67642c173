"""The day that is shown: how people say it, and the days around it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.model.period import Period

_AGO = re.compile(r"(\d{1,5}) ?(d|day|w|week|mo|month|y|year)s?(?: ago)?")
_DAYS = {"d": 1, "w": 7, "mo": 30, "y": 365}
_MOST = 12
"""Characters that are shown of what is no day."""
_NAMED = {"now": 0, "today": 0, "yesterday": 1}


def read(text: str, today: date) -> date | None:
    """`2026-01-15`, `2026-01` or `2026` for their last day, `yesterday`, `30 days ago`; None for today.

    Raises ValueError with a few words for what is no day, or is still to come.
    """
    told = " ".join(text.lower().split())
    if not told or _NAMED.get(told) == 0:
        return None
    try:
        day = _read(told, today)
    except (ValueError, OverflowError):
        raise ValueError(f"{text.strip()[:_MOST]!r} is no day yet") from None
    if day > today >= _first(told, day):
        return None
    if day > today:
        raise ValueError(f"{day} is still to come")
    return None if day == today else day


def step(day: date, by: int, today: date) -> date | None:
    """The day before (-1) or after (1), the end of the month before (-30) or after (30); None for today, where it ends."""
    if abs(by) == 1:
        there = day + timedelta(days=by)
    elif by < 0:
        there = day.replace(day=1) - timedelta(days=1)
    else:
        after = (day + timedelta(days=1)).replace(day=1) + timedelta(days=31)
        there = after.replace(day=1) - timedelta(days=1)
    return None if there >= today else there


def _read(told: str, today: date) -> date:
    if told in _NAMED:
        return today - timedelta(days=_NAMED[told])
    if found := _AGO.fullmatch(told):
        unit = found[2] if found[2] in _DAYS else next(u for u in ("mo", "d", "w", "y") if found[2].startswith(u))
        return today - timedelta(days=int(found[1]) * _DAYS[unit])
    return Period.parse(told.upper()).end


def _first(told: str, day: date) -> date:
    """The first day of what was said: the present month is as of today."""
    try:
        return Period.parse(told.upper()).start
    except ValueError:
        return day
