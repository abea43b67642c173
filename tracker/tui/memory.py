"""What keeps a screen small that stays open for days."""

from __future__ import annotations

import gc


def collect_from_now() -> None:
    """What the start made stays until the end, so that no later collection looks through it."""
    gc.freeze()
    gc.enable()


def give_back() -> None:
    """Hand what the C library holds free back to the system: threads that read leave pages that it would keep. glibc alone
    can; elsewhere nothing is done."""
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
