"""When an event happened or is promised for: the nearest date that can be meant."""

from __future__ import annotations

import re

from tracker.extract.parts import DateMention, Reading, Sentence
from tracker.model.period import Period
from tracker.model.words import EventType


def when(reading: Reading, sentence: Sentence, kind: EventType, at: int, start: int, end: int) -> Period | None:
    """The date of the event: the nearest of the clause; a promise never takes a past day, a fact no coming one."""
    published = reading.document.published
    pool = list(reading.days.within(start, end))
    if not pool and kind not in ("deal", "benchmark"):
        pool = [d for d in reading.days.within(sentence.start, sentence.end) if abs(d.start - at) < 120]
    pool = [
        d
        for d in pool
        if not re.search(
            r"\b(?:by|founded in|through|until|of fiscal|fiscal|version|model year)\s$",
            reading.lower[max(0, d.start - 12) : d.start],
        )
        or kind == "roadmap"
    ]
    if published is not None:
        pool = [
            d
            for d in pool
            if (
                d.period.end > published.end
                if kind == "roadmap"
                else d.period.start <= published.end or kind == "discontinued"
            )
        ]
    if not pool:
        return None
    return min(pool, key=lambda d: _distance(d, at)).period


def _distance(d: DateMention, at: int) -> tuple[int, int]:
    gap = d.start - at if d.start >= at else at - d.end
    return gap, d.start
