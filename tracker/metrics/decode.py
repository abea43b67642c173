"""One decode step: the time in which every sequence of a batch gains a token, or has several drafted ones checked."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.metrics.hardware import Chip
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import Load
from tracker.metrics.stack import Stack

_READ_AND_WRITTEN = 2.0
"""A state is read and written anew by each step, where a KV cache is only read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Seconds by cause; arrays of one shape. `flop` and `moved` are of one accelerator, for MFU and MBU."""

    compute: Floats
    """Matrix products."""
    weights: Floats
    """Reading weights."""
    attention: Floats
    """Reading the KV cache, or computing with it where that takes longer."""
    link: Floats
    """Activations over the scale-up fabric."""
    overhead: Floats
    """Launches, scheduling, sampling, latency of collectives."""
    total: Floats
    flop: Floats
    moved: Floats
    """Bytes read from device memory."""


def decode_step(chip: Chip, shape: Shape, load: Load, stack: Stack) -> Step:
    """max(compute, weights) + loss * min(compute, weights) + attention + collectives + overheads, in seconds."""
    import numpy as np

    own = np.maximum(load.batch / load.group, 1.0)
    weight_bytes, flop = _products(chip, shape, load, own)
    kv_bytes, attention_flop = _attention(chip, shape, load, own)
    compute = flop / chip.decode_flops
    weights = weight_bytes / chip.read
    attention = np.maximum(kv_bytes / chip.read, attention_flop / chip.decode_attention)
    link = volume_time(chip, shape, load, load.batch * load.width)
    overhead = fixed_time(chip, shape, load, stack) + stack.sequence_s * load.batch * chip.overhead
    products = np.maximum(compute, weights) + stack.overlap_loss * np.minimum(compute, weights)
    return Step(
        compute=compute,
        weights=weights,
        attention=attention,
        link=link,
        overhead=overhead,
        total=products + attention + link + overhead,
        flop=flop + attention_flop,
        moved=weight_bytes + kv_bytes,
    )


def _products(chip: Chip, shape: Shape, load: Load, own: Floats) -> tuple[Floats, Floats]:
    """Weight bytes and FLOP of one accelerator. So many tokens touch E * (1 - (1 - k/E)^tokens) experts a layer."""
    import numpy as np

    tokens = load.batch * load.width
    touched = 1.0 - np.power(1.0 - shape.expert_share, tokens) if shape.expert_share else 0.0
    routed = shape.routed_params * touched / load.group
    shared = np.where(load.spread, shape.shared_params, shape.shared_params / load.group)
    shared_tokens = np.where(load.spread, own * load.width, tokens)
    flop = 2.0 * (shared * shared_tokens + shape.routed_active * tokens / load.group)
    return (routed + shared) * chip.weight_bytes, flop


def _attention(chip: Chip, shape: Shape, load: Load, own: Floats) -> tuple[Floats, Floats]:
    """Bytes of KV cache and state, and attention FLOP, of one accelerator."""
    import numpy as np

    ways = np.minimum(load.group, float(shape.kv_ways))
    sequences = np.where(load.spread, own, load.batch / ways)
    context = shape.read(load.context)
    per_member = np.where(load.spread, own, load.batch / load.group)
    kv_bytes = (
        sequences * context * shape.kv_elements * chip.kv_bytes + per_member * shape.state_bytes * _READ_AND_WRITTEN
    )
    return kv_bytes, per_member * load.width * context * shape.decode_attention


def volume_time(chip: Chip, shape: Shape, load: Load, tokens: Floats) -> Floats:
    """Seconds for the activations of `tokens` (of the whole group) to cross the fabric.

    Tensor parallel: two all-reduces a layer, 2 (n-1)/n of the 16-bit activations. Spread: dispatch in eight and combine
    in sixteen bits of each token to at most k members, per mixture layer; the busiest member has a whole token or none.
    """
    import numpy as np

    n = load.group
    away = (n - 1.0) / n
    reduce_bytes = 2.0 * shape.layers * 2.0 * away * tokens * shape.hidden * 2.0
    members = np.minimum(n, float(max(shape.experts_active, 1)))
    busiest = np.minimum(np.maximum(tokens / n, 1.0), tokens)
    exchange_bytes = shape.moe_layers * busiest * members * shape.hidden * 3.0 * away
    return np.where(load.spread, exchange_bytes, reduce_bytes) / chip.link


def fixed_time(chip: Chip, shape: Shape, load: Load, stack: Stack) -> Floats:
    """Seconds of one pass over the layers that no data sheet shows: launches, scheduling, latency of collectives."""
    import numpy as np

    collectives = 2.0 * np.where(load.spread, float(shape.moe_layers), float(shape.layers)) * np.log2(load.group)
    return (shape.layers * stack.layer_s + stack.step_s + collectives * stack.hop_s) * chip.overhead
