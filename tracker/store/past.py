"""The timeline as it was on a day: events grouped again from the mentions known by then, in temporary tables.

Temporary tables come before those of the file when a name is looked up, so every query that reads `event` and `mention`
reads the past without knowing it.
"""

from __future__ import annotations

import sqlite3

from tracker.store.events import rebuild

_MENTIONS = """
CREATE TEMP TABLE mention AS
SELECT m.* FROM main.mention m JOIN main.source s ON s.id = m.source_id WHERE s.known_on <= :day
"""
_INDEXES = (
    "CREATE INDEX temp.past_mention_id ON mention(id)",
    "CREATE INDEX temp.past_mention_product ON mention(product_id, type)",
    "CREATE INDEX temp.past_mention_event ON mention(event_id)",
    "CREATE INDEX temp.past_mention_key ON mention(key)",
)


def go_back(db: sqlite3.Connection, day: str) -> None:
    """Make this read connection see the events of `day` (ISO). Costs a grouping of all mentions known by then."""
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute(_MENTIONS, {"day": day})
    for index in _INDEXES:
        db.execute(index)
    words = db.execute("SELECT sql FROM main.sqlite_master WHERE name = 'event_words'").fetchone()[0]
    db.execute(words.replace("CREATE VIRTUAL TABLE event_words", "CREATE VIRTUAL TABLE temp.event_words", 1))
    columns = db.execute("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = 'event'").fetchone()[0]
    db.execute(columns.replace("CREATE TABLE event", "CREATE TEMP TABLE event", 1))
    db.execute("UPDATE temp.mention SET event_id = NULL")
    db.execute("BEGIN")
    rows = db.execute("SELECT DISTINCT product_id, type FROM temp.mention").fetchall()
    rebuild(db, [(row[0], row[1]) for row in rows])
    db.execute("COMMIT")
