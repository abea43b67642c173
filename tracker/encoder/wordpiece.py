"""Text to word pieces: the greedy longest match of the uncased BERT vocabulary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+|[^\w\s]|_")
"""A character of Chinese writing, a run of letters and digits, or one mark."""
_LONGEST = 100


class Pieces:
    """`vocabulary` maps a piece to its number; pieces inside a word begin with ##. Text is to be in lower case already."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._numbers = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self._word = lru_cache(maxsize=20_000)(self._cut)

    def read(self, text: str, start: int, end: int) -> list[int]:
        """The number of every piece of text[start:end]."""
        return [number for word in _WORD.findall(text, start, end) for number in self._word(word)]

    def _cut(self, word: str) -> tuple[int, ...]:
        bare = word if word.isascii() else _without_accents(word)
        if len(bare) > _LONGEST:
            return (self._unknown,)
        out: list[int] = []
        at = 0
        while at < len(bare):
            end = len(bare)
            while end > at and (number := self._numbers.get(("##" if at else "") + bare[at:end])) is None:
                end -= 1
            if end == at or number is None:
                return (self._unknown,)
            out.append(number)
            at = end
        return tuple(out)


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
