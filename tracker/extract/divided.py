"""A multiple that is the quotient of two figures beside it: "A made 61,400 a second, B 38,900. So 1.58 times" compares A with B."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.extract.carried import Told
from tracker.extract.late import late
from tracker.extract.measures import LOWER_IS_BETTER
from tracker.extract.ownership import Owner
from tracker.extract.parts import Mention, Reading
from tracker.extract.quantities import number
from tracker.model.words import Metric

REACH = 420
"""Characters before a multiple in which the figures are looked for that it is the quotient of."""
MOST = 14
_FIGURE = late(
    r"(?<![\w.,-])(?P<money>[$€£])?(?P<n>\d{1,3}(?:[,.]\d{3}){1,4}|\d{1,12}(?:[.,]\d{1,6})?)(?![\d%]|[.,]\d|x\b|-)"
    r"(?:\s?(?P<unit>(?:[kmgtp]i?b(?:/s)?|k?w|watts?|kilowatts?|(?:[tpe]|giga|tera|peta|exa)?-?(?:fl)?ops|nm|tok(?:ens?)?|images?|frames?"
    r"|requests?|queries|samples?|prompts?|m?s|sec(?:onds?)?|milliseconds?|minutes?|min|hours?|days|dollars?|usd|euros?"
    r"|billion|million)(?![a-z])))?"
)
_ON = late(r"[^.;,:\d]{0,30}?\b(?:on|for|with|from|by|of|auf|mit|sur|avec|en|con)\s{1,5}(?:[\w-]{1,12}\s{1,5}){0,3}?")
"""Between a figure and the product that it was measured on."""
_STOP = late(r"[;!?\n]|\.\s")
_ABOUT = late(
    r"\b(?:about|around|nearly|almost|roughly|some|over|more than|approximately|close to|just under|circa|rund|fast|knapp"
    r"|environ|presque|casi|unos|quase|quasi|bijna)\s(?:an?\s)?$|(?:约|近|約|ほぼ|약)\s?$|~\s?$"
)
_SECONDS = late(r"m?s|sec(?:onds?)?|milliseconds?|min(?:utes?)?|hours?|days")
_UNITS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (_SECONDS, frozenset(("latency", "performance", "throughput"))),
    (
        late(r"tok\w*|images?|frames?|requests?|queries|samples?|prompts?"),
        frozenset(("performance", "throughput")),
    ),
    (
        late(r"\$|dollars?|usd|euros?"),
        frozenset(("price_hourly", "price_token", "cost_per_token", "cost_per_inference", "tco")),
    ),
    (late(r"k?w|(?:kilo)?watts?"), frozenset(("power",))),
    (late(r"[kmgtp]i?b"), frozenset(("memory_capacity", "sram"))),
    (late(r"[kmgtp]i?b/s"), frozenset(("memory_bandwidth", "interconnect_bandwidth"))),
    (late(r".*ops"), frozenset(("peak_compute", "performance"))),
    (late(r"[bm]illion"), frozenset(("transistors",))),
)
"""Units, and the metrics that figures of them tell of."""


@dataclass(frozen=True, slots=True)
class _Figure:
    value: float
    unit: str
    whose: Mention


def checked(told: Told) -> tuple[Told, bool]:
    """With the subject and the object that the figures before the multiple give it, and whether any do."""
    near = 0.1 if _ABOUT.search(told.frame.before[-24:]) else 0.04
    for one, other in _pairs(told, near):
        if told.other is not None and (one.slug, other.slug) == (told.subject.product.slug, told.other.slug):
            return told, True
        if _said(told):
            return told, False
        return replace(
            told, subject=Owner(one.product, "figures", 0.8, one.start), other=other, words="", link=""
        ), True
    return told, False


def _said(told: Told) -> bool:
    """Does the sentence itself name what it measures against behind the multiple?"""
    return told.other is not None and told.frame.factor.end <= told.other.start < told.frame.sentence.end


def _pairs(told: Told, near: float) -> Iterator[tuple[Mention, Mention]]:
    """The products of two figures whose quotient is the ratio, the nearest first."""
    ratio = max(told.ratios)
    figures = list(_figures(told))
    for last in range(len(figures) - 1, 0, -1):
        b = figures[last]
        for a in reversed(figures[:last]):
            unit = a.unit or b.unit
            if (
                a.whose.slug == b.whose.slug
                or (b.unit or unit) != unit
                or min(a.value, b.value) <= 0
                or not _fits(unit, told.metric)
            ):
                continue
            turned = told.metric not in LOWER_IS_BETTER and _SECONDS.fullmatch(unit)
            quotient = b.value / a.value if turned else a.value / b.value
            if abs(quotient / ratio - 1) < near:
                yield a.whose, b.whose
            elif abs(1 / quotient / ratio - 1) < near:
                yield b.whose, a.whose


def _fits(unit: str, metric: Metric) -> bool:
    return any(metric in metrics for pattern, metrics in _UNITS if pattern.fullmatch(unit))


def _figures(told: Told) -> Iterator[_Figure]:
    """The numbers before the multiple that stand by a product, each with it."""
    reading, factor = told.frame.reading, told.frame.factor
    start = max(reading.blocks[told.frame.sentence.block].start, factor.start - REACH)
    named = list(reading.hardware.within(start, factor.start))
    hits = [
        h
        for h in _FIGURE.finditer(reading.lower, start, factor.start)
        if not any(m.start <= h.start() < m.end for m in named)
    ]
    for hit in hits[-MOST:]:
        whose = _whose(reading, named, hit.start(), hit.end("n"), factor.start)
        if whose is not None:
            yield _Figure(number(hit["n"], reading.comma), "$" if hit["money"] else hit["unit"] or "", whose)


def _whose(reading: Reading, named: list[Mention], start: int, end: int, until: int) -> Mention | None:
    low = reading.lower
    behind = next((m for m in named if m.start >= end), None)
    if behind is not None and behind.start < until and _ON.fullmatch(low, end, behind.start):
        return behind
    before = next((m for m in reversed(named) if m.end <= start), None)
    return (
        before if before is not None and start - before.end < 140 and not _STOP.search(low, before.end, start) else None
    )
