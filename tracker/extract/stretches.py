"""The multiples of a sentence that are no counts, and the stretch of words that may belong to each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from tracker.extract import proportions, roles
from tracker.extract.late import late
from tracker.extract.measures import measures
from tracker.extract.multiples import Multiple
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.roles import Frame

MOST_IN_SENTENCE = 12


_SHARES = late(r"\s?(?:and|or|,|/|&|und|et|y)\s?(?:a\s|an\s|about\s|up to\s|nearly\s|almost\s|roughly\s|over\s)?")
"""Two multiples of one phrase: "1.2x and 1.1x the throughput of B"."""
_RESPECTIVELY = late(r"\brespectively\b|\bin that order\b")
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


def _elsewhere(reading: Reading, sentence: Sentence, factors: Sequence[Multiple], place: int) -> list[Multiple]:
    """The multiples of other clauses than the one at `place`, whose "respectively" orders what is not known."""
    first = reading.lower.rfind(";", sentence.start, place)
    last = reading.lower.find(";", place, sentence.end)
    return [f for f in factors if f.start < first or 0 < last < f.start]


def _told_again(reading: Reading, one: Multiple, other: Multiple) -> bool:
    """ "more than doubles (2.4x)", "twice as much as B, 2.1 times to be exact": the second says the first precisely."""
    low = reading.lower
    exact = _EXACTLY.match(low, other.end) or _EXACTLY.search(low[max(one.end, other.start - 14) : other.start])
    return low[one.end : other.start] in (" (", "(", " - ") or (exact is not None and other.start - one.end < 60)


_EXACTLY = late(r"\s?,?\s?(?:to be (?:exact|precise)|exactly|precisely)\b")


def _parted(reading: Reading, factor: Multiple, comma: bool) -> list[Multiple]:
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


def frames(reading: Reading, sentence: Sentence, comma: bool) -> Iterator[Frame]:
    """Every multiple of a sentence that is no count, with the stretch of words that may belong to it."""
    here = roles.named(reading, sentence)
    factors = list(islice(proportions.find(reading.words, sentence.start, sentence.end, comma), MOST_IN_SENTENCE))
    factors = [f for f in factors if not _counts(reading, here, f)]
    again = {a.start for a, b in pairwise(factors) if _told_again(reading, a, b)}
    factors = [f for f in factors if f.start not in again]
    in_turn = _RESPECTIVELY.search(reading.lower, sentence.start, sentence.end)
    if factors and in_turn:
        factors = [one for f in factors for one in _parted(reading, f, comma)]
    if not factors:
        return
    cuts = _cuts(reading, sentence, factors)
    here = roles.told(reading, sentence)
    order = in_order(reading, sentence, here, factors) if in_turn and len(factors) > 1 else {}
    if in_turn and len(factors) > 1 and not order:
        factors = _elsewhere(reading, sentence, factors, in_turn.start())
        cuts = _cuts(reading, sentence, factors)
    tail, right = 0, 0
    frames_: list[Frame] = []
    for number in reversed(range(len(factors))):
        factor = factors[number]
        near = [m for m in here if factor.start - 600 < m.start < factor.end + 300]
        shares = right and _SHARES.fullmatch(reading.lower, factor.end, factors[number + 1].start)
        tail, right = (tail if shares else factor.end), (right if shares else cuts[number + 1])
        one = order.get(number, (None, None))
        frames_.append(Frame(reading, sentence, factor, cuts[number], right, near, tail=tail, own=one[0], other=one[1]))
    yield from reversed(frames_)


_COUNTED_NEXT = late(
    r"\s?(?:\d|[a-z-]*(?:node|server|rack|card|chip|cluster|vm|gpu|accelerator|socket|die"
    r"|stack|instance|switch|cpu|core|lane|port)s?\b"
    r"|(?:fewer|more|as many|the number of)\s(?:[\w-]+\s)?(?:gpus|chips|racks|servers"
    r"|machines|nodes|cards|accelerators|instances|cpus|people|users|customers)\b)"
)


_UNITES = late(
    r"\b(?:scal|link|connect|join|unit|hous|hold|pack|put|span|support|combin|gather|tie)(?:s|es|ed|d|ing"
    r"|ting)?\s(?:[\w-]+\s){0,3}$"
)
"""What a system does with its chips: their number is its size."""
_AFTER_FIGURE = late(r"\d[\d.,]*\s?[a-z/]{1,9}(?:\s(?:of\s)?[\w-]{1,8})?(?:,\s|\s\(|\s=\s|:\s)$")
_LABEL = late(r"(?P<label>[^.;:,\n]{3,40}):\s(?:up to\s|about\s|~\s?)?$")
"""A property before its multiple: "Tokens per watt: 3x H200"."""


_BY_NUMBER = late(r"(?:mult|molt|div)[^\W\d]+\s(?:by|par|por|per)\b")
_THINGS = late(
    r"\b(?:holds?|houses?|packs?|chips?|gpus?|cards?|racks?|servers?|nodes?|stacks?|dies?|modules?|boards?|trays?|drawers?"
    r"|sites?|instances?|engineers?|customers?)\b(?!\s(?:is|was)\b)"
)
"""What is counted, and not measured."""


def _of_metric(ahead: str) -> bool:
    """Is a property the subject of "divided by" ("its latency, divided by 2.5"), and no number of things?"""
    clause = re.split(r"[.;:]\s|,\s(?:and|but|while)\s", ahead)[-1]
    named = [m for m in measures(clause) if m.metric and m.rank < 2]
    return bool(named) and not _THINGS.search(clause, named[-1].end)


def _counts(reading: Reading, here: Sequence[Mention], factor: Multiple) -> bool:
    """ "8x H100", "4x fewer GPUs", "2 x 8": a number of things, no ratio."""
    low = reading.lower
    if factor.kind == "part" and (span := re.match(r"\s(?:of\s)?an?\s", low[factor.end : factor.end + 8])):
        place = factor.end + span.end()
        return not any(place <= m.start <= place + 18 for m in here)
    if factor.verb and _BY_NUMBER.match(low, factor.start):
        return not _of_metric(low[max(0, factor.start - 80) : factor.start])
    if factor.kind != "times" or factor.verb:
        return False
    bare = low[factor.start : factor.end].rstrip("+ ").endswith("x")
    if (bare and _COUNTED_NEXT.match(low, factor.end)) or re.match(
        r"\s(?:fewer|more|as many)\s(?:[\w-]+\s)?(?:gpus|chips|racks|servers|machines|nodes"
        r"|cards|accelerators|instances|cpus)\b(?!\s(?:per|in|fit))",
        low[factor.end : factor.end + 45],
    ):
        if not bare and _UNITES.search(low[max(0, factor.start - 60) : factor.start]):
            return False
        return not re.match(
            r"\s?(?:gpu|chip|accelerator|card|die|server|rack|node|cluster|system)[- ](?:memory"
            r"|bandwidth|performance|throughput|power|interconnect|compute)",
            low[factor.end : factor.end + 40],
        )
    following = next((m for m in here if 0 <= m.start - factor.end <= 12), None)
    ahead = low[max(0, factor.start - 48) : factor.start]
    label = _LABEL.search(ahead)
    figure = following is not None and (
        _AFTER_FIGURE.search(ahead) or (label is not None and any(m.metric for m in measures(label["label"])))
    )
    if figure and following and re.match(r"\s*(?:[,;)\n.]|$)", low[following.end : following.end + 3]):
        return False
    if (
        not bare
        or following is None
        or factor.value != int(factor.value)
        or re.search(r"\b(?:of|the|an?)\b", low[factor.end : following.start])
        or re.search(
            r"[a-z]{3}",
            low[factor.end : following.start].replace("nvidia", "").replace("amd", "").replace("google", ""),
        )
    ):
        return False
    return not re.match(
        r"(?:'s|s')?\s(?:\w+\s)?(?:performance|throughput|compute|memory|bandwidth|speed"
        r"|power|efficiency|cost|capacity|perf)|'s\b",
        low[
            following.end - 2 if low[following.end - 2 : following.end] == "'s" else following.end : following.end + 30
        ],
    )


_PARTING = late(
    r",|;|:|\(|\s-\s|\s{2,}|\b(?:and|but|while|with|at|for|und|et|y|by|plus|or|yet|bei|mit|avec|con|pour)\b|,"
)
_CLAUSE = late(r";\s|\.\s|\bwhile\b|\bwhereas\b|,\s(?:but|yet)\s")


def _cuts(reading: Reading, sentence: Sentence, factors: list[Multiple]) -> list[int]:
    """Where the words of one multiple end and those of the next begin."""
    cuts = [sentence.start]
    for a, b in pairwise(factors):
        hits = list(_PARTING.finditer(reading.lower, a.end, b.start))
        hard = [
            h
            for h in hits
            if h[0] in (";", ",") or h[0].isspace() or h[0].strip() in ("while", "but", "and", "und", "et", "y")
        ]
        firm = [h for h in hard if h[0] == ";"]
        chosen = (firm or hard or hits)[-1].start() if hits else b.start
        cuts.append(max(a.end, chosen))
    return [*cuts, sentence.end]
