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
    part: str
    url: str
    chained: bool
    read: bool
    """Whether it was read with the names that the catalogue has now."""
    published: str
    changed_at: str
    fault: str
    last_error: str
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
})  # fmt: skip


def keep_lists(db: sqlite3.Connection, slugs: Iterable[str]) -> None:
    """Forget the state of sources that left feeds.toml; their offers stay, with the day they were last seen."""
    kept = set(slugs)
    for (slug,) in db.execute("SELECT DISTINCT slug FROM price_list").fetchall():
        if slug not in kept:
            db.execute("DELETE FROM price_list WHERE slug = ?", (slug,))


def open_part(db: sqlite3.Connection, slug: str, kind: str, publisher: str, ask: Ask, read_with: str) -> ListState:
    """The state of a part, made where it is new. Under another URL, or read with another catalogue than that of digest
    `read_with`, validators and hash are empty: the same answer has to be read again."""
    db.execute(
        """INSERT INTO price_list(slug, part, kind, url, publisher) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT(slug, part) DO UPDATE SET url = excluded.url, kind = excluded.kind, publisher = excluded.publisher,
             etag = '', last_modified = '', body_sha256 = '', published = '' WHERE url <> excluded.url OR kind <> excluded.kind""",
        (slug, ask.name, kind, ask.url, publisher),
    )
    row = db.execute("SELECT * FROM price_list WHERE slug = ? AND part = ?", (slug, ask.name)).fetchone()
    known = row["read_with"] == read_with
    etag, last_modified, body_sha256 = (row[c] if known else "" for c in ("etag", "last_modified", "body_sha256"))
    feed = FeedState(0, f"{slug} {ask.name}".strip(), etag, last_modified, body_sha256, row["state"], row["failures"],
                     row["next_due_at"], row["hold_until"], 0.0, row["last_fetch_at"])  # fmt: skip
    return ListState(row["id"], ask.name, row["url"], bool(row["chained"]), known, row["published"],
                     row["changed_at"] or "", row["fault"], row["last_error"], feed)  # fmt: skip


def settled_until(db: sqlite3.Connection, slug: str, read_with: str) -> str | None:
    """The moment before which no part of the source is due; None where one was never asked, or read with other names."""
    row = db.execute(
        """SELECT min(coalesce(next_due_at, '')) AS due, min(read_with = ? OR last_ok_at IS NULL) AS known
           FROM price_list WHERE slug = ?""",
        (read_with, slug),
    ).fetchone()
    return row["due"] or None if row["known"] else None


def known_parts(db: sqlite3.Connection, slug: str) -> list[tuple[int, str, str]]:
    """(row id, part, url) of a source, those too that an earlier answer named."""
    rows = db.execute("SELECT id, part, url FROM price_list WHERE slug = ? ORDER BY part", (slug,))
    return [(row["id"], row["part"], row["url"]) for row in rows]


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
    """(kind, name, slug, count) of what price lists call things."""
    rows = db.execute("SELECT kind, name, slug, count FROM list_name ORDER BY kind, name")
    return [(r["kind"], r["name"], r["slug"], r["count"]) for r in rows]


def memories_byte(db: sqlite3.Connection) -> dict[str, set[float]]:
    """Product slug -> the sizes of memory that accepted claims give for one of it."""
    found: dict[str, set[float]] = {}
    for slug, value in db.execute(
        """SELECT p.slug, c.value FROM claim c JOIN product p ON p.id = c.product_id
           WHERE c.field = 'memory_capacity' AND c.status = 'accepted' AND c.value IS NOT NULL"""
    ):
        found.setdefault(slug, set()).add(value)
    return found
