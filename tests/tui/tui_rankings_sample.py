"""A database whose rankings are computed: accelerators with data sheets, prices of several days, token prices, a roadmap.
Figures are made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tracker.assemble import update_rankings
from tracker.model.catalogue import Catalogue, Names, SourcedFacts
from tracker.model.fact import Claim, Event, Source
from tracker.model.performance import ModelArch, Workload
from tracker.model.period import Period
from tracker.model.price import Offer, TokenPrice
from tracker.model.product import Product, Vendor
from tracker.paths import migrations_dir
from tracker.store.catalogue import write_catalogue
from tracker.store.connection import transaction
from tracker.store.facts import Ids, write_source
from tracker.store.migrate import open_database
from tracker.store.prices import write_offer, write_token_price

SEEN = "2026-11-25T09:00:00Z"
SHEETS: dict[str, tuple[str, float, float, float, float, float, int]] = {
    "acme/one": ("One", 1.0, 2.0, 96, 4.0, 450, 8),
    "acme/two": ("Two", 2.5, 5.0, 192, 8.0, 900, 8),
    "acme/zero": ("Zero", 0.3, 0.0, 80, 2.0, 300, 8),
    "acme/small": ("Small", 0.2, 0.4, 24, 0.9, 0, 1),
    "acme/next": ("Next", 4.0, 8.0, 288, 13.0, 900, 72),
    "aws/trainium3": ("Trainium3", 1.2, 2.5, 144, 4.9, 500, 64),
    "microsoft/maia-200": ("Maia 200", 2.5, 5.0, 216, 7.0, 700, 8),
}
"""Name, PFLOPS in bf16 and fp8 (dense), GB, TB/s, GB/s a direction, accelerators in a domain."""
PRICES = (
    ("acme/one", 12.0, "2026-10-01"), ("acme/one", 2.0, "2026-11-22"), ("acme/two", 5.0, "2026-10-01"),
    ("acme/zero", 1.2, "2026-10-01"), ("acme/small", 0.5, "2026-10-01"), ("aws/trainium3", 4.0, "2026-11-22"),
)  # fmt: skip


def build_ranked(path: Path, spice: str = "") -> Path:
    """`spice` is put behind every text that comes from outside."""
    db = open_database(path, migrations_dir())
    write_catalogue(db, _catalogue(spice), SEEN)
    with transaction(db):
        ids = Ids.read(db)
        lists = {
            name: write_source(db, Source(url=f"https://{name}.example/list", publisher=name + spice, tier="database"), SEEN)[0]
            for name in ("Alpha", "Gamma")
        }  # fmt: skip
        for product, hour, day in PRICES:
            offer = Offer(provider=product.split("/")[0], product=product, sku="x1" + spice, region="north-1" + spice, count=1,
                          usd_per_hour=hour, observed=day)  # fmt: skip
            write_offer(db, ids, lists["Alpha"], "Alpha" + spice, offer)
        _tokens(db, ids, lists["Gamma"], spice)
    update_rankings(db, path, SEEN)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


def _catalogue(spice: str) -> Catalogue:
    vendors = tuple(
        Vendor(slug=slug, name=name + spice, kind=kind)  # type: ignore[arg-type]
        for slug, name, kind in (("acme", "Acme", "chip"), ("aws", "AWS", "cloud"), ("microsoft", "Microsoft", "cloud"))
    )
    products = tuple(
        Product(slug=slug, vendor=slug.split("/")[0], name=sheet[0] + spice, kind="chip")
        for slug, sheet in SHEETS.items()
    )
    return Catalogue(
        digest="x", names=Names(vendors=vendors, products=products), facts=(_sheets(spice),), models=_models(spice),
        workloads=_loads(spice),
    )  # fmt: skip


def _sheets(spice: str) -> SourcedFacts:
    claims: list[Claim] = []
    for slug, (_, wide, narrow, memory, speed, link, domain) in SHEETS.items():

        def claim(field: str, value: float, unit: str, base: float, product: str = slug, **more: Any) -> None:
            told = Claim(product=product, field=field, printed=f"{value:g}", unit=unit, value=base, **more)
            claims.append(told)

        claim("peak_compute", wide, "PFLOPS", wide * 1e15, precision="bf16", sparsity="dense")
        if narrow:
            claim("peak_compute", narrow, "PFLOPS", narrow * 1e15, precision="fp8", sparsity="dense")
        claim("memory_capacity", memory, "GB", memory * 1e9)
        claim("memory_bandwidth", speed, "TB/s", speed * 1e12)
        claim("power", 700, "W", 700.0)
        if link:
            claim("interconnect_bandwidth", link, "GB/s", link * 1e9, direction="per_direction")
        claim("scale_up_size", domain, "chips", float(domain))
    source = Source(
        url="https://sheets.example/all", publisher="Datasheets" + spice, tier="datasheet", published="2026-01-26"
    )
    ahead = Event(product="acme/next", type="announced", period=Period.parse("2026-09-15"), note="Next." + spice)
    return SourcedFacts(source=source, claims=tuple(claims), events=(ahead,))


def _models(spice: str) -> tuple[ModelArch, ...]:
    large = ModelArch(
        slug="m", name="Model 70B" + spice, layers=80, hidden=8192, heads=64, kv_heads=8, head_dim=128, intermediate=28672,
        vocab=128256, params_total=70.6e9, params_active=69.5e9, context=131072, vendor="acme",
    )  # fmt: skip
    small = ModelArch(
        slug="s", name="Model 8B" + spice, layers=32, hidden=4096, heads=32, kv_heads=8, head_dim=128, intermediate=14336,
        vocab=128256, params_total=8.03e9, params_active=7.5e9, context=131072, vendor="acme",
    )  # fmt: skip
    return large, small


def _loads(spice: str) -> tuple[Workload, ...]:
    return (
        Workload(slug="chat", name="Chat" + spice, model="m", isl=1024, osl=1024, floor_tok_s_user=30.0, utilisation=0.6),
        Workload(slug="batch", name="Batch" + spice, model="m", isl=1024, osl=1024, floor_tok_s_user=0.0, utilisation=0.9),
    )  # fmt: skip


def _tokens(db: Any, ids: Ids, source: int, spice: str) -> None:
    def see(provider: str, low: float, high: float, **more: Any) -> None:
        price = TokenPrice(
            provider=provider, model="m", usd_per_mtok_in=low, usd_per_mtok_out=high, observed=SEEN, **more
        )
        write_token_price(db, ids, source, "Gamma" + spice, price)

    see("aws", 0.4, 1.2, usd_per_mtok_cached_in=0.1)
    see("microsoft", 0.1, 0.2)
    see("acme", 0.0, 0.0, quality="zero", reason="Listed at $0: a free tier." + spice)
