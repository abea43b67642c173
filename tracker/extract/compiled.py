"""What compiling a regular expression ends in, and the way back: it takes a hundredth of the time to go from there.

`re` keeps this to itself. It is the same in CPython 3.11, 3.12 and 3.13; where anything is found to be otherwise, expressions are
compiled as ever.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Mapping
from typing import Any

Ready = tuple[int, bytes, int, Mapping[str, int], tuple[str | None, ...]]
"""Flags, code, number of groups, groups by name, names by group: nothing that `marshal` does not take."""

_WORD = "I"
try:
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]

    BUILD = f"{sys.version} {sys.byteorder} {_sre.MAGIC} {_sre.CODESIZE}"
    """What code is good for: this very build of Python."""
    _KNOWN = array(_WORD).itemsize == _sre.CODESIZE
except (ImportError, AttributeError):
    BUILD, _KNOWN = "", False


def ready(pattern: str, flags: int) -> Ready | None:
    """None where this Python does not let one see it. Raises re.error for a faulty expression."""
    if not _KNOWN:
        return None
    parsed: Any = _parser.parse(pattern, flags)
    try:
        code = array(_WORD, map(int, _compiler._code(parsed, flags))).tobytes()
        state = parsed.state
        by_group: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            by_group[number] = name
        return int(flags | state.flags), code, state.groups - 1, dict(state.groupdict), tuple(by_group)
    except (AttributeError, TypeError, OverflowError):
        return None


def expression(pattern: str, made: Ready) -> re.Pattern[str] | None:
    """The compiled expression; None where this Python does not take it so. The interpreter checks the code first."""
    try:
        flags, code, groups, by_name, by_group = made
        whole: re.Pattern[str] = _sre.compile(pattern, flags, array(_WORD, code).tolist(), groups, by_name, by_group)
    except (NameError, AttributeError, TypeError, ValueError, OverflowError, RuntimeError):
        return None
    return whole
