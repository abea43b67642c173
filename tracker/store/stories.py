"""Which entries tell one text: a press release and its copies in other feeds, within a few days and about one product.

Each keeps its place as a source with its own words and address; what is counted is the story.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.store import likeness

_WINDOW = timedelta(days=5)
_MOST_MARKS = 500


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that states something: when it was published, in which words, about which products (row ids)."""

    entry_id: int
    day: date
    text: str
    products: frozenset[int]


def place(db: sqlite3.Connection, told: Told) -> None:
    """Put an entry into the story that it tells, or let it found one. Reading it again changes nothing but by its text."""
    runs = likeness.sketch(told.text)
    leave(db, told.entry_id)
    founder = _story(db, told, runs) or told.entry_id
    db.execute(
        "INSERT INTO story(entry_id, story_id, day, sketch) VALUES (?, ?, ?, ?)",
        (told.entry_id, founder, told.day.isoformat(), likeness.packed(runs)),
    )
    db.executemany("INSERT INTO shingle(hash, entry_id) VALUES (?, ?)", [(run, told.entry_id) for run in sorted(runs)])


def leave(db: sqlite3.Connection, entry_id: int) -> None:
    """Take an entry out of its story."""
    row = db.execute("DELETE FROM story WHERE entry_id = ? RETURNING sketch", (entry_id,)).fetchone()
    if row:
        gone = [(run, entry_id) for run in likeness.unpacked(row[0])]
        db.executemany("DELETE FROM shingle WHERE hash = ? AND entry_id = ?", gone)


def is_repeated(db: sqlite3.Connection, entry_id: int) -> bool:
    """Whether an older entry of the same feed has the same words and time: then that one speaks for both.

    Documents that a person put in are told apart by who published them, and all speak.
    """
    older = db.execute(
        """SELECT 1 FROM entry n JOIN entry o ON o.feed_id = n.feed_id AND o.text_hash = n.text_hash
           JOIN feed f ON f.id = n.feed_id
           WHERE n.id = ? AND o.id < n.id AND o.published_at IS n.published_at AND f.state <> 'file' LIMIT 1""",
        (entry_id,),
    )
    return older.fetchone() is not None


def _story(db: sqlite3.Connection, told: Told, runs: Collection[int]) -> int | None:
    """The story of the entry that is most like it, among those of other feeds, the same days and products.

    Two posts of one feed share what its maker says of itself below each of them.
    """
    for entry_id, shared in _sharing(db, sorted(runs)):
        row = db.execute(
            f"""SELECT y.story_id, y.day, length(y.sketch) / {likeness.DIGITS} FROM story y JOIN entry n ON n.id = y.entry_id
               WHERE y.entry_id = ? AND n.feed_id <> (SELECT feed_id FROM entry WHERE id = ?)""",
            (entry_id, told.entry_id),
        ).fetchone()
        if row is None or not likeness.alike(shared, len(runs), row[2]):
            continue
        if abs(date.fromisoformat(row[1]) - told.day) <= _WINDOW and told.products & _products(db, entry_id):
            return int(row[0])
    return None


def _sharing(db: sqlite3.Connection, runs: list[int]) -> list[tuple[int, int]]:
    """(entry, how many of these runs it has), most first."""
    marks = ", ".join("?" * len(runs[:_MOST_MARKS]))
    return db.execute(
        f"SELECT entry_id, count(*) FROM shingle WHERE hash IN ({marks}) GROUP BY entry_id ORDER BY 2 DESC, 1 LIMIT 20",
        runs[:_MOST_MARKS],
    ).fetchall()


def _products(db: sqlite3.Connection, entry_id: int) -> frozenset[int]:
    rows = db.execute(
        """SELECT m.product_id FROM source s JOIN mention m ON m.source_id = s.id WHERE s.entry_id = ?1
           UNION SELECT c.product_id FROM source s JOIN claim c ON c.source_id = s.id WHERE s.entry_id = ?1""",
        (entry_id,),
    )
    return frozenset(row[0] for row in rows)
