"""Days counted from the day of publication: "next quarter", "on Tuesday", "in spring", "on the 18th"."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.extract.calendar_words import SEASON_MONTHS


def closest_year(month: int, base: date, ahead: bool | None) -> int:
    """The year of a month that is printed without one; `ahead`: whether the words beside it look ahead or back."""
    gap = month - base.month
    if ahead is True:
        return base.year + (1 if gap < 0 else 0)
    if ahead is False:
        return base.year - (1 if gap > 0 else 0)
    return base.year + (1 if gap < -8 else -1 if gap > 4 else 0)


def closest_season(name: str, base: date, ahead: bool | None) -> int:
    first, last = SEASON_MONTHS[name]
    if ahead is None:
        return closest_year((first + last) // 2, base, None)
    return closest_year(last if ahead else first, base, ahead)


def shifted(base: date, unit: str, step: int) -> str:
    """The unit of time `step` units away from that of the base day; "coming" is this quarter."""
    months = base.year * 12 + base.month - 1
    if unit == "year":
        return f"{base.year + step}"
    if unit == "quarter":
        at = months // 3 + step
        return f"{at // 4:04}-Q{at % 4 + 1}"
    if unit == "month":
        return f"{(months + step) // 12:04}-{(months + step) % 12 + 1:02}"
    if unit == "week":
        return (base + timedelta(days=7 * step)).isoformat()[:7]
    return f"{base.year:04}-Q{(base.month + 2) // 3}"


def this(base: date, unit: str) -> str:
    return f"{base.year:04}-Q{(base.month + 2) // 3}" if unit == "quarter" else f"{base.year:04}-{base.month:02}"


def feast(name: str, base: date) -> str:
    if name in ("easter", "ostern", "pâques"):
        return f"{base.year + (base.month > 9)}-H1"
    month = 11 if name == "thanksgiving" else 9 if name.startswith("lab") else 12
    year = base.year - 1 if base.month <= 3 and month > 9 else base.year
    return f"{year}-12-24" if name in ("christmas eve", "heiligabend") else f"{year}-{month:02}"


_COMING = frozenset(("from", "starting", "coming", "ab", "dès", "kommenden", "vanaf"))
"""Before the weekday from which something holds."""


def weekday(base: date, lead: str, number: int, week: str = "") -> str:
    """The last such day, Monday being 0; `week`: "of last week", "next week"."""
    monday = base - timedelta(days=base.weekday())
    if week or lead == "this":
        weeks = {"last": -1, "next": 1}.get(week, 0)
        return (monday + timedelta(days=number + 7 * weeks)).isoformat()
    back = (base.weekday() - number) % 7
    if lead in _COMING:
        return (base + timedelta(days=-back % 7)).isoformat()
    if lead.startswith("next"):
        return (base + timedelta(days=(7 - back) or 7)).isoformat()
    if lead.startswith("last") and back == 0:
        back = 7
    return (base - timedelta(days=back)).isoformat()


def nth(base: date, day: int, ahead: bool | None) -> str:
    """The last such day of a month, or the coming one. Raises ValueError where the month has none."""
    months = base.year * 12 + base.month - 1
    if ahead and day < base.day:
        months += 1
    elif not ahead and day > base.day:
        months -= 1
    return date(months // 12, months % 12 + 1, day).isoformat()
