"""How an expression can begin: the first letters of every word that opens a match of it, read from its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

KEPT = 4
"""Letters of a word that are looked at."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGIT = "0"
"""Stands for every number."""
_AROUND = re.compile(r"\(\?<?[=!]")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?")
_EDGE = re.compile(r"\\b|\(\?!(?:\[a-z\]|\\w)\)|[$^]")
_REST = re.compile(r"[^()|\[\\]+")
_ATOM = re.compile(r"\[\^?(?:\\.|[^\]\\])+\]|\\.|.", re.S)
_PART = re.compile(r"\\.|[^\\]-[^\\]|.", re.S)
"""Of a class of signs: an escape, a range, a sign."""
_TIMES = re.compile(r"(?:(?P<maybe>[?*]|\{0?,\d*\})|\+|\{\d+(?:,\d*)?\})\??")


def key(run: str) -> str:
    """What a word is found by: its first letters; a digit is any digit, another sign itself."""
    return DIGIT if run.isdecimal() else run[:KEPT]


def openings(source: str) -> frozenset[str]:
    """The keys of all words that a match can begin with; what only looks around is left out of account.

    ValueError for an expression that can begin with a blank, within a word, or with nothing.
    """
    reader = _Source(source)
    reader.all_longer(reader.choice({""}))
    return frozenset(reader.keys)


class _Source:
    """Read once from left to right. Sets are of words begun, whose next letter may still tell more; "" is none yet."""

    def __init__(self, source: str) -> None:
        self.source, self.place = source, 0
        self.keys: set[str] = set()

    def choice(self, begun: set[str]) -> set[str]:
        """Goes over alternatives up to the end of their group."""
        out: set[str] = set()
        current = begun
        while self.place < len(self.source) and self.source[self.place] != ")":
            if self.source[self.place] == "|":
                self.place += 1
                out |= current
                current = begun
            else:
                current = self._item(current)
        return out | current

    def all_longer(self, begun: Iterable[str]) -> None:
        """Whatever letter comes next."""
        for word in begun:
            if not word:
                raise ValueError(f"no word to begin with: {self.source[:80]}")
            self.keys.update(_longer(word))

    def _item(self, begun: set[str]) -> set[str]:
        if not begun and self._take(_REST):
            return begun
        if hit := self._take(_AROUND):
            self.choice(set())
            self.place += 1
            return begun
        if hit := self._take(_EDGE):
            self._ended(b for b in begun if b)
            return begun & {""}
        if hit := self._take(_GROUP):
            after = self.choice(begun)
            self.place += 1
        elif hit := self._take(_ATOM):
            after = self._atom(begun, hit[0])
        times = self._take(_TIMES)
        if times and times[0][0] != "?":
            self.all_longer(after)
            after = set()
        return after | begun if times and times["maybe"] else after

    def _atom(self, begun: set[str], atom: str) -> set[str]:
        signs = _signs(atom)
        if signs is None:
            self.all_longer(begun)
            return set()
        after: set[str] = set()
        for sign in signs:
            if sign in _LETTERS:
                after |= {b + sign for b in begun}
            else:
                self._ended(b or sign for b in begun)
        whole = {b for b in after if len(b) == KEPT}
        self.keys |= whole
        return after - whole

    def _ended(self, words: Iterable[str]) -> None:
        for word in words:
            if word.isspace():
                raise ValueError(f"begins with a blank: {self.source[:80]}")
            self.keys.add(key(word))

    def _take(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        hit = expression.match(self.source, self.place)
        self.place = hit.end() if hit else self.place
        return hit


def _signs(atom: str) -> Iterable[str] | None:
    """The signs that an atom stands for; None where they are too many to tell."""
    if atom[0] == "[":
        return _of_class(atom[1:-1])
    if atom[0] == "\\":
        return {"s": " ", "d": DIGIT}.get(atom[1], None if atom[1].isalpha() else atom[1])
    return None if atom == "." else atom


def _of_class(inner: str) -> list[str] | None:
    parts = _PART.findall(inner)
    if inner[0] == "^" or any(len(part) == 3 and not part[0].isdecimal() for part in parts):
        return None
    found = [DIGIT if len(part) == 3 else _signs(part) for part in parts]
    return None if None in found else [sign for signs in found if signs for sign in signs]


def _longer(word: str) -> Iterator[str]:
    """All keys that begin so."""
    yield word
    if len(word) < KEPT and word[0] in _LETTERS:
        for letter in _LETTERS:
            yield from _longer(word + letter)
