"""The chance of each type of event from the observations of a clause: a logistic sum per type, weights in `event_weights`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import get_args

from tracker.extract.event_weights import LINES, WEIGHTS
from tracker.model.words import EventType

TYPES: tuple[EventType, ...] = get_args(EventType)
ACCEPTED: dict[EventType, float] = {t: LINES[t] for t in TYPES}
"""From this chance on an event of the type is accepted."""
DOUBTFUL: dict[EventType, float] = {t: 0.75 * LINES[t] for t in TYPES}
"""From this chance on it waits for a person."""


@cache
def table() -> dict[str, tuple[tuple[int, float], ...]]:
    """Observation -> (number of the type, weight); parsed at the first text that needs it."""
    found: dict[str, list[tuple[int, float]]] = {}
    for number, name in enumerate(TYPES):
        for word in WEIGHTS[name].split():
            observation, _, weight = word.rpartition("=")
            found.setdefault(observation, []).append((number, float(weight)))
    return {observation: tuple(rows) for observation, rows in found.items()}


def sums(observed: Mapping[str, float]) -> list[float]:
    """The weighted observations of every type, added in the order of the observations."""
    added = [0.0] * len(TYPES)
    weights = table()
    for observation, strength in observed.items():
        for number, weight in weights.get(observation, ()):
            added[number] += strength * weight
    return added


def chance(total: float) -> float:
    """Of an event whose observations add up to `total`; 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def reason(observed: Mapping[str, float], name: EventType) -> str:
    """The observation that speaks most for a type."""
    number = TYPES.index(name)
    best, most = "sum", 0.0
    for observation, strength in observed.items():
        for n, weight in table().get(observation, ()):
            if n == number and observation != "bias" and strength * weight > most:
                best, most = observation, strength * weight
    return best
