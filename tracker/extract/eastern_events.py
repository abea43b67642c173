"""Events of Chinese, Japanese and Korean sentences: a verb of `eastern_verbs`, the product on its side of it, its time and mood.

The clause model was fitted on English: of these sentences the grammar decides, and what it finds keeps the confidence of its rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tracker.extract import eastern_verbs as verbs
from tracker.extract.events import event, merged
from tracker.extract.late import late
from tracker.extract.parts import DateMention, Mention, Reading, Sentence
from tracker.extract.ruled import Candidate, counterparty
from tracker.extract.timing import when
from tracker.extract.triggers import Trigger
from tracker.model.fact import Event
from tracker.model.period import Period
from tracker.model.words import EventType

RULE = "event.eastern."
_SIGNS = late(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_LEAST, _SHARE = 8, 0.25
_CUT = late(r"[;；]|,(?!\d)\s?|,(?=20\d\d年)|(?<=[며고])\s(?=\S)|(?<=지만)\s|(?<=으나)\s")
_LISTED = late(
    r"[」』”’'\"（()）]*\s?(?:,|、|und|et|y|e|en|and|和|与|與|及|以及|と|や|와|과|및|·|/|，)\s?[「『“‘'\"（(]*(?:\w{0,8}の)?"
)
_PLAIN_KINDS: frozenset[EventType] = frozenset(("announced", "production", "available", "deployed"))
_NOUNS = ("는", "은", "は", "を", "을")
"""What ends with these is a topic, and tells nothing without its day."""
_NAMED, _SENTENCE, _TOPIC = 0.88, 0.76, 0.6
_BACK = 3
"""Sentences of a paragraph through which its topic holds."""
_FAR = 90


@dataclass(frozen=True, slots=True)
class Eastern:
    """`decided`: the numbers of the sentences of which the grammar says all that there is to say."""

    events: tuple[Event, ...]
    decided: frozenset[int]


def eastern(reading: Reading, sentence: Sentence) -> bool:
    """Is the sentence written in one of the three scripts?"""
    length = sentence.end - sentence.start
    signs = len(_SIGNS.findall(reading.lower, sentence.start, sentence.end))
    return signs >= _LEAST and signs >= _SHARE * length


def read(reading: Reading) -> Eastern:
    found: list[Candidate] = []
    decided: set[int] = set()
    if _SIGNS.search(reading.lower):
        for number, sentence in enumerate(reading.sentences):
            if sentence.kind != "row" and eastern(reading, sentence):
                hits = list(_hits(reading, sentence))
                hearsay = verbs.HEARSAY.search(reading.lower, sentence.start, sentence.end) is not None
                told = list(_of(reading, sentence, hits, hearsay))
                found += told
                if told or hearsay or _settled(reading, sentence, hits):
                    decided.add(number)
    return Eastern(tuple(event(reading, c) for c in merged(found)), frozenset(decided))


def _settled(reading: Reading, sentence: Sentence, hits: Sequence[tuple[EventType, re.Match[str]]]) -> bool:
    """Of verbs that told nothing: is it because they are denied, or because there is no product that they could tell of?"""
    low = reading.lower
    if not hits:
        return False
    named = reading.hardware.within(sentence.start, sentence.end)
    return not named or any(_denied(low, sentence, sentence.start, hit.start()) for _, hit in hits)


def tells(happened: Sequence[Event]) -> bool:
    """Has the grammar found that something happened to a product that the sentence names?"""
    return any(e.evidence.rule.startswith(RULE) and e.evidence.confidence >= _SENTENCE for e in happened)


def instead(reading: Reading, told: Sequence[Event], own: Eastern) -> tuple[Event, ...]:
    """`told` but for the sentences of which the grammar decides, and what the grammar says."""
    return (*(e for e in told if reading.number_at(e.evidence.start or 0) not in own.decided), *own.events)


def _of(
    reading: Reading, sentence: Sentence, hits: Sequence[tuple[EventType, re.Match[str]]], hearsay: bool
) -> Iterator[Candidate]:
    low = reading.lower
    if low.find("?", sentence.start, sentence.end) >= 0 or low.find("？", sentence.start, sentence.end) >= 0:
        return
    said = [hit.span() for hit in verbs.QUOTED.finditer(low, sentence.start, sentence.end)] if hearsay else []
    parts = _clauses(low, sentence)
    for kind, hit in hits:
        start, end = next((a, b) for a, b in parts if a <= hit.start() < b)
        quoted = any(a <= hit.start() < b for a, b in said)
        if not hearsay or (verbs.STANDS.search(low, start, end) and not quoted):
            yield from _told(reading, sentence, kind, hit, start, max(end, hit.end()))


def _clauses(low: str, sentence: Sentence) -> list[tuple[int, int]]:
    cuts = [sentence.start, *(c.end() for c in _CUT.finditer(low, sentence.start, sentence.end)), sentence.end]
    return list(pairwise(cuts))


def _hits(reading: Reading, sentence: Sentence) -> Iterator[tuple[EventType, re.Match[str]]]:
    """The verbs of the sentence; of two that overlap the one that `PREDICATES` has first."""
    taken: list[tuple[int, int]] = []
    for kind, words in verbs.PREDICATES:
        for hit in words.finditer(reading.lower, sentence.start, sentence.end):
            if not any(a < hit.end() and hit.start() < b for a, b in taken):
                taken.append(hit.span())
                yield kind, hit


def _told(
    reading: Reading, sentence: Sentence, kind: EventType, hit: re.Match[str], start: int, end: int
) -> Iterator[Candidate]:
    low = reading.lower
    if _denied(low, sentence, start, hit.end() if kind == "discontinued" else hit.start()):
        return
    if kind in ("announced", "available", "deployed") and verbs.SOFTWARE.search(low, start, end):
        return
    if kind in ("price", "benchmark") and verbs.FINANCE.search(low, start, end):
        return
    ahead = kind in _PLAIN_KINDS and _ahead(reading, sentence, hit, start, end)
    if kind == "production" and verbs.SAMPLES.search(low, max(start, hit.start() - 6), min(end, hit.end() + 6)):
        return
    about, sure = _about(reading, sentence, kind, hit, start, end)
    if not about:
        return
    if kind == "deployed" and verbs.TAKES.match(low, hit.start()) and not _taken(low, about, hit, start):
        return
    told: EventType = "roadmap" if ahead else kind
    begin = min([start, *(m.start for m in about if sentence.start <= m.start)])
    spans = ((start, end), (begin, end), (sentence.start, end))
    period = next((d for a, b in spans if (d := _day(reading, sentence, told, hit, a, b))), None)
    if period is None and (told == "roadmap" or hit[0].endswith(_NOUNS)):
        return
    for mention in about:
        yield Candidate(
            mention.product, told, begin, end, Trigger(told, "either", f"eastern.{kind}", sure), period, sure, False,
            counterparty(reading, told, mention.product, begin, end),
        )  # fmt: skip


def _day(
    reading: Reading, sentence: Sentence, told: EventType, hit: re.Match[str], start: int, end: int
) -> Period | None:
    """The nearest day that fits; of a delay the last one."""
    if told == "roadmap" and verbs.DELAYED.search(reading.lower, start, end):
        days = _days(reading, start, end)
        return days[-1].period if days else None
    return when(reading, replace(sentence, start=start, end=end), told, hit.start(), start, end)


def _taken(low: str, about: Sequence[Mention], hit: re.Match[str], start: int) -> bool:
    """Is a product what is used, and no part of it? Its object stands behind a Chinese verb, before the others."""
    if _chinese(hit):
        return any(hit.end() <= m.start < hit.end() + 14 for m in about)
    return any(start <= m.start and verbs.OBJECT.match(low, m.end, hit.start()) for m in about if m.end <= hit.start())


def _chinese(hit: re.Match[str]) -> bool:
    """A verb that no Japanese ending follows and no particle leads."""
    after = hit.string[hit.end() : hit.end() + 1]
    return all("\u4e00" <= c <= "\u9fff" for c in hit[0]) and not "\u3040" <= after <= "\u30ff"


def _denied(low: str, sentence: Sentence, start: int, place: int) -> bool:
    """Is what a verb at `place` tells denied before it in its clause, which begins at `start`, or behind it?"""
    return bool(verbs.NOT_BEFORE.search(low, start, place) or verbs.NOT_AFTER.match(low, place, sentence.end))


def _ahead(reading: Reading, sentence: Sentence, hit: re.Match[str], start: int, end: int) -> bool:
    """Is it promised: by a word of time to come, or by a day to come and a verb that is not told as done?"""
    low, published = reading.lower, reading.document.published
    if verbs.FUTURE_AFTER.match(low, hit.end(), end + 1):
        return True
    if verbs.ENDED.match(hit[0][-2:]) or verbs.ENDED.match(low, hit.end(), end):
        return False
    if verbs.FUTURE_BEFORE.search(low, start, hit.start()):
        return True
    if published is None or verbs.UNDATED_PAST.search(low, start, hit.start()):
        return False
    days = _days(reading, start, end) or _days(reading, sentence.start, hit.start())
    return any(d.period.start > published.end or (_long(d.period) and d.period.end > published.end) for d in days)


def _days(reading: Reading, start: int, end: int) -> list[DateMention]:
    """What is no part of a name: "T2" is a quarter elsewhere."""
    names = reading.mentions_in(start, end)
    return [d for d in reading.days.within(start, end) if not any(m.start <= d.start < m.end for m in names)]


def _long(period: Period) -> bool:
    """Longer than a month: of one under way something is told before it has come."""
    return (period.end - period.start).days > 31


def _about(
    reading: Reading, sentence: Sentence, kind: EventType, hit: re.Match[str], start: int, end: int
) -> tuple[Sequence[Mention], float]:
    """The products that a verb tells of: its clause's, else its sentence's, else what the paragraph is about."""
    own = _subjects(reading, start, end)
    before, after = [m for m in own if m.end <= hit.start()], [m for m in own if m.start >= hit.start()]
    governs = after and (not before or _governs(reading.lower, kind, hit, after[0].start))
    if governs and after[0].start - hit.end() < _FAR:
        return _list(reading, after), _NAMED
    if before:
        return _list(reading, before, last=True), _NAMED
    earlier = _subjects(reading, sentence.start, start)
    if earlier:
        return _list(reading, earlier, last=True), _SENTENCE
    one = None if verbs.NEW_NAME.search(reading.lower, sentence.start, sentence.end) else topic(reading, sentence, kind)
    return ([one], _TOPIC) if one else ((), 0.0)


def _subjects(reading: Reading, start: int, end: int) -> list[Mention]:
    """The names that something may be told of: without those that something is measured against."""
    low = reading.lower
    return [
        m
        for m in reading.subjects.within(start, end)
        if not verbs.YARDSTICK_AFTER.match(low, m.end, m.end + 16)
        and not verbs.YARDSTICK_BEFORE.search(low, max(start, m.start - 12), m.start)
        and not _part(reading, m)
    ]


def _part(reading: Reading, m: Mention) -> bool:
    """Is it built into the product named next?"""
    low = reading.lower
    if not (hit := verbs.PART_AFTER.match(low, m.end, m.end + 20)) or not reading.hardware.within(
        m.end, hit.end() + 16
    ):
        return False
    return not hit[0].strip().endswith("的") or verbs.PART_BEFORE.search(low, max(0, m.start - 16), m.start) is not None


def _governs(low: str, kind: EventType, hit: re.Match[str], place: int) -> bool:
    """A Chinese verb stands before its object."""
    return _chinese(hit) and kind in ("announced", "deal", "deployed", "discontinued") and place - hit.end() < 30


def at(reading: Reading, own: Sequence[Mention], hit: re.Match[str]) -> list[Mention]:
    """The name nearest to a verb, with those that are listed with it."""
    nearest = min(own, key=lambda m: max(m.start - hit.end(), hit.start() - m.end))
    place = own.index(nearest)
    before, after = _list(reading, own[: place + 1], last=True), _list(reading, own[place:])
    return sorted({*before, *after}, key=lambda m: m.start)


def _list(reading: Reading, names: Sequence[Mention], last: bool = False) -> list[Mention]:
    """The nearest name with those that are listed with it."""
    row = list(reversed(names)) if last else list(names)
    chosen = [row[0]]
    for mention in row[1:]:
        a, b = (mention, chosen[-1]) if last else (chosen[-1], mention)
        if a.end > b.start or not _LISTED.fullmatch(reading.lower, a.end, b.start):
            break
        chosen.append(mention)
    return list({m.slug: m for m in chosen}.values())


def topic(reading: Reading, sentence: Sentence, kind: EventType) -> Mention | None:
    """The product that the nearest sentence before it in its paragraph names first.

    What another maker of the name table shows, makes, sells or ends is its own.
    """
    found = _earlier(reading, sentence)
    others = reading.firms.within(sentence.start, sentence.end)
    if found and kind not in ("deal", "deployed") and any(v.slug != found.product.vendor for v in others):
        return None
    return found


def _earlier(reading: Reading, sentence: Sentence) -> Mention | None:
    number = reading.number_at(sentence.start)
    for earlier in reversed(reading.sentences[max(0, number - _BACK) : number]):
        if earlier.block != sentence.block:
            return None
        names = _subjects(reading, earlier.start, earlier.end)
        if names:
            return names[0] if len({m.slug for m in names}) == 1 else None
    return None
