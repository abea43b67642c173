"""What feeds yield is kept by the row: after anything that happens to entries and facts it is what counting them gives."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_sample import fresh

from tracker.model.fact import Claim, Event, Relation, Source, VendorLink
from tracker.model.feed import FeedSource
from tracker.model.fetched import Entry
from tracker.model.period import Period
from tracker.store.entries import store_entries
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.feeds import feed_states, save_state, sync_feeds
from tracker.store.ingested import set_address
from tracker.store.read_articles import feed_health
from tracker.store.reader import reading

SEEN = "2026-11-25T12:00:00Z"
DAYS = ("2026-11-20", "2026-11-01", "2025-03-05")
COUNTED = """
WITH stated AS (
  SELECT n.feed_id, n.id, substr(n.sort_at, 1, 10) AS day,
    (SELECT count(*) FROM claim t WHERE t.source_id = s.id AND t.status <> 'rejected')
    + (SELECT count(*) FROM ratio t WHERE t.source_id = s.id AND t.status <> 'rejected')
    + (SELECT count(*) FROM link t WHERE t.source_id = s.id AND t.status <> 'rejected') AS facts,
    (SELECT count(*) FROM mention t WHERE t.source_id = s.id AND t.status <> 'rejected') AS events
  FROM entry n LEFT JOIN source s ON s.entry_id = n.id)
SELECT feed_id, day, count(*), sum(facts + events > 0), sum(facts), sum(events) FROM stated GROUP BY 1, 2
UNION ALL SELECT feed_id, '', count(*), sum(facts + events > 0), sum(facts), sum(events) FROM stated GROUP BY 1 ORDER BY 1, 2
"""
KEPT = "SELECT feed_id, day, entries, fruitful, facts, events FROM feed_yield WHERE entries > 0 ORDER BY 1, 2"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(fresh(tmp_path / "tracker.db")) as one:
        sync_feeds(one, [FeedSource(slug=s, url=f"https://{s}.example/feed", title=s) for s in ("a", "b")])
        yield one


def entries(db: sqlite3.Connection, slug: str, count: int) -> list[int]:
    feed = feed_states(db)[slug].id
    told = [
        Entry(
            guid=f"g{i}",
            url=f"https://{slug}.example/{i}",
            title=f"{slug} {i}",
            body="",
            published_at=f"{DAYS[i % 3]}T08:00:00Z",
        )
        for i in range(count)
    ]
    store_entries(db, feed, told, SEEN)
    return [row[0] for row in db.execute("SELECT id FROM entry WHERE feed_id = ? ORDER BY id", (feed,))]


def state(db: sqlite3.Connection, entry: int, claims: int, others: bool = False) -> None:
    """This many figures, and with `others` an event, a ratio and a deal: the source's facts as a whole."""
    source, key = write_source(
        db,
        Source(url=f"https://x.example/{entry}", publisher="x", tier="press"),
        SEEN,
        "entry",
        f"entry|{entry}",
        entry,
    )
    figures = [
        Claim(product="acme/one", field="memory_capacity", printed=str(i), unit="GB", value=1e9 * (i + 1))
        for i in range(claims)
    ]
    told = (
        [Event(product="acme/one", type="available", period=Period.parse("2026-11"))],
        [Relation(subject="acme/one", object="acme/zero", metric="performance", factor=2.0)],
        [VendorLink(subject="acme", predicate="supplies", object="cloudy")],
    )
    finish(db, replace_facts(db, Ids.read(db), Origin(source, key, "1", SEEN, 1), figures, *(told if others else ())))


def check(db: sqlite3.Connection) -> None:
    assert [tuple(r) for r in db.execute(KEPT)] == [tuple(r) for r in db.execute(COUNTED)]


def test_whatever_happens_the_tally_is_what_counting_gives(db: sqlite3.Connection) -> None:
    chance = random.Random(3)
    known = [*entries(db, "a", 12), *entries(db, "b", 7)]
    check(db)
    for _ in range(80):
        entry = chance.choice(known)
        match chance.randrange(6):
            case 0 | 1 | 2:
                state(db, entry, chance.randrange(4), chance.random() < 0.5)
            case 3:
                table = chance.choice(("claim", "mention", "ratio", "link"))
                status = chance.choice(("rejected", "accepted", "review"))
                db.execute(
                    f"UPDATE {table} SET status = ?, reason = 'x' WHERE id = (SELECT id FROM {table} ORDER BY random() LIMIT 1)",
                    (status,),
                )
            case 4:
                set_address(db, entry, "https://y.example", f"2026-0{chance.randrange(1, 9)}-03T00:00:00Z")
            case _:
                db.execute("DELETE FROM source WHERE entry_id = ?", (entry,))
        check(db)
    for entry in known[::3]:
        db.execute("DELETE FROM entry WHERE id = ?", (entry,))
        check(db)


def test_health_tells_all_and_the_last_thirty_days_before_any_feed_was_asked(
    db: sqlite3.Connection, tmp_path: Path
) -> None:
    ids = entries(db, "a", 3)
    for number, entry in enumerate(ids):
        state(db, entry, number, others=number == 1)
    save_state(db, feed_states(db)["b"].id, {"last_fetch_at": "2026-11-25T12:00:00Z"})
    file = Path(db.execute("PRAGMA database_list").fetchone()[2])
    with reading(file) as reader:
        row = next(f for f in feed_health(reader) if f.slug == "a")
        assert (row.n_entries, row.n_fruitful, row.n_facts, row.n_events) == (3, 2, 5, 1)
        assert (row.recent_entries, row.recent_fruitful, row.recent_facts, row.recent_events) == (2, 1, 3, 1)


def test_facts_of_the_catalogue_are_of_no_feed(db: sqlite3.Connection) -> None:
    assert db.execute("SELECT count(*) FROM claim").fetchone()[0] > 0
    assert (
        db.execute(
            "SELECT count(*), coalesce(sum(n_facts + n_events), 0) FROM source WHERE entry_id IS NULL AND n_facts > 0"
        ).fetchone()[0]
        == 0
    )
    assert db.execute(KEPT).fetchall() == []
