"""What keeps a screen small that stays open for days."""

from __future__ import annotations

import gc

_QUIET_S = 5.0
_QUIET_AGAIN_S = 10.0
_STEADY_AGAIN_S = 60.0


def collect_from_now() -> None:
    """What the start made stays until the end, so that no later collection looks through it."""
    gc.freeze()
    gc.enable()


class Rest:
    """When to give memory back: some seconds after the last key, and each minute of steady use; never without a cause.

    Times are those of one monotonic clock, in seconds.
    """

    def __init__(self, now: float) -> None:
        self.pressed = self.given = now
        self.cause = False

    def press(self, now: float) -> None:
        """A key or the mouse."""
        self.pressed, self.cause = now, True

    def read(self) -> None:
        """Something was read anew."""
        self.cause = True

    def give_back(self, now: float) -> None:
        """Where it is time: a collection, which would hold up a key, only while nobody presses one."""
        quiet = now - self.pressed >= _QUIET_S
        if not self.cause or now - self.given < (_QUIET_AGAIN_S if quiet else _STEADY_AGAIN_S):
            return
        self.given, self.cause = now, False
        if quiet:
            gc.collect()
        _trim()


def _trim() -> None:
    """Hand what the C library holds free back to the system: threads that read leave pages that it would keep. glibc alone
    can; elsewhere nothing is done."""
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
