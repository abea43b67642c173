"""Entries and their revisions: a new text of a known entry keeps the old one; the same text changes nothing."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.store import renaming

if TYPE_CHECKING:
    from tracker.model.fetched import Entry

_BATCH_CHARACTERS = 4_000_000
"""Text that is held at once while entries are read: what keeps an archive of long articles in bounded memory."""
_ROWS = 50
"""Of new entries in one statement."""
_NOISE = re.compile(r"https?://\S+|\s+")


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry whose text is new to us and has to be read."""

    id: int
    feed_slug: str
    feed_title: str
    feed_tier: str
    guid: str
    url: str
    title: str
    body: str
    published_at: str | None
    first_seen_at: str
    revision: int


@dataclass(frozen=True, slots=True)
class Stored:
    new: int
    changed: int
    ids: tuple[int, ...] = field(default=(), compare=False)
    """Of the new and the changed ones."""


def store_entries(
    db: sqlite3.Connection,
    feed_id: int,
    entries: Sequence[Entry],
    now: str,
    is_listed: Callable[[str], bool] = lambda guid: True,
) -> Stored:
    """Insert what is new, revise what changed, mark the rest as seen. Entries that left the feed stay.

    `is_listed` tells whether the document that they come from still has an identity: the same words under another one, when
    the old one is gone from it, are the same entry.
    """
    new = changed = 0
    ids: list[int] = []
    fresh: list[tuple[Entry, str]] = []
    known = _known(db, feed_id, [e.guid for e in entries])
    told = _distinct(entries)
    worded = renaming.worded(db, feed_id, [digest for entry, digest in told if entry.guid not in known])
    for entry, digest in told:
        before = known.get(entry.guid)
        if before is None and digest in worded:
            ids += _insert(db, feed_id, fresh, now)
            fresh.clear()
            before = renaming.renamed(db, feed_id, entry, digest, is_listed)
        worded.add(digest)
        if before is None:
            fresh.append((entry, digest))
            new += 1
        elif before["text_hash"] != digest:
            _revise(db, before, entry, digest, now)
            ids.append(before["id"])
            changed += 1
        else:
            db.execute("UPDATE entry SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?", (now, before["id"], now))
    ids += _insert(db, feed_id, fresh, now)
    return Stored(new, changed, tuple(ids))


def put_text(db: sqlite3.Connection, entry_id: int, body: str, now: str) -> str:
    """A longer text of a known entry, from elsewhere than its feed. Returns the hash of what is read now.

    `text_hash` stays that of the feed's own text: what the feed says the next time is held against that.
    """
    title = _keep_text(db, entry_id, now)
    db.execute("UPDATE entry SET revision = revision + 1, extractor = '', body = ? WHERE id = ?", (body, entry_id))
    return _hash(title, body)


def mark_read(db: sqlite3.Connection, entry_ids: Iterable[int], extractor: str) -> None:
    db.executemany("UPDATE entry SET extractor = ? WHERE id = ?", [(extractor, i) for i in entry_ids])


def mark_unreadable(db: sqlite3.Connection, entry_id: int, extractor: str) -> None:
    """This version of the extractor broke on it: it is no longer unread for that version, and not read either."""
    mark_read(db, [entry_id], _broken(extractor))


def unread_entries(db: sqlite3.Connection, extractor: str, limit: int) -> list[StoredEntry]:
    """Entries that this version of the extractor has not tried yet; fewer than `limit` where they are long.

    New ones come before those that an earlier version has read, and of each the oldest first: what a refresh has no
    time for is what is known already, if not as well.
    A document put in by hand speaks with the publisher, tier and date that were told for it, not with its feed's.
    """
    found: list[StoredEntry] = []
    room = _BATCH_CHARACTERS
    for entry_id in _unread_ids(db, extractor, limit):
        row = db.execute(
            """SELECT n.id, f.slug, coalesce(s.publisher, f.title), coalesce(s.tier, f.tier), n.guid, n.url, n.title,
                 n.body, coalesce(s.published, n.published_at), n.first_seen_at, n.revision
               FROM entry n JOIN feed f ON f.id = n.feed_id LEFT JOIN source s ON s.entry_id = n.id AND f.state = 'file'
               WHERE n.id = ?""",
            (entry_id,),
        ).fetchone()
        found.append(StoredEntry(*row))
        room -= len(found[-1].body)
        if room <= 0:
            break
    return found


def forget_readings(db: sqlite3.Connection) -> None:
    """Have every entry read again."""
    db.execute("UPDATE entry SET extractor = '' WHERE extractor <> ''")


def count_unread(db: sqlite3.Connection, extractor: str) -> int:
    counts = (db.execute(f"SELECT count(*) FROM entry WHERE {where}", told) for where, told in _untried(extractor))
    return sum(int(rows.fetchone()[0]) for rows in counts)


def text_hash(entry: Entry) -> str:
    """Of the words alone: white space and addresses (tracking parameters) do not make a new revision."""
    return _hash(entry.title, entry.body)


def _hash(title: str, body: str) -> str:
    text = f"{title}\n{body}"
    flat = text.replace("\n\n", " ").replace("\n", " ")
    if "://" in text:
        words = _NOISE.sub(" ", text).strip()
    elif "  " in flat or not flat.isprintable():
        words = " ".join(text.split())
    else:
        words = flat.strip()
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _broken(extractor: str) -> str:
    return f"failed:{extractor}"


def _untried(extractor: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Conditions that together mean: neither read by this version nor broken on. Ranges of the index, not a scan of all."""
    low, high = sorted((extractor, _broken(extractor)))
    return ("extractor < ?", (low,)), ("extractor > ? AND extractor < ?", (low, high)), ("extractor > ?", (high,))


def _unread_ids(db: sqlite3.Connection, extractor: str, limit: int) -> list[int]:
    ids: list[int] = []
    for where, told in _untried(extractor):
        sql = f"SELECT id FROM entry WHERE {where} ORDER BY extractor, id LIMIT ?"
        ids += [row[0] for row in db.execute(sql, (*told, limit - len(ids)))]
    return ids


def _distinct(entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    """Entries with their `text_hash`. One document may use an id twice: the same text counts once, another text under the
    same id as its own entry."""
    seen: dict[str, str] = {}
    out = []
    for entry in entries:
        digest = text_hash(entry)
        if entry.guid not in seen:
            seen[entry.guid] = digest
            out.append((entry, digest))
        elif seen[entry.guid] != digest:
            own = f"{entry.guid}#{digest[:12]}"
            if own not in seen:
                seen[own] = digest
                out.append((replace(entry, guid=own), digest))
    return out


def _known(db: sqlite3.Connection, feed_id: int, guids: list[str]) -> dict[str, sqlite3.Row]:
    """Rows of this feed with these guids, and with the guids that `_distinct` derives from them."""
    found: dict[str, sqlite3.Row] = {}
    columns = f"SELECT {renaming.COLUMNS} FROM entry WHERE feed_id = ?"
    repeated = len(set(guids)) < len(guids)
    for i in range(0, len(guids), 500):
        part = guids[i : i + 500]
        marks = ", ".join("?" * len(part))
        rows = db.execute(f"{columns} AND guid IN ({marks})", (feed_id, *part)).fetchall()
        found.update((row["guid"], row) for row in rows)
    if repeated:
        for guid in set(guids):
            rows = db.execute(f"{columns} AND guid >= ? AND guid < ?", (feed_id, f"{guid}#", f"{guid}$")).fetchall()
            found.update((row["guid"], row) for row in rows)
    return renaming.known(db, feed_id, [guid for guid in guids if guid not in found]) | found


def _insert(db: sqlite3.Connection, feed_id: int, fresh: Sequence[tuple[Entry, str]], now: str) -> list[int]:
    """Their ids. Many with one statement: the index of words is written out at the start of each."""
    ids: list[int] = []
    for start in range(0, len(fresh), _ROWS):
        part = fresh[start : start + _ROWS]
        rows = ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"] * len(part))
        told = [
            value
            for e, digest in part
            for value in (feed_id, e.guid, e.url, e.title, e.author, e.published_at, e.updated_at, now, now,
                          min(e.published_at or now, now), digest, e.body)
        ]  # fmt: skip
        sql = f"""INSERT INTO entry(feed_id, guid, url, title, author, published_at, updated_at, first_seen_at, last_seen_at,
          sort_at, text_hash, body) VALUES {rows} RETURNING id"""
        ids += [row[0] for row in db.execute(sql, told).fetchall()]
    return ids


def _revise(db: sqlite3.Connection, before: sqlite3.Row, e: Entry, digest: str, now: str) -> None:
    """Keep the text before; who had the same words has to speak for itself now."""
    _keep_text(db, before["id"], now)
    db.execute(
        "UPDATE entry SET extractor = '' WHERE feed_id = ? AND text_hash = ? AND id > ?",
        (before["feed_id"], before["text_hash"], before["id"]),
    )
    db.execute(
        """UPDATE entry SET url = ?, title = ?, author = ?, updated_at = ?, last_seen_at = ?, revision = revision + 1,
             text_hash = ?, extractor = '', body = ? WHERE id = ?""",
        (e.url, e.title, e.author, e.updated_at, now, digest, e.body, before["id"]),
    )


def _keep_text(db: sqlite3.Connection, entry_id: int, now: str) -> str:
    """What stands there now, as a revision of its own. Returns its title."""
    db.execute(
        """INSERT INTO entry_revision(entry_id, revision, replaced_at, title, body)
           SELECT id, revision, ?, title, body FROM entry WHERE id = ?""",
        (now, entry_id),
    )
    return str(db.execute("SELECT title FROM entry WHERE id = ?", (entry_id,)).fetchone()[0])
