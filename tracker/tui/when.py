"""Dates as precise as they were stated, and how long ago something was."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import cast

from tracker.clock import now
from tracker.model.period import Period
from tracker.model.words import DatePrecision

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\dZ")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORT = {"minute": "min", "hour": "h", "day": "d", "month": "mo", "year": "y"}
_STEPS = ((86400 * 2, 86400, "d"), (3600, 3600, "h"), (60, 60, "min"))


def event_date(start: str, end: str, precision: str) -> str:
    """`2026-H2`, `2026-03-05`; `~2026-03-05` where only the day of the report is known."""
    if precision == "reported":
        return f"~{start}"
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return start
    return str(Period(first, last, cast("DatePrecision", precision)))


def partial_date(text: str) -> str:
    """`2026-05-01 to 2026-05-31` as `2026-05`; what is no such pair of days as it is."""
    start, _, end = text.partition(" to ")
    for precision in ("month", "quarter", "half", "year"):
        shown = event_date(start, end, precision)
        try:
            period = Period.parse(shown)
        except ValueError:
            continue
        if (period.start.isoformat(), period.end.isoformat()) == (start, end):
            return shown
    return text


def moments(text: str) -> str:
    """The text with the moments in it as people write them: `2026-11-26 19:26 UTC`, a midnight as its day."""
    return _MOMENT.sub(lambda found: found[1] if found[2] == "00:00" else f"{found[1]} {found[2]} UTC", text)


def short_day(moment: str | None) -> str:
    """`9 Oct`, or `Oct 2025` for another year than this one."""
    try:
        day = date.fromisoformat((moment or "")[:10])
    except ValueError:
        return ""
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month}" if day.year == now().year else f"{month} {day.year}"


def age(moment: str | None) -> str:
    """`3 h ago` for a UTC time as the database keeps it, `never` for none."""
    if not moment:
        return "never"
    try:
        seconds = (now() - datetime.fromisoformat(moment)).total_seconds()
    except (ValueError, TypeError):
        return moment
    ahead = seconds < 0
    for least, size, word in _STEPS:
        if abs(seconds) >= least:
            amount = f"{int(abs(seconds) // size)} {word}"
            return f"in {amount}" if ahead else f"{amount} ago"
    return "now"


def abbreviated(ago: str) -> str:
    """`3 h` for `3 hours ago`; what is no such text as it is."""
    count, _, unit = ago.removesuffix(" ago").partition(" ")
    short = _SHORT.get(unit.removesuffix("s"))
    return f"{count} {short}" if short else ago
