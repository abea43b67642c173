"""A text between the stages: as the rules read it, and as the model has weighed that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.extract.judgement import Judgement
from tracker.extract.parts import Reading
from tracker.extract.seen import Seen
from tracker.model.fact import Claim, Event, Relation


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the rules make of a text."""

    reading: Reading
    trusts: Mapping[str, float]
    seen: tuple[Seen, ...]
    stated: tuple[Claim, ...]
    happened: tuple[Event, ...]
    compared: tuple[Relation, ...]
    decided: frozenset[int]
    """Numbers of the sentences of which `eastern_events` alone tells what happened."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Whether the text announces something, and its events."""

    announces: bool
    events: tuple[Event, ...]
    judgement: Judgement | None = None
    """None where the model has read nothing and the rules stand alone."""
