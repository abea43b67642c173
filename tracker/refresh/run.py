"""One refresh from lock to report: feeds are fetched side by side, stored one by one, then read and ranked."""

from __future__ import annotations

import asyncio
import contextlib
import math
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from tracker import __version__
from tracker.clock import now_text
from tracker.model.errors import AllFeedsFailed
from tracker.model.feed import Config, FeedSource, ParsedFeed
from tracker.paths import migrations_dir
from tracker.reading import Readings, read_entries
from tracker.refresh.fetching import Fetched, fetch_and_parse
from tracker.refresh.notes import notes_on
from tracker.refresh.report import FeedResult, MeasuredResult, PriceResult, Progress, ReaderResult, Report
from tracker.refresh.schedule import in_turn, is_due
from tracker.refresh.storing import store
from tracker.store.connection import Connection, Refused, checkpoint, savepoint, transaction, translated
from tracker.store.entries import forget_readings
from tracker.store.feeds import FeedState, feed_states, finish_run, start_run, sync_feeds
from tracker.store.lock import refresh_lock
from tracker.store.migrate import open_database
from tracker.store.seen_items import seen_items

DEADLINE_S = 120.0
"""For fetching, from the start of the run; what is not fetched by then is reported as skipped and comes first the next time.

Reading has a time of its own, so that slow servers cannot keep everything from being read. Ranking has none: its work is
bounded by the catalogue, and takes seconds.
"""
READING_S = 120.0
"""For reading facts, new entries first; what is not read by then is read the next time. Reading again by hand has no limit."""
_READ_BATCH = 200

OnProgress = Callable[[Progress], None]


def refresh(
    database: Path,
    config: Config,
    *,
    everything: bool = False,
    only: Sequence[str] = (),
    again: bool = False,
    on_progress: OnProgress = lambda _: None,
    deadline_s: float = DEADLINE_S,
) -> Report:
    """Fetch what is due (`everything`: what the servers allow; `only`: these slugs), store, read, rank.

    `again` fetches nothing and reads every stored entry anew; a reading that is stopped goes on the next time.

    Raises RefreshRunning, DatabaseError or DiskError; a feed's own failure is in the report. SIGTERM and SIGINT stop it
    with what was stored so far. Exit codes of the report: 0; 69 when no feed could be fetched; 143 and 130 when stopped.
    """
    started = time.monotonic()
    with refresh_lock(database):
        db = open_database(database, migrations_dir(), config.database_mode)
        try:
            with translated(database):
                run = _Run(db, database, config, on_progress, started, deadline_s)
                with _on_signal(run.stop):
                    return run.go(everything, only, again)
        finally:
            db.close()


class _Run:
    """The state of one refresh."""

    def __init__(
        self, db: Connection, path: Path, config: Config, tell: OnProgress, started: float, deadline_s: float
    ) -> None:
        self.db, self.path, self.config, self.tell = db, path, config, tell
        self.started, self.deadline_s = started, deadline_s
        self.now = now_text()
        self.results: list[FeedResult] = []
        self.newly_failing: list[str] = []
        self.signal = 0
        self.notes: list[str] = []

    @property
    def interrupted(self) -> bool:
        return self.signal != 0

    def go(self, everything: bool, only: Sequence[str], again: bool) -> Report:
        with transaction(self.db):
            sync_feeds(self.db, self.config.feeds, self.config.mark)
            states = feed_states(self.db)
            run_id = start_run(self.db, self.now, __version__)
            if again:
                forget_readings(self.db)
        chosen = [] if again else [f for f in self.config.feeds if not only or f.slug in only]
        wanted = everything or bool(only)
        due = in_turn((f for f in chosen if is_due(f, states.get(f.slug), self.now, wanted)), states)
        self.notes += () if again else notes_on(self.config)
        self.tell(Progress(event="start", total=len(due)))
        if due:
            asyncio.run(self._fetch_all(due, states, run_id))
        measured = () if again or only else self._measure(everything)
        prices = () if again else self._price(wanted, only)
        read = Readings() if self.interrupted else self._read(None if again else READING_S)
        reranked = False if self.interrupted else self._rank()
        asked = None if self.interrupted else self._ask(may_call=not again)
        if asked and asked.read and not self.interrupted:
            reranked = self._rank() or reranked
        report = replace(self._report(len(chosen) - len(due), read, reranked, asked), measured=measured, prices=prices)
        with transaction(self.db):
            finish_run(self.db, run_id, now_text(), report.exit_code, _summary(report))
        checkpoint(self.db)
        self.tell(Progress(event="end", new=report.new, changed=report.changed, done=len(due), total=len(due)))
        return report

    async def _fetch_all(self, due: list[FeedSource], states: dict[str, FeedState], run_id: int) -> None:
        from tracker.feeds.pool import ParserPool
        from tracker.fetch.client import Client

        c = self.config
        async with (
            Client(contact=c.contact, per_host=c.per_host, min_gap_s=c.min_gap_s) as client,
            ParserPool() as pool,
        ):
            tasks = {}
            for feed in due:
                state = states[feed.slug]
                seen = partial(seen_items, self.db, state.id)
                tasks[asyncio.create_task(fetch_and_parse(client, pool, feed, state, self.now, seen))] = feed
            await self._collect(tasks, states, run_id)

    async def _collect(
        self, tasks: dict[asyncio.Task[Fetched], FeedSource], states: dict[str, FeedState], run_id: int
    ) -> None:
        """Store each batch of finished feeds in one transaction, each feed in its savepoint."""
        pending, total = set(tasks), len(tasks)
        while pending and not self.interrupted:
            left = self.deadline_s - (time.monotonic() - self.started)
            if left <= 0:
                break
            done, pending = await asyncio.wait(pending, timeout=min(left, 0.25), return_when=asyncio.FIRST_COMPLETED)
            if done:
                with transaction(self.db):
                    for task in done:
                        self._store(task.result(), states[tasks[task].slug], run_id)
                for result in self.results[-len(done) :]:
                    self._tell_feed(result, total)
        for task in pending:
            task.cancel()
            why = "stopped" if self.interrupted else f"not fetched within the refresh's {self.deadline_s:g} s"
            self.results.append(FeedResult(slug=tasks[task].slug, outcome="skipped", message=why))
            self._tell_feed(self.results[-1], total)
        await asyncio.gather(*pending, return_exceptions=True)

    def _store(self, fetched: Fetched, state: FeedState, run_id: int) -> None:
        try:
            with savepoint(self.db):
                result = store(self.db, run_id, fetched, state, self.now)
        except Refused as error:
            refused = ParsedFeed(title="", entries=(), error=f"cannot be stored: {error}", reason="parse")
            result = store(self.db, run_id, replace(fetched, parsed=refused), state, self.now)
        self.results.append(result)
        if result.outcome == "error" and state.failures == 0:
            self.newly_failing.append(state.slug)

    def _tell_feed(self, r: FeedResult, total: int) -> None:
        done = self.results.index(r) + 1
        self.tell(Progress(event="feed", slug=r.slug, outcome=r.outcome, new=r.new, changed=r.changed,
                           message=r.message, done=done, total=total))  # fmt: skip

    def stop(self, number: int) -> None:
        """End soon, with what is stored, as the signal of that number asks."""
        self.signal = number

    def _read(self, time_s: float | None) -> Readings:
        """Read facts from entries that this version of the extractor has not read. Stored text is safe whatever happens here."""
        until = math.inf if time_s is None else time.monotonic() + time_s

        def told(done: int, total: int) -> None:
            self.tell(Progress(event="reading", done=done, total=total))

        def over() -> bool:
            return self.interrupted or time.monotonic() >= until

        read = read_entries(self.db, batch=_READ_BATCH, on_progress=told, stopped=over)
        if read.left and not self.interrupted:
            self.notes.append(f"{read.left} entries are left to read; the next refresh goes on with them")
        return read

    def _measure(self, everything: bool) -> tuple[MeasuredResult, ...]:
        """Benchmark sites, where feeds.toml has some."""
        from tracker.refresh.measured import fetch_measured, told

        results = fetch_measured(self.db, self.path, self.config, self.now, everything, lambda: self.interrupted)
        self.notes += told(results)
        return results

    def _price(self, everything: bool, only: Sequence[str]) -> tuple[PriceResult, ...]:
        """Price lists, where feeds.toml has some."""
        if not self.config.prices or self.interrupted:
            return ()
        from tracker.refresh.prices import fetch_prices, told

        self.tell(Progress(event="prices"))
        results = fetch_prices(self.db, self.path, self.config, self.now, everything, lambda: self.interrupted, only)
        self.notes += told(results)
        return results

    def _rank(self) -> bool:
        from tracker.store.rankings import rankings_stale

        if not rankings_stale(self.db):
            return False
        from tracker.assemble import update_rankings

        self.tell(Progress(event="ranking"))
        return update_rankings(self.db, self.path, self.now)

    def _ask(self, may_call: bool) -> ReaderResult | None:
        """The language model, where one is set up: last, so that nothing waits for it."""
        if not (self.config.reader and self.config.reader.enabled):
            return None
        from tracker.refresh.asking import ask_model

        def told(done: int) -> None:
            self.tell(Progress(event="asking", done=done))

        return ask_model(self.db, self.config, told, lambda: self.interrupted, may_call)

    def _exit_code(self, failed: int) -> int:
        """As a shell tells it for a signal; 69 where feeds were due and none of them could be fetched."""
        if self.interrupted:
            return 128 + self.signal
        skipped = sum(r.outcome == "skipped" for r in self.results)
        return AllFeedsFailed.exit_code if self.results and failed + skipped == len(self.results) else 0

    def _report(self, not_due: int, read: Readings, reranked: bool, asked: ReaderResult | None) -> Report:
        failed = sum(r.outcome == "error" for r in self.results)
        return Report(
            exit_code=self._exit_code(failed),
            feeds=tuple(sorted(self.results, key=lambda r: r.slug)),
            new=sum(r.new for r in self.results),
            changed=sum(r.changed for r in self.results),
            failed=failed,
            not_due=not_due,
            read=read.entries,
            facts=read.facts,
            reranked=reranked,
            seconds=round(time.monotonic() - self.started, 3),
            interrupted=self.interrupted,
            newly_failing=tuple(self.newly_failing),
            reader=asked,
            unreadable=read.unreadable,
            notes=tuple(self.notes),
        )


def _summary(r: Report) -> dict[str, object]:
    asked = {"reader": asdict(r.reader)} if r.reader else {}
    return asked | {"new": r.new, "changed": r.changed, "failed": r.failed, "not_due": r.not_due, "read": r.read,
            "unreadable": r.unreadable, "facts": r.facts, "reranked": r.reranked, "seconds": r.seconds,
            "interrupted": r.interrupted}  # fmt: skip


@contextlib.contextmanager
def _on_signal(stop: Callable[[int], None]) -> Iterator[None]:
    """SIGTERM and SIGINT call `stop` with their number.

    Outside the main thread, which alone may take signals, they keep their meaning.
    """
    before = {}
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(ValueError):
            before[number] = signal.signal(number, lambda told, _: stop(told))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
