"""Events by phrase: a verb or noun of `triggers`, the product on its side of it, its tense and its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tracker.extract import modality
from tracker.extract.assertion import BROKEN, FIRM, allowed, paired, settled, silent
from tracker.extract.layout import clauses
from tracker.extract.lexicon import Lexicon
from tracker.extract.ownership import accelerator
from tracker.extract.parts import Reading, Sentence, inside
from tracker.extract.targets import distinct, listed_before, targets
from tracker.extract.timing import when
from tracker.extract.triggers import PRIORITY, TRIGGERS, Trigger
from tracker.model.period import Period
from tracker.model.product import Product
from tracker.model.words import EventType

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

_DATED = Trigger("roadmap", "either", "roadmap.date", re.compile(""), 0.76)


_PRICE_DAY = re.compile(r"\b(?:cheaper|dearer|retired|shut down|sold|prices?|rates?)\b|\$\s?\d")


def _dated(reading: Reading, sentence: Sentence, start: int, end: int) -> Iterator[Candidate]:
    """A name and a day to come, whatever the verb: "950PR in Q1 2026, 950DT in Q4 2026". Each day goes to its name."""
    published = reading.document.published
    here = [m for m in reading.mentions_in(start, end) if accelerator(m.product) and not m.compared]
    words = reading.lower[start:end]
    if (
        published is None
        or not here
        or modality.conditional(reading.lower[sentence.start : sentence.end])
        or BROKEN.search(words)
        or _PRICE_DAY.search(words)
    ):
        return
    hedged = modality.hedged(reading.lower[sentence.start : sentence.end])
    coming = [d for d in inside(reading.dates, start, end) if d.period.start > published.end]
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
    low = reading.lower
    hedged = modality.hedged(low[sentence.start : sentence.end])
    words = low[start:end]
    for trigger in TRIGGERS:
        for hit in islice(trigger.expression.finditer(low, start, end), MOST_HITS):
            if silent(trigger, low, hit.start(), hit.end(), start, end):
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
            if kind == "roadmap" and trigger.type == "roadmap" and period is None and not FIRM.search(words):
                continue
            if (
                trigger.type == "roadmap"
                and period is not None
                and (BROKEN.search(words) or paired(reading, start, end))
            ):
                continue
            other = counterparty(reading, kind, about[0][0], start, end)
            for product, confidence in about:
                yield Candidate(
                    product, kind, start, end, trigger, period, trigger.confidence * confidence, hedged, other
                )


def counterparty(reading: Reading, kind: EventType, product: Product, start: int, end: int) -> str:
    """The other side of a deal or deployment: the first vendor of the clause that is not the maker."""
    if kind not in ("deal", "deployed"):
        return ""
    return next((v.slug for v in inside(reading.vendors, start, end) if v.slug != product.vendor), "")
