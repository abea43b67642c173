"""What a million tokens costs on which accelerator: the stored ranking, or the one of a past day."""

from __future__ import annotations

import dataclasses
import difflib
import json
from collections.abc import Sequence

from tracker.model.errors import UsageError
from tracker.model.market import CostRow, CurrentPrice, WorkloadRow
from tracker.model.performance import RankingRow
from tracker.model.rows import ProductRow
from tracker.model.words import TERMS
from tracker.store import read_facts, read_market
from tracker.store.rankings import ranking_key
from tracker.views.products import folded
from tracker.views.session import Session
from tracker.views.undated import undated, with_doubt

_SHARED = {f.name for f in dataclasses.fields(CostRow)} & {f.name for f in dataclasses.fields(RankingRow)}


def workloads(session: Session) -> list[WorkloadRow]:
    """The standard workloads, in their order."""
    return read_market.workloads(session)


def find_workload(session: Session, words: str) -> WorkloadRow:
    """The workload of that name, case, spaces and hyphens as you like. Raises UsageError with the nearest names."""
    known = {folded(w.workload): w for w in workloads(session)}
    if found := known.get(folded(words)):
        return found
    near = difflib.get_close_matches(folded(words), known, 3, 0.6)
    hint = f"did you mean {', '.join(known[name].workload for name in near)}?" if near else ""
    hint = hint or f"there are {', '.join(w.workload for w in known.values())}"
    raise UsageError(f"no workload is called {words!r}; {hint}")


def price_bases(session: Session, workload: str) -> list[str]:
    """Price bases at which something ranks, the usual one first."""
    if session.as_of is None:
        found = read_market.price_bases(session, workload)
        return [basis for basis in TERMS if basis in found]
    return [basis for basis in TERMS if any(row.rank for row in rankings(session, workload, basis))]


def ranking_row(session: Session, ranking_id: str) -> CostRow | None:
    """A row by its id; with `as_of` the one that is computed for that day."""
    if session.as_of is None:
        return read_market.ranking_row(session, ranking_id)
    pairs = [(w.workload, basis) for w in workloads(session) for basis in TERMS]
    return next((r for pair in pairs for r in _computed(session, *pair) if r.ranking_id == ranking_id), None)


def rankings(session: Session, workload: str, price_basis: str = "on_demand") -> list[CostRow]:
    """Cheapest first, then the accelerators without a figure and why. Raises UsageError for an unknown workload or basis.

    With `as_of` the ranking is computed from what was known that day; else it is the stored one, bit for bit.
    """
    known = [w.workload for w in workloads(session)]
    if workload not in known:
        raise UsageError(f"no workload is called {workload!r}; there are {', '.join(known)}")
    if price_basis not in TERMS:
        raise UsageError(f"no price basis is called {price_basis!r}; there are {', '.join(TERMS)}")
    if session.as_of is None:
        return read_market.rankings(session, workload, price_basis)
    return _computed(session, workload, price_basis)


def _computed(session: Session, workload: str, price_basis: str) -> list[CostRow]:
    from tracker.assemble import gather, rank_all
    from tracker.metrics.version import VERSION

    given = gather(session)
    products = {p.product_slug: p for p in read_facts.products(session)}
    prices = read_market.current_prices(session)
    rows = rank_all(given, (workload,), (price_basis,))[workload, price_basis]
    day, missing = session.as_of or "", undated(session)
    told = [with_doubt(r, r.product, missing, day) for r in rows]
    return [cost_row(r, products[r.product], prices, day, (VERSION, given.digest())) for r in told]


def cost_row(
    r: RankingRow, product: ProductRow, prices: Sequence[CurrentPrice], computed_at: str, made_by: tuple[str, str]
) -> CostRow:
    """A computed row as the view cost_per_token has it; `made_by` is the version of the metrics and the inputs' digest."""
    shared = {name: getattr(r, name) for name in _SHARED}
    fit = [p for p in prices if p.product_slug == r.product and p.term == r.price_basis and p.quality == "ok"]
    price = next((p for p in fit if p.offer_id == r.offer), None)
    hourly = [p.usd_per_accelerator_hour for p in fit]
    return CostRow(
        **shared
        | {
            "accelerator": product.product, "product_slug": product.product_slug, "vendor": product.vendor,
            "provider": price.provider if price else None, "sku": price.sku if price else None,
            "region": price.region if price else None, "term": price.term if price else None,
            "announced_only": int(r.announced_only), "price_as_of": price_moment(price) if price else None,
            "computed_at": computed_at, "metrics_version": made_by[0], "inputs_digest": made_by[1], "stale": 0,
            "offer_id": r.offer, "inputs": json.dumps(dict(r.inputs), sort_keys=True),
            "ranking_id": ranking_key(r.workload, r.price_basis, r.product),
            "n_offers": len(fit) or None, "usd_per_hour_low": min(hourly, default=None),
            "usd_per_hour_high": max(hourly, default=None),
        }
    )  # fmt: skip


def price_moment(price: CurrentPrice) -> str:
    """When a price was last seen, UTC; the day of its list where that is older."""
    return price.last_seen_at if price.last_seen_at.startswith(price.price_of) else price.price_of
