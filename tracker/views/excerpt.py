"""The text around a quote: whole words, with an ellipsis where more of it is left out."""

from __future__ import annotations

import re

AROUND = 160
"""Characters shown on either side."""
_BLANK = re.compile(r"\s")


def words_before(text: str, end: int) -> str:
    """What stands before `end`. A text without blanks is cut where it must be."""
    first = end - AROUND
    if first <= 0:
        return text[:end]
    blank = _BLANK.search(text, first - 1, end)
    return f"…{text[blank.end() if blank else first : end]}"


def words_after(text: str, start: int) -> str:
    """What stands from `start` on."""
    last = start + AROUND
    if last >= len(text):
        return text[start:]
    blanks = [found.start() for found in _BLANK.finditer(text, start, last + 1)]
    return f"{text[start : blanks[-1] if blanks else last].rstrip()}…"
