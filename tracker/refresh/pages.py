"""Fetching whole articles: one page at a time and host, robots.txt kept to, what came of each stored with its text.

Nothing depends on it: where a page cannot be had, what the feed said is read.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tracker import urls
from tracker.clock import stamp
from tracker.extract import Extractor
from tracker.feeds.article import kind_problem
from tracker.feeds.pool import ArticlePool
from tracker.fetch.answer import bot_wall
from tracker.fetch.client import Client
from tracker.fetch.faults import Fault
from tracker.fetch.robots import Robots
from tracker.model.feed import Config, FeedSource
from tracker.model.fetched import Article, Request, Response
from tracker.model.words import PageOutcome
from tracker.reading import document_of
from tracker.refresh.page_text import judged
from tracker.refresh.pages_due import latest_hold
from tracker.refresh.results import PagesResult
from tracker.store import pages, stories
from tracker.store.connection import Connection, Refused, savepoint, transaction
from tracker.store.names import read_names
from tracker.store.pages import Came, Wanted

_MOST = 50
"""Pages of one feed and refresh; the rest is asked for in the next."""
_MOST_BYTES = 4 * 2**20
_MOST_FAILURES = 3
"""Pages in a row that were refused or got no answer, after which a host is left alone until the next refresh."""
_WAITS = (timedelta(days=1), timedelta(days=3))
"""After the first and the second failure; there is no fourth request."""
_POLL_S = 0.25
_LATER = frozenset({"timeout", "connect", "dns", "tls", "protocol", "truncated", "rate_limited", "blocked"})
"""Reasons that may be gone in a day."""
_FOR_GOOD = frozenset({"robots", "bad_url", "blocked_scheme", "blocked_address"})
"""Reasons of robots.txt that no later request gets past."""
_LATER_STATUSES = frozenset({401, 403, 408, 425, 429})


@dataclass(frozen=True, slots=True)
class _Page:
    """One page and the entries whose articles it is: several feeds of a site tell of the same."""

    url: str
    allow_private: bool
    entries: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of a request."""

    article: Article
    outcome: PageOutcome = "ok"
    again: bool = False
    """Whether a later request may do better."""
    ends: bool = False
    """Whether the host is left alone until the next refresh."""
    hold_s: float | None = None
    """So long the host asked to be left alone."""


class Pages:
    """One run. `until` is a moment of `time.monotonic`; `tell` is called with the pages done and how many there are."""

    def __init__(
        self, db: Connection, config: Config, client: Client, now: str, until: float, stopped: Callable[[], bool],
        tell: Callable[[int, int], None],
    ) -> None:  # fmt: skip
        self.db, self.client, self.now, self.until, self.stopped, self.tell = db, client, now, until, stopped, tell
        self.feeds = {feed.slug: feed for feed in config.feeds}
        self.robots = Robots(client)
        self.arrived: list[tuple[_Page, _Answer]] = []
        self.counts = PagesResult()
        self.done = self.total = 0
        self.message = ""

    async def fetch(self, slugs: Sequence[str]) -> PagesResult:
        """Ask for the pages of these feeds that are due."""
        latest = latest_hold(self.now)
        held = pages.holds(self.db, self.now, latest)
        wanted = pages.due(self.db, slugs, self.now, latest, _MOST)
        await self._ask(self._by_host(self._named(one for one in wanted if _host(one.entry.url) not in held)))
        left = sum(one.due + one.later for one in pages.tally(self.db, slugs, self.now, latest).values())
        return replace(self.counts, waiting=left, message=self.message)

    def _over(self) -> bool:
        return self.stopped() or time.monotonic() >= self.until or bool(self.message)

    def _named(self, wanted: Iterable[Wanted]) -> list[Wanted]:
        """Those that name a vendor or product; of the others it is kept that nobody needs their page."""
        extractor = Extractor(read_names(self.db))
        named: list[Wanted] = []
        settled: list[tuple[Wanted, Came]] = []
        for one in wanted:
            if self._over():
                break
            if why := self._unneeded(one, extractor):
                settled.append((one, Came(outcome="unneeded", message=why)))
            elif problem := urls.problem(one.entry.url):
                settled.append((one, Came(outcome="failed", message=problem[1])))
            else:
                named.append(one)
        with transaction(self.db):
            for one, came in settled:
                pages.settle(self.db, one, came, self.now)
                self._count(came.outcome)
        return named

    def _unneeded(self, one: Wanted, extractor: Extractor) -> str:
        try:
            named = extractor.names_any(document_of(one.entry))
        except Exception as error:  # a text that breaks the extractor costs only itself, as when it is read
            return f"its text cannot be read: {type(error).__name__}"
        if not named:
            return "it names no vendor or product of the catalogue"
        if stories.is_repeated(self.db, one.entry.id):
            return "its feed has the same words as another entry"
        return ""

    def _by_host(self, wanted: Iterable[Wanted]) -> dict[str, list[_Page]]:
        found: dict[tuple[str, bool], list[Wanted]] = {}
        for one in wanted:
            private = _may_be_private(self.feeds[one.entry.feed_slug], one.entry.url)
            found.setdefault((urls.canonical(one.entry.url), private), []).append(one)
        hosts: dict[str, list[_Page]] = {}
        for (_, private), entries in found.items():
            page = _Page(entries[0].entry.url, private, tuple(entries))
            hosts.setdefault(_host(page.url), []).append(page)
        return hosts

    async def _ask(self, hosts: dict[str, list[_Page]]) -> None:
        if not hosts:
            return
        self.total = sum(len(own) for own in hosts.values())
        async with ArticlePool() as pool:
            pending = {asyncio.create_task(self._in_turn(own, pool)) for own in hosts.values()}
            try:
                while pending and not self._over():
                    left = max(0.0, self.until - time.monotonic())
                    ended, pending = await asyncio.wait(pending, timeout=min(left, _POLL_S))
                    self._store()
                    for task in ended:
                        task.result()
            finally:
                for task in pending:
                    task.cancel()
                await asyncio.gather(*pending, return_exceptions=True)
                await self.robots.end()
        self._store()

    async def _in_turn(self, own: Iterable[_Page], pool: ArticlePool) -> None:
        """The pages of one host, one after the other, until it is tired of us."""
        failures = 0
        for page in own:
            answer = await self._page(page, pool)
            if answer.article.missing:
                self.message = self.message or answer.article.error
                return
            self.arrived.append((page, answer))
            failures = failures + 1 if answer.again else 0
            if failures >= _MOST_FAILURES or answer.ends:
                return

    async def _page(self, page: _Page, pool: ArticlePool) -> _Answer:
        request = Request(url=page.url, max_bytes=_MOST_BYTES, allow_private=page.allow_private)
        lawless = False

        async def gate(url: str) -> None:
            nonlocal lawless
            own = urls.host_and_port(urlsplit(url)) == urls.host_and_port(urlsplit(page.url))
            try:
                await self.robots.check(url, page.allow_private and own)
            except Fault as fault:
                lawless = fault.reason not in _FOR_GOOD
                raise

        with self.client.hold() as hold:
            response = await self.client.get(request, hold, gate)
            if response.error:
                refused = _refused(response)
                return replace(refused, again=True, ends=True) if lawless else refused
            kind = (response.headers or {}).get("content-type", "")
            if problem := kind_problem(kind, response.body):
                return _Answer(Article(error=problem), "failed")
            if bot_wall(response.body):
                return _Answer(Article(error="a bot wall answers instead of the page"), "blocked", again=True)
            return _Answer(await pool.read(response.body, kind))

    def _store(self) -> None:
        """What has arrived, text and outcome together."""
        arrived, self.arrived = self.arrived, []
        if not arrived:
            return
        with transaction(self.db):
            for page, answer in arrived:
                if answer.hold_s is not None:
                    until = stamp(datetime.fromisoformat(self.now) + timedelta(seconds=answer.hold_s))
                    pages.hold(self.db, _host(page.url), until, self.now)
                for one in page.entries:
                    self._count(self._settle(one, answer), "asked")
        self.done += len(arrived)
        self.tell(self.done, self.total)

    def _count(self, *names: str) -> None:
        self.counts = replace(self.counts, **{name: getattr(self.counts, name) + 1 for name in names})

    def _settle(self, one: Wanted, answer: _Answer) -> PageOutcome:
        outcome, why, text = answer.outcome, answer.article.error, ""
        if outcome == "ok":
            outcome, why, text = judged(one.entry.title, one.entry.body, answer.article)
        if outcome == "ok":
            try:
                with savepoint(self.db):
                    pages.store_text(self.db, one, text, self.now)
                return outcome
            except Refused as error:
                outcome, why = "failed", f"cannot be stored: {error}"
        came = Came(outcome=outcome, message=why, next_at=self._next(one) if answer.again else None, was_asked=True)
        pages.settle(self.db, one, came, self.now)
        return outcome

    def _next(self, one: Wanted) -> str | None:
        if one.tries >= len(_WAITS):
            return None
        return stamp(datetime.fromisoformat(self.now) + _WAITS[one.tries])


def _host(url: str) -> str:
    """Empty where the address cannot be read."""
    return "" if urls.problem(url) else urlsplit(url).hostname or ""


def _may_be_private(feed: FeedSource, url: str) -> bool:
    """As the feed's own url may, on the feed's own host alone: a feed must not choose what is asked inside the network."""
    return feed.allow_private and urls.host_and_port(urlsplit(url)) == urls.host_and_port(urlsplit(feed.url))


def _refused(response: Response) -> _Answer:
    status, reason = response.status or 0, response.reason
    again = reason in _LATER or status in _LATER_STATUSES or status >= 500
    outcome: PageOutcome = "failed"
    if reason == "robots":
        outcome = "robots"
    elif reason in ("blocked", "rate_limited") or status in _LATER_STATUSES:
        outcome = "blocked"
    told = response.error.replace("the feed is gone", "the page is gone").replace(
        "instead of the feed", "instead of the page"
    )
    ends = reason == "rate_limited" or response.retry_after_s is not None
    return _Answer(Article(error=told), outcome, again, ends, response.retry_after_s)
