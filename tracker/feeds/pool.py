"""Worker processes that parse what the network sent and are killed when one takes too long: a hostile document costs only
itself."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from tracker.feeds import frames
from tracker.feeds.parse import failed
from tracker.model.fetched import Article, ParsedFeed

T = TypeVar("T")

_ROOT = str(Path(__file__).resolve().parents[2])
_START_S = 20.0
_END_S = 5.0
_LEAST_S, _S_PER_BYTE = 2.0, 1.0 / 2**20
"""The longest second try for an empty body, and what each byte adds: honest documents need a tenth of it."""
_MUCH = 2**21
"""So many bytes waiting for one process are worth the start of another: they take it about as long as a start."""
_SLICE = 2**20
_AGAIN_S = 20.0
"""For second tries that come to nothing, of all documents together: of many hostile ones most have a first try alone."""
_PATIENCE_S = 0.5
"""So long may the processes there are keep a document waiting and take up no other, before one more is started."""


@dataclass(order=True, slots=True)
class _Job(Generic[T]):
    """Ordered as served: first tries before second ones, small bodies before large, then as they came."""

    again: bool
    size: int
    number: int
    question: bytes = field(compare=False)
    body: bytes = field(compare=False)
    answer: asyncio.Future[T] = field(compare=False)


class WorkerPool(Generic[T]):
    """Use as `async with`. At most `workers` processes of `module`, started when needed.

    A document gets `quick_s` seconds first; what takes longer is stopped and tried once more with `wall_s` (less for a small
    one), behind all others, so that good ones do not queue behind hostile ones. A worker holds `memory` bytes and `cpu_s`
    seconds of processor time for one document. `read` makes an answer of a reply, `given_up` one of the reason for having none.
    """

    def __init__(
        self,
        module: str,
        read: Callable[[bytes], T],
        given_up: Callable[[str], T],
        workers: int,
        quick_s: float,
        wall_s: float,
        cpu_s: int,
        memory: int,
    ) -> None:
        self._walls = (quick_s, wall_s)
        self._command = (sys.executable, "-m", module, str(memory), str(cpu_s))
        self._read, self._given_up = read, given_up
        self._workers = workers
        self._jobs: asyncio.PriorityQueue[_Job[T]] = asyncio.PriorityQueue()
        self._numbers = itertools.count()
        self._waiting = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._again_s = _AGAIN_S
        self._moved_s = 0.0
        """When, by the clock of the loop, a process last took a document or came up."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        while not self._jobs.empty():
            self._jobs.get_nowait().answer.cancel()

    async def ask(self, body: bytes, *told: str) -> T:
        """The worker's answer; too long, too large or a crash is what `given_up` makes of it."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        question = frames.question(len(body), *told)
        self._jobs.put_nowait(_Job(False, len(body), next(self._numbers), question, body, answer))
        self._waiting += len(body)
        if not self._tasks or self._waiting > _MUCH * len(self._tasks):
            self._add_worker()
        elif len(self._tasks) < self._workers:
            asyncio.get_running_loop().call_later(_PATIENCE_S, self._add_if_behind, answer)
        return await answer

    def _add_if_behind(self, answer: asyncio.Future[T]) -> None:
        """A process that is busy with many documents holds none of them up: it is one document that does."""
        loop = asyncio.get_running_loop()
        if answer.done() or len(self._tasks) >= self._workers:
            return
        if loop.time() - self._moved_s < _PATIENCE_S:
            loop.call_later(_PATIENCE_S, self._add_if_behind, answer)
        else:
            self._add_worker()

    def _moved(self, start_s: float = 0.0) -> None:
        """`start_s`: how long it may take to come up first."""
        self._moved_s = asyncio.get_running_loop().time() + start_s

    def _add_worker(self) -> None:
        if len(self._tasks) < self._workers:
            self._tasks.append(asyncio.create_task(self._serve()))

    async def _serve(self) -> None:
        worker = _Worker(self._command)
        try:
            while True:
                job = await self._jobs.get()
                self._waiting -= 0 if job.again else job.size
                self._moved()
                if job.answer.done():
                    continue
                try:
                    result = await self._try(worker, job)
                except asyncio.CancelledError:
                    job.answer.cancel()
                    raise
                if result is None:
                    self._jobs.put_nowait(_Job(True, job.size, job.number, job.question, job.body, job.answer))
                elif not job.answer.done():
                    job.answer.set_result(result)
        finally:
            await worker.end()

    async def _try(self, worker: _Worker, job: _Job[T]) -> T | None:
        """The result, None where the first try failed and a second one on a fresh process may do better."""
        quick, long = self._walls
        again = min(long, _LEAST_S + job.size * _S_PER_BYTE)
        wall = again if job.again else quick
        try:
            self._moved(_START_S)
            await worker.start()
            self._moved()
            async with asyncio.timeout(wall):
                found = self._read(await worker.ask(job.question, job.body))
            self._again_s += again if job.again else 0
            return found
        except TimeoutError:
            text = f"parsing took over {wall:.1f} s"
        except Exception:  # the process is gone, or what came from it is no reply
            text = "the parser broke down or used up its time or memory"
        await worker.end()
        if job.again:
            return self._given_up(text)
        if self._again_s <= 0:
            return self._given_up(f"{text}; no time is left to try it again")
        self._again_s -= again  # those that wait count as well; what comes to something gives it back
        return None


class ParserPool(WorkerPool[ParsedFeed]):
    """Parses feeds."""

    def __init__(
        self, workers: int = 2, quick_s: float = 1.0, wall_s: float = 5.0, cpu_s: int = 4, memory: int = 512 * 2**20
    ) -> None:
        super().__init__("tracker.feeds.worker", frames.parsed, lambda text: failed("parse_resource", text),
                         workers, quick_s, wall_s, cpu_s, memory)  # fmt: skip

    async def parse(self, body: bytes, content_type: str, base_url: str, now: str) -> ParsedFeed:
        """As `tracker.feeds.parse.parse`; too long, too large or a crash is an `error` with reason "parse_resource"."""
        return await self.ask(body, content_type, base_url, now)


class ArticlePool(WorkerPool[Article]):
    """Takes articles out of web pages."""

    def __init__(
        self, workers: int = 1, quick_s: float = 2.0, wall_s: float = 8.0, cpu_s: int = 6, memory: int = 768 * 2**20
    ) -> None:
        super().__init__("tracker.feeds.article_worker", frames.article, lambda text: Article(error=text),
                         workers, quick_s, wall_s, cpu_s, memory)  # fmt: skip

    async def read(self, page: bytes, content_type: str) -> Article:
        """As `tracker.feeds.article.read`; too long, too large or a crash is an `error`."""
        return await self.ask(page, content_type)


class _Worker:
    """One process at a time, started again after its end."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._process: Process | None = None

    async def start(self) -> None:
        """Raises TimeoutError or EOFError where no process comes up."""
        if self._process is not None and self._process.returncode is None:
            return
        await self.end()
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={**os.environ, "PYTHONPATH": path}
        )
        assert self._process.stdout
        async with asyncio.timeout(_START_S):
            await self._process.stdout.readexactly(len(frames.READY))

    async def ask(self, question: bytes, body: bytes) -> bytes:
        """The body goes in slices, so that no second one of it waits to be written."""
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(question)
        for start in range(0, max(len(body), 1), _SLICE):
            self._process.stdin.write(body[start : start + _SLICE])
            await self._process.stdin.drain()
        (length,) = frames.LENGTH.unpack(await self._process.stdout.readexactly(frames.LENGTH.size))
        if length > frames.MOST_REPLY:
            raise ValueError("a reply of that length is no reply")
        told = await self._process.stdout.readexactly(length)
        if await self._process.stdout.readexactly(1) != frames.READY:
            await self.end()
        return told

    async def end(self) -> None:
        """Kill it, whatever it does, and wait for its end."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_S):
                await _ended(process)


async def _ended(process: Process) -> None:
    """What a killed process had said is read to its end: asyncio takes none for ended before its pipe is, and stops reading a pipe
    of which too much waits."""
    if process.stdin:
        process.stdin.close()
        with suppress(OSError):
            await process.stdin.wait_closed()
    while process.stdout and await process.stdout.read(_SLICE):
        pass
    await process.wait()
