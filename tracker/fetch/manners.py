"""Politeness: how many requests run at once, in all and per host, and the pause between two to one host. And thrift: how many
large bodies are held in memory at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

_LOOK_S, _LEAST = 2.0, 2**10
"""Who brings less than so many bytes in so many seconds is waited for, but takes no place. A line that all share brings each
more than that."""


class _Host:
    def __init__(self, slots: int) -> None:
        self.slots = asyncio.Semaphore(slots)
        self.next_start = 0.0


class Manners:
    """One for each client. Waiting for a host takes none of the `total` places, so hosts do not hold each other up; nor do
    requests to which next to nothing arrives, of which there are `most` at once with the others."""

    def __init__(self, per_host: int, min_gap_s: float, total: int, most: int) -> None:
        self._per_host = per_host
        self._min_gap_s = min_gap_s
        self._total = asyncio.Semaphore(total)
        self._most = asyncio.Semaphore(most)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, arrived: Callable[[], int]) -> AsyncIterator[None]:
        """Waits until `host` may be asked; hold it for as long as the request runs. `arrived`: bytes until now."""
        place = self._hosts.setdefault(host, _Host(self._per_host))
        async with place.slots:
            now = asyncio.get_running_loop().time()
            start = max(now, place.next_start)
            place.next_start = start + self._min_gap_s
            if start > now:
                await asyncio.sleep(start - now)
            async with self._most, _Place(self._total, arrived):
                yield


class _Place:
    """One of `places`: free again at the end of `async with`, or as soon as next to nothing arrives."""

    def __init__(self, places: asyncio.Semaphore, arrived: Callable[[], int]) -> None:
        self._places, self._arrived = places, arrived
        self._timer: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> None:
        await self._places.acquire()
        self._watch()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer:
            self._timer.cancel()
            self._places.release()

    def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(_LOOK_S, self._look, self._arrived())

    def _look(self, before: int) -> None:
        if self._arrived() - before >= _LEAST:
            self._watch()
        else:
            self._timer = None
            self._places.release()


class Hold:
    """One body's place among the large ones: taken once all of it has arrived, so that no server decides how long it takes;
    free again at the end of `with`."""

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

    async def take(self) -> None:
        """Waits for a place."""
        if not self._taken:
            await self._places.acquire()
            self._taken = True
