"""Of which files the database is: the catalogue's, and feeds.toml."""

from __future__ import annotations

import sqlite3

from tracker.store.connection import transaction

_DIGEST = "catalogue_digest"


def stored_digest(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_DIGEST,)).fetchone()
    return row[0] if row else ""


def feeds_mark(db: sqlite3.Connection) -> str:
    """Which feeds.toml the feeds were last taken from."""
    row = db.execute("SELECT value FROM meta WHERE key = 'feeds_mark'").fetchone()
    return row[0] if row else ""


def keep_digest(db: sqlite3.Connection, digest: str) -> None:
    """Say of which files the database now is: the last step of a build, so that one cut short is done again."""
    with transaction(db):
        db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                   (_DIGEST, digest))  # fmt: skip
