"""The items of the last document of each feed, by the hash of their bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def seen_items(db: sqlite3.Connection, feed_id: int) -> dict[int, int]:
    """Hash of an item -> hash of the identity that it claims."""
    return dict(db.execute("SELECT item, declared FROM seen_item WHERE feed_id = ?", (feed_id,)).fetchall())


def keep_items(db: sqlite3.Connection, feed_id: int, items: Mapping[int, int]) -> None:
    """Put these in the place of those of the document before."""
    before = seen_items(db, feed_id)
    if before == items:
        return
    gone = [(feed_id, item) for item in before.keys() - items.keys()]
    new = [(feed_id, item, declared) for item, declared in items.items() if before.get(item) != declared]
    db.executemany("DELETE FROM seen_item WHERE feed_id = ? AND item = ?", gone)
    db.executemany("INSERT OR REPLACE INTO seen_item(feed_id, item, declared) VALUES (?, ?, ?)", new)
