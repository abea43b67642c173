"""Asking for one page of a feed's archive: fetched politely, parsed in a killable process, with where the page before it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from tracker.clock import now, now_text, stamp
from tracker.feeds.paging import Pages, pages
from tracker.feeds.pool import ParserPool
from tracker.fetch.client import Client
from tracker.model.feed import FeedSource
from tracker.model.fetched import Entry, Request
from tracker.refresh.moved import may_be_private

_PAUSE_S = 3600.0
"""After a 429 or 503 that does not say how long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage:
    """A page as it came; `error` says in one line why there is none."""

    url: str
    """Where it was found in the end."""
    entries: tuple[Entry, ...] = ()
    older: str = ""
    """What the page itself names as the one before it; empty where it names none."""
    is_wordpress: bool = False
    status: int | None = None
    error: str = ""
    hold_until: str | None = None
    """UTC time until which the server wants to be left alone."""

    @property
    def newest(self) -> str | None:
        return max((entry.published_at for entry in self.entries if entry.published_at), default=None)


class ArchivePages:
    """Pages of one feed, one at a time."""

    def __init__(self, client: Client, pool: ParserPool, feed: FeedSource) -> None:
        self._client, self._pool, self._feed = client, pool, feed

    async def ask(self, url: str) -> ArchivePage:
        """Never raises for what the network sends."""
        feed = self._feed
        response = await self._client.get(
            Request(url=url, max_bytes=feed.max_bytes, allow_private=may_be_private(feed, url))
        )
        headers, final = response.headers or {}, response.final_url or url
        if response.error:
            hold = None
            if response.status in (429, 503):
                hold = stamp(now() + timedelta(seconds=response.retry_after_s or _PAUSE_S))
            return ArchivePage(url=final, status=response.status, error=response.error, hold_until=hold)
        parsed = await self._pool.parse(response.body, headers.get("content-type", ""), final, now_text())
        if parsed.error:
            return ArchivePage(url=final, status=response.status, error=parsed.error)
        told = pages(response.body, final, headers.get("link", "")) if response.body else Pages()
        return ArchivePage(url=final, entries=parsed.entries, older=told.older, is_wordpress=told.is_wordpress,
                           status=response.status)  # fmt: skip


def host(url: str) -> str:
    """`www.` is taken for the same host."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")
