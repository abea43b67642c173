"""From the model and from measured runs to an interval: measured, anchored, modelled or stack unknown."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from tracker.metrics.anchors import Anchor, Told, evidence, identity, modelled_rates, nearest, perf_at, tell
from tracker.metrics.hardware import ImplausibleInput, check, chip, choose_precision
from tracker.metrics.kin import Kind, at_least_as_good, kind_of
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.serve import DOES_NOT_FIT, FLOOR_UNREACHABLE, Perf
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import Stack, modelled_spread
from tracker.metrics.sweep import Case, Sweep, speed_at, sweeps
from tracker.metrics.ttft import FirstToken, first_token
from tracker.model.performance import Accelerator, Estimate, MeasuredPoint, Workload
from tracker.model.words import Basis, Precision

if TYPE_CHECKING:
    from tracker.metrics.pools import Pools

_SAME_LENGTH = math.log(1.12)
"""Request lengths this close are one configuration: "1k" runs have 922 to 1024 tokens on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How a model is served beyond the plain closed loop: nothing by default."""

    speculation: Speculation | None = None
    pools: Pools | None = None
    runs_vouch_only: bool = False
    """Measured runs say how far the model is off, and are no answers themselves: where the inputs are not theirs."""

    @property
    def plain(self) -> bool:
        return self.speculation is None and self.pools is None


PLAIN = Mode()


class Options(Protocol):
    """Operating points of one accelerator under one workload, to be searched at several speeds."""

    def best(self, speed: float | Floats = 1.0) -> Perf | str: ...
    def rate(self, speed: float | Floats = 1.0) -> float | str: ...
    def at(self, speed: float | Floats = 1.0) -> int | str: ...
    @property
    def headroom(self) -> Floats: ...


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
    speed: float = 1.0
    """Measured over modelled at the operating point, as far as runs tell; every time of the model is divided by it."""
    span: tuple[float, float] = (1.0, 1.0)
    """P10 and P90 over P50 of this very configuration; the floor may leave more open."""
    reason: str = ""
    by_model: Perf | None = None
    """Where the figure is a run's own: the best operating point of the model, moved by what the runs tell."""
    outdone_by: str = ""
    """Slug of a sibling that is better in nothing and yet faster: the interval reaches up to it."""


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
    """The best operating point of each accelerator. `runs` are those of this model by product; `known_vendors` have any.

    Runs speak for their product, and less loudly for its siblings among `accelerators`.
    """
    cases, refused = cases_of(accelerators, shape, released, workload, stack)
    found = {i: Performance(accelerator=accelerators[i], reason=reason) for i, reason in refused.items()}
    swept = sweeps(list(cases.values()), shape, stack, mode.speculation)
    options: Sequence[Options] = swept
    if mode.pools:
        from tracker.metrics.pools import pooled

        options = [pooled(one, shape, mode.pools, stack) for one in swept]
    most = [one.headroom for one in options]
    told = runs_told(list(cases.values()), swept, most, shape, runs, stack)
    for i, choice, sweep, one in zip(cases, options, swept, told, strict=True):
        acc = accelerators[i]
        known = _Known(runs.get(acc.slug, ()), one, sweep, acc.vendor in known_vendors)
        found[i] = _performance(cases[i], shape, choice, known, stack, mode)
    return not_behind_siblings([found[i] for i in range(len(accelerators))])


def cases_of(
    accelerators: Sequence[Accelerator], shape: Shape, released: Precision, workload: Workload, stack: Stack
) -> tuple[dict[int, Case], dict[int, str]]:
    """Position -> what is computed for an accelerator; position -> why nothing can be."""
    cases, refused = {}, {}
    for i, acc in enumerate(accelerators):
        precision = choose_precision(acc, released)
        if reason := _refusal(acc) or _too_long(shape, workload) or ("" if precision else "precision unsupported"):
            refused[i] = reason
        elif precision:
            cases[i] = Case(accelerator=acc, chip=chip(acc, precision, stack), workload=workload)
    return cases, refused


def runs_told(
    cases: Sequence[Case],
    swept: Sequence[Sweep],
    most: Sequence[Floats],
    shape: Shape,
    runs: Mapping[str, Sequence[MeasuredPoint]],
    stack: Stack,
) -> list[Told | None]:
    """What the runs of each accelerator's kind say of its operating points, of which none gets faster than `most` allows.

    Announced parts have no siblings yet.
    """
    pairs: dict[Kind, list[tuple[Accelerator, MeasuredPoint]]] = {}
    for case in cases:
        if mine := runs.get(case.accelerator.slug):
            near = nearest(mine, case.workload)
            pairs.setdefault(kind_among(case.accelerator), []).extend((case.accelerator, run) for run in near)
    flat = [pair for mine in pairs.values() for pair in mine]
    rates = iter(modelled_rates(flat, shape, stack))
    known = {kind: evidence(mine, [next(rates) for _ in mine], shape, stack) for kind, mine in pairs.items()}
    near_of: dict[tuple[Kind, int], Floats] = {}
    found: list[Told | None] = []
    for case, sweep, limit in zip(cases, swept, most, strict=True):
        kind = kind_among(case.accelerator)
        if (one := known.get(kind)) is None:
            found.append(None)
            continue
        key = kind, id(sweep.asked.batch)  # accelerators of the same limits share their grid
        if key not in near_of:
            near_of[key] = one.found.over_loads(sweep.asked.batch, sweep.asked.group, sweep.asked.spread)
        found.append(tell(one, case, near_of[key], limit, stack))
    return found


def kind_among(acc: Accelerator) -> Kind:
    """Whose runs speak for it; announced parts have no siblings yet."""
    return (acc.slug, frozenset()) if acc.announced_only else kind_of(acc)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is measured of one accelerator and model."""

    runs: Sequence[MeasuredPoint]
    told: Told | None
    sweep: Sweep
    vendor: bool


def _performance(case: Case, shape: Shape, options: Options, known: _Known, stack: Stack, mode: Mode) -> Performance:
    """The best operating point with its interval: a run of these lengths, or what the model has, moved by the runs.

    Whatever meets the floor may be it, so that a stricter floor is never cheaper. Runs are of plain serving: of pools and
    drafts they say how fast the parts are, and the interval stays a model's.
    """
    acc, workload, told = case.accelerator, case.workload, known.told
    speeds = told.speeds if told else 1.0
    best = options.best(speeds)
    if told and mode.plain and not mode.runs_vouch_only:
        least = 0.0 if isinstance(best, str) else best.output_tok_s
        if met := _measured_point(told, shape, known.runs, least, stack):
            found = _measured(met, case, shape, options, told, stack)
            return found if isinstance(best, str) else replace(found, by_model=best)
    if isinstance(best, str):
        return Performance(
            accelerator=acc, reason=_in_words(best, acc, workload), anchor=told.unreached() if told else None
        )
    at = options.at(speeds)
    anchor = told.anchor(at, best, known.sweep.asked) if told and isinstance(at, int) else None
    anchored = anchor is not None and anchor.points > 0
    kind = modelled_spread(acc, stack, anchored or known.vendor, shape.moe_layers > 0)
    basis: Basis = "anchored" if anchored and mode.plain else kind.split(",")[0]  # type: ignore[assignment]
    modelled = _widened(stack.spread[kind], mode, stack)
    span = _anchored_span(anchor, stack, modelled) if anchor and anchored and mode.plain else modelled
    estimate = _at_the_floor(options, speeds, best, basis, span, stack)
    first = first_token(best, workload, stack)
    return Performance(
        accelerator=acc, perf=best, estimate=estimate, anchor=anchor, first=first, span=span,
        speed=speed_at(speeds, at) if isinstance(at, int) else 1.0,
    )  # fmt: skip


def _measured(
    met: tuple[Perf, Perf, MeasuredPoint], case: Case, shape: Shape, options: Options, told: Told, stack: Stack
) -> Performance:
    """A run as it is. Its interval is of what a buyer gets: another engine or version, and the floor, not the run's speed."""
    modelled, perf, run = met
    workload = case.workload
    anchor = told.anchor_of(run, modelled.output_tok_s, shape)
    low, high = (math.exp(deviations * anchor.deviation) for deviations in stack.anchored_spread)
    low, high = min(low, stack.spread["measured"][0]), max(high, stack.spread["measured"][1])
    rate = perf.output_tok_s
    slow = rate * low
    if perf.tok_s_user * low < workload.floor_tok_s_user:
        smaller = options.rate(told.speeds * low)
        least = rate * stack.spread["stack_unknown"][0]
        slow = min(slow, least if isinstance(smaller, str) else max(smaller, least))
    fast = options.rate(told.speeds * high)
    most = rate * stack.spread["stack_unknown"][1]
    p90 = max(rate * high, 0.0 if isinstance(fast, str) else min(fast, most))
    return Performance(
        accelerator=case.accelerator, perf=perf, estimate=Estimate(p10=slow, p50=rate, p90=p90, basis="measured"),
        anchor=anchor, first=first_token(perf, workload, stack), speed=anchor.speed, span=(low, high),
    )  # fmt: skip


def not_behind_siblings(found: Sequence[Performance]) -> list[Performance]:
    """A product that is at least as good in everything as a sibling may be as fast: where its interval ends below the
    sibling's middle, it reaches up to it.

    Measured runs of the two differ by engine, version and day, and nothing of that is the better product's.
    """
    kinds: dict[Kind, list[Performance]] = {}
    for one in found:
        if one.estimate and not one.accelerator.announced_only:
            kinds.setdefault(kind_of(one.accelerator), []).append(one)
    reached: dict[str, Performance] = {}
    for siblings in kinds.values():
        for one in siblings:
            ahead = [other for other in siblings if _outdone(one, other)]
            if ahead:
                other = max(ahead, key=_middle)
                assert one.estimate
                estimate = replace(one.estimate, p90=_middle(other))
                reached[one.accelerator.slug] = replace(one, estimate=estimate, outdone_by=other.accelerator.slug)
    return [reached.get(one.accelerator.slug, one) for one in found]


def _outdone(one: Performance, other: Performance) -> bool:
    most = one.estimate.p90 if one.estimate else math.inf
    return most < _middle(other) and at_least_as_good(one.accelerator, other.accelerator)


def _middle(one: Performance) -> float:
    return one.estimate.p50 if one.estimate else 0.0


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
    options: Options, speed: float | Floats, best: Perf, basis: Basis, span: tuple[float, float], stack: Stack
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
    told: Told, shape: Shape, runs: Sequence[MeasuredPoint], least: float, stack: Stack
) -> tuple[Perf, Perf, MeasuredPoint] | None:
    """The best run of these lengths that meets the floor with more than `least` output tokens/s: as the model has it, as
    it went, and the run. A run that the others make hard to believe is no answer, nor is one beyond the data sheet."""
    acc, workload = told.case.accelerator, told.case.workload
    if workload.cached_fraction:
        return None
    floor = workload.floor_tok_s_user
    faster = [run for run in runs if run.output_tok_s > least and run.tok_s_user >= floor]
    for run in sorted(faster, key=lambda run: (-run.output_tok_s, identity(run))):
        if not _same_lengths(run, workload):
            continue
        modelled = perf_at(acc, shape, workload, run, stack)
        if modelled is None or not told.credible(run, modelled.output_tok_s, shape, stack):
            continue
        perf = _as_measured(modelled, run)
        if perf.mfu <= 1 and perf.mbu <= 1:
            return modelled, perf, run
    return None


def _same_lengths(run: MeasuredPoint, workload: Workload) -> bool:
    pairs = ((run.isl, workload.isl), (run.osl, workload.osl))
    return all(abs(math.log(max(a, 1.0) / max(b, 1.0))) <= _SAME_LENGTH for a, b in pairs)


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
        mfu=modelled.mfu / slower,
        mbu=modelled.mbu / slower,
        fresh_input_s=modelled.fresh_input_s * slower,
        cached_input_s=modelled.cached_input_s * slower,
        output_s=modelled.output_s * slower,
    )


def _too_long(shape: Shape, workload: Workload) -> str:
    if not shape.context or workload.isl + workload.osl <= shape.context:
        return ""
    return f"longer than the model's context of {shape.context:,} tokens"


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
