"""Dates that lean on the one before them: "and B in the fourth", "C a year after that", "D later that year", "E the same day"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import timedelta

from tracker.extract import reckoning
from tracker.extract.calendar_words import ORDINALS, SEASONS
from tracker.extract.late import late
from tracker.extract.parts import DateMention
from tracker.extract.phrases import Phrases, words_of
from tracker.model.period import Period

_REACH = 220
"""Characters back to the date that is meant."""
_GATE = Phrases(
    r"\b(?:in|for)\sthe\s(?:first|second|third|fourth|last)\b|\b(?:years?|months?|days?)\s(?:later|after|on)\b"
    r"|\b(?:that|same|next|following)\s(?:year|month|day|night|morning|afternoon|evening|event|stage|occasion|spring|summer|autumn|fall)\b"
)
_POINTS = late(
    r"(?<![a-z])(?:(?:in|for)\sthe\s(?P<part>first|second|third|fourth|last)(?=\s?[,.;:)]|\s?\n|\s?$|\s(?:and|followed|with)\b)"
    r"|(?P<count>an?|one|another|two|three)\syears?\s(?:later|after\s(?:that|it|this|which)|on(?=\s?[,.;)]|\s?$))"
    r"|(?P<late>(?:later|late|at the end|by the end|towards the end)\s(?:in\s|of\s)?)?(?:that|the\ssame)\syear"
    r"|(?P<same>(?:that|(?:the\s(?:very\s)?|on\sthe\s|at\sthe\s|in\sthe\s)same)\s(?:very\s)?(?P<unit>month|day|night|morning|afternoon|evening"
    r"|event|stage|occasion))"
    r"|(?:(?P<months>a|one|two|three|four|six)\smonths?|(?P<days>a|one|two|three|four|six)\sdays?)\s(?:later|after\s(?:that|it|this|which))"
    r"|the\s(?P<next>next|following)\s(?P<then>day|month|year|spring|summer|autumn|fall))(?![a-z])"
)
_ENDS = late(r"[.!?]\s|\n")
"""Behind the end of a sentence "in the fourth" may mean anything."""
_LAST_YEAR = 2099
_COUNTS = {"a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3, "four": 4, "six": 6}


def with_pointing(low: str, found: Sequence[DateMention]) -> list[DateMention]:
    """The dates of a lower-case text, sorted by place, with those that point at one of them."""
    out = list(found)
    if not out or not words_of(low).first(_GATE, 0, len(low)):
        return out
    starts = [d.start for d in out]
    for hit in _POINTS.finditer(low):
        at = bisect_left(starts, hit.start())
        before = out[at - 1] if at else None
        if before is None or before.end > hit.start() or hit.start() - before.end > _REACH:
            continue
        if hit["part"] and _ENDS.search(low, before.end, hit.start()):
            continue
        text = _meant(before.period, hit)
        if text:
            out.insert(at, DateMention(hit.start(), hit.end(), Period.parse(text, hit[0])))
            starts.insert(at, hit.start())
    return out


def _meant(before: Period, hit: re.Match[str]) -> str | None:
    """The partial date that stands so to the one `before`; None where that has no such part."""
    text = str(before)
    year, rest = int(text[:4]), text[4:]
    if count := hit["count"]:
        if year + _COUNTS[count] > _LAST_YEAR:
            return None
        return f"{year + _COUNTS[count]:04}{rest[:3] if rest[:2] in ('-H', '-Q') else ''}"
    if part := hit["part"]:
        number = ORDINALS[part]
        kind = rest[1:2]
        return f"{year:04}-{kind}{number}" if kind == "Q" or (kind == "H" and number < 3) else None
    if hit["same"]:
        return _same(before, hit["unit"])
    if hit["months"] or hit["days"] or hit["next"]:
        return _after(before, hit)
    return f"{year:04}-H2" if hit["late"] else f"{year:04}"


def _same(before: Period, unit: str) -> str | None:
    """The day or month that is named again; an occasion is as long as what was said of it."""
    if unit in ("event", "stage", "occasion"):
        return str(before) if before.precision in ("day", "month") else None
    if unit == "month":
        return str(before)[:7] if before.precision in ("day", "month") else None
    return str(before) if before.precision == "day" else None


def _after(before: Period, hit: re.Match[str]) -> str | None:
    if before.start.year >= _LAST_YEAR:
        return None
    if months := hit["months"] or (hit["then"] == "month" and "one"):
        fine = before.precision in ("day", "month")
        return reckoning.shifted(before.start, "month", _COUNTS[months]) if fine else None
    if days := hit["days"] or (hit["then"] == "day" and "one"):
        return (before.start + timedelta(days=_COUNTS[days])).isoformat() if before.precision == "day" else None
    if hit["then"] == "year":
        return f"{before.start.year + 1}"
    if before.precision not in ("day", "month"):
        return None
    year = reckoning.closest_season(hit["then"], before.start, ahead=True)
    half = SEASONS[hit["then"]]
    return f"{year}-{half}" if half else f"{year}"
