"""A long list of words and phrases, looked for by their first words: all as one expression takes longer to compile than a text to
read, and most texts have few of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tracker.extract.alternation import pattern
from tracker.extract.late import late

_RUN = late(r"(?<!\w)\w+")


class WordList:
    """Entries in lower case, each of which begins with a letter or digit; a blank stands for up to three of any kind."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._phrases: dict[str, list[str]] = {}
        for entry in entries:
            first = _RUN.match(entry)
            if first is None:
                raise ValueError(f"{entry!r} begins with no letter or digit")
            self._phrases.setdefault(first[0], []).append(entry)
        self._compiled: dict[str, re.Pattern[str]] = {}

    def hits(self, low: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The longest entry at each place of low[start:end] where one begins and a word ends with it; none within another."""
        known = self._phrases
        for run in _RUN.finditer(low, start, end):
            word = run[0]
            if word in known and run.start() >= start:
                hit = run if known[word] == [word] else self._of(word).match(low, run.start(), end)
                if hit:
                    yield hit
                    start = hit.end()

    def _of(self, first: str) -> re.Pattern[str]:
        found = self._compiled.get(first)
        if found is None:
            phrases = pattern(self._phrases[first]).replace("\\ ", r"\s{1,3}")
            found = self._compiled[first] = re.compile(rf"(?:{phrases})(?!\w)")
        return found
