"""Events of German, French, Spanish, Italian, Dutch and Portuguese sentences, by their verbs (`western_verbs`).

The clause model was fitted on little of these languages. What the grammar is sure of stands beside what the model finds, as likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.extract import western_verbs as verbs
from tracker.extract.eastern_events import at, topic
from tracker.extract.events import event, merged
from tracker.extract.late import late
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.phrases import Several
from tracker.extract.ruled import Candidate, counterparty
from tracker.extract.targets import distinct
from tracker.extract.timing import when
from tracker.extract.triggers import Trigger
from tracker.model.fact import Event
from tracker.model.words import EventType

RULE = "event.western."
_SAID = Several([phrases for _, phrases in verbs.PREDICATES])
_CUT = late(
    r"[;:]\s|,\s(?=(?:und|aber|doch|während|der|die|das|et|mais|qui|dont|où|y|pero|que|e|ma|che|mentre|en|maar|die|dat|mas)\s)|\s-\s"
)
_LEAST, _LEAD = 3, 2
"""Words of the six languages that a sentence has at least, and those by which they outnumber English ones."""
_NAMED, _SENTENCE, _TOPIC = 0.75, 0.6, 0.5
_FAR = 60


def western(reading: Reading, sentence: Sentence) -> bool:
    words = reading.words
    own = len(words.hits(verbs.CONTINENTAL, sentence.start, sentence.end))
    return own >= _LEAST and own >= _LEAD + len(words.hits(verbs.ENGLISH, sentence.start, sentence.end))


def read(reading: Reading) -> tuple[Event, ...]:
    words = reading.words
    found: list[Candidate] = []
    for sentence in reading.sentences:
        if sentence.kind == "row" or not (begun := words.begun(_SAID, sentence.start, sentence.end)):
            continue
        if western(reading, sentence) and reading.lower.find("?", sentence.start, sentence.end) < 0:
            found.extend(_of(reading, sentence, begun))
    return tuple(event(reading, c) for c in merged(found))


def _of(reading: Reading, sentence: Sentence, begun: Sequence[int]) -> Iterator[Candidate]:
    taken: list[tuple[int, int]] = []
    for number in begun:
        kind, phrases = verbs.PREDICATES[number]
        for hit in reading.words.hits(phrases, sentence.start, sentence.end):
            if not any(a < hit.end() and hit.start() < b for a, b in taken):
                taken.append(hit.span())
                yield from _told(reading, sentence, kind, hit)


def _told(reading: Reading, sentence: Sentence, kind: EventType, hit: re.Match[str]) -> Iterator[Candidate]:
    low = reading.lower
    start = max((c.end() for c in _CUT.finditer(low, sentence.start, hit.start())), default=sentence.start)
    cut = _CUT.search(low, hit.end(), sentence.end)
    end = cut.start() if cut else sentence.end
    if verbs.NOT.search(low, start, end) or (kind == "announced" and verbs.SAYS.match(low, hit.end())):
        return
    if kind in ("announced", "available", "deployed") and verbs.SOFTWARE.search(low, start, end):
        return
    if kind == "price" and verbs.FINANCE.search(low, start, end):
        return
    if kind not in ("discontinued", "deal", "price") and _ahead(reading, start, end):
        return
    about, sure = _about(reading, sentence, kind, hit, start, end)
    begin = min([start, *(m.start for m in about if sentence.start <= m.start)])
    for mention in about:
        other = counterparty(reading, kind, mention.product, sentence.start, sentence.end)
        period = when(reading, sentence, kind, hit.start(), start, end)
        yield Candidate(
            mention.product,
            kind,
            begin,
            end,
            Trigger(kind, "either", f"western.{kind}", sure),
            period,
            sure,
            False,
            other,
        )


def _ahead(reading: Reading, start: int, end: int) -> bool:
    published = reading.document.published
    coming = published is not None and any(d.period.start > published.end for d in reading.days.within(start, end))
    return coming or verbs.AHEAD.search(reading.lower, start, end) is not None


def _about(
    reading: Reading, sentence: Sentence, kind: EventType, hit: re.Match[str], start: int, end: int
) -> tuple[Sequence[Mention], float]:
    own: Sequence[Mention] = [m for m in reading.subjects.within(start, end) if _near(m, hit)]
    if (active := verbs.ACTIVE.get(kind)) and active.match(hit[0]):
        own = _objects(reading, own, hit, start)
    if own:
        return distinct(at(reading, own, hit)), _NAMED
    if kind in ("announced", "deployed"):
        return (), 0.0
    earlier = reading.subjects.within(sentence.start, start)
    if earlier:
        return earlier[-1:], _SENTENCE
    one = topic(reading, sentence, kind)
    return ([one], _TOPIC) if one else ((), 0.0)


def _objects(reading: Reading, own: Sequence[Mention], hit: re.Match[str], start: int) -> Sequence[Mention]:
    """Those that a verb in the active may be told of; none where one of them is what does it."""
    low = reading.lower
    before = [m for m in own if m.start < hit.start()]
    behind = [
        m for m in before if verbs.BEHIND.search(low, max(start, m.start - 40), m.start) or _which(reading, m, hit)
    ]
    return own if len(behind) == len(before) else ()


def _which(reading: Reading, mention: Mention, hit: re.Match[str]) -> bool:
    """ "The H200 that Nvidia showed": the maker shows it."""
    relative = verbs.WHICH.search(reading.lower, mention.end, hit.start())
    return bool(relative and reading.firms.within(relative.end(), hit.end() + 20))


def _near(mention: Mention, hit: re.Match[str]) -> bool:
    return mention.start - hit.end() < _FAR and hit.start() - mention.end < _FAR
