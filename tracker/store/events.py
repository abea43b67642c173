"""Events from their mentions: the groups of `grouping` written as rows, rebuilt only for the products touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence, Set
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from tracker.model.fact import LIKELY
from tracker.store.decisions import merged_events
from tracker.store.grouping import Mention, group, joined
from tracker.store.keys import key

_MENTIONS = """
SELECT m.id, m.key, m.type, m.date, m.date_end, m.precision, m.counterparty, t.rank, s.known_on, m.source_id,
       m.date_words, m.certainty, m.note, m.status, m.quote, s.publisher, s.title, s.url, n.text_hash, y.story_id,
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

_COLUMNS = (
    "key, product_id, vendor_id, type, date, date_end, precision, date_words, certainty, counterparty, headline, known_on, "
    "first_seen_at, best_mention"
)
_WORDS = "headline, names, quotes, sources"
"""What a search finds an event by; what is deleted takes its words along (a trigger of the file)."""

_VERB = {
    "announced": "announced", "roadmap": "promised", "production": "in production", "available": "available",
    "deployed": "deployed", "deal": "deal", "benchmark": "benchmark result", "price": "price",
    "discontinued": "discontinued",
}  # fmt: skip


class _Product(NamedTuple):
    """Whose events are built, and what they are found by."""

    id: int
    slug: str
    name: str
    vendor_id: int
    vendor: str
    aliases: str


class _Event(NamedTuple):
    """A row of `event` without its id, the words that a search finds it by, and the ids of its mentions."""

    row: tuple[object, ...]
    """What it says, whoever says it too: what rests on events need only hear of a change in this."""
    n_sources: int
    words: tuple[str, ...]
    members: frozenset[int]


def rebuild(db: sqlite3.Connection, touched: Iterable[tuple[int, str]]) -> None:
    """Group the events of each (product id, type) again; what is as it was is not written.

    Same mentions, same rows and keys, in whatever order they came.
    """
    merges = merged_events(db)
    for product_id, kind in sorted(set(touched)):
        wanted = _wanted(db, _product(db, product_id), kind, merges)
        alike = {event.row: event for event in wanted}
        kept: dict[_Event, None] = {}
        for number, event in _there(db, product_id, kind).items():
            new = alike.get(event.row)
            if new is None:
                db.execute("DELETE FROM event WHERE id = ?", (number,))
                continue
            kept[new] = None
            if new != event:
                _change(db, number, event, new)
        for event in wanted:
            if event not in kept:
                _write(db, event)


def _there(db: sqlite3.Connection, product_id: int, kind: str) -> dict[int, _Event]:
    """What is stored, by id."""
    which = "WHERE e.product_id = ? AND e.type = ?"
    members: dict[int, set[int]] = {}
    for row in db.execute(
        f"SELECT e.id, m.id FROM event e JOIN mention m ON m.event_id = e.id {which}", (product_id, kind)
    ):
        members.setdefault(row[0], set()).add(row[1])
    columns = ", ".join([*(f"e.{c}" for c in _COLUMNS.split(", ")), *(f"w.{c}" for c in _WORDS.split(", "))])
    first = 3 + _COLUMNS.count(",")
    return {
        row[0]: _Event(row[2:first], row[1], row[first:], frozenset(members.get(row[0], ())))
        for row in db.execute(
            f"SELECT e.id, e.n_sources, {columns} FROM event e LEFT JOIN event_words w ON w.rowid = e.id {which}",
            (product_id, kind),
        )
    }


def _wanted(
    db: sqlite3.Connection, product: _Product, kind: str, merges: Sequence[tuple[Set[str], Set[str]]]
) -> dict[_Event, None]:
    """What the mentions make, in the order in which they became known."""
    rows = {row["id"]: row for row in db.execute(_MENTIONS, (product.id, kind, LIKELY))}
    taken: dict[str, int] = {}
    groups = joined(group(_mention(row) for row in rows.values()), merges)
    groups.sort(key=lambda g: (min(m.known_on for m in g), g[0].order))
    return dict.fromkeys(_event(db, product, kind, members, rows, taken) for members in groups)


def _event(
    db: sqlite3.Connection,
    product: _Product,
    kind: str,
    members: list[Mention],
    rows: dict[int, sqlite3.Row],
    taken: dict[str, int],
) -> _Event:
    said = [rows[m.id] for m in members]
    head = min(said, key=lambda row: _STANDING[row["status"]])
    known_on = min(m.known_on for m in members).isoformat()
    start, end = head["date"] or known_on, head["date_end"] or known_on
    precision = head["precision"] if head["date"] else "reported"
    when = (start, end) if head["date"] else ("undated",)  # the day of reading differs between databases
    base = key("e", product.slug, kind, *when, head["counterparty"])
    taken[base] = taken.get(base, 0) + 1
    party = _party(db, head["counterparty"])
    headline = _headline(product.name, kind, party, head["note"])
    row = (
        base if taken[base] == 1 else f"{base}-{taken[base]}", product.id, product.vendor_id, kind, start, end, precision,
        head["date_words"], _CERTAINTY.get(head["status"], head["certainty"]), head["counterparty"], headline,
        known_on, min(r["seen_at"] for r in said), head["id"],
    )  # fmt: skip
    told = sorted(said, key=itemgetter("id"))
    words = (
        headline,
        f"{product.vendor} {product.name} {kind} {party} {product.aliases}",
        " ".join(r["quote"] for r in told),
        " ".join(f"{r['publisher']} {r['title']}" for r in told),
    )
    return _Event(row, voices(said), words, frozenset(m.id for m in members))


def _write(db: sqlite3.Connection, event: _Event) -> None:
    marks = ", ".join("?" * len(event.row))
    told = (*event.row, event.n_sources)
    number = db.execute(f"INSERT INTO event({_COLUMNS}, n_sources) VALUES ({marks}, ?)", told).lastrowid
    db.executemany("UPDATE mention SET event_id = ? WHERE id = ?", [(number, m) for m in sorted(event.members)])
    _write_words(db, number, event)


def _change(db: sqlite3.Connection, number: int, old: _Event, new: _Event) -> None:
    """Other mentions tell the same event."""
    if new.n_sources != old.n_sources:
        db.execute("UPDATE event SET n_sources = ? WHERE id = ?", (new.n_sources, number))
    left = "UPDATE mention SET event_id = NULL WHERE id = ? AND event_id = ?"
    db.executemany(left, [(m, number) for m in sorted(old.members - new.members)])
    come = "UPDATE mention SET event_id = ? WHERE id = ?"
    db.executemany(come, [(number, m) for m in sorted(new.members - old.members)])
    if new.words != old.words:
        db.execute("DELETE FROM event_words WHERE rowid = ?", (number,))
        _write_words(db, number, new)


def _write_words(db: sqlite3.Connection, number: int | None, event: _Event) -> None:
    db.execute(f"INSERT INTO event_words(rowid, {_WORDS}) VALUES (?, ?, ?, ?, ?)", (number, *event.words))


def _product(db: sqlite3.Connection, product_id: int) -> _Product:
    row = db.execute(
        """SELECT p.id, p.slug, p.name, p.vendor_id, v.name AS vendor,
                  coalesce((SELECT group_concat(a.text, ' ') FROM alias a WHERE a.product_id = p.id), '') AS aliases
           FROM product p JOIN vendor v ON v.id = p.vendor_id WHERE p.id = ?""",
        (product_id,),
    ).fetchone()
    return _Product(*row)


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


def _party(db: sqlite3.Connection, counterparty: str) -> str:
    found = db.execute("SELECT name FROM vendor WHERE slug = ?", (counterparty,)).fetchone() if counterparty else None
    return str(found["name"]) if found else counterparty


def _headline(product: str, kind: str, party: str, note: str) -> str:
    """One line in our own words: "Maia 200 announced: …"."""
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
