"""Price history: a row a change, flagged rows kept and never ranking, observed and valid times apart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store_sample import FACTS, LIST, OFFER, TOKENS, catalogue, fresh, rows

from tracker.assemble import gather, rank_all, update_rankings
from tracker.model.catalogue import SourcedFacts
from tracker.model.price import Offer
from tracker.store.connection import Refused, transaction
from tracker.store.facts import Ids, write_source
from tracker.store.prices import write_offer, write_token_price
from tracker.store.reader import reading

NOW = "2026-11-25T12:00:00Z"


def see(db: sqlite3.Connection, *offers: Offer) -> None:
    with transaction(db):
        source_id, _ = write_source(db, LIST, NOW)
        for offer in offers:
            write_offer(db, Ids.read(db), source_id, LIST.publisher, offer)


def history(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return rows(
        db, "SELECT observed_at, last_seen_at, usd_per_hour, quality FROM prices ORDER BY offer_id, observed_at"
    )


def test_the_same_price_seen_again_moves_only_the_day_it_was_last_seen(db: sqlite3.Connection) -> None:
    see(db, replace(OFFER, observed="2026-10-01"), replace(OFFER, observed="2026-11-01T06:00:00Z"))
    assert history(db) == [("2026-09-16T00:00:00Z", "2026-11-01T06:00:00Z", 23.6, "ok")]


def test_a_changed_price_is_appended_and_becomes_the_current_one(db: sqlite3.Connection) -> None:
    see(db, replace(OFFER, observed="2026-10-01", usd_per_hour=20.0), replace(OFFER, observed="2026-11-01"))
    assert [row[2] for row in history(db)] == [23.6, 20.0, 23.6]
    assert rows(db, "SELECT usd_per_hour, usd_per_accelerator_hour, observed_at FROM current_prices") == [
        (23.6, 23.6 / 8, "2026-11-01T00:00:00Z")
    ]


def test_a_list_that_is_older_than_what_is_known_fills_the_past(db: sqlite3.Connection) -> None:
    see(db, replace(OFFER, observed="2026-01-01", usd_per_hour=30.0))
    assert [row[2] for row in history(db)] == [30.0, 23.6]
    assert rows(db, "SELECT usd_per_hour FROM current_prices") == [(23.6,)]


def test_the_same_price_in_an_older_list_holds_since_then(db: sqlite3.Connection) -> None:
    see(db, replace(OFFER, observed="2026-01-01"))
    assert [row[0] for row in history(db)] == ["2026-01-01T00:00:00Z", "2026-09-16T00:00:00Z"]


def test_the_same_moment_seen_twice_keeps_the_last_word(db: sqlite3.Connection) -> None:
    see(db, replace(OFFER, usd_per_hour=25.0))
    assert [row[2] for row in history(db)] == [25.0]


@pytest.mark.parametrize(
    "change", [{"quality": "stale", "reason": "old"}, {"kw_all_in": 1.2}, {"valid_from": "2026-10-01"}]
)
def test_every_part_of_a_price_makes_a_new_row(db: sqlite3.Connection, change: dict[str, object]) -> None:
    see(db, replace(OFFER, observed="2026-10-01", **change))  # type: ignore[arg-type]
    assert len(history(db)) == 2


def test_when_it_was_seen_and_since_when_it_holds_stay_apart(db: sqlite3.Connection) -> None:
    see(db, replace(OFFER, observed="2026-10-05", valid_from="2026-10-01", usd_per_hour=20.0))
    assert rows(db, "SELECT observed_at, valid_from FROM current_prices") == [("2026-10-05T00:00:00Z", "2026-10-01")]


def test_other_terms_regions_and_lists_are_other_offers(db: sqlite3.Connection) -> None:
    see(db, replace(OFFER, term="spot"), replace(OFFER, region="eu"), replace(OFFER, sku="one.1", count=1))
    with transaction(db):
        source_id, _ = write_source(db, replace(LIST, url="https://else.example/"), NOW)
        write_offer(db, Ids.read(db), source_id, "Elsewhere", OFFER)
    assert rows(db, "SELECT count(*), count(DISTINCT offer_id) FROM current_prices") == [(5, 5)]


def test_a_flagged_price_is_kept_and_never_ranks(tmp_path: Path) -> None:
    flagged = replace(OFFER, sku="cheap", usd_per_hour=0.01, quality="sentinel", reason="a mark, no price")
    what = catalogue(facts=(FACTS[0], SourcedFacts(source=LIST, offers=(flagged,)), FACTS[2]))
    path = tmp_path / "small.db"
    with closing(fresh(path, what)) as db:
        update_rankings(db, path, NOW)
        assert rows(db, "SELECT usd_per_hour, quality, reason FROM current_prices") == [
            (0.01, "sentinel", "a mark, no price")
        ]
        with reading(path) as reader:
            found = rank_all(gather(reader))
        assert all(row.offer is None for ranking in found.values() for row in ranking)
        assert rows(db, "SELECT count(*) FROM cost_per_token WHERE offer_id IS NOT NULL") == [(0,)]


@pytest.mark.parametrize("price", [0.0, -1.0])
def test_no_price_of_nothing_passes_as_good(db: sqlite3.Connection, price: float) -> None:
    with pytest.raises(Refused):
        see(db, replace(OFFER, observed="2026-10-01", usd_per_hour=price))
    see(db, replace(OFFER, observed="2026-10-01", usd_per_hour=price, quality="zero", reason="free"))
    assert history(db)[-1][2:] == (price, "zero")


def test_token_prices_have_the_same_history(db: sqlite3.Connection) -> None:
    with transaction(db):
        source_id, _ = write_source(db, LIST, NOW)
        for told in ({"observed": "2026-10-01"}, {"observed": "2026-11-01", "usd_per_mtok_out": 0.07}):
            write_token_price(db, Ids.read(db), source_id, LIST.publisher, replace(TOKENS, **told))
    sql = "SELECT model, observed_at, last_seen_at, usd_per_mtok_out FROM token_prices ORDER BY 2"
    assert rows(db, sql) == [
        ("Small 8B", "2026-09-16T00:00:00Z", "2026-10-01T00:00:00Z", 0.08),
        ("Small 8B", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z", 0.07),
    ]
    assert rows(db, "SELECT usd_per_mtok_out FROM current_token_prices") == [(0.07,)]
