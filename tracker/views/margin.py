"""What the market price of a model leaves over the computed cost of the hardware that serves it, per provider and class."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from statistics import median

from tracker.clock import today
from tracker.metrics.margin import blended_price, margin, margin_span
from tracker.model.errors import UsageError
from tracker.model.margin import ClassMargin, Margin, ServingCost
from tracker.model.market import CostRow, TokenMarketRow
from tracker.model.performance import Workload
from tracker.model.words import TERMS
from tracker.store import inputs, read_facts, read_market
from tracker.views.price_ages import age
from tracker.views.rankings import cost_row, find_workload, rankings
from tracker.views.session import Session
from tracker.views.token_names import find_listed, find_model
from tracker.views.tokens import token_market

CLASSES = ("maker", "hyperscaler", "GPU cloud", "own chips", "platform")
"""The model's maker; clouds with accelerators of their own; clouds without; makers of accelerators that sell tokens; platforms and
routers, which serve themselves or pass requests on: lists do not say which."""
NOT_KNOWN = "a closed model, or one that the catalogue has not: its hardware is not known, no cost can be computed"
API_SPEED_ONLY = "API speed only: no cost can be computed for the chips that it makes"


def margins(session: Session, model: str = "", workload: str = "", basis: str = "on_demand") -> list[Margin]:
    """Each provider's margin at its cheapest sound price, highest first within a class, then those without one and why.

    Without a model: those of the standard workloads, or of the one named. A model that no standard workload has is put into
    the one named, else into the first: then the cost is computed now, by the same code as rankings. Raises UsageError for
    names that fit nothing.
    """
    if basis not in TERMS:
        raise UsageError(f"no price basis is called {basis!r}; there are {', '.join(TERMS)}")
    find = _Finder(session)
    if model and not (listed := find_listed(session, model)).catalogued:
        load = replace(_usual(session, workload)[0], model=listed.models[0])
        makers = {maker for name in listed.models for maker in [name.rpartition("/")[0].rpartition("/")[2]] if maker}
        rows = find.rows(load, basis, token_market(session, listed.models), makers, None)
        return [replace(row, model=listed.name, model_slug=listed.models[0]) for row in rows]
    found: list[Margin] = []
    for load in _loads(session, model, workload):
        makers = {inputs.models(session)[load.model].vendor}
        ranked = _ranked(session, load, basis)
        found += find.rows(load, basis, token_market(session, (load.model,)), makers, ranked)
    return found


def margins_under(session: Session, load: Workload, basis: str, ranked: Sequence[CostRow]) -> list[Margin]:
    """As `margins`, of one load that may be no standard one, beside costs that are already ranked for it."""
    makers = {inputs.models(session)[load.model].vendor}
    return _Finder(session).rows(load, basis, token_market(session, (load.model,)), makers, ranked)


def class_margins(rows: Sequence[Margin]) -> list[ClassMargin]:
    """Those of each model, workload and class together."""
    groups: dict[tuple[str, str, str], list[Margin]] = {}
    for row in rows:
        groups.setdefault((row.model_slug, row.workload, row.provider_class), []).append(row)
    return [_class_margin(group) for group in groups.values()]


def _loads(session: Session, model: str, workload: str) -> list[Workload]:
    usual = _usual(session, workload)
    if not model:
        return usual
    slug = find_model(session, model)
    if fit := [w for w in usual if w.model == slug]:
        return fit
    load = usual[0]
    return [replace(load, slug=f"{slug} in {load.slug}", model=slug)]


def _usual(session: Session, workload: str) -> list[Workload]:
    """The standard loads, or the one that is named."""
    standard = inputs.workloads(session)
    return [w for w in standard if w.slug == find_workload(session, workload).workload] if workload else standard


def _ranked(session: Session, load: Workload, basis: str) -> list[CostRow]:
    """The stored ranking of a standard load, the computed one of another."""
    if any(w.slug == load.slug for w in inputs.workloads(session)):
        return rankings(session, load.slug, basis)
    from tracker.assemble import gather, rank_all
    from tracker.metrics.version import VERSION

    given = replace(gather(session), workloads=(load,))
    products = {p.product_slug: p for p in read_facts.products(session)}
    prices = read_market.current_prices(session)
    made_by = (VERSION, given.digest())
    rows = rank_all(given, (), (basis,))[load.slug, basis]
    return [
        replace(cost_row(r, products[r.product], prices, session.as_of or "", made_by), ranking_id="") for r in rows
    ]


def _best(offers: Sequence[TokenMarketRow], load: Workload) -> TokenMarketRow:
    """The cheapest sound price for the load; a flagged one where there is no other."""
    return min(offers, key=lambda row: (row.quality != "ok", _blended(row, load), row.token_offer_id))


def _blended(row: TokenMarketRow, load: Workload) -> float:
    return blended_price(row.usd_per_mtok_in, row.usd_per_mtok_cached_in, row.usd_per_mtok_out, load)


def _margin(load: Workload, basis: str, kind: str, row: TokenMarketRow, cost: ServingCost, day: str) -> Margin:
    price = _blended(row, load) if row.quality == "ok" else None
    span = None
    if (
        price
        and cost.usd_per_mtok is not None
        and cost.usd_per_mtok_p10 is not None
        and cost.usd_per_mtok_p90 is not None
    ):
        span = margin_span(price, cost.usd_per_mtok_p10, cost.usd_per_mtok, cost.usd_per_mtok_p90)
    told = price is not None
    seen = row.last_seen_at if row.last_seen_at.startswith(row.price_of) else row.price_of
    return Margin(
        model_slug=row.model_slug, model=row.model, provider_class=kind, provider=row.provider, provider_slug=row.provider_slug,
        endpoint=row.endpoint, usd_per_mtok=price, usd_per_mtok_in=row.usd_per_mtok_in if told else None,
        usd_per_mtok_cached_in=row.usd_per_mtok_cached_in if told else None,
        usd_per_mtok_out=row.usd_per_mtok_out if told else None, disputed=row.disputed, token_price_as_of=seen,
        token_price_age=age(row.price_of, day),
        publisher=row.publisher, token_offer_id=row.token_offer_id, accelerator=cost.accelerator, product_slug=cost.product_slug,
        hardware_from=cost.seller, price_basis=basis, cost_usd_per_mtok=cost.usd_per_mtok,
        cost_usd_per_mtok_p10=cost.usd_per_mtok_p10, cost_usd_per_mtok_p90=cost.usd_per_mtok_p90, cost_basis=cost.basis,
        hardware_price_as_of=cost.price_as_of, hardware_price_age=cost.price_age, n_ranked=cost.n_ranked,
        margin=span.p50 if span else None, margin_p10=span.p10 if span else None,
        margin_p90=span.p90 if span else None, reason=cost.reason if told else f"no sound price: {row.reason or row.quality}",
        workload=load.slug, isl=load.isl, osl=load.osl, cached_fraction=load.cached_fraction,
        floor_tok_s_user=load.floor_tok_s_user, utilisation=load.utilisation, ranking_id=cost.ranking_id,
    )  # fmt: skip


def _class_margin(rows: Sequence[Margin]) -> ClassMargin:
    """Who serves on chips of its own has a cost of its own: a class of several costs has none in common."""
    one = rows[0]
    priced = sorted((r for r in rows if r.usd_per_mtok), key=lambda r: (r.usd_per_mtok or 0.0, r.provider))
    prices = [r.usd_per_mtok or 0.0 for r in priced]
    middle = median(prices) if prices else None
    costs = {(r.cost_usd_per_mtok, r.product_slug) for r in priced}
    shared = priced[0] if len(costs) == 1 and priced[0].cost_usd_per_mtok is not None else None
    p10, p50, p90 = (
        (shared.cost_usd_per_mtok_p10, shared.cost_usd_per_mtok, shared.cost_usd_per_mtok_p90)
        if shared
        else (None, None, None)
    )
    several = "each has a cost of its own: --providers tells them" if len(costs) > 1 else ""
    reason = (several or priced[0].reason) if priced else one.reason

    def left(price: float | None, cost: float | None) -> float | None:
        return margin(price, cost) if price and cost is not None else None

    return ClassMargin(
        model_slug=one.model_slug, model=one.model, workload=one.workload, provider_class=one.provider_class,
        n_providers=len(rows), n_priced=len(priced), usd_per_mtok_low=prices[0] if prices else None, usd_per_mtok_median=middle,
        usd_per_mtok_high=prices[-1] if prices else None, cheapest=priced[0].provider if priced else "",
        cost_usd_per_mtok=p50, cost_usd_per_mtok_p10=p10, cost_usd_per_mtok_p90=p90,
        margin_low=left(prices[0] if prices else None, p50), margin_median=left(middle, p50),
        margin_median_p10=left(middle, p90), margin_median_p90=left(middle, p10),
        margin_high=left(prices[-1] if prices else None, p50),
        token_prices_from=min((r.token_price_as_of for r in priced), default=""),
        token_prices_until=max((r.token_price_as_of for r in priced), default=""),
        hardware_price_as_of=shared.hardware_price_as_of if shared else "", reason="" if shared else reason,
    )  # fmt: skip


class _Finder:
    """Margins of one load after the other, by what the catalogue and the lists know of providers."""

    def __init__(self, session: Session) -> None:
        from tracker.assemble import SERVING_KINDS

        self._kinds = {v.vendor_slug: v.kind for v in read_facts.vendors(session)}
        self._makers = {p.vendor_slug for p in read_facts.products(session) if p.kind in SERVING_KINDS}
        self._renters = {p.provider_slug for p in read_market.current_prices(session) if p.term != "owned"}
        self._today = session.as_of or today()

    def rows(self, load: Workload, basis: str, market: Sequence[TokenMarketRow], makers: Set[str],
             ranked: Sequence[CostRow] | None) -> list[Margin]:  # fmt: skip
        """Highest margin first within a class. Without `ranked` nothing is known of the model but its prices."""
        by_provider: dict[str, list[TokenMarketRow]] = {}
        for row in market:
            if not row.tier:
                by_provider.setdefault(row.provider_slug, []).append(row)
        found = []
        for slug, offers in by_provider.items():
            kind = self._class_of(slug, makers, ranked or ())
            cost = (
                ServingCost(reason=NOT_KNOWN)
                if ranked is None
                else self._cost(ranked, slug if kind == "own chips" else "")
            )
            found.append(_margin(load, basis, kind, _best(offers, load), cost, self._today))
        return sorted(found, key=lambda m: (CLASSES.index(m.provider_class), -(m.margin if m.margin is not None else -1e9),
                                            m.usd_per_mtok is None, m.usd_per_mtok or 0.0, m.provider))  # fmt: skip

    def _cost(self, ranked: Sequence[CostRow], vendor: str) -> ServingCost:
        """The cheapest. Who serves on chips of its own is held against these alone."""
        rows = [
            r
            for r in ranked
            if r.usd_per_mtok is not None and r.product_slug.startswith(f"{vendor}/" if vendor else "")
        ]
        if not rows:
            return ServingCost(
                reason=API_SPEED_ONLY if vendor else "no accelerator has a cost for this load at this price basis"
            )
        best = min(rows, key=lambda r: (r.rank or 0, r.product_slug))
        seen = best.price_as_of or ""
        return ServingCost(
            accelerator=f"{best.vendor} {best.accelerator}", product_slug=best.product_slug,
            seller=" ".join(word for word in (best.provider, best.region) if word), usd_per_mtok=best.usd_per_mtok,
            usd_per_mtok_p10=best.usd_per_mtok_p10, usd_per_mtok_p90=best.usd_per_mtok_p90, basis=best.basis,
            price_as_of=seen, price_age=age(seen[:10], self._today) if seen else "",
            n_ranked=len(rows), ranking_id=best.ranking_id,
        )  # fmt: skip

    def _class_of(self, vendor: str, makers: Set[str], ranked: Sequence[CostRow]) -> str:
        """Who rents out accelerators is a cloud, whatever else it makes. Chips that no ranking has are not
        what their maker is known to serve on."""
        if vendor in makers:
            return "maker"
        if self._kinds.get(vendor) == "cloud" or vendor in self._renters:
            return "hyperscaler" if vendor in self._makers else "GPU cloud"
        serves = any(r.product_slug.startswith(f"{vendor}/") for r in ranked)
        return "own chips" if vendor in self._makers and serves else "platform"
