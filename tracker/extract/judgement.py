"""What the learned reading says of a text."""

from __future__ import annotations

from dataclasses import dataclass, field

FITTED = 3000
"""Characters of the longest text like those that the model was fitted on; longer ones are left to the rules."""


@dataclass(slots=True)
class Judgement:
    """Chances. `events`: (product, number of the sentence) -> one for each of `proposals.KINDS`."""

    announces: float | None = None
    """None where nothing was encoded."""
    events: dict[tuple[str, int], tuple[float, ...]] = field(default_factory=dict)
