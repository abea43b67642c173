"""Lists of names and lists of multiples that belong to each other one by one: "respectively", "2x, 4x and 4.5x"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.extract import proportions
from tracker.extract.late import late
from tracker.extract.multiples import Multiple
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.roles import Frame

SHARES = late(r"\s?(?:and|or|,|/|&|und|et|y)\s?(?:a\s|an\s|about\s|up to\s|nearly\s|almost\s|roughly\s|over\s)?")
"""Two multiples of one phrase: "1.2x and 1.1x the throughput of B"."""
RESPECTIVELY = late(r"\brespectively\b|\bin that order\b")
_WHOSE = r"(?:the\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|intel(?:'s)?\s|aws\s)?"
_JOINED = late(rf"(?:'s)?[\s,]{{1,2}}(?:and\s|&\s|or\s)?{_WHOSE}")
_LAST = late(rf"(?:'s)?,?\s(?:and|&|or|und|et|y)\s{_WHOSE}")
"""Before the last name of a list."""


def in_order(
    reading: Reading, sentence: Sentence, here: Sequence[Mention], factors: Sequence[Multiple]
) -> dict[int, tuple[Mention | None, Mention | None]]:
    """Number of a multiple -> the subject and the object that "respectively" gives it; none where neither is a list."""
    count = len(factors)
    first = Frame(reading, sentence, factors[0], sentence.start, sentence.end, here)
    named = [m for m in here if m.end <= factors[0].start and first.roles[m.start] != "yardstick"]
    own = _list(reading, named[-count:], count)
    others = _list(reading, [m for m in here if m.start >= factors[-1].end][:count], count)
    return {i: (own[i] if own else None, others[i] if others else None) for i in range(count)} if own or others else {}


def enumerated(reading: Reading, factors: Sequence[Multiple]) -> bool:
    """ "2x, 4x and 4.5x": three multiples or more with nothing between them, which as many names take in order."""
    return len(factors) > 2 and all(SHARES.fullmatch(reading.lower, a.end, b.start) for a, b in pairwise(factors))


def elsewhere(reading: Reading, sentence: Sentence, factors: Sequence[Multiple], place: int) -> list[Multiple]:
    """The multiples of other clauses than the one at `place`, whose "respectively" orders what is not known."""
    first = reading.lower.rfind(";", sentence.start, place)
    last = reading.lower.find(";", place, sentence.end)
    return [f for f in factors if f.start < first or 0 < last < f.start]


def parted(reading: Reading, factor: Multiple, comma: bool) -> list[Multiple]:
    """ "1.2x and 1.1x" as two, where it is no range."""
    joint = _AND.search(reading.lower, factor.start, factor.end)
    if joint is None:
        return [factor]
    spans = ((factor.start, joint.start()), (joint.end(), factor.end))
    parts = [one for start, end in spans for one in proportions.find(reading.words, start, end, comma)]
    return parts if len(parts) == len(spans) else [factor]


_AND = late(r"\s(?:and|&|und|et|y)\s")


def _list(reading: Reading, names: Sequence[Mention], count: int) -> Sequence[Mention]:
    """The names where they are as many as wanted and joined to one list."""
    if len(names) != count:
        return []
    *between, last = ((a.end, b.start) for a, b in pairwise(names))
    joined = all(_JOINED.fullmatch(reading.lower, *gap) for gap in between) and _LAST.fullmatch(reading.lower, *last)
    return names if joined else []
