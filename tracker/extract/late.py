"""Regular expressions that are compiled when a text first needs them: to compile all takes longer than to read most texts."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Late:
    """An expression by its words. The first use puts the compiled one's methods in their places."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._told = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = re.compile(self.pattern, self._told)
        self.__dict__.update({method: getattr(made, method) for method in _METHODS})
        return getattr(made, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, but that a mistake in `pattern` is told by the first use, and that it does not pickle."""
    return cast("re.Pattern[str]", _Late(pattern, int(flags)))
