"""SIGTERM and SIGINT as a wish to end soon."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def on_signal(stop: Callable[[int], None]) -> Iterator[None]:
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
