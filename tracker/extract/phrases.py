"""Expressions of words, and the words of a text: an expression is tried only where a word that can begin it stands.

Most texts have few of the words that an expression looks for, so that many expressions cost one walk over the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

from tracker.extract.openings import DIGIT, KEPT, openings

_WORD = re.compile(r"[a-z]+|[^a-z\d\s.,]")
_NUMBER = re.compile(r"\d+")
"""Where an expression may begin: letters, a number, a sign; each sign of a script without blanks stands for itself."""


class Phrases:
    """An expression each match of which begins with a word, a number or a sign; within a word it is not looked for."""

    def __init__(self, words: str) -> None:
        self.expression = re.compile(words)

    @cached_property
    def openings(self) -> frozenset[str]:
        return openings(self.expression.pattern)


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

    def first(self, phrases: Phrases, start: int, end: int) -> re.Match[str] | None:
        """What `phrases.expression.search(low, start, end)` finds."""
        places = self._of(phrases)
        for place in places[bisect_left(places, start) : bisect_left(places, end)] if places else ():
            if hit := phrases.expression.match(self.low, place, end):
                return hit
        return None

    def hits(self, phrases: Phrases, start: int, end: int) -> list[re.Match[str]]:
        """What `phrases.expression.finditer(low, start, end)` finds."""
        places, found = self._of(phrases), []
        for place in places[bisect_left(places, start) : bisect_left(places, end)] if places else ():
            if place >= start and (hit := phrases.expression.match(self.low, place, end)):
                start = hit.end()
                found.append(hit)
        return found

    def may_hold(self, phrases: Phrases, start: int, end: int) -> bool:
        """False where no word in [start, end) can begin it."""
        places = self._of(phrases)
        first = bisect_left(places, start)
        return first < len(places) and places[first] < end

    def _of(self, phrases: Phrases) -> list[int]:
        """The places where it can begin, in order."""
        places = self._found.get(phrases)
        if places is None:
            places = sorted(p for k in self._keys & phrases.openings for p in self._places[k])
            self._found[phrases] = places
        return places
