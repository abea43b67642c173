"""Feeds that give their entries other identities at each fetch: the same words on the same page or day are the same entry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.model.fetched import Entry

COLUMNS = "id, feed_id, guid, text_hash, first_seen_at, revision, title, body, url, published_at"
_AT_ONCE = 500
"""Values in one query."""
_LEAST_WORDS = 100
"""Characters of a text that nobody writes twice: a shorter one on one page may be next week's of the same name."""


def known(db: sqlite3.Connection, feed_id: int, guids: Sequence[str]) -> dict[str, sqlite3.Row]:
    """Entries by the identity that they have now, of those that were found under another one."""
    if not guids or not _any(db, feed_id):
        return {}
    rows = (
        db.execute(f"SELECT {COLUMNS} FROM entry WHERE feed_id = ? AND renamed = ?", (feed_id, guid)).fetchone()
        for guid in guids
    )
    return {guid: row for guid, row in zip(guids, rows, strict=True) if row}


def worded(db: sqlite3.Connection, feed_id: int, digests: Sequence[str]) -> set[str]:
    """Those of these texts (`entries.text_hash`) that an entry of the feed has."""
    found: set[str] = set()
    for i in range(0, len(digests), _AT_ONCE):
        part = digests[i : i + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        rows = db.execute(f"SELECT text_hash FROM entry WHERE feed_id = ? AND text_hash IN ({marks})", (feed_id, *part))
        found.update(row[0] for row in rows)
    return found


def renamed(
    db: sqlite3.Connection, feed_id: int, entry: Entry, digest: str, is_listed: Callable[[str], bool]
) -> sqlite3.Row | None:
    """The entry that this one is, and keep the new identity beside the old one, by which its facts go. None for a new one."""
    rows = db.execute(
        f"SELECT {COLUMNS}, renamed FROM entry WHERE feed_id = ? AND text_hash = ?", (feed_id, digest)
    ).fetchall()
    for row in rows:
        if _same(row, entry) and not is_listed(row["guid"]) and not (row["renamed"] and is_listed(row["renamed"])):
            db.execute("UPDATE entry SET renamed = ? WHERE id = ?", (entry.guid, row["id"]))
            found: sqlite3.Row = row
            return found
    return None


def _same(row: sqlite3.Row, entry: Entry) -> bool:
    """The words are the same: is it the same time, or else the same page and enough words?"""
    if row["published_at"] and row["published_at"] == entry.published_at:
        return True
    if row["url"] != entry.url:
        return False
    undated = not row["published_at"] and not entry.published_at
    return undated or (bool(entry.url) and len(entry.title) + len(entry.body) >= _LEAST_WORDS)


def _any(db: sqlite3.Connection, feed_id: int) -> bool:
    rows = db.execute("SELECT 1 FROM entry WHERE feed_id = ? AND renamed IS NOT NULL LIMIT 1", (feed_id,))
    return rows.fetchone() is not None
