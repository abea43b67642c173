"""Memory that was freed goes back to the system."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def give_back() -> None:
    """What feeds took is free by now, but in pieces too small for the matrices that reading needs. glibc alone keeps such pieces,
    and knows this call; elsewhere nothing happens."""
    gc.collect()
    with suppress(OSError, AttributeError, TypeError):  # Windows takes no None
        ctypes.CDLL(None).malloc_trim(0)
