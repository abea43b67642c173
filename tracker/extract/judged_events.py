"""Events as the model weighs them: for every product and sentence the types it finds likely, on the clause that tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.extract import modality, western_events
from tracker.extract.events import candidate, event, merged, stretched, void
from tracker.extract.judgement import Judgement
from tracker.extract.layout import glued
from tracker.extract.parts import Reading
from tracker.extract.proposals import KINDS
from tracker.extract.proposed import Proposed
from tracker.extract.ruled import Candidate
from tracker.extract.scenes import Scene
from tracker.extract.seen import Seen
from tracker.extract.trust import weighed
from tracker.model.fact import Event
from tracker.model.product import Product

ACCEPTED = 0.5
"""From this chance on an event is accepted, where nothing else speaks against it."""
DOUBTFUL = 0.15
"""From this chance on it waits for a person."""
KEPT = 0.1
"""From this chance on what the rules are sure of stands."""
DENIED = 0.9
"""What a clause with a denial in it tells must be this likely: the rules' own events are not asked for it."""
MOST = 300
ALONE = "clause."
"""How the rule of an event begins that the model alone proposes."""


def judged(read: Proposed, judgement: Judgement) -> tuple[Event, ...]:
    reading, seen = read.reading, read.seen
    numbers = {s.start: n for n, s in enumerate(reading.sentences)}
    by_place: dict[tuple[str, int], list[Seen]] = {}
    for one in seen:
        by_place.setdefault((one.scene.product.slug, numbers[one.scene.sentence.start]), []).append(one)
    products = {m.slug: m.product for m in reading.mentions} | {s.scene.product.slug: s.scene.product for s in seen}
    found: list[Candidate] = []
    for (slug, number), row in judgement.events.items():
        if number in read.decided or _run_together(reading, number):
            continue
        if slug in products and len(found) < MOST:
            found.extend(_candidates(reading, products[slug], number, row, by_place.get((slug, number), [])))
    events = weighed([event(reading, c) for c in merged(found)], read.trusts)
    sure = [e for e in read.happened if _stands(read, e, numbers, judgement)]
    accepted = {(e.product, e.type) for e in events if e.status == "accepted"}
    kept = [e for e in sure if (e.product, e.type) not in accepted]
    instead = {(e.product, e.type) for e in kept}
    return (*(e for e in events if e.status == "accepted" or (e.product, e.type) not in instead), *kept)


def _run_together(reading: Reading, number: int) -> bool:
    sentence = reading.sentences[number]
    return sentence.kind == "row" and glued(reading.clean[sentence.start : sentence.end].strip())


def _stands(read: Proposed, told: Event, numbers: Mapping[int, int], judgement: Judgement) -> bool:
    """Does an event of the rules stand whatever the model makes of its sentence?"""
    number = numbers[read.reading.sentence_at(told.evidence.start or 0).start]
    row = judgement.events.get((told.product, number))
    if row is None or number in read.decided or told.evidence.rule.startswith(western_events.RULE):
        return True
    return told.status == "accepted" and row[KINDS.index(told.type)] >= KEPT


def _candidates(
    reading: Reading, product: Product, number: int, row: Sequence[float], seen: Sequence[Seen]
) -> Iterator[Candidate]:
    for kind, chance in zip(KINDS, row, strict=True):
        if chance < DOUBTFUL:
            continue
        told = next((s for s in seen if kind in s.told), None) or max(seen, key=lambda s: s.chances[kind], default=None)
        scene = told.scene if told else _whole(reading, product, number)
        if void(reading, scene, kind) or (chance < DENIED and modality.denied(reading.words, scene.start, scene.end)):
            continue
        known = told.told.get(kind) if told else None
        rule = known.trigger.rule if known else f"{ALONE}{kind}"
        yield candidate(reading, scene, kind, stretched(chance, ACCEPTED), rule, known)


def _whole(reading: Reading, product: Product, number: int) -> Scene:
    """The whole sentence, where no clause of it was read for the product."""
    sentence = reading.sentences[number]
    mention = next((m for m in reading.mentions_in(sentence.start, sentence.end) if m.slug == product.slug), None)
    return Scene(sentence, sentence.start, sentence.end, product, mention, "read", ())
