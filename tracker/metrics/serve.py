"""Serving: what a group delivers at a batch, and the best operating point above an interactivity floor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tracker.metrics.decode import Step, decode_step
from tracker.metrics.hardware import Chip
from tracker.metrics.layers import Flags, Floats, Shape
from tracker.metrics.load import Load, layout_name
from tracker.metrics.memory import kv_capacity
from tracker.metrics.prefill import Prefill, prefill
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator, Workload

DOES_NOT_FIT = "does not fit in one scale-up domain"
FLOOR_UNREACHABLE = "floor unreachable"


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
    """Lower bound: queueing is not modelled."""
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


def run(chip: Chip, shape: Shape, asked: Load, stack: Stack) -> Cycle:
    """The closed loop for each element of `asked`; batches above the KV capacity queue and do not run."""
    import numpy as np

    fits = np.floor(kv_capacity(chip, shape, asked))
    batch = np.maximum(np.minimum(asked.batch, fits), 1.0)
    load = Load(batch=batch, group=asked.group, spread=asked.spread, isl=asked.isl, osl=asked.osl, cached=asked.cached)
    step = decode_step(chip, shape, load, stack)
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

    cycle = run(chip, shape, _load(workload, np.array([concurrency]), np.array([group]), np.array([spread])), stack)
    return perf(cycle, 0, chip, workload, group, spread) if cycle.fits[0] >= 1 else DOES_NOT_FIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Every batch and layout of one accelerator under one workload, ready to be searched at several speeds."""

    chip: Chip
    workload: Workload
    asked: Load
    cycle: Cycle

    def best(self, speed: float = 1.0) -> Perf | str:
        """Most output tokens/s of an accelerator at or above the floor, or the reason why there is none.

        `speed` divides every time: what measured runs of this accelerator and model reached over what the model says.
        """
        import numpy as np

        possible = self.cycle.fits >= self.asked.batch
        if not possible.any():
            return DOES_NOT_FIT
        allowed = possible & (self.cycle.tpot * self.workload.floor_tok_s_user <= speed)
        if not allowed.any():
            return FLOOR_UNREACHABLE
        return self.perf(int(np.argmax(np.where(allowed, self.cycle.output_tok_s / self.asked.group, -1.0))), speed)

    def pareto(self) -> list[Perf]:
        """The frontier of interactivity against throughput, most interactive first; the floor is ignored."""
        import numpy as np

        rate = np.where(self.cycle.fits >= self.asked.batch, self.cycle.output_tok_s / self.asked.group, 0.0)
        front: list[Perf] = []
        best = 0.0
        for i in np.lexsort((-rate, self.cycle.tpot)):
            if rate[i] > best:
                best = float(rate[i])
                front.append(self.perf(int(i)))
        return front

    def perf(self, at: int, speed: float = 1.0) -> Perf:
        group, spread = int(self.asked.group[at]), bool(self.asked.spread[at])
        return perf(self.cycle, at, self.chip, self.workload, group, spread, speed)


def sweep(acc: Accelerator, chip: Chip, shape: Shape, workload: Workload, stack: Stack) -> Sweep:
    asked = _load(workload, *layouts(acc, shape, stack))
    return Sweep(chip=chip, workload=workload, asked=asked, cycle=run(chip, shape, asked, stack))


def best_operating_point(acc: Accelerator, chip: Chip, shape: Shape, workload: Workload, stack: Stack) -> Perf | str:
    """The best of a sweep, or the reason why there is none."""
    return sweep(acc, chip, shape, workload, stack).best()


def pareto(acc: Accelerator, chip: Chip, shape: Shape, workload: Workload, stack: Stack) -> list[Perf]:
    """The frontier of a sweep."""
    return sweep(acc, chip, shape, workload, stack).pareto()


def layouts(acc: Accelerator, shape: Shape, stack: Stack) -> tuple[Floats, Floats, Flags]:
    """Batch, group size and "spread" of every operating point to try.

    Groups are powers of two (and the whole domain where it is small enough) inside one scale-up domain; without a known
    link speed an accelerator stands alone. Batches go up in steps of about 19 %.
    """
    domain = acc.domain if acc.link_bytes_per_s else 1
    return _grid(
        min(domain, stack.max_tensor_parallel),
        min(domain, stack.max_group) if shape.moe_layers else 1,
        stack.max_sequences,
    )


@lru_cache(maxsize=128)
def _grid(tensor: int, spread: int, sequences: int) -> tuple[Floats, Floats, Flags]:
    import numpy as np

    kinds = [(n, False) for n in _sizes(tensor)] + [(n, True) for n in _sizes(spread) if n > 1]
    rows = [(b, n, kind) for n, kind in kinds for b in _batches(n * sequences)]
    columns = np.array(rows, dtype=np.float64).T
    return columns[0], columns[1], columns[2] > 0


def _sizes(limit: int) -> list[int]:
    sizes = [2**i for i in range(limit.bit_length()) if 2**i <= limit]
    return sizes if sizes[-1] == limit else [*sizes, limit]


def _batches(limit: int) -> list[int]:
    steps = (round(2 ** (i / 4)) for i in range(4 * limit.bit_length() + 1))
    return sorted({b for b in steps if b < limit} | {limit})


def perf(cycle: Cycle, at: int, chip: Chip, workload: Workload, group: int, spread: bool, speed: float = 1.0) -> Perf:
    """Element `at` of a cycle as plain numbers, every time divided by `speed`."""
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
        mfu=min(float(cycle.mfu[at]) * speed, 1.0),
        mbu=min(float(cycle.mbu[at]) * speed, 1.0),
        bound=_bound(cycle, at, batch, osl),
        fresh_input_s=float(cycle.prefill.fresh[at]) * seconds,
        cached_input_s=float(cycle.prefill.reload[at]) * seconds,
        output_s=osl * float(cycle.step.total[at]) / batch * seconds,
    )


def _bound(cycle: Cycle, at: int, batch: float, osl: float) -> str:
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


def _load(workload: Workload, batch: Floats, group: Floats, spread: Flags) -> Load:
    import numpy as np

    return Load(
        batch=batch.astype(np.float64),
        group=group.astype(np.float64),
        spread=spread,
        isl=np.asarray(workload.isl, dtype=np.float64),
        osl=np.asarray(workload.osl, dtype=np.float64),
        cached=np.asarray(workload.cached_fraction, dtype=np.float64),
    )
