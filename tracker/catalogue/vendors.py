"""A vendor's file: the vendor, its products, what sources state about them, and who works with whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.catalogue.draft import Draft, Stated
from tracker.catalogue.facts import read_claim, read_event, read_link, read_ratio
from tracker.catalogue.problems import quoted
from tracker.catalogue.rows import CatalogueFile, Row
from tracker.catalogue.sources import Sources, read_sources
from tracker.model.fact import Claim, Event, Relation, Source, VendorLink
from tracker.model.product import Alias, PartOf, Product, Vendor
from tracker.model.words import ALIAS_KINDS, PRODUCT_KINDS, VENDOR_KINDS

_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One file while it is read."""

    draft: Draft
    sources: Sources

    def source(self, row: Row) -> Source | None:
        return self.sources.of(row)

    def keep(self, row: Row, source: Source | None, fact: Claim | Event | Relation | VendorLink | None) -> None:
        if source and fact:
            self.draft.stated.append(Stated(row, source, fact))


def read_vendor_file(file: CatalogueFile, draft: Draft) -> None:
    """Read one vendor file into the draft; problems go to the file."""
    root = file.root()
    reading = _Reading(draft, read_sources(root, draft))
    table = root.row("vendor")
    if table is None:
        root.error("[vendor] is missing: a vendor file begins with it")
    else:
        _vendor(table, draft)
    for row in root.rows("product"):
        _product(row, file.stem, reading)
    for row in root.rows("link"):
        source = reading.source(row)
        reading.keep(row, source, read_link(row, file.stem))
    root.done()
    reading.sources.report_unused()


def _vendor(row: Row, draft: Draft) -> None:
    vendor = Vendor(
        slug=_slug(row),
        name=row.text("name", required=True),
        kind=row.word("kind", VENDOR_KINDS),
        homepage=row.text("homepage"),
        aliases=_aliases(row),
        note=row.text("note"),
    )
    if vendor.slug and vendor.slug != row.file.stem:
        row.error(f"slug {quoted(vendor.slug)} must be the file's name, {quoted(row.file.stem)}", "slug")
    row.done()
    draft.vendors.append((row, vendor))


def _product(row: Row, vendor: str, reading: _Reading) -> None:
    product = Product(
        slug=f"{vendor}/{_slug(row)}",
        vendor=vendor,
        name=row.text("name", required=True),
        kind=row.word("kind", PRODUCT_KINDS),
        family=row.text("family"),
        generation=row.text("generation"),
        summary=row.text("summary"),
        aliases=_aliases(row),
        part_of=_part_of(row),
    )
    for claim in row.rows("claims"):
        source = reading.source(claim)
        reading.keep(claim, source, read_claim(claim, product, source))
    for event in row.rows("events"):
        source = reading.source(event)
        reading.keep(event, source, read_event(event, product.slug))
    for ratio in row.rows("ratios"):
        source = reading.source(ratio)
        reading.keep(ratio, source, read_ratio(ratio, product.slug))
    row.done()
    reading.draft.products.append((row, product))


def _slug(row: Row) -> str:
    slug = row.text("slug", required=True)
    if slug and not _SLUG.fullmatch(slug):
        row.error(f"slug {quoted(slug)} may hold small letters, digits, - and . only", "slug")
    return slug


def _aliases(row: Row) -> tuple[Alias, ...]:
    """Aliases are texts, or tables where the kind or an ambiguity has to be said."""
    if not row.has("aliases"):
        return ()
    given = row.data["aliases"]
    if not isinstance(given, list):
        row.error("aliases must be a list", "aliases")
        return ()
    plain = [{"text": item} if isinstance(item, str) else item for item in given]
    rows = Row(row.file, row.path, {"aliases": plain}).rows("aliases")
    return tuple(alias for item in rows if (alias := _alias(item)))


def _alias(row: Row) -> Alias | None:
    alias = Alias(
        text=row.text("text", required=True),
        kind=row.word("kind", ALIAS_KINDS, "name"),
        ambiguous=row.flag("ambiguous"),
    )
    row.done()
    return None if row.bad else alias


def _part_of(row: Row) -> tuple[PartOf, ...]:
    parts = []
    for item in row.rows("part_of"):
        part = PartOf(whole=item.text("whole", required=True), count=item.whole("count", required=True))
        item.done()
        if not item.bad:
            parts.append(part)
    return tuple(parts)
