"""Dates that lean on the one before them: "and B in the fourth", "C a year after that", "D later that year"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tracker.extract.calendar_words import ORDINALS
from tracker.extract.late import late
from tracker.extract.parts import DateMention
from tracker.model.period import Period

_REACH = 220
"""Characters back to the date that is meant."""
_GATE = late(
    r"(?:in|for)\sthe\s(?:first|second|third|fourth|last)\b|\byears?\s(?:later|after|on)\b|\b(?:that|same)\syear\b"
)
_POINTS = late(
    r"(?<![a-z])(?:(?:in|for)\sthe\s(?P<part>first|second|third|fourth|last)(?=\s?[,.;:)]|\s?\n|\s?$|\s(?:and|followed|with)\b)"
    r"|(?P<count>an?|one|another|two|three)\syears?\s(?:later|after\s(?:that|it|this|which)|on(?=\s?[,.;)]|\s?$))"
    r"|(?P<late>(?:later|late|at the end|by the end|towards the end)\s(?:in\s|of\s)?)?(?:that|the\ssame)\syear)(?![a-z])"
)
_ENDS = late(r"[.!?]\s|\n")
"""Behind the end of a sentence "in the fourth" may mean anything."""
_LAST_YEAR = 2099
_COUNTS = {"a": 1, "an": 1, "one": 1, "another": 1, "two": 2, "three": 3}


def with_pointing(low: str, found: Sequence[DateMention]) -> list[DateMention]:
    """The dates of a lower-case text, sorted by place, with those that point at one of them."""
    out = list(found)
    if not out or not _GATE.search(low):
        return out
    starts = [d.start for d in out]
    for hit in _POINTS.finditer(low):
        at = bisect_left(starts, hit.start())
        before = out[at - 1] if at else None
        if before is None or before.end > hit.start() or hit.start() - before.end > _REACH:
            continue
        if hit["part"] and _ENDS.search(low, before.end, hit.start()):
            continue
        text = _meant(str(before.period), hit["part"], hit["count"], bool(hit["late"]))
        if text:
            out.insert(at, DateMention(hit.start(), hit.end(), Period.parse(text, hit[0])))
            starts.insert(at, hit.start())
    return out


def _meant(before: str, part: str | None, count: str | None, late_in_it: bool) -> str | None:
    """The partial date that stands so to the one `before`; None where that has no such part."""
    year, rest = int(before[:4]), before[4:]
    if count:
        if year + _COUNTS[count] > _LAST_YEAR:
            return None
        return f"{year + _COUNTS[count]:04}{rest[:3] if rest[:2] in ('-H', '-Q') else ''}"
    if part:
        number = ORDINALS[part]
        kind = rest[1:2]
        return f"{year:04}-{kind}{number}" if kind == "Q" or (kind == "H" and number < 3) else None
    return f"{year:04}-H2" if late_in_it else f"{year:04}"
