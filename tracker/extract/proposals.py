"""What the rules make of every sentence and product, as the model weighs it beside its own reading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.extract import gate, weighing
from tracker.extract.gate_weights import THRESHOLD
from tracker.extract.parts import Reading
from tracker.extract.seen import Seen
from tracker.model.fact import Event
from tracker.model.words import EventType, Status

KINDS: tuple[EventType, ...] = weighing.TYPES
_LEAST = 0.0025
_STATUS: dict[Status, int] = {"accepted": 1, "review": 2, "rumour": 3}


@dataclass(slots=True)
class Proposals:
    """Keys of `events`: product and number of the sentence; rows: log odds of every type, then one row a status."""

    events: dict[tuple[str, int], list[list[float]]] = field(default_factory=dict)
    gate: tuple[float, float] = (0.0, 0.0)
    """Log odds that the text announces something, and whether the rules say so."""


def proposals(reading: Reading, seen: Sequence[Seen], told: Sequence[Event]) -> Proposals:
    """`seen`: the scenes of the text; `told`: the events that the rules find in them."""
    chance = gate.score(gate.features(reading, told))
    announces = chance >= THRESHOLD and gate.open_to(reading, told)
    out = Proposals(gate=(log_odds(chance), float(announces)))
    _events(reading, seen, told, {s.start: n for n, s in enumerate(reading.sentences)}, out)
    return out


def log_odds(chance: float) -> float:
    bounded = min(max(chance, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))


def _events(
    reading: Reading, seen: Sequence[Seen], told: Sequence[Event], numbers: dict[int, int], out: Proposals
) -> None:
    def row(product: str, place: int) -> list[list[float]]:
        sentence = numbers[reading.sentence_at(place).start]
        none = [log_odds(0.0)] * len(KINDS), *([0.0] * len(KINDS) for _ in _STATUS)
        return out.events.setdefault((product, sentence), list(none))

    for one in seen:
        odds = row(one.scene.product.slug, one.scene.start)[0]
        for n, chance in enumerate(one.chances.values()):
            odds[n] = max(odds[n], log_odds(chance))
    for event in told:
        status = _STATUS.get(event.status)
        if status and event.evidence.start is not None:
            row(event.product, event.evidence.start)[status][KINDS.index(event.type)] = 1.0
