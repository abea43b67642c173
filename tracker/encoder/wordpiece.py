"""Text to word pieces: the greedy longest match of the uncased BERT vocabulary, with the place of every piece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
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

    def read(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(number, start, end) of every piece of text[start:end]; offsets count in `text`."""
        for found in _WORD.finditer(text, start, end):
            begin = found.start()
            for number, a, b in self._word(found[0]):
                yield number, begin + a, begin + b

    def _cut(self, word: str) -> tuple[tuple[int, int, int], ...]:
        bare, places = _without_accents(word)
        if not bare:
            return ()
        if len(bare) > _LONGEST:
            return ((self._unknown, 0, len(word)),)
        out: list[tuple[int, int, int]] = []
        at = 0
        while at < len(bare):
            end = len(bare)
            while end > at and (number := self._numbers.get(("##" if at else "") + bare[at:end])) is None:
                end -= 1
            if end == at or number is None:
                return ((self._unknown, 0, len(word)),)
            out.append((number, places[at], places[end - 1] + 1))
            at = end
        return tuple(out)


def _without_accents(word: str) -> tuple[str, list[int]]:
    """The letters without their marks, and the place in the word that each comes from."""
    if word.isascii():
        return word, list(range(len(word)))
    pairs = [
        (c, place)
        for place, letter in enumerate(word)
        for c in unicodedata.normalize("NFD", letter)
        if unicodedata.category(c) != "Mn"
    ]
    return "".join(c for c, _ in pairs), [place for _, place in pairs]
