"""When an event happened or is promised for: the nearest date that can be meant."""

from __future__ import annotations

from tracker.extract.late import late
from tracker.extract.parts import Block, DateMention, Reading, Sentence
from tracker.model.period import Period
from tracker.model.words import EventType

_OTHERWISE = late(r"\b(?:by|founded in|through|until|of fiscal|fiscal|version|model year)\s$")
_FROM = late(r"\b(?:from|starting|effective|as of|ab|zum|dès|à partir du|desde|a partir de|vanaf)\s$")
_BEGINS_FROM = late(r"(?:from|starting|as of|ab|dès|à partir de|desde|a partir de|vanaf)\s")
_RESULTS = late(r"\b(?:mlperf|results?|scores?|round|tested|measured|benchmarks?|résultats|ergebnisse)\b")
_HEADING_LONGEST, _HEADINGS_BACK, _RESULTS_BACK = 60, 30, 8


def when(reading: Reading, sentence: Sentence, kind: EventType, at: int, start: int, end: int) -> Period | None:
    """The date of the event: the nearest of the clause; a promise never takes a past day, a fact hardly a coming one."""
    pool = list(reading.days.within(start, end))
    if not pool and kind not in ("deal", "benchmark"):
        pool = [d for d in reading.days.within(sentence.start, sentence.end) if abs(d.start - at) < 120]
    low = reading.lower
    pool = [d for d in pool if kind == "roadmap" or not _OTHERWISE.search(low, max(0, d.start - 12), d.start)]
    pool = [d for d in pool if _can_be(reading, d, kind)]
    if pool:
        return min(pool, key=lambda d: _distance(d, at)).period
    return None if kind == "roadmap" else _elsewhere(reading, sentence, kind)


def _can_be(reading: Reading, day: DateMention, kind: EventType) -> bool:
    """A promise lies ahead, a fact behind; a price or an end may be told with the day from which it holds."""
    published = reading.document.published
    if published is None:
        return True
    if kind == "roadmap":
        return day.period.end > published.end
    if day.period.start <= published.end or kind in ("discontinued", "price"):
        return True
    low = reading.lower
    from_then_on = _FROM.search(low, max(0, day.start - 16), day.start) or _BEGINS_FROM.match(low, day.start)
    return kind == "available" and from_then_on is not None


def _elsewhere(reading: Reading, sentence: Sentence, kind: EventType) -> Period | None:
    """The day of the heading that the sentence stands under; of a measurement, that of the results before it."""
    if kind == "benchmark":
        number = reading.number_at(sentence.start)
        for earlier in reversed(reading.sentences[max(0, number - _RESULTS_BACK) : number]):
            days = reading.days.within(earlier.start, earlier.end)
            if days and _RESULTS.search(reading.lower, earlier.start, earlier.end) and _can_be(reading, days[-1], kind):
                return days[-1].period
    for block in reversed(reading.blocks[max(0, sentence.block - _HEADINGS_BACK) : sentence.block + 1]):
        if day := _headed(reading, block):
            return day.period if _can_be(reading, day, kind) else None
        if block.kind == "heading" and block.start < reading.blocks[sentence.block].start:
            return None
    return None


def _headed(reading: Reading, block: Block) -> DateMention | None:
    """The day that a short line is about: "25 November 2025", "## Release notes, 2026-01-15"."""
    if block.end - block.start > _HEADING_LONGEST:
        return None
    days = [d for d in reading.days.within(block.start, block.end) if d.period.start == d.period.end]
    shares = len(days) == 1 and 3 * (days[0].end - days[0].start) >= block.end - block.start
    return days[0] if shares else None


def _distance(d: DateMention, at: int) -> tuple[int, int]:
    gap = d.start - at if d.start >= at else at - d.end
    return gap, d.start
