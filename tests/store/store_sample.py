"""A small catalogue in the types of the model, and ways to look at a whole database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tracker.model.catalogue import Catalogue, Names, SourcedFacts
from tracker.model.fact import Claim, Event, Relation, Source, VendorLink
from tracker.model.performance import MeasuredPoint, ModelArch, Workload
from tracker.model.period import Period
from tracker.model.price import Offer, TokenPrice
from tracker.model.product import Alias, PartOf, Product, Vendor
from tracker.paths import migrations_dir
from tracker.store.catalogue import write_catalogue
from tracker.store.migrate import open_database

NOW = "2026-11-25T12:00:00Z"
BLOG = Source(url="https://acme.example/one", publisher="Acme", tier="vendor", published="2026-01-26")
TALK = Source(url="", publisher="someone", tier="unverified")
LIST = Source(url="https://cloudy.example/prices", publisher="Cloudy", tier="vendor", published="2026-09-16")
BENCH = Source(url="https://bench.example/run", publisher="Bench", tier="benchmark", published="2025-12")

ACME = Vendor(slug="acme", name="Acme", kind="chip", aliases=(Alias(text="Acme Silicon"),))
CLOUDY = Vendor(slug="cloudy", name="Cloudy", kind="cloud")
ONE = Product(
    slug="acme/one", vendor="acme", name="One", kind="package", part_of=(PartOf(whole="acme/rack", count=72),)
)
ZERO = Product(slug="acme/zero", vendor="acme", name="Zero", kind="chip")
RACK = Product(slug="acme/rack", vendor="acme", name="Rack 72", kind="rack")

MEMORY = Claim(product="acme/one", field="memory_capacity", printed="216", unit="GB", value=216e9)
SHOWN = Event(product="acme/one", type="announced", period=Period.parse("2026-01-26"), note="Shown.")
TWICE = Relation(subject="acme/one", object="acme/zero", metric="performance", factor=2.0)
SUPPLIES = VendorLink(subject="acme", predicate="supplies", object="cloudy", period=Period.parse("2026-02"))
OFFER = Offer(provider="cloudy", product="acme/one", sku="one.8", count=8, usd_per_hour=23.6, observed="2026-09-16")
TOKENS = TokenPrice(
    provider="cloudy", model="small-8b", usd_per_mtok_in=0.05, usd_per_mtok_out=0.08, observed="2026-09-16"
)
RUN = MeasuredPoint(product="acme/one", count=4, model="small-8b", precision="fp8", isl=922, osl=922, concurrency=64,
                    output_tok_s=888.17, tok_s_user=57.0)  # fmt: skip
MODEL = ModelArch(slug="small-8b", name="Small 8B", layers=32, hidden=4096, heads=32, kv_heads=8, head_dim=128,
                  intermediate=14336, vocab=128256, params_total=8.03e9, params_active=7.5e9)  # fmt: skip
CHAT = Workload(slug="chat", name="Chat", model="small-8b", isl=1024, osl=1024)

FACTS = (
    SourcedFacts(source=BLOG, claims=(MEMORY,), events=(SHOWN,), relations=(TWICE,), links=(SUPPLIES,)),
    SourcedFacts(source=LIST, offers=(OFFER,), token_prices=(TOKENS,)),
    SourcedFacts(source=BENCH, measured=(RUN,)),
)


def catalogue(
    facts: tuple[SourcedFacts, ...] = FACTS,
    products: tuple[Product, ...] = (ONE, ZERO, RACK),
    vendors: tuple[Vendor, ...] = (ACME, CLOUDY),
    models: tuple[ModelArch, ...] = (MODEL,),
    workloads: tuple[Workload, ...] = (CHAT,),
) -> Catalogue:
    names = Names(vendors=vendors, products=products)
    return Catalogue(digest="", names=names, facts=facts, models=models, workloads=workloads)


def fresh(path: Path, what: Catalogue | None = None, now: str = NOW) -> sqlite3.Connection:
    """A new database at `path` with the sample in it."""
    db = open_database(path, migrations_dir())
    write_catalogue(db, what or catalogue(), now)
    return db


def public_views(db: sqlite3.Connection) -> list[str]:
    rows = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'view' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY 1"
    )
    return [row[0] for row in rows]


def rows(db: sqlite3.Connection, sql: str, *values: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.execute(sql, values)]


def shown(
    db: sqlite3.Connection, but: frozenset[str] = frozenset({"event_no", "entry_id", "stale"})
) -> dict[str, list[str]]:
    """Every public view's rows, sorted, without the columns that are no content."""
    found = {}
    for view in public_views(db):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({view})") if row[1] not in but]
        found[view] = sorted(map(repr, rows(db, f"SELECT {', '.join(columns)} FROM {view}")))
    return found


def contents(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows, row ids and all."""
    names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'")]
    return {name: rows(db, f"SELECT * FROM {name}") for name in sorted(names)}
