"""Painted lines that remember nothing: a screen makes thousands, and lets them go.

Textual gives each line seven caches of what was cut out of it, fourteen objects where most are never asked twice. They are what the
memory of a screen that stays open breaks into pieces by, and with them lines hold themselves until a collection. Cutting again
takes no longer.
"""

from __future__ import annotations

import textual.strip


class _Forgetful:
    """A cache in which nothing is ever found."""

    __slots__ = ()

    def get(self, key: object, default: object = None) -> object:
        return default

    def __setitem__(self, key: object, value: object) -> None:
        pass


_FORGETFUL = _Forgetful()


def make_strips_light() -> None:
    """From now on, in this process."""
    textual.strip.FIFOCache = _no_cache  # type: ignore[assignment,attr-defined]


def _no_cache(maxsize: int) -> _Forgetful:
    return _FORGETFUL
