"""A scene with what is observed of it, what that makes likely, and what the phrase rules make of it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.extract import weighing
from tracker.extract.features import Features
from tracker.extract.ruled import Candidate
from tracker.extract.scenes import Scene
from tracker.model.words import EventType


@dataclass(frozen=True, slots=True)
class Seen:
    scene: Scene
    observed: Features
    sums: list[float]
    """Of the weighed observations, one a type."""
    told: dict[EventType, Candidate]

    @property
    def chances(self) -> dict[EventType, float]:
        """Of every type, by the observations."""
        return {t: weighing.chance(s) for t, s in zip(weighing.TYPES, self.sums, strict=True)}
