"""Two accelerators under one load: the ratio of what they deliver or cost, as an interval or with the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tracker.metrics.cost import joules_per_token, total_rate
from tracker.metrics.estimate import Performance
from tracker.metrics.hardware import chip, choose_precision
from tracker.metrics.layers import shape, twins
from tracker.metrics.power import facility_power
from tracker.metrics.ranking import operating_points, price_rows
from tracker.metrics.stack import Stack, modelled_spread
from tracker.metrics.sweep import pareto
from tracker.model.performance import Accelerator, MeasuredPoint, ModelArch, RankingRow, Workload
from tracker.model.price import Offer
from tracker.model.words import Metric

MEASURES: Mapping[Metric, str] = {
    "throughput": "output tokens/s of one accelerator",
    "performance": "output tokens/s of one accelerator",
    "energy_efficiency": "tokens/s a watt of one accelerator",
    "cost_per_token": "USD a million tokens",
    "cost_per_inference": "USD a request of this load",
    "tco": "USD a million tokens at prices of owning",
    "price_performance": "million tokens a dollar",
    "latency": "seconds a token at the fastest layout, unloaded",
    "price_hourly": "USD an hour of one accelerator",
}
"""Metric of a ratio -> what is computed for it."""
PRICED = frozenset(("cost_per_token", "cost_per_inference", "tco", "price_performance", "price_hourly"))
"""Metrics that need a price of both."""


class Given(Protocol):
    """What ratios are computed from; `assemble.Inputs` is it."""

    @property
    def accelerators(self) -> tuple[Accelerator, ...]: ...
    @property
    def offers(self) -> tuple[tuple[str, Offer], ...]: ...
    @property
    def measured(self) -> tuple[MeasuredPoint, ...]: ...
    @property
    def models(self) -> dict[str, ModelArch]: ...
    @property
    def stack(self) -> Stack: ...


@dataclass(frozen=True, slots=True)
class Span:
    """An interval: P10, P50, P90; all above 0."""

    p10: float
    p50: float
    p90: float

    def times(self, factor: float) -> Span:
        return Span(self.p10 * factor, self.p50 * factor, self.p90 * factor)

    def inverse(self) -> Span:
        return Span(1 / self.p90, 1 / self.p50, 1 / self.p10)

    def over(self, other: Span) -> Span:
        """The ratio of two figures with independent log-normal errors: the widths add up as squares."""
        down = math.hypot(math.log(self.p50 / self.p10), math.log(other.p90 / other.p50))
        up = math.hypot(math.log(self.p90 / self.p50), math.log(other.p50 / other.p10))
        middle = self.p50 / other.p50
        return Span(middle * math.exp(-down), middle, middle * math.exp(up))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One accelerator's figure, or the reason why it has none. Units as `MEASURES` has them."""

    slug: str
    span: Span | None = None
    reason: str = ""
    basis: str = ""
    """measured, anchored, modelled or stack_unknown."""
    precision: str = ""
    layout: str = ""
    group: int = 1
    """Accelerators that serve together."""
    usd_per_hour: float | None = None
    offer: str = ""
    """Id of the offer that gave the price."""
    power: str = ""
    """The power that counts: "2.17 kW all-in" or "1800 W of the board"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Subject over object under one load."""

    workload: Workload
    subject: Side
    object: Side
    price_basis: str = ""

    @property
    def ratio(self) -> Span | None:
        one, other = self.subject.span, self.object.span
        return one.over(other) if one and other else None


class Bench:
    """Computes ratios. Operating points are those of the ranking, computed once a load."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._accelerators = {acc.slug: acc for acc in given.accelerators}
        self._points: dict[Workload, dict[str, Performance]] = {}

    def compare(self, metric: Metric, subject: str, object_: str, load: Workload, bases: Sequence[str]) -> Compared:
        """Both products by `metric`, which must be in `MEASURES`, at the first price basis at which both have a price.

        `bases` are in order of preference; where none fits, what is missing is told for the first.
        """
        found = [self._at(metric, subject, object_, load, basis) for basis in (bases if metric in PRICED else ("",))]
        return next((one for one in found if one.ratio), found[0])

    def _at(self, metric: Metric, subject: str, object_: str, load: Workload, basis: str) -> Compared:
        alike = self._same_power(subject, object_)
        one, other = (self._side(metric, slug, load, basis, alike) for slug in (subject, object_))
        return Compared(workload=load, subject=one, object=other, price_basis=basis)

    def _side(self, metric: Metric, slug: str, load: Workload, basis: str, all_in: bool) -> Side:
        if metric == "latency":
            return self._fastest(slug, replace(load, floor_tok_s_user=0.0))
        one = self._performance(slug, load)
        if metric == "price_hourly":
            return self._priced(one, load, basis, lambda row: Span(*(row.usd_per_hour or 0.0,) * 3))
        if one.perf is None or one.estimate is None:
            return Side(slug=slug, reason=one.reason)
        rate = Span(one.estimate.p10, one.estimate.p50, one.estimate.p90)
        side = Side(
            slug=slug, span=rate, basis=one.estimate.basis, precision=one.perf.precision, layout=one.perf.layout,
            group=one.perf.group,
        )  # fmt: skip
        if metric in ("throughput", "performance"):
            return side
        if metric == "energy_efficiency":
            return self._by_power(side, rate.times(total_rate(1.0, load)), all_in)
        told = self._priced(one, load, basis, _cost)
        span = told.span
        if span and metric == "price_performance":
            span = span.inverse()
        elif span and metric == "cost_per_inference":
            span = span.times((load.isl + load.osl) / 1e6)
        return replace(side, span=span, reason=told.reason, usd_per_hour=told.usd_per_hour, offer=told.offer)

    def _performance(self, slug: str, load: Workload) -> Performance:
        if load not in self._points:
            given = self._given
            model = given.models[load.model]
            same = twins(model, given.models.values())
            points = operating_points(load, model, given.accelerators, given.measured, given.stack, same)
            self._points[load] = {one.accelerator.slug: one for one in points}
        return self._points[load][slug]

    def _priced(self, one: Performance, load: Workload, basis: str, read: Callable[[RankingRow], Span]) -> Side:
        """A figure of the ranking's own row, so that it is the ranking's."""
        row = price_rows(load, [one], self._given.offers, basis, self._given.stack)[0]
        if row.usd_per_hour is None:
            return Side(slug=row.product, reason=row.reason)
        return Side(slug=row.product, span=read(row), usd_per_hour=row.usd_per_hour, offer=row.offer or "")

    def _all_in(self, slug: str) -> float:
        """Facility power of one accelerator, kW, as an offer states it; 0 where none does."""
        return facility_power(self._given.offers).get(slug, ("", 0.0))[1]

    def _same_power(self, subject: str, object_: str) -> bool:
        """All-in power counts where both have it: half of it is not the accelerator's own."""
        return all(self._all_in(slug) for slug in (subject, object_))

    def _by_power(self, side: Side, tokens: Span, all_in: bool) -> Side:
        watts = self._accelerators[side.slug].watts
        kw = self._all_in(side.slug) if all_in else watts / 1000.0
        if not kw:
            return replace(side, span=None, reason="no power known")
        power = f"{kw:g} kW all-in" if all_in else f"{watts:,.0f} W of the board"
        joules = Span(*(joules_per_token(rate, kw) for rate in (tokens.p90, tokens.p50, tokens.p10)))
        return replace(side, span=joules.inverse(), power=power)

    def _fastest(self, slug: str, load: Workload) -> Side:
        """Least time per output token over all layouts, whatever the throughput."""
        acc, model, stack = self._accelerators[slug], self._given.models[load.model], self._given.stack
        precision = choose_precision(acc, model.weights_precision)
        if reason := self._performance(slug, load).reason:
            return Side(slug=slug, reason=reason)
        assert precision is not None  # else there was a reason
        arch = shape(model)
        best = pareto(acc, chip(acc, precision, stack), arch, load, stack)[0]
        vendors = {
            self._accelerators[r.product].vendor for r in self._given.measured if r.product in self._accelerators
        }
        kind = modelled_spread(acc, stack, acc.vendor in vendors, arch.moe_layers > 0)
        low, high = stack.spread[kind]
        rate = best.tok_s_user
        return Side(
            slug=slug, span=Span(rate * low, rate, rate * high).inverse(), basis=kind.split(",")[0],
            precision=precision, layout=best.layout, group=best.group,
        )  # fmt: skip


def _cost(row: RankingRow) -> Span:
    return Span(row.usd_per_mtok_p10 or 0.0, row.usd_per_mtok or 0.0, row.usd_per_mtok_p90 or 0.0)
