"""Lists that answer each other: "A, B and C have 1, 2 and 3", "both draw 160 kW"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extract import qualifiers
from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.ownership import Owner
from tracker.extract.parts import Mention, Quantity, Reading, Sentence, inside

_WORD = late(r"\brespectively\b|\bjeweils\b|\brespectivement\b|\brespectivamente\b|\bin that order\b|それぞれ|分别")
_JOINED = late(
    r"(?:'s)?(?:\s?\([^()]{0,40}\))?[\s,/&、]{0,3}(?:(?:and|or|und|oder|et|y|plus|as well as|sowie|と"
    r"|和)\s?)?(?:the\s|its\s|then\s)?(?:[a-z]{2,12}(?:'s)?\s(?:instinct\s)?)?"
)
_LIST = late(
    r"\s?(?:\([^()]{0,30}\)\s?)?(?:,|/|、|・|and|or|und|et|y|&|,\s?(?:and|und|et|y))\s?(?:up to\s|about\s|a\s)?"
)
_BOTH = late(r"\b(?:both|beide\w*|alike|les deux|ambos|ambas|either|all (?:three|four))\b|両者|两者|都")
_TOGETHER = late(r"\b(?:the (?:two|three|four|five)|they|their|these)\b|" + _WORD.pattern)
_SINGULAR = late(
    r"\b(?:has|offers|delivers|is|was|brings|packs|carries|draws|reaches|runs|provides|comes|gets|uses|holds"
    r"|features|boasts|with a)\b"
)


_LABELLED = late(r"\W{0,4}(?:[a-z0-9]{2,12}[\s/-]?){1,3}:\s")
"""A label and nothing else before a list of figures: "FP8: 2 and 4 PFLOPS"."""


def groups(reading: Reading, start: int, end: int) -> list[list[Mention]]:
    """Lists of accelerators joined by commas and "and", each with at least two."""
    found: list[list[Mention]] = []
    for one in reading.mentions_in(start, end):
        if not accelerator(one.product):
            continue
        last = found[-1][-1] if found else None
        if last and _JOINED.fullmatch(reading.lower[last.end : one.start][:70]) and one.slug != last.slug:
            found[-1].append(one)
        else:
            found.append([one])
    return [g for g in found if len({m.slug for m in g}) == len(g) > 1]


def runs(reading: Reading, around: Sequence[Quantity]) -> list[list[Quantity]]:
    """Figures of one kind in a row with nothing but list marks between them."""
    found: list[list[Quantity]] = []
    for q in around:
        last = found[-1][-1] if found else None
        if last and last.kind == q.kind and _LIST.fullmatch(reading.lower[last.end : q.start][:45]):
            found[-1].append(q)
        else:
            found.append([q])
    return [r for r in found if len(r) > 1]


def assigned(reading: Reading, sentence: Sentence, around: Sequence[Quantity]) -> dict[int, Owner]:
    """Start of a figure -> its owner, where a list of figures answers a list of products in order."""
    low = reading.lower
    out: dict[int, Owner] = {}
    if len(around) < 2:
        return out
    named = groups(reading, sentence.start, sentence.end)
    told = bool(_WORD.search(low, sentence.start, sentence.end))
    for run in runs(reading, around):
        if run[0].kind == "compute" and len(_precisions_behind(low, run[-1].end)) == len(run):
            continue
        fit = [g for g in named if len(g) == len(run)]
        if not fit and _LABELLED.fullmatch(low, sentence.start, run[0].start):
            block = reading.blocks[sentence.block]
            before = list(
                {m.slug: m for m in reading.mentions_in(block.start, sentence.start) if accelerator(m.product)}.values()
            )
            fit = [before] if len(before) == len(run) and not any(m.compared for m in before) else []
        if not fit and (told or _TOGETHER.search(low, sentence.start, sentence.end)):
            block = reading.blocks[sentence.block]
            fit = [g for g in groups(reading, block.start, sentence.start) if len(g) == len(run)]
        if not fit and len(run) > 2 and not named and not reading.mentions_in(sentence.start, run[0].start):
            told_before = list(
                {m.slug: m for m in reading.mentions_in(0, sentence.start) if accelerator(m.product)}.values()
            )
            fit = (
                [told_before]
                if len(told_before) == len(run) and len({m.product.vendor for m in told_before}) == 1
                else []
            )
        if fit:
            out |= {q.start: Owner(m.product, "respectively", 0.9, m.start) for q, m in zip(run, fit[-1], strict=True)}
    if told:
        out = _by_kind(reading, sentence, around) | out
    return out


def _precisions_behind(low: str, end: int) -> list[str]:
    hits = low[end : end + 45]
    return [w for w in re.split(r",|\band\b|/|\bund\b", hits)[:4] if qualifiers.first_precision(w)]


def _by_kind(reading: Reading, sentence: Sentence, around: Sequence[Quantity]) -> dict[int, Owner]:
    """With "respectively" in the sentence: the n-th figure of a kind is the n-th product's, wherever they stand."""
    names = [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product) and not m.compared]
    unique = list({m.slug: m for m in names}.values())
    by_kind: dict[str, list[Quantity]] = {}
    for q in around:
        by_kind.setdefault(q.kind, []).append(q)
    return {
        q.start: Owner(m.product, "respectively", 0.9, m.start)
        for group in by_kind.values()
        if len(group) == len(unique) > 1
        for q, m in zip(group, unique, strict=True)
    }


def shared(reading: Reading, sentence: Sentence, q: Quantity, whose: Owner) -> list[Owner]:
    """All products that one figure is said of: "the A and the B draw 160 kW", "both have 288 GB"; the owner alone otherwise."""
    low = reading.lower
    for group in groups(reading, sentence.start, q.start):
        if whose.place in [m.start for m in group] and group[-1].end <= q.start and not any(m.compared for m in group):
            between = low[group[-1].end : q.start]
            if len(between) < 90 and not _SINGULAR.search(between) and not re.search(r"[;:(]|,\s\w+ing\b", between):
                return [Owner(m.product, whose.rule, whose.confidence - 0.02, m.start, whose.scope) for m in group]
    both = _BOTH.search(low, sentence.start, q.start)
    if both and not inside(reading.mentions, sentence.start, q.start):
        block = reading.blocks[sentence.block]
        earlier = [g for g in groups(reading, block.start, sentence.start) if not any(m.compared for m in g)]
        pair = list({m.slug: m for m in reading.mentions_in(block.start, sentence.start) if not m.compared}.values())
        if not earlier and len(pair) == 2 and all(accelerator(m.product) for m in pair):
            earlier = [pair]
        if earlier:
            return [Owner(m.product, "both", 0.82, m.start, whose.scope) for m in earlier[-1]]
    return [whose]
