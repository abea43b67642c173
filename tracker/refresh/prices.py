"""Price lists: each host's parts one after the other, hosts side by side, each part stored in a transaction of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tracker.model.feed import Config
from tracker.model.fetched import Post, Request, Response
from tracker.refresh.price_answers import Answers
from tracker.refresh.price_due import due_sources
from tracker.refresh.price_parts import Part, end_part, is_part_due, parts_of
from tracker.refresh.results import PriceResult
from tracker.store.connection import Connection, transaction
from tracker.store.digest import stored_digest
from tracker.store.price_lists import keep_lists
from tracker.store.price_lows import settle_lows

DEADLINE_S = 120.0
"""For all lists together; what is not asked by then is asked the next time."""
_POLL_S = 0.25
_MOST_ANSWERS = 50
"""Pages of one part; a list that goes on is broken."""


def fetch_prices(
    db: Connection, path: Path, config: Config, now: str, everything: bool, stopped: Callable[[], bool],
    only: Sequence[str] = (), deadline_s: float = DEADLINE_S,
) -> tuple[PriceResult, ...]:  # fmt: skip
    """Ask what is due (`everything`: what the servers allow; `only`: these slugs) and store it.

    A list's own failure is in its result: nothing of a broken answer is stored, and the prices of before stay as they were.
    """
    digest = stored_digest(db)
    with transaction(db):
        for list_id in keep_lists(db, [source.slug for source in config.prices]):
            end_part(db, list_id, now)
    sources = [s for s in due_sources(db, config, now, digest, everything) if not only or s.slug in only]
    if not sources:
        return ()
    answers = Answers(db, path, now, digest)
    parts: list[Part] = []
    held: list[Part] = []
    with transaction(db):
        for source in sources:
            if source.error:
                answers.results.append(
                    PriceResult(slug=source.slug, part="", outcome="error", reason="bad_url", message=source.error)
                )
                continue
            for part in parts_of(db, source, answers.wanted, digest, now):
                (parts if is_part_due(part, now, everything) else held).append(part)
    for part in held if only else ():
        if part.state.feed.hold_until:
            answers.skipped(part, f"waits until {part.state.feed.hold_until}, as its server asked")
    if parts:
        asyncio.run(_Round(config, answers, stopped, time.monotonic() + deadline_s).ask_all(parts))
        with transaction(db):
            if any(one.changed for one in answers.results):
                from tracker.pricing.agreement import settle

                settle(db)
            settle_lows(db)
    return tuple(sorted(answers.results, key=lambda r: (r.slug, r.part)))


def told(results: Iterable[PriceResult]) -> list[str]:
    """What a person should know: what could not be asked or used for the first time, one line a source and reason. What was
    wrong before, faulty rows and unknown names stand in the views price_sources and unmapped_prices."""
    parts: dict[tuple[str, str], list[str]] = {}
    for one in results:
        if one.message and not one.known and (one.reason or one.outcome == "skipped"):
            parts.setdefault((one.slug, one.message), []).append(one.part)
    return [f"prices {f'{slug} {_few(named)}'.strip()}: {message}" for (slug, message), named in parts.items()]


def _few(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{parts[0]} and {len(parts) - 1} more parts"


class _Round:
    """One round of requests."""

    def __init__(self, config: Config, answers: Answers, stopped: Callable[[], bool], until: float) -> None:
        self.config, self.answers, self.stopped, self.until = config, answers, stopped, until
        self.held: dict[str, Response] = {}
        """Hosts that asked for fewer requests, with what they said."""

    async def ask_all(self, parts: Iterable[Part]) -> None:
        """Raises what the database says, as it says it: whoever called knows what it means."""
        from tracker.fetch.client import Client

        c = self.config
        queues: dict[str, list[Part]] = {}
        for part in parts:
            queues.setdefault(part.host, []).append(part)
        try:
            async with (
                Client(contact=c.contact, per_host=c.per_host, min_gap_s=c.min_gap_s) as self.client,
                asyncio.TaskGroup() as group,
            ):
                for queue in queues.values():
                    group.create_task(self._ask_host(queue))
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from several

    async def _ask_host(self, queue: list[Part]) -> None:
        while queue:
            part = queue.pop(0)
            if self.stopped() or time.monotonic() >= self.until:
                why = "stopped" if self.stopped() else "no time was left for it"
                self.answers.skipped(part, why)
                continue
            queue += await self._ask_part(part)

    async def _ask_part(self, part: Part) -> list[Part]:
        """Ask for a part and what belongs to it. Returns the further parts that its answer names."""
        response = await self._first(part)
        if response is None:
            return []
        step = self.answers.first(part, response)
        count = 1
        while step.more and count < _MOST_ANSWERS:
            following = await self._get(part.request(step.more))
            if following is None:
                self.answers.skipped(part, "no time was left for all of it")
                return []
            if following.reason == "rate_limited":
                self.held[part.host] = following
            step = self.answers.following(part, step, following)
            count += 1
        if step.more:
            self.answers.endless(part, count)
            return []
        return self.answers.finished(part, step)

    async def _first(self, part: Part) -> Response | None:
        """The first answer; from the mirror where the host asks for fewer requests."""
        if part.host not in self.held:
            response = await self._get(part.request(part.ask))
            if response is None:
                self.answers.skipped(part, "no time was left for it")
                return None
            if response.reason != "rate_limited":
                return response
            self.held[part.host] = response
            if not part.ask.mirror:
                return response
        elif not part.ask.mirror:
            self.answers.waits(part, self.held[part.host])
            return None
        mirrored = await self._get(part.request(part.ask, mirrored=True))
        if mirrored is None:
            self.answers.skipped(part, "no time was left for it")
        return mirrored

    async def _get(self, request: Request) -> Response | None:
        """None where it was stopped or the time was over."""
        call = self.client.post(request) if isinstance(request, Post) else self.client.get(request)
        task = asyncio.create_task(call)
        while not task.done() and not self.stopped() and time.monotonic() < self.until:
            await asyncio.wait({task}, timeout=_POLL_S)
        if task.done():
            return task.result()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return None
