"""A text that tells of a change from one product to another: which was left, and which took its place."""

from __future__ import annotations

import re
from itertools import pairwise

from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Mention, Reading

Pair = tuple[Mention, Mention]
"""The product that was left, and the one that took its place."""

_FEW = r"(?:[\w'-]{1,16}\s){0,4}$"
_LEAVES = late(
    r"\b(?:from|off|away from|swap\w*|replac\w*|trad(?:ed|ing)"
    rf"|leav(?:es|ing)|(?:has|have|had|we|they) left|abandon\w*|ditch\w*|exchang\w+|retir\w+|troc\w+|switch\w*)\s{_FEW}"
)
_FOR = late(
    r"\b(?:and (?:now )?(?:lives?|runs?|sits?|works?|serves?|ran|moved|went)(?: now)? (?:on|onto|to)"
    rf"|to|onto|on to|for|with|against|by|por|par|gegen)\s{_FEW}"
)
_TAKES_OVER = late(
    r"\b(?:(?:took|takes?|taken) over from|replac(?:e|es|ed)|ousted|pushed out|st(?:ands?|ood) in for|relieved"
    rf"|supplant\w*|drove out)\s{_FEW}"
)
_IS_FOLLOWED = late(
    rf"\b(?:is|are|was|were|been|being)\s(?:\w+\s)?(?:followed|succeeded|replaced|superseded|supplanted|ousted)\sby\s{_FEW}"
)
_HEIR = late(
    r"[^.;:,]{0,40}\sis\s(?:the|its|their)\s(?:\w+\s)?(?:heir|successor|replacement|follow-up)\b(?!\s(?:to|of)\b)"
)
"""Behind the product that takes the place of the one before it."""
_KIN = late(r"\b(?:its|their|whose)\s(?:heir|successor|replacement|follow-up|younger (?:brother|sister|sibling))\b")


def change(reading: Reading, start: int, end: int) -> Pair | None:
    """The last change of products that [start, end) tells of; the products stand at most 70 characters apart."""
    named = [m for m in reading.mentions_in(max(start, end - 700), end) if accelerator(m.product)]
    found: Pair | None = None
    for a, b in pairwise(named):
        between = reading.lower[a.end : b.start]
        if a.slug == b.slug:
            continue
        if len(between) < 160 and _HEIR.match(reading.lower, b.end, end):
            found = a, b
        if len(between) > 70 or re.search(r"[.;]\s", between):
            continue
        if _TAKES_OVER.search(between):
            found = b, a
        elif _IS_FOLLOWED.search(between) or (
            _LEAVES.search(reading.lower[max(start, a.start - 60) : a.start]) and _FOR.search(between)
        ):
            found = a, b
    return found


_RECOMMENDED = late(
    r"\b(?:(?:recommended|suggested|proposed|designated|official)\s(?:replacement|successor|alternative)s?(?:\s(?:is|are))?[:,]?"
    rf"|(?:we|they|who)\s(?:recommend|suggest|advise)s?|(?:told|asked|advised|urged|invited) to (?:move|migrate|switch) to)\s{_FEW}"
)
"""Before what is to take the place of a product that ends."""


def recommended(reading: Reading, place: int) -> bool:
    """Is the product named at a place recommended in the place of another?"""
    return _RECOMMENDED.search(reading.lower, max(0, place - 90), place) is not None


def heir(reading: Reading, elder: Mention, until: int) -> Mention | None:
    """ "X was no slouch, but its heir does 4.4 times the work": the one other product of the maker that the text names."""
    if not _KIN.search(reading.lower, elder.end, until):
        return None
    others = {
        m.slug: m
        for m in reading.mentions[:200]
        if m.slug != elder.slug and m.product.vendor == elder.product.vendor and accelerator(m.product)
    }
    return next(iter(others.values())) if len(others) == 1 else None
