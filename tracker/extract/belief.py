"""How likely each fact is to be right, from all that is known of its reading; only what is very likely so is accepted.

The chance is a logistic sum of named signs whose weights were fitted on labelled texts that no rule was made with
(`belief_weights`, `benchmarks.fit_belief`). A fact that the rules accept and that is not likely enough waits for a person as
"likely": it is shown, with a mark, and decides nothing. What a rule doubts for more than its owner, or an event's chance, stays
below that, but for doubts of tables that leave it likely.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tracker.extract import claim_signs, eastern_events, event_signs, relation_signs, tables, western_events
from tracker.extract.belief_weights import (
    CLAIM,
    CLAIM_ALONE,
    CLAIM_ALONE_LINE,
    CLAIM_LINE,
    EVENT,
    EVENT_LINE,
    RELATION,
    RELATION_LINE,
)
from tracker.extract.claims import UNSURE as UNSURE_OWNER
from tracker.extract.event_signs import MODEL_RULE
from tracker.extract.events import UNSURE as UNSURE_EVENT
from tracker.extract.figured import LEARNED, number_of
from tracker.extract.judgement import Judgement
from tracker.extract.parts import Reading
from tracker.extract.proposed import Proposed, Weighed
from tracker.extract.surroundings import Signs, Surroundings
from tracker.extract.trust import UNKNOWN
from tracker.model.fact import LIKELY, LIKELY_RATIO, Claim, Event, Relation

F = TypeVar("F", Claim, Event, Relation)
_HAPPENED, _COMPARED = "that this happened", "what is compared"
_NEVER = 2.0
"""A line that no chance reaches."""
_WORTH_A_LOOK = 0.25
"""An event of the model alone that is less likely waits for nobody."""
_FOREIGN = (eastern_events.RULE, western_events.RULE)
_OPEN = frozenset((UNSURE_OWNER, UNSURE_EVENT, UNKNOWN))
_DOUBTED = LIKELY - 0.01
"""The most that a fact is believed which its rule doubts."""


def claims(reading: Reading, stated: Sequence[Claim], judgement: Judgement | None = None) -> tuple[Claim, ...]:
    """Without what only the learned reading proposes and is not likely, or less so than what a rule says of the number."""
    found = zip(stated, signs_of_claims(reading, stated, judgement), strict=True)
    weights, line = (CLAIM, CLAIM_LINE) if judgement else (CLAIM_ALONE, CLAIM_ALONE_LINE)
    weighed = [_weighed(opened(c), chance(signs, weights), line, "whose figure this is") for c, signs in found]
    best: dict[tuple[bool, tuple[int, int]], float] = {}
    for c in weighed:
        key = c.evidence.rule in LEARNED, number_of(c)
        best[key] = max(best.get(key, 0.0), c.evidence.confidence)
    return tuple(c for c in weighed if _stands(c, best))


def _stands(claim: Claim, best: Mapping[tuple[bool, tuple[int, int]], float]) -> bool:
    """`best`: how likely a proposal, or a rule's own claim, of a number is at most, by its place. A rule's claim yields to a
    proposal only where it is not likely itself."""
    learned, confidence = claim.evidence.rule in LEARNED, claim.evidence.confidence
    other = best.get((not learned, number_of(claim)), 0.0)
    return confidence >= max(LIKELY, other) if learned else confidence >= LIKELY or other < LIKELY


def opened(fact: F) -> F:
    """What a rule doubts for no more than its owner, as if it were accepted: the signs tell more of that than the rule."""
    return replace(fact, status="accepted", reason="") if fact.status == "review" and fact.reason in _OPEN else fact


def events(read: Proposed, weighed: Weighed) -> tuple[Event, ...]:
    """What the model has not read, being longer than what it was fitted on, keeps the confidence of its rule. What the model alone
    proposes and is unlikely is left out: nobody need look at it."""
    if weighed.judgement is None:
        return tuple(_weighed(e, e.evidence.confidence, EVENT_LINE, _HAPPENED) for e in weighed.events)
    found = zip(weighed.events, signs_of_events(read, weighed), strict=True)
    believed = (_weighed(opened(e), max(_least(e), chance(signs, EVENT)), EVENT_LINE, _HAPPENED) for e, signs in found)
    return tuple(
        e for e in believed if not e.evidence.rule.startswith(MODEL_RULE) or e.evidence.confidence >= _WORTH_A_LOOK
    )


def relations(
    reading: Reading, compared: Sequence[Relation], judgement: Judgement | None = None
) -> tuple[Relation, ...]:
    """What the model has not read is as likely as its rule says, and surely read never: rules alone are wrong too often."""
    if judgement is None:
        return tuple(_of_ratio(r, r.evidence.confidence, _NEVER) for r in compared)
    found = zip(compared, signs_of_relations(reading, compared, judgement), strict=True)
    return tuple(_of_ratio(r, chance(signs, RELATION), RELATION_LINE) for r, signs in found)


def _of_ratio(relation: Relation, likely: float, line: float) -> Relation:
    """What its rule doubts is not told."""
    least = likely if relation.status == "accepted" else min(likely, LIKELY_RATIO - 0.01)
    return _weighed(relation, least, line, _COMPARED)


def signs_of_relations(
    reading: Reading, compared: Sequence[Relation], judgement: Judgement | None = None
) -> list[Signs]:
    about = Surroundings(reading) if compared else None
    return [relation_signs.signs(reading, about, r, judgement) for r in compared] if about else []


def _least(event: Event) -> float:
    """The confidence of its rule, where the sentence is in a language that neither model nor weights were fitted on."""
    return event.evidence.confidence if event.evidence.rule.startswith(_FOREIGN) else 0.0


def signs_of_claims(reading: Reading, stated: Sequence[Claim], judgement: Judgement | None = None) -> list[Signs]:
    about = Surroundings(reading) if stated else None
    return [claim_signs.signs(reading, about, c, stated, judgement) for c in stated] if about else []


def signs_of_events(read: Proposed, weighed: Weighed) -> list[Signs]:
    about = Surroundings(read.reading) if weighed.events else None
    return [event_signs.signs(read, weighed, about, e) for e in weighed.events] if about else []


def chance(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Of a fact with these signs; 0 to 1."""
    total = weights["bias"] + sum(weights.get(name, 0.0) * strength for name, strength in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _weighed(fact: F, likely: float, line: float, doubt: str) -> F:
    """The fact with its chance as confidence; hearsay stays hearsay."""
    likely = round(min(max(likely, 0.05), 0.99), 2)
    if fact.status == "review":
        likely = min(likely, line - 0.01 if fact.reason in tables.OPEN else _DOUBTED)
    evidence = replace(fact.evidence, confidence=likely)
    if fact.status != "accepted" or likely >= line:
        return replace(fact, evidence=evidence)
    least = LIKELY_RATIO if isinstance(fact, Relation) else LIKELY
    how = "likely, and not certain," if likely >= least else "not certain"
    return replace(fact, evidence=evidence, status="review", reason=f"it is {how} {doubt}")
