"""Older entries of a feed: stored as such, and how far the asking came, so that it can go on after whatever stopped it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.fetched import Entry
from tracker.store.entries import store_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a feed's older entries were read."""

    way: str
    """links (the feed names the page before) or wordpress (numbered pages)."""
    next_url: str
    """The page to go on with; empty where there is none."""
    reached: str | None = None
    """UTC time of the newest entry of the last page."""
    why: str = ""
    """Why the last run ended."""
    hold_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: `entries` are those to store, `n_entries` all that it had."""

    url: str
    first_item: str
    entries: Sequence[Entry] = ()
    n_entries: int = 0


def cursor(db: sqlite3.Connection, feed_id: int, url: str) -> Cursor | None:
    """Where the last run stopped; None where there was none, or where the feed has another address since."""
    row = db.execute(
        "SELECT way, next_url, reached, why, hold_until FROM backfill WHERE feed_id = ? AND url = ?", (feed_id, url)
    ).fetchone()
    return Cursor(way=row[0], next_url=row[1], reached=row[2], why=row[3], hold_until=row[4]) if row else None


def start(db: sqlite3.Connection, feed_id: int, url: str, begun: Cursor, first: Page, now: str) -> None:
    """Begin anew behind the feed itself, which is the `first` page. Pages of an earlier run are forgotten, entries are not."""
    db.execute("DELETE FROM backfill_page WHERE feed_id = ?", (feed_id,))
    db.execute(
        """INSERT OR REPLACE INTO backfill(feed_id, url, way, next_url, started_at, updated_at)
           VALUES (?, ?, ?, ?, ?, ?)""",
        (feed_id, url, begun.way, begun.next_url, now, now),
    )
    _note(db, feed_id, first, 0, now)


def save(db: sqlite3.Connection, feed_id: int, now: str, at: Cursor) -> None:
    """Where to go on the next time."""
    db.execute(
        "UPDATE backfill SET next_url = ?, reached = ?, why = ?, hold_until = ?, updated_at = ? WHERE feed_id = ?",
        (at.next_url, at.reached, at.why, at.hold_until, now, feed_id),
    )


def first_url(db: sqlite3.Connection, feed_id: int) -> str:
    """Where the feed itself was found in the end, when its older entries were first asked for."""
    row = db.execute("SELECT url FROM backfill_page WHERE feed_id = ? AND number = 0", (feed_id,)).fetchone()
    return row[0] if row else ""


def was_seen(db: sqlite3.Connection, feed_id: int, url: str, first_item: str) -> bool:
    """Whether a page of this address, or one that begins with this entry, was read before: pages that go in a circle."""
    row = db.execute(
        "SELECT 1 FROM backfill_page WHERE feed_id = ? AND (url = ? OR first_item = ?) LIMIT 1",
        (feed_id, url, first_item),
    ).fetchone()
    return row is not None


def store_page(db: sqlite3.Connection, feed_id: int, page: Page, now: str) -> int:
    """Insert what is not known yet and note the page. A known entry stays as it is: an archive's copy is no newer text.

    Marked as backfilled is what was published before the feed was last read: anything later is news wherever it stood.
    How many entries are new.
    """
    last = int(db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0])
    known = _known(db, feed_id, [entry.guid for entry in page.entries])
    stored = store_entries(db, feed_id, [entry for entry in page.entries if entry.guid not in known], now)
    db.execute(
        """UPDATE entry SET backfilled = 1 WHERE feed_id = ? AND id > ?
             AND published_at <= (SELECT coalesce(last_ok_at, ?) FROM feed WHERE id = feed_id)""",
        (feed_id, last, now),
    )
    _note(db, feed_id, page, stored.new, now)
    return stored.new


def _note(db: sqlite3.Connection, feed_id: int, page: Page, new: int, now: str) -> None:
    db.execute(
        """INSERT INTO backfill_page(feed_id, number, url, first_item, n_entries, n_new, fetched_at)
           SELECT ?, count(*), ?, ?, ?, ?, ? FROM backfill_page WHERE feed_id = ?""",
        (feed_id, page.url, page.first_item, page.n_entries, new, now, feed_id),
    )


def _known(db: sqlite3.Connection, feed_id: int, guids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for i in range(0, len(guids), 500):
        part = guids[i : i + 500]
        marks = ", ".join("?" * len(part))
        rows = db.execute(f"SELECT guid FROM entry WHERE feed_id = ? AND guid IN ({marks})", (feed_id, *part))
        found |= {row[0] for row in rows}
    return found
