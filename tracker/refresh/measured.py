"""Benchmark sites: asked one after the other like feeds, at most daily, their runs stored beside those of before."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from tracker.measured import inferencex
from tracker.measuring import store_runs
from tracker.model.feed import Config, FeedSource, MeasuredSource
from tracker.model.fetched import Request, Response
from tracker.model.measured import ReadRuns
from tracker.refresh.results import MeasuredResult
from tracker.refresh.schedule import after_failure, after_success, is_due
from tracker.store.connection import Connection, transaction
from tracker.store.digest import stored_digest
from tracker.store.feeds import FeedState
from tracker.store.measured import keep_sources, save_source, source_state
from tracker.store.reader import reading

DEADLINE_S = 60.0
"""For all sites together; what is not asked by then is asked the next time."""
_POLL_S = 0.25
_FEW = 5


def fetch_measured(
    db: Connection, path: Path, config: Config, now: str, everything: bool, stopped: Callable[[], bool],
    deadline_s: float = DEADLINE_S,
) -> tuple[MeasuredResult, ...]:  # fmt: skip
    """Ask what is due (`everything`: what the servers allow) and store it, each model in a transaction of its own.

    A site's own failure is in its result: nothing of a broken answer is stored, and what was stored before stays.
    """
    sources = [source for source in config.measured if source.enabled]
    with transaction(db):
        keep_sources(db, [(s.slug, model, s.base_url or s.url) for s in sources for model in s.models])
    digest = stored_digest(db)
    asked = [
        _Asked(source, model, source_state(db, source.slug, model, digest))
        for source in sources
        for model in source.models
    ]
    due = [one for one in asked if is_due(one.as_feed(), one.state, now, everything)]
    if not due:
        return ()
    work = _Work(db, path, now, digest)
    asyncio.run(_ask_all(config, due, work, stopped, time.monotonic() + deadline_s))
    return tuple(work.results)


def told(results: Iterable[MeasuredResult]) -> list[str]:
    """What a person should know: failures, faulty rows and unknown names, one line a site and model."""
    lines = []
    for one in results:
        name = f"measured {one.slug}, {one.model}"
        if one.message:
            lines.append(f"{name}: {one.message}")
        if one.unmapped:
            names = ", ".join(f"{word} ({count})" for word, count in list(one.unmapped.items())[:_FEW])
            more = f" and {len(one.unmapped) - _FEW} more" if len(one.unmapped) > _FEW else ""
            lines.append(f"{name}: left out, as no name of the catalogue: {names}{more}")
    return lines


class _Asked:
    """One model of one site."""

    def __init__(self, source: MeasuredSource, model: str, state: FeedState) -> None:
        self.source, self.model, self.state = source, model, state

    def as_feed(self) -> FeedSource:
        s = self.source
        return FeedSource(slug=s.slug, url=s.url, title=s.slug, every_s=s.every_s)

    def request(self) -> Request:
        s = self.source
        return Request(url=inferencex.request_url(s.base_url or s.url, self.model), etag=self.state.etag,
                       last_modified=self.state.last_modified, max_bytes=s.max_bytes,
                       allow_private=s.allow_private)  # fmt: skip


async def _ask_all(
    config: Config, due: list[_Asked], work: _Work, stopped: Callable[[], bool], until: float
) -> None:  # fmt: skip
    from tracker.fetch.client import Client

    async with Client(contact=config.contact, per_host=config.per_host, min_gap_s=config.min_gap_s) as client:
        for one in due:
            if one.source.error:
                work.store(one, Response(url=one.source.url, error=one.source.error, reason="bad_url"))
                continue
            task = asyncio.create_task(client.get(one.request()))
            while not task.done() and not stopped() and time.monotonic() < until:
                await asyncio.wait({task}, timeout=_POLL_S)
            if task.done():
                work.store(one, task.result())
            else:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                work.results.append(MeasuredResult(slug=one.source.slug, model=one.model, outcome="skipped"))


class _Work:
    """What becomes of the answers."""

    def __init__(self, db: Connection, path: Path, now: str, digest: str) -> None:
        self.db, self.path, self.now, self.digest = db, path, now, digest
        self.results: list[MeasuredResult] = []

    def store(self, one: _Asked, response: Response) -> None:
        """Runs, state and validators in one transaction; validators are kept only with the runs that came with them."""
        body_sha256 = hashlib.sha256(response.body).hexdigest()
        same = response.status == 304 or body_sha256 == one.state.body_sha256
        bare = MeasuredResult(slug=one.source.slug, model=one.model, outcome="error", status=response.status,
                              reason=response.reason, message=response.error)  # fmt: skip
        if response.error:
            self._failed(one, response, bare)
        elif same:
            self._keep(one, response, MeasuredResult(slug=bare.slug, model=bare.model, status=bare.status,
                       outcome="not_modified" if response.status == 304 else "unchanged"), {})  # fmt: skip
        else:
            read = inferencex.parse(response.body, self.now[:10], site=one.source.url)
            self._read(one, response, read, body_sha256, bare)

    def _read(self, one: _Asked, response: Response, read: ReadRuns, body_sha256: str, bare: MeasuredResult) -> None:
        if read.broken or (read.faults and not read.runs):
            message = f"not read: {read.broken or read.faults[0]}"
            failed = MeasuredResult(slug=bare.slug, model=bare.model, outcome="error", status=bare.status, reason="parse",
                                    message=message, faulty=read.n_faults)  # fmt: skip
            self._failed(one, Response(url=response.url, error=message), failed)
            return
        with reading(self.path) as reader, transaction(self.db):
            stored = store_runs(self.db, reader, read.runs, self.now)
            unmapped = {**stored.unknown_accelerators, **stored.unknown_models}
            message = f"{read.n_faults} of {read.rows} rows left out, first {read.faults[0]}" if read.faults else ""
            result = MeasuredResult(
                slug=bare.slug, model=bare.model, outcome="new" if stored.new else "unchanged", status=bare.status,
                new=stored.new, known=stored.known, unmapped=unmapped, faulty=read.n_faults, message=message,
            )  # fmt: skip
            values = {"body_sha256": body_sha256, "n_runs": len(read.runs), "unmapped": unmapped}
            self._save(one, response, result, values)

    def _keep(self, one: _Asked, response: Response, result: MeasuredResult, values: dict[str, object]) -> None:
        with transaction(self.db):
            self._save(one, response, result, values)

    def _save(self, one: _Asked, response: Response, result: MeasuredResult, values: dict[str, object]) -> None:
        plan = after_success(one.as_feed(), None, datetime.fromisoformat(self.now))
        save_source(self.db, one.source.slug, one.model, {
            **values, "etag": response.etag, "last_modified": response.last_modified, "read_with": self.digest,
            "state": plan.state, "failures": plan.failures, "last_error": result.message, "last_fetch_at": self.now,
            "last_ok_at": self.now, "next_due_at": plan.next_due_at, "hold_until": plan.hold_until,
        })  # fmt: skip
        self.results.append(result)

    def _failed(self, one: _Asked, response: Response, result: MeasuredResult) -> None:
        plan = after_failure(response, one.state.failures, datetime.fromisoformat(self.now))
        with transaction(self.db):
            save_source(self.db, one.source.slug, one.model, {
                "state": plan.state, "failures": plan.failures, "last_error": result.message, "last_fetch_at": self.now,
                "next_due_at": plan.next_due_at, "hold_until": plan.hold_until,
            })  # fmt: skip
        self.results.append(result)
