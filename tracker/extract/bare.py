"""Numbers without a unit of their own: "the H200's 141", "eight of them", "in N3". What they are, only their text tells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract import numerals
from tracker.extract.late import late
from tracker.extract.multiples import Multiple
from tracker.extract.parts import Placed, Reading

MOST = 200
_NUMBER = late(
    rf"(?<![\w.,'€£%/+-])(?:\$\s?)?(?P<n>{numerals.DIGITS})(?![a-z0-9%]|[.,'-]\d|\s?(?:%|percent|prozent|per cent))"
    rf"|(?<![\w-])(?P<w>{numerals.WORDS})(?![\w-])"
    r"|(?<![\w-])(?:n(?P<n3>[2-7])[pexc]?|(?P<np>[2-7])np?)(?!\w)"
)
_YEAR = late(r"(?:19|20)\d\d")
_PLAIN = late(r"\d{5,}")
_GROUP = late(r"(?<!\w)\d{1,3}\s$")
"""Before the rest of a number whose thousands are parted by blanks."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A number at [start, end). `sort`: "digits", "words" for a count in words, "node" for the name of a process."""

    start: int
    end: int
    printed: str
    value: float
    sort: str


def bare(reading: Reading, ratios: Sequence[Multiple]) -> tuple[Bare, ...]:
    """In order of place, without what a figure, name, day or ratio has taken."""
    taken = _Taken([*reading.quantities, *reading.mentions, *reading.vendors, *reading.dates, *ratios])
    out: list[Bare] = []
    for one in _numbers(reading.lower, reading.comma):
        if len(out) == MOST:
            break
        if not taken.touches(one.start, one.end):
            out.append(one)
    return tuple(out)


def _numbers(low: str, comma: bool) -> Iterator[Bare]:
    for hit in _NUMBER.finditer(low):
        text = hit["n"] or hit["w"]
        if text is None:
            printed = hit["n3"] or hit["np"]
            yield Bare(hit.start(), hit.end(), printed, float(printed), "node")
        elif not (
            _YEAR.fullmatch(text) or _PLAIN.fullmatch(text) or _GROUP.search(low, max(0, hit.start() - 8), hit.start())
        ):
            at = hit.start("n") if hit["n"] else hit.start("w")
            yield Bare(at, hit.end(), text, numerals.number(text, comma), "digits" if hit["n"] else "words")


class _Taken:
    """Stretches of a text that something else holds."""

    def __init__(self, spans: Sequence[Placed]) -> None:
        self._ends: list[int] = []
        self._starts: list[int] = []
        for start, end in sorted((s.start, s.end) for s in spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        at = bisect_left(self._ends, start + 1)
        return at < len(self._starts) and self._starts[at] < end
