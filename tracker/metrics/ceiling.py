"""What a data sheet allows at most: a measured run above it is a slip of units, counts or labels, and no run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.metrics.decode import decode_step
from tracker.metrics.hardware import chip, peak, side_by_side
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import Load
from tracker.metrics.memory import kv_capacity
from tracker.metrics.prefill import prefill
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator, MeasuredPoint
from tracker.model.words import Precision

BEYOND = "faster than the data sheet allows"
"""Why such a run is set aside."""
_FLOP_WIDTHS: tuple[Precision, ...] = ("fp8", "int8")
_WIDEST = 8
_SLACK = 1.02
"""Figures are rounded where they are printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What was run on `count` accelerators, and the output tokens/s that one of them is said to have given."""

    accelerator: Accelerator
    precision: Precision
    count: int
    isl: float
    osl: float
    concurrency: float
    """0: everything was queued; then whatever memory holds was in flight."""
    output_tok_s: float


def beyond(runs: Sequence[Ran], shape: Shape, stack: Stack) -> list[bool]:
    """Which runs gave more than peak arithmetic and peak memory bandwidth allow, in the layout that needs least of both.

    Nothing counts but the products, attention and bytes that the tokens cannot do without: no overhead, no efficiency.
    Runs on parts of which a figure is unknown are not judged.
    """
    import numpy as np

    found = [False] * len(runs)
    known = [i for i, one in enumerate(runs) if _judged(one.accelerator)]
    if known:
        most = _most([runs[i] for i in known], shape, stack)
        rates = np.array([runs[i].output_tok_s for i in known])
        for i, wrong in zip(known, rates > _SLACK * most, strict=True):
            found[i] = bool(wrong)
    return found


def possible(
    parts: Mapping[str, Accelerator], runs: Sequence[MeasuredPoint], shape: Shape, stack: Stack
) -> list[MeasuredPoint]:
    """The runs of one model on known parts that their data sheets allow; those that do not fit are left to others."""
    known = [run for run in runs if run.product in parts]
    ran = [
        Ran(
            accelerator=parts[run.product], precision=run.precision, count=run.count, isl=run.isl, osl=run.osl,
            concurrency=run.concurrency, output_tok_s=run.output_tok_s,
        )
        for run in known
    ]  # fmt: skip
    return [run for run, wrong in zip(known, beyond(ran, shape, stack), strict=True) if not wrong]


def _judged(acc: Accelerator) -> bool:
    return bool(acc.memory_bytes and acc.memory_bytes_per_s and not acc.sram_machine and peak(acc, "bf16")[1])


def _most(runs: Sequence[Ran], shape: Shape, stack: Stack) -> Floats:
    """Output tokens/s of one accelerator that the data sheet allows, by run."""
    import numpy as np

    engines = side_by_side([chip(one.accelerator, one.precision, stack) for one in runs])
    # Narrow weights may have been computed with at any narrow rate that the part has.
    narrow = [max(peak(one.accelerator, width)[1] for width in (*_FLOP_WIDTHS, one.precision)) for one in runs]
    engines = replace(engines, flops=np.array(narrow))
    rows = [(one.concurrency, one.count, one.isl, one.osl) for one in runs]
    batch, count, isl, osl = np.array(rows, dtype=np.float64).T
    layouts = [(count, False), (np.minimum(count, _WIDEST), False), (np.ones_like(count), False)]
    layouts += [(count, True)] if shape.moe_layers else []
    rates = []
    for group, spread in layouts:
        asked = Load(
            batch=batch * group / count, group=group, spread=np.full(len(runs), spread), isl=isl, osl=osl,
            cached=0.0 * isl,
        )  # fmt: skip
        full = np.maximum(kv_capacity(engines, shape, asked), 1.0)
        asked = replace(asked, batch=np.where(batch > 0, np.maximum(asked.batch, 1.0), full))
        step, first = decode_step(engines, shape, asked, stack), prefill(engines, shape, asked, stack)
        arithmetic = (asked.batch * first.flop + osl * step.flop) / engines.flops
        reading = osl * step.moved / engines.bandwidth
        rates.append(asked.batch * osl / np.maximum(arithmetic, reading) / group)
    most: Floats = np.max(rates, axis=0)
    return most


def headroom(mfu: Floats, mbu: Floats) -> Floats:
    """How many times as fast as modelled each operating point can run before arithmetic or memory is full."""
    import numpy as np

    return (1.0 - 1e-9) / np.maximum(np.maximum(mfu, mbu), 1e-9)
