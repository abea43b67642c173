"""What keeps a screen small that stays open for days."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType
from typing import Any

_QUIET_S = 5.0
_QUIET_AGAIN_S = 10.0
_STEADY_AGAIN_S = 60.0
_MANY = 256
"""Results that a cache may keep over a rest: a screen that stays as it is needs fewer of nearly all of them."""
_DRAWERS = ("textual", "rich")
_CACHE = type(lru_cache(len))


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
        """Where it is time: caches and a collection, which would hold up a key, only while nobody presses one."""
        quiet = now - self.pressed >= _QUIET_S
        if not self.cause or now - self.given < (_QUIET_AGAIN_S if quiet else _STEADY_AGAIN_S):
            return
        self.given, self.cause = now, False
        if quiet:
            _forget()
            gc.collect()
        _trim()


def _forget() -> None:
    """Drop what Textual and Rich remember of styles, sizes and cuts that are long gone: in windows that change their size it
    is thousands each, and they are made again as they are asked for."""
    for cache in _caches():
        if cache.cache_info().currsize > _MANY:
            cache.cache_clear()


def _caches() -> Iterator[Any]:
    """The functions and methods of the two that remember their results."""
    for name, module in list(sys.modules.items()):
        if isinstance(module, ModuleType) and name.partition(".")[0] in _DRAWERS:
            for one in list(vars(module).values()):
                if getattr(one, "__module__", "") != name:
                    continue
                for member in vars(one).values() if isinstance(one, type) else (one,):
                    found = getattr(member, "fget", None) if isinstance(member, property) else member
                    found = found.__func__ if isinstance(found, (classmethod, staticmethod)) else found
                    if isinstance(found, _CACHE):
                        yield found


def _trim() -> None:
    """Hand what the C library holds free back to the system: threads that read leave pages that it would keep. glibc alone
    can; elsewhere nothing is done."""
    import ctypes

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
