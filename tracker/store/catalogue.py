"""Writing the curated catalogue: upserts by slug; what left the files leaves the database, texts and prices stay."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Sequence

from tracker.model.catalogue import Catalogue, ListName, SourcedFacts
from tracker.model.fields import FIELDS
from tracker.model.performance import ModelArch, Workload
from tracker.model.product import Alias, Product, Vendor
from tracker.store import keys
from tracker.store.connection import transaction
from tracker.store.decisions import write_names
from tracker.store.facts import Ids, Origin, clear_facts, finish, replace_facts, write_source
from tracker.store.measured import write_point
from tracker.store.price_lows import settle_lows
from tracker.store.prices import write_offer, write_token_price


def write_catalogue(db: sqlite3.Connection, catalogue: Catalogue, seen_at: str) -> None:
    """Bring the database in step with the files, in one transaction."""
    with transaction(db):
        _write_fields(db)
        _write_vendors(db, catalogue.names.vendors)
        _write_products(db, catalogue.names.products)
        ids = Ids.read(db)
        _write_names(db, ids, catalogue.names.vendors, catalogue.names.products)
        _write_models(db, catalogue.models)
        _write_workloads(db, catalogue.workloads)
        _write_list_names(db, catalogue.list_names)
        _write_facts(db, ids, catalogue.facts, seen_at)
        _drop_unused(db, catalogue)
        settle_lows(db)


def _write_fields(db: sqlite3.Connection) -> None:
    db.executemany(
        """INSERT INTO field VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(slug) DO UPDATE SET label = excluded.label,
           kind = excluded.kind, unit = excluded.unit, better = excluded.better, doc = excluded.doc, sort = excluded.sort""",
        [(f.slug, f.label, f.kind, f.base, f.better, f.doc, i) for i, f in enumerate(FIELDS.values())],
    )


def _write_vendors(db: sqlite3.Connection, vendors: Iterable[Vendor]) -> None:
    """A vendor that the files no longer name becomes provisional, like a product."""
    db.execute("UPDATE vendor SET provisional = 1")
    db.executemany(
        """INSERT INTO vendor(slug, name, kind, homepage, note) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT(slug) DO UPDATE SET name = excluded.name, kind = excluded.kind, homepage = excluded.homepage,
             note = excluded.note, provisional = 0""",
        [(v.slug, v.name, v.kind, v.homepage, v.note) for v in vendors],
    )


def _write_products(db: sqlite3.Connection, products: Iterable[Product]) -> None:
    """A product that the files no longer name becomes provisional: facts may still hang on it."""
    db.execute("UPDATE product SET provisional = 1")
    vendors = Ids.read(db).vendors
    db.executemany(
        """INSERT INTO product(slug, vendor_id, name, kind, family, generation, summary, provisional)
           VALUES (?, ?, ?, ?, ?, ?, ?, 0)
           ON CONFLICT(slug) DO UPDATE SET vendor_id = excluded.vendor_id, name = excluded.name, kind = excluded.kind,
             family = excluded.family, generation = excluded.generation, summary = excluded.summary, provisional = 0""",
        [(p.slug, vendors[p.vendor], p.name, p.kind, p.family, p.generation, p.summary) for p in products],
    )


def _write_names(db: sqlite3.Connection, ids: Ids, vendors: Iterable[Vendor], products: Iterable[Product]) -> None:
    db.execute("DELETE FROM alias")
    db.execute("DELETE FROM part")
    insert = "INSERT INTO alias(text, kind, ambiguous, vendor_id, product_id) VALUES (?, ?, ?, ?, ?)"

    def rows(aliases: Iterable[Alias], vendor: int | None, product: int | None) -> list[tuple[object, ...]]:
        return [(a.text, a.kind, int(a.ambiguous), vendor, product) for a in aliases]

    for v in vendors:
        db.executemany(insert, rows(v.aliases, ids.vendors[v.slug], None))
    for p in products:
        db.executemany(insert, rows(p.aliases, None, ids.products[p.slug]))
        db.executemany(
            "INSERT INTO part(whole_id, part_id, count) VALUES (?, ?, ?)",
            [(ids.products[part.whole], ids.products[p.slug], part.count) for part in p.part_of],
        )
    write_names(db)


def _write_models(db: sqlite3.Connection, models: Iterable[ModelArch]) -> None:
    db.executemany(
        """INSERT INTO model(slug, name, params_total, params_active, arch) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT(slug) DO UPDATE SET name = excluded.name, params_total = excluded.params_total,
             params_active = excluded.params_active, arch = excluded.arch""",
        [(m.slug, m.name, m.params_total, m.params_active, json.dumps(dataclasses.asdict(m))) for m in models],
    )


def _write_workloads(db: sqlite3.Connection, workloads: Iterable[Workload]) -> None:
    models = {row["slug"]: row["id"] for row in db.execute("SELECT slug, id FROM model")}
    kept = []
    for i, w in enumerate(workloads):
        kept.append(w.slug)
        db.execute(
            """INSERT INTO workload(slug, name, model_id, isl, osl, cached_fraction, floor_tok_s_user, utilisation, doc, sort)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT(slug) DO UPDATE SET name = excluded.name, model_id = excluded.model_id, isl = excluded.isl,
                 osl = excluded.osl, cached_fraction = excluded.cached_fraction,
                 floor_tok_s_user = excluded.floor_tok_s_user, utilisation = excluded.utilisation, doc = excluded.doc,
                 sort = excluded.sort""",
            (
                w.slug,
                w.name,
                models[w.model],
                w.isl,
                w.osl,
                w.cached_fraction,
                w.floor_tok_s_user,
                w.utilisation,
                w.doc,
                i,
            ),
        )
    marks = ", ".join("?" * len(kept))
    db.execute(
        f"DELETE FROM ranking_run WHERE workload_id IN (SELECT id FROM workload WHERE slug NOT IN ({marks}))", kept
    )
    db.execute(f"DELETE FROM workload WHERE slug NOT IN ({marks})", kept)


def _write_list_names(db: sqlite3.Connection, names: Iterable[ListName]) -> None:
    db.execute("DELETE FROM list_name")
    db.executemany("INSERT OR IGNORE INTO list_name(kind, name, slug, count) VALUES (?, ?, ?, ?)",
                   [(n.kind, n.name, n.slug, n.count) for n in names])  # fmt: skip


def _write_facts(db: sqlite3.Connection, ids: Ids, facts: Sequence[SourcedFacts], seen_at: str) -> None:
    """A source that left the files takes its facts and list prices along."""
    touched: set[tuple[int, str]] = set()
    kept: set[int] = set()
    _clear_lists(db)
    _drop_offers(db, _offer_keys(facts))
    for one in facts:
        source_id, source_key = write_source(db, one.source, seen_at)
        kept.add(source_id)
        origin = Origin(source_id, source_key, "catalogue", seen_at)
        touched |= replace_facts(db, ids, origin, one.claims, one.events, one.relations, one.links)
        for offer in one.offers:
            write_offer(db, ids, source_id, one.source.publisher, offer)
        for price in one.token_prices:
            write_token_price(db, ids, source_id, one.source.publisher, price)
        for point in one.measured:
            write_point(db, ids, origin, one.source.publisher, point)
    for row in db.execute("SELECT id FROM source WHERE origin = 'catalogue'").fetchall():
        if row["id"] not in kept:
            touched |= clear_facts(db, row["id"])
            db.execute("DELETE FROM source WHERE id = ?", (row["id"],))
    finish(db, touched)


def _offer_keys(facts: Sequence[SourcedFacts]) -> set[str]:
    offers = {keys.offer_key(one.source.publisher, offer) for one in facts for offer in one.offers}
    return offers | {keys.token_offer_key(one.source.publisher, t) for one in facts for t in one.token_prices}


_OURS = "source_id IN (SELECT id FROM source WHERE origin = 'catalogue')"


def _clear_lists(db: sqlite3.Connection) -> None:
    """Runs and prices of the files, to be written anew; the offers stay, so that their rows keep their ids."""
    db.execute(f"DELETE FROM measurement WHERE {_OURS}")
    db.execute(f"DELETE FROM price WHERE offer_id IN (SELECT id FROM offer WHERE {_OURS})")
    db.execute(f"DELETE FROM token_price WHERE token_offer_id IN (SELECT id FROM token_offer WHERE {_OURS})")


_USES = {
    "product": ("claim.product_id", "mention.product_id", "event.product_id", "ratio.subject_id", "ratio.object_id",
                "link.object_product_id", "offer.product_id", "measurement.product_id"),
    "vendor": ("product.vendor_id", "event.vendor_id", "link.subject_id", "link.object_vendor_id", "offer.provider_id",
               "token_offer.provider_id"),
    "model": ("measurement.model_id", "workload.model_id"),
}  # fmt: skip
"""Table -> the columns that point at it and hold it in the database."""


def drop_empty(db: sqlite3.Connection, product: str) -> None:
    """Take away a provisional product on which nothing hangs any more."""
    uses = [use.split(".") for use in _USES["product"]]
    free = " AND ".join(f"NOT EXISTS (SELECT 1 FROM {user} WHERE {column} = product.id)" for user, column in uses)
    row = db.execute(f"SELECT id FROM product WHERE slug = ? AND provisional = 1 AND {free}", (product,)).fetchone()
    if row:
        db.execute("DELETE FROM ranking WHERE product_id = ?", (row["id"],))
        db.execute("DELETE FROM product WHERE id = ?", (row["id"],))


def _drop_unused(db: sqlite3.Connection, catalogue: Catalogue) -> None:
    """Products, vendors and models that the files no longer name and no fact hangs on."""
    for table, named in (
        ("product", {p.slug for p in catalogue.names.products}),
        ("vendor", {v.slug for v in catalogue.names.vendors}),
        ("model", {m.slug for m in catalogue.models}),
    ):
        uses = [use.split(".") for use in _USES[table]]
        used = " UNION ".join(f"SELECT {column} FROM {user} WHERE {column} IS NOT NULL" for user, column in uses)
        rows = db.execute(f"SELECT id, slug FROM {table} WHERE id NOT IN ({used})")
        gone = [(row["id"],) for row in rows.fetchall() if row["slug"] not in named]
        if table == "product":
            db.executemany("DELETE FROM ranking WHERE product_id = ?", gone)
        db.executemany(f"DELETE FROM {table} WHERE id = ?", gone)


def _drop_offers(db: sqlite3.Connection, kept: set[str]) -> None:
    """List prices that left the files; those of live price sources are not the catalogue's."""
    for table in ("offer", "token_offer"):
        rows = db.execute(f"SELECT id, key FROM {table} WHERE {_OURS}").fetchall()
        db.executemany(f"DELETE FROM {table} WHERE id = ?", [(r["id"],) for r in rows if r["key"] not in kept])
