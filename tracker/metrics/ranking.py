"""The ranking: every accelerator under one workload at one price basis, with every factor or a named reason."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from tracker.metrics.anchors import usable
from tracker.metrics.ceiling import possible
from tracker.metrics.cost import blended_cost, cost_per_mtok, joules_per_token, tokens_per_mw, total_rate
from tracker.metrics.estimate import PLAIN, Mode, Performance, performances
from tracker.metrics.hardware import ImplausibleInput, peak
from tracker.metrics.layers import Floats, shape
from tracker.metrics.power import facility_power
from tracker.metrics.serve import Perf
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator, MeasuredPoint, ModelArch, RankingRow, Workload
from tracker.model.price import Offer
from tracker.model.words import Precision

_GRID = 1200
"""Cost steps over which the chance to be cheapest is summed."""
_Z90 = 1.2815515655446004
"""Standard deviations from the median to the 90th percentile of a normal distribution."""


def rank_workload(
    workload: Workload,
    model: ModelArch,
    accelerators: Sequence[Accelerator],
    offers: Sequence[tuple[str, Offer]],
    measured: Sequence[MeasuredPoint],
    stack: Stack,
    price_basis: str,
    same_shape: Collection[str] = (),
    mode: Mode = PLAIN,
) -> list[RankingRow]:
    """One row an accelerator, cheapest first, those without a figure last. `offers` come with their ids.

    Several price bases: compute `operating_points` once and `price_rows` for each.
    """
    return price_rows(
        workload,
        operating_points(workload, model, accelerators, measured, stack, same_shape, mode),
        offers,
        price_basis,
        stack,
    )


def operating_points(
    workload: Workload,
    model: ModelArch,
    accelerators: Sequence[Accelerator],
    measured: Sequence[MeasuredPoint],
    stack: Stack,
    same_shape: Collection[str] = (),
    mode: Mode = PLAIN,
) -> list[Performance]:
    """What each accelerator delivers under the workload; prices play no part.

    Runs of `model` count, and of the models in `same_shape` (see `layers.twins`), but for those that no data sheet allows.
    `mode` adds speculative decoding or pools of prefill and decode; by default there is neither.
    """
    _check_load(workload)
    kind = shape(model)
    parts = {acc.slug: acc for acc in accelerators}
    known = {parts[run.product].vendor for run in measured if run.product in parts}
    runs = runs_of(model, accelerators, measured, same_shape, stack)
    return performances(accelerators, kind, model.weights_precision, workload, runs, known, stack, mode)


def runs_of(
    model: ModelArch, accelerators: Sequence[Accelerator], measured: Sequence[MeasuredPoint], same_shape: Collection[str],
    stack: Stack,
) -> dict[str, list[MeasuredPoint]]:  # fmt: skip
    """Slug of an accelerator -> the runs of this model, or of one of its shape, that its data sheet allows."""
    mine = [run for run in measured if (run.model == model.slug or run.model in same_shape) and usable(run)]
    runs: dict[str, list[MeasuredPoint]] = {}
    for run in possible({acc.slug: acc for acc in accelerators}, mine, shape(model), stack):
        runs.setdefault(run.product, []).append(run)
    return runs


def _check_load(load: Workload) -> None:
    """Raises ImplausibleInput for a load that cannot be."""
    if load.isl < 1 or load.osl < 1:
        raise ImplausibleInput(f"{load.slug}: {load.isl} tokens in and {load.osl} out, must be 1 or more")
    if not 0 <= load.cached_fraction <= 1:
        raise ImplausibleInput(f"{load.slug}: cached_fraction {load.cached_fraction} must be 0 to 1: 90 % is 0.9")
    if not 0 <= load.floor_tok_s_user < math.inf:
        raise ImplausibleInput(f"{load.slug}: a floor of {load.floor_tok_s_user} tokens/s/user must be 0 or more")


def price_rows(
    workload: Workload,
    performances: Iterable[Performance],
    offers: Sequence[tuple[str, Offer]],
    price_basis: str,
    stack: Stack,
) -> list[RankingRow]:
    """The ranking at one price basis: each product at its cheapest sound offer."""
    cheapest, power = _cheapest(offers, price_basis), facility_power(offers)
    rows = []
    for one in performances:
        slug = one.accelerator.slug
        rows.append(_row(workload, one, cheapest.get(slug), power.get(slug), price_basis, stack))
    return rank(rows)


def _cheapest(offers: Sequence[tuple[str, Offer]], price_basis: str) -> dict[str, tuple[str, Offer]]:
    best: dict[str, tuple[float, str, Offer]] = {}
    for key, offer in offers:
        if offer.term != price_basis or offer.quality != "ok" or offer.count < 1 or offer.usd_per_hour <= 0:
            continue
        price = offer.usd_per_hour / offer.count
        held = best.get(offer.product)
        if held is None or (price, key) < held[:2]:
            best[offer.product] = (price, key, offer)
    return {product: (key, offer) for product, (_, key, offer) in best.items()}


def _row(
    workload: Workload, one: Performance, priced: tuple[str, Offer] | None, power: tuple[str, float] | None,
    price_basis: str, stack: Stack,
) -> RankingRow:  # fmt: skip
    acc = one.accelerator
    if one.perf is None or one.estimate is None or priced is None:
        return RankingRow(
            workload=workload.slug, product=acc.slug, price_basis=price_basis, announced_only=acc.announced_only,
            reason="no price" if one.perf and one.estimate else one.reason,
        )  # fmt: skip
    key, offer = priced
    perf, estimate = one.perf, one.estimate
    usd_per_hour = float(offer.usd_per_hour) / offer.count
    utilisation = float(workload.utilisation)
    cost = cost_per_mtok(perf, workload, usd_per_hour, utilisation)
    kw = power[1] if power else acc.watts * stack.facility_factor / 1000.0
    tokens = total_rate(perf.output_tok_s, workload)
    return RankingRow(
        workload=workload.slug,
        product=acc.slug,
        price_basis=price_basis,
        announced_only=acc.announced_only,
        offer=key,
        usd_per_hour=usd_per_hour,
        tokens_per_s=tokens,
        output_tok_s=perf.output_tok_s,
        utilisation=utilisation,
        usd_per_mtok=cost.blended,
        usd_per_mtok_p10=blended_cost(usd_per_hour, total_rate(estimate.p90, workload), utilisation),
        usd_per_mtok_p90=blended_cost(usd_per_hour, total_rate(estimate.p10, workload), utilisation),
        usd_per_mtok_input=cost.input,
        usd_per_mtok_cached_input=cost.cached_input,
        usd_per_mtok_output=cost.output,
        usd_per_mtok_output_whole_hour=cost.output_whole_hour,
        tok_s_user=perf.tok_s_user,
        ttft_unloaded_s=perf.ttft_unloaded_s,
        n_accelerators=perf.group,
        layout=perf.layout,
        precision=perf.precision,
        batch=perf.batch,
        bound=perf.bound,
        tok_s_per_mw=tokens_per_mw(tokens, kw) if kw else None,
        j_per_tok=joules_per_token(tokens, kw) if kw else None,
        basis=estimate.basis,
        inputs=_inputs(acc, perf, one, key, power[0] if power else ""),
    )


def _inputs(acc: Accelerator, perf: Perf, one: Performance, key: str, power: str) -> dict[str, str]:
    """Which claims and which offers the row stands on, and in words what anchors it. `power` is the one that states it."""
    found = speed_inputs(one, perf)
    told = {name: found.pop(name) for name in ("measured", "anchor") if name in found}
    if not power and "watts" in acc.claims:
        found["watts"] = acc.claims["watts"]
    found["usd_per_hour"] = key
    if power:
        found["kw_all_in"] = power
    return found | told


def speed_inputs(one: Performance, perf: Perf) -> dict[str, str]:
    """What the speed of an operating point stands on: claims, a measured run and in words what anchors it."""
    acc = one.accelerator
    precision: Precision = perf.precision  # type: ignore[assignment]
    used = [f"flops.{peak(acc, precision)[0]}", f"flops.{peak(acc, 'bf16')[0]}", "memory_bytes", "memory_bytes_per_s"]
    used += ["link_bytes_per_s", "domain"] if perf.group > 1 else []
    found = {name: acc.claims[name] for name in used if name in acc.claims}
    if one.anchor and one.anchor.nearest.id:
        found["measured"] = one.anchor.nearest.id
    words = [str(one.anchor)] if one.anchor else []
    if one.outdone_by:
        words.append(f"the interval reaches up to {one.outdone_by}, which is better in nothing and yet faster")
    return {**found, "anchor": "; ".join(words)} if words else found


def rank(rows: Sequence[RankingRow]) -> list[RankingRow]:
    """Order by cost; ties where intervals overlap; the chance of each to be the cheapest. Others follow by name."""
    priced = sorted((r for r in rows if r.usd_per_mtok is not None), key=lambda r: (r.usd_per_mtok or 0.0, r.product))
    spans = [(r.usd_per_mtok_p10 or 0.0, r.usd_per_mtok or 0.0, r.usd_per_mtok_p90 or 0.0) for r in priced]
    chances = chance_to_be_cheapest(spans)
    ranked = []
    for i, (row, (low, _, high)) in enumerate(zip(priced, spans, strict=True)):
        near = [j + 1 for j, (other_low, _, other_high) in enumerate(spans) if other_low <= high and low <= other_high]
        ranked.append(replace(row, rank=i + 1, tied_from=min(near), tied_to=max(near), p_best=chances[i]))
    return ranked + sorted((r for r in rows if r.usd_per_mtok is None), key=lambda r: r.product)


def chance_to_be_cheapest(spans: Sequence[tuple[float, float, float]]) -> list[float]:
    """P(cheapest) for costs given as (p10, p50, p90); the sum is 1.

    Each cost is taken as independent and log-normal with its own width on either side of the median:
    P(i) = sum over cost steps of dF_i * product of (1 - F_j) over the others.
    """
    import numpy as np

    if not spans:
        return []
    low, middle, high = np.log(np.maximum(np.array(spans, dtype=np.float64), 1e-300)).T
    below = np.maximum((middle - low) / _Z90, 1e-6)
    above = np.maximum((high - middle) / _Z90, 1e-6)
    edges = np.linspace((middle - 5 * below).min(), (middle + 5 * above).min(), _GRID + 1)
    away = edges[None, :] - middle[:, None]
    share = _normal(np.where(away < 0, away / below[:, None], away / above[:, None]))
    dearer = 1.0 - (share[:, :-1] + share[:, 1:]) / 2
    step = np.diff(share, axis=1)
    mass = np.array([(step[i] * np.prod(np.delete(dearer, i, axis=0), axis=0)).sum() for i in range(len(spans))])
    return [float(p) for p in mass / mass.sum()]


def _normal(z: Floats) -> Floats:
    """Cumulative normal distribution, interpolated in a table of the standard library's erf."""
    import numpy as np

    points, values = _normal_table()
    return np.interp(z, points, values)


@lru_cache(maxsize=1)
def _normal_table() -> tuple[Floats, Floats]:
    import numpy as np

    points = np.linspace(-8.0, 8.0, 3201)
    return points, np.array([0.5 * (1.0 + math.erf(z / math.sqrt(2.0))) for z in points])
