"""How many cells of a terminal a text takes, and fitting it into fewer."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator


def width(text: str) -> int:
    """Cells: two for wide East Asian characters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def fit(text: str, room: int) -> str:
    """At most `room` cells; an ellipsis tells that there was more."""
    if width(text) <= room:
        return text
    used, kept = 1, []
    for char in text:
        used += _cells(char)
        if used > room:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def wrapped(text: str, room: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The text in lines of at most `room` cells where its words allow it; 0 is room without end."""
    if not room or width(first + text) <= room:
        yield first + text
        return
    yield from textwrap.wrap(
        text, max(room, len(rest) + 20), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False,
        break_long_words=False,
    ) or [first]  # fmt: skip


def pad(text: str, room: int, right: bool = False) -> str:
    gap = " " * (room - width(text))
    return gap + text if right else text + gap


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
