"""Measured runs of one product and model, and how far they say that the performance model is off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.metrics.hardware import chip, side_by_side
from tracker.metrics.layers import Shape
from tracker.metrics.load import Load
from tracker.metrics.residual import correction
from tracker.metrics.serve import Perf, serve
from tracker.metrics.serve import run as closed_loop
from tracker.metrics.stack import Stack
from tracker.metrics.sweep import Case, sweeps
from tracker.model.performance import Accelerator, MeasuredPoint, Workload

_SLOWEST = 10.0
"""Tokens/s a user below which load is called "no floor"."""
_NEAREST = 12
_UNUSABLE = ("spec=mtp", "disagg=true", "ambiguous_gpu_count=true", "concurrency_inferred=true")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What measured runs of one product and model say of the performance model."""

    speed: float
    """Measured over modelled tokens/s to expect at the operating point, from the runs nearest to the workload."""
    deviation: float
    """Standard deviation of its logarithm."""
    points: int
    nearest: MeasuredPoint

    def __str__(self) -> str:
        near = self.nearest
        user = f" at {near.tok_s_user:g} tok/s/user" if near.tok_s_user else ""
        source = f" ({near.source})" if near.source else ""
        return (
            f"measured/modelled {self.speed:.2f} over {self.points} runs, nearest: {near.count} x {near.precision}, "
            f"{near.isl:g}/{near.osl:g} tokens{user}{source}"
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A run, or the operating point that is asked for, among the runs of its product and model."""

    precision: str
    engine: str
    isl: float
    osl: float
    concurrency: float
    group: int


def usable(run: MeasuredPoint) -> bool:
    """Runs that compare: no speculative decoding, no split pools, no doubtful count of accelerators."""
    note = run.note.lower()
    return run.output_tok_s > 0 and run.osl > 0 and run.count > 0 and not any(word in note for word in _UNUSABLE)


def nearest(runs: Sequence[MeasuredPoint], workload: Workload) -> list[MeasuredPoint]:
    """The runs that a workload is compared with, nearest first."""
    return sorted(runs, key=lambda run: (_distance(run, workload), identity(run)))[:_NEAREST]


def find_anchor(
    workload: Workload, runs: Sequence[MeasuredPoint], rates: Sequence[float], stack: Stack, best: Perf | str
) -> Anchor | None:
    """Compare the nearest runs with the model's `rates` at their own configurations. None where no run compares.

    `best` is the operating point that is asked about (or why there is none: then the nearest run's own is meant). Engines
    are free to choose, so that the nearest run's is taken; without a floor everything is queued.
    """
    import numpy as np

    found = [(run, rate) for run, rate in zip(runs, rates, strict=True) if rate]
    if not found:
        return None
    first = found[0][0]
    witnesses = [_Place(r.precision, r.engine, max(r.isl, 1.0), r.osl, r.concurrency, r.count) for r, _ in found]
    asked = replace(witnesses[0], isl=float(max(workload.isl, 1)), osl=float(workload.osl))
    if isinstance(best, Perf):
        load = best.batch if workload.floor_tok_s_user else 0
        group = best.split.decode_group if best.split else best.group
        asked = replace(asked, precision=best.precision, concurrency=load, group=group)
    logs = np.log([run.output_tok_s / rate for run, rate in found])
    told = correction([asked], witnesses, logs)
    return Anchor(
        speed=float(np.exp(told.mean[0])), deviation=float(told.deviation[0]), points=len(found), nearest=first
    )


def modelled_rates(pairs: Sequence[tuple[Accelerator, MeasuredPoint]], shape: Shape, stack: Stack) -> list[float]:
    """The model's output tokens/s of one accelerator at each run's own configuration; 0 where it does not fit."""
    import numpy as np

    rates = [0.0] * len(pairs)
    known = [i for i, (acc, run) in enumerate(pairs) if _linked(acc, run)]
    queued = [i for i in known if not pairs[i][1].concurrency]
    cases = [_queued(*pairs[i], stack) for i in queued]
    for i, options in zip(queued, sweeps(cases, shape, stack), strict=True):
        rate = options.rate()
        rates[i] = 0.0 if isinstance(rate, str) else rate
    if at := [i for i in known if pairs[i][1].concurrency]:
        rows = [(run.concurrency, run.count, run.isl, run.osl) for _, run in (pairs[i] for i in at)]
        batch, group, isl, osl = np.array(rows, dtype=np.float64).T
        load = Load(batch=batch, group=group, spread=group < 0, isl=isl, osl=osl, cached=0.0 * isl)
        engines = side_by_side([chip(pairs[i][0], pairs[i][1].precision, stack) for i in at])
        cycle = closed_loop(engines, shape, load, stack)
        for i, rate in zip(at, np.where(cycle.fits >= 1, cycle.output_tok_s / group, 0.0), strict=True):
            rates[i] = float(rate)
    return rates


def _queued(acc: Accelerator, run: MeasuredPoint, stack: Stack) -> Case:
    """A run without a concurrency queued all it could above its interactivity."""
    workload = Workload(
        slug="run",
        name="run",
        model=run.model,
        isl=round(run.isl),
        osl=max(round(run.osl), 1),
        floor_tok_s_user=run.tok_s_user,
    )
    alone = replace(acc, domain=min(acc.domain, run.count))
    return Case(accelerator=alone, chip=chip(acc, run.precision, stack), workload=workload)


def perf_at(acc: Accelerator, shape: Shape, workload: Workload, run: MeasuredPoint, stack: Stack) -> Perf | None:
    """The model at a run's configuration under a workload of about its lengths. None where it does not fit."""
    if not _linked(acc, run):
        return None
    if run.concurrency:
        perf = serve(chip(acc, run.precision, stack), shape, workload, run.concurrency, run.count, False, stack)
    else:
        case = replace(_queued(acc, run, stack), workload=replace(workload, floor_tok_s_user=run.tok_s_user))
        perf = sweeps([case], shape, stack)[0].best()
    return None if isinstance(perf, str) else perf


def _linked(acc: Accelerator, run: MeasuredPoint) -> bool:
    """Several accelerators can only be modelled over a link of known speed."""
    return run.count == 1 or acc.link_bytes_per_s > 0


def identity(run: MeasuredPoint) -> tuple[str | float, ...]:
    """An order among runs that does not depend on the order in which they came."""
    return (
        run.date,
        run.source,
        run.engine,
        run.precision,
        run.count,
        run.concurrency,
        run.isl,
        run.osl,
        run.output_tok_s,
    )


def _distance(run: MeasuredPoint, workload: Workload) -> float:
    """How far a run's lengths and interactivity lie from the workload's, in log units."""
    isl = math.log(max(run.isl, 1.0) / max(workload.isl, 1.0))
    osl = math.log(max(run.osl, 1.0) / max(workload.osl, 1.0))
    if run.tok_s_user:
        user = math.log(max(run.tok_s_user, _SLOWEST) / max(workload.floor_tok_s_user, _SLOWEST))
    else:
        user = 1.0 if workload.floor_tok_s_user else 0.0
    return math.sqrt(isl**2 + osl**2 + user**2)
