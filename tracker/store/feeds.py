"""Feeds and what became of fetching them: state for conditional requests, and one line a fetch for the health view."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.model.feed import INGESTED_SLUG, FeedSource

INGESTED = FeedSource(slug=INGESTED_SLUG, url="", title="Documents put in by hand", tier="press")
_KEEP_DAYS = 90
_SET = frozenset({
    "etag", "last_modified", "body_sha256", "state", "failures", "last_error", "last_fetch_at", "last_ok_at", "next_due_at",
    "hold_until", "ttl_s", "fault", "failing_since", "due_because", "fresh_s", "skip", "rhythm_s", "n_items", "moved_to",
    "moved_since", "moved_count", "adopted_url",
})  # fmt: skip
_FORGOTTEN = """etag = '', last_modified = '', body_sha256 = '', state = 'new', failures = 0, last_error = '', fault = '',
  failing_since = NULL, next_due_at = NULL, hold_until = NULL, due_because = '', ttl_s = 0, fresh_s = 0, skip = '',
  n_items = NULL"""
"""What is known of an address and not of the feed."""
_NOT_MOVED = "moved_to = '', moved_since = NULL, moved_count = 0, adopted_url = ''"


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the last fetch left behind. Validators are of the body whose entries are stored."""

    id: int
    slug: str
    etag: str
    last_modified: str
    body_sha256: str
    state: str
    failures: int
    next_due_at: str | None
    hold_until: str | None
    ttl_s: float = 0.0
    last_fetch_at: str | None = None
    url: str = ""
    """As feeds.toml had it."""
    due_because: str = ""
    failing_since: str | None = None
    fresh_s: float = 0.0
    skip: str = ""
    rhythm_s: float | None = None
    n_items: int | None = None
    """Of its last document; None where that is not known."""
    moved_to: str = ""
    """Where a chain of permanent redirects led, the last `moved_count` times since `moved_since`."""
    moved_since: str | None = None
    moved_count: int = 0
    adopted_url: str = ""
    """Asked instead of `url`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRecord:
    """One fetch of one feed, as the log keeps it."""

    fetched_at: str
    outcome: str
    """new, unchanged, not_modified or error."""
    status: int | None = None
    message: str = ""
    bytes: int = 0
    ms: int = 0
    n_entries: int = 0
    n_new: int = 0
    n_changed: int = 0


def sync_feeds(db: sqlite3.Connection, feeds: Iterable[FeedSource], mark: str = "") -> None:
    """Take over feeds.toml. A feed that left the file is switched off; its entries stay. A new URL drops what was known of the
    old one, unless it is the address that was adopted for it.

    `mark` says which file they are from (`feeds_mark`); empty where that is not known.
    """
    _set_mark(db, mark)
    db.execute("UPDATE feed SET enabled = 0, note = 'no longer in feeds.toml' WHERE state <> 'file'")
    for feed in feeds:
        at = (feed.slug, feed.url)
        db.execute(f"UPDATE feed SET {_FORGOTTEN} WHERE slug = ? AND ? NOT IN (url, adopted_url)", at)
        db.execute(f"UPDATE feed SET {_NOT_MOVED} WHERE slug = ? AND url <> ?", at)
        db.execute(
            """INSERT INTO feed(slug, url, title, vendor_slug, tier, enabled, note) VALUES (?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT(slug) DO UPDATE SET title = excluded.title, vendor_slug = excluded.vendor_slug,
                 tier = excluded.tier, enabled = excluded.enabled, note = excluded.note, url = excluded.url""",
            (feed.slug, feed.url, feed.title, feed.vendor, feed.tier, int(feed.enabled), feed.note or feed.error),
        )


def _set_mark(db: sqlite3.Connection, mark: str) -> None:
    db.execute(
        "INSERT INTO meta VALUES ('feeds_mark', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (mark,)
    )


def feed_states(db: sqlite3.Connection) -> dict[str, FeedState]:
    rows = db.execute(
        "SELECT id, slug, etag, last_modified, body_sha256, state, failures, next_due_at, hold_until, ttl_s, last_fetch_at, url, "
        "due_because, failing_since, fresh_s, skip, rhythm_s, n_items, moved_to, moved_since, moved_count, adopted_url "
        "FROM feed WHERE state <> 'file'"
    )
    return {row["slug"]: FeedState(*row) for row in rows}


def forget_sites(db: sqlite3.Connection) -> None:
    """Where feeds.toml names no benchmark site any more: drop what was known of those that it had."""
    db.execute("DELETE FROM measured_feed")


def ingested_feed(db: sqlite3.Connection) -> int:
    """The row that documents put in by hand belong to."""
    f = INGESTED
    db.execute(
        "INSERT INTO feed(slug, url, title, tier, state) VALUES (?, '', ?, ?, 'file') ON CONFLICT(slug) DO NOTHING",
        (f.slug, f.title, f.tier),
    )
    return int(db.execute("SELECT id FROM feed WHERE slug = ?", (f.slug,)).fetchone()[0])


def save_state(db: sqlite3.Connection, feed_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one feed."""
    if unknown := values.keys() - _SET:
        raise ValueError(f"feed has no column {', '.join(sorted(unknown))} to set")
    db.execute(
        f"UPDATE feed SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", (*values.values(), feed_id)
    )


def newest_published(db: sqlite3.Connection, feed_id: int, count: int) -> list[str]:
    """When its newest entries were published, of those that say so."""
    rows = db.execute(
        "SELECT published_at FROM entry WHERE feed_id = ? ORDER BY sort_at DESC, id DESC LIMIT ?", (feed_id, count)
    )
    return [row[0] for row in rows if row[0]]


def asked_elsewhere(db: sqlite3.Connection, url: str, feed_id: int) -> str:
    """Slug of another enabled feed that is asked at this URL, empty where there is none."""
    row = db.execute(
        "SELECT slug FROM feed WHERE ? IN (url, adopted_url) AND id <> ? AND enabled ORDER BY slug", (url, feed_id)
    ).fetchone()
    return row[0] if row else ""


def start_run(db: sqlite3.Connection, started_at: str, version: str) -> int:
    cursor = db.execute("INSERT INTO run(started_at, version) VALUES (?, ?)", (started_at, version))
    return int(cursor.lastrowid or 0)


def finish_run(db: sqlite3.Connection, run_id: int, finished_at: str, exit_code: int, summary: dict[str, Any]) -> None:
    db.execute(
        "UPDATE run SET finished_at = ?, exit_code = ?, summary = ? WHERE id = ?",
        (finished_at, exit_code, json.dumps(summary, sort_keys=True), run_id),
    )
    db.execute("DELETE FROM fetch_log WHERE fetched_at < datetime(?, ?)", (finished_at, f"-{_KEEP_DAYS} days"))


def log_fetch(db: sqlite3.Connection, run_id: int, feed_id: int, r: FetchRecord) -> None:
    db.execute(
        """INSERT INTO fetch_log(run_id, feed_id, fetched_at, status, outcome, message, bytes, ms, n_entries, n_new, n_changed)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            run_id,
            feed_id,
            r.fetched_at,
            r.status,
            r.outcome,
            r.message,
            r.bytes,
            r.ms,
            r.n_entries,
            r.n_new,
            r.n_changed,
        ),
    )
