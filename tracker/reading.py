"""Reading stored entries: extract on one side, store on the other, shared by refresh and ingest."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple, cast

from tracker import matrices
from tracker.clock import now_text
from tracker.model.document import Document, Facts
from tracker.model.fact import Source
from tracker.model.fetched import article_text
from tracker.model.period import Period
from tracker.model.words import Tier
from tracker.store import stories
from tracker.store.connection import Connection, Unavailable, transaction
from tracker.store.entries import StoredEntry, count_unread, mark_read, mark_unreadable, unread_entries
from tracker.store.facts import Ids, Origin, add_provisional, finish, has_source, replace_facts, write_source
from tracker.store.names import read_names

if TYPE_CHECKING:
    from tracker.extract import Extractor
    from tracker.extract.reader import Begun

_LOG = logging.getLogger(__name__)

matrices.prepare()  # for whoever reads without the command


_Reading = tuple[StoredEntry, Facts | Exception]
"""An entry, and the facts in it or what went wrong."""
_BATCH_S = 1.0
_TOGETHER = 16
"""Entries whose stretches go through the model together: more save no more, and take memory."""


class Readings(NamedTuple):
    """What came of reading: entries read, facts in them, entries that broke the extractor, entries not come to."""

    entries: int = 0
    facts: int = 0
    unreadable: int = 0
    left: int = 0


def read_entries(
    db: Connection,
    batch: int = 200,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Readings:
    """Read every entry that this version of the extractor has not tried. A batch of facts is a transaction, and nothing is
    held while texts are read.

    Ends early, after a whole batch, once `stopped` says so; the rest is read the next time.
    """
    from tracker.extract import VERSION

    total = count_unread(db, VERSION)
    if not total:
        return Readings()
    from tracker.remembered import expressions

    extractor = cache(partial(_extractor, db))
    done = facts = unreadable = 0
    with expressions():
        while not stopped() and (entries := unread_entries(db, VERSION, batch)):
            read = _read_batch(db, entries, extractor)
            found, broken = _store_batch(db, read)
            facts += found
            unreadable += broken
            done += len(read)
            on_progress(done, total)
    return Readings(done - unreadable, facts, unreadable, max(total - done, 0))


def _extractor(db: Connection) -> Extractor:
    """Made when a first text needs it: its expressions take a while to compile."""
    from tracker.extract import Extractor

    return Extractor(read_names(db))


def store_readings(db: Connection, entries: Sequence[StoredEntry], extractor: Extractor) -> int:
    """Read these entries and put their facts in the place of earlier ones. Inside the caller's transaction."""
    return _store(db, _read_together(db, entries, lambda: extractor))


def _read_batch(db: Connection, entries: Sequence[StoredEntry], extractor: Callable[[], Extractor]) -> list[_Reading]:
    """As many of them as fit into a second or so: whoever stops a refresh waits for the end of a batch."""
    read: list[_Reading] = []
    until = math.inf
    while len(read) < len(entries) and time.perf_counter() < until:
        begun: list[Begun | Facts | Exception] = []
        rest = entries[len(read) : len(read) + _TOGETHER]
        for entry in rest:
            begun.append(_tried(db, entry, extractor))
            until = min(until, time.perf_counter() + _BATCH_S)
            if time.perf_counter() >= until:
                break
        read += zip(rest, _finished(begun, extractor), strict=False)
    return read


def _read_together(
    db: Connection, entries: Sequence[StoredEntry], extractor: Callable[[], Extractor]
) -> list[_Reading]:
    return list(zip(entries, _finished([_tried(db, one, extractor) for one in entries], extractor), strict=True))


def _tried(db: Connection, entry: StoredEntry, extractor: Callable[[], Extractor]) -> Begun | Facts | Exception:
    """A text that breaks the extractor costs only itself."""
    try:
        return _begun(db, entry, extractor)
    except Exception as error:
        return error


def _finished(
    begun: Sequence[Begun | Facts | Exception], extractor: Callable[[], Extractor]
) -> Iterator[Facts | Exception]:
    from tracker.extract.reader import Begun

    waiting = [one for one in begun if isinstance(one, Begun)]
    done: list[Facts | Exception]
    try:
        done = [*extractor().finish(waiting)] if waiting else []
    except Exception as error:
        done = [error] if len(waiting) == 1 else [facts for one in waiting for facts in _finished([one], extractor)]
    finished = iter(done)
    return (next(finished) if isinstance(one, Begun) else one for one in begun)


def _begun(db: Connection, entry: StoredEntry, extractor: Callable[[], Extractor]) -> Begun | Facts:
    """Nothing in an entry whose words its feed has under another identity too: they count once, there."""
    from tracker.extract import VERSION

    document = document_of(entry)
    if stories.is_repeated(db, entry.id):
        return Facts(document=document.id, extractor=VERSION, is_announcement=False)
    return extractor().begin(document)


def _store_batch(db: Connection, read: Sequence[_Reading]) -> tuple[int, int]:
    """A batch as one transaction: (facts, entries that broke the extractor).

    Such a text costs only itself: it keeps the facts it had and is tried again by the next version, or when all is
    read anew.
    """
    from tracker.extract import VERSION

    try:
        with transaction(db):
            return _store(db, read), 0
    except Unavailable:
        raise
    except Exception as error:
        if len(read) > 1:
            facts, broken = zip(*(_store_batch(db, [one]) for one in read), strict=True)
            return sum(facts), sum(broken)
        entry = read[0][0]
        _LOG.warning("entry %d of %s cannot be read: %r", entry.id, entry.feed_slug, error)
        with transaction(db):
            mark_unreadable(db, entry.id, VERSION)
        return 0, 1


def _store(db: Connection, read: Sequence[_Reading]) -> int:
    from tracker.extract import VERSION

    ids = Ids.read(db)
    touched: set[tuple[int, str]] = set()
    count = 0
    for entry, facts in read:
        if isinstance(facts, Exception):
            raise facts
        touched |= store_facts(db, ids, entry, facts)
        count += len(facts.claims) + len(facts.events) + len(facts.relations) + len(facts.links)
    finish(db, touched)
    mark_read(db, [entry.id for entry, _ in read], VERSION)
    return count


def store_facts(db: Connection, ids: Ids, entry: StoredEntry, facts: Facts) -> set[tuple[int, str]]:
    """One entry's facts. An entry that states nothing, and stated nothing before, gets no source row."""
    source = source_of(entry)
    key, states = (
        f"entry|{entry.feed_slug}|{entry.guid}",
        bool(facts.claims or facts.events or facts.relations or facts.links),
    )
    if not states and not has_source(db, key):
        return set()
    add_provisional(db, ids, facts.provisional, facts.new_vendors)
    source_id, _ = write_source(db, source, entry.first_seen_at, "entry", key, entry.id)
    origin = Origin(source_id, key, facts.extractor, now_text(), entry.revision)
    touched = replace_facts(db, ids, origin, facts.claims, facts.events, facts.relations, facts.links)
    stories.place(db, _told(ids, entry, facts)) if states else stories.leave(db, entry.id)
    return touched


def _told(ids: Ids, entry: StoredEntry, facts: Facts) -> stories.Told:
    day = Period.parse((entry.published_at or entry.first_seen_at)[:10]).start
    products = {c.product for c in facts.claims} | {e.product for e in facts.events}
    return stories.Told(entry.id, day, f"{entry.title}\n{entry.body}", frozenset(map(ids.product, products)))


def document_of(entry: StoredEntry) -> Document:
    return Document(
        id=f"{entry.feed_slug}|{entry.guid}",
        text=article_text(entry.title, entry.body),
        title=entry.title,
        url=entry.url,
        publisher=entry.feed_title,
        published=Period.parse(entry.published_at[:10]) if entry.published_at else None,
        tier=cast(Tier, entry.feed_tier),
    )


def source_of(entry: StoredEntry) -> Source:
    return Source(
        url=entry.url,
        publisher=entry.feed_title,
        tier=cast(Tier, entry.feed_tier),
        published=entry.published_at[:10] if entry.published_at else None,
        title=entry.title,
    )
