"""A worker process from inside: bounded in memory, processor time and files, asked by frames on standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import BinaryIO

from tracker.feeds import frames

try:
    import resource
except ImportError:  # Windows has no limits for a process: the pool's clock alone stops it there
    resource = None  # type: ignore[assignment]

_GROWTH_KIB = 192 * 1024


def serve(answer: Callable[..., bytes]) -> None:
    """Answer until nobody asks. `answer` takes a body and what the question says of it, and gives a whole reply.

    Arguments of the process: most bytes of memory, most seconds of processor time for one question.
    """
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    sys.dont_write_bytecode = True
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    _bound(memory)
    lean = _peak()
    sink.write(frames.READY)
    sink.flush()
    while (head := _frame(source)) is not None and (body := _frame(source)) is not None:
        _allow(seconds)
        told = answer(body, *json.loads(head))
        state = frames.RETIRING if _peak() > lean + _GROWTH_KIB else frames.READY
        sink.write(told + state)
        sink.flush()
        if state == frames.RETIRING:
            break


def _peak() -> int:
    """KiB of memory at most so far. Not zero at the start: the kernel counts what the parent had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if resource else 0


def _frame(source: BinaryIO) -> bytes | None:
    prefix = source.read(frames.LENGTH.size)
    return source.read(*frames.LENGTH.unpack(prefix)) if len(prefix) == frames.LENGTH.size else None


def _bound(memory: int) -> None:
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow(seconds: int) -> None:
    """So many more seconds of processor time from now on; then the kernel ends this process, even without a parent."""
    if resource:
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))
