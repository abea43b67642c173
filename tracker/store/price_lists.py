"""Price lists as feeds.toml names them: how each part answered last, which offers its newest list holds, what it could not name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.model.listing import Ask
from tracker.store.feeds import FeedState


@dataclass(frozen=True, slots=True)
class ListState:
    """What the last request of one part left behind."""

    id: int
    chained: bool
    read: bool
    """Whether it was read with the names that the catalogue has now."""
    published: str
    body_day: str
    header: str
    """Last-Modified of the last answer."""
    frozen: str
    changed_at: str
    fault: str
    feed: FeedState


@dataclass(frozen=True, slots=True)
class Unmapped:
    """An accelerator of a list that nothing of the catalogue is called. Prices are of one, USD an hour."""

    name: str
    provider: str
    n: int
    example: str
    low: float
    high: float


_SET = frozenset({
    "etag", "last_modified", "body_sha256", "chained", "read_with", "published", "state", "fault", "failures", "last_error",
    "last_fetch_at", "last_ok_at", "changed_at", "next_due_at", "hold_until", "n_rows", "n_offers", "n_faulty",
    "body_day", "frozen",
})  # fmt: skip


def keep_lists(db: sqlite3.Connection, slugs: Iterable[str]) -> list[int]:
    """Row ids of the parts of sources that left feeds.toml: their prices have to end before `drop_part`."""
    kept = set(slugs)
    rows = db.execute("SELECT id, slug FROM price_list ORDER BY id").fetchall()
    return [row["id"] for row in rows if row["slug"] not in kept]


def note_reading(db: sqlite3.Connection, list_id: int, now: str) -> None:
    """The list was had at this moment."""
    db.execute(
        "INSERT INTO price_reading(list_id, day, at) VALUES (?, ?, ?) ON CONFLICT(list_id, day) DO UPDATE SET at = excluded.at",
        (list_id, now[:10], now),
    )


def open_part(db: sqlite3.Connection, slug: str, kind: str, publisher: str, ask: Ask, read_with: str) -> ListState:
    """The state of a part, made where it is new. Under another URL, or read with another catalogue than that of digest
    `read_with`, validators and hash are empty: the same answer has to be read again."""
    db.execute(
        """INSERT INTO price_list(slug, part, kind, url, publisher) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT(slug, part) DO UPDATE SET url = excluded.url, kind = excluded.kind, publisher = excluded.publisher,
             etag = '', last_modified = '', body_sha256 = '', published = '', body_day = '', frozen = '',
             state = 'new', failures = 0, next_due_at = NULL, hold_until = NULL
           WHERE url <> excluded.url OR kind <> excluded.kind""",
        (slug, ask.name, kind, ask.url, publisher),
    )
    row = db.execute("SELECT * FROM price_list WHERE slug = ? AND part = ?", (slug, ask.name)).fetchone()
    return _state(row, read_with)


def part_states(db: sqlite3.Connection, slug: str, read_with: str) -> list[ListState]:
    """Of every part of a source that was asked so far, by name; nothing is written."""
    rows = db.execute("SELECT * FROM price_list WHERE slug = ? ORDER BY part", (slug,))
    return [_state(row, read_with) for row in rows]


def _state(row: sqlite3.Row, read_with: str) -> ListState:
    known = row["read_with"] == read_with
    etag, last_modified, body_sha256 = (row[c] if known else "" for c in ("etag", "last_modified", "body_sha256"))
    feed = FeedState(0, f"{row['slug']} {row['part']}".strip(), etag, last_modified, body_sha256, row["state"], row["failures"],
                     row["next_due_at"], row["hold_until"], 0.0, row["last_fetch_at"])  # fmt: skip
    return ListState(
        id=row["id"], chained=bool(row["chained"]), read=known, published=row["published"],
        body_day=row["body_day"], header=row["last_modified"], frozen=row["frozen"], changed_at=row["changed_at"] or "",
        fault=row["fault"], feed=feed,
    )  # fmt: skip


def settled_until(db: sqlite3.Connection, slug: str, read_with: str) -> str | None:
    """The moment before which no part of the source is due; None where one was never asked, or read with other names."""
    row = db.execute(
        """SELECT min(coalesce(next_due_at, '')) AS due, min(read_with = ? OR last_ok_at IS NULL OR failures > 0) AS known
           FROM price_list WHERE slug = ?""",
        (read_with, slug),
    ).fetchone()
    return row["due"] or None if row["known"] else None


def known_parts(db: sqlite3.Connection, slug: str, named: bool) -> list[tuple[int, str, str]]:
    """(row id, part, url) of a source: those that an answer named, or those that the connector asks for by itself."""
    rows = db.execute(
        "SELECT id, part, url FROM price_list WHERE slug = ? AND named = ? ORDER BY part", (slug, int(named))
    )
    return [(row["id"], row["part"], row["url"]) for row in rows]


def mark_named(db: sqlite3.Connection, list_id: int) -> None:
    """An answer named this part: it is asked for until one no longer does."""
    db.execute("UPDATE price_list SET named = 1 WHERE id = ?", (list_id,))


def drop_part(db: sqlite3.Connection, list_id: int) -> None:
    db.execute("DELETE FROM price_list WHERE id = ?", (list_id,))


def save_part(db: sqlite3.Connection, list_id: int, values: Mapping[str, Any]) -> None:
    """Set columns of one part."""
    if unknown := values.keys() - _SET:
        raise ValueError(f"price_list has no column {', '.join(sorted(unknown))} to set")
    names = ", ".join(f"{name} = ?" for name in values)
    db.execute(f"UPDATE price_list SET {names} WHERE id = ?", (*values.values(), list_id))


def keep_unmapped(db: sqlite3.Connection, list_id: int, unmapped: Iterable[Unmapped]) -> None:
    """Put these in the place of those of the list before."""
    db.execute("DELETE FROM unmapped_accelerator WHERE list_id = ?", (list_id,))
    db.executemany(
        "INSERT INTO unmapped_accelerator(list_id, name, provider, n, example, low, high) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(list_id, u.name, u.provider, u.n, u.example, u.low, u.high) for u in unmapped],
    )


def list_names(db: sqlite3.Connection) -> list[tuple[str, str, str, int | None]]:
    """(kind, name, slug, count) of what price lists call things. A provider's slug that no vendor has is the name of a seller
    that lists alone know."""
    rows = db.execute("SELECT kind, name, slug, count FROM list_name ORDER BY kind, name")
    return [(r["kind"], r["name"], r["slug"], r["count"]) for r in rows]


def memories_byte(db: sqlite3.Connection) -> dict[str, float]:
    """Product slug -> memory of one accelerator, as its resolved spec has it: of the chip, where the card has several."""
    rows = db.execute(
        """SELECT product_slug, value FROM specs
           WHERE field = 'memory_capacity' AND scope IN ('chip', 'card') AND value > 0
           ORDER BY scope = 'chip', preferred"""
    )
    return dict(rows.fetchall())
