"""What keeps a screen small that stays open for days."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from textual.geometry import NULL_SIZE
from textual.widget import Widget, _RenderCache

if TYPE_CHECKING:
    from textual.screen import Screen

_QUIET_S = 5.0
_QUIET_AGAIN_S = 10.0
_STEADY_AGAIN_S = 60.0
_MANY = 256
"""Results that a cache may keep over a rest: a screen that stays as it is needs fewer of nearly all of them."""
_DRAWERS = ("textual", "rich")
_CACHE = type(lru_cache(len))
_NOTHING_PAINTED = _RenderCache(NULL_SIZE, [])
_ROUNDS = (5, 3)
"""Collections of the young between two of the older, and of those between two of all: closed dialogs are rings, and the process
stays as large as it was when most lay about. One of all takes as long as a key."""
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""Numbers of glibc's `mallopt`."""
_ARENAS = 2
_MMAPPED_FROM = 1 << 17


def collect_from_now() -> None:
    """What the start made stays until the end, so that no later collection looks through it."""
    gc.freeze()
    gc.set_threshold(gc.get_threshold()[0], *_ROUNDS)
    gc.enable()
    _few_heaps()


class Rest:
    """When to give memory back: some seconds after the last key, and each minute of steady use; never without a cause.

    Times are those of one monotonic clock, in seconds.
    """

    def __init__(self, now: float, hidden: Callable[[], Iterable[Screen[Any]]] = tuple) -> None:
        """`hidden` tells the screens of which nothing is seen."""
        self.pressed = self.given = now
        self.hidden = hidden
        self.cause = False
        """Whether something was done since all was given back."""

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
        self.given = now
        if quiet:
            self.cause = False
            _forget_painted(self.hidden())
            _forget()
            gc.collect()
        _trim()


def _forget_painted(screens: Iterable[Screen[Any]]) -> None:
    """Drop the painted lines and the sizes of widgets that are not seen: their screen makes them anew in front."""
    for screen in screens:
        for widget in screen.walk_children(Widget, with_self=True):
            widget._set_dirty()
            widget._render_cache = _NOTHING_PAINTED
            widget._box_model_cache.clear()
            widget._query_one_cache.clear()


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
    trim = _of_the_c_library("malloc_trim")
    if trim is not None:
        trim(0)


def _few_heaps() -> None:
    """Let threads that read share the heaps there are, and large pieces stand alone: each heap keeps pages that are nearly
    empty. glibc alone has more than one."""
    option = _of_the_c_library("mallopt")
    if option is not None:
        option(_ARENA_MAX, _ARENAS)
        option(_MMAP_THRESHOLD, _MMAPPED_FROM)


def _of_the_c_library(name: str) -> Callable[..., int] | None:
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)
