"""Stored rankings: refused where they do not follow from their factors, called stale when their inputs change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_sample import rows

from tracker.assemble import gather, rank_all, update_rankings
from tracker.paths import migrations_dir
from tracker.store.connection import Refused, transaction
from tracker.store.migrate import open_database
from tracker.store.rankings import change_seq, rankings_stale
from tracker.store.reader import reading

NOW = "2026-11-25T12:00:00Z"


@pytest.fixture
def whole(database: Path) -> Iterator[sqlite3.Connection]:
    db = open_database(database, migrations_dir())
    yield db
    db.close()


@pytest.mark.parametrize(
    "change",
    [
        "usd_per_mtok = usd_per_mtok * 1.0000000000000004",
        "tokens_per_s = tokens_per_s * 1.01",
        "usd_per_hour = usd_per_hour / 2",
        "utilisation = 0.5 * utilisation",
        "usd_per_mtok = NULL",
        "reason = 'no price'",
    ],
)
def test_the_database_refuses_a_figure_that_does_not_follow_from_its_factors(
    whole: sqlite3.Connection, change: str
) -> None:
    with pytest.raises(Refused):
        whole.execute(f"UPDATE ranking SET {change} WHERE usd_per_mtok IS NOT NULL")


def test_the_stored_ranking_is_the_computed_one_to_the_bit(built: Path) -> None:
    with reading(built) as reader:
        computed = rank_all(gather(reader))
        sql = "SELECT product_slug, usd_per_mtok, usd_per_mtok_p10, usd_per_mtok_p90, rank, reason FROM cost_per_token"
        for (workload, basis), ranking in computed.items():
            stored = reader.all(f"{sql} WHERE workload = :w AND price_basis = :b", {"w": workload, "b": basis})
            ours = {
                (r.product, r.usd_per_mtok, r.usd_per_mtok_p10, r.usd_per_mtok_p90, r.rank, r.reason) for r in ranking
            }
            assert {tuple(row) for row in stored} == ours
    assert sum(len(r) for r in computed.values()) > 500


FEEDS_A_RANKING = {
    "price": "INSERT INTO price SELECT offer_id, '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z', NULL, 1.0, NULL, 'ok', '' "
    "FROM price LIMIT 1",
    "price flagged": "UPDATE price SET quality = 'stale'",
    "claim": "DELETE FROM claim WHERE id = (SELECT min(id) FROM claim)",
    "claim corrected": "UPDATE claim SET value = value * 2 WHERE id = (SELECT min(id) FROM claim WHERE value > 0)",
    "measured run": "DELETE FROM measurement WHERE id = 1",
    "workload": "UPDATE workload SET utilisation = 0.5",
    "model": "UPDATE model SET arch = '{}'",
    "part": "DELETE FROM part",
    "tier": "UPDATE source SET tier = 'press' WHERE tier = 'vendor'",
    "shipping": "DELETE FROM event WHERE type = 'available'",
}


@pytest.mark.parametrize("name", FEEDS_A_RANKING)
def test_a_ranking_is_stale_once_its_inputs_changed(whole: sqlite3.Connection, name: str) -> None:
    assert rows(whole, "SELECT DISTINCT stale FROM cost_per_token") == [(0,)]
    assert not rankings_stale(whole)
    whole.execute(FEEDS_A_RANKING[name])
    assert rows(whole, "SELECT DISTINCT stale FROM cost_per_token") == [(1,)]
    assert rankings_stale(whole)


@pytest.mark.parametrize("harmless", ["UPDATE product SET summary = 'x'", "UPDATE price SET last_seen_at = '2027-01-01T00:00:00Z'",
                                      "DELETE FROM event WHERE type = 'announced'", "DELETE FROM link"])  # fmt: skip
def test_a_ranking_is_not_stale_for_what_it_does_not_use(whole: sqlite3.Connection, harmless: str) -> None:
    whole.execute(harmless)
    assert not rankings_stale(whole)


def test_rankings_are_computed_again_only_when_an_input_changed(whole: sqlite3.Connection, database: Path) -> None:
    assert update_rankings(whole, database, NOW) is False
    whole.execute("UPDATE price SET usd_per_hour = usd_per_hour * 2 WHERE quality = 'ok'")
    whole.execute("UPDATE price SET usd_per_hour = usd_per_hour / 2 WHERE quality = 'ok'")
    assert rankings_stale(whole)
    assert update_rankings(whole, database, NOW) is False, "the inputs are as before"
    assert not rankings_stale(whole)
    before = rows(
        whole, "SELECT ranking_id, usd_per_mtok FROM cost_per_token WHERE usd_per_mtok IS NOT NULL ORDER BY 1"
    )
    whole.execute("UPDATE price SET usd_per_hour = usd_per_hour * 2 WHERE quality = 'ok'")
    assert update_rankings(whole, database, NOW) is True
    after = rows(whole, "SELECT ranking_id, usd_per_mtok FROM cost_per_token WHERE usd_per_mtok IS NOT NULL ORDER BY 1")
    assert after == [(key, 2 * value) for key, value in before]
    assert not rankings_stale(whole)


def test_a_change_of_any_topic_is_counted_once_a_row(whole: sqlite3.Connection) -> None:
    before = change_seq(whole)
    with transaction(whole):
        whole.execute("UPDATE measurement SET output_tok_s = output_tok_s WHERE id IN (1, 2)")
    assert change_seq(whole) == before + 2


def test_the_digest_of_equal_inputs_is_equal(built: Path, database: Path) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        db.execute("VACUUM")
    with reading(built) as one, reading(database) as two:
        assert gather(one).digest() == gather(two).digest()
