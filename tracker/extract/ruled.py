"""Events by phrase: a verb or noun of `triggers`, the product on its side of it, its tense and its date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract import modality
from tracker.extract.assertion import BROKEN, FIRM, allowed, paired, settled, silent
from tracker.extract.layout import clauses
from tracker.extract.lexicon import Lexicon
from tracker.extract.parts import Reading, Sentence
from tracker.extract.phrases import Phrases, Several
from tracker.extract.targets import distinct, listed_before, targets
from tracker.extract.timing import plans, when
from tracker.extract.triggers import PRIORITY, TRIGGERS, Trigger
from tracker.model.period import Period
from tracker.model.product import Product
from tracker.model.words import EventType

_SAID = Several([phrases for _, phrases in TRIGGERS])
MOST_HITS = 4
"""Occurrences of one trigger that are looked at in a clause."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one clause for one product."""

    product: Product
    type: EventType
    start: int
    end: int
    trigger: Trigger
    period: Period | None
    confidence: float
    hedged: bool
    counterparty: str


def ruled(reading: Reading, lexicon: Lexicon, sentence: Sentence) -> Iterator[Candidate]:
    for start, end in clauses(reading.lower, sentence.start, sentence.end):
        best: dict[tuple[str, str], Candidate] = {}
        for candidate in (*_of_clause(reading, lexicon, sentence, start, end), *_dated(reading, sentence, start, end)):
            slot = candidate.product.slug, candidate.type if candidate.type in _BESIDE else ""
            if slot not in best or _rank(candidate) < _rank(best[slot]):
                best[slot] = candidate
        yield from best.values()


_BESIDE = ("roadmap", "price", "benchmark")
"""Types that may stand beside another one in the same clause: "announced X, which ships in 2027 for $999"."""

_DATED = Trigger("roadmap", "either", "roadmap.date", 0.76)


_PRICE_DAY = Phrases(r"\b(?:cheaper|dearer|retired|shut down|sold|prices?|rates?)\b|\$\s?\d")


def _dated(reading: Reading, sentence: Sentence, start: int, end: int) -> Iterator[Candidate]:
    """A name and a day to come, whatever the verb: "950PR in Q1 2026, 950DT in Q4 2026". Each day goes to its name."""
    published, words = reading.document.published, reading.words
    here = reading.subjects.within(start, end)
    if published is None or not here:
        return
    coming = plans(reading, [d for d in reading.days.within(start, end) if d.period.start > published.end])
    if (
        not coming
        or modality.conditional(words, sentence.start, sentence.end)
        or words.first(BROKEN, start, end)
        or words.first(_PRICE_DAY, start, end)
    ):
        return
    hedged = modality.hedged(words, sentence.start, sentence.end)
    for day in coming:
        before = [m for m in here if m.end <= day.start]
        mention = before[-1] if before else here[0]
        group = [mention] if len(coming) > 1 or not before else listed_before(reading, before)
        if abs(day.start - mention.end) < 140:
            for m in distinct(group):
                yield Candidate(m.product, "roadmap", start, end, _DATED, day.period, _DATED.confidence, hedged, "")


def _rank(candidate: Candidate) -> tuple[int, float]:
    return PRIORITY.index(candidate.type), -candidate.confidence


def _of_clause(reading: Reading, lexicon: Lexicon, sentence: Sentence, start: int, end: int) -> Iterator[Candidate]:
    words = reading.words
    for number in words.begun(_SAID, start, end):
        trigger, phrases = TRIGGERS[number]
        for hit in words.hits(phrases, start, end)[:MOST_HITS]:
            if silent(trigger, words, hit.start(), hit.end(), start, end):
                continue
            about = targets(reading, lexicon, sentence, trigger, hit, start, end)
            if not about:
                continue
            kind = settled(trigger, hit, start, end, reading)
            if kind is None:
                continue
            if not allowed(reading, kind, sentence, about[0][0], start, end):
                continue
            period = when(reading, sentence, kind, hit.start(), start, end)
            if kind == "roadmap" and trigger.type == "roadmap" and period is None and not words.first(FIRM, start, end):
                continue
            if (
                trigger.type == "roadmap"
                and period is not None
                and (words.first(BROKEN, start, end) or paired(reading, start, end))
            ):
                continue
            other = counterparty(reading, kind, about[0][0], start, end)
            hedged = modality.hedged(words, sentence.start, sentence.end)
            for product, confidence in about:
                yield Candidate(
                    product, kind, start, end, trigger, period, trigger.confidence * confidence, hedged, other
                )


def counterparty(reading: Reading, kind: EventType, product: Product, start: int, end: int) -> str:
    """The other side of a deal or deployment: the first vendor of the clause that is not the maker."""
    if kind not in ("deal", "deployed"):
        return ""
    return next((v.slug for v in reading.firms.within(start, end) if v.slug != product.vendor), "")
