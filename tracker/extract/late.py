"""Regular expressions that are compiled when a text first needs them: to compile all takes longer than to read most texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from tracker.extract import compiled

T = TypeVar("T")

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


Recall = Callable[[str, Callable[[], Any]], Any]
"""Finds what an earlier run made under a name; else makes it, and may keep it for later runs."""


class _Memory:
    recall: Recall | None = None


def remember_by(recall: Recall | None) -> Recall | None:
    """Expressions needed from now on are looked for there first; None: all are compiled anew. Returns what was told before."""
    before, _Memory.recall = _Memory.recall, staticmethod(recall) if recall else None
    return before


def recalled(name: str, make: Callable[[], T]) -> T:
    """What `make` gives, from an earlier run where it is remembered. The name must say all that it depends on."""
    recall = _Memory.recall
    return cast("T", recall(name, make)) if recall else make()


def compile_now(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives."""
    flags = int(flags)
    made = recalled(f"expression {flags} {pattern}", lambda: compiled.ready(pattern, flags))
    found = compiled.expression(pattern, made) if made else None
    return found or re.compile(pattern, flags)


class _Late:
    """An expression by its words. The first use puts the compiled one's methods in their places."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._told = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = compile_now(self.pattern, self._told)
        self.__dict__.update({method: getattr(made, method) for method in _METHODS})
        return getattr(made, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but that a mistake in `pattern` is told by the first use, and that it does not pickle."""
    return cast("re.Pattern[str]", _Late(pattern, int(flags)))
