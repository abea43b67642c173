"""How long ago something was, in words."""

from __future__ import annotations

from datetime import UTC, datetime

_STEPS = (
    (60, 60, "minute"),
    (3600, 24, "hour"),
    (86400, 60, "day"),
    (2_629_800, 24, "month"),
    (31_557_600, 1000, "year"),
)
"""Seconds of a unit, so many of it at most, its name."""


def ago(moment: str | None, now: str) -> str:
    """ "3 hours ago", "8 months ago"; "never" for what never was. Both are UTC texts: a day or a second."""
    if not moment:
        return "never"
    seconds = (_read(now) - _read(moment)).total_seconds()
    if seconds < 60:
        return "now"
    size, _, name = next((step for step in _STEPS if seconds < step[0] * step[1]), _STEPS[-1])
    count = int(seconds // size)
    return f"{count} {name}{'s' if count > 1 else ''} ago"


def end_of(day: str) -> str:
    """The last second of a UTC day."""
    return f"{day}T23:59:59Z"


def _read(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=moment.tzinfo or UTC)
