"""Every view as it was on a day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store_sample import BLOG, FACTS, LIST, MEMORY, OFFER, SHOWN, catalogue, fresh, public_views

from tracker.model.catalogue import SourcedFacts
from tracker.model.errors import UsageError
from tracker.model.fact import Source
from tracker.model.feed import FeedSource
from tracker.model.fetched import Entry
from tracker.model.query import TimelineFilter
from tracker.paths import migrations_dir
from tracker.store import read_articles, read_facts, read_market, read_timeline
from tracker.store.as_of import parse_day
from tracker.store.connection import transaction
from tracker.store.entries import store_entries
from tracker.store.feeds import feed_states, sync_feeds
from tracker.store.migrate import statements
from tracker.store.reader import open_reader


def view_names() -> list[str]:
    with closing(sqlite3.connect(":memory:")) as db:
        for file in sorted(migrations_dir().glob("*.sql")):
            for statement in statements(file.read_text(encoding="utf-8")):
                db.execute(statement)
        return [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]


VIEWS = view_names()
DATED = {
    "timeline", "timeline_sources", "product_timeline", "claims", "specs", "spec_diff", "disputed_specs", "relations",
    "vendor_links", "prices", "current_prices", "token_prices", "current_token_prices", "measured_points", "contradictions",
}  # fmt: skip
"""Views of which nothing was known on a day before everything. The rest is of today or has no rows when just built."""


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_can_be_read_as_of_a_day(built: Path, view: str) -> None:
    def seen(day: str | None) -> list[str]:
        with closing(open_reader(built, day)) as reader:
            return sorted(
                repr(tuple(row)) for row in reader.all(f"{reader.views(view)}SELECT * FROM {view}", reader.told())
            )

    today = seen(None)
    assert seen("9999") == today
    if view in DATED:
        assert today
        assert seen("1990") == []


def test_no_view_is_forgotten_here() -> None:
    timeless = {
        "vendors",
        "products",
        "product_parts",
        "workloads",
        "cost_per_token",
        "feed_health",
        "decisions",
        "measured_sources",
        "price_sources",
        "disputed_prices",
        "unmapped_prices",
    }
    later = {"roadmap", "review_queue", "newcomers", "articles"}
    assert {view for view in VIEWS if not view.startswith("_")} == DATED | timeless | later


@pytest.fixture
def two_days(tmp_path: Path) -> Path:
    """January: a claim, an event, a price. March: another source, another claim, a lower price, an article."""
    path = tmp_path / "days.db"
    march = Source(url="https://acme.example/sheet", publisher="Acme", tier="datasheet", published="2026-03-10")
    sheet = SourcedFacts(
        source=march,
        claims=(replace(MEMORY, printed="288", value=288e9),),
        events=(replace(SHOWN, type="available", period=None, note="Sold."),),
    )
    january = SourcedFacts(source=BLOG, claims=(MEMORY,), events=(SHOWN,))
    prices = SourcedFacts(
        source=LIST,
        offers=(replace(OFFER, observed="2026-01-31"), replace(OFFER, observed="2026-03-10", usd_per_hour=20.0)),
    )
    with closing(fresh(path, catalogue(facts=(january, sheet, prices, FACTS[2])))) as db, transaction(db):
        sync_feeds(db, [FeedSource(slug="a", url="https://a.example/", title="A")])
        feed = feed_states(db)["a"].id
        for day, guid in (("2026-01-26", "1"), ("2026-03-10", "2")):
            at = f"{day}T12:00:00Z"
            store_entries(db, feed, [Entry(guid=guid, url="", title="Words on a day", body="", published_at=at)], at)
    return path


@pytest.mark.parametrize(
    ("day", "memory", "types", "hour", "articles"),
    [
        ("2026-01-25", [], [], [], 0),
        ("2026-01-26", ["216"], ["announced"], [], 1),
        ("2026-01", ["216"], ["announced"], [23.6], 1),
        ("2026-03-09", ["216"], ["announced"], [23.6], 1),
        ("2026-Q1", ["288"], ["available", "announced"], [20.0], 2),
        (None, ["288"], ["available", "announced"], [20.0], 2),
    ],
)
def test_what_was_known_on_a_day(
    two_days: Path, day: str | None, memory: list[str], types: list[str], hour: list[float], articles: int
) -> None:
    with closing(open_reader(two_days, day)) as reader:
        assert [s.printed for s in read_facts.specs(reader, "acme/one")] == memory
        events = read_timeline.page(reader, TimelineFilter(), 0, 10)
        assert [e.type for e in events] == types
        assert read_timeline.count(reader, TimelineFilter()) == len(types)
        assert [p.usd_per_hour for p in read_market.current_prices(reader)] == hour
        assert len(read_articles.newest(reader, 10)) == articles
        assert len(read_articles.search(reader, "words", 10)) == articles
        assert len(read_articles.search(reader, "words", 1)) == min(1, articles)


def test_an_event_of_a_later_source_has_no_place_in_the_past(two_days: Path) -> None:
    with closing(open_reader(two_days)) as reader:
        later = read_timeline.page(reader, TimelineFilter(), 0, 1)[0].event_id
        assert read_timeline.position(reader, TimelineFilter(), later) == 0
    with closing(open_reader(two_days, "2026-02")) as reader:
        assert read_timeline.position(reader, TimelineFilter(), later) is None
        assert read_timeline.event(reader, later) is None


@pytest.mark.parametrize("words", ["soon", "2026-13", "2026-02-30", "26", ""])
def test_an_unreadable_day_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="--as-of"):
        parse_day(words)


def test_the_day_is_a_value_and_never_sql(built: Path) -> None:
    with closing(open_reader(built, "2026-06-30")) as reader:
        for view in public_views(reader.db):
            assert "2026" not in reader.views(view)
        assert reader.count("timeline") == len(
            reader.all(f"{reader.views('timeline')}SELECT * FROM timeline", reader.told())
        )
