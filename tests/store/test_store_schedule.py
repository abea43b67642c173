"""What a database of before knows of its feeds, once it is brought up: since when they fail, and nothing that was not seen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.model.feed import FeedSource
from tracker.paths import migrations_dir
from tracker.store.connection import APPLICATION_ID
from tracker.store.feeds import feed_states, save_state, sync_feeds
from tracker.store.migrate import open_database, statements

BEFORE = 8
"""Migrations that a database of schema 105 has had."""


def old(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(
            "CREATE TABLE _sqlite_migrations "
            "(migration_set TEXT, name TEXT, applied_at TEXT, PRIMARY KEY (migration_set, name))"
        )
        for file in sorted(migrations_dir().glob("*.sql"))[:BEFORE]:
            for statement in statements(file.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute("INSERT INTO _sqlite_migrations VALUES ('tracker', ?, '2026-11-01')", (file.stem,))
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for slug, failures, last_ok in (("good", 0, "2026-11-20T00:00:00Z"), ("bad", 3, "2026-11-10T00:00:00Z")):
            db.execute(
                "INSERT INTO feed(slug, url, title, tier, state, failures, last_ok_at) VALUES (?, ?, ?, 'press', ?, ?, ?)",
                (slug, f"https://{slug}.example/", slug, "failing" if failures else "ok", failures, last_ok),
            )


def test_a_database_of_before_knows_since_when_a_feed_fails(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    old(path)
    with closing(open_database(path, migrations_dir())) as db:
        rows = db.execute(
            "SELECT slug, condition, failing_since, adopted_url FROM feed_health ORDER BY slug"
        ).fetchall()
        assert [tuple(row) for row in rows] == [
            ("bad", "failing since 2026-11-10", "2026-11-10T00:00:00Z", ""), ("good", "ok", None, "")
        ]  # fmt: skip


def test_another_url_forgets_what_was_known_of_the_old_one_and_keeps_the_rhythm(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    with closing(open_database(path, migrations_dir())) as db:
        feed = FeedSource(slug="a", url="https://a.example/1", title="A")
        sync_feeds(db, [feed])
        before = feed_states(db)["a"]
        told = {"etag": '"x"', "failures": 4, "state": "failing", "failing_since": "2026-11-01T00:00:00Z", "skip": "1",
                "hold_until": "2026-12-01T00:00:00Z", "moved_to": "https://b.example/", "moved_count": 2,
                "rhythm_s": 5.0}  # fmt: skip
        save_state(db, before.id, told)
        sync_feeds(db, [feed])
        assert feed_states(db)["a"].etag == '"x"'
        sync_feeds(db, [FeedSource(slug="a", url="https://a.example/2", title="A")])
        after = feed_states(db)["a"]
        assert (after.etag, after.failures, after.state, after.failing_since, after.skip) == ("", 0, "new", None, "")
        assert (after.hold_until, after.moved_to, after.moved_count, after.rhythm_s) == (None, "", 0, 5.0)
