"""Whole articles: which entries' pages are wanted, when each may be asked, and what came of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from tracker.model.words import PageOutcome
from tracker.store.entries import StoredEntry, put_text

_MOST_AT_ONCE = 6
"""Requests for one entry after which a day lies between two: a feed that changes its texts by the hour."""
_COLUMNS = """n.id, f.slug, f.title, f.tier, n.guid, n.url, n.title, n.body, n.published_at, n.first_seen_at, n.revision,
  n.text_hash, g.tries"""
_FROM = "FROM page g JOIN entry n ON n.id = g.entry_id JOIN feed f ON f.id = n.feed_id"
_DUE = "g.next_at <= ?1 AND (f.hold_until IS NULL OR f.hold_until <= ?1 OR f.hold_until > ?2)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry whose page may be asked for now. `tries`: requests for the text that its feed has now."""

    entry: StoredEntry
    text_hash: str
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of one page. `next_at`: when it may be asked again, None for never; `was_asked`: whether there was a request."""

    outcome: PageOutcome
    message: str = ""
    next_at: str | None = None
    was_asked: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Pages of one feed that are wanted: those that may be asked now, and those for later."""

    due: int
    later: int


def want(db: sqlite3.Connection, entry_ids: Iterable[int], now: str) -> None:
    """Have the pages of new and changed entries asked for. One that had its page before gets it anew."""
    db.executemany(
        f"""INSERT INTO page(entry_id, text_hash, outcome, next_at) SELECT id, text_hash, 'waiting', ?2 FROM entry WHERE id = ?1
           ON CONFLICT(entry_id) DO UPDATE SET text_hash = excluded.text_hash, read_hash = NULL, outcome = 'waiting',
             message = '', tries = 0, next_at = CASE WHEN asked < {_MOST_AT_ONCE} THEN excluded.next_at
               ELSE max(excluded.next_at, strftime('%Y-%m-%dT%H:%M:%SZ', asked_at, '+1 day')) END""",
        [(entry_id, now) for entry_id in entry_ids],
    )


def tally(db: sqlite3.Connection, slugs: Sequence[str], now: str, latest: str) -> dict[str, Tally]:
    """By feed. `latest`: a hold beyond it is a clock set back, and none."""
    rows = db.execute(
        f"""SELECT f.slug, sum({_DUE}), count(*) {_FROM}
            WHERE g.next_at IS NOT NULL AND f.slug IN ({_marks(slugs)}) GROUP BY f.slug""",
        (now, latest, *slugs),
    )
    return {slug: Tally(due, count - due) for slug, due, count in rows}


def due(db: sqlite3.Connection, slugs: Sequence[str], now: str, latest: str, per_feed: int) -> list[Wanted]:
    """Newest articles first, at most `per_feed` of each feed: none may keep the others waiting. `now`, `latest` as in `tally`."""
    rows = db.execute(
        f"""WITH wanted AS (SELECT n.id, row_number() OVER (PARTITION BY f.id ORDER BY n.sort_at DESC, n.id DESC) AS place
              {_FROM} WHERE {_DUE} AND f.slug IN ({_marks(slugs)}))
            SELECT {_COLUMNS} FROM wanted w JOIN page g ON g.entry_id = w.id JOIN entry n ON n.id = w.id
              JOIN feed f ON f.id = n.feed_id
            WHERE w.place <= {int(per_feed)} ORDER BY n.sort_at DESC, n.id DESC""",
        (now, latest, *slugs),
    ).fetchall()
    width = len(fields(StoredEntry))
    return [Wanted(StoredEntry(*row[:width]), *row[width:]) for row in rows]


def fruitless(db: sqlite3.Connection, slugs: Sequence[str], since: str, least: int) -> dict[str, str]:
    """Feeds of which at least `least` pages were asked for since a moment and none gave a text, with one of the reasons."""
    rows = db.execute(
        f"""SELECT f.slug, count(*), max(g.message) {_FROM}
            WHERE g.asked > 0 AND g.asked_at >= ?1 AND f.slug IN ({_marks(slugs)})
            GROUP BY f.slug HAVING count(*) >= ?2 AND sum(g.outcome = 'ok') = 0 ORDER BY f.slug""",
        (since, least, *slugs),
    )
    return {slug: f"none of {count} pages of its articles could be read ({why})" for slug, count, why in rows}


def settle(db: sqlite3.Connection, wanted: Wanted, came: Came, now: str) -> None:
    """Keep what came of a page that gave no text."""
    _note(db, wanted, came, now, None)


def store_text(db: sqlite3.Connection, wanted: Wanted, body: str, now: str) -> None:
    """The page's text in the place of the feed's, which becomes an earlier revision."""
    read_hash = put_text(db, wanted.entry.id, body, now)
    _note(db, wanted, Came(outcome="ok", was_asked=True), now, read_hash)


def holds(db: sqlite3.Connection, now: str, latest: str) -> frozenset[str]:
    """Hosts that asked to be left alone until after `now`."""
    rows = db.execute("SELECT host FROM page_host WHERE hold_until > ? AND hold_until <= ?", (now, latest))
    return frozenset(row[0] for row in rows)


def hold(db: sqlite3.Connection, host: str, until: str, now: str) -> None:
    db.execute("DELETE FROM page_host WHERE hold_until <= ?", (now,))
    db.execute("INSERT OR REPLACE INTO page_host(host, hold_until) VALUES (?, ?)", (host, until))


def _note(db: sqlite3.Connection, wanted: Wanted, came: Came, now: str, read_hash: str | None) -> None:
    db.execute(
        """UPDATE page SET text_hash = ?, read_hash = ?, outcome = ?, message = ?, next_at = ?, tries = tries + ?,
             asked = asked + ?, asked_at = CASE WHEN ? THEN ? ELSE asked_at END WHERE entry_id = ?""",
        (wanted.text_hash, read_hash, came.outcome, came.message, came.next_at, came.was_asked, came.was_asked,
         came.was_asked, now, wanted.entry.id),
    )  # fmt: skip


def _marks(slugs: Sequence[str]) -> str:
    """Behind the two moments."""
    return ", ".join(f"?{number}" for number in range(3, 3 + len(slugs)))
