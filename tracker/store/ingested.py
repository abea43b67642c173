"""Documents put in by hand: their entries with the publisher, tier and date that were told, and what was read in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tracker.model.fact import Source
from tracker.model.fetched import Entry
from tracker.model.rows import TimelineRow
from tracker.store.entries import StoredEntry, text_hash
from tracker.store.reader import Reader


def stored_entry(db: sqlite3.Connection, feed_id: int, guid: str) -> StoredEntry | None:
    row = db.execute(
        """SELECT n.id, f.slug, f.title, f.tier, n.guid, n.url, n.title, n.body, n.published_at, n.first_seen_at, n.revision
           FROM entry n JOIN feed f ON f.id = n.feed_id WHERE n.feed_id = ? AND n.guid = ?""",
        (feed_id, guid),
    ).fetchone()
    return StoredEntry(*row) if row else None


def same_text(entry: Entry, stored: StoredEntry) -> bool:
    """Whether the words are those that are stored already."""
    kept = Entry(guid=stored.guid, url=stored.url, title=stored.title, body=stored.body)
    return text_hash(entry) == text_hash(kept)


def kept_source(db: sqlite3.Connection, entry_id: int) -> Source | None:
    """Who speaks in this entry, as told when it was put in."""
    row = db.execute(
        "SELECT url, publisher, tier, published, title FROM source WHERE entry_id = ?", (entry_id,)
    ).fetchone()
    return Source(url=row[0], publisher=row[1], tier=row[2], published=row[3], title=row[4]) if row else None


def set_address(db: sqlite3.Connection, entry_id: int, url: str, published_at: str | None) -> None:
    """Correct an entry's address and date; its text and revision stay."""
    db.execute(
        """UPDATE entry SET url = :url, published_at = :at, sort_at = min(coalesce(:at, first_seen_at), first_seen_at)
           WHERE id = :id""",
        {"url": url, "at": published_at, "id": entry_id},
    )


def fact_counts(reader: Reader, entry_ids: Sequence[int]) -> dict[str, int]:
    """How many facts of each kind these entries state, and how many of them wait for review."""
    tables = {"events": "mention", "claims": "claim", "relations": "ratio", "links": "link"}
    counts = dict.fromkeys((*tables, "review"), 0)
    for entry_id in entry_ids:
        for name, table in tables.items():
            row = reader.all(
                f"""SELECT count(*), coalesce(sum(t.status = 'review'), 0) FROM {table} t
                    JOIN source s ON s.id = t.source_id WHERE s.entry_id = :id""",
                {"id": entry_id},
            )[0]
            counts[name] += row[0]
            counts["review"] += row[1]
    return counts


def events_of(reader: Reader, entry_ids: Sequence[int]) -> list[TimelineRow]:
    """The events that these entries speak of, newest first."""
    rows: dict[str, TimelineRow] = {}
    for entry_id in entry_ids:
        told = {"id": entry_id}
        where = "event_id IN (SELECT event_id FROM timeline_sources WHERE entry_id = :id)"
        rows.update((row.event_id, row) for row in reader.rows(TimelineRow, "timeline", where, told))
    return sorted(rows.values(), key=lambda row: (row.date, row.event_id), reverse=True)
