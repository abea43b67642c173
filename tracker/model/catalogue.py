"""What the curated catalogue holds once read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.model.fact import Claim, Event, Relation, Source, VendorLink
from tracker.model.performance import MeasuredPoint, ModelArch, StackConstants, Workload
from tracker.model.price import Offer, TokenPrice
from tracker.model.product import Product, Vendor

ListNameKind = Literal["accelerator", "instance", "provider", "model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListName:
    """What price lists call a product (`slug`), an instance with `count` of it, a vendor or a model."""

    kind: ListNameKind
    name: str
    slug: str
    count: int | None = None
    seller: bool = False
    """Whether `slug` is the name of a provider that is no vendor of the catalogue: price lists alone know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The name table that texts are read with."""

    vendors: tuple[Vendor, ...]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedFacts:
    """All that one source states."""

    source: Source
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[VendorLink, ...] = ()
    offers: tuple[Offer, ...] = ()
    token_prices: tuple[TokenPrice, ...] = ()
    measured: tuple[MeasuredPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """`digest` changes when any catalogue file does."""

    digest: str
    names: Names
    facts: tuple[SourcedFacts, ...]
    models: tuple[ModelArch, ...]
    workloads: tuple[Workload, ...]
    list_names: tuple[ListName, ...] = ()
    stack: StackConstants | None = None
    """Constants of the performance model; None where the folder has none."""
