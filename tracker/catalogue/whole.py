"""What only the whole catalogue can tell: doubles, references to nothing, cycles, contradictions."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from tracker.catalogue.draft import Draft, Fact
from tracker.catalogue.list_names import LIST_NAMES
from tracker.catalogue.problems import near, quoted
from tracker.catalogue.rows import Row
from tracker.model.catalogue import ListName
from tracker.model.fact import Claim, Relation, VendorLink
from tracker.model.performance import MeasuredPoint
from tracker.model.price import Offer, TokenPrice
from tracker.model.product import Alias, Product

_TOLERANCE = 1.05
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]+")


class _HasSlug(Protocol):
    @property
    def slug(self) -> str: ...


def check_whole(draft: Draft) -> None:
    """Report into the files of the rows concerned."""
    _check_slugs(draft)
    _check_names(draft)
    _check_list_names(draft)
    _check_offers(draft)
    _check_references(draft)
    _check_cycles(draft)
    _warn_of_tiers(draft)
    _warn_of_contradictions(draft)


def plain(name: str) -> str:
    """A name without case, blanks and hyphens: what makes two aliases the same."""
    return _SEPARATORS.sub("", name.casefold())


def _check_slugs(draft: Draft) -> None:
    groups: Iterable[tuple[str, Iterable[tuple[Row, _HasSlug]]]] = (
        ("vendor", draft.vendors),
        ("product", draft.products),
        ("model", draft.models),
        ("workload", draft.workloads),
    )
    for what, things in groups:
        seen: dict[str, Row] = {}
        for row, thing in things:
            first = seen.setdefault(thing.slug, row)
            if first is not row:
                row.error(f"{what} {quoted(thing.slug)} is already in {first.place()}", "slug")


def _check_names(draft: Draft) -> None:
    """One spelling may mean one thing, unless all its owners but one mark it as ambiguous."""
    named = [(row, v.slug, v.name, v.aliases) for row, v in draft.vendors]
    named += [(row, p.slug, p.name, p.aliases) for row, p in draft.products]
    owners: dict[str, tuple[str, Row]] = {}
    for row, slug, name, aliases in named:
        for index, alias in _own_names(name, aliases):
            owner, first = owners.setdefault(plain(alias), (slug, row))
            if owner != slug:
                inner = ("name",) if index is None else ("aliases", index)
                message = f"{quoted(alias)} also names {owner} ({first.place()}): mark one of them as ambiguous"
                row.error(message, *inner)
    _check_model_names(draft)


def _own_names(name: str, aliases: tuple[Alias, ...]) -> Iterator[tuple[int | None, str]]:
    """Unambiguous names. The plain name counts as ambiguous where an ambiguous alias repeats it."""
    ambiguous = {plain(a.text) for a in aliases if a.ambiguous}
    if plain(name) not in ambiguous:
        yield None, name
    for index, alias in enumerate(aliases):
        if plain(alias.text) not in ambiguous:
            yield index, alias.text


def _check_model_names(draft: Draft) -> None:
    owners: dict[str, str] = {}
    for row, model in draft.models:
        for name in (model.slug, model.name, *model.aliases):
            owner = owners.setdefault(plain(name), model.slug)
            if owner != model.slug:
                row.error(f"{quoted(name)} also names model {owner}", "aliases")


def _check_list_names(draft: Draft) -> None:
    """One name of one kind means one thing, and who is a vendor is no seller besides."""
    owners: dict[tuple[str, str], ListName] = {}
    vendors = {plain(name): v.slug for _, v in draft.vendors for name in (v.slug, v.name, *(a.text for a in v.aliases))}
    for row, named in draft.list_names:
        if named.seller and (vendor := vendors.get(plain(named.slug))):
            row.error(f"{quoted(named.slug)} is vendor {vendor} of the catalogue: give vendor, not seller", "seller")
        first = owners.setdefault((named.kind, plain(named.name)), named)
        if (first.slug, first.count) != (named.slug, named.count):
            row.error(f"{named.kind} {quoted(named.name)} also names {first.slug}", "names")


def _check_offers(draft: Draft) -> None:
    """The same thing at the same place and day has one price."""
    seen: dict[tuple[object, ...], Row] = {}
    for stated in draft.stated:
        match stated.fact:
            case Offer() as o:
                key: tuple[object, ...] = (o.provider, o.product, o.sku, o.region, o.term, o.count, o.observed)
            case TokenPrice() as t:
                key = (t.provider, t.model, t.endpoint, t.tier, t.observed)
            case _:
                continue
        first = seen.setdefault((type(stated.fact), *key), stated.row)
        if first is not stated.row:
            stated.row.error(f"the same offer is already in {first.place()}")


def _check_references(draft: Draft) -> None:
    products = {p.slug for _, p in draft.products}
    vendors = {v.slug for _, v in draft.vendors}
    models = {m.slug for _, m in draft.models}
    known = {"product": products, "vendor": vendors, "model": models, "vendor or product": vendors | products}

    def check(row: Row, key: str, what: str, slug: str) -> None:
        if slug not in known[what]:
            row.error(f"{key}: no {what} {quoted(slug)}{near(slug, known[what])}", key)

    for stated in draft.stated:
        for key, what, slug in _references(stated.fact):
            check(stated.row, key, what, slug)
    for row, product in draft.products:
        for part in product.part_of:
            check(row, "part_of", "product", part.whole)
    for row, workload in draft.workloads:
        check(row, "model", "model", workload.model)
    for row, model in draft.models:
        check(row, "vendor", "vendor", model.vendor)
    for row, named in draft.list_names:
        what = LIST_NAMES[named.kind]
        if not named.seller:
            check(row, what, what, named.slug)


def _references(fact: Fact) -> Iterator[tuple[str, str, str]]:
    """(key, what it must name, slug) of everything a fact points at."""
    match fact:
        case Relation(object=str(slug)):
            yield "object", "product", slug
        case VendorLink():
            yield "subject", "vendor", fact.subject
            yield "object", "vendor or product", fact.object
        case Offer():
            yield "provider", "vendor", fact.provider
            yield "product", "product", fact.product
        case TokenPrice():
            yield "provider", "vendor", fact.provider
        case MeasuredPoint():
            yield "product", "product", fact.product
            yield "model", "model", fact.model
        case _:
            pass


def _check_cycles(draft: Draft) -> None:
    rows = {p.slug: row for row, p in draft.products}
    wholes = {p.slug: {part.whole for part in p.part_of} for _, p in draft.products}
    for cycle in _cycles(wholes):
        rows[cycle[0]].error(f"part_of goes in a circle: {' > '.join(cycle)}", "part_of")
    by_name = _by_name(product for _, product in draft.products)
    before: dict[str, set[str]] = defaultdict(set)
    said: dict[str, Row] = {}
    for stated in draft.stated:
        match stated.fact:
            case Claim(field="predecessor", status="accepted", product=slug, printed=text):
                if earlier := by_name.get(plain(text)):
                    before[slug].add(earlier)
                    said.setdefault(slug, stated.row)
            case _:
                pass
    for cycle in _cycles(before):
        said[cycle[0]].error(f"predecessors go in a circle: {' > '.join(cycle)}")


def _by_name(products: Iterable[Product]) -> dict[str, str]:
    """Plain name, with or without its vendor -> product slug."""
    names: dict[str, str] = {}
    for product in products:
        for text in (product.slug, product.name, *(a.text for a in product.aliases)):
            names.setdefault(plain(text), product.slug)
            names.setdefault(plain(f"{product.vendor} {text}"), product.slug)
    return names


def _cycles(after: Mapping[str, set[str]]) -> list[list[str]]:
    """Circles in a graph, each as the nodes on the way round; every one found is cut open to look for the next."""
    graph = {node: set(following) for node, following in after.items()}
    found: list[list[str]] = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as e:
            circle: list[str] = e.args[1][::-1]
            found.append(circle)
            graph[circle[0]].discard(circle[1])
        else:
            return found


def _warn_of_tiers(draft: Draft) -> None:
    """The same page cannot speak with two authorities; the first file read wins."""
    seen: dict[str, tuple[Row, str]] = {}
    for row, source in draft.sources:
        first, tier = seen.setdefault(source.key, (row, source.tier))
        if tier != source.tier:
            message = f"the same source has tier {quoted(tier)} in {first.place()}, which counts"
            row.error(message, "tier", severity="warning")


def _warn_of_contradictions(draft: Draft) -> None:
    """Accepted figures of one thing that cannot all be true within 5 %. They are kept on purpose, and named."""
    groups: dict[tuple[object, ...], list[tuple[Row, Claim]]] = defaultdict(list)
    for stated in draft.stated:
        match stated.fact:
            case Claim(status="accepted") as c if c.value is not None or c.low is not None:
                key = (c.product, c.field, c.precision, c.sparsity, c.direction, c.scope, c.variant)
                groups[key].append((stated.row, c))
            case _:
                pass
    for group in groups.values():
        bounds = [_bounds(claim) for _, claim in group]
        if max(low for low, _ in bounds) > min(high for _, high in bounds) * _TOLERANCE:
            claim = group[0][1]
            what = " ".join(filter(None, (claim.product, claim.field, claim.precision)))
            values = ", ".join(_said(row, claim) for row, claim in group)
            group[-1][0].error(f"{what}: sources disagree: {values}", severity="warning")


def _bounds(claim: Claim) -> tuple[float, float]:
    value = claim.value or 0.0
    match claim.op:
        case "range":
            return claim.low or 0.0, claim.high or math.inf
        case ">=":
            return value, math.inf
        case "<=":
            return 0.0, value
        case _:
            return value, value


def _said(row: Row, claim: Claim) -> str:
    op = claim.op if claim.op in (">=", "<=", "~") else ""
    return f"{op}{claim.printed} {claim.unit} (line {row.line()})"
