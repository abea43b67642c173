"""Older entries of one feed, page by page: its own RFC 5005 links, or WordPress's numbered pages, each stored in a transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from tracker.clock import now, now_text, stamp
from tracker.feeds.paging import following, numbered
from tracker.model.errors import AllFeedsFailed, UsageError
from tracker.model.feed import Config, FeedSource
from tracker.paths import migrations_dir
from tracker.reading import read_entries
from tracker.refresh.archive_pages import ArchivePage, ArchivePages, host
from tracker.refresh.moved import asked_url
from tracker.refresh.report import Progress
from tracker.store import backfill as kept
from tracker.store.backfill import Cursor, Page
from tracker.store.connection import Connection, Refused, checkpoint, transaction, translated
from tracker.store.feeds import feed_states, save_state, sync_feeds
from tracker.store.lock import refresh_lock
from tracker.store.migrate import open_database
from tracker.store.rankings import rankings_stale
from tracker.units import counted

GAP_S = 2.0
"""Between two requests: nobody waits for old articles, and a page of them costs a server more than its newest feed."""
MOST_PAGES = 200
_LAST = "the last page was read"
_BEHIND_THE_LAST = (400, 404, 410)
"""How WordPress answers there."""

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedBackfill:
    """What came of one run. `message` is one line: why it ended where it did."""

    slug: str
    exit_code: int
    way: str
    """links, wordpress, or empty where the feed leads nowhere."""
    pages: int
    new: int
    reached: str | None
    """UTC time of the newest entry of the last page."""
    finished: bool
    """Nothing older, within `since`, is left to ask for."""
    message: str
    facts: int = 0
    reranked: bool = False


def backfill_feed(
    database: Path,
    config: Config,
    slug: str,
    since: str,
    *,
    anew: bool = False,
    most_pages: int = MOST_PAGES,
    gap_s: float = GAP_S,
    hosts: Sequence[str] = (),
    on_progress: OnProgress = lambda _: None,
) -> FeedBackfill:
    """Ask for pages of `slug` until one is wholly older than `since` (YYYY-MM-DD), has been seen, or there are no more.

    A page that was fetched is kept whole. Goes on where the last run stopped, unless `anew`. Entries without a date are left
    out: nothing says that they are not news. `hosts`: where its links may lead beside its own host.

    Raises UsageError for an unknown feed, RefreshRunning, DatabaseError or DiskError; what the server does is in the result.
    Exit codes: 0; 69 where the server did not give what was asked.
    """
    feed = _feed(config, slug)
    with refresh_lock(database):
        db = open_database(database, migrations_dir(), config.database_mode)
        try:
            with translated(database):
                with transaction(db):
                    sync_feeds(db, config.feeds, config.mark)
                run = _Run(db, feed, since, most_pages, hosts, on_progress)
                found = asyncio.run(run.go(config, anew, gap_s))
                return _read_and_rank(db, database, found, on_progress)
        finally:
            db.close()


def _feed(config: Config, slug: str) -> FeedSource:
    feed = next((one for one in config.feeds if one.slug == slug), None)
    if feed is None:
        raise UsageError(f"{config.path} has no feed {slug}; `tracker feeds list --all` names them")
    if feed.error:
        raise UsageError(f"{slug}: {feed.error}")
    return feed


def _read_and_rank(db: Connection, path: Path, found: FeedBackfill, tell: OnProgress) -> FeedBackfill:
    """Facts in what was stored, and rankings where they feed some, as after a refresh."""
    read = read_entries(db, on_progress=lambda done, total: tell(Progress(event="reading", done=done, total=total)))
    reranked = False
    if rankings_stale(db):
        from tracker.assemble import update_rankings

        tell(Progress(event="ranking"))
        reranked = update_rankings(db, path, now_text())
    checkpoint(db)
    return replace(found, facts=read.facts, reranked=reranked)


class _End(Exception):
    """No further page is asked now. `finished`: nothing is left; `failed`: the server did not give what was asked."""

    def __init__(
        self, message: str, *, finished: bool = False, failed: bool = False, hold_until: str | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.finished, self.failed, self.hold_until = message, finished, failed, hold_until


class _Run:
    """One run from the first page to the last."""

    def __init__(
        self, db: Connection, feed: FeedSource, since: str, most_pages: int, hosts: Sequence[str], tell: OnProgress
    ) -> None:
        self.db, self.feed, self.state = db, feed, feed_states(db)[feed.slug]
        self.hosts = [host(f"//{name}") for name in hosts]
        self.since, self.most_pages, self.tell = since, most_pages, tell
        self.pages = self.new = 0
        self.cursor = kept.cursor(db, self.state.id, feed.url)
        self.goes_on = self.cursor is not None

    async def go(self, config: Config, anew: bool, gap_s: float) -> FeedBackfill:
        from tracker.feeds.pool import ParserPool
        from tracker.fetch.client import Client

        try:
            self._may_ask()
            gap_s = max(gap_s, config.min_gap_s)
            async with Client(contact=config.contact, per_host=1, min_gap_s=gap_s) as client, ParserPool(1) as pool:
                source = ArchivePages(client, pool, self.feed)
                if anew or self.cursor is None:
                    self.goes_on = False
                    self.cursor = await self._begin(source)
                await self._through(source)
        except _End as end:
            self._keep(end)
            at = self.cursor
            return FeedBackfill(
                slug=self.feed.slug, exit_code=AllFeedsFailed.exit_code if end.failed else 0, way=at.way if at else "",
                pages=self.pages, new=self.new, reached=at.reached if at else None, finished=end.finished,
                message=end.message,
            )  # fmt: skip
        raise AssertionError("a run ends with a reason")

    def _may_ask(self) -> None:
        """What the server asked of a refresh, or of an earlier run, counts here too."""
        latest = stamp(now() + timedelta(days=1))
        for moment in (self.state.hold_until, self.cursor.hold_until if self.cursor else None):
            if moment and now_text() < moment <= latest:
                raise _End(f"the server asked to be left alone until {moment}", failed=True)
        if self.state.state == "gone":
            raise _End("the server says that the feed is gone for good (410)", failed=True)

    async def _begin(self, source: ArchivePages) -> Cursor:
        """The feed itself says which way leads to older entries; its own entries are left to the refresh."""
        page = await source.ask(asked_url(self.feed, self.state))
        _refuse(page)
        if page.older:
            begun = Cursor(way="links", next_url=page.older)
        elif page.is_wordpress:
            begun = Cursor(way="wordpress", next_url=numbered(page.url, 2))
        else:
            raise _End("the feed names no older pages (RFC 5005) and is not WordPress's: its archive is not to be had here",
                       finished=True)  # fmt: skip
        first = Page(url=page.url, first_item=page.entries[0].guid if page.entries else "", n_entries=len(page.entries))
        with transaction(self.db):
            kept.start(self.db, self.state.id, self.feed.url, begun, first, now_text())
        return begun

    async def _through(self, source: ArchivePages) -> None:
        """Page after page, until there is a reason to end."""
        while True:
            at = self.cursor
            assert at is not None
            if not at.next_url:
                raise _End(at.why or _LAST, finished=True)
            if at.reached and at.reached[:10] < self.since:
                raise _End(f"all since {self.since} was read", finished=True)
            if self.pages >= self.most_pages:
                raise _End(f"{counted(self.most_pages, 'page')} asked; run it again to go on")
            self._refuse_stranger(at)
            place = f"{self.feed.slug} {(at.reached or '')[:10]}".strip()
            self.tell(Progress(event="feed", slug=place, done=self.pages, total=self.most_pages))
            page = await source.ask(at.next_url)
            self.pages += 1
            self.cursor = self._taken(at, page)

    def _refuse_stranger(self, at: Cursor) -> None:
        """Links are followed on the feed's own host: else a feed could send us anywhere, page after page. Some publishers do
        keep their archive elsewhere; then a person says so."""
        own = (self.feed.url, kept.first_url(self.db, self.state.id))
        there = host(at.next_url)
        if at.way == "links" and there not in (*map(host, own), *self.hosts):
            raise _End(f"its older pages are on another host; to follow them, run it again with --host {there}")

    def _taken(self, at: Cursor, page: ArchivePage) -> Cursor:
        """Store a page, and say where to go on."""
        if at.way == "wordpress" and page.status in _BEHIND_THE_LAST:
            return replace(at, next_url="", why=_LAST)
        _refuse(page)
        if not page.entries:
            return replace(at, next_url="", why=_LAST)
        if self._came_again(at, page):
            return replace(at, next_url="", why="a page came again: there is nothing older")
        if page.newest is None:
            raise _End("the entries have no dates, so that nothing says how old they are", failed=True)
        after = replace(
            at, next_url=following(at.next_url) if at.way == "wordpress" else page.older, reached=page.newest
        )
        self._store(at, page, after)
        return after

    def _came_again(self, at: Cursor, page: ArchivePage) -> bool:
        """Pages in a circle, or a server that has but one. Numbered pages may also have shifted since an earlier run, so that
        the first page of this one begins like one that was read."""
        seen = kept.was_seen(self.db, self.state.id, at.next_url, page.entries[0].guid)
        return seen and not (self.goes_on and self.pages == 1 and at.way == "wordpress")

    def _store(self, at: Cursor, page: ArchivePage, after: Cursor) -> None:
        """Entries and cursor together: whatever happens next, the one is where the other says."""
        entries = [entry for entry in page.entries if entry.published_at]
        told = Page(url=at.next_url, first_item=page.entries[0].guid, entries=entries, n_entries=len(page.entries))
        try:
            with transaction(self.db):
                self.new += kept.store_page(self.db, self.state.id, told, now_text())
                kept.save(self.db, self.state.id, now_text(), after)
        except Refused as error:
            raise _End(f"cannot be stored: {error}", failed=True) from None

    def _keep(self, end: _End) -> None:
        with transaction(self.db):
            if self.cursor:
                at = replace(self.cursor, why=end.message, hold_until=end.hold_until)
                kept.save(self.db, self.state.id, now_text(), at)
            if end.hold_until:
                until = max(end.hold_until, self.state.hold_until or "")
                save_state(self.db, self.state.id, {"hold_until": until})


def _refuse(page: ArchivePage) -> None:
    """Raises _End where no page came."""
    if page.error:
        after = f" after {page.hold_until}" if page.hold_until else ""
        raise _End(f"{page.error}; run it again{after} to go on", failed=True, hold_until=page.hold_until)
