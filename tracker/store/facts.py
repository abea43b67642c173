"""Writing what one source states. Facts of a source are replaced as a whole, so that reading it again changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tracker.model.errors import DocumentError
from tracker.model.fact import Claim, Event, Evidence, Relation, Source, VendorLink
from tracker.model.period import Period
from tracker.model.product import Product, Vendor
from tracker.store import decisions, keys, merged
from tracker.store.events import rebuild

SourceOrigin = Literal["catalogue", "entry", "prices"]
_FACT_TABLES = ("claim", "mention", "ratio", "link")


@dataclass(frozen=True, slots=True)
class Origin:
    """The row of `source` that facts hang on, and which reading of it this is."""

    id: int
    key: str
    extractor: str
    seen_at: str
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Ids:
    """Slugs to row ids, read once a transaction. A product that a person merged has the id of the one that it is."""

    vendors: dict[str, int]
    products: dict[str, int]
    merged: frozenset[str]

    @classmethod
    def read(cls, db: sqlite3.Connection) -> Ids:
        def pairs(table: str) -> dict[str, int]:
            return {row["slug"]: row["id"] for row in db.execute(f"SELECT slug, id FROM {table}")}

        products = pairs("product")
        others = {s: products[t] for s, t in decisions.merged_products(db).items() if t in products}
        return cls(pairs("vendor"), products | others, frozenset(others))

    def product(self, slug: str) -> int:
        try:
            return self.products[slug]
        except KeyError:
            raise DocumentError(f"no product {slug!r} in the catalogue") from None

    def note_merged(self, db: sqlite3.Connection, slug: str | None, place: str, fact: str, source_id: int) -> None:
        """Call it for each column `place` that points at a product, of each fact (key) that is written."""
        if slug in self.merged:
            merged.note(db, slug, place, fact, source_id)

    def vendor(self, slug: str) -> int:
        try:
            return self.vendors[slug]
        except KeyError:
            raise DocumentError(f"no vendor {slug!r} in the catalogue") from None


def write_source(
    db: sqlite3.Connection,
    source: Source,
    seen_at: str,
    kept_by: SourceOrigin = "catalogue",
    source_key: str = "",
    entry_id: int | None = None,
) -> tuple[int, str]:
    """Insert or update a source; its row id and key. `known_on` follows `published`; without one it is the first reading."""
    own = source_key or source.key
    row = db.execute(
        """INSERT INTO source(key, url, publisher, title, tier, published, known_on, origin, entry_id)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT(key) DO UPDATE SET url = excluded.url, publisher = excluded.publisher, title = excluded.title,
             tier = excluded.tier, published = excluded.published, entry_id = excluded.entry_id,
             known_on = CASE WHEN excluded.published IS NULL OR excluded.published IS published
                        THEN min(known_on, excluded.known_on) ELSE excluded.known_on END
           RETURNING id""",
        (own, source.url, source.publisher, source.title, source.tier, source.published,
         _known_on(source.published, seen_at), kept_by, entry_id),
    ).fetchone()  # fmt: skip
    return int(row[0]), own


def has_source(db: sqlite3.Connection, source_key: str) -> bool:
    return db.execute("SELECT 1 FROM source WHERE key = ?", (source_key,)).fetchone() is not None


def _known_on(published: str | None, seen_at: str) -> str:
    day = seen_at[:10]
    if not published:
        return day
    try:
        return min(Period.parse(published).end.isoformat(), day)
    except ValueError:
        return day


def replace_facts(
    db: sqlite3.Connection,
    ids: Ids,
    origin: Origin,
    claims: Iterable[Claim] = (),
    events: Iterable[Event] = (),
    relations: Iterable[Relation] = (),
    links: Iterable[VendorLink] = (),
) -> set[tuple[int, str]]:
    """Put these facts in the place of what the source stated before. Returns the (product id, type) to `rebuild`."""
    seen = dict(db.execute("SELECT key, seen_at FROM mention WHERE source_id = ?", (origin.id,)).fetchall())
    touched = clear_facts(db, origin.id)
    for claim in claims:
        _write_claim(db, ids, origin, claim)
    for event in events:
        touched.add(_write_mention(db, ids, origin, event, seen))
    for relation in relations:
        _write_relation(db, ids, origin, relation)
    for link in links:
        _write_link(db, ids, origin, link)
    return touched


def clear_facts(db: sqlite3.Connection, source_id: int) -> set[tuple[int, str]]:
    rows = db.execute("SELECT DISTINCT product_id, type FROM mention WHERE source_id = ?", (source_id,)).fetchall()
    for table in _FACT_TABLES:
        db.execute(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))
    return {(row["product_id"], row["type"]) for row in rows}


def add_provisional(
    db: sqlite3.Connection, ids: Ids, products: Iterable[Product], vendors: Iterable[Vendor] = ()
) -> None:
    """Products that a text names and no catalogue does, each under its own slug, and those makers that are new too."""
    for vendor in vendors:
        if vendor.slug not in ids.vendors:
            cursor = db.execute(
                "INSERT INTO vendor(slug, name, kind, note, provisional) VALUES (?, ?, ?, ?, 1)",
                (vendor.slug, vendor.name, vendor.kind, vendor.note),
            )
            ids.vendors[vendor.slug] = int(cursor.lastrowid or 0)
    for product in products:
        if product.slug not in ids.products:
            cursor = db.execute(
                "INSERT INTO product(slug, vendor_id, name, kind, family, provisional) VALUES (?, ?, ?, ?, ?, 1)",
                (product.slug, ids.vendor(product.vendor), product.name, product.kind, product.family),
            )
            ids.products[product.slug] = int(cursor.lastrowid or 0)


def finish(db: sqlite3.Connection, touched: set[tuple[int, str]]) -> None:
    """After facts were written: what people decided goes over them, and their events are built again."""
    rebuild(db, touched | decisions.apply(db))


def _proof(origin: Origin, e: Evidence) -> tuple[object, ...]:
    return (origin.id, origin.revision, e.quote, e.start, e.end, e.extractor or origin.extractor, e.rule, e.confidence)


def _insert(db: sqlite3.Connection, table: str, columns: str, values: tuple[object, ...]) -> None:
    marks = ", ".join("?" * len(values))
    proof = "source_id, revision, quote, quote_start, quote_end, extractor, rule, confidence"
    db.execute(f"INSERT INTO {table}({columns}, {proof}) VALUES ({marks}) ON CONFLICT(key) DO NOTHING", values)


def _write_claim(db: sqlite3.Connection, ids: Ids, origin: Origin, c: Claim) -> None:
    own = keys.claim_key(origin.key, c)
    ids.note_merged(db, c.product, "product_id", own, origin.id)
    _insert(
        db, "claim",
        "key, product_id, field, value, low, high, op, printed, unit, precision, sparsity, direction, scope, variant, "
        "asserted, status, reason, note",
        (own, ids.product(c.product), c.field, c.value, c.low, c.high, c.op, c.printed, c.unit,
         c.precision or "", c.sparsity, c.direction, c.scope, c.variant, str(c.asserted) if c.asserted else None,
         c.status, c.reason, c.note, *_proof(origin, c.evidence)),
    )  # fmt: skip


def _write_mention(db: sqlite3.Connection, ids: Ids, origin: Origin, e: Event, seen: dict[str, str]) -> tuple[int, str]:
    """`seen`: when this source was first seen to say it, where it said it before."""
    product_id, p, own = ids.product(e.product), e.period, keys.mention_key(origin.key, e)
    ids.note_merged(db, e.product, "product_id", own, origin.id)
    _insert(
        db, "mention",
        "key, product_id, type, date, date_end, precision, date_words, certainty, counterparty, status, reason, note, seen_at",
        (own, product_id, e.type, p.start.isoformat() if p else None,
         p.end.isoformat() if p else None, p.precision if p else "reported", p.words if p else "", e.certainty,
         e.counterparty, e.status, e.reason, e.note, seen.get(own, origin.seen_at), *_proof(origin, e.evidence)),
    )  # fmt: skip
    return product_id, e.type


def _write_relation(db: sqlite3.Connection, ids: Ids, origin: Origin, r: Relation) -> None:
    own = keys.relation_key(origin.key, r)
    ids.note_merged(db, r.subject, "subject_id", own, origin.id)
    ids.note_merged(db, r.object, "object_id", own, origin.id)
    _insert(
        db, "ratio",
        "key, subject_id, object_id, object_text, metric, factor, low, high, op, precision, status, reason, note",
        (own, ids.product(r.subject), ids.product(r.object) if r.object else None,
         r.object_text, r.metric, r.factor, r.low, r.high, r.op, r.precision or "", r.status, r.reason, r.note,
         *_proof(origin, r.evidence)),
    )  # fmt: skip


def _write_link(db: sqlite3.Connection, ids: Ids, origin: Origin, link: VendorLink) -> None:
    is_product, p, own = "/" in link.object, link.period, keys.link_key(origin.key, link)
    ids.note_merged(db, link.object, "object_product_id", own, origin.id)
    _insert(
        db, "link",
        "key, subject_id, predicate, object_vendor_id, object_product_id, date, date_end, precision, certainty, status, "
        "reason, note",
        (own, ids.vendor(link.subject), link.predicate,
         None if is_product else ids.vendor(link.object), ids.product(link.object) if is_product else None,
         p.start.isoformat() if p else None, p.end.isoformat() if p else None, p.precision if p else "", link.certainty,
         link.status, link.reason, link.note, *_proof(origin, link.evidence)),
    )  # fmt: skip
