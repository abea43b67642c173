"""Who makes and sells what: vendors, products, their names and how they nest."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.words import AliasKind, ProductKind, VendorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Another name. An ambiguous one ("Rubin", "Titan") counts only where the vendor is named nearby."""

    text: str
    kind: AliasKind = "name"
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    slug: str
    name: str
    kind: VendorKind
    homepage: str = ""
    aliases: tuple[Alias, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOf:
    """`count` of the product are in one `whole` (a product slug)."""

    whole: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """`slug` is `vendor/short-name` and never changes; `name` is without the vendor ("Maia 200")."""

    slug: str
    vendor: str
    name: str
    kind: ProductKind
    family: str = ""
    generation: str = ""
    summary: str = ""
    aliases: tuple[Alias, ...] = ()
    part_of: tuple[PartOf, ...] = ()
    provisional: bool = False
    """Found in a text and in no catalogue: kept apart, never merged into a neighbour."""
