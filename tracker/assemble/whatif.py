"""Overrides put into the inputs of a ranking; measured runs move with the model, so that what they taught still counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, cast

from tracker.assemble import Inputs
from tracker.assemble.owning import LISTED_USD_PER_KWH, owned_parts, owning_words, power_kw, told_owning
from tracker.assemble.settable import SETTABLE
from tracker.catalogue.shapes import contradiction, idle_parameters
from tracker.metrics.anchors import runs_spread, usable
from tracker.metrics.cost import Ownership, hourly_cost
from tracker.metrics.estimate import Performance
from tracker.metrics.hardware import check, peak
from tracker.metrics.runs import Run
from tracker.metrics.stack import Stack
from tracker.metrics.ttft import first_token
from tracker.model.errors import UsageError
from tracker.model.performance import Accelerator, Estimate, MeasuredPoint, ModelArch, Workload
from tracker.model.price import Offer
from tracker.model.scenario import Override
from tracker.model.words import Precision, Term

WHAT_IF = "what-if"
NARROWEST = "narrowest_precision"


@dataclass(frozen=True, kw_only=True)
class Changed:
    """The inputs of one ranking with the overrides in them."""

    given: Inputs
    workload: Workload
    model: ModelArch
    real_model: ModelArch
    real: dict[str, Accelerator]
    """The accelerators as they are known, by slug."""
    touched: frozenset[str]
    """Accelerators whose speed is not that of the known ones: all of them where the model is another."""
    same_shape: frozenset[str]
    """Models whose runs speak for the workload's model as it is known."""

    @property
    def parts(self) -> dict[str, Accelerator]:
        """The accelerators as they are overridden, by slug."""
        return {acc.slug: acc for acc in self.given.accelerators}

    @cached_property
    def runs(self) -> tuple[MeasuredPoint, ...]:
        """Measured runs as they would have gone on the overridden parts and model."""
        return moved_runs(self)


def override_inputs(given: Inputs, workload: Workload, basis: str, overrides: Sequence[Override]) -> Changed:
    """Raises UsageError where an overridden part can only be a unit mix-up, or a model contradicts itself."""
    from tracker.metrics.layers import twins

    real_model = given.models[workload.model]
    model = _model(real_model, [o for o in overrides if o.of == "model"])
    load: dict[str, Any] = {SETTABLE[o.field].attribute: _number(o) for o in overrides if o.of == "load"}
    products = [o for o in overrides if o.of == "product"]
    narrowest = next((cast("Precision", o.new) for o in overrides if o.field == NARROWEST), None)
    if narrowest and _bits(model.weights_precision) < _bits(narrowest):
        model = replace(model, weights_precision=narrowest)
    accelerators = tuple(
        _no_narrower(_accelerator(acc, [o for o in products if o.subject == acc.slug]), narrowest)
        for acc in given.accelerators
    )
    offers = _offers(given, accelerators, basis, [o for o in overrides if o.of in ("price", "ownership")])
    pairs = zip(given.accelerators, accelerators, strict=True)
    slugs = {new.slug for old, new in pairs if model != real_model or _speed(old) != _speed(new)}
    return Changed(
        given=replace(given, accelerators=accelerators, offers=offers, models={**given.models, model.slug: model}),
        workload=replace(workload, **load), model=model, real_model=real_model,
        real={acc.slug: acc for acc in given.accelerators}, touched=frozenset(slugs),
        same_shape=twins(real_model, given.models.values()),
    )  # fmt: skip


def _speed(acc: Accelerator) -> tuple[object, ...]:
    """All of an accelerator that its speed depends on."""
    return acc.flops, acc.memory_bytes, acc.memory_bytes_per_s, acc.link_bytes_per_s, acc.domain


def _number(one: Override) -> float | int:
    assert one.new_value is not None
    return round(one.new_value) if SETTABLE[one.field].whole else one.new_value


def told(one: Override) -> str:
    """An override where the id of a claim or an offer would stand."""
    return f"{WHAT_IF}: {one.new}" + (f" instead of {one.old_id}" if one.old_id else "")


def _accelerator(acc: Accelerator, overrides: Sequence[Override]) -> Accelerator:
    for one in overrides:
        if one.field == "peak_compute":
            told_dense = cast("Precision", one.qualifier)
            acc = replace(
                acc, flops={**acc.flops, told_dense: _number(one)}, surely_dense=acc.surely_dense | {told_dense}
            )
            name = f"flops.{one.qualifier}"
        else:
            name = SETTABLE[one.field].attribute
            value: dict[str, Any] = {name: _number(one)}
            acc = replace(acc, **value)
        acc = replace(acc, claims={**acc.claims, name: told(one)})
    if overrides:
        check(acc)
    return acc


def _no_narrower(acc: Accelerator, narrowest: Precision | None) -> Accelerator:
    """The accelerator without the precisions below `narrowest`; what stood in for a 16-bit rate still does."""
    kept = {p: rate for p, rate in acc.flops.items() if narrowest is None or _bits(p) >= _bits(narrowest)}
    if len(kept) == len(acc.flops):
        return acc
    source, wide = peak(acc, "bf16")
    if wide and source not in kept:
        kept["bf16"] = wide
        if claim := acc.claims.get(f"flops.{source}"):
            acc = replace(acc, claims={**acc.claims, "flops.bf16": claim})
    return replace(acc, flops=kept)


def _bits(precision: str) -> int:
    """Bits a weight, as the name says: 8 of fp8."""
    return int("".join(c for c in precision if c.isdigit()) or 0)


def _model(model: ModelArch, overrides: Sequence[Override]) -> ModelArch:
    values: dict[str, Any] = {o.field: o.new if o.new_value is None else _number(o) for o in overrides}
    changed = replace(model, **values)
    if overrides and (wrong := contradiction(changed)):
        raise UsageError(f"{model.slug}: {wrong}; set both so that they fit")
    if overrides and (idle := idle_parameters(changed)):
        raise UsageError(f"{model.slug}: {idle}; set model.params_total and model.params_active to the same")
    for name, value in values.items():
        without = replace(changed, **{name: getattr(model, name)})
        if value != getattr(model, name) and not _differ(changed, without):
            raise UsageError(
                f"model.{name}={value:g} changes nothing: {model.name} ({_kind(changed)}) is computed without it"
            )
    return changed


def _differ(one: ModelArch, other: ModelArch) -> bool:
    """Whether two models are computed otherwise."""
    from tracker.metrics.layers import shape

    return shape(one) != shape(other) or one.weights_precision != other.weights_precision


def _kind(model: ModelArch) -> str:
    return f"{model.attention} attention, {f'{model.n_experts} experts' if model.n_experts else 'no experts'}"


def _offers(
    given: Inputs, accelerators: Sequence[Accelerator], basis: str, overrides: Sequence[Override]
) -> tuple[tuple[str, Offer], ...]:
    """Offers at the price basis with what was told of price, power and owning. An offer's key says what became of it."""
    if not overrides:
        return given.offers
    owned = owned_parts(accelerators, given.offers, overrides, given.stack)
    rate = told_owning(overrides).get("usd_per_kwh")
    offers = [(key, offer) for key, offer in given.offers if offer.term == basis]
    kept = [(key, offer) for key, offer in given.offers if offer.term != basis]
    for acc in accelerators:
        mine = [pair for pair in offers if pair[1].product == acc.slug]
        set_here = {o.field: o for o in overrides if o.subject == acc.slug and not o.no_effect}
        kw = power_kw(set_here, [pair for pair in given.offers if pair[1].product == acc.slug])
        if "kw_all_in" in set_here:
            kept = [_with_power(pair, acc.slug, kw) for pair in kept]
            mine = [_with_power(pair, acc.slug, kw) for pair in mine]
        kept += _of_one(acc, mine, basis, set_here, owned.get(acc.slug), rate, kw)
    others = {acc.slug for acc in accelerators}
    return (*kept, *(pair for pair in offers if pair[1].product not in others))


def _of_one(
    acc: Accelerator, offers: Sequence[tuple[str, Offer]], basis: str, told_of: dict[str, Override],
    own: Ownership | None, rate: float | None, kw: float | None,
) -> list[tuple[str, Offer]]:  # fmt: skip
    if price := told_of.get("price_hourly"):
        return [(told(price), _priced(acc.slug, basis, float(_number(price)), kw))]
    if own:
        return [(f"{told(told_of['capex'])}; {owning_words(own)}", _priced(acc.slug, basis, hourly_cost(own), kw))]
    if rate is None:
        return list(offers)
    return [_at_rate(key, offer, rate) for key, offer in offers]


def _with_power(pair: tuple[str, Offer], slug: str, kw: float | None) -> tuple[str, Offer]:
    key, offer = pair
    return (key, replace(offer, kw_all_in=kw)) if offer.product == slug else pair


def _priced(slug: str, basis: str, usd_per_hour: float, kw: float | None) -> Offer:
    term = cast("Term", basis)
    return Offer(
        provider=WHAT_IF, product=slug, sku=WHAT_IF, term=term, usd_per_hour=usd_per_hour, observed="", kw_all_in=kw
    )


def _at_rate(key: str, offer: Offer, rate: float) -> tuple[str, Offer]:
    """A listed price of owned hardware with electricity at another rate; one without a stated power stays as it is."""
    if not offer.kw_all_in:
        return key, offer
    more = offer.kw_all_in * (rate - LISTED_USD_PER_KWH)
    price = max(offer.usd_per_hour + more * offer.count, 0.0)
    how = f"{WHAT_IF}: {key} with {offer.kw_all_in:g} kW at ${rate:g} instead of ${LISTED_USD_PER_KWH:g}/kWh"
    return how, replace(offer, usd_per_hour=price)


def moved_runs(changed: Changed) -> tuple[MeasuredPoint, ...]:
    """Measured runs as they would have gone on the overridden parts and model: each by the model's own ratio.

    So measured over modelled stays what it was. A run whose configuration is impossible now says nothing and is left out.
    """
    from tracker.metrics.forecast import predict
    from tracker.metrics.layers import shape

    given, parts = changed.given, changed.parts
    mine = [
        p for p in given.measured if _is_moved(p, changed) and usable(p)
        and (p.count == 1 or (changed.real[p.product].link_bytes_per_s and parts[p.product].link_bytes_per_s))
    ]  # fmt: skip

    def runs(accelerators: Mapping[str, Accelerator], model: ModelArch) -> list[Run]:
        return [
            Run(source=p.source, accelerator=accelerators[p.product], model=model, precision=p.precision, group=p.count,
                spread=runs_spread(p, shape(model)), isl=p.isl, osl=p.osl, concurrency=p.concurrency, user=p.tok_s_user,
                rate=p.output_tok_s)
            for p in mine
        ]  # fmt: skip

    before = predict(runs(changed.real, changed.real_model), given.stack)
    after = predict(runs(parts, changed.model), given.stack)
    ratios = [float(a / b) if b > 0 else math.nan for a, b in zip(after, before, strict=True)]
    return (
        *(p for p in given.measured if not _is_moved(p, changed)),
        *(
            replace(p, output_tok_s=p.output_tok_s * x, tok_s_user=p.tok_s_user * x)
            for p, x in zip(mine, ratios, strict=True)
            if math.isfinite(x) and x > 0
        ),
    )


def _is_moved(run: MeasuredPoint, changed: Changed) -> bool:
    return run.product in changed.touched and run.product in changed.real and run.model in changed.same_shape


def carried_over(real: Performance, moved: Performance, workload: Workload, stack: Stack) -> Performance:
    """A measured product on other inputs: its measured rate times what the model says that the inputs change.

    `real` is the product as it is ranked, `moved` that by model and anchors alone on the overridden inputs under `workload`,
    beyond whose data sheet nothing goes. It is anchored now, and its interval is at least the one of anchored figures.
    """
    if real.perf is None or real.by_model is None or moved.perf is None or moved.estimate is None:
        return moved
    perf, was = moved.perf, moved.estimate
    factor = min(real.perf.output_tok_s / real.by_model.output_tok_s, 1.0 / max(perf.mfu, perf.mbu))
    perf = replace(
        perf, output_tok_s=perf.output_tok_s * factor, mfu=perf.mfu * factor, mbu=perf.mbu * factor,
        fresh_input_s=perf.fresh_input_s / factor, cached_input_s=perf.cached_input_s / factor,
        output_s=perf.output_s / factor, ttft_unloaded_s=perf.ttft_unloaded_s / factor,
        tok_s_user=perf.tok_s_user * factor, tpot_s=perf.tpot_s / factor,
    )  # fmt: skip
    low, high = stack.spread["anchored"]
    span = (min(was.p10 / was.p50, low), max(was.p90 / was.p50, high))
    rate = perf.output_tok_s
    estimate = Estimate(p10=rate * span[0], p50=rate, p90=rate * span[1], basis="anchored")
    first = first_token(perf, workload, stack)
    return replace(moved, perf=perf, estimate=estimate, first=first, speed=moved.speed * factor, span=span)
