"""Every batch and layout of accelerators under a workload, and the best of them above an interactivity floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.metrics.ceiling import headroom
from tracker.metrics.hardware import Chip, side_by_side
from tracker.metrics.layers import Flags, Floats, Shape
from tracker.metrics.load import Load
from tracker.metrics.serve import DOES_NOT_FIT, FLOOR_UNREACHABLE, Cycle, Perf, perf, run
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One accelerator under one workload."""

    accelerator: Accelerator
    chip: Chip
    workload: Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Every batch and layout of one accelerator under one workload, ready to be searched at several speeds.

    The cycle holds several accelerators side by side; `row` is this one's.
    """

    chip: Chip
    workload: Workload
    asked: Load
    cycle: Cycle
    row: int
    rates: Floats
    """Output tokens/s of one accelerator, -1 where the batch does not fit."""
    needs: Floats
    """How many times as fast as modelled the accelerator must be for the floor; endless where the batch does not fit."""

    @property
    def headroom(self) -> Floats:
        """How many times as fast as modelled each operating point can be before the data sheet is reached."""
        return headroom(self.cycle.mfu[self.row], self.cycle.mbu[self.row])

    def best(self, speed: float | Floats = 1.0) -> Perf | str:
        """Most output tokens/s of an accelerator at or above the floor, or the reason why there is none.

        `speed` divides every time: what measured runs of this accelerator and model reached over what the model says, for
        all operating points or for each. The best rate never rises with the floor, so long as `speed` does not know it.
        """
        at = self.at(speed)
        return at if isinstance(at, str) else self.perf(at, speed_at(speed, at))

    def rate(self, speed: float | Floats = 1.0) -> float | str:
        """Output tokens/s of an accelerator at the best point, without the rest of it."""
        at = self.at(speed)
        if isinstance(at, str):
            return at
        return float(self.cycle.output_tok_s[self.row, at]) / (int(self.asked.group[at]) / speed_at(speed, at))

    def at(self, speed: float | Floats = 1.0) -> int | str:
        """Which operating point is the best."""
        import numpy as np

        allowed = np.where(self.needs <= speed, self.rates * speed, -1.0)
        at = int(allowed.argmax())
        if allowed[at] >= 0:
            return at
        return FLOOR_UNREACHABLE if (self.rates >= 0).any() else DOES_NOT_FIT

    def pareto(self) -> list[Perf]:
        """The frontier of interactivity against throughput, most interactive first; the floor is ignored."""
        import numpy as np

        front: list[Perf] = []
        best = 0.0
        for i in np.lexsort((-self.rates, self.cycle.tpot[self.row])):
            if self.rates[i] > best:
                best = float(self.rates[i])
                front.append(self.perf(int(i)))
        return front

    def perf(self, at: int, speed: float = 1.0) -> Perf:
        group, spread = int(self.asked.group[at]), bool(self.asked.spread[at])
        return perf(self.cycle, (self.row, at), self.chip, self.workload, group, spread, speed)


def speed_at(speed: float | Floats, at: int) -> float:
    """Of one operating point."""
    return speed if isinstance(speed, float) else float(speed[at])


def sweeps(cases: Sequence[Case], shape: Shape, stack: Stack, speculation: Speculation | None = None) -> list[Sweep]:
    """A sweep for each case, those with the same batches and layouts computed together."""
    alike: dict[tuple[int, int, int], list[int]] = {}
    for i, case in enumerate(cases):
        alike.setdefault(_limits(case.accelerator, shape, stack), []).append(i)
    found: dict[int, Sweep] = {}
    for limits, members in alike.items():
        together = _together([cases[i] for i in members], limits, shape, stack, speculation)
        found |= dict(zip(members, together, strict=True))
    return [found[i] for i in range(len(cases))]


def sweep(
    acc: Accelerator, chip: Chip, shape: Shape, workload: Workload, stack: Stack, speculation: Speculation | None = None
) -> Sweep:
    """The sweep of one accelerator."""
    return sweeps([Case(accelerator=acc, chip=chip, workload=workload)], shape, stack, speculation)[0]


def best_operating_point(acc: Accelerator, chip: Chip, shape: Shape, workload: Workload, stack: Stack) -> Perf | str:
    """The best of a sweep, or the reason why there is none."""
    return sweep(acc, chip, shape, workload, stack).best()


def pareto(acc: Accelerator, chip: Chip, shape: Shape, workload: Workload, stack: Stack) -> list[Perf]:
    """The frontier of a sweep."""
    return sweep(acc, chip, shape, workload, stack).pareto()


def _together(
    cases: Sequence[Case], limits: tuple[int, int, int], shape: Shape, stack: Stack, speculation: Speculation | None
) -> list[Sweep]:
    """Cases in rows, operating points in columns."""
    import numpy as np

    asked = _asked([case.workload for case in cases], limits)
    cycle = run(_columns([case.chip for case in cases]), shape, asked, stack, speculation)
    fits = cycle.fits >= asked.batch
    floors = np.array([[case.workload.floor_tok_s_user] for case in cases], dtype=np.float64)
    rates = np.where(fits, cycle.output_tok_s / asked.group, -1.0)
    needs = np.where(fits, cycle.tpot * floors, np.inf)
    return [
        Sweep(chip=case.chip, workload=case.workload, asked=asked, cycle=cycle, row=i, rates=rates[i], needs=needs[i])
        for i, case in enumerate(cases)
    ]


def _columns(chips: Sequence[Chip]) -> Chip:
    """One chip of columns, an element a row."""
    whole = side_by_side(chips)
    names = (name for name in Chip.__dataclass_fields__ if name != "precision")
    return replace(whole, **{name: getattr(whole, name)[:, None] for name in names})


def _asked(workloads: Sequence[Workload], limits: tuple[int, int, int]) -> Load:
    import numpy as np

    batch, group, spread = _grid(*limits)
    rows = [(w.isl, w.osl, w.cached_fraction) for w in workloads]
    isl, osl, cached = (column[:, None] for column in np.array(rows, dtype=np.float64).T)
    return Load(batch=batch, group=group, spread=spread, isl=isl, osl=osl, cached=cached)


def _limits(acc: Accelerator, shape: Shape, stack: Stack) -> tuple[int, int, int]:
    """Widest tensor-parallel group, widest spread group and most sequences of an accelerator.

    Groups stay inside one scale-up domain; without a known link speed an accelerator stands alone.
    """
    domain = acc.domain if acc.link_bytes_per_s else 1
    return (
        min(domain, stack.max_tensor_parallel),
        min(domain, stack.max_group) if shape.moe_layers else 1,
        stack.max_sequences,
    )


def widest_groups(acc: Accelerator, shape: Shape, stack: Stack) -> list[tuple[int, bool]]:
    """The most accelerators that one copy of the model is served on, and whether attention is data parallel there."""
    tensor, spread, _ = _limits(acc, shape, stack)
    return [(tensor, False), *([(spread, True)] if spread > 1 else [])]


@lru_cache(maxsize=128)
def _grid(tensor: int, spread: int, sequences: int) -> tuple[Floats, Floats, Flags]:
    """Batch, group size and "spread" of every operating point to try.

    Groups are powers of two (and the whole limit), batches go up in steps of about 19 %.
    """
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
