"""A provisional product that is another: what no article states of it goes along at once, and comes back when that is undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.actions import decide, decisions_file
from tracker.assemble import update_rankings
from tracker.model.fact import Claim, Event, Relation, Source
from tracker.model.fetched import Entry
from tracker.model.performance import MeasuredPoint
from tracker.model.period import Period
from tracker.model.price import Offer
from tracker.model.product import Product, Vendor
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.entries import store_entries
from tracker.store.facts import Ids, Origin, add_provisional, finish, replace_facts, write_source
from tracker.store.measured import write_point
from tracker.store.migrate import open_database
from tracker.store.price_lows import settle_lows
from tracker.store.prices import write_offer

SEEN = "2026-11-20T00:00:00Z"
A, B = "novachip/n1", "nvidia/b200"
_SHEET = Source(url="https://n.example/sheet", publisher="N", tier="datasheet", published="2026-11-01")
_FIGURES = (
    Claim(product=A, field="peak_compute", printed="5", unit="PFLOPS", value=5e15, precision="fp8", sparsity="dense"),
    Claim(product=A, field="memory_capacity", printed="288", unit="GB", value=288e9),
    Claim(product=A, field="memory_bandwidth", printed="8", unit="TB/s", value=8e12),
)
_SOLD = Event(product=A, type="available", period=Period.parse("2026-10-01"))
_TWICE = Relation(subject="nvidia/h100", object=A, metric="performance", factor=0.5)
_OFFER = Offer(provider="coreweave", product=A, sku="n1.8", count=8, usd_per_hour=16.0, observed="2026-11-01")
_RUN = MeasuredPoint(product=A, count=8, model="llama-3.1-70b", precision="fp8", isl=1024, osl=1024, concurrency=64,
                     output_tok_s=900.0, tok_s_user=60.0, date="2026-11-01")  # fmt: skip
_HELD = """
SELECT (SELECT count(*) FROM claim WHERE product_id = p.id AND source_id = s.id),
       (SELECT count(DISTINCT m.event_id) FROM mention m JOIN event e ON e.id = m.event_id
        WHERE e.product_id = p.id AND m.source_id = s.id),
       (SELECT count(*) FROM ratio WHERE object_id = p.id AND source_id = s.id),
       (SELECT count(*) FROM offer WHERE product_id = p.id AND source_id = s.id),
       (SELECT count(*) FROM measurement WHERE product_id = p.id AND source_id = s.id)
FROM source s LEFT JOIN product p ON p.slug = ? WHERE s.publisher = 'N'
"""
_ON_DEMAND = "product_slug = ? AND price_basis = 'on_demand'"
_LOWEST = "SELECT min(usd_per_accelerator_hour) FROM current_prices WHERE product_slug = ? AND term = 'on_demand'"
_NEWEST_LOW = """
SELECT l.usd FROM price_low l JOIN product p ON p.id = l.product_id
WHERE p.slug = ? AND l.term = 'on_demand' ORDER BY l.day DESC LIMIT 1
"""
_LEFT = """
INSERT INTO product(slug, vendor_id, name, kind, provisional) SELECT ?, id, 'N1', 'package', 1 FROM vendor WHERE slug = 'novachip'
"""
_OWN = """
UPDATE claim SET product_id = (SELECT id FROM product WHERE slug = ?)
WHERE source_id IN (SELECT id FROM source WHERE publisher = 'N')
"""
_SAME_OFFER = """
INSERT INTO offer(key, provider_id, product_id, sku, region, term, count, source_id)
SELECT 'o-again', o.provider_id, p.id, o.sku, o.region, o.term, o.count, o.source_id
FROM offer o JOIN source s ON s.id = o.source_id AND s.publisher = 'N' JOIN product p ON p.slug = ?
"""
ALL, NOTHING = (3, 1, 1, 1, 1), (0, 0, 0, 0, 0)


@pytest.fixture
def ranked(database: Path) -> Path:
    """A product that no catalogue and no article names, with all that may be known of one; it ranks."""
    state(database)
    return database


def state(database: Path) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        with transaction(db):
            ids = Ids.read(db)
            new = Product(slug=A, vendor="novachip", name="N1", kind="package", family="Nova", provisional=True)
            add_provisional(db, ids, [new], [Vendor(slug="novachip", name="Novachip", kind="chip")])
            source, key = write_source(db, _SHEET, SEEN, "prices")
            origin = Origin(source, key, "table", SEEN)
            finish(db, replace_facts(db, ids, origin, _FIGURES, [_SOLD], [_TWICE]))
            write_offer(db, ids, source, "N", _OFFER)
            write_point(db, ids, origin, "N", _RUN)
            settle_lows(db)
        update_rankings(db, database, SEEN)


def rows(database: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql, values).fetchall()


def held(database: Path, product: str) -> tuple[object, ...]:
    """Claims, events, ratios, offers and runs of the source that are of a product."""
    return rows(database, _HELD, product)[0]


def ranks(database: Path, product: str) -> int:
    return len(rows(database, "SELECT 1 FROM cost_per_token WHERE product_slug = ?", product))


def test_what_no_article_states_goes_along_and_ranks_once(ranked: Path) -> None:
    assert (held(ranked, A), held(ranked, B), bool(ranks(ranked, A))) == (ALL, NOTHING, True)
    before = ranks(ranked, B)
    decide.merge(ranked, A, B)
    assert (held(ranked, A), held(ranked, B)) == (NOTHING, ALL)
    assert (ranks(ranked, A), ranks(ranked, B)) == (0, before)
    assert rows(ranked, "SELECT 1 FROM product WHERE slug = ?", A) == []
    assert rows(ranked, _LOWEST, B) == [(2.0,)]
    assert rows(ranked, f"SELECT DISTINCT usd_per_hour FROM cost_per_token WHERE {_ON_DEMAND}", B) == [(2.0,)]
    assert rows(ranked, _NEWEST_LOW, B) == [(2.0,)]


def test_taken_back_all_is_as_it_was(ranked: Path) -> None:
    views = [
        f"SELECT * FROM {view} WHERE product_slug IN ('{A}', '{B}') ORDER BY 1, 2, 3, 4, 5, 6, 7"
        for view in ("claims", "products", "prices", "measured_points", "specs")
    ]
    before = [rows(ranked, sql) for sql in views]
    decide.merge(ranked, A, B)
    assert [rows(ranked, sql) for sql in views] != before
    decide.undo(ranked, [A])
    assert [rows(ranked, sql) for sql in views] == before
    assert (held(ranked, A), held(ranked, B), bool(ranks(ranked, A))) == (ALL, NOTHING, True)
    assert rows(ranked, "SELECT kind, family, provisional FROM product WHERE slug = ?", A) == [("package", "Nova", 1)]


def test_merged_again_into_another_it_leaves_the_first(ranked: Path) -> None:
    decide.merge(ranked, A, B)
    state(ranked)
    assert held(ranked, B) == ALL, "what is read again is the merged product's own"
    decide.undo(ranked, [A])
    decide.merge(ranked, A, "amd/mi355x")
    assert (held(ranked, A), held(ranked, B), held(ranked, "amd/mi355x")) == (NOTHING, NOTHING, ALL)


def test_what_a_person_decided_of_its_facts_holds_on_both_ways(ranked: Path) -> None:
    claim = rows(ranked, "SELECT claim_id FROM claims WHERE product_slug = ? AND field = 'memory_capacity'", A)[0][0]
    assert isinstance(claim, str)
    decide.correct(ranked, claim, ["product=amd/mi355x"])
    of = "SELECT product_slug FROM claims WHERE claim_id = ?"
    decide.merge(ranked, A, B)
    assert rows(ranked, of, claim) == [("amd/mi355x",)]
    decide.undo(ranked, [claim])
    assert rows(ranked, of, claim) == [(B,)]
    decide.undo(ranked, [A])
    assert rows(ranked, of, claim) == [(A,)]


def test_a_merge_of_another_database_does_the_same_here(ranked: Path, built: Path, tmp_path: Path) -> None:
    decide.merge(ranked, A, B)
    file, other = tmp_path / "decisions.jsonl", tmp_path / "other.db"
    decisions_file.export_file(ranked, file)
    other.write_bytes(built.read_bytes())
    decisions_file.import_file(other, file)
    state(other)
    assert (held(other, A), held(other, B)) == (NOTHING, ALL)
    late = tmp_path / "late.db"
    late.write_bytes(built.read_bytes())
    state(late)
    decisions_file.import_file(late, file)
    assert (held(late, A), held(late, B), ranks(late, A)) == (NOTHING, ALL, 0)


def test_facts_that_come_after_the_merge_go_back_as_well(ranked: Path, built: Path, tmp_path: Path) -> None:
    decide.merge(ranked, A, B)
    file, rebuilt = tmp_path / "decisions.jsonl", tmp_path / "rebuilt.db"
    decisions_file.export_file(ranked, file)
    rebuilt.write_bytes(built.read_bytes())
    decisions_file.import_file(rebuilt, file)
    state(rebuilt)
    assert (held(rebuilt, A), held(rebuilt, B)) == (NOTHING, ALL)
    for database in (ranked, rebuilt):
        decide.undo(database, [A])
        assert (held(database, A), held(database, B), bool(ranks(database, A))) == (ALL, NOTHING, True)
        assert rows(database, "SELECT * FROM moved") == []
        assert rows(database, "SELECT name, kind, provisional FROM product WHERE slug = ?", A) == [("N1", "package", 1)]


def test_what_an_article_states_is_not_noted_it_is_read_again(ranked: Path) -> None:
    decide.merge(ranked, A, B)
    noted = rows(ranked, "SELECT * FROM moved")
    entry = Entry(guid="g", url="https://n.example/news", title="N1", body="N1 is here.")
    with closing(open_database(ranked, migrations_dir())) as db, transaction(db):
        db.execute("INSERT INTO feed(slug, url, title, tier) VALUES ('n', 'https://n.example/feed', 'N', 'press')")
        feed = db.execute("SELECT id FROM feed WHERE slug = 'n'").fetchone()[0]
        stored = store_entries(db, feed, [entry], SEEN, lambda guid: True)
        said = replace(_SHEET, url=entry.url, publisher="Press")
        source, key = write_source(db, said, SEEN, "entry", "entry|n|g", next(iter(stored.ids)))
        finish(db, replace_facts(db, Ids.read(db), Origin(source, key, "text", SEEN), _FIGURES, [_SOLD], [_TWICE]))
    of = "SELECT DISTINCT product_slug FROM claims WHERE publisher = 'Press'"
    assert (rows(ranked, of), rows(ranked, "SELECT * FROM moved")) == ([(B,)], noted)


def test_a_merge_is_taken_back_once_the_catalogue_names_the_product_itself(ranked: Path) -> None:
    decide.merge(ranked, A, B)
    with closing(open_database(ranked, migrations_dir())) as db, transaction(db):
        db.execute(_LEFT, (A,))
        db.execute("UPDATE product SET provisional = 0 WHERE slug = ?", (A,))
    decide.undo(ranked, [A])
    assert (held(ranked, A), held(ranked, B)) == (ALL, NOTHING)
    assert rows(ranked, "SELECT * FROM moved") == []
    assert rows(ranked, "SELECT provisional FROM product WHERE slug = ?", A) == [(0,)]


def test_what_cannot_go_back_yet_stays_noted(ranked: Path) -> None:
    """The merged product's offer, where a list has told the same of the product anew."""
    decide.merge(ranked, A, B)
    with closing(open_database(ranked, migrations_dir())) as db, transaction(db):
        db.execute(_LEFT, (A,))
        db.execute(_SAME_OFFER, (A,))
    noted = rows(ranked, "SELECT fact FROM moved JOIN offer o ON o.key = fact")
    decide.undo(ranked, [A])
    assert held(ranked, B) == (0, 0, 0, 1, 0)
    assert rows(ranked, "SELECT fact FROM moved") == noted
    with closing(open_database(ranked, migrations_dir())) as db, transaction(db):
        db.execute("DELETE FROM offer WHERE key = 'o-again'")
    decide.merge(ranked, A, B)
    decide.undo(ranked, [A])
    assert (held(ranked, A), held(ranked, B), rows(ranked, "SELECT * FROM moved")) == (ALL, NOTHING, [])


def test_a_decision_on_a_product_of_the_catalogue_moves_nothing(ranked: Path, tmp_path: Path) -> None:
    file, named = tmp_path / "decisions.jsonl", tmp_path / "named.db"
    named.write_bytes(ranked.read_bytes())
    decide.merge(ranked, A, B)
    decisions_file.export_file(ranked, file)
    with closing(open_database(named, migrations_dir())) as db, transaction(db):
        db.execute("UPDATE product SET provisional = 0 WHERE slug = ?", (A,))
    decisions_file.import_file(named, file)
    assert (held(named, A), held(named, B), rows(named, "SELECT * FROM moved")) == (ALL, NOTHING, [])


def test_a_leftover_of_the_merged_product_does_not_rank_beside_it(ranked: Path) -> None:
    decide.merge(ranked, A, B)
    before = ranks(ranked, B)
    with closing(open_database(ranked, migrations_dir())) as db:
        with transaction(db):
            db.execute(_LEFT, (A,))
            db.execute(_OWN, (A,))
        update_rankings(db, ranked, "2026-11-26T00:00:00Z")
    assert (ranks(ranked, A), ranks(ranked, B)) == (0, before)
