"""What the learned reading says of a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.extract.bare import Bare
from tracker.extract.multiples import Multiple

FITTED = 3000
"""Characters of the longest text like those that the model was fitted on; longer ones are left to the rules."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a number is, and whose. `owners`: slug -> log odds; `fields`: name -> log of the chance, "" for no property."""

    owners: Mapping[str, float]
    fields: Mapping[str, float]


@dataclass(slots=True)
class Judgement:
    """Chances. `events`: (product, number of the sentence) -> one for each of `proposals.KINDS`; `figures`: by the index of the
    quantity in the reading; `bare`: by the index in `loose`, the numbers without a unit; `ratios`: by the place where one of the
    `multiples` begins, metric -> log of the chance, "" where it compares no accelerators."""

    announces: float | None = None
    """None where nothing was encoded."""
    events: dict[tuple[str, int], tuple[float, ...]] = field(default_factory=dict)
    figures: dict[int, Figure] = field(default_factory=dict)
    loose: tuple[Bare, ...] = ()
    bare: dict[int, Figure] = field(default_factory=dict)
    multiples: tuple[Multiple, ...] = ()
    ratios: dict[int, Mapping[str, float]] = field(default_factory=dict)
