"""How likely each fact is to be right, from all that is known of its reading; only what is very likely so is accepted.

The chance is a logistic sum of named signs whose weights were fitted on labelled texts that no rule was made with
(`belief_weights`, `benchmarks.fit_belief`). A fact that the rules accept and that is not likely enough waits for a person as
"likely": it is shown, with a mark, and decides nothing. What the rules themselves doubt stays below that.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tracker.extract import claim_signs, event_signs
from tracker.extract.belief_weights import CLAIM, CLAIM_LINE, EVENT, EVENT_LINE
from tracker.extract.parts import Reading
from tracker.extract.proposed import Proposed, Weighed
from tracker.extract.surroundings import Signs, Surroundings
from tracker.model.fact import LIKELY, Claim, Event

F = TypeVar("F", Claim, Event)
_HAPPENED = "that this happened"
_DOUBTED = LIKELY - 0.01
"""The most that a fact is believed which its rule doubts."""


def claims(reading: Reading, stated: Sequence[Claim]) -> tuple[Claim, ...]:
    found = zip(stated, signs_of_claims(reading, stated), strict=True)
    return tuple(_weighed(c, chance(signs, CLAIM), CLAIM_LINE, "whose figure this is") for c, signs in found)


def events(read: Proposed, weighed: Weighed) -> tuple[Event, ...]:
    """What the model has not read, being longer than what it was fitted on, keeps the confidence of its rule."""
    if weighed.judgement is None:
        return tuple(_weighed(e, e.evidence.confidence, EVENT_LINE, _HAPPENED) for e in weighed.events)
    found = zip(weighed.events, signs_of_events(read, weighed), strict=True)
    return tuple(_weighed(e, chance(signs, EVENT), EVENT_LINE, _HAPPENED) for e, signs in found)


def signs_of_claims(reading: Reading, stated: Sequence[Claim]) -> list[Signs]:
    about = Surroundings(reading) if stated else None
    return [claim_signs.signs(reading, about, c, stated) for c in stated] if about else []


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
        likely = min(likely, _DOUBTED)
    evidence = replace(fact.evidence, confidence=likely)
    if fact.status != "accepted" or likely >= line:
        return replace(fact, evidence=evidence)
    return replace(fact, evidence=evidence, status="review", reason=f"it is likely, and not certain, {doubt}")
