"""Events are found by their words and counted without being passed through, whatever is written and taken away."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.model.fact import Event, Evidence, Source
from tracker.model.feed import FeedSource
from tracker.model.fetched import Entry
from tracker.model.period import Period
from tracker.model.query import TimelineFilter
from tracker.paths import migrations_dir
from tracker.store import read_timeline
from tracker.store.connection import transaction
from tracker.store.entries import store_entries
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.feeds import feed_states, sync_feeds
from tracker.store.migrate import open_database
from tracker.store.read_summary import counts
from tracker.store.reader import reading
from tracker.store.timeline_where import match

SEEN = "2026-11-20T08:00:00Z"


@pytest.fixture
def writing(database: Path) -> sqlite3.Connection:
    return open_database(database, migrations_dir())


def write(db: sqlite3.Connection, number: int, days: list[str], quote: str) -> None:
    """One source with an event a day; a number written again replaces what it said before."""
    with transaction(db):
        source = Source(
            url=f"https://s.example/{number}", publisher=f"Paper{number}", tier="press", published="2026-01-01"
        )
        source_id, key = write_source(db, source, SEEN)
        evidence = Evidence(quote=quote, start=0, end=len(quote), rule="r", confidence=0.9)
        events = [
            Event(product="nvidia/b200", type="deal", period=Period.parse(day), evidence=evidence) for day in days
        ]
        finish(db, replace_facts(db, Ids.read(db), Origin(source_id, key, "test", SEEN), events=events))


def found(path: Path, text: str, articles: bool = False) -> list[str]:
    with reading(path) as reader:
        f = TimelineFilter(text=text, articles=articles)
        return [row.date for row in read_timeline.rows_of(reader, read_timeline.ids(reader, f)) if row]


def test_words_come_and_go_with_the_event(database: Path, writing: sqlite3.Connection) -> None:
    with closing(writing) as db:
        write(db, 1, ["2001-01-01"], "the wombatfish cluster")
        assert found(database, "wombat") == found(database, "cluster WOMBATFISH b200 paper1") == ["2001-01-01"]
        write(db, 1, ["2001-05-01"], "an okapi")
        assert found(database, "wombat") == []
        assert found(database, "okapi") == ["2001-05-01"]
        write(db, 1, [], "")
        assert found(database, "okapi") == []
        db.execute("INSERT INTO event_words(event_words, rank) VALUES ('integrity-check', 0)")
        events, words = db.execute("SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM event_words)").fetchone()
        assert events == words


@pytest.mark.parametrize(
    "text", ['"', "'; DROP TABLE event --", "a AND", "NEAR(", "-", "*", "(", "headline:x", "\x00", "^b"]
)
def test_nothing_typed_is_syntax(database: Path, text: str) -> None:
    assert found(database, text) is not None
    assert set(match(text)) <= set(match(text).lower()) | set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_text_without_a_word_finds_nothing(database: Path) -> None:
    assert found(database, "%_-") == []


def test_an_event_is_found_by_the_text_of_its_article_where_that_is_asked_for(
    database: Path, writing: sqlite3.Connection
) -> None:
    with closing(writing) as db:
        with transaction(db):
            sync_feeds(db, [FeedSource(slug="f", url="https://f.example/", title="F")])
            entry = Entry(
                guid="1", url="https://f.example/1", title="News", body="It runs on quokkas.", published_at=SEEN
            )
            store_entries(db, feed_states(db)["f"].id, [entry], SEEN)
        write(db, 1, ["2001-01-01"], "a deal")
        db.execute("UPDATE source SET entry_id = (SELECT max(id) FROM entry) WHERE url = 'https://s.example/1'")
    assert found(database, "quokka") == []
    assert found(database, "quokka", articles=True) == ["2001-01-01"]
    assert found(database, "deal quokka", articles=True) == []


def test_the_tally_is_what_counting_gives(database: Path, writing: sqlite3.Connection) -> None:
    chance = random.Random(3)
    with closing(writing) as db:
        for _ in range(25):
            days = [
                (date(2000, 1, 1) + timedelta(days=40 * chance.randrange(60))).isoformat()
                for _ in range(chance.randrange(6))
            ]
            write(db, chance.randrange(6), days, "words")
            if chance.random() < 0.2:
                db.execute("DELETE FROM source WHERE url = 'https://s.example/2'")
        counted = {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("event", "entry", "source")
        }
    with reading(database) as reader:
        assert {name: counts(reader)[name] for name in counted} == counted
        assert read_timeline.count(reader, TimelineFilter()) == counted["event"]
    with reading(database, "2020-01-01") as reader:
        assert read_timeline.count(reader, TimelineFilter()) == counts(reader)["event"] < counted["event"]


def test_frequent_words_are_found_in_the_same_order_as_rare_ones(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rare = found(database, "a")
    monkeypatch.setattr(read_timeline, "_FREQUENT", 1)
    assert found(database, "a") == rare
    assert len(rare) > 10
