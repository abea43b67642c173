"""Multiples that count things and are no ratios: "8x H100", "4x fewer GPUs", "multiplied by three"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extract.late import late
from tracker.extract.measures import measures
from tracker.extract.multiples import Multiple
from tracker.extract.parts import Mention, Reading

_COUNTED_NEXT = late(
    r"\s?(?:\d|(?:qsfp|osfp|sfp|ethernet|pcie|usb)\b(?!\s(?:band|speed))|[a-z-]*(?:node|server|rack|card|chip|cluster|vm|gpu|accelerator|socket|die"
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


_A_HALF = late(
    r"\b(?:the|its|one|first|second|other|latter|training|inference|upper|lower|better|bigger|smaller|two|both|(?:the|its|your)\s[a-z]{2,8})\s?$"
)
"""Before a half that is a thing: "the training half of the line", "the other half"."""
_BY_NUMBER = late(r"(?:mult|molt|div)[^\W\d]+\s(?:by|par|por|per)\b")
_THINGS = late(
    r"\b(?:holds?|houses?|packs?|chips?|gpus?|cards?|racks?|servers?|nodes?|stacks?|dies?|modules?|boards?|trays?|drawers?"
    r"|sites?|instances?|engineers?|customers?)\b(?!\s(?:is|was)\b)"
)
"""What is counted, and not measured."""


_OF_ANOTHER = late(r"(?:[\w-]+\s){0,2}(?:gpu|chip|card|accelerator|rival|competitor|predecessor)(?:'s|s')")
"""A share of what another has: "a third of a GPU's"."""


def _of_metric(ahead: str) -> bool:
    """Is a property the subject of "divided by" ("its latency, divided by 2.5"), and no number of things?"""
    clause = re.split(r"[.;:]\s|,\s(?:and|but|while)\s", ahead)[-1]
    named = [m for m in measures(clause) if m.metric and m.rank < 2]
    return bool(named) and not _THINGS.search(clause, named[-1].end)


def _opens_metric(behind: str) -> bool:
    """Is a property the object of "multiplies by" ("multiplica por diez el ancho de banda")?"""
    named = measures(behind)[:1]
    return bool(named and named[0].metric and named[0].rank < 2 and named[0].start < 12)


def _is_a_half(low: str, factor: Multiple) -> bool:
    named = _A_HALF.search(low, max(0, factor.start - 14), factor.start)
    return named is not None and low[factor.start : factor.end].strip() in ("half", "halves")


def counts(reading: Reading, here: Sequence[Mention], factor: Multiple) -> bool:
    """ "8x H100", "4x fewer GPUs", "2 x 8": a number of things, no ratio."""
    low = reading.lower
    if _is_a_half(low, factor):
        return True
    if factor.kind == "part" and (span := re.match(r"\s(?:of\s)?an?\s", low[factor.end : factor.end + 8])):
        place = factor.end + span.end()
        if _OF_ANOTHER.match(low, place):
            return False
        return not any(place <= m.start <= place + 18 for m in here)
    if factor.verb and _BY_NUMBER.match(low, factor.start):
        behind = re.split(r"[.;:,]\s", low[factor.end : factor.end + 60])[0]
        return not _of_metric(low[max(0, factor.start - 80) : factor.start]) and not _opens_metric(behind)
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
    if not bare or following is None or factor.value != int(factor.value):
        return False
    between = low[factor.end : following.start]
    makerless = between.replace("nvidia", "").replace("amd", "").replace("google", "")
    if re.search(r"\b(?:of|the|an?)\b", between) or re.search(r"[a-z]{3}", makerless):
        return False
    return not re.match(
        r"(?:'s|s')?\s(?:\w+\s)?(?:performance|throughput|compute|memory|bandwidth|speed"
        r"|power|efficiency|cost|capacity|perf)|'s\b",
        low[
            following.end - 2 if low[following.end - 2 : following.end] == "'s" else following.end : following.end + 30
        ],
    )
