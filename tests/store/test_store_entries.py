"""Entries: what is new is stored, what changed is revised, what is the same changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_sample import fresh, rows

from tracker.model.feed import FeedSource
from tracker.model.fetched import Entry
from tracker.store.connection import Refused, many_small_writes, transaction
from tracker.store.entries import (
    Stored,
    count_unread,
    mark_read,
    mark_unreadable,
    store_entries,
    text_hash,
    unread_entries,
)
from tracker.store.feeds import feed_states, sync_feeds

NOW, LATER = "2026-11-25T12:00:00Z", "2026-11-26T12:00:00Z"
ONE = Entry(
    guid="1",
    url="https://a.example/1",
    title="First words",
    body="The body is here.",
    published_at="2026-11-20T00:00:00Z",
)


@pytest.fixture
def feed(db: sqlite3.Connection) -> int:
    with transaction(db):
        sync_feeds(db, [FeedSource(slug="a", url="https://a.example/feed", title="A", tier="vendor")])
    return feed_states(db)["a"].id


def keep(db: sqlite3.Connection, feed: int, *entries: Entry, now: str = NOW) -> Stored:
    with transaction(db):
        return store_entries(db, feed, entries, now)


def in_step(db: sqlite3.Connection) -> None:
    """Raises where the search index is not that of the entries."""
    db.execute("INSERT INTO entries_fts(entries_fts, rank) VALUES ('integrity-check', 1)")


def found(db: sqlite3.Connection, words: str) -> list[int]:
    return [
        row[0] for row in db.execute("SELECT rowid FROM entries_fts WHERE entries_fts MATCH ? ORDER BY 1", (words,))
    ]


def test_an_entry_is_new_once(db: sqlite3.Connection, feed: int) -> None:
    assert keep(db, feed, ONE) == Stored(1, 0)
    assert keep(db, feed, ONE, now=LATER) == Stored(0, 0)
    assert rows(db, "SELECT title, revision, first_seen_at, last_seen_at FROM articles") == [
        ("First words", 1, NOW, LATER)
    ]


def test_a_changed_text_is_a_revision_and_the_old_words_stay(db: sqlite3.Connection, feed: int) -> None:
    keep(db, feed, ONE)
    mark_read(db, [1], "v1")
    assert count_unread(db, "v1") == 0
    assert keep(db, feed, replace(ONE, body="The body is other."), now=LATER) == Stored(0, 1)
    assert rows(db, "SELECT body, revision FROM articles") == [("The body is other.", 2)]
    assert rows(db, "SELECT revision, replaced_at, body FROM entry_revision") == [(1, LATER, "The body is here.")]
    assert [e.revision for e in unread_entries(db, "v1", 10)] == [2]
    assert (found(db, "here"), found(db, "other")) == ([], [1])
    in_step(db)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The body is here.", "The  body\n\nis here. "),
        ("See https://a.example/x?utm_source=1 now", "See https://a.example/x?utm_source=2 now"),
    ],
)
def test_white_space_and_addresses_make_no_revision(db: sqlite3.Connection, feed: int, old: str, new: str) -> None:
    keep(db, feed, replace(ONE, body=old))
    assert keep(db, feed, replace(ONE, body=new, url="https://a.example/1?from=feed"), now=LATER) == Stored(0, 0)
    assert rows(db, "SELECT revision, body FROM articles") == [(1, old)]


@given(st.text(), st.text())
def test_any_two_texts_of_other_words_have_other_hashes(one: str, two: str) -> None:
    same = f"{one}".split() == f"{two}".split()
    hashes = [text_hash(replace(ONE, title="t", body=body)) for body in (one, two)]
    if "http" not in one + two and not same:
        assert hashes[0] != hashes[1]
    if same:
        assert hashes[0] == hashes[1]


@pytest.mark.parametrize(
    ("published", "sort_at"),
    [("2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z"), ("2027-01-01T00:00:00Z", NOW), (None, NOW)],
)
def test_no_entry_is_sorted_into_the_future(
    db: sqlite3.Connection, feed: int, published: str | None, sort_at: str
) -> None:
    keep(db, feed, replace(ONE, published_at=published))
    assert rows(db, "SELECT date, published_at FROM articles") == [(sort_at, published)]
    with pytest.raises(Refused):
        db.execute("UPDATE entry SET sort_at = '2030-01-01T00:00:00Z'")


def test_one_id_with_two_texts_in_one_document_is_two_entries(db: sqlite3.Connection, feed: int) -> None:
    other = replace(ONE, body="Something else.")
    assert keep(db, feed, ONE, other, ONE, other) == Stored(2, 0)
    assert keep(db, feed, ONE, other, now=LATER) == Stored(0, 0)
    assert rows(db, "SELECT body FROM articles ORDER BY entry_id") == [("The body is here.",), ("Something else.",)]
    assert rows(db, "SELECT count(*) FROM entry_revision") == [(0,)]


def test_one_id_in_two_feeds_is_two_entries(db: sqlite3.Connection, feed: int) -> None:
    with transaction(db):
        sync_feeds(db, [FeedSource(slug=s, url=f"https://{s}.example/feed", title=s) for s in ("a", "b")])
    keep(db, feed, ONE)
    assert keep(db, feed_states(db)["b"].id, ONE) == Stored(1, 0)


def test_an_entry_that_left_the_feed_stays(db: sqlite3.Connection, feed: int) -> None:
    keep(db, feed, ONE)
    keep(db, feed, replace(ONE, guid="2"), now=LATER)
    assert rows(db, "SELECT entry_id, last_seen_at FROM articles ORDER BY 1") == [(1, NOW), (2, LATER)]


def test_many_entries_of_one_document(db: sqlite3.Connection, feed: int) -> None:
    many = [replace(ONE, guid=str(i), title=f"Number {i}") for i in range(1200)]
    assert keep(db, feed, *many) == Stored(1200, 0)
    assert keep(db, feed, *many[:-1], replace(many[-1], title="Changed"), now=LATER) == Stored(0, 1)
    in_step(db)


def test_new_entries_are_kept_in_the_order_of_the_document_and_none_is_left_out(
    db: sqlite3.Connection, feed: int
) -> None:
    told = [replace(ONE, guid=f"{n}", body=f"Body number{n}.") for n in range(123)]
    first = keep(db, feed, *told)
    assert first == Stored(123, 0)
    assert rows(db, "SELECT guid, body FROM entry ORDER BY id") == [(entry.guid, entry.body) for entry in told]
    assert sorted(first.ids) == [row[0] for row in rows(db, "SELECT id FROM entry ORDER BY id")]
    assert [len(found(db, f"number{n}")) for n in (0, 49, 50, 99, 122)] == [1] * 5
    again = keep(db, feed, *told, replace(ONE, guid="new", body="Yet another."))
    assert again == Stored(1, 0)


def test_the_same_words_twice_in_one_document_are_told_apart_or_not_as_if_they_came_one_after_the_other(
    db: sqlite3.Connection, feed: int
) -> None:
    told = [replace(ONE, guid="x"), replace(ONE, guid="y"), replace(ONE, guid="z", body="Other words.")]
    with transaction(db):
        both = store_entries(db, feed, told, NOW, lambda guid: True)
        assert both == Stored(3, 0)
        db.execute("DELETE FROM entry")
        one = store_entries(db, feed, told, NOW, lambda guid: guid != "x")
    assert one == Stored(2, 0)
    assert rows(db, "SELECT guid, renamed FROM entry ORDER BY id") == [("x", "y"), ("z", None)]


def test_the_search_index_follows_a_deleted_feed(db: sqlite3.Connection, feed: int) -> None:
    keep(db, feed, ONE)
    assert found(db, "first") == [1]
    db.execute("DELETE FROM feed")
    assert rows(db, "SELECT count(*) FROM entry") == [(0,)]
    assert found(db, "first") == []
    in_step(db)


def test_an_index_out_of_step_is_noticed(db: sqlite3.Connection, feed: int) -> None:
    keep(db, feed, ONE)
    db.execute("INSERT INTO entries_fts(rowid, title, body) VALUES (9, 'ghost', '')")
    with pytest.raises(sqlite3.DatabaseError):
        in_step(db)


def test_unread_entries_come_oldest_first_with_their_feed(db: sqlite3.Connection, feed: int) -> None:
    keep(db, feed, *(replace(ONE, guid=str(i)) for i in range(3)))
    mark_read(db, [2], "v1")
    assert [(e.id, e.feed_title, e.feed_tier) for e in unread_entries(db, "v1", 5)] == [
        (1, "A", "vendor"),
        (3, "A", "vendor"),
    ]
    assert [e.id for e in unread_entries(db, "v2", 2)] == [1, 3], "what v1 has read comes last"


def test_an_entry_that_broke_a_version_waits_for_another(db: sqlite3.Connection, feed: int) -> None:
    keep(db, feed, *(replace(ONE, guid=str(i), title=f"Words {i}") for i in range(4)))
    mark_read(db, [1], "v1")
    mark_unreadable(db, 2, "v1")
    mark_read(db, [3], "v0")
    assert [e.id for e in unread_entries(db, "v1", 9)] == [4, 3], "new before read by another version"
    assert count_unread(db, "v1") == 2
    for other in ("v2", "a", "failed:v1", "z"):
        assert count_unread(db, other) == len(unread_entries(db, other, 9)) == (3 if other == "failed:v1" else 4)
    keep(db, feed, replace(ONE, guid="1", body="Other words."), now=LATER)
    assert [e.id for e in unread_entries(db, "v1", 9)] == [2, 4, 3]


def test_what_is_unread_is_found_by_the_index_alone(db: sqlite3.Connection, feed: int) -> None:
    keep(db, feed, *(replace(ONE, guid=str(i)) for i in range(3)))
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    unread_entries(db, "v1", 5)
    count_unread(db, "v1")
    db.set_trace_callback(None)
    looked_for = [sql for sql in asked if "extractor" in sql]
    assert len(looked_for) == 6
    for sql in looked_for:
        plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
        assert len(plan) == 1, "no sorting"
        assert plan[0].startswith("SEARCH entry USING COVERING INDEX entries_by_extractor (extractor"), sql


def test_many_small_writes_are_undone_in_memory_and_only_as_long_as_they_last(tmp_path: Path) -> None:
    two = "INSERT INTO feed(slug, url, title, tier) SELECT 's', 'u', 't', 'press' UNION ALL SELECT 's', '', '', ''"
    with closing(fresh(tmp_path / "t.db")) as db:
        with suppress(RuntimeError), many_small_writes(db):
            assert db.execute("PRAGMA temp_store").fetchone()[0] == 2
            with transaction(db), suppress(sqlite3.IntegrityError):
                db.execute(two)
            assert db.execute("SELECT count(*) FROM feed WHERE slug = 's'").fetchone()[0] == 0
            raise RuntimeError
        assert db.execute("PRAGMA temp_store").fetchone()[0] == 0
