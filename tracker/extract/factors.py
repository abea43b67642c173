"""Multiples and per cents in words: "three times", "35 to 50x", "67% better", "a third less", "halves"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract.quantities import number

_WORD = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "thirty-five": 35,
    "fifty": 50,
    "hundred": 100,
}
_PART = {
    "half": 0.5,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "one-third": 1 / 3,
    "third": 1 / 3,
    "a quarter": 0.25,
    "one quarter": 0.25,
    "a fifth": 0.2,
    "one fifth": 0.2,
    "one-fifth": 0.2,
    "a tenth": 0.1,
    "one tenth": 0.1,
    "one-tenth": 0.1,
    "two thirds": 2 / 3,
    "two-thirds": 2 / 3,
    "three quarters": 0.75,
    "three-quarters": 0.75,
    "die hälfte": 0.5,
    "la moitié": 0.5,
}
_N = r"\d{1,5}(?:[.,]\d{1,3})?"
_W = "|".join(sorted(_WORD, key=len, reverse=True))
_P = "|".join(sorted(_PART, key=len, reverse=True))
_MORE = (
    r"more|higher|better|faster|greater|larger|bigger|quicker|improv\w+|increase\w*|gain\w*|uplift"
    r"|boost|jump|speed-?up|mehr|höher\w*|schneller|plus"
)
_LESS = (
    r"less|lower|fewer|cheaper|smaller|reduc\w+|cut\w*|saving\w*|decrease\w*|drop\w*|shorter|weniger"
    r"|geringer\w*|niedriger\w*|günstiger|moins|off|below|under"
)

_FACTOR = re.compile(
    rf"""(?<![\w.$€£])(?:
  (?:(?P<xl>{_N})\s?(?:x\s?)?(?:-|to|and|bis)\s?)?(?P<x>{_N})\s?(?:\+\s?)?(?:x(?![a-z0-9])|-?\s?(?:times|fold|mal|fach\w*|fois)\b)
| (?P<xw>{_W})(?:\s|-)?(?:times|fold|mal|fach\w*)\b
| (?:(?P<pl>{_N})\s?%?\s?(?:-|to|bis)\s?)?(?P<p>{_N})\s?(?:%|percent\b|per\scent\b|prozent\b|pct\b)
| (?P<double>doubl(?:es|ed|e|ing)|twice|das\sdoppelte|doppelt\sso|two-?fold)\b
| (?P<magnitude>an?\sorder\sof\smagnitude)
| (?P<triple>tripl(?:es|ed|e|ing)|thrice)\b
| (?P<quad>quadrupl(?:es|ed|e|ing))\b
| (?P<halves>halv(?:es|ed|ing)|cuts?\s(?:[\w-]+\s){{0,3}}?in\shalf)\b
| (?P<part>{_P})\b(?=\s(?:of\s)?(?:the|as|more|less|lower|higher|again|that|what|cheaper|faster|fewer)\b)
)""",
    re.X,
)


@dataclass(frozen=True, slots=True)
class Factor:
    """`value` of `kind` "times" (3x), "percent" (67) or "part" (0.5); `low` where a range was printed."""

    start: int
    end: int
    kind: str
    value: float
    low: float | None = None


def find(low: str, start: int, end: int, comma: bool) -> Iterator[Factor]:
    for hit in _FACTOR.finditer(low, start, end):
        if hit["x"]:
            value, least = number(hit["x"], comma), number(hit["xl"], comma) if hit["xl"] else None
            # "8x H100", "2 x 8" and "8x node" count things
            if re.match(
                (
                    r"\s?(?:\d|[a-z]{1,3}\d{2,3}|nvidia|amd\b|gpus?\b|[a-z-]*(?:node|server|rack|card|chip|cluster"
                    r"|vm)s?\b)"
                ),
                low[hit.end() : hit.end() + 12],
            ) and hit[0].rstrip().endswith("x"):
                continue
            yield Factor(hit.start(), hit.end(), "times", value, least if least is not None and least < value else None)
        elif hit["xw"]:
            yield Factor(hit.start(), hit.end(), "times", float(_WORD[hit["xw"]]))
        elif hit["p"]:
            value, least = number(hit["p"], comma), number(hit["pl"], comma) if hit["pl"] else None
            yield Factor(
                hit.start(), hit.end(), "percent", value, least if least is not None and least < value else None
            )
        elif hit["part"]:
            yield Factor(hit.start(), hit.end(), "part", _PART[hit["part"]])
        else:
            value = (
                10.0
                if hit["magnitude"]
                else 2.0
                if hit["double"]
                else 3.0
                if hit["triple"]
                else 4.0
                if hit["quad"]
                else 0.5
            )
            yield Factor(hit.start(), hit.end(), "part" if hit["halves"] else "times", value)


_LESS_NEAR = re.compile(rf"[^.;]{{0,40}}?\b(?:{_LESS})\b")
_MORE_NEAR = re.compile(rf"[^.;]{{0,40}}?\b(?:{_MORE})\b")
_OF = re.compile(r"\s?(?:of|the|as much|der|des|de)\b")


def ratio(factor: Factor, value: float, before: str, after: str, lower_better: bool) -> float | None:
    """The factor as subject / object on its metric: "67% better" is 1.67, "40% less" 0.6, "10x lower" 0.1."""
    plain = factor.kind == "times" and _OF.match(after)
    less = None if plain else _LESS_NEAR.match(after)
    more = _MORE_NEAR.match(after)
    if less and more:
        less, more = (less, None) if less.end() < more.end() else (None, more)
    falls = bool(less) or (
        not more
        and bool(
            re.search(
                (
                    rf"\b(?:{_LESS})\b(?:\s\w+){{0,3}}?\sby\s(?:up to\s|about\s|around\s)?$|\b(?:reduc\w+|cut\w*"
                    rf"|lower\w*|slash\w*)\s[^.,;]{{0,35}}?(?:by\s)?(?:up to\s|about\s)?$"
                ),
                before,
            )
        )
    )
    if factor.kind == "times":
        return (
            1 / value
            if value and (falls or (lower_better and more and re.search(r"better|improv", more[0])))
            else value
        )
    if factor.kind == "percent":
        if falls or (lower_better and more and "improv" in more[0]):
            return 1 - value / 100 if value < 100 else None
        if more or re.search(
            rf"\b(?:{_MORE}|ris\w+|up|grow\w*|climb\w*|increas\w+)\b[^.;]{{0,25}}\b(?:by|of)\s(?:up to\s|about\s)?$",
            before,
        ):
            return 1 + value / 100
        return value / 100 if _OF.match(after) else None
    if re.match(r"\s(?:again|more|higher|faster)|\sas\s\w+\s(?:[\w-]+\s)?again", after):
        return 1 + value
    if re.match(r"\s(?:less|lower|fewer|cheaper)", after):
        return 1 - value
    return value
