"""From the model and from measured runs to an interval: measured, anchored, modelled or stack unknown."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from tracker.metrics.anchors import Anchor, find_anchor, identity, modelled_rates, nearest, perf_at
from tracker.metrics.hardware import ImplausibleInput, check, chip, choose_precision
from tracker.metrics.layers import Shape
from tracker.metrics.serve import DOES_NOT_FIT, FLOOR_UNREACHABLE, Perf
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import Stack, modelled_spread
from tracker.metrics.sweep import Case, sweeps
from tracker.metrics.ttft import FirstToken, first_token
from tracker.model.performance import Accelerator, Estimate, MeasuredPoint, Workload
from tracker.model.words import Basis, Precision

if TYPE_CHECKING:
    from tracker.metrics.pools import Pools

_SAME_LENGTH = math.log(1.12)
"""Request lengths this close are one configuration: "1k" runs have 922 to 1024 tokens on average."""
_NEAR_FLOOR = 1.2
"""A measured run this little above the floor stands for the floor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How a model is served beyond the plain closed loop: nothing by default."""

    speculation: Speculation | None = None
    pools: Pools | None = None

    @property
    def plain(self) -> bool:
        return self.speculation is None and self.pools is None


PLAIN = Mode()


class Options(Protocol):
    """Operating points of one accelerator under one workload, to be searched at several speeds."""

    def best(self, speed: float = 1.0) -> Perf | str: ...
    def rate(self, speed: float = 1.0) -> float | str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """One product under one workload: an operating point with its interval, or the reason why there is none."""

    accelerator: Accelerator
    perf: Perf | None = None
    estimate: Estimate | None = None
    """Of output tokens/s of one accelerator."""
    anchor: Anchor | None = None
    first: FirstToken | None = None
    """The first token of a request when as many come as are served."""
    reason: str = ""


def performances(
    accelerators: Sequence[Accelerator],
    shape: Shape,
    released: Precision,
    workload: Workload,
    runs: Mapping[str, Sequence[MeasuredPoint]],
    known_vendors: Collection[str],
    stack: Stack,
    mode: Mode = PLAIN,
) -> list[Performance]:
    """The best operating point of each accelerator. `runs` are those of this model by product; `known_vendors` have any."""
    found: dict[int, Performance] = {}
    cases: dict[int, Case] = {}
    for i, acc in enumerate(accelerators):
        precision = choose_precision(acc, released)
        if reason := _refusal(acc) or ("" if precision else "precision unsupported"):
            found[i] = Performance(accelerator=acc, reason=reason)
        elif precision:
            cases[i] = Case(accelerator=acc, chip=chip(acc, precision, stack), workload=workload)
    swept = sweeps(list(cases.values()), shape, stack, mode.speculation)
    options: Sequence[Options] = swept
    if mode.pools:
        from tracker.metrics.pools import pooled

        options = [pooled(one, shape, mode.pools, stack) for one in swept]
    near = [nearest(runs.get(case.accelerator.slug, ()), workload) for case in cases.values()]
    pairs = [(case.accelerator, run) for case, mine in zip(cases.values(), near, strict=True) for run in mine]
    rates = iter(modelled_rates(pairs, shape, stack))
    for i, choice, mine in zip(cases, options, near, strict=True):
        known = runs.get(accelerators[i].slug, ())
        told = _Told(known, mine, [next(rates) for _ in mine], accelerators[i].vendor in known_vendors)
        found[i] = _performance(cases[i], shape, choice, told, stack, mode)
    return [found[i] for i in range(len(accelerators))]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is measured of one accelerator and model."""

    runs: Sequence[MeasuredPoint]
    near: Sequence[MeasuredPoint]
    rates: Sequence[float]
    """The model's figures for the near runs."""
    known_vendor: bool


def _performance(case: Case, shape: Shape, options: Options, told: _Told, stack: Stack, mode: Mode) -> Performance:
    """The best operating point with its interval.

    A run of this very load is taken as it is, unless it stays below what the anchored model expects of the best
    configuration: a run at batch 1 or in a wider precision says nothing of the best one. Runs are of plain serving: of
    pools and drafts they say how fast the parts are, and the interval stays a model's.
    """
    acc, workload = case.accelerator, case.workload
    best = options.best()
    anchor = find_anchor(workload, told.near, told.rates, stack, best)
    speed = anchor.speed if anchor else 1.0
    best = options.best(speed) if anchor else best
    if anchor and mode.plain and (met := _measured_point(acc, shape, workload, told.runs, stack)):
        perf, run = met
        if isinstance(best, str) or perf.output_tok_s >= stack.spread["anchored"][0] * best.output_tok_s:
            anchor = replace(anchor, nearest=run)
            estimate = _around(perf, "measured", stack.spread["measured"])
            first = first_token(perf, workload, stack)
            return Performance(accelerator=acc, perf=perf, estimate=estimate, anchor=anchor, first=first)
    if isinstance(best, str):
        return Performance(accelerator=acc, reason=_in_words(best, acc, workload), anchor=anchor)
    kind = modelled_spread(acc, stack, anchor is not None or told.known_vendor, shape.moe_layers > 0)
    basis: Basis = "anchored" if anchor and mode.plain else kind.split(",")[0]  # type: ignore[assignment]
    modelled = _widened(stack.spread[kind], mode, stack)
    span = _anchored_span(anchor, stack, modelled) if anchor and mode.plain else modelled
    estimate = _at_the_floor(options, speed, best, basis, span, stack)
    first = first_token(best, workload, stack)
    return Performance(accelerator=acc, perf=best, estimate=estimate, anchor=anchor, first=first)


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


def _widened(span: tuple[float, float], mode: Mode, stack: Stack) -> tuple[float, float]:
    """Pools miss by more, and no run with drafts was compared: it is as unsure as a new part."""
    spans = [span]
    spans += [stack.pools_spread] if mode.pools else []
    spans += [stack.spread["modelled, new"]] if mode.speculation else []
    return min(low for low, _ in spans), max(high for _, high in spans)


def _anchored_span(anchor: Anchor, stack: Stack, modelled: tuple[float, float]) -> tuple[float, float]:
    """What the anchors leave open, at most what the model alone leaves open."""
    low, high = (math.exp(deviations * anchor.deviation) for deviations in stack.anchored_spread)
    return max(low, modelled[0]), min(high, modelled[1])


def _at_the_floor(
    options: Options, speed: float, best: Perf, basis: Basis, span: tuple[float, float], stack: Stack
) -> Estimate:
    """The interval of the best configuration above a floor: a slower part must also run smaller batches.

    Near a cliff of the frontier that widens the interval beyond the one of a fixed configuration, here to at most the
    width of an unknown stack.
    """
    low, high = span
    fixed = _around(best, basis, span)
    least, most = (limit * best.output_tok_s for limit in stack.spread["stack_unknown"])
    slow, fast = options.rate(speed * low), options.rate(speed * high)
    p10 = least if isinstance(slow, str) else max(slow, least)
    p90 = most if isinstance(fast, str) else min(fast, most)
    return Estimate(p10=min(fixed.p10, p10), p50=fixed.p50, p90=max(fixed.p90, p90), basis=basis)


def _measured_point(
    acc: Accelerator, shape: Shape, workload: Workload, runs: Sequence[MeasuredPoint], stack: Stack
) -> tuple[Perf, MeasuredPoint] | None:
    """The best run of this very load that meets the floor without being much faster than it, as an operating point."""
    if workload.cached_fraction:
        return None
    same = [run for run in runs if _same_lengths(run, workload) and _meets(run, workload.floor_tok_s_user)]
    for run in sorted(same, key=lambda run: (-run.output_tok_s, identity(run))):
        if modelled := perf_at(acc, shape, workload, run, stack):
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
