"""The screen's view of prices: the cheapest of each, disputes with their sides, models under one name, lists told together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tui"))
from tui_prices_sample import SEEN, fill
from tui_sample import build

from tracker.model.errors import UsageError
from tracker.model.price import Offer, TokenPrice
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.facts import Ids
from tracker.store.migrate import open_database
from tracker.store.prices import write_offer, write_token_price
from tracker.views import price_screen
from tracker.views.prices import current_prices
from tracker.views.session import Session, open_session


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    return fill(build(tmp_path / "tracker.db"))


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    found = open_session(path)
    yield found
    found.close()


def test_the_cheapest_of_each_is_the_first_of_its_offers(session: Session) -> None:
    for term in ("on_demand", "spot", ""):
        for line in price_screen.offers(session, "", term):
            own = current_prices(session, line.product_slug, basis=term)
            assert line.offer_id == own[0].offer_id
            assert (line.n_offers, line.n_flagged) == (len(own), sum(p.quality != "ok" for p in own))


def test_a_flagged_price_is_never_the_cheapest_where_there_is_a_sound_one(session: Session) -> None:
    cheapest = next(line for line in price_screen.offers(session) if line.product_slug == "acme/one")
    assert (cheapest.quality, cheapest.usd_per_accelerator_hour) == ("ok", 1.0)
    flagged = [line for line in price_screen.offers(session, "acme/one") if line.quality != "ok"]
    assert [line.usd_per_accelerator_hour for line in flagged] == [0.1]


def test_what_is_priced_has_its_lowest_sound_price(session: Session) -> None:
    one = next(p for p in price_screen.priced_products(session) if p.product_slug == "acme/one")
    assert (one.vendor, one.n_offers, one.n_flagged, one.lowest) == ("Acme", 5, 1, 1.0)
    assert price_screen.priced_terms(session, "acme/one") == ["on_demand", "spot"]
    assert price_screen.priced_terms(session, "aws/trainium3") == ["on_demand"]


def test_a_chart_ends_today_or_on_the_day_that_is_shown(path: Path, session: Session) -> None:
    steps, chart = price_screen.history(session, "one", "on_demand")
    assert [step.date for step in steps] == sorted((step.date for step in steps), reverse=True)
    assert chart.points == [(date(2026, 1, 10), 4.0), (date(2026, 5, 1), 3.0), (date(2026, 9, 1), 1.5)]
    assert (date(2026, 6, 10), "available: Acme ships it.") in chart.marks
    assert all(day <= chart.until for day, _ in chart.marks)
    assert (chart.until, chart.seen) == (date(2026, 11, 25), "3 hours ago")
    past = open_session(path, "2026-05")
    steps, chart = price_screen.history(past, "one", "on_demand")
    past.close()
    assert ([value for _, value in chart.points], chart.until) == ([4.0, 3.0], date(2026, 5, 31))


def test_a_chart_has_a_gap_where_no_sound_price_is_left(path: Path) -> None:
    db = open_database(path, migrations_dir())
    db.execute(
        """INSERT INTO price(offer_id, observed_at, last_seen_at, usd_per_hour, quality, reason)
           SELECT id, '2026-11-25T10:00:00Z', '2026-11-25T10:00:00Z', 1, 'stale', 'gone' FROM offer
           WHERE product_id = (SELECT id FROM product WHERE slug = 'acme/one')"""
    )
    db.close()
    session = open_session(path)
    steps, chart = price_screen.history(session, "one", "on_demand")
    session.close()
    assert chart.points[-1] == (date(2026, 11, 25), None)
    assert next(step for step in steps if step.kind == "price").usd_per_accelerator_hour is None


def test_both_sides_of_a_dispute_are_named_the_lowest_first(session: Session) -> None:
    tokens, hardware = price_screen.disputes(session)
    assert (hardware.lowest, hardware.highest, hardware.place) == (1.5, 2.0, "north-1 on demand")
    assert hardware.who == "Alpha list: $1.50 on 2026-11-25; Beta list: $2.00 on 2026-11-25"
    prices = {p.offer_id: p.publisher for p in current_prices(session, "one")}
    assert [prices[i] for i in hardware.ids] == ["Alpha list", "Beta list"]
    assert (tokens.lowest, tokens.highest, tokens.unit, tokens.n_lists) == (1.0, 2.0, "Mtok out", 2)
    assert [d.kind for d in price_screen.disputes(session, "one")] == ["hardware"]
    with pytest.raises(UsageError, match="no product is called"):
        price_screen.disputes(session, "nothing such")


def test_input_prices_tell_the_spread_where_output_prices_agree(path: Path) -> None:
    db = open_database(path, migrations_dir())
    with transaction(db):
        source = db.execute("SELECT id FROM source WHERE publisher = 'Delta'").fetchone()[0]
        told = TokenPrice(
            provider="microsoft", model="m", usd_per_mtok_in=0.25, usd_per_mtok_out=1.5, observed=SEEN, tier=""
        )
        write_token_price(db, Ids.read(db), source, "Delta", told)
    db.close()
    session = open_session(path)
    found = next(d for d in price_screen.disputes(session) if d.provider == "Microsoft")
    session.close()
    assert (found.lowest, found.highest, found.spread, found.unit) == (0.25, 0.75, 3.0, "Mtok in")


def test_one_model_under_several_spellings_is_listed_once(path: Path) -> None:
    db = open_database(path, migrations_dir())
    with transaction(db):
        source = db.execute("SELECT id FROM source WHERE publisher = 'Delta'").fetchone()[0]
        for model in ("maker/Other-7B", "Other 7b:free", "other7b"):
            told = TokenPrice(provider="aws", model=model, usd_per_mtok_in=1.0, usd_per_mtok_out=1.0, observed=SEEN)
            write_token_price(db, Ids.read(db), source, "Delta", told)
    db.close()
    session = open_session(path)
    listed = price_screen.listed_models(session)
    name, rows = price_screen.token_market(session, listed[1].model)
    session.close()
    assert [(m.catalogued, m.n_offers) for m in listed] == [(True, 4), (False, 3)]
    assert listed[0].name == "Model 70B"
    assert name in {"Other-7B", "Other 7b", "other7b"}
    assert rows


def test_parts_of_a_list_that_fare_alike_are_one_row_and_trouble_comes_first(session: Session) -> None:
    rows = price_screen.price_lists(session)
    assert [(r.slug, r.part, r.troubled) for r in rows] == [
        ("beta", "north", True), ("alpha", "", False), ("many", "(5 parts)", False),
    ]  # fmt: skip
    assert (rows[2].n_offers, len(rows[2].parts)) == (35, 5)
    assert price_screen.lists_asked(session) == 7


def test_the_age_of_lists_is_told_from_today_even_in_the_past(path: Path) -> None:
    past = open_session(path, "2026-06-30")
    ages = {r.slug: r.age for r in price_screen.price_lists(past)}
    past.close()
    assert ages["beta"] == "5 days ago"


def test_an_old_price_is_marked(path: Path) -> None:
    db = open_database(path, migrations_dir())
    with transaction(db):
        source = db.execute("SELECT id FROM source WHERE publisher = 'Alpha list'").fetchone()[0]
        old = Offer(
            provider="aws", product="microsoft/maia-200", sku="old", count=1, usd_per_hour=9.0, observed="2026-01-01"
        )
        write_offer(db, Ids.read(db), source, "Alpha list", old)
    db.close()
    session = open_session(path)
    lines = {line.product_slug: line for line in price_screen.offers(session)}
    session.close()
    assert (lines["microsoft/maia-200"].old, lines["microsoft/maia-200"].age) == (True, "11 months ago")
    assert not lines["acme/one"].old


def test_a_price_is_as_old_as_its_list_says(path: Path) -> None:
    db = open_database(path, migrations_dir())
    db.execute("UPDATE price_list SET published = '2026-11-20' WHERE slug = 'alpha'")
    db.execute("UPDATE offer SET list_id = (SELECT id FROM price_list WHERE slug = 'alpha')")
    db.close()
    session = open_session(path)
    line = price_screen.offers(session, "one", "on_demand")[0]
    disputed = next(d for d in price_screen.disputes(session, "one") if d.kind == "hardware")
    session.close()
    assert (line.price_of, line.list_age, line.old) == ("2026-11-20", "5 days ago", False)
    assert disputed.who.count(" on 2026-11-20") == 2
