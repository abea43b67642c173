"""Ratios told as an exchange of machines: "one X does what took four Y", "it takes four Y to keep pace with one X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.measures import measures
from tracker.extract.multiples import numeral
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.model.fact import Evidence, Relation
from tracker.model.words import Metric

_ONE = late(r"\b(?:one|a single|a|an|each|every|per)\s(?:[\w'-]{1,16}\s){0,2}$")
_THE = late(r"(?:\b(?:the|its|our)\s|[\"'(]|^)(?:[\w'-]{1,16}\s){0,2}$")
_SINGULAR = late(r"(?:is|equals|replaces|matches)\b")
"""What one machine does, though no "one" says so."""
_COUNT = late(r"(?:^|[\s(])(?P<c>\d{1,4}|[a-z]{3,9}(?:-[a-z]{3,5})?)\s$")
_SEVERAL = r"(?P<n>\d{1,4}|[a-z]+(?:-[a-z]+)?)\s(?:[\w'-]{1,16}\s){0,2}$"
_DOES = late(
    r"\b(?:does|do|did|delivers?|handles?|performs?|manages?)\s(?:now\s)?(?:what\s(?:(?:once\s|used to\s|it\s)?(?:took|takes|take"
    r"|needed|needs|required|requires))|what|(?:(?:all\s)?the|as much)\s(?P<what>(?:[\w-]{1,16}\s){0,2})"
    rf"(?:work|job|sums|arithmetic|load|throughput|tokens)\s(?:of|as))\s{_SEVERAL}"
)
_AS_MUCH = late(
    r"\b(?:(?P<draw>draws?|pulls?|consumes?|uses|burns?|eats?)|does|do|delivers?|computes?|gets? through)\sas much"
    rf"(?:\s(?:power|work|current|energy))?\sas\s{_SEVERAL}"
)
_EQUALS = late(
    rf"\b(?:(?:can\s)?(?:replaces?|equals?|matches|outperforms?)|is worth|stands? in for|(?:is"
    rf"|are) (?:as (?:fast|quick|good|strong|powerful) as|equivalent to|equal to)|takes? the place of)\s{_SEVERAL}"
)
_TAKES = late(
    r"\b(?:takes?|took|needs?|needed|requires?|required)\s(?P<n>\d{1,4}|[a-z]+(?:-[a-z]+)?)\s(?:[\w'-]{1,16}\s){0,2}$"
)
_TO_MATCH = late(
    r"\bto\s(?:keep (?:pace|up) with|match|equal|replace|do (?:what|the (?:work|job) of)|reach|rival)\s(?:the\s)?"
    r"(?:one|a single|an?)\s(?:[\w'-]{1,16}\s){0,2}$"
)
_HAS_OF = late(
    r"\b(?:has|holds?|packs?|carries|offers?|delivers?|brings?|gives?|serves?|reaches|runs?)\s(?:the|as (?:much|many))\s"
    rf"(?P<what>(?:[\w-]{{1,16}}\s){{1,3}})(?:of|as)\s{_SEVERAL}"
)
_NEEDED = late(
    r"\b(?:takes?|took|taken|needed|required|ran on|occupied|filled|used(?!\sto)|on|by|from)\s(?P<n>\d{1,4}"
    r"|[a-z]+(?:-[a-z]+)?)\s(?:[\w'-]{1,16}\s){0,2}$"
)
_NOW_ON = late(
    r"\b(?:runs? on|fits? (?:on|in|into)|now needs?|now takes?|replaced by|g[ai]ve way to|made way for|down to|now on|done by)\s"
    r"(?:just\s|only\s)?(?P<m>\d{1,4}|an?|[a-z]+(?:-[a-z]+)?)\s(?:[\w'-]{1,16}\s){0,2}$"
)
_SUMS = late(r"\b(?:sums|arithmetic)\b")


def read(reading: Reading, sentence: Sentence, here: Sequence[Mention]) -> Iterator[Relation]:
    """The exchanges of one sentence; `here` are the accelerators that it names, in order."""
    low = reading.lower
    for a, b in pairwise(here):
        between = low[a.end : b.start]
        if a.slug == b.slug or len(between) > 110:
            continue
        lead = low[max(sentence.start, a.start - 40) : a.start]
        tail = "one of " in between or "each" in between
        several = _COUNT.search(lead)
        own = numeral(several["c"]) if several else None
        if (hit := _DOES.search(between) or _AS_MUCH.search(between) or _EQUALS.search(between)) and (
            own or _ONE.search(lead) or tail or (_THE.search(lead) and _SINGULAR.match(hit[0]))
        ):
            count = numeral(hit["n"])
            count = count / own if count and own else count
            metric: Metric = "peak_compute" if _SUMS.search(hit[0]) else "performance"
            metric = "power" if hit.groupdict().get("draw") else metric
            if count is not None and count > 1:
                yield _relation(reading, a, b, metric, count, (a.start, b.end))
        elif (hit := _HAS_OF.search(between)) and (found := [m for m in measures(hit["what"]) if m.metric]):
            count = numeral(hit["n"])
            if count is not None and count > 1 and found[0].metric:
                yield _relation(reading, a, b, found[0].metric, count, (a.start, b.end))
        elif (hit := _NEEDED.search(lead)) and (fewer := _NOW_ON.search(between)):
            count, rest = numeral(hit["n"]), 1.0 if fewer["m"] in ("a", "an", "one") else numeral(fewer["m"])
            if count and rest and count > rest:
                yield _relation(reading, b, a, "performance", count / rest, (a.start, b.end))
        elif (hit := _TAKES.search(lead)) and _TO_MATCH.search(between):
            count = numeral(hit["n"])
            if count is not None and count > 1:
                yield _relation(reading, b, a, "performance", count, (a.start, b.end))


def _relation(
    reading: Reading, own: Mention, other: Mention, metric: Metric, count: float, span: tuple[int, int]
) -> Relation:
    start, end = trimmed(reading.clean, *span)
    return Relation(
        subject=own.slug,
        object=other.slug,
        metric=metric,
        factor=count,
        status="accepted",
        evidence=Evidence(quote=reading.text[start:end], start=start, end=end, rule="ratio.exchange", confidence=0.8),
    )
