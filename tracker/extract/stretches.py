"""The multiples of a sentence that are no counts, and the stretch of words that may belong to each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from tracker.extract import counted, in_turn, proportions, roles
from tracker.extract.late import late
from tracker.extract.multiples import Multiple
from tracker.extract.parts import Reading, Sentence
from tracker.extract.roles import Frame

MOST_IN_SENTENCE = 12


def frames(reading: Reading, sentence: Sentence, comma: bool) -> Iterator[Frame]:
    """Every multiple of a sentence that is no count, with the stretch of words that may belong to it."""
    here = roles.named(reading, sentence)
    factors = list(islice(proportions.find(reading.words, sentence.start, sentence.end, comma), MOST_IN_SENTENCE))
    factors = [f for f in factors if not counted.counts(reading, here, f)]
    again = {a.start for a, b in pairwise(factors) if _told_again(reading, a, b)}
    factors = [f for f in factors if f.start not in again]
    turn = in_turn.RESPECTIVELY.search(reading.lower, sentence.start, sentence.end)
    parts = [one for f in factors for one in in_turn.parted(reading, f, comma)] if turn or len(factors) > 1 else factors
    listed = turn is not None or (
        in_turn.enumerated(reading, parts)
        and bool(in_turn.in_order(reading, sentence, roles.told(reading, sentence), parts))
    )
    factors = parts if listed else factors
    if not factors:
        return
    cuts = _cuts(reading, sentence, factors)
    here = roles.told(reading, sentence)
    order = in_turn.in_order(reading, sentence, here, factors) if listed and len(factors) > 1 else {}
    if turn and len(factors) > 1 and not order:
        factors = in_turn.elsewhere(reading, sentence, factors, turn.start())
        cuts = _cuts(reading, sentence, factors)
    tail, right = 0, 0
    frames_: list[Frame] = []
    for number in reversed(range(len(factors))):
        factor = factors[number]
        near = [m for m in here if factor.start - 600 < m.start < factor.end + 300]
        shares = (
            right
            and not factors[number + 1].verb
            and in_turn.SHARES.fullmatch(reading.lower, factor.end, factors[number + 1].start)
        )
        tail, right = (tail if shares else factor.end), (right if shares else cuts[number + 1])
        one = order.get(number, (None, None))
        frames_.append(Frame(reading, sentence, factor, cuts[number], right, near, tail=tail, own=one[0], other=one[1]))
    yield from reversed(frames_)


def _told_again(reading: Reading, one: Multiple, other: Multiple) -> bool:
    """ "more than doubles (2.4x)", "twice as much as B, 2.1 times to be exact": the second says the first precisely."""
    low = reading.lower
    exact = _EXACTLY.match(low, other.end) or _EXACTLY.search(low[max(one.end, other.start - 14) : other.start])
    return low[one.end : other.start] in (" (", "(", " - ") or (exact is not None and other.start - one.end < 60)


_EXACTLY = late(r"\s?,?\s?(?:to be (?:exact|precise)|exactly|precisely)\b")


_PARTING = late(
    r",(?!\d)|;|:|\(|\s-\s|\s{2,}|\s(?:e|и)\s|\b(?:and|but|while|with|at|for|und|et|y|by|plus|or|yet|bei|mit|avec|con|pour)\b|,"
)


def _cuts(reading: Reading, sentence: Sentence, factors: list[Multiple]) -> list[int]:
    """Where the words of one multiple end and those of the next begin."""
    cuts = [sentence.start]
    for a, b in pairwise(factors):
        hits = list(_PARTING.finditer(reading.lower, a.end, b.start))
        hard = [
            h
            for h in hits
            if h[0] in (";", ",")
            or h[0].isspace()
            or h[0].strip() in ("while", "but", "and", "und", "et", "y", "e", "и")
        ]
        firm = [h for h in hard if h[0] == ";"]
        chosen = (firm or hard or hits)[-1].start() if hits else b.start
        cuts.append(max(a.end, chosen))
    return [*cuts, sentence.end]
