"""What has been read so far, each thing with the row that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.catalogue.rows import Row
from tracker.model.catalogue import ListName
from tracker.model.fact import Claim, Event, Relation, Source, VendorLink
from tracker.model.performance import MeasuredPoint, ModelArch, StackConstants, Workload
from tracker.model.price import Offer, TokenPrice
from tracker.model.product import Product, Vendor

Fact = Claim | Event | Relation | VendorLink | Offer | TokenPrice | MeasuredPoint


@dataclass(frozen=True, slots=True)
class Stated:
    """One fact of one source."""

    row: Row
    source: Source
    fact: Fact


@dataclass(slots=True)
class Draft:
    """Everything that could be read, in the order of the files.

    Named things are here even where their row is bad, so that what refers to them is not called wrong as well.
    """

    sources: list[tuple[Row, Source]] = field(default_factory=list)
    vendors: list[tuple[Row, Vendor]] = field(default_factory=list)
    products: list[tuple[Row, Product]] = field(default_factory=list)
    models: list[tuple[Row, ModelArch]] = field(default_factory=list)
    workloads: list[tuple[Row, Workload]] = field(default_factory=list)
    list_names: list[tuple[Row, ListName]] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    stack: StackConstants | None = None
