"""Events are grouped again where a source changes what it says; what is as it was is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.model.fact import Event, Evidence, Source
from tracker.model.period import Period
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.events import rebuild
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.migrate import open_database
from tracker.store.rankings import change_seq

SEEN = "2026-11-20T08:00:00Z"
DAYS = ("2026-03-01", "2026-03-09", "2026-03-30", "2026-04-12", "2026-Q1")
PARTIES = ("", "meta", "openai")

Said = tuple[tuple[str, str, str], ...]
"""Type, day and counterparty of every event that a source tells."""


def write(db: sqlite3.Connection, number: int, said: Said, quote: str = "it happened") -> None:
    """A source written again no longer says what it said before."""
    evidence = Evidence(quote=quote, start=0, end=len(quote), rule="r", confidence=0.9)
    events = [
        Event(product="nvidia/b200", type=kind, period=Period.parse(day), counterparty=party, evidence=evidence)  # type: ignore[arg-type]
        for kind, day, party in said
    ]
    source = Source(
        url=f"https://s.example/{number}", publisher=f"Paper {number}", tier="press", published="2026-05-01"
    )
    with transaction(db):
        source_id, key = write_source(db, source, SEEN)
        finish(db, replace_facts(db, Ids.read(db), Origin(source_id, key, "test", SEEN), events=events))


def told(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Everything about the events of the product but their row numbers."""
    return [
        tuple(row)
        for row in db.execute(
            """SELECT e.key, e.type, e.date, e.date_end, e.precision, e.date_words, e.certainty, e.counterparty, e.headline,
                      e.n_sources, e.known_on, e.first_seen_at, e.best_mention, w.headline, w.names, w.quotes, w.sources,
                      (SELECT group_concat(id) FROM (SELECT id FROM mention WHERE event_id = e.id ORDER BY id))
               FROM event e JOIN product p ON p.id = e.product_id LEFT JOIN event_words w ON w.rowid = e.id
               WHERE p.slug = 'nvidia/b200' ORDER BY e.key"""
        )
    ]


def numbers(db: sqlite3.Connection) -> dict[str, int]:
    return {row[0]: row[1] for row in db.execute("SELECT key, id FROM event")}


ONE = st.tuples(st.sampled_from(("announced", "deal", "available")), st.sampled_from(DAYS), st.sampled_from(PARTIES))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 5), st.lists(ONE, max_size=3, unique=True)), min_size=1, max_size=8))
def test_however_sources_change_the_events_are_those_that_grouping_all_anew_makes(
    database: Path, writes: list[tuple[int, list[tuple[str, str, str]]]]
) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        for number, said in writes:
            write(db, number, tuple(said))
        kept = told(db)
        assert all(row[13] is not None for row in kept), "every event has its words"
        with transaction(db):
            pairs = {(r[0], r[1]) for r in db.execute("SELECT DISTINCT product_id, type FROM event")}
            db.execute("DELETE FROM event")
            rebuild(db, pairs)
        assert told(db) == kept
        for number in range(1, 6):
            write(db, number, ())


def test_who_tells_an_event_too_leaves_its_row_where_it_is(database: Path) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        write(db, 1, (("deal", "2026-03-01", "meta"), ("deal", "2026-09-01", "openai")))
        before = numbers(db)
        write(db, 2, (("deal", "2026-03-02", "meta"),), "an okapi too")
        assert numbers(db) == before
        found = db.execute("SELECT n_sources FROM event WHERE counterparty = 'meta' AND date = '2026-03-01'").fetchone()
        assert found[0] == 2
        assert db.execute("SELECT count(*) FROM event_words WHERE event_words MATCH 'okapi'").fetchone()[0] == 1
        write(db, 2, ())
        assert numbers(db) == before
        assert db.execute("SELECT count(*) FROM event_words WHERE event_words MATCH 'okapi'").fetchone()[0] == 0


def test_rankings_hear_of_a_product_that_ships_and_not_of_who_says_so_too(database: Path) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        start = change_seq(db)
        write(db, 1, (("available", "2026-03-01", ""),))
        first = change_seq(db)
        assert first > start
        write(db, 2, (("available", "2026-03-02", ""),))
        assert change_seq(db) == first
        write(db, 2, ())
        write(db, 1, ())
        assert change_seq(db) > first


def test_a_new_name_of_the_product_is_found_once_its_events_are_grouped_again(database: Path) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        write(db, 1, (("deal", "2026-03-01", "meta"),))
        with transaction(db):
            db.execute(
                "INSERT INTO alias(text, kind, ambiguous, product_id) "
                "SELECT 'wombatfish', 'name', 0, id FROM product WHERE slug = 'nvidia/b200'"
            )
        write(db, 2, (("deal", "2026-03-02", "meta"),))
        assert db.execute("SELECT count(*) FROM event_words WHERE event_words MATCH 'wombatfish'").fetchone()[0] >= 1


def test_an_event_that_lost_its_words_gets_them_back_with_the_next_source(database: Path) -> None:
    with closing(open_database(database, migrations_dir())) as db:
        write(db, 1, (("deal", "2026-03-01", "meta"),))
        before = told(db)
        db.execute("DELETE FROM event_words WHERE rowid IN (SELECT id FROM event WHERE counterparty = 'meta')")
        write(db, 2, (("deal", "2026-09-01", "openai"),))
        assert [row for row in told(db) if row[7] == "meta"] == [row for row in before if row[7] == "meta"]
