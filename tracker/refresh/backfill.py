"""Older prices from the dated archives that some lists keep: one archive after the other, each stored in a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, cast

from tracker.clock import now_text
from tracker.model.errors import AllFeedsFailed, UsageError
from tracker.model.feed import Config, PriceSource
from tracker.model.fetched import Request, Response
from tracker.model.listing import Ask, ReadList
from tracker.paths import migrations_dir
from tracker.prices import connector, parse
from tracker.pricing.meaning import Meanings
from tracker.pricing.storing import ListOf, store_list
from tracker.pricing.wanted import wanted
from tracker.refresh.rehost import rehosted
from tracker.refresh.report import Progress
from tracker.store.archives import credit_lists, end_archived, stored_archives
from tracker.store.connection import Connection, Refused, checkpoint, transaction, translated
from tracker.store.lock import refresh_lock
from tracker.store.migrate import open_database
from tracker.store.price_lows import settle_lows
from tracker.store.rankings import rankings_stale
from tracker.store.reader import reading

FIRST_DAY = "2024-01-01"
"""No list here has an older archive."""
_MOST_BYTES = 32 * 2**20
"""An archive holds all providers of its day; the list of today is one of them."""
_DEADLINE_S = 120.0
_HOLDING = {
    "rate_limited": "the host asked for fewer requests",
    "dns": "not asked: the host cannot be found",
    "connect": "not asked: no connection to the host",
}
"""Reasons why the other archives of a list are not asked for, and what is told of them."""


class _Archived(Protocol):
    PUBLISHER: str

    def archive_asks(self, source: PriceSource, since: str, until: str) -> Sequence[Ask]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveResult:
    """One archive. `message` is one line, empty where all is well."""

    slug: str
    archive: str
    outcome: str
    """new, known (stored before), error or skipped."""
    offers: int = 0
    changed: int = 0
    faulty: int = 0
    reason: str = ""
    """A word for what is wrong: rate_limited, truncated, html, shape_changed …"""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    exit_code: int
    archives: tuple[ArchiveResult, ...]
    ended: int
    """Offers that no list holds any more: their last price is flagged from the day on which they were gone."""
    reranked: bool


@dataclass(slots=True)
class _Job:
    """What is asked of one source."""

    source: PriceSource
    asks: Sequence[Ask]
    known: set[str] = field(default_factory=set)


def backfill(
    database: Path, config: Config, since: str, until: str, slug: str = "",
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> Backfill:  # fmt: skip
    """Store the archives of these UTC days, both included, of one source of feeds.toml or of each that has any.

    What was stored before is not asked again, so that a run that was stopped goes on where it was. Raises UsageError where
    no source has archives, RefreshRunning, DatabaseError or DiskError. Exit codes: 0; 69 when nothing that was asked came.
    """
    jobs = [_Job(source, _asks(source, since, until)) for source in _sources(config, slug)]
    with refresh_lock(database):
        db = open_database(database, migrations_dir(), config.database_mode)
        try:
            with translated(database):
                return _Run(db, database, config, on_progress).go(jobs)
        finally:
            db.close()


def _sources(config: Config, slug: str) -> list[PriceSource]:
    if slug and slug not in {source.slug for source in config.prices}:
        raise UsageError(f"{config.path} has no price list {slug}; `tracker prices sources` names them")
    found = [s for s in config.prices if s.slug == slug or (not slug and s.enabled)]
    kept = [s for s in found if not s.error and hasattr(connector(s.kind), "archive_asks")]
    if not kept:
        what = f"{slug} keeps no archive" if slug else f"{config.path} names no price list that keeps an archive"
        raise UsageError(f"{what}; lists of kind gpuhunt do")
    return kept


def _asks(source: PriceSource, since: str, until: str) -> Sequence[Ask]:
    try:
        return cast(_Archived, connector(source.kind)).archive_asks(source, since, until)
    except ValueError as error:
        raise UsageError(f"{source.slug}: {error}") from None


class _Run:
    """One run from the first archive to the ranking."""

    def __init__(self, db: Connection, path: Path, config: Config, tell: Callable[[Progress], None]) -> None:
        self.db, self.path, self.config, self.tell = db, path, config, tell
        self.now = now_text()
        with reading(path) as reader:
            self.meanings = Meanings.read(db, reader)
        self.wanted = wanted(db, self.now[:10], lambda: self.meanings)
        self.results: list[ArchiveResult] = []

    def go(self, jobs: Sequence[_Job]) -> Backfill:
        for job in jobs:
            job.known = stored_archives(self.db, job.source.slug, [ask.name for ask in job.asks])
        asyncio.run(self._ask_all(jobs))
        ended = 0
        with transaction(self.db):
            for job in jobs:
                everything = [ask.name for ask in _asks(job.source, FIRST_DAY, self.now[:10])]
                ended += end_archived(self.db, job.source.slug, everything, self.now)
            settle_lows(self.db)
        reranked = self._rank()
        checkpoint(self.db)
        asked = [one for one in self.results if one.outcome != "known"]
        failed = bool(asked) and all(one.outcome in ("error", "skipped") for one in asked)
        return Backfill(exit_code=AllFeedsFailed.exit_code if failed else 0, archives=tuple(self.results), ended=ended,
                        reranked=reranked)  # fmt: skip

    async def _ask_all(self, jobs: Sequence[_Job]) -> None:
        from tracker.fetch.client import Client, Limits

        c, total = self.config, sum(len(job.asks) for job in jobs)
        limits = Limits(deadline_s=_DEADLINE_S)
        async with Client(contact=c.contact, per_host=c.per_host, min_gap_s=c.min_gap_s, limits=limits) as client:
            for job in jobs:
                held = ""
                for ask in job.asks:
                    self.tell(Progress(event="prices", slug=ask.name, done=len(self.results), total=total))
                    if ask.name in job.known:
                        self._add(job, ask, "known")
                    elif held:
                        self._add(job, ask, "skipped", reason=held, message=_HOLDING[held])
                    else:
                        response = await client.get(_request(job.source, ask))
                        held = response.reason if response.reason in _HOLDING else ""
                        self._take(job, ask, response)

    def _take(self, job: _Job, ask: Ask, response: Response) -> None:
        if response.error:
            self._add(job, ask, "error", reason=response.reason or "http", message=response.error)
            return
        read = parse(job.source.kind, response.body, ask, self.wanted)
        if read.broken:
            self._add(job, ask, "error", reason=read.fault, message=f"not read: {read.broken}")
            return
        try:
            with transaction(self.db):
                self._store(job, ask, read)
        except Refused as error:
            self._add(job, ask, "error", reason="parse", message=f"cannot be stored: {error}")

    def _store(self, job: _Job, ask: Ask, read: ReadList) -> None:
        told = connector(job.source.kind)
        whose = ListOf(
            id=None, slug=job.source.slug, part=ask.name, url=ask.url, publisher=told.PUBLISHER, tier=told.TIER
        )
        done = store_list(self.db, self.meanings, whose, read, self.now)
        credit_lists(self.db, job.source.slug)
        message = f"{read.n_faults} of {read.rows} rows left out, first {read.faults[0]}" if read.faults else ""
        self._add(job, ask, "new", offers=done.offers, changed=done.changed, faulty=read.n_faults, message=message)

    def _add(
        self, job: _Job, ask: Ask, outcome: str, *, offers: int = 0, changed: int = 0, faulty: int = 0, reason: str = "",
        message: str = "",
    ) -> None:  # fmt: skip
        self.results.append(ArchiveResult(slug=job.source.slug, archive=ask.name, outcome=outcome, offers=offers,
                                          changed=changed, faulty=faulty, reason=reason, message=message))  # fmt: skip

    def _rank(self) -> bool:
        if not rankings_stale(self.db):
            return False
        from tracker.assemble import update_rankings

        self.tell(Progress(event="ranking"))
        return update_rankings(self.db, self.path, self.now)


def _request(source: PriceSource, ask: Ask) -> Request:
    place = rehosted(ask.url, source.url, source.base_url)
    return Request(url=place.url, host=place.host, max_bytes=max(source.max_bytes, _MOST_BYTES),
                   allow_private=source.allow_private)  # fmt: skip
