"""How long a server says that its answer stays as it is: Cache-Control, Age and Expires. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MOST_S = 86400.0


def fresh_s(headers: Mapping[str, str] | None, now: datetime) -> float | None:
    """Seconds from now, a day at most; 0 where the answer is stale at once; None where the server says nothing of it.

    RFC 9111: max-age less the Age in caches on the way; without it Expires less the Date of the answer.
    """
    told = headers or {}
    directives = [part.strip().lower() for part in told.get("cache-control", "").split(",")]
    if "no-store" in directives or "no-cache" in directives:
        return 0.0
    for directive in directives:
        name, equals, value = directive.partition("=")
        if name == "max-age" and equals:
            return _bounded(_seconds(value.strip('"')) - _seconds(told.get("age", "")))
    if "expires" not in told:
        return None
    ends = _moment(told["expires"])
    return _bounded((ends - (_moment(told.get("date", "")) or now)).total_seconds()) if ends else 0.0


def _bounded(seconds: float) -> float:
    return min(max(seconds, 0.0), _MOST_S)


def _seconds(text: str) -> float:
    """A whole number of seconds, 0 where it is none; a very long one is simply long."""
    text = text.strip()
    return float(text[:12]) if text.isascii() and text.isdigit() else 0.0


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC)
    except (ValueError, TypeError, OverflowError):
        return None
