"""A ranking as asked: with inputs overridden, with announced products, with every product of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from tracker.clock import now_text, today
from tracker.model.errors import UsageError
from tracker.model.market import CostRow, CurrentPrice
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
    from tracker.assemble import Inputs
    from tracker.assemble.scenario import Ranked
    from tracker.assemble.serving import Served
    from tracker.assemble.whatif import Changed
    from tracker.metrics.cost import Ownership
    from tracker.views.whatif import Known

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
    model: str = ""
    """Another model than the workload's, by any of its names, as `--model` takes it."""
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
    changed: Changed
    """The inputs, overrides included."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All that the database has to say to any scenario, read once: nothing of it depends on what is asked."""

    usual: Inputs
    """What the stored rankings are computed from."""
    given: Inputs
    """The same with every accelerator, also those of which nothing is known."""
    products: Mapping[str, ProductRow]
    prices: Sequence[CurrentPrice]
    announced: Mapping[str, Announcement] | None
    """The roadmap; None where it was not read."""
    undated: Mapping[str, int]
    known: Known
    """What stands behind the inputs that are overridden."""


def prepare(session: Session, ahead: bool = True) -> Prepared:
    """Read it. A screen keeps it while the database stays as it is; `ahead` brings the roadmap, for which all events are read."""
    from tracker.assemble import accelerators, gather
    from tracker.views.whatif import read_known

    usual = gather(session)
    found = Prepared(
        usual=usual, given=replace(usual, accelerators=tuple(accelerators(session, unknown=True))),
        products={p.product_slug: p for p in read_facts.products(session)}, prices=read_market.current_prices(session),
        undated=undated(session), known=read_known(session), announced=None,
    )  # fmt: skip
    return with_roadmap(session, found) if ahead else found


def with_roadmap(session: Session, ready: Prepared) -> Prepared:
    """With the announced products that serve models by themselves."""
    from tracker.assemble.roadmap import on_roadmap

    if ready.announced is not None:
        return ready
    serving = {acc.slug for acc in ready.given.accelerators}
    told = on_roadmap(session, session.as_of or today())
    return replace(ready, announced={slug: one for slug, one in told.items() if slug in serving})


def computed(session: Session, slug: str, price_basis: str, asked: Asked, ready: Prepared | None = None) -> Computed:
    """The scenario of the workload `slug` with all that it was computed from; `ready` is what was read before, if anything."""
    from tracker.assemble.owning import owned_parts
    from tracker.assemble.roadmap import unstated
    from tracker.assemble.scenario import Question, answer
    from tracker.assemble.serving import FIRST_TOKEN, Served, read_mode, told_mode
    from tracker.metrics.version import VERSION
    from tracker.views.whatif import read_overrides

    if price_basis not in TERMS:
        raise UsageError(f"no price basis is called {price_basis!r}; there are {', '.join(TERMS)}")
    mode = read_mode(asked.pools, asked.draft)
    ready = _of_one_seller(session, ready or prepare(session), asked.provider)
    workload, told = _load(ready, slug, asked.model)
    read = read_overrides(session, asked.sets, ready.given, workload, price_basis, ready.known)
    overrides = (*told, *read, *told_mode(mode))
    if asked.roadmap or asked.everything or any(one.of in ("product", "price") for one in read):
        ready = with_roadmap(session, ready)
    announced = ready.announced or {}
    question = Question(
        given=ready.given, known=frozenset(acc.slug for acc in ready.usual.accelerators), workload=workload,
        price_basis=price_basis, overrides=overrides, announcements=announced,
        roadmap=asked.roadmap or asked.everything, mode=mode,
    )  # fmt: skip
    found, changed = answer(question)
    made_by, load = (VERSION, changed.given.digest()), changed.workload
    when, note = session.as_of or now_text(), FIRST_TOKEN if asked.ttft else ""
    rows = []
    for one in found:
        row = with_doubt(one.row, one.row.product, ready.undated, session.as_of or "")
        one = replace(one, row=row, assumed=(*one.assumed, *unstated(row, ready.known.claims)) if one.assumed else ())
        cost = cost_row(row, ready.products[row.product], ready.prices, when, made_by)
        rows.append(_row(one, cost, announced, overrides, note))
    if asked.everything:
        rows += _others(session, rows, ready.products.values(), (slug, price_basis), when, made_by)
    inside: dict[str, float] = {name: getattr(load, name) for name in _LOAD}
    shown = Scenario(
        workload=slug, price_basis=price_basis, rows=tuple(rows), overrides=overrides, load=inside, ttft_note=note
    )
    model, stack = changed.model, changed.given.stack
    served = {one.row.product: Served(point=one.point, model=model, mode=mode, stack=stack) for one in found}
    owned = owned_parts(changed.given.accelerators, ready.given.offers, overrides, stack)
    return Computed(scenario=shown, load=load, served=served, owned=owned, changed=changed)


def _of_one_seller(session: Session, ready: Prepared, provider: str) -> Prepared:
    """With the prices of this provider alone, where one is named."""
    if not provider:
        return ready
    seller = find_seller(session, provider)
    offers = tuple(pair for pair in ready.usual.offers if pair[1].provider == seller)
    return replace(
        ready, usual=replace(ready.usual, offers=offers), given=replace(ready.given, offers=offers),
        prices=[price for price in ready.prices if price.provider_slug == seller],
    )  # fmt: skip


def _load(ready: Prepared, slug: str, model: str) -> tuple[Workload, tuple[Override, ...]]:
    """The workload, with another model where one is named, and that as what stands in for its own."""
    from tracker.views.whatif import find_arch

    workload = next(w for w in ready.given.workloads if w.slug == slug)
    if not model:
        return workload, ()
    other = find_arch(ready.given.models, model)
    if other.slug == workload.model:
        return workload, ()
    own = ready.given.models[workload.model]
    told = Override(
        target="model", of="serving", subject="", field="model", qualifier="", label="model", old=own.name,
        old_value=None, old_id="", old_source=f"workload {slug}", new=other.name, new_value=None, unit="",
    )  # fmt: skip
    return replace(workload, model=other.slug), (told,)


def _row(
    one: Ranked, row: CostRow, announced: Mapping[str, Announcement], overrides: Sequence[Override], ttft_note: str
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


def scenario_row(
    session: Session, ranking_id: str, asked: Asked, ready: Prepared | None = None
) -> tuple[ScenarioRow, Computed] | None:
    """The row of that id under `asked`, with all that it was computed from; None where it has none."""
    slugs = [p.product_slug for p in read_facts.products(session)]
    for workload in read_market.workloads(session):
        for basis in TERMS:
            if any(ranking_key(workload.workload, basis, slug) == ranking_id for slug in slugs):
                found = computed(session, workload.workload, basis, asked, ready)
                return next(((row, found) for row in found.scenario.rows if row.ranking_id == ranking_id), None)
    return None
