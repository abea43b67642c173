"""Politeness: how many requests run at once, in all and per host, and the pause between two to one host. And thrift: how many
large bodies are held at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self


class _Host:
    def __init__(self, slots: int) -> None:
        self.slots = asyncio.Semaphore(slots)
        self.next_start = 0.0


class Manners:
    """One for each client. Waiting for a host takes none of the `total` places, so hosts do not hold each other up."""

    def __init__(self, per_host: int, min_gap_s: float, total: int) -> None:
        self._per_host = per_host
        self._min_gap_s = min_gap_s
        self._total = asyncio.Semaphore(total)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits until `host` may be asked; hold it for as long as the request runs."""
        place = self._hosts.setdefault(host, _Host(self._per_host))
        async with place.slots:
            now = asyncio.get_running_loop().time()
            start = max(now, place.next_start)
            place.next_start = start + self._min_gap_s
            if start > now:
                await asyncio.sleep(start - now)
            async with self._total:
                yield


class Hold:
    """One body's place among the large ones: taken when it turns out to be large, free again at the end of `with`."""

    def __init__(self, places: asyncio.Semaphore) -> None:
        self._places = places
        self._taken = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._taken:
            self._places.release()

    async def take(self, clock: asyncio.Timeout) -> None:
        """Waits for a place; what that takes is added to the time on the clock."""
        if not self._taken:
            loop = asyncio.get_running_loop()
            started, until = loop.time(), clock.when()
            clock.reschedule(None)
            await self._places.acquire()
            self._taken = True
            clock.reschedule(None if until is None else until + loop.time() - started)
