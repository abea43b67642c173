"""How many cells of a terminal a text takes, and fitting it into fewer."""

from __future__ import annotations

import unicodedata


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


def pad(text: str, room: int, right: bool = False) -> str:
    gap = " " * (room - width(text))
    return gap + text if right else text + gap


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
