"""What fits: weights and KV cache in the memory of a group of accelerators."""

from __future__ import annotations

from tracker.metrics.hardware import Chip
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import Load


def weight_memory(chip: Chip, shape: Shape, load: Load) -> Floats:
    """Bytes of weights in the whole group. Spread attention keeps a copy of the shared weights on each accelerator."""
    import numpy as np

    copies = np.where(load.spread, load.group, 1.0)
    return (shape.routed_params + copies * (shape.shared_params + shape.embedding_params)) * chip.weight_bytes


def kv_per_sequence(chip: Chip, shape: Shape, load: Load) -> Floats:
    """Bytes of KV cache and state that a sequence occupies in the whole group, at its mean length, cached prompt included.

    Tensor parallelism beyond the number of KV heads repeats the cache; latent attention repeats it on each member.
    """
    import numpy as np

    copies = np.where(load.spread, 1.0, np.maximum(load.group / shape.kv_ways, 1.0))
    return shape.stored(load.context) * shape.kv_elements * chip.kv_bytes * copies + shape.state_bytes


def kv_capacity(chip: Chip, shape: Shape, load: Load) -> Floats:
    """Sequences that fit beside the weights. 0 or less: the model does not fit."""
    import numpy as np

    left = chip.memory * load.group - weight_memory(chip, shape, load)
    return left / np.maximum(kv_per_sequence(chip, shape, load), 1.0)
