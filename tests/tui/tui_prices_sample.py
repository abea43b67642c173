"""Prices for the screen's tests: a history with a gap of soundness, flags, two lists that differ, tokens, and lists in trouble.
Figures are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker.model.fact import Event, Source
from tracker.model.listing import Ask
from tracker.model.period import Period
from tracker.model.price import Offer, TokenPrice
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.migrate import open_database
from tracker.store.price_lists import open_part, save_part
from tracker.store.prices import write_offer, write_token_price

SEEN = "2026-11-25T09:00:00Z"
ONE = "acme/one"


def fill(path: Path, spice: str = "") -> Path:
    """Put prices into a database of `tui_sample.build`. `spice` is put behind every text that comes from outside."""
    db = open_database(path, migrations_dir())
    with transaction(db):
        ids = Ids.read(db)
        _hardware(db, ids, spice)
        _tokens(db, ids, spice)
        _lists(db, spice)
        source_id, key = write_source(db, Source(url="https://late.example/x", publisher="Late", tier="press"), SEEN)
        told = Event(product=ONE, type="available", period=Period.parse("2026-06-10"), note="Acme ships it." + spice)
        finish(db, replace_facts(db, ids, Origin(source_id, key, "test", SEEN), events=[told]))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


def _hardware(db: Any, ids: Ids, spice: str) -> None:
    lists = {
        name: write_source(
            db, Source(url=f"https://{name}.example/list", publisher=f"{name.capitalize()} list" + spice, tier="database"), SEEN
        )[0]
        for name in ("alpha", "beta")
    }  # fmt: skip

    def see(whose: str, day: str, hour: float, **more: Any) -> None:
        told: dict[str, Any] = {"sku": "one.8x" + spice, "region": "north-1", "count": 8, "provider": "acme", **more}
        offer = Offer(product=ONE, usd_per_hour=hour, observed=day, **told)
        write_offer(db, ids, lists[whose], f"{whose.capitalize()} list" + spice, offer)

    see("alpha", "2026-01-10", 32.0)
    see("alpha", "2026-05-01", 24.0)
    see("alpha", "2026-09-01", 12.0)
    see("alpha", SEEN, 12.0)
    see("beta", SEEN, 16.0)
    see(
        "beta", SEEN, 0.8, sku="one.host" + spice, quality="host_only", reason="The price is of the host alone." + spice
    )
    see("alpha", "2026-11-01", 8.0, term="spot")


def _tokens(db: Any, ids: Ids, spice: str) -> None:
    lists = {
        name: write_source(db, Source(url=f"https://{name}.example/models", publisher=name + spice, tier=tier), SEEN)[0]
        for name, tier in (("Gamma", "vendor"), ("Delta", "database"))
    }

    def see(whose: str, provider: str, low: float, high: float, **more: Any) -> None:
        price = TokenPrice(
            provider=provider, model="m", usd_per_mtok_in=low, usd_per_mtok_out=high, observed=SEEN, **more
        )
        write_token_price(db, ids, lists[whose], whose + spice, price)

    see("Gamma", "aws", 0.5, 1.0, usd_per_mtok_cached_in=0.125)
    see("Delta", "aws", 0.5, 2.0)
    see("Gamma", "microsoft", 0.75, 1.5)
    see("Gamma", "acme", 0.0, 0.0, quality="zero", reason="Listed at $0: a free tier." + spice)


def _lists(db: Any, spice: str) -> None:
    good = {"state": "ok", "last_ok_at": SEEN, "last_fetch_at": SEEN, "n_rows": 20, "n_offers": 7}
    bad = {**good, "state": "failing", "fault": "truncated", "failures": 3, "last_ok_at": "2026-11-20T06:00:00Z",
           "last_error": "the body ended after 20 of 50 bytes" + spice}  # fmt: skip
    parts = [("alpha", "", good), ("beta", "north", bad), *(("many", f"part-{i}", good) for i in range(5))]
    for slug, part, values in parts:
        ask = Ask(name=part, url=f"https://{slug}.example/{part}")
        save_part(db, open_part(db, slug, "skypilot", slug.capitalize() + spice, ask, "x").id, values)
