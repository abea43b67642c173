"""From the model and from measured runs to an interval: measured, anchored, modelled or stack unknown."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tracker.metrics.hardware import ImplausibleInput, check, chip, choose_precision
from tracker.metrics.layers import Shape
from tracker.metrics.load import Load
from tracker.metrics.residual import correction
from tracker.metrics.serve import DOES_NOT_FIT, FLOOR_UNREACHABLE, Perf, Sweep, best_operating_point, serve, sweep
from tracker.metrics.serve import run as closed_loop
from tracker.metrics.stack import Stack, modelled_spread
from tracker.model.performance import Accelerator, Estimate, MeasuredPoint, Workload
from tracker.model.words import Basis, Precision

_SAME_LENGTH = math.log(1.12)
"""Request lengths this close are one configuration: "1k" runs have 922 to 1024 tokens on average."""
_NEAR_FLOOR = 1.2
"""A measured run this little above the floor stands for the floor."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """One product under one workload: an operating point with its interval, or the reason why there is none."""

    accelerator: Accelerator
    perf: Perf | None = None
    estimate: Estimate | None = None
    """Of output tokens/s of one accelerator."""
    anchor: Anchor | None = None
    reason: str = ""


def performance(
    acc: Accelerator,
    shape: Shape,
    released: Precision,
    workload: Workload,
    runs: Sequence[MeasuredPoint],
    known_vendors: Collection[str],
    stack: Stack,
) -> Performance:
    """The best operating point of `acc`. `runs` are those of this product and model; `known_vendors` have any run.

    A run of this very load is taken as it is, unless it stays below what the anchored model expects of the best
    configuration: a run at batch 1 or in a wider precision says nothing of the best one.
    """
    if reason := _refusal(acc):
        return Performance(accelerator=acc, reason=reason)
    precision = choose_precision(acc, released)
    if precision is None:
        return Performance(accelerator=acc, reason="precision unsupported")
    options = sweep(acc, chip(acc, precision, stack), shape, workload, stack)
    best = options.best()
    anchor = find_anchor(acc, shape, workload, runs, stack, best)
    speed = anchor.speed if anchor else 1.0
    best = options.best(speed)
    if anchor and (met := _measured_point(acc, shape, workload, runs, stack)):
        perf, run = met
        if isinstance(best, str) or perf.output_tok_s >= stack.spread["anchored"][0] * best.output_tok_s:
            anchor = replace(anchor, nearest=run)
            estimate = _around(perf, "measured", stack.spread["measured"])
            return Performance(accelerator=acc, perf=perf, estimate=estimate, anchor=anchor)
    if isinstance(best, str):
        return Performance(accelerator=acc, reason=_in_words(best, acc, workload), anchor=anchor)
    kind = modelled_spread(acc, stack, anchor is not None or acc.vendor in known_vendors, shape.moe_layers > 0)
    basis: Basis = "anchored" if anchor else kind.split(",")[0]  # type: ignore[assignment]
    span = _anchored_span(anchor, stack, stack.spread[kind]) if anchor else stack.spread[kind]
    estimate = _at_the_floor(options, speed, best, basis, span, stack)
    return Performance(accelerator=acc, perf=best, estimate=estimate, anchor=anchor)


def _in_words(reason: str, acc: Accelerator, workload: Workload) -> str:
    """Why there is no operating point, with what is missing or asked for."""
    if reason == DOES_NOT_FIT and acc.domain == 1:
        known = "domain" in acc.claims
        return "does not fit one accelerator" + ("" if known else ", and its scale-up domain is not known")
    if reason == FLOOR_UNREACHABLE:
        return f"cannot reach {workload.floor_tok_s_user:g} tok/s/user"
    return reason


def _around(perf: Perf, basis: Basis, span: tuple[float, float]) -> Estimate:
    """The interval of one fixed configuration."""
    low, high = span
    rate = perf.output_tok_s
    return Estimate(p10=rate * low, p50=rate, p90=rate * high, basis=basis)


def _anchored_span(anchor: Anchor, stack: Stack, modelled: tuple[float, float]) -> tuple[float, float]:
    """What the anchors leave open, at most what the model alone leaves open."""
    low, high = (math.exp(deviations * anchor.deviation) for deviations in stack.anchored_spread)
    return max(low, modelled[0]), min(high, modelled[1])


def _at_the_floor(
    options: Sweep, speed: float, best: Perf, basis: Basis, span: tuple[float, float], stack: Stack
) -> Estimate:
    """The interval of the best configuration above a floor: a slower part must also run smaller batches.

    Near a cliff of the frontier that widens the interval beyond the one of a fixed configuration, here to at most the
    width of an unknown stack.
    """
    low, high = span
    fixed = _around(best, basis, span)
    least, most = (limit * best.output_tok_s for limit in stack.spread["stack_unknown"])
    slow, fast = options.best(speed * low), options.best(speed * high)
    p10 = least if isinstance(slow, str) else max(slow.output_tok_s, least)
    p90 = most if isinstance(fast, str) else min(fast.output_tok_s, most)
    return Estimate(p10=min(fixed.p10, p10), p50=fixed.p50, p90=max(fixed.p90, p90), basis=basis)


def usable(run: MeasuredPoint) -> bool:
    """Runs that compare: no speculative decoding, no split pools, no doubtful count of accelerators."""
    note = run.note.lower()
    return run.output_tok_s > 0 and run.osl > 0 and run.count > 0 and not any(word in note for word in _UNUSABLE)


def find_anchor(
    acc: Accelerator, shape: Shape, workload: Workload, runs: Sequence[MeasuredPoint], stack: Stack, best: Perf | str
) -> Anchor | None:
    """Compare the nearest runs with the model at their own configurations. None where no run compares.

    `best` is the operating point that is asked about (or why there is none: then the nearest run's own is meant). Engines
    are free to choose, so that the nearest run's is taken; without a floor everything is queued.
    """
    import numpy as np

    near = sorted(runs, key=lambda run: (_distance(run, workload), _identity(run)))[:_NEAREST]
    found = [(run, rate) for run, rate in zip(near, _modelled(acc, shape, near, stack), strict=True) if rate]
    if not found:
        return None
    nearest = found[0][0]
    witnesses = [_Place(r.precision, r.engine, max(r.isl, 1.0), r.osl, r.concurrency, r.count) for r, _ in found]
    asked = replace(witnesses[0], isl=float(max(workload.isl, 1)), osl=float(workload.osl))
    if isinstance(best, Perf):
        load = best.batch if workload.floor_tok_s_user else 0
        asked = replace(asked, precision=best.precision, concurrency=load, group=best.group)
    logs = np.log([run.output_tok_s / rate for run, rate in found])
    told = correction([asked], witnesses, logs)
    return Anchor(
        speed=float(np.exp(told.mean[0])), deviation=float(told.deviation[0]), points=len(found), nearest=nearest
    )


def _modelled(acc: Accelerator, shape: Shape, runs: Sequence[MeasuredPoint], stack: Stack) -> list[float]:
    """The model's output tokens/s of one accelerator at each run's own configuration; 0 where it does not fit."""
    import numpy as np

    rates = [0.0] * len(runs)
    for i, run in enumerate(runs):
        if run.concurrency == 0 and (perf := _perf_at(acc, shape, _workload_of(run), run, stack)):
            rates[i] = perf.output_tok_s
    for precision in sorted({run.precision for run in runs}):
        at = [i for i, r in enumerate(runs) if r.precision == precision and r.concurrency and _linked(acc, r)]
        if not at:
            continue
        rows = [(runs[i].concurrency, runs[i].count, runs[i].isl, runs[i].osl) for i in at]
        batch, group, isl, osl = np.array(rows, dtype=np.float64).T
        load = Load(batch=batch, group=group, spread=group < 0, isl=isl, osl=osl, cached=0.0 * isl)
        cycle = closed_loop(chip(acc, precision, stack), shape, load, stack)
        for i, rate in zip(at, np.where(cycle.fits >= 1, cycle.output_tok_s / group, 0.0), strict=True):
            rates[i] = float(rate)
    return rates


def _perf_at(acc: Accelerator, shape: Shape, workload: Workload, run: MeasuredPoint, stack: Stack) -> Perf | None:
    """The model at a run's configuration; a run without a concurrency queued all it could above its interactivity."""
    engine = chip(acc, run.precision, stack)
    if not _linked(acc, run):
        return None
    if run.concurrency:
        perf = serve(engine, shape, workload, run.concurrency, run.count, False, stack)
    else:
        alone = replace(acc, domain=min(acc.domain, run.count))
        perf = best_operating_point(alone, engine, shape, replace(workload, floor_tok_s_user=run.tok_s_user), stack)
    return None if isinstance(perf, str) else perf


def _linked(acc: Accelerator, run: MeasuredPoint) -> bool:
    """Several accelerators can only be modelled over a link of known speed."""
    return run.count == 1 or acc.link_bytes_per_s > 0


def _workload_of(run: MeasuredPoint) -> Workload:
    return Workload(slug="run", name="run", model=run.model, isl=round(run.isl), osl=max(round(run.osl), 1))


def _identity(run: MeasuredPoint) -> tuple[str | float, ...]:
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


def _measured_point(
    acc: Accelerator, shape: Shape, workload: Workload, runs: Sequence[MeasuredPoint], stack: Stack
) -> tuple[Perf, MeasuredPoint] | None:
    """The best run of this very load that meets the floor without being much faster than it, as an operating point."""
    if workload.cached_fraction:
        return None
    same = [run for run in runs if _same_lengths(run, workload) and _meets(run, workload.floor_tok_s_user)]
    for run in sorted(same, key=lambda run: (-run.output_tok_s, _identity(run))):
        if modelled := _perf_at(acc, shape, workload, run, stack):
            return _as_measured(modelled, run), run
    return None


def _same_lengths(run: MeasuredPoint, workload: Workload) -> bool:
    pairs = ((run.isl, workload.isl), (run.osl, workload.osl))
    return all(abs(math.log(max(a, 1.0) / max(b, 1.0))) <= _SAME_LENGTH for a, b in pairs)


def _meets(run: MeasuredPoint, floor: float) -> bool:
    """At the floor or little above it. Without a floor only a run that queued everything is the best there is."""
    if floor == 0:
        return run.concurrency == 0 and run.tok_s_user == 0
    return floor <= run.tok_s_user <= _NEAR_FLOOR * floor


def _as_measured(modelled: Perf, run: MeasuredPoint) -> Perf:
    """The run's own rates; how its time divides between prompt and output is the model's."""
    slower = modelled.output_tok_s / run.output_tok_s
    user = float(run.tok_s_user) or modelled.tok_s_user / slower
    return replace(
        modelled,
        layout=f"{run.count} as measured",
        group=run.count,
        batch=run.concurrency or modelled.batch,
        output_tok_s=float(run.output_tok_s),
        tok_s_user=user,
        tpot_s=1.0 / user,
        ttft_unloaded_s=modelled.ttft_unloaded_s * slower,
        mfu=min(modelled.mfu / slower, 1.0),
        mbu=min(modelled.mbu / slower, 1.0),
        fresh_input_s=modelled.fresh_input_s * slower,
        cached_input_s=modelled.cached_input_s * slower,
        output_s=modelled.output_s * slower,
    )


def _refusal(acc: Accelerator) -> str:
    """Why an accelerator cannot be modelled at all."""
    if acc.sram_machine:
        return "API speed only: weights lie in SRAM over a number of chips that is not published"
    try:
        check(acc)
    except ImplausibleInput as wrong:
        return str(wrong)
    if acc.memory_bytes == 0:
        return "no memory capacity known"
    if acc.memory_bytes_per_s == 0:
        return "no memory bandwidth known"
    if not any(acc.flops.values()):
        return "no dense compute figure known"
    return ""
