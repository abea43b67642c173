"""The one place that reads the clock. `TRACKER_NOW` (2026-11-25 or 2026-11-25T12:00:00Z) sets it, for tests."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from tracker.model.errors import UsageError


def now() -> datetime:
    """The present moment, UTC, whole seconds."""
    told = os.environ.get("TRACKER_NOW")
    if not told:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise UsageError(f"TRACKER_NOW={told!r} is not a time such as 2026-11-25T12:00:00Z") from None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """UTC text as the database keeps it: YYYY-MM-DDTHH:MM:SSZ."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now_text() -> str:
    return stamp(now())


def today() -> str:
    return now().date().isoformat()
