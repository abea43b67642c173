"""A ranking as asked: with inputs overridden, with announced products, with every product of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from tracker.clock import now_text, today
from tracker.model.errors import UsageError
from tracker.model.market import CostRow
from tracker.model.performance import Workload
from tracker.model.rows import ProductRow
from tracker.model.scenario import Announcement, Override, Scenario, ScenarioRow
from tracker.model.words import TERMS
from tracker.store import inputs, read_facts, read_market
from tracker.store.rankings import ranking_key
from tracker.views.price_sellers import find_seller
from tracker.views.rankings import cost_row, find_workload
from tracker.views.session import Session
from tracker.views.undated import undated, with_doubt

if TYPE_CHECKING:
    from tracker.assemble.scenario import Ranked
    from tracker.assemble.serving import Served
    from tracker.metrics.cost import Ownership

_COST = tuple(f.name for f in fields(CostRow))
_BESIDE = {"group": "other", "announced": "", "expected": "", "assumed": "", "place": None, "place_from": None,
           "place_to": None, "overrides": (), "ttft_s": None, "ttft_s_p10": None, "ttft_s_p90": None, "ttft_note": ""}  # fmt: skip
"""What a row has beyond its cost that no ranking has."""
_LOAD = ("isl", "osl", "cached_fraction", "floor_tok_s_user", "utilisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a ranking is asked with beyond workload and price basis."""

    sets: tuple[str, ...] = ()
    """TARGET=VALUE, as `--set` takes them."""
    roadmap: bool = False
    """With the products that are announced and cannot be had yet."""
    everything: bool = False
    """With every other product of the catalogue and why it has no figure; brings the roadmap as well."""
    pools: str | None = None
    """"auto" or PREFILL:DECODE, as `--pools` takes them."""
    draft: str | None = None
    """TOKENS:ACCEPTANCE, as `--draft` takes them."""
    provider: str = ""
    """Only prices of this provider (any of its names); empty = whoever is cheapest."""
    ttft: bool = False
    """With the time to first token of each row; it moves no other figure."""

    def __bool__(self) -> bool:
        return self != Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A scenario with what its rows were computed from."""

    scenario: Scenario
    load: Workload
    """The workload, overrides included."""
    served: Mapping[str, Served]
    """By slug of the product; those of the group other have none."""
    owned: Mapping[str, Ownership]
    """By slug: what an hour of an accelerator is made of whose price of purchase was set."""


def scenario(session: Session, workload: str, price_basis: str, asked: Asked) -> Scenario:
    """The ranking computed from the inputs of the database with `asked` in them. Nothing is stored.

    Current rows keep among themselves the ranks that they have without the roadmap. Raises UsageError for an unknown
    workload, price basis, product, input or way of serving, and for a value that cannot be.
    """
    return computed(session, find_workload(session, workload).workload, price_basis, asked).scenario


def owning_note(found: Scenario) -> str:
    """What an hour of hardware bought at a price of one's own does not hold; "" where all of it is told."""
    from tracker.assemble.owning import left_out

    return left_out(found.overrides)


def computed(session: Session, slug: str, price_basis: str, asked: Asked) -> Computed:
    """The scenario of the workload `slug` with all that it was computed from."""
    from tracker.assemble import accelerators, gather
    from tracker.assemble.owning import owned_parts
    from tracker.assemble.roadmap import on_roadmap, unstated
    from tracker.assemble.scenario import Question, answer
    from tracker.assemble.serving import FIRST_TOKEN, Served, read_mode, told_mode
    from tracker.metrics.version import VERSION
    from tracker.views.whatif import read_overrides

    if price_basis not in TERMS:
        raise UsageError(f"no price basis is called {price_basis!r}; there are {', '.join(TERMS)}")
    mode = read_mode(asked.pools, asked.draft)
    usual = gather(session)
    prices = read_market.current_prices(session)
    if asked.provider:
        seller = find_seller(session, asked.provider)
        prices = [price for price in prices if price.provider_slug == seller]
        usual = replace(usual, offers=tuple(pair for pair in usual.offers if pair[1].provider == seller))
    given = replace(usual, accelerators=tuple(accelerators(session, unknown=True)))
    workload = next(w for w in given.workloads if w.slug == slug)
    overrides = (*read_overrides(session, asked.sets, given, workload, price_basis), *told_mode(mode))
    day = session.as_of or today()
    serving = {acc.slug for acc in given.accelerators}
    announced = {one: told for one, told in on_roadmap(session, day).items() if one in serving}
    question = Question(
        given=given, known=frozenset(acc.slug for acc in usual.accelerators), workload=workload, price_basis=price_basis,
        overrides=overrides, announcements=announced, roadmap=asked.roadmap or asked.everything, mode=mode,
    )  # fmt: skip
    found, changed, load = answer(question)
    made_by = (VERSION, changed.digest())
    products = {p.product_slug: p for p in read_facts.products(session)}
    when, note = session.as_of or now_text(), FIRST_TOKEN if asked.ttft else ""
    missing, specs = undated(session), {row.claim_id: row for row in inputs.compute_specs(session)}
    rows = []
    for one in found:
        told = with_doubt(one.row, one.row.product, missing, session.as_of or "")
        one = replace(one, row=told, assumed=(*one.assumed, *unstated(told, specs)) if one.assumed else ())
        cost = cost_row(told, products[told.product], prices, when, made_by)
        rows.append(_row(one, cost, announced, overrides, note))
    if asked.everything:
        rows += _others(session, rows, products.values(), (slug, price_basis), when, made_by)
    inside: dict[str, float] = {name: getattr(load, name) for name in _LOAD}
    shown = Scenario(
        workload=slug, price_basis=price_basis, rows=tuple(rows), overrides=overrides, load=inside, ttft_note=note
    )
    model = changed.models[load.model]
    served = {one.row.product: Served(point=one.point, model=model, mode=mode, stack=given.stack) for one in found}
    owned = owned_parts(changed.accelerators, given.offers, overrides, given.stack)
    return Computed(scenario=shown, load=load, served=served, owned=owned)


def _row(
    one: Ranked, row: CostRow, announced: dict[str, Announcement], overrides: Sequence[Override], ttft_note: str
) -> ScenarioRow:
    told = announced.get(row.product_slug, Announcement())
    source = one.row.inputs.get("usd_per_hour", "").partition(":")[0]
    if row.usd_per_hour is not None and row.offer_id is None:
        row = replace(row, provider=source, term=row.price_basis)
    place, first, last = one.places or (None, None, None)
    mine = tuple(o for o in overrides if o.subject in ("", row.product_slug) or o.of == "model")
    ttft = one.point.first.estimate if ttft_note and one.point.first and row.usd_per_mtok is not None else None
    return _scenario_row(
        row, group=one.group, announced=told.announced, expected=told.expected, assumed="; ".join(one.assumed),
        place=place, place_from=first, place_to=last, overrides=mine,
        ttft_s=ttft and ttft.p50, ttft_s_p10=ttft and ttft.p10, ttft_s_p90=ttft and ttft.p90,
        ttft_note=ttft_note if ttft else "",
    )  # fmt: skip


def _scenario_row(row: CostRow, **more: Any) -> ScenarioRow:
    return ScenarioRow(**{name: getattr(row, name) for name in _COST}, **more)


def _others(
    session: Session, rows: Iterable[ScenarioRow], products: Iterable[ProductRow], ranking: tuple[str, str], when: str,
    made_by: tuple[str, str],
) -> list[ScenarioRow]:  # fmt: skip
    """A row for each product that no ranking has, with what it is or what is not known of it."""
    from tracker.assemble import SERVING_KINDS
    from tracker.assemble.reasons import of_kind
    from tracker.model.performance import RankingRow

    there = {row.product_slug for row in rows}
    serving = {p.product_slug for p in inputs.products(session) if p.kind in SERVING_KINDS}
    parts: dict[str, list[tuple[str, int]]] = {}
    for part, wholes in inputs.whole_of(session).items():
        for whole, count in wholes if part in serving else ():
            parts.setdefault(whole, []).append((part, count))
    found = []
    for product in products:
        if product.product_slug in there:
            continue
        nothing = "not known: memory capacity, memory bandwidth, dense compute"
        reason = nothing if product.kind in SERVING_KINDS else of_kind(product, parts)
        bare = RankingRow(workload=ranking[0], product=product.product_slug, price_basis=ranking[1], reason=reason)
        row = cost_row(bare, product, (), when, made_by)
        found.append(_scenario_row(row, **_BESIDE))
    return sorted(found, key=lambda r: (r.reason, r.product_slug))


def scenario_row(session: Session, ranking_id: str, asked: Asked) -> tuple[ScenarioRow, Computed] | None:
    """The row of that id under `asked`, with all that it was computed from; None where it has none."""
    slugs = [p.product_slug for p in read_facts.products(session)]
    for workload in read_market.workloads(session):
        for basis in TERMS:
            if any(ranking_key(workload.workload, basis, slug) == ranking_id for slug in slugs):
                found = computed(session, workload.workload, basis, asked)
                return next(((row, found) for row in found.scenario.rows if row.ranking_id == ranking_id), None)
    return None
