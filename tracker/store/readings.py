"""What the language model was asked: entries that still wait, calls with their cost, and answers to use again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model.reader import Call
from tracker.store.entries import StoredEntry

WINDOW = 20_000
"""Only so many of the newest entries are looked at: bounds the cost of a refresh, and of a reader switched on late."""

_WAITING = """
SELECT n.id, f.slug, coalesce(s.publisher, f.title), coalesce(s.tier, f.tier), n.guid, n.url, n.title, n.body,
  coalesce(s.published, n.published_at), n.first_seen_at, n.revision, coalesce(g.read_hash, n.text_hash)
FROM (SELECT id FROM entry WHERE extractor = :extractor ORDER BY id DESC LIMIT :window) w
JOIN entry n ON n.id = w.id JOIN feed f ON f.id = n.feed_id
LEFT JOIN source s ON s.entry_id = n.id AND f.state = 'file' LEFT JOIN second_look k ON k.entry_id = n.id
LEFT JOIN page g ON g.entry_id = n.id AND g.text_hash = n.text_hash
WHERE k.model IS NOT :model AND n.id < :below ORDER BY n.id DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Past:
    """Earlier calls about a text. `answer` is None where none was read; `ended` where asking again is of no use."""

    answer: str | None
    ended: bool
    calls: int


def waiting(
    db: sqlite3.Connection, extractor: str, model: str, limit: int, below: int
) -> list[tuple[StoredEntry, str]]:
    """Entries with their text hashes that the rules have read and the model has not, newest first, ids under `below`."""
    told = {"extractor": extractor, "model": model, "limit": limit, "below": below, "window": WINDOW}
    return [(StoredEntry(*row[:-1]), row[-1]) for row in db.execute(_WAITING, told).fetchall()]


def unchanged(db: sqlite3.Connection, entry_id: int, text_hash: str, extractor: str) -> bool:
    """Whether an entry still is what was read: someone may have put in another text meanwhile."""
    row = db.execute(
        """SELECT coalesce(g.read_hash, n.text_hash), n.extractor
           FROM entry n LEFT JOIN page g ON g.entry_id = n.id AND g.text_hash = n.text_hash WHERE n.id = ?""",
        (entry_id,),
    ).fetchone()
    return row is not None and tuple(row) == (text_hash, extractor)


def mark_done(db: sqlite3.Connection, entry_ids: Iterable[int], model: str) -> None:
    db.executemany(
        "INSERT INTO second_look VALUES (?, ?) ON CONFLICT(entry_id) DO UPDATE SET model = excluded.model",
        [(i, model) for i in entry_ids],
    )


def past(db: sqlite3.Connection, text_hash: str, model: str) -> Past:
    rows = db.execute(
        "SELECT outcome, answer FROM reading WHERE hash = ? AND model = ? ORDER BY id", (text_hash, model)
    ).fetchall()
    answers = [row["answer"] for row in rows if row["outcome"] == "read"]
    ended = any(row["outcome"] in ("read", "malformed") for row in rows)
    tries = sum(row["outcome"] in ("asked", "no_answer") for row in rows)
    return Past(answers[-1] if answers else None, ended, tries)


def spent(db: sqlite3.Connection, day: str) -> tuple[int, float]:
    """Tokens and dollars of all calls of a UTC day (YYYY-MM-DD), those that were broken off at their most."""
    row = db.execute(
        "SELECT coalesce(sum(tokens_in + tokens_out), 0), coalesce(sum(usd), 0) FROM reading WHERE asked_at >= ? AND asked_at < ?",
        (day, f"{day}U"),
    ).fetchone()
    return int(row[0]), float(row[1])


def held_until(db: sqlite3.Connection, model: str) -> str:
    """Until when the endpoint asked for no more calls; empty where it did not."""
    row = db.execute("SELECT max(hold_until) FROM reading WHERE model = ?", (model,)).fetchone()
    return row[0] or ""


def begin_call(
    db: sqlite3.Connection, text_hash: str, model: str, asked_at: str, tokens: tuple[int, int], usd: float
) -> int:
    """Note a call before it is made, at the most that it can cost: a run that is killed has paid for it."""
    cursor = db.execute(
        """INSERT INTO reading(hash, model, asked_at, tokens_in, tokens_out, usd, outcome, message, answer)
           VALUES (?, ?, ?, ?, ?, ?, 'asked', '', '')""",
        (text_hash, model, asked_at, *tokens, usd),
    )
    return int(cursor.lastrowid or 0)


def end_call(db: sqlite3.Connection, call_id: int, call: Call, usd: float, hold_until: str | None) -> None:
    db.execute(
        """UPDATE reading SET outcome = ?, tokens_in = ?, tokens_out = ?, usd = ?, message = ?, answer = ?, hold_until = ?
           WHERE id = ?""",
        (call.outcome, call.tokens_in, call.tokens_out, usd, call.message, call.answer, hold_until, call_id),
    )
