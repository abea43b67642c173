"""A small database for the screen's tests, and how the screen is read as text. Figures are made up."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Any

from textual.worker import WorkerCancelled
from tui_review_sample import doubts

from tracker.model.catalogue import Catalogue, Names, SourcedFacts
from tracker.model.fact import Claim, Event, Evidence, Source
from tracker.model.feed import FeedSource
from tracker.model.fetched import Entry
from tracker.model.performance import ModelArch, RankingRow, Workload
from tracker.model.period import Period
from tracker.model.price import Offer
from tracker.model.product import Alias, Product, Vendor
from tracker.paths import migrations_dir
from tracker.store.catalogue import write_catalogue
from tracker.store.connection import transaction
from tracker.store.entries import store_entries
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.feeds import feed_states, save_state, sync_feeds
from tracker.store.migrate import open_database
from tracker.store.rankings import change_seq, write_ranking
from tracker.tui.app import TrackerApp
from tracker.tui.widgets.notice import NoticeLine

SEEN = "2026-11-20T08:00:00Z"
SCREENS = Path(__file__).parent / "screens"
FEEDS = Path("feeds.toml")


def names(spice: str = "") -> Names:
    """Three vendors; the two products that Specs begins with; one more of each."""
    vendors = tuple(
        Vendor(slug=slug, name=name + spice, kind="chip")
        for slug, name in (("aws", "AWS"), ("microsoft", "Microsoft"), ("acme", "Acme"))
    )
    products = tuple(
        Product(slug=slug, vendor=slug.split("/")[0], name=name + spice, kind="chip", aliases=aliases)
        for slug, name, aliases in (
            ("aws/trainium3", "Trainium3", (Alias(text="Trn3"),)),
            ("microsoft/maia-200", "Maia 200", ()),
            ("acme/one", "One", (Alias(text="Anvil", kind="codename"),)),
        )
    )
    return Names(vendors=vendors, products=products)


def facts(spice: str = "") -> tuple[SourcedFacts, ...]:
    def evidence(words: str) -> Evidence:
        return Evidence(quote=words + spice, start=0, end=len(words + spice), rule="figures", confidence=0.9)

    def claim(product: str, field: str, value: float, unit: str, base: float, **more: Any) -> Claim:
        return Claim(
            product=product,
            field=field,
            printed=f"{value:g}",
            unit=unit,
            value=base,
            evidence=evidence(f"{value:g} {unit}"),
            **more,
        )

    sheet = SourcedFacts(
        source=Source(
            url="https://sheets.example/all" + spice,
            publisher="Datasheets" + spice,
            tier="datasheet",
            published="2026-01-26",
        ),
        claims=(
            claim("aws/trainium3", "peak_compute", 2.5, "PFLOPS", 2.5e15, precision="fp8", sparsity="dense"),
            claim("microsoft/maia-200", "peak_compute", 5, "PFLOPS", 5e15, precision="fp8", op=">="),
            claim("aws/trainium3", "memory_capacity", 144, "GB", 144e9),
            claim("microsoft/maia-200", "memory_capacity", 216, "GB", 216e9),
            claim("acme/one", "memory_capacity", 96, "GB", 96e9),
            claim("aws/trainium3", "power", 700, "W", 700.0),
            Claim(product="aws/trainium3", field="memory_type", printed="HBM3E" + spice, note="Four stacks." + spice),
        ),
        events=(
            Event(
                product="microsoft/maia-200",
                type="announced",
                period=Period.parse("2026-01-26"),
                note="Runs in Iowa." + spice,
                evidence=evidence("Microsoft unveiled Maia 200"),
            ),
            Event(
                product="acme/one",
                type="roadmap",
                period=Period.parse("2027-H2"),
                certainty="expected",
                note="Second half." + spice,
            ),
            Event(
                product="aws/trainium3", type="available", period=Period.parse("2025-12-02", "since December" + spice)
            ),
        ),
        offers=(
            Offer(
                provider="aws",
                product="aws/trainium3",
                sku="trn3" + spice,
                count=2,
                usd_per_hour=8.0,
                observed="2026-11-20",
            ),
            Offer(
                provider="acme", product="acme/one", sku="one" + spice, count=1, usd_per_hour=2.0, observed="2026-11-20"
            ),
        ),
    )
    press = SourcedFacts(
        source=Source(
            url="https://press.example/x" + spice, publisher="The Press" + spice, tier="press", published="2026-03-05"
        ),
        claims=(
            claim("aws/trainium3", "power", 900, "W", 900.0),
            claim("aws/trainium3", "power", 90, "W", 90.0, status="rejected", reason="of one die only" + spice),
        ),
        events=(
            Event(
                product="acme/one",
                type="deal",
                counterparty="microsoft",
                status="rumour",
                certainty="rumoured",
                note="Talks." + spice,
            ),
            Event(product="acme/one", type="production", note="Began." + spice),
        ),
    )
    return (sheet, press)


def catalogue(spice: str = "") -> Catalogue:
    model = ModelArch(
        slug="m",
        name="Model 70B" + spice,
        layers=1,
        hidden=1,
        heads=1,
        kv_heads=1,
        head_dim=1,
        intermediate=1,
        vocab=1,
        params_total=7e10,
        params_active=7e10,
    )
    loads = (
        Workload(slug="chat", name="Chat" + spice, model="m", isl=1024, osl=1024, utilisation=0.5),
        Workload(
            slug="batch", name="Batch" + spice, model="m", isl=1024, osl=1024, floor_tok_s_user=0.0, utilisation=0.5
        ),
    )
    return Catalogue(digest="x", names=names(spice), facts=facts(spice), models=(model,), workloads=loads)


def ranking(workload: str, offers: dict[str, str], spice: str = "") -> list[RankingRow]:
    def row(product: str, hour: float, rate: float, spread: float, rank: int, basis: str) -> RankingRow:
        cost = hour * 1e6 / (rate * 3600.0 * 0.5)
        return RankingRow(
            workload=workload,
            product=product,
            price_basis="on_demand",
            offer=offers[product],
            rank=rank,
            tied_from=rank,
            tied_to=2,
            p_best=0.5,
            usd_per_hour=hour,
            tokens_per_s=rate,
            output_tok_s=rate / 2,
            utilisation=0.5,
            usd_per_mtok=cost,
            usd_per_mtok_p10=cost / spread,
            usd_per_mtok_p90=cost * spread,
            tok_s_user=42.0,
            layout="TP1" + spice,
            precision="fp8",
            batch=64,
            bound="memory",
            basis=basis,
            inputs={},
        )

    return [
        row("acme/one", 2.0, 8000.0, 1.2, 1, "measured"),
        row("aws/trainium3", 4.0, 9000.0, 2.0, 2, "modelled"),
        RankingRow(
            workload=workload,
            product="microsoft/maia-200",
            price_basis="on_demand",
            announced_only=True,
            reason="no price" + spice,
        ),
    ]


def build(path: Path, spice: str = "", empty: bool = False) -> Path:
    """A database at `path`. `spice` is put behind every text that comes from outside; `empty` leaves only the tables."""
    db = open_database(path, migrations_dir())
    if not empty:
        write_catalogue(db, catalogue(spice), SEEN)
        with transaction(db):
            _write_feeds(db, spice)
            doubts(db, feed_states(db)["press"].id, SEEN, spice)
            ids = Ids.read(db)
            offers = {
                r["slug"]: r["key"]
                for r in db.execute("SELECT o.key, p.slug FROM offer o JOIN product p ON p.id = o.product_id")
            }
            for workload in ("chat", "batch"):
                write_ranking(
                    db,
                    ids,
                    workload,
                    "on_demand",
                    ranking(workload, offers, spice),
                    computed_at=SEEN,
                    version="1",
                    digest="d",
                    seq=change_seq(db),
                )
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path


def _write_feeds(db: Any, spice: str) -> None:
    sync_feeds(
        db,
        [
            FeedSource(
                slug="acme-news",
                url="https://acme.example/feed",
                title="Acme newsroom" + spice,
                vendor="acme",
                tier="vendor",
            ),
            FeedSource(slug="press", url="https://press.example/feed", title="The Press" + spice),
            FeedSource(
                slug="old",
                url="https://old.example/feed",
                title="Old blog" + spice,
                enabled=False,
                note="moved" + spice,
            ),
        ],
    )
    states = feed_states(db)
    save_state(
        db,
        states["acme-news"].id,
        {"state": "ok", "last_ok_at": "2026-11-25T09:00:00Z", "last_fetch_at": "2026-11-25T09:00:00Z"},
    )
    save_state(
        db, states["press"].id, {"state": "failing", "failures": 3, "last_error": "the server answered 503" + spice}
    )
    entries = [
        Entry(
            guid="1",
            url="https://acme.example/1",
            title="Acme ships One" + spice,
            body="One is out.\nIt holds 96 GB." + spice,
            published_at="2026-11-01T00:00:00Z",
        ),
        Entry(
            guid="2",
            url="https://acme.example/2",
            title="Acme names Two" + spice,
            body="Two follows.",
            published_at="2026-11-10T00:00:00Z",
        ),
    ]
    store_entries(db, states["acme-news"].id, entries, SEEN)


def add_events(path: Path, days: list[str], seen: str, note: str = "Later news.") -> None:
    """Another process stores events: one a day of `days`."""
    db = open_database(path, migrations_dir())
    with transaction(db):
        ids = Ids.read(db)
        touched = set()
        for day in days:
            source = Source(url=f"https://late.example/{day}", publisher="Late", tier="press", published=day)
            source_id, key = write_source(db, source, seen)
            event = Event(product="acme/one", type="announced", period=Period.parse(day), note=note)
            touched |= replace_facts(db, ids, Origin(source_id, key, "test", seen), events=[event])
        finish(db, touched)
    db.close()


def strips(app: TrackerApp) -> list[str]:
    """The lines on the screen, as they are sent to a terminal without their colours."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def screen(app: TrackerApp) -> str:
    return "\n".join(line.rstrip() for line in strips(app)) + "\n"


def matches(app: TrackerApp, name: str) -> bool:
    """The screen is the golden one of this name; UPDATE_SCREENS=1 writes it anew."""
    golden, now = SCREENS / f"{name}.txt", screen(app)
    if os.environ.get("UPDATE_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        golden.write_text(now, encoding="utf-8")
    return golden.exists() and golden.read_text(encoding="utf-8") == now


async def quiet(pilot: Any) -> None:
    """Without the notices, which are gone after some seconds anyway."""
    pilot.app.notices = ()
    for shown in pilot.app.screen_stack:
        for line in shown.query(NoticeLine):
            line.tell(())
    await settle(pilot)


CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]")


async def settle(pilot: Any) -> None:
    """Until every question is answered and painted."""
    for _ in range(2):
        await pilot.pause()
        if running := [w for w in pilot.app.workers if w.group not in ("refresh", "stop")]:
            with contextlib.suppress(WorkerCancelled):  # a later question of its group took its place
                await pilot.app.workers.wait_for_complete(running)
    await pilot.pause()


async def press(pilot: Any, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
