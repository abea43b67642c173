"""The lowest prices that are stored are those of all prices, in whatever order these came."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import astuple
from pathlib import Path

import pytest
from price_sample import H100, offer, put

from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.migrate import open_database
from tracker.store.price_lows import Change, lows, settle_lows
from tracker.views.price_history import price_history
from tracker.views.session import open_session

TERM = "reserved_1y"
STORED = """SELECT day, offer_id, usd FROM price_low l JOIN product p ON p.id = l.product_id
            WHERE p.slug = ? AND l.term = ? ORDER BY day"""
CHANGES = """SELECT h.observed_at, o.id, h.usd_per_hour / o.count, h.quality = 'ok' FROM price h JOIN offer o ON o.id = h.offer_id
             JOIN product p ON p.id = o.product_id WHERE p.slug = ? AND o.term = ? ORDER BY h.observed_at, o.id"""


@pytest.mark.parametrize("seed", range(8))
def test_what_is_stored_is_what_all_prices_fold_into(database: Path, seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(6):
        for _ in range(draw.randrange(1, 5)):
            day = f"2026-{draw.randrange(1, 11):02}-{draw.randrange(1, 28):02}"
            sku, quality = f"made-up-{draw.randrange(3)}", draw.choice(("ok", "ok", "stale"))
            put(database, offer(draw.choice((1.0, 2.0, 3.0)), day, sku, quality=quality))
        with closing(open_database(database, migrations_dir())) as db:
            with transaction(db):
                settle_lows(db)
            told = [tuple(row) for row in db.execute(STORED, (H100, TERM))]
            changes = [Change._make(row) for row in db.execute(CHANGES, (H100, TERM))]
        assert told == [tuple(low) for low in lows((), changes)]


def test_prices_that_are_not_settled_yet_are_told_all_the_same(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(2.4, "2026-05-01"), offer(2.0, "2026-06-01", "made-up-2", "lambda"),
        offer(2.5, "2026-07-01", "made-up-2", "lambda"), offer(9.0, "2026-09-01", quality="stale", reason="gone"))  # fmt: skip

    def seen() -> list[tuple[object, ...]]:
        with closing(open_session(database)) as session:
            return [astuple(step) for step in price_history(session, "H100", TERM)]

    before = seen()
    with closing(open_database(database, migrations_dir())) as db, transaction(db):
        assert settle_lows(db)
        assert settle_lows(db) == 0
    assert seen() == before


def test_an_offer_that_is_deleted_takes_its_days_along(database: Path) -> None:
    put(database, offer(3.0, "2026-03-01"), offer(1.0, "2026-05-01", "made-up-2"))
    with closing(open_database(database, migrations_dir())) as db, transaction(db):
        settle_lows(db)
        db.execute("DELETE FROM offer WHERE sku = 'made-up-2'")
        settle_lows(db)
        assert [tuple(row)[::2] for row in db.execute(STORED, (H100, TERM))] == [("2026-03-01", 3.0)]


def test_the_prices_of_the_catalogue_are_settled_when_it_is_built(database: Path) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        assert db.execute("SELECT count(*) FROM price_low_due").fetchone()[0] == 0
        assert db.execute(STORED, (H100, "on_demand")).fetchall()
