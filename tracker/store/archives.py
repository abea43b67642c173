"""Dated archives of price lists: which were stored, and what became of the offers that only they have."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable


def archive_key(slug: str, name: str) -> str:
    """Key of the source that a stored archive of a price list is."""
    return f"prices|{slug}|{name}"


def stored_archives(db: sqlite3.Connection, slug: str, names: Iterable[str]) -> set[str]:
    """Those of these archives that were stored."""
    return {
        name for name in names
        if db.execute("SELECT 1 FROM source WHERE key = ?", (archive_key(slug, name),)).fetchone() is not None
    }  # fmt: skip


def credit_lists(db: sqlite3.Connection, slug: str) -> None:
    """Offers that a part of the list holds today are its own, whatever archive had them too."""
    own = """SELECT s.id FROM price_list l JOIN source s ON s.key = 'prices|' || l.slug || '|' || l.part
             WHERE l.id = offer.list_id AND l.slug = :slug"""
    db.execute(f"UPDATE offer SET source_id = ({own}) WHERE EXISTS ({own})", {"slug": slug})


def end_archived(db: sqlite3.Connection, slug: str, archived: Iterable[str], now: str) -> int:
    """Offers that no list holds today end on the day of the first archive that was stored after the last that had them, else
    now: what was asked for years ago ranks nowhere. `archived`: names of all archives there are. How many ended."""
    days = sorted(
        row[0] for name in archived
        for row in db.execute("SELECT published FROM source WHERE key = ?", (archive_key(slug, name),))
    )  # fmt: skip
    own = [archive_key(slug, name) for name in archived]
    rows = db.execute(
        f"""SELECT o.id, h.observed_at, h.last_seen_at FROM offer o
            JOIN source s ON s.id = o.source_id
            CROSS JOIN price h ON h.offer_id = o.id
             AND h.observed_at = (SELECT max(x.observed_at) FROM price x WHERE x.offer_id = o.id)
            WHERE o.list_id IS NULL AND h.quality = 'ok' AND s.key IN ({", ".join("?" * len(own))})""",
        own,
    ).fetchall()
    for offer_id, observed, seen in rows:
        place = bisect_right(days, seen[:10])
        day = f"{days[place]}T00:00:00Z" if place < len(days) else now
        _end(
            db, offer_id, observed, day, "no longer in the list" if place < len(days) else "known from an archive alone"
        )
    return len(rows)


def _end(db: sqlite3.Connection, offer_id: int, observed: str, day: str, why: str) -> None:
    db.execute(
        """INSERT INTO price(offer_id, observed_at, last_seen_at, valid_from, usd_per_hour, kw_all_in, quality, reason)
           SELECT offer_id, :day, :day, valid_from, usd_per_hour, kw_all_in, 'stale', :why FROM price
           WHERE offer_id = :offer AND observed_at = :observed""",
        {"offer": offer_id, "observed": observed, "day": day, "why": f"{why} since {day[:10]}"},
    )
