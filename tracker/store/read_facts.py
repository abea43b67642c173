"""Reading products and what is stated of them: specs, claims, ratios, links, contradictions, what waits for review."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tracker.model.rows import (
    ClaimRow,
    ContradictionRow,
    DecisionRow,
    LinkRow,
    NewcomerRow,
    ProductRow,
    RelationRow,
    ReviewRow,
    SpecRow,
    VendorRow,
)
from tracker.store.reader import Reader


def vendors(reader: Reader) -> list[VendorRow]:
    return reader.rows(VendorRow, "vendors", tail="ORDER BY vendor COLLATE NOCASE")


def products(reader: Reader, vendor: str = "") -> list[ProductRow]:
    where = "vendor_slug = :vendor" if vendor else "1"
    return reader.rows(
        ProductRow, "products", where, {"vendor": vendor} if vendor else None,
        "ORDER BY vendor COLLATE NOCASE, family, product_slug",
    )  # fmt: skip


def product(reader: Reader, slug: str) -> ProductRow | None:
    rows = reader.rows(ProductRow, "products", "product_slug = :slug", {"slug": slug})
    return rows[0] if rows else None


def product_names(reader: Reader) -> list[tuple[str, str, bool]]:
    """(a name as people type it, product slug, ambiguous): slug, short name, full name and every alias."""
    rows = reader.all(
        """SELECT p.slug AS text, p.slug, 0 FROM product p
           UNION ALL SELECT p.name, p.slug, 0 FROM product p
           UNION ALL SELECT v.name || ' ' || p.name, p.slug, 0 FROM product p JOIN vendor v ON v.id = p.vendor_id
           UNION ALL SELECT a.text, p.slug, a.ambiguous FROM alias a JOIN product p ON p.id = a.product_id"""
    )
    return [(row[0], row[1], bool(row[2])) for row in rows]


def specs(reader: Reader, product: str) -> list[SpecRow]:
    """Resolved readings, in the order of the fields."""
    return reader.rows(
        SpecRow,
        "specs",
        "product_slug = :product",
        {"product": product},
        "ORDER BY (SELECT sort FROM field f WHERE f.slug = specs.field), precision, preferred DESC, sparsity, scope",
    )


def claims(reader: Reader, product: str, field: str = "") -> list[ClaimRow]:
    """Every claim, rejected ones too, best supported first."""
    where = "product_slug = :product" + (" AND field = :field" if field else "")
    told = {"product": product} | ({"field": field} if field else {})
    return reader.rows(
        ClaimRow,
        "claims",
        where,
        told,
        "ORDER BY (SELECT sort FROM field f WHERE f.slug = claims.field), precision, status <> 'accepted', "
        "(SELECT rank FROM tier_rank r WHERE r.tier = claims.tier), known_on DESC, claim_id",
    )


def claim(reader: Reader, claim_id: str) -> ClaimRow | None:
    rows = reader.rows(ClaimRow, "claims", "claim_id = :id", {"id": claim_id})
    return rows[0] if rows else None


def relation(reader: Reader, relation_id: str) -> RelationRow | None:
    rows = reader.rows(RelationRow, "relations", "relation_id = :id", {"id": relation_id})
    return rows[0] if rows else None


def relations(reader: Reader, product: str = "") -> list[RelationRow]:
    where = "subject_slug = :product OR object_slug = :product" if product else "1"
    return reader.rows(
        RelationRow, "relations", where, {"product": product} if product else None,
        "ORDER BY subject_slug, metric, relation_id",
    )  # fmt: skip


def link(reader: Reader, link_id: str) -> LinkRow | None:
    rows = reader.rows(LinkRow, "vendor_links", "link_id = :id", {"id": link_id})
    return rows[0] if rows else None


def links(reader: Reader, vendor: str = "") -> list[LinkRow]:
    where = "subject_slug = :vendor OR object_slug = :vendor OR object_slug LIKE :vendor || '/%'" if vendor else "1"
    return reader.rows(
        LinkRow, "vendor_links", where, {"vendor": vendor} if vendor else None,
        "ORDER BY subject_slug, predicate, object_slug, link_id",
    )  # fmt: skip


def some_contradictions(reader: Reader, most: int, open_only: bool) -> list[ContradictionRow]:
    """All, or those that no person let stand; at most `most` of broken promises and as many of all others.

    Of thousands of promises any are enough to begin with, and those that come first are read without sorting the rest.
    """
    found = [
        row
        for kind in ("kind <> 'promise'", "kind = 'promise'")
        for row in reader.rows(
            ContradictionRow,
            "contradictions",
            f"{kind}{' AND stands = 0' if open_only else ''}",
            {"most": most},
            "LIMIT :most",
        )
    ]
    return sorted(found, key=lambda r: (r.stands, r.kind, r.product_slug, r.what, r.contradiction_id))


def contradictions(
    reader: Reader, product: str = "", open_only: bool = False, promises: bool = True
) -> Iterator[ContradictionRow]:
    """Each as it is read; `open_only`: without those that a person let stand; `promises`: promised days, too."""
    where = ("product_slug = :product" if product else "1") + (" AND stands = 0" if open_only else "")
    where += "" if promises else " AND kind <> 'promise'"
    return reader.each(
        ContradictionRow, "contradictions", where, {"product": product} if product else None,
        "ORDER BY kind, product_slug, what, one_id, other_id",
    )  # fmt: skip


def contradictions_of_event(reader: Reader, event_id: str, product: str, limit: int) -> list[ContradictionRow]:
    """What is disputed of its product, and the promises that this event keeps late or breaks; at most `limit` of each.

    The product is told beside the event, so that no other product's promises are looked at.
    """
    told = {"product": product, "event_id": event_id, "limit": limit}
    found = []
    for condition in (
        "kind <> 'promise' AND product_slug = :product",
        "kind = 'promise' AND product_slug = :product AND one_id = :event_id",
        "kind = 'promise' AND product_slug = :product AND other_id = :event_id",
    ):
        found += reader.rows(ContradictionRow, "contradictions", condition, told, "LIMIT :limit")
    return sorted(found, key=lambda row: (row.kind, row.what, row.one_id, row.other_id))


def listed_against(reader: Reader, event_id: str, product: str) -> list[ContradictionRow]:
    """Claims that an event contradicts, the event as the other side."""
    return reader.rows(
        ContradictionRow,
        "contradictions",
        "kind NOT IN ('spec', 'ratio', 'promise') AND product_slug = :product AND other_id = :event_id",
        {"product": product, "event_id": event_id},
        "ORDER BY kind, what, one_id",
    )


def review(reader: Reader, limit: int) -> list[ReviewRow]:
    return reader.rows(
        ReviewRow, "review_queue", "1", {"limit": limit}, "ORDER BY confidence DESC, fact_id LIMIT :limit"
    )


def newcomers(reader: Reader, open_only: bool = True) -> list[NewcomerRow]:
    """Products and makers that only texts name, those with most facts first; `open_only`: on which nobody decided."""
    where = "decision = ''" if open_only else "1"
    return reader.rows(
        NewcomerRow, "newcomers", where, None,
        "ORDER BY kind DESC, n_claims + n_events + n_relations DESC, fact_id",
    )  # fmt: skip


def decisions(reader: Reader) -> list[DecisionRow]:
    """What people said of facts, newest first."""
    return reader.rows(DecisionRow, "decisions", tail="ORDER BY decided_at DESC, fact_id")


def as_read(reader: Reader, text: str | None) -> str:
    """What a decision stands over, in words: "printed 63, value 63000000000.0"; "" where nothing was corrected."""
    if not text:
        return ""
    before = {name: value for name, value in json.loads(text).items() if name not in ("status", "reason")}
    return ", ".join(
        f"{name.removesuffix('_id').replace('_', ' ')} {_slug(reader, name, value) if name.endswith('_id') else value}"
        for name, value in before.items()
    )


def _slug(reader: Reader, column: str, row_id: int | None) -> str:
    table = "vendor" if "vendor" in column else "product"
    rows = reader.all(f"SELECT slug FROM {table} WHERE id = :id", {"id": row_id})
    return str(rows[0][0]) if rows else "none"
