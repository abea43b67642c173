"""Putting documents into the timeline by hand: stored as entries, read, written and ranked like those of a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tracker import urls
from tracker.actions.documents import Draft, read_file
from tracker.assemble import update_rankings
from tracker.cleaning import clean
from tracker.clock import now_text, today
from tracker.model.errors import DocumentError, UsageError
from tracker.model.fact import Source
from tracker.model.fetched import Entry
from tracker.model.period import Period
from tracker.model.rows import TimelineRow
from tracker.model.words import Tier
from tracker.paths import migrations_dir
from tracker.reading import store_readings
from tracker.store.connection import Connection, transaction, translated
from tracker.store.entries import StoredEntry, store_entries
from tracker.store.facts import write_source
from tracker.store.feeds import ingested_feed
from tracker.store.ingested import events_of, fact_counts, kept_source, same_text, set_address, stored_entry
from tracker.store.migrate import open_database
from tracker.store.names import read_names
from tracker.store.rankings import rankings_stale
from tracker.store.reader import reading

if TYPE_CHECKING:
    from tracker.extract import Extractor

_BATCH = 200
"""Documents a transaction: others may write in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the person says of the documents; empty where the file, or what was told before, decides."""

    url: str = ""
    publisher: str = ""
    published: Period | None = None
    tier: Tier | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one file."""

    file: str
    error: str = ""
    """Why nothing was stored; one line a fault."""
    documents: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    claims: int = 0
    relations: int = 0
    links: int = 0
    review: int = 0
    """Facts that were read with too little confidence and wait for a person."""
    events: tuple[TimelineRow, ...] = ()
    undated: int = 0
    """Documents of which no day of publication is known."""


def ingest(database: Path, files: Sequence[Path], told: Told) -> list[Ingested]:
    """Store and read the files, one result each; a bad file does not stop the others.

    The same file again changes nothing, a changed one makes a revision. Raises UsageError for what was told wrongly,
    DatabaseError or DiskError for the database.
    """
    from tracker.remembered import expressions

    _check(files, told)
    db = open_database(database, migrations_dir())
    try:
        with translated(database):
            with expressions():
                work = _Work(db, database, told)
                results = [work.file(path) for path in files]
            if rankings_stale(db):
                update_rankings(db, database, work.now)
    finally:
        db.close()
    return results


def _check(files: Sequence[Path], told: Told) -> None:
    if told.published and told.published.start.isoformat() > today():
        raise UsageError(
            f"--published {told.published}: that day has yet to come; a document is dated when it came out"
        )
    if told.url and (fault := urls.problem(told.url)):
        raise UsageError(f"--url: {fault[1]}")
    if len(files) > 1 and (told.url or told.title):
        raise UsageError("--url and --title are of one document; give one file at a time with them")


class _Work:
    """One run over several files with one name table."""

    def __init__(self, db: Connection, path: Path, told: Told) -> None:
        from tracker.extract import Extractor

        self.db, self.path, self.told = db, path, told
        self.now = now_text()
        self.extractor: Extractor = Extractor(read_names(db))
        self.names: dict[str, Path] = {}
        self.undated = 0

    def file(self, path: Path) -> Ingested:
        try:
            drafts = read_file(path)
            self._alone(path, drafts)
            entries = [(draft, self._entry(draft, path)) for draft in drafts]
        except DocumentError as error:
            return Ingested(file=str(path), error=str(error))
        self.undated = 0
        ids: list[int] = []
        outcomes: list[str] = []
        for start in range(0, len(entries), _BATCH):
            with transaction(self.db):
                feed_id = ingested_feed(self.db)
                for draft, entry in entries[start : start + _BATCH]:
                    entry_id, outcome = self._store(feed_id, draft, entry)
                    ids.append(entry_id)
                    outcomes.append(outcome)
        return self._result(path, ids, outcomes)

    def _alone(self, path: Path, drafts: Sequence[Draft]) -> None:
        """Two files of one name would be revisions of one document."""
        if len(drafts) > 1 and (self.told.url or self.told.title):
            raise DocumentError(f"{path}: holds {len(drafts)} documents; --url and --title are of one")
        for draft in drafts:
            other = self.names.setdefault(self.told.url or draft.guid, path)
            if other != path:
                raise DocumentError(f"{path}: {draft.guid!r} is in {other} too; rename one or give each its --url")

    def _entry(self, draft: Draft, path: Path) -> Entry:
        url, published = self.told.url or draft.url, self.told.published or draft.published
        if url and not url.startswith("own:") and (fault := urls.problem(url)):
            raise DocumentError(f"{path}: document {draft.guid!r}: {fault[1]}")
        return Entry(
            guid=clean(self.told.url or draft.guid), url=url, title=clean(self.told.title or draft.title),
            body=clean(draft.body, multiline=True), published_at=_moment(published),
        )  # fmt: skip

    def _store(self, feed_id: int, draft: Draft, entry: Entry) -> tuple[int, str]:
        before = stored_entry(self.db, feed_id, entry.guid)
        kept = kept_source(self.db, before.id) if before else None
        source = self._source(draft, entry, kept)
        self.undated += not source.published
        if before and kept == source and same_text(entry, before):
            return before.id, "unchanged"
        store_entries(self.db, feed_id, [entry], self.now)
        stored = stored_entry(self.db, feed_id, entry.guid)
        assert stored is not None
        set_address(self.db, stored.id, source.url, entry.published_at or stored.published_at)
        self._read(stored, source)
        return stored.id, "changed" if before else "new"

    def _source(self, draft: Draft, entry: Entry, kept: Source | None) -> Source:
        """What is told now, else what the file says, else what was told before; without an address it is unverified."""
        url = entry.url or (kept.url if kept else "")
        published = self.told.published or draft.published
        host = urlsplit(url).hostname or ""
        return Source(
            url=url, title=entry.title,
            publisher=clean(self.told.publisher or draft.publisher) or (kept.publisher if kept else "") or host or entry.guid,
            tier=self.told.tier or (kept.tier if kept else None) or ("press" if url else "unverified"),
            published=str(published) if published else kept.published if kept else None,
        )  # fmt: skip

    def _read(self, stored: StoredEntry, source: Source) -> None:
        """The source row is written even where nothing is stated: it keeps what was told."""
        key = f"entry|{stored.feed_slug}|{stored.guid}"
        write_source(self.db, source, stored.first_seen_at, "entry", key, stored.id)
        spoken = replace(stored, feed_title=source.publisher, feed_tier=source.tier, published_at=source.published)
        store_readings(self.db, [spoken], self.extractor)

    def _result(self, path: Path, ids: Sequence[int], outcomes: Sequence[str]) -> Ingested:
        with reading(self.path) as reader:
            counts = fact_counts(reader, ids)
            events = tuple(events_of(reader, ids))
        return Ingested(
            file=str(path), documents=len(ids), new=outcomes.count("new"), changed=outcomes.count("changed"),
            unchanged=outcomes.count("unchanged"), claims=counts["claims"], relations=counts["relations"],
            links=counts["links"], review=counts["review"], events=events, undated=self.undated,
        )  # fmt: skip


def _moment(published: Period | None) -> str | None:
    """The end of a partial date: nothing is known before it is surely published."""
    return f"{published.end.isoformat()}T00:00:00Z" if published else None
