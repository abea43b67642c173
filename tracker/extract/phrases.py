"""Expressions of words, and the words of a text: an expression is tried only where a word that can begin it stands.

Most texts have few of the words that an expression looks for, so that many expressions cost one walk over the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache

from tracker.extract.late import late, recalled
from tracker.extract.openings import DIGIT, KEPT, openings

_WORD = late(r"[a-z]+|[^a-z\d\s.,]")
_NUMBER = late(r"\d+")
"""Where an expression may begin: letters, a number, a sign; each sign of a script without blanks stands for itself."""


class Phrases:
    """An expression each match of which begins with a word, a number or a sign; within a word it is not looked for.

    `begins`: an expression for how a match begins, where `words` itself is none that `openings` reads.
    """

    def __init__(self, words: str, begins: str = "", flags: int = 0) -> None:
        self.expression = late(words, flags)
        self._begins = begins or words

    @cached_property
    def openings(self) -> frozenset[str]:
        return frozenset(recalled(f"openings {self._begins}", lambda: tuple(openings(self._begins))))


class Several:
    """Expressions of words that are looked for together: one look tells which of them may stand in a stretch."""

    def __init__(self, members: Sequence[Phrases]) -> None:
        self.members = tuple(members)

    @cached_property
    def openings(self) -> dict[str, int]:
        """Key of a word -> the members that it can begin, a bit each."""
        found: defaultdict[str, int] = defaultdict(int)
        for number, phrases in enumerate(self.members):
            for opening in phrases.openings:
                found[opening] |= 1 << number
        return dict(found)


class Words:
    """The words of the lower-case text `low` by their first letters, with where they stand."""

    def __init__(self, low: str) -> None:
        self.low = low
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for hit in _WORD.finditer(low):
            self._places[hit[0][:KEPT]].append(hit.start())
        if numbers := [hit.start() for hit in _NUMBER.finditer(low)]:
            self._places[DIGIT] = numbers
        self._keys = frozenset(self._places)
        self._found: dict[Phrases, list[int]] = {}
        self._begun: dict[Several, tuple[list[int], list[int]]] = {}

    def below(self, line: str) -> Words:
        """The words of a line and, below it, those of this text."""
        whole = Words(f"{line}\n")
        shift = len(whole.low)
        whole.low += self.low
        for begin, places in self._places.items():
            whole._places[begin] += [place + shift for place in places]
        whole._keys = frozenset(whole._places)
        return whole

    def first(self, phrases: Phrases, start: int, end: int) -> re.Match[str] | None:
        """What `phrases.expression.search(low, start, end)` finds."""
        places = self._found.get(phrases)
        if places is None:
            places = self._of(phrases)
        for place in places[bisect_left(places, start) : bisect_left(places, end)] if places else ():
            if hit := phrases.expression.match(self.low, place, end):
                return hit
        return None

    def hits(self, phrases: Phrases, start: int, end: int) -> list[re.Match[str]]:
        """What `phrases.expression.finditer(low, start, end)` finds."""
        found: list[re.Match[str]] = []
        places = self._found.get(phrases)
        if places is None:
            places = self._of(phrases)
        for place in places[bisect_left(places, start) : bisect_left(places, end)] if places else ():
            if place >= start and (hit := phrases.expression.match(self.low, place, end)):
                start = hit.end()
                found.append(hit)
        return found

    def may_hold(self, phrases: Phrases, start: int, end: int) -> bool:
        """False where no word in [start, end) can begin it."""
        places = self._found.get(phrases)
        if places is None:
            places = self._of(phrases)
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    def begun(self, several: Several, start: int, end: int) -> list[int]:
        """The numbers of the members that a word in [start, end) can begin, in order."""
        if several not in self._begun:
            bits = several.openings
            rows = sorted((place, bits[k]) for k in self._keys & bits.keys() for place in self._places[k])
            self._begun[several] = [place for place, _ in rows], [bit for _, bit in rows]
        places, begins = self._begun[several]
        told = 0
        for bit in begins[bisect_left(places, start) : bisect_left(places, end)]:
            told |= bit
        return [number for number in range(told.bit_length()) if told >> number & 1]

    def all(self, phrases: Phrases) -> list[re.Match[str]]:
        """What `phrases.expression.finditer(low)` finds."""
        return self.hits(phrases, 0, len(self.low))

    def _of(self, phrases: Phrases) -> list[int]:
        """The places where it can begin, in order."""
        places = self._found[phrases] = []
        for begin in self._keys & phrases.openings:
            places += self._places[begin]
        places.sort()
        return places


@lru_cache(maxsize=1)
def words_of(low: str) -> Words:
    """The words of a text that several stages look at in turn."""
    return Words(low)
