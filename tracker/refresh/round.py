"""One round over the feeds that are due: fetched side by side, each batch of answers stored in one transaction; then the
pages of their new entries, where whole articles are wanted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from tracker.feeds.pool import ParserPool
from tracker.fetch.client import Client
from tracker.model.feed import Config, FeedSource
from tracker.model.fetched import ParsedFeed
from tracker.refresh.fetching import Fetched, fetch_and_parse
from tracker.refresh.pages_due import tallied
from tracker.refresh.results import FeedResult, PagesResult
from tracker.refresh.storing import Kept, store
from tracker.store.connection import Connection, Refused, many_small_writes, savepoint, transaction
from tracker.store.feeds import FeedState
from tracker.store.seen_items import seen_items

_POLL_S = 0.25
"""Answers of so long are stored together: each commit waits for the disk, and the index of words is merged after each."""


@dataclass(slots=True)
class Told:
    """What came of a round."""

    results: list[FeedResult] = field(default_factory=list)
    newly_failing: list[str] = field(default_factory=list)
    """Feeds that failed now and had not failed the time before, and those that are blocked or gone since now."""
    notes: list[str] = field(default_factory=list)
    pages: PagesResult | None = None


class Round:
    """`until` is a moment of `time.monotonic`; `tell` is called with each result, its number and how many there will be,
    `tell_pages` with how many pages are done and how many there will be."""

    def __init__(
        self, db: Connection, config: Config, run_id: int, now: str, until: float, stopped: Callable[[], bool],
        tell: Callable[[FeedResult, int, int], None], tell_pages: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:  # fmt: skip
        self.db, self.config, self.run_id, self.now = db, config, run_id, now
        self.until, self.stopped, self.tell, self.tell_pages = until, stopped, tell, tell_pages
        self.told = Told()

    async def fetch(
        self, due: list[FeedSource], states: Mapping[str, FeedState], limit_s: float, whole: Sequence[str] = ()
    ) -> Told:
        """Ask all of them, in this order. `limit_s` is how long that may take, for the message of those that are cut off.

        `whole`: feeds whose articles' pages are asked for as well.
        """
        c = self.config
        async with (
            Client(contact=c.contact, per_host=c.per_host, min_gap_s=c.min_gap_s) as client,
            ParserPool() as pool,
        ):
            tasks = {}
            for feed in due:
                state = states[feed.slug]
                seen = partial(seen_items, self.db, state.id)
                tasks[asyncio.create_task(fetch_and_parse(client, pool, feed, state, self.now, seen))] = state
            with many_small_writes(self.db):
                await self._collect(tasks, limit_s)
            if whole:
                self.told.pages = await self._pages(client, whole)
        return self.told

    async def _pages(self, client: Client, slugs: Sequence[str]) -> PagesResult:
        """Of these feeds; through the client that asked for the feeds, so that a host's patience is counted once."""
        known = tallied(self.db, slugs, self.now).values()
        if not any(one.due for one in known):
            return PagesResult(waiting=sum(one.later for one in known))
        from tracker.refresh.pages import Pages

        work = Pages(self.db, self.config, client, self.now, self.until, self.stopped, self.tell_pages)
        return await work.fetch(slugs)

    async def _collect(self, tasks: dict[asyncio.Task[Fetched], FeedState], limit_s: float) -> None:
        """Takes each task out as it is stored: what a feed said is not kept in memory until the last one has answered."""
        pending, total = set(tasks), len(tasks)
        while pending and not self.stopped():
            left = self.until - time.monotonic()
            if left <= 0:
                break
            done, pending = await asyncio.wait(pending, timeout=min(left, _POLL_S))
            if done:
                with transaction(self.db):
                    kept = [self._store(task.result(), tasks.pop(task)) for task in done]
                for one in kept:
                    self._add(one.result, total)
        for task in pending:
            task.cancel()
            why = "stopped" if self.stopped() else f"not fetched within the refresh's {limit_s:g} s"
            self._add(FeedResult(slug=tasks[task].slug, outcome="skipped", message=why), total)
        await asyncio.gather(*pending, return_exceptions=True)

    def _add(self, result: FeedResult, total: int) -> None:
        self.told.results.append(result)
        self.tell(result, len(self.told.results), total)

    def _store(self, fetched: Fetched, state: FeedState) -> Kept:
        try:
            with savepoint(self.db):
                kept = store(self.db, self.run_id, fetched, state, self.now)
        except Refused as error:
            refused = ParsedFeed(title="", entries=(), error=f"cannot be stored: {error}", reason="parse")
            kept = store(self.db, self.run_id, replace(fetched, parsed=refused), state, self.now)
        ended = kept.plan.state in ("gone", "blocked") and kept.plan.state != state.state
        if kept.result.outcome == "error" and (state.failures == 0 or ended):
            self.told.newly_failing.append(state.slug)
        if kept.move.adopted not in ("", state.adopted_url):
            self.told.notes.append(f"feed {state.slug}: {kept.trouble}")
        return kept
