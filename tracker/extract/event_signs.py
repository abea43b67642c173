"""What tells how surely an event was read: what the model and the rules each make of its sentence, and its place. Named numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tracker.extract.claim_signs import odds
from tracker.extract.judged_events import ALONE
from tracker.extract.judgement import Judgement
from tracker.extract.parts import Reading, Sentence
from tracker.extract.proposals import KINDS
from tracker.extract.proposed import Proposed, Weighed
from tracker.extract.seen import Seen
from tracker.extract.surroundings import Signs, Surroundings
from tracker.extract.surroundings import signs as surrounding
from tracker.model.fact import Event

MODEL_RULE = f"event.{ALONE}"
_NOT_ASKED = -4.0
"""Log odds where nothing was asked."""


def signs(read: Proposed, weighed: Weighed, about: Surroundings, event: Event) -> Signs:
    reading = read.reading
    sentence = reading.sentence_at(event.evidence.start or 0)
    out = surrounding(reading, about, event.product, sentence)
    out["stated"] = odds(event.evidence.confidence)
    out[f"type:{event.type}"] = 1.0
    out["learned alone"] = float(event.evidence.rule.startswith(MODEL_RULE))
    out["dated"], out["party"] = float(event.period is not None), float(bool(event.counterparty))
    out["deal of one"] = float(event.type == "deal" and not event.counterparty)
    _judged(event, reading.number_at(event.evidence.start or 0), weighed.judgement, out)
    _ruled(event, sentence, read.happened, read.seen, out)
    _beside(reading, event, weighed.events, sentence, out)
    return out


def _judged(event: Event, number: int, judgement: Judgement | None, out: Signs) -> None:
    """The model's chance of the type, of the likeliest other type, and of the type for other products of the sentence."""
    row = judgement.events.get((event.product, number)) if judgement else None
    if judgement is None or row is None:
        out["not judged"] = 1.0
        return
    kind = KINDS.index(event.type)
    rest = [chance for n, chance in enumerate(row) if n != kind]
    others = [r[kind] for (p, n), r in judgement.events.items() if n == number and p != event.product]
    out["chance"], out["next chance"], out["other chances"] = odds(row[kind]), odds(max(rest)), min(3, sum(rest)) / 3
    out["chance of others"] = odds(max(others)) if others else _NOT_ASKED
    out["asked"] = min(5, len(others)) / 5
    out["announces"] = odds(judgement.announces) if judgement.announces is not None else 0.0


def _ruled(event: Event, sentence: Sentence, told: Sequence[Event], seen: Sequence[Seen], out: Signs) -> None:
    """Whether the phrase rules say the same, and the weighed observations of the clause."""
    same = [o for o in told if o.product == event.product and o.type == event.type]
    out["told"] = float(any(o.status == "accepted" for o in same))
    out["told surely"] = max((o.evidence.confidence for o in same), default=0.0)
    chances = [
        s.chances[event.type]
        for s in seen
        if s.scene.product.slug == event.product and s.scene.sentence.start == sentence.start
    ]
    out["observed"] = odds(max(chances)) if chances else _NOT_ASKED


def _beside(reading: Reading, event: Event, events: Sequence[Event], sentence: Sentence, out: Signs) -> None:
    """The other events: of the type, of the product, of the sentence."""
    others = [o for o in events if o is not event]
    here = [o for o in others if reading.sentence_at(o.evidence.start or 0).start == sentence.start]
    out["of its type"] = min(4, sum(o.type == event.type for o in others)) / 4
    out["of its product"] = min(4, sum(o.product == event.product for o in others)) / 4
    out["of both, here"] = min(4, sum(o.product == event.product for o in here)) / 4
    out["of other products, here"] = min(4, sum(o.product != event.product and o.type == event.type for o in here)) / 4
    out["events"] = math.log1p(len(events)) / 3
    named = reading.hardware.within(sentence.start, sentence.end)
    out["named first"] = float(bool(named) and named[0].slug == event.product)
    out["yardstick itself"] = float(any(m.slug == event.product and m.compared for m in named))
