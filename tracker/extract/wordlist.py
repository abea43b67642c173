"""A long list of words and phrases, looked for by their first words: as expressions they take longer to compile than most texts to
read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tracker.extract.late import late

_RUN = late(r"(?<!\w)\w+")
_ODD = late(r"\s\s|[^\S ]")
"""Blanks that entries are not written with."""
_GAP = late(r"\s{1,3}")
"""What a blank of an entry stands for."""


class Listed(NamedTuple):
    """An entry, and where a text has it."""

    start: int
    end: int
    entry: str


class WordList:
    """Entries in lower case, each of which begins with a letter or digit; a blank stands for up to three of any kind."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._entries: dict[str, list[str]] = {}
        for entry in sorted(entries, key=len, reverse=True):
            first = _RUN.match(entry)
            if first is None:
                raise ValueError(f"{entry!r} begins with no letter or digit")
            self._entries.setdefault(first[0], []).append(entry)

    def hits(self, low: str, start: int, end: int) -> Iterator[Listed]:
        """The longest entry at each place of low[start:end] where one begins and a word ends with it; none within another."""
        end = min(end, len(low))
        known, odd = self._entries, _ODD.search(low, start, end) is not None
        for run in _RUN.finditer(low, start, end):
            entries = known.get(run[0])
            if entries is None or run.start() < start:
                continue
            for entry in entries:
                stop = _end(low, run.start(), entry, odd)
                if stop and stop <= end and (stop == end or not _in_word(low[stop])):
                    yield Listed(run.start(), stop, entry)
                    start = stop
                    break


def _end(low: str, place: int, entry: str, odd: bool) -> int:
    """Where an entry ends that begins at a place; 0 where it does not."""
    if low.startswith(entry, place):
        return place + len(entry)
    return _apart(low, place, entry) if odd and " " in entry else 0


def _apart(low: str, place: int, entry: str) -> int:
    """The same with any blanks between its words."""
    first, *rest = entry.split(" ")
    if not low.startswith(first, place):
        return 0
    place += len(first)
    for word in rest:
        gap = _GAP.match(low, place)
        if gap is None or not low.startswith(word, gap.end()):
            return 0
        place = gap.end() + len(word)
    return place


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
