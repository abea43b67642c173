"""Prefill: the time that one request's prompt takes."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.metrics.decode import fixed_time, volume_time
from tracker.metrics.hardware import Chip
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import Load
from tracker.metrics.stack import Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """Seconds of the group for one request, in a group that is never idle. Arrays of one shape."""

    fresh: Floats
    """Computing the part of the prompt that no cache holds."""
    reload: Floats
    """Reading the cached part's KV again."""
    alone: Floats
    """Time to first token of a request that meets an idle group: a lower bound, queueing is not in it."""
    flop: Floats
    """Of one accelerator."""

    @property
    def total(self) -> Floats:
        return self.fresh + self.reload


def prefill(chip: Chip, shape: Shape, load: Load, stack: Stack) -> Prefill:
    """Cached tokens skip the arithmetic; their KV is read once, and the fresh ones attend to them."""
    import numpy as np

    fresh_tokens = load.isl * (1.0 - load.cached)
    held = load.isl * load.cached
    products = 2.0 * shape.active_params * fresh_tokens
    attention = shape.prefill_attention * fresh_tokens * shape.read(held + fresh_tokens / 2)
    compute = products / chip.prefill_flops + attention / chip.prefill_attention
    passes = fresh_tokens / stack.prefill_chunk
    volume = volume_time(chip, shape, load, fresh_tokens)
    fixed = fixed_time(chip, shape, load, stack)
    fresh = compute / load.group + volume + passes * fixed
    kept = shape.stored(held) * shape.kv_elements * chip.kv_bytes + np.where(held > 0, shape.state_bytes, 0.0)
    reload = kept / chip.read / load.group
    weights = (shape.shared_params + shape.routed_params) * chip.weight_bytes / load.group / chip.read
    alone = np.maximum(compute / load.group, weights) + volume + np.maximum(passes, 1.0) * fixed + reload
    return Prefill(fresh=fresh, reload=reload, alone=alone, flop=(products + attention) / load.group)
