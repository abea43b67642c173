"""Prices put into a database as a price list would, for the tests of views and commands. All of them are made up."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tracker.model.fact import Source
from tracker.model.listing import Ask
from tracker.model.price import Offer, TokenPrice
from tracker.model.words import Tier
from tracker.paths import migrations_dir
from tracker.pricing.meaning import new_provider
from tracker.store.connection import transaction
from tracker.store.facts import Ids, add_provisional, write_source
from tracker.store.migrate import open_database
from tracker.store.price_lists import Unmapped, keep_unmapped, open_part, save_part
from tracker.store.prices import write_offer, write_token_price

NOW = "2026-11-25T12:00:00Z"
H100 = "nvidia/h100"
LLAMA = "llama-3.3-70b"


def offer(usd: float, observed: str, sku: str = "made-up-1", provider: str = "nebius", **told: object) -> Offer:
    values: dict[str, object] = {"product": H100, "region": "nowhere-1", "term": "reserved_1y"}
    return Offer(provider=provider, sku=sku, usd_per_hour=usd, observed=observed, **values | told)  # type: ignore[arg-type]


def token(
    provider: str, usd_in: float, usd_out: float, model: str = LLAMA, observed: str = NOW, **told: object
) -> TokenPrice:
    return TokenPrice(provider=provider, model=model, usd_per_mtok_in=usd_in, usd_per_mtok_out=usd_out, observed=observed,
                      **told)  # type: ignore[arg-type]  # fmt: skip


def _url(publisher: str) -> str:
    return f"https://lists.example/{publisher.replace(' ', '-')}/prices"


def put(
    database: Path,
    *prices: Offer | TokenPrice,
    publisher: str = "Made-up list",
    tier: Tier = "database",
    part: str = "",
    url: str = "",
) -> None:
    """Store prices of one publisher, whose list has an address of its own where none is given; providers that the catalogue has
    not are made. `part`: they are of a list of that name, whose own day is 2026-11-20."""
    with closing(open_database(database, migrations_dir())) as db, transaction(db):
        source = Source(url=url or _url(publisher), publisher=publisher, tier=tier)
        source_id, _ = write_source(db, source, NOW, "prices", f"prices|{publisher}|{part}")
        list_id = None
        if part:
            state = open_part(db, part, "skypilot", publisher, Ask(name="", url=source.url), "")
            list_id = state.id
            save_part(db, list_id, {"state": "ok", "last_ok_at": NOW, "last_fetch_at": NOW, "published": "2026-11-20"})
        for price in prices:
            ids = Ids.read(db)
            if price.provider not in ids.vendors:
                add_provisional(db, ids, (), (new_provider(price.provider, ""),))
            if isinstance(price, Offer):
                write_offer(db, ids, source_id, publisher, price, list_id)
            else:
                write_token_price(db, ids, source_id, publisher, price, list_id)


def put_unmapped(database: Path, *names: tuple[str, str], slug: str = "made-up") -> None:
    """(name, SKU) of accelerators that a list named."""
    with closing(open_database(database, migrations_dir())) as db, transaction(db):
        state = open_part(db, slug, "skypilot", "Made-up list", Ask(name="", url=_url("Made-up list")), "")
        keep_unmapped(db, state.id, [Unmapped(name, "made-up cloud", 2, sku, 1.0, 2.0) for name, sku in names])
