"""A maker's name as the subject of a ratio: "Cerebras answers 20 times faster than a GPU" is said of its machines."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.extract.barred import business
from tracker.extract.late import late
from tracker.extract.parts import Reading
from tracker.extract.roles import Frame
from tracker.extract.topics import Owner
from tracker.model.product import Product

_LEAD = late(
    r"(?:^|[.;:]\s|,\s(?:and|but|while|whereas)\s|\b(?:while|whereas|but|that)\s|^[^,;]{3,60},\s)[\s\"'(*•·-]*(?:the\s)?$"
)
"""Before a grammatical subject: the sentence, a clause, or a fronted phrase."""
_VERB = late(
    r"(?:'s\s(?:\w+\s){1,3})?\s?(?:\(\w+\)\s)?(?:now\s|also\s|already\s)?(?!made\b|used\b|based\b"
    r"|founded\b|pa(?:y|id)|rais(?:e|ing)|trad(?:e|ing)|charg(?:e|ing))[a-z]+(?:s|ed|ve|n|d)?\s"
)
_MADE = late(
    r"\s(?:and|or|&|made|based|based in|founder|chief|ceo|engineers?|customers?|investors?|shares?|stock)\b|,|\s?$"
)


_PRONOUN = late(r"[\s\"'(*•-]*(?:it|its|they|their|the (?:company|firm|start-?up|maker|vendor))\b")


def subject(frame: Frame, lines: Mapping[str, Product], own: Owner | None) -> Owner | None:
    """The product, or the line, of the maker that is the subject of the sentence; None where `own` is of that maker."""
    reading, sentence, low = frame.reading, frame.sentence, frame.reading.lower
    for v in reversed(reading.firms.within(sentence.start, frame.factor.start)):
        if any(m.start <= v.start < m.end for m in frame.here):
            continue
        if not _LEAD.search(low[sentence.start : v.start]) or _MADE.match(low, v.end) or not _VERB.match(low, v.end):
            continue
        if own is not None and own.product.vendor == v.slug:
            return None
        named = {m.slug: m for m in reading.accelerators if m.product.vendor == v.slug and m.product.kind != "line"}
        if not named and v.slug not in lines:
            continue
        if not named:
            return Owner(lines[v.slug], "maker", 0.78, v.start)
        fits = [m for slug, m in named.items() if not _measured(frame, slug)]
        if len(fits) == 1:
            return Owner(fits[0].product, "maker", 0.8, v.start)
        block = reading.subjects.within(reading.blocks[sentence.block].start, sentence.start)
        near = {m.slug: m for m in block if m.slug in named and not _measured(frame, m.slug)}
        titled = {s: m for s, m in near.items() if low[m.start : m.end] in reading.document.title.lower()}
        near = near if len(near) == 1 else titled
        return Owner(next(iter(near.values())).product, "maker", 0.76, v.start) if len(near) == 1 else None
    points = _PRONOUN.match(low, sentence.start)
    if own is not None or points is None or not _VERB.match(low, points.end()):
        return None
    return None if business(reading.before(sentence)) else _lone(reading, lines)


def _measured(frame: Frame, slug: str) -> bool:
    """Is a product only what the sentence measures against?"""
    return any(m.slug == slug and frame.roles[m.start] == "yardstick" for m in frame.here)


def another_speaks(frame: Frame, own: Owner) -> bool:
    """A maker that the text names products of is the subject of the sentence, and `own` is of another maker."""
    if own.place >= frame.sentence.start or own.rule in ("maker", "lone-maker"):
        return False
    reading, low, start = frame.reading, frame.reading.lower, frame.sentence.start
    for v in reading.firms.within(start, frame.factor.start):
        if v.slug == own.product.vendor or any(m.start <= v.start < m.end for m in frame.here):
            continue
        if _LEAD.search(low[start : v.start]) and not _MADE.match(low, v.end) and _VERB.match(low, v.end):
            return any(m.product.vendor == v.slug for m in reading.accelerators[:200])
    return False


def _lone(reading: Reading, lines: Mapping[str, Product]) -> Owner | None:
    """The one maker of a text that names no product but those it measures against."""
    if reading.subjects.items:
        return None
    named = {slug: v for slug, v in reading.makers_named.items() if slug in lines}
    if len(named) != 1:
        return None
    (one,) = named.values()
    return Owner(lines[one.slug], "lone-maker", 0.76, one.start)
