"""Writing the curated catalogue: upserts by slug; what left the files leaves the database, texts and prices stay."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable

from tracker.model.catalogue import Catalogue, SourcedFacts
from tracker.model.fields import FIELDS
from tracker.model.performance import MeasuredPoint, ModelArch, Workload
from tracker.model.product import Alias, Product, Vendor
from tracker.store import keys
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, clear_facts, finish, replace_facts, write_source
from tracker.store.prices import write_offer, write_token_price

_DIGEST = "catalogue_digest"


def stored_digest(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_DIGEST,)).fetchone()
    return row[0] if row else ""


def write_catalogue(db: sqlite3.Connection, catalogue: Catalogue, seen_at: str, digest: str) -> None:
    """Bring the database in step with the files, in one transaction; `digest` is what `stored_digest` then says."""
    with transaction(db):
        _write_fields(db)
        _write_vendors(db, catalogue.names.vendors)
        _write_products(db, catalogue.names.products)
        ids = Ids.read(db)
        _write_names(db, ids, catalogue.names.vendors, catalogue.names.products)
        _write_models(db, catalogue.models)
        _write_workloads(db, catalogue.workloads)
        _write_facts(db, ids, catalogue.facts, seen_at)
        db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                   (_DIGEST, digest))  # fmt: skip


def _write_fields(db: sqlite3.Connection) -> None:
    db.executemany(
        """INSERT INTO field VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(slug) DO UPDATE SET label = excluded.label,
           kind = excluded.kind, unit = excluded.unit, better = excluded.better, doc = excluded.doc, sort = excluded.sort""",
        [(f.slug, f.label, f.kind, f.base, f.better, f.doc, i) for i, f in enumerate(FIELDS.values())],
    )


def _write_vendors(db: sqlite3.Connection, vendors: Iterable[Vendor]) -> None:
    db.executemany(
        """INSERT INTO vendor(slug, name, kind, homepage, note) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT(slug) DO UPDATE SET name = excluded.name, kind = excluded.kind, homepage = excluded.homepage,
             note = excluded.note""",
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


def _write_facts(db: sqlite3.Connection, ids: Ids, facts: Iterable[SourcedFacts], seen_at: str) -> None:
    """A source that left the files takes its facts and list prices along."""
    touched: set[tuple[int, str]] = set()
    kept: set[int] = set()
    offers: set[str] = set()
    db.execute("DELETE FROM measurement")
    for one in facts:
        source_id, source_key = write_source(db, one.source, seen_at)
        kept.add(source_id)
        origin = Origin(source_id, source_key, "catalogue", seen_at)
        touched |= replace_facts(db, ids, origin, one.claims, one.events, one.relations, one.links)
        for offer in one.offers:
            offers.add(write_offer(db, ids, source_id, one.source.publisher, offer))
        for price in one.token_prices:
            offers.add(write_token_price(db, ids, source_id, one.source.publisher, price))
        for point in one.measured:
            _write_measured(db, ids, origin, point)
    for row in db.execute("SELECT id FROM source WHERE origin = 'catalogue'").fetchall():
        if row["id"] not in kept:
            touched |= clear_facts(db, row["id"])
            db.execute("DELETE FROM source WHERE id = ?", (row["id"],))
    _drop_offers(db, offers)
    finish(db, touched)


def _drop_offers(db: sqlite3.Connection, kept: set[str]) -> None:
    """List prices that left the files; those of live price sources are not the catalogue's."""
    for table in ("offer", "token_offer"):
        rows = db.execute(
            f"SELECT o.id, o.key FROM {table} o JOIN source s ON s.id = o.source_id WHERE s.origin = 'catalogue'"
        ).fetchall()
        db.executemany(f"DELETE FROM {table} WHERE id = ?", [(r["id"],) for r in rows if r["key"] not in kept])


def _write_measured(db: sqlite3.Connection, ids: Ids, origin: Origin, m: MeasuredPoint) -> None:
    db.execute(
        """INSERT INTO measurement(key, product_id, model_id, n_accelerators, precision, isl, osl, concurrency, output_tok_s,
             tok_s_user, ttft_s, engine, date, note, source_id)
           VALUES (?, ?, (SELECT id FROM model WHERE slug = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT(key) DO NOTHING""",
        (keys.measured_key(origin.key, m), ids.product(m.product), m.model, m.count, m.precision, m.isl, m.osl,
         m.concurrency, m.output_tok_s, m.tok_s_user, m.ttft_s, m.engine, m.date, m.note, origin.id),
    )  # fmt: skip
