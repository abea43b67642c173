"""One refresh from lock to report: feeds are fetched side by side, stored one by one, then read and ranked.

Where nothing is due nothing may be paid for it: whatever only fetching, reading or ranking needs is imported there.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import __version__
from tracker.clock import now_text
from tracker.model.errors import AllFeedsFailed
from tracker.model.feed import Config, FeedSource
from tracker.paths import migrations_dir
from tracker.refresh.notes import notes_on
from tracker.refresh.pages_due import full_text_feeds, tallied
from tracker.refresh.report import Progress, Report, lists_asked, parts_failed
from tracker.refresh.schedule import in_turn, standing
from tracker.refresh.signals import on_signal
from tracker.store.connection import Connection, checkpoint, transaction, translated
from tracker.store.digest import feeds_mark, stored_digest
from tracker.store.feeds import FeedState, feed_states, finish_run, forget_sites, start_run, sync_feeds
from tracker.store.lock import refresh_lock
from tracker.store.migrate import open_database
from tracker.units import counted

if TYPE_CHECKING:
    from tracker.reading import Readings
    from tracker.refresh.results import FeedResult, MeasuredResult, PagesResult, PriceResult, ReaderResult

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
    max_time_s: float = math.inf,
) -> Report:
    """Fetch what is due (`everything`: what the servers allow; `only`: these slugs), store, read, rank.

    `again` fetches nothing and reads every stored entry anew; a reading that is stopped goes on the next time.
    `max_time_s` is for the whole run: what it leaves undone is done the next time, and that is no failure.

    Raises RefreshRunning, DatabaseError or DiskError; a feed's own failure is in the report. SIGTERM and SIGINT stop it
    with what was stored so far. Exit codes of the report: 0; 69 when no feed could be fetched; 143 and 130 when stopped.
    """
    started = time.monotonic()
    with refresh_lock(database):
        db = open_database(database, migrations_dir(), config.database_mode)
        try:
            with translated(database):
                run = _Run(db, database, config, on_progress, started, deadline_s, max_time_s)
                with on_signal(run.stop):
                    return run.go(everything, only, again)
        finally:
            db.close()


class _Run:
    """The state of one refresh."""

    def __init__(
        self, db: Connection, path: Path, config: Config, tell: OnProgress, started: float, deadline_s: float, max_time_s: float
    ) -> None:  # fmt: skip
        self.db, self.path, self.config, self.tell = db, path, config, tell
        self.started, self.deadline_s, self.max_time_s = started, min(deadline_s, max_time_s), max_time_s
        self.now = now_text()
        self.results: list[FeedResult] = []
        self.newly_failing: list[str] = []
        self.lists = (0, 0)
        """Price lists that were asked, and how many of them gave nothing."""
        self.pages: PagesResult | None = None
        self.signal = 0
        self.notes: list[str] = []

    @property
    def interrupted(self) -> bool:
        return self.signal != 0

    @property
    def over(self) -> bool:
        """Stopped, or out of time."""
        return self.interrupted or self._left_s() <= 0

    def _left_s(self) -> float:
        return self.max_time_s - (time.monotonic() - self.started)

    def go(self, everything: bool, only: Sequence[str], again: bool) -> Report:
        with transaction(self.db):
            if not self.config.mark or feeds_mark(self.db) != self.config.mark:
                sync_feeds(self.db, self.config.feeds, self.config.mark)
            states = feed_states(self.db)
            run_id = start_run(self.db, self.now, __version__)
            if again:
                self._forget_readings()
        chosen = [] if again else [f for f in self.config.feeds if not only or f.slug in only]
        wanted = everything or bool(only)
        stands = {f.slug: standing(f, states.get(f.slug), self.now, wanted) for f in chosen}
        due = in_turn((f for f in chosen if stands[f.slug].due), states)
        self.notes += () if again else notes_on(self.config)
        self.tell(Progress(event="start", total=len(due)))
        for slug in only:
            if slug in stands and not stands[slug].due:
                self.tell(Progress(event="held", slug=slug, message=stands[slug].why))
                self.notes.append(f"{slug} was not asked: {stands[slug].why}")
        whole = () if again else full_text_feeds(self.config, only)
        if due or any(one.due for one in tallied(self.db, whole, self.now).values()):
            self._fetch(due, states, run_id, whole)
        measured = () if again or only else self._measure(everything)
        prices = () if again else self._price(wanted, only)
        self.lists = lists_asked(prices)
        read = None if self.over else self._read(None if again else READING_S)
        reranked = False if self.over else self._rank()
        asked = None if self.over else self._ask(may_call=not again)
        if asked and asked.read and not self.over:
            reranked = self._rank() or reranked
        if self.over and not self.interrupted:
            self.notes.append(f"the {self.max_time_s:g} s of --max-time are over: the next refresh goes on")
        report = replace(self._report(len(chosen) - len(due), read, reranked, asked), measured=measured, prices=prices,
                         parts_failed=parts_failed(prices))  # fmt: skip
        with transaction(self.db):
            finish_run(self.db, run_id, now_text(), report.exit_code, _summary(report) | {"asked": self._n_asked})
        checkpoint(self.db)
        self.tell(Progress(event="end", new=report.new, changed=report.changed, done=len(due), total=len(due)))
        return self._ping(report)

    def _forget_readings(self) -> None:
        from tracker.store.entries import forget_readings

        forget_readings(self.db)

    def _fetch(self, due: list[FeedSource], states: Mapping[str, FeedState], run_id: int, whole: Sequence[str]) -> None:
        import asyncio

        from tracker.refresh.round import Round

        def told(r: FeedResult, done: int, total: int) -> None:
            self.tell(Progress(event="feed", slug=r.slug, outcome=r.outcome, new=r.new, changed=r.changed,
                               message=r.message, done=done, total=total))  # fmt: skip

        def told_pages(done: int, total: int) -> None:
            self.tell(Progress(event="pages", done=done, total=total))

        until = self.started + self.deadline_s
        work = Round(self.db, self.config, run_id, self.now, until, lambda: self.interrupted, told, told_pages)
        asyncio.run(work.fetch(due, states, self.deadline_s, whole))
        self.results += work.told.results
        self.newly_failing += work.told.newly_failing
        self.notes += work.told.notes
        self.pages = work.told.pages
        if self.pages and self.pages.message:
            self.notes.append(f"fulltext: {self.pages.message}; the feeds' own texts are read")

    def stop(self, number: int) -> None:
        """End soon, with what is stored, as the signal of that number asks."""
        self.signal = number

    def _read(self, time_s: float | None) -> Readings | None:
        """Read facts from entries that this version of the extractor has not read. Stored text is safe whatever happens here."""
        if not self._is_unread():
            return None
        from tracker.reading import read_entries
        from tracker.refresh.thrift import give_back

        give_back()
        until = math.inf if time_s is None else time.monotonic() + time_s

        def told(done: int, total: int) -> None:
            self.tell(Progress(event="reading", done=done, total=total))

        def over() -> bool:
            return self.over or time.monotonic() >= until

        read = read_entries(self.db, batch=_READ_BATCH, on_progress=told, stopped=over)
        if read.left and not self.interrupted:
            self.notes.append(f"{counted(read.left, 'entry')} left to read; the next refresh goes on")
        return read

    def _is_unread(self) -> bool:
        from tracker.extract import VERSION
        from tracker.store.entries import count_unread

        return count_unread(self.db, VERSION) > 0

    def _measure(self, everything: bool) -> tuple[MeasuredResult, ...]:
        """Benchmark sites, where feeds.toml has some."""
        if not self.config.measured:
            with transaction(self.db):
                forget_sites(self.db)
        if self.over or not self.config.measured:
            return ()
        from tracker.refresh.measured import fetch_measured, told

        results = fetch_measured(self.db, self.path, self.config, self.now, everything, lambda: self.over)
        self.notes += told(results)
        return results

    def _price(self, everything: bool, only: Sequence[str]) -> tuple[PriceResult, ...]:
        """Price lists, where feeds.toml has some."""
        if not self.config.prices or self.over:
            return ()
        from tracker.refresh.price_due import due_sources

        if not due_sources(self.db, self.config, self.now, stored_digest(self.db), everything):
            return ()
        from tracker.refresh.prices import fetch_prices, told

        self.tell(Progress(event="prices"))
        results = fetch_prices(self.db, self.path, self.config, self.now, everything, lambda: self.over, only)
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

        return ask_model(self.db, self.config, told, lambda: self.over, may_call)

    def _exit_code(self, failed: int) -> int:
        """As a shell tells it for a signal; 69 where feeds or price lists were asked and none of them could be had."""
        if self.interrupted:
            return 128 + self.signal
        skipped = sum(r.outcome == "skipped" for r in self.results)
        asked = self._n_asked
        return AllFeedsFailed.exit_code if asked and failed + skipped + self.lists[1] == asked else 0

    @property
    def _n_asked(self) -> int:
        """Feeds and price lists."""
        return len(self.results) + self.lists[0]

    def _ping(self, report: Report) -> Report:
        """After a run that went well, where feeds.toml names somebody to tell."""
        if not self.config.ping or report.exit_code:
            return report
        from tracker.refresh.ping import ping

        trouble = ping(self.config)
        return replace(report, notes=(*report.notes, trouble)) if trouble else report

    def _report(self, not_due: int, read: Readings | None, reranked: bool, asked: ReaderResult | None) -> Report:
        failed = sum(r.outcome == "error" for r in self.results)
        return Report(
            exit_code=self._exit_code(failed),
            feeds=tuple(sorted(self.results, key=lambda r: r.slug)),
            new=sum(r.new for r in self.results),
            changed=sum(r.changed for r in self.results),
            failed=failed,
            not_due=not_due,
            read=read.entries if read else 0,
            facts=read.facts if read else 0,
            reranked=reranked,
            seconds=round(time.monotonic() - self.started, 3),
            interrupted=self.interrupted,
            newly_failing=tuple(self.newly_failing),
            lists_failed=self.lists[1],
            reader=asked,
            unreadable=read.unreadable if read else 0,
            notes=tuple(self.notes),
            pages=self.pages,
        )


def _summary(r: Report) -> dict[str, object]:
    asked = {"reader": asdict(r.reader)} if r.reader else {}
    asked |= {"pages": asdict(r.pages)} if r.pages else {}
    return asked | {"new": r.new, "changed": r.changed, "failed": r.failed, "not_due": r.not_due, "read": r.read,
            "unreadable": r.unreadable, "facts": r.facts, "reranked": r.reranked, "seconds": r.seconds,
            "interrupted": r.interrupted}  # fmt: skip
