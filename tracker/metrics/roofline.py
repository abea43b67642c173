"""Where prompts and output of a workload lie under the roof of an accelerator: arithmetic a byte against arithmetic a second."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.metrics.decode import decode_step
from tracker.metrics.hardware import chip
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import Load
from tracker.metrics.prefill import prefill
from tracker.metrics.serve import Perf
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator, Workload
from tracker.model.words import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class RoofPoint:
    """One kind of work of one accelerator. `phase` is prefill or decode; `batch` the sequences of the whole group."""

    phase: str
    batch: int
    flop_per_byte: float
    flop_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Roof:
    """The data sheet: no point lies above `min(flop_s, byte_s * flop_per_byte)`."""

    precision: str
    flop_s: float
    byte_s: float
    points: tuple[RoofPoint, ...]

    @property
    def ridge(self) -> float:
        """FLOP a byte from which arithmetic limits, below which memory does."""
        return self.flop_s / self.byte_s


def roof(acc: Accelerator, shape: Shape, workload: Workload, perf: Perf, stack: Stack, speed: float = 1.0) -> Roof:
    """An accelerator at the operating point `perf`: its prompts, its decode steps, and a decode step of one sequence.

    `speed` is measured over modelled there. A point's time holds launches and communication too, as the ranking counts it.
    """
    precision: Precision = perf.precision  # type: ignore[assignment]
    one = chip(acc, precision, stack)
    batches = sorted({1, perf.batch})
    decode = decode_step(one, shape, _load(perf, workload, shape, batches, stack), stack)
    points = [
        RoofPoint(phase="decode", batch=batch, flop_per_byte=float(decode.flop[i] / decode.moved[i]),
                  flop_s=float(decode.flop[i] / decode.total[i]) * speed)
        for i, batch in enumerate(batches)
    ]  # fmt: skip
    asked = _load(perf, workload, shape, [perf.batch], stack)
    first = prefill(one, shape, asked, stack)
    if float(first.flop[0]) > 0:
        moved = _prompt_bytes(one.weight_bytes, one.kv_bytes, shape, asked, stack)
        points.append(
            RoofPoint(phase="prefill", batch=perf.batch, flop_per_byte=float(first.flop[0] / moved[0]),
                      flop_s=float(first.flop[0] / first.total[0]) * speed)
        )  # fmt: skip
    return Roof(precision=perf.precision, flop_s=float(one.flops), byte_s=float(one.bandwidth), points=tuple(points))


def _load(perf: Perf, workload: Workload, shape: Shape, batches: list[int], stack: Stack) -> Load:
    """The layout of `perf`; that of a measured run is told by its width, as `anchors.runs_spread` does."""
    import numpy as np

    spread = perf.layout.startswith("DP") or (shape.moe_layers > 0 and perf.group > stack.max_tensor_parallel)
    rows = np.ones(len(batches))
    return Load(
        batch=np.array(batches, dtype=np.float64), group=rows * perf.group, spread=np.full(len(batches), spread),
        isl=rows * workload.isl, osl=rows * workload.osl, cached=rows * workload.cached_fraction,
    )  # fmt: skip


def _prompt_bytes(
    weight_bytes: float | Floats, kv_bytes: float | Floats, shape: Shape, load: Load, stack: Stack
) -> Floats:
    """Bytes that one prompt makes an accelerator read: its share of the passes over the weights, and the cached part's KV.

    Prompts fill chunks together, so that a short one pays for a part of a pass.
    """
    fresh = load.isl * (1.0 - load.cached)
    weights = (shape.shared_params + shape.routed_params) * weight_bytes * fresh / stack.prefill_chunk
    kept = shape.stored(load.isl * load.cached) * shape.kv_elements * kv_bytes
    return (weights + kept) / load.group
