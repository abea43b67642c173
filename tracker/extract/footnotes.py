"""Notes under a table: what the mark behind a figure or a label says of it, dense or sparse."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.extract import qualifiers
from tracker.extract.late import late
from tracker.extract.parts import Reading
from tracker.model.words import Sparsity

_MARK = r"(?:\*{1,3}|[†‡§¹²³⁴⁵⁶]|\(\d\)|\[\d\]|\^\d)"
_NOTE = late(rf"^[ \t>]{{0,4}}(?P<mark>{_MARK})[ \t]{{0,2}}(?P<words>[^\n|]{{3,200}})", re.M)
_MARKED = late(rf"(?P<mark>{_MARK})[ \t|]*$")
_READ = 1_500
"""How far below a table its notes stand."""


def notes(reading: Reading, end: int) -> Mapping[str, Sparsity]:
    """What the notes below a table that ends here say of density, by their marks. Several lines with one mark are a list."""
    told: dict[str, Sparsity] = {}
    seen: set[str] = set()
    for note in _NOTE.finditer(reading.text, end, end + _READ):
        words, mark = note["words"].lower(), note["mark"]
        said = qualifiers.sparsity(words, 0, 0, 0, len(words))
        if mark in seen:
            told.pop(mark, None)
        elif said != "unstated":
            told[mark] = said
        seen.add(mark)
    return told


def marked(words: str, told: Mapping[str, Sparsity]) -> Sparsity:
    """By the mark that ends these words."""
    hit = _MARKED.search(words) if told and not words.lstrip(" \t|").startswith("*") else None
    return told.get(hit["mark"], "unstated") if hit else "unstated"
