"""Serving: what a group of accelerators delivers at a batch, prompts and output in one closed loop."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from tracker.metrics.decode import Step, decode_step
from tracker.metrics.hardware import Chip
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import Load, layout_name
from tracker.metrics.memory import kv_capacity
from tracker.metrics.prefill import Prefill, prefill
from tracker.metrics.speculation import Speculation, speculative_step
from tracker.metrics.stack import Stack
from tracker.model.performance import Workload

DOES_NOT_FIT = "does not fit in one scale-up domain"
FLOOR_UNREACHABLE = "floor unreachable"

At: TypeAlias = "int | tuple[int, int]"
"""Where an operating point lies in a cycle's arrays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """Arrays, one element an operating point. A closed loop: each finished request is replaced at once.

    A batch of b spends `b * prefill + osl * step` seconds on b requests.
    """

    fits: Floats
    """Sequences that the KV cache has room for."""
    batch: Floats
    """The batch that runs: what was asked, or what fits."""
    output_tok_s: Floats
    """Output tokens/s of the group."""
    tpot: Floats
    """Mean time per output token of a user, TTFT excluded; the other requests' prefills interrupt it."""
    ttft: Floats
    seconds: Floats
    step: Step
    prefill: Prefill
    mfu: Floats
    mbu: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Perf:
    """One operating point. Rates are of one accelerator unless they say user."""

    group: int
    layout: str
    precision: str
    batch: int
    output_tok_s: float
    tok_s_user: float
    """Interactivity, 1 / TPOT."""
    tpot_s: float
    ttft_unloaded_s: float
    """Lower bound: the request meets an idle group. `ttft.first_token` has the wait."""
    mfu: float
    mbu: float
    bound: str
    """Where most time goes: prefill, compute, weights, attention, link or overhead."""
    fresh_input_s: float
    """Accelerator-seconds that a request spends on computing its fresh prompt tokens."""
    cached_input_s: float
    """The same for reading the cached part of the prompt again."""
    output_s: float
    """The same for all its output tokens."""
    split: Split | None = None
    """The pools of prefill and decode where there are two; `group` and the rates are then of both together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Prefill and decode on accelerators of their own."""

    prefill: int
    """Accelerators of the pool ..."""
    decode: int
    """... and of the other."""
    prefill_layout: str
    """Groups and layout, "2 x TP4"."""
    decode_layout: str
    prefill_busy: float
    """Share of its time that the pool works ..."""
    decode_busy: float
    """... and the other."""
    service_s: float
    """Time of one prompt in its group."""
    decode_group: int
    """Accelerators of one group of decode."""
    fellows: float
    """Requests of one decode group for each group of prefill: those whose prompts may come together."""
    kv_bytes: float
    """KV cache of one prompt, sent from pool to pool."""
    links: int
    """Accelerators that send, or receive, one prompt's side by side."""
    transfer_s: float
    """Time that it takes; none of it is hidden behind the prefill, so that the first token comes no later."""
    bound: str
    """What limits the requests: prefill, decode, or link for the transfer."""


def run(chip: Chip, shape: Shape, asked: Load, stack: Stack, speculation: Speculation | None = None) -> Cycle:
    """The closed loop for each element of `asked`; batches above the KV capacity queue and do not run."""
    import numpy as np

    fits = np.floor(kv_capacity(chip, shape, asked))
    batch = np.maximum(np.minimum(asked.batch, fits), 1.0)
    load = replace(asked, batch=batch)
    step = decode_step(chip, shape, load, stack)
    if speculation:
        check = decode_step(chip, shape, replace(load, width=speculation.width), stack)
        step = speculative_step(step, check, speculation)
    first = prefill(chip, shape, load, stack)
    seconds = batch * first.total + load.osl * step.total
    flop = batch * first.flop + load.osl * step.flop
    return Cycle(
        fits=fits,
        batch=batch,
        output_tok_s=batch * load.osl / seconds,
        tpot=((batch - 1.0) * first.total + load.osl * step.total) / load.osl,
        ttft=first.alone,
        seconds=seconds,
        step=step,
        prefill=first,
        mfu=flop / (chip.flops * seconds),
        mbu=load.osl * step.moved / (chip.bandwidth * seconds),
    )


def serve(
    chip: Chip, shape: Shape, workload: Workload, concurrency: int, group: int, spread: bool, stack: Stack
) -> Perf | str:
    """One given configuration, or the reason why it cannot run."""
    import numpy as np

    asked = Load(
        batch=np.array([float(concurrency)]),
        group=np.array([float(group)]),
        spread=np.array([spread]),
        isl=np.array([float(workload.isl)]),
        osl=np.array([float(workload.osl)]),
        cached=np.array([float(workload.cached_fraction)]),
    )
    cycle = run(chip, shape, asked, stack)
    return perf(cycle, 0, chip, workload, group, spread) if cycle.fits[0] >= 1 else DOES_NOT_FIT


def perf(cycle: Cycle, at: At, chip: Chip, workload: Workload, group: int, spread: bool, speed: float = 1.0) -> Perf:
    """Element `at` of a cycle as plain numbers, every time divided by `speed` (at most what `ceiling.headroom` leaves)."""
    batch, osl = float(cycle.batch[at]), float(workload.osl)
    tpot = float(cycle.tpot[at]) / speed
    seconds = group / speed
    return Perf(
        group=group,
        layout=layout_name(group, spread),
        precision=chip.precision,
        batch=int(batch),
        output_tok_s=float(cycle.output_tok_s[at]) / seconds,
        tok_s_user=1.0 / tpot,
        tpot_s=tpot,
        ttft_unloaded_s=float(cycle.ttft[at]) / speed,
        mfu=float(cycle.mfu[at]) * speed,
        mbu=float(cycle.mbu[at]) * speed,
        bound=largest(cycle, at, batch, osl),
        fresh_input_s=float(cycle.prefill.fresh[at]) * seconds,
        cached_input_s=float(cycle.prefill.reload[at]) * seconds,
        output_s=osl * float(cycle.step.total[at]) / batch * seconds,
    )


def largest(cycle: Cycle, at: At, batch: float, osl: float) -> str:
    """Where most time goes when `batch` prompts are served with the `osl` steps of the batch."""
    step = cycle.step
    shares = {
        "prefill": batch * float(cycle.prefill.total[at]),
        "compute": osl * float(step.compute[at]),
        "weights": osl * float(step.weights[at]),
        "attention": osl * float(step.attention[at]),
        "link": osl * float(step.link[at]),
        "overhead": osl * float(step.overhead[at]),
    }
    return max(shares, key=lambda name: shares[name])
