"""Events from their mentions: the groups of `grouping` written as rows, rebuilt only for the products touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from tracker.model.fact import LIKELY
from tracker.store.decisions import merged_events
from tracker.store.grouping import Mention, group, joined
from tracker.store.keys import key

_MENTIONS = """
SELECT m.id, m.key, m.type, m.date, m.date_end, m.precision, m.counterparty, t.rank, s.known_on, m.source_id,
       m.date_words, m.certainty, m.note, m.status, s.url, n.text_hash, y.story_id,
       CASE WHEN n.backfilled THEN min(m.seen_at, n.published_at) ELSE m.seen_at END AS seen_at
FROM mention m JOIN source s ON s.id = m.source_id JOIN tier_rank t ON t.tier = s.tier LEFT JOIN entry n ON n.id = s.entry_id
  LEFT JOIN story y ON y.entry_id = s.entry_id
WHERE m.product_id = ? AND m.type = ?
  AND (m.status IN ('accepted', 'rumour') OR (m.status = 'review' AND m.confidence >= ?))
"""
"""What is accepted, hearsay or likely. An older article that was fetched on request counts as seen when it was published."""

_STANDING = {"accepted": 0, "rumour": 1, "review": 2}
"""Who speaks for an event: the first that was read surely, then hearsay, then what is only likely."""

_CERTAINTY = {"rumour": "rumoured", "review": "likely"}
"""Of an event whose speaker was not accepted; else it is what the words say."""

_INSERT = """
INSERT INTO event(key, product_id, vendor_id, type, date, date_end, precision, date_words, certainty, counterparty,
                  headline, n_sources, known_on, first_seen_at, best_mention)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_WORDS = """
INSERT INTO event_words(rowid, headline, names, quotes, sources)
SELECT e.id, e.headline,
       v.name || ' ' || p.name || ' ' || e.type || ' ' || coalesce(c.name, e.counterparty) || ' '
         || coalesce((SELECT group_concat(a.text, ' ') FROM alias a WHERE a.product_id = p.id), ''),
       coalesce((SELECT group_concat(m.quote, ' ') FROM mention m WHERE m.event_id = e.id), ''),
       coalesce((SELECT group_concat(s.publisher || ' ' || s.title, ' ') FROM mention m JOIN source s ON s.id = m.source_id
                 WHERE m.event_id = e.id), '')
FROM event e JOIN vendor v ON v.id = e.vendor_id JOIN product p ON p.id = e.product_id
LEFT JOIN vendor c ON c.slug = e.counterparty WHERE e.id = ?
"""
"""What a search finds an event by; what is deleted takes its words along (a trigger of the file)."""

_VERB = {
    "announced": "announced", "roadmap": "promised", "production": "in production", "available": "available",
    "deployed": "deployed", "deal": "deal", "benchmark": "benchmark result", "price": "price",
    "discontinued": "discontinued",
}  # fmt: skip


def rebuild(db: sqlite3.Connection, touched: Iterable[tuple[int, str]]) -> None:
    """Write again the events of each (product id, type). Same mentions, same rows and keys, in whatever order they came."""
    merges = merged_events(db)
    for product_id, kind in sorted(set(touched)):
        db.execute("DELETE FROM event WHERE product_id = ? AND type = ?", (product_id, kind))
        rows = {row["id"]: row for row in db.execute(_MENTIONS, (product_id, kind, LIKELY))}
        product = db.execute("SELECT slug, name, vendor_id FROM product WHERE id = ?", (product_id,)).fetchone()
        taken: dict[str, int] = {}
        groups = joined(group(_mention(row) for row in rows.values()), merges)
        for members in sorted(groups, key=lambda g: (min(m.known_on for m in g), g[0].order)):
            _write(db, product_id, product, kind, members, rows, taken)


def _write(
    db: sqlite3.Connection,
    product_id: int,
    product: sqlite3.Row,
    kind: str,
    members: list[Mention],
    rows: dict[int, sqlite3.Row],
    taken: dict[str, int],
) -> None:
    head = min((rows[m.id] for m in members), key=lambda row: _STANDING[row["status"]])
    known_on = min(m.known_on for m in members).isoformat()
    start, end = head["date"] or known_on, head["date_end"] or known_on
    precision = head["precision"] if head["date"] else "reported"
    when = (start, end) if head["date"] else ("undated",)  # the day of reading differs between databases
    base = key("e", product["slug"], kind, *when, head["counterparty"])
    taken[base] = taken.get(base, 0) + 1
    event_key = base if taken[base] == 1 else f"{base}-{taken[base]}"
    seen = min(rows[m.id]["seen_at"] for m in members)
    cursor = db.execute(
        _INSERT,
        (event_key, product_id, product["vendor_id"], kind, start, end, precision, head["date_words"],
         _CERTAINTY.get(head["status"], head["certainty"]), head["counterparty"],
         headline(db, product["name"], kind, head["counterparty"], head["note"]),
         voices([rows[m.id] for m in members]), known_on, seen, head["id"]),
    )  # fmt: skip
    db.executemany("UPDATE mention SET event_id = ? WHERE id = ?", [(cursor.lastrowid, m.id) for m in members])
    db.execute(_WORDS, (cursor.lastrowid,))


def voices(mentions: Sequence[sqlite3.Row]) -> int:
    """How many sources speak on their own: one address counts once, and so does one story under several addresses."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for row in mentions:
        names = [f"source {row['source_id']}"]
        names += [f"url {row['url']}"] if row["url"] else []
        names += [f"text {row['text_hash']}"] if row["text_hash"] else []
        names += [f"story {row['story_id']}"] if row["story_id"] else []
        for name in names[1:]:
            parent[root(name)] = root(names[0])
    return len({root(f"source {row['source_id']}") for row in mentions})


def headline(db: sqlite3.Connection, product: str, kind: str, counterparty: str, note: str) -> str:
    """One line in our own words: "Maia 200 announced: …"."""
    found = db.execute("SELECT name FROM vendor WHERE slug = ?", (counterparty,)).fetchone()
    party = found["name"] if found else counterparty
    joint = {"deal": " with ", "deployed": " by "}.get(kind, " for ")
    text = f"{product} {_VERB[kind]}" + (f"{joint}{party}" if party else "")
    return f"{text}: {note}" if note else text


def _mention(row: sqlite3.Row) -> Mention:
    start, end = row["date"], row["date_end"]
    return Mention(
        id=row["id"], key=row["key"], type=row["type"],
        start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None,
        precision=row["precision"] if start else "reported", counterparty=row["counterparty"],
        tier_rank=row["rank"], known_on=date.fromisoformat(row["known_on"]), source_id=row["source_id"],
    )  # fmt: skip
