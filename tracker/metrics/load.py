"""Arrays of operating points: the batch, the layout and the request lengths that a step is computed for."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.metrics.layers import Flags, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Points side by side: arrays (or scalars) that broadcast to one shape."""

    batch: Floats
    """Sequences in flight in the whole group."""
    group: Floats
    """Accelerators that serve one copy of the model."""
    spread: Flags
    """True: attention data parallel, experts spread over the group. False: tensor parallel."""
    isl: Floats
    osl: Floats
    cached: Floats
    """Share of the prompt whose KV is already there."""
    width: float = 1.0
    """Tokens of each sequence that a decode step computes: above 1 where drafted tokens are checked."""

    @property
    def context(self) -> Floats:
        """Mean tokens of context over a request's decode steps."""
        return self.isl + self.osl / 2


def layout_name(group: int, spread: bool) -> str:
    return f"DP{group}+EP{group}" if spread else f"TP{group}"
