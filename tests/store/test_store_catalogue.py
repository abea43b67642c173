"""The database follows the files: what left them leaves it, what came from elsewhere stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store_sample import (
    ACME,
    BENCH,
    BLOG,
    CHAT,
    CLOUDY,
    FACTS,
    LIST,
    MEMORY,
    MODEL,
    NOW,
    OFFER,
    ONE,
    RACK,
    RUN,
    SHOWN,
    TALK,
    ZERO,
    catalogue,
    contents,
    fresh,
    rows,
    shown,
)

from tracker import catalogue as files
from tracker.assemble import update_rankings
from tracker.model.catalogue import Catalogue, SourcedFacts
from tracker.model.fact import Source
from tracker.model.product import Alias
from tracker.paths import catalogue_dir
from tracker.store.catalogue import write_catalogue
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.prices import write_offer

LATER = "2026-12-24T00:00:00Z"
LIVE = Source(url="https://live.example/prices", publisher="Cloudy", tier="vendor")


def test_writing_the_same_files_again_changes_nothing_that_shows(db: sqlite3.Connection) -> None:
    before = shown(db)
    write_catalogue(db, catalogue(), LATER)
    assert shown(db) == before


def test_the_shipped_catalogue_written_twice_is_written_once(database: Path) -> None:
    from tracker.paths import migrations_dir
    from tracker.store.migrate import open_database

    with closing(open_database(database, migrations_dir())) as db:
        before = shown(db)
        write_catalogue(db, files.load(catalogue_dir()), LATER)
        update_rankings(db, database, LATER)
        assert shown(db) == before


FEWER = {
    "product": catalogue(products=(ONE, RACK), facts=(replace(FACTS[0], relations=()), *FACTS[1:])),
    "product with all its facts": catalogue(products=(ZERO,), facts=(SourcedFacts(source=BLOG),)),
    "vendor": catalogue(vendors=(ACME,), facts=(replace(FACTS[0], links=()), FACTS[2])),
    "model": catalogue(
        models=(replace(MODEL, slug="big-9b"),), workloads=(replace(CHAT, model="big-9b"),), facts=FACTS[:2]
    ),
    "workload": catalogue(workloads=()),
    "claim": catalogue(facts=(replace(FACTS[0], claims=()), *FACTS[1:])),
    "event": catalogue(facts=(replace(FACTS[0], events=()), *FACTS[1:])),
    "source": catalogue(facts=FACTS[1:]),
    "offer": catalogue(facts=(FACTS[0], replace(FACTS[1], offers=()), FACTS[2])),
    "token price": catalogue(facts=(FACTS[0], replace(FACTS[1], token_prices=()), FACTS[2])),
    "measured run": catalogue(facts=FACTS[:2]),
    "alias": catalogue(vendors=(replace(ACME, aliases=()), CLOUDY)),
    "corrected price": catalogue(
        facts=(FACTS[0], replace(FACTS[1], offers=(replace(OFFER, usd_per_hour=24.0),)), FACTS[2])
    ),
    "corrected day": catalogue(
        facts=(FACTS[0], replace(FACTS[1], offers=(replace(OFFER, observed="2026-09-01"),)), FACTS[2])
    ),
    "corrected run": catalogue(facts=(*FACTS[:2], SourcedFacts(source=BENCH, measured=(replace(RUN, ttft_s=0.5),)))),
    "renamed product": catalogue(products=(replace(ONE, name="Uno"), ZERO, RACK)),
}


@pytest.mark.parametrize("name", FEWER)
def test_a_database_brought_up_to_date_is_as_one_built_anew(tmp_path: Path, name: str) -> None:
    wanted = FEWER[name]
    with closing(fresh(tmp_path / "new.db", wanted)) as new, closing(fresh(tmp_path / "old.db")) as old:
        assert shown(new) != shown(old) or name == "alias"
        write_catalogue(old, wanted, NOW)
        assert shown(old) == shown(new)
        for table in ("vendor", "product", "model", "alias", "part", "source", "offer", "token_offer"):
            assert len(contents(old)[table]) == len(contents(new)[table]), table
        write_catalogue(old, catalogue(), NOW)
        with closing(fresh(tmp_path / "first.db")) as first:
            assert shown(old) == shown(first)
        assert old.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_ranked_product_can_leave_the_files(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with closing(fresh(path)) as db:
        update_rankings(db, path, NOW)
        assert rows(db, "SELECT count(*) FROM cost_per_token WHERE product_slug = 'acme/one'") == [(5,)]
        write_catalogue(db, catalogue(products=(ZERO, RACK), facts=()), LATER)
        update_rankings(db, path, LATER)
        assert rows(db, "SELECT count(*) FROM cost_per_token WHERE product_slug = 'acme/one'") == [(0,)]
        assert rows(db, "SELECT product_slug FROM products ORDER BY 1") == [("acme/rack",), ("acme/zero",)]


def from_an_entry(db: sqlite3.Connection, product: str) -> None:
    source = Source(url="https://press.example/1", publisher="Press", tier="press", published="2026-02-01")
    with transaction(db):
        source_id, key = write_source(db, source, NOW, "entry", "entry|press|1")
        claim, event = replace(MEMORY, product=product), replace(SHOWN, product=product)
        origin = Origin(source_id, key, "v1", NOW)
        finish(db, replace_facts(db, Ids.read(db), origin, (claim,), (event,)))


def test_facts_of_other_origins_stay_and_their_product_becomes_provisional(db: sqlite3.Connection) -> None:
    from_an_entry(db, "acme/zero")
    write_catalogue(db, FEWER["product"], LATER)
    assert rows(db, "SELECT product_slug, provisional FROM products ORDER BY 1") == [
        ("acme/one", 0), ("acme/rack", 0), ("acme/zero", 1)
    ]  # fmt: skip
    assert rows(db, "SELECT product_slug FROM claims WHERE publisher = 'Press'") == [("acme/zero",)]
    assert rows(db, "SELECT headline FROM timeline WHERE product_slug = 'acme/zero'") == [("Zero announced: Shown.",)]
    write_catalogue(db, catalogue(), LATER)
    assert rows(db, "SELECT provisional FROM products WHERE product_slug = 'acme/zero'") == [(0,)]


def test_prices_and_runs_of_other_origins_stay(db: sqlite3.Connection) -> None:
    with transaction(db):
        source_id, _ = write_source(db, LIVE, NOW, "prices", "prices|live")
        ids = Ids.read(db)
        live = replace(OFFER, sku="live.8")
        taken = replace(OFFER, usd_per_hour=22.0, observed="2026-10-01T00:00:00Z")
        for offer in (live, taken):
            write_offer(db, ids, source_id, LIVE.publisher, offer)
        db.execute(
            """INSERT INTO measurement(key, product_id, model_id, n_accelerators, precision, isl, osl, concurrency,
                 output_tok_s, tok_s_user, engine, date, note, source_id)
               SELECT 'x-own', product_id, model_id, n_accelerators, precision, isl, osl, concurrency, output_tok_s,
                 tok_s_user, engine, date, note, ? FROM measurement""", (source_id,)
        )  # fmt: skip
    write_catalogue(db, catalogue(), LATER)
    history = "SELECT sku, usd_per_hour, url FROM prices ORDER BY sku, observed_at"
    assert rows(db, history) == [
        ("live.8", 23.6, LIVE.url), ("one.8", 23.6, LIVE.url), ("one.8", 22.0, LIVE.url)
    ]  # fmt: skip
    write_catalogue(db, FEWER["offer"], LATER)
    assert rows(db, history) == [("live.8", 23.6, LIVE.url), ("one.8", 23.6, LIVE.url), ("one.8", 22.0, LIVE.url)]
    write_catalogue(db, FEWER["measured run"], LATER)
    assert rows(db, "SELECT measured_id FROM measured_points") == [("x-own",)]


def test_the_files_do_not_make_old_events_new(db: sqlite3.Connection) -> None:
    more = replace(FACTS[0], events=(SHOWN, replace(SHOWN, type="available", note="Sold.")))
    write_catalogue(db, catalogue(facts=(more, *FACTS[1:])), LATER)
    assert rows(db, "SELECT type, first_seen_at FROM timeline ORDER BY 1") == [("announced", NOW), ("available", LATER)]


def test_a_page_without_a_day_stays_known_since_it_was_first_read(tmp_path: Path) -> None:
    what = catalogue(facts=(SourcedFacts(source=TALK, claims=(MEMORY,)),))
    with closing(fresh(tmp_path / "a.db", what)) as db:
        write_catalogue(db, what, LATER)
        assert rows(db, "SELECT known_on FROM claims") == [("2026-11-25",)]


def test_names_come_back_as_they_went_in(db: sqlite3.Connection) -> None:
    from tracker.store.names import read_names

    names = read_names(db)
    assert set(names.vendors) == {ACME, CLOUDY}
    assert set(names.products) == {ONE, ZERO, RACK}
    assert names.vendors[0].aliases == (Alias(text="Acme Silicon"),)


def test_a_catalogue_that_breaks_half_way_changes_nothing(db: sqlite3.Connection) -> None:
    before = contents(db)
    broken: Catalogue = catalogue(
        facts=(FACTS[0], SourcedFacts(source=LIST, offers=(replace(OFFER, provider="nobody"),)))
    )
    with pytest.raises(Exception, match="nobody"):
        write_catalogue(db, broken, LATER)
    assert contents(db) == before
