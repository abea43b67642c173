"""The timeline as it was on a day: what was known by then, and events grouped again where later words joined them.

Temporary names come before those of the file when a name is looked up, so every query that reads `event` and `mention`
reads the past without knowing it. An event all of whose mentions were known by the day is the same today: mentions join the
first event that they fit, in an order that does not depend on when they came, so those that were not known yet leave every other
event as it is. Only a product and type with an event that is partly of later is grouped again.
"""

from __future__ import annotations

import sqlite3

from tracker.store.decisions import merged_events
from tracker.store.events import rebuild

_PARTLY = """
SELECT DISTINCT e.product_id, e.type
FROM (SELECT event_id FROM main.mention WHERE event_id IS NOT NULL GROUP BY event_id HAVING count(*) > 1) g
CROSS JOIN main.event e ON e.id = g.event_id
WHERE e.known_on <= :day AND EXISTS (SELECT 1 FROM main.mention m JOIN main.source s ON s.id = m.source_id
                                     WHERE m.event_id = e.id AND s.known_on > :day)
"""
_MENTIONS = """
CREATE TEMP TABLE mention AS
SELECT m.* FROM main.mention m JOIN main.source s ON s.id = m.source_id
WHERE s.known_on <= :day AND (m.product_id, m.type) IN (SELECT product_id, type FROM temp.partly)
"""
_INDEXES = (
    "CREATE INDEX temp.past_mention_id ON mention(id)",
    "CREATE INDEX temp.past_mention_product ON mention(product_id, type)",
    "CREATE INDEX temp.past_mention_event ON mention(event_id)",
    "CREATE INDEX temp.past_mention_key ON mention(key)",
)
_EVENT_INDEXES = (
    "CREATE INDEX temp.past_promise_start ON past_event(product_id, counterparty, date, key)",
    "CREATE INDEX temp.past_promise_end ON past_event(product_id, counterparty, date_end, key)",
)
_LEFT = """
INSERT INTO temp.regrouped SELECT e.id FROM temp.partly p CROSS JOIN main.event e ON e.product_id = p.product_id AND e.type = p.type
"""


def go_back(db: sqlite3.Connection, day: str) -> None:
    """Make this read connection see the events of `day` (ISO). Costs a look at all events of more than one mention.

    The words of events that are grouped again are in `past_words`, those of the others where they are today.
    """
    db.execute("PRAGMA temp_store = MEMORY")
    db.execute("CREATE TEMP TABLE partly(product_id INTEGER, type TEXT, PRIMARY KEY (product_id, type)) WITHOUT ROWID")
    again = _partly_of_later(db, day)
    db.executemany("INSERT INTO temp.partly VALUES (?, ?)", again)
    db.execute("CREATE TEMP TABLE regrouped(id INTEGER PRIMARY KEY)")
    db.execute(_LEFT)
    _group_again(db, day, again)
    known = f"SELECT m.* FROM main.mention m JOIN main.source s ON s.id = m.source_id WHERE s.known_on <= '{day}'"
    kept = f"SELECT * FROM main.event WHERE known_on <= '{day}'"
    if again:
        known += " AND (m.product_id, m.type) NOT IN (SELECT product_id, type FROM temp.partly)"
        known += " UNION ALL SELECT * FROM temp.past_mention"
        kept += " AND id NOT IN (SELECT id FROM temp.regrouped)"
    db.execute(f"CREATE TEMP VIEW mention AS {known}")
    db.execute(f"CREATE TEMP VIEW kept_event AS {kept}")
    db.execute(f"CREATE TEMP VIEW event AS {kept}{' UNION ALL SELECT * FROM temp.past_event' if again else ''}")


def went_back(db: sqlite3.Connection) -> bool:
    """Whether this connection sees the events of a past day. One that did not may still read figures and prices of one."""
    found = db.execute("SELECT EXISTS (SELECT 1 FROM sqlite_temp_master WHERE name = 'kept_event')").fetchone()
    return bool(found[0])


def regrouped(db: sqlite3.Connection) -> bool:
    """Whether this connection, which went back, has events of its own beside `kept_event`, those that are as today."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM temp.partly)").fetchone()[0])


def _partly_of_later(db: sqlite3.Connection, day: str) -> list[tuple[int, str]]:
    """(product id, type) with an event that later words joined, or that a person merged."""
    found = {(row[0], row[1]) for row in db.execute(_PARTLY, {"day": day})}
    for sides in merged_events(db):
        for mention in frozenset().union(*sides):
            found |= {
                (r[0], r[1]) for r in db.execute("SELECT product_id, type FROM main.mention WHERE key = ?", (mention,))
            }
    return sorted(found)


def _group_again(db: sqlite3.Connection, day: str, pairs: list[tuple[int, str]]) -> None:
    """Their events as of the day, in tables that `rebuild` takes for the file's own. Numbers follow on the file's."""
    db.execute(_MENTIONS, {"day": day})
    for index in _INDEXES:
        db.execute(index)
    for table in ("event", "event_words"):
        made = str(db.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (table,)).fetchone()[0])
        db.execute(made.replace(f" TABLE {table}", f" TABLE temp.{table}", 1))
    db.execute("INSERT INTO temp.event SELECT * FROM main.event ORDER BY id DESC LIMIT 1")
    db.execute("UPDATE temp.event SET product_id = -1, key = ''")
    db.execute("UPDATE temp.mention SET event_id = NULL")
    db.execute("BEGIN")
    rebuild(db, pairs)
    db.execute("DELETE FROM temp.event WHERE product_id = -1")
    db.execute("COMMIT")
    for table, name in (("mention", "past_mention"), ("event", "past_event"), ("event_words", "past_words")):
        db.execute(f"ALTER TABLE temp.{table} RENAME TO {name}")
    for index in _EVENT_INDEXES:
        db.execute(index)
