"""Whose figure is it: what is said outright beats the brackets, these the clause, that the paragraph, that the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract import scope
from tracker.extract.lexicon import NOT_ACCELERATORS
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.model.product import Product


@dataclass(frozen=True, slots=True)
class Owner:
    """A product, the rule that found it, and how far that rule is to be trusted."""

    product: Product
    rule: str
    confidence: float
    place: int
    """Where the product is named."""


_EXPLICIT = re.compile(
    r"\s{0,3}[^.;:()]{0,45}?\b(?:per|of(?:\san?|\seach|\severy|\sthe|\sone)?|for(?:\san?|\severy|\sthe"
    r"|\seach)?|on(?:\san?|\sthe)?|from|in(?:\san?|\sthe|\sone)|by|an?)\s(?:single\s|full\s|new\s"
    r"|nvidia\s|amd\s|google(?:'s)?\s|aws\s|intel\s|[\s*\"'`(]){0,3}$"
)
_OTHER_HARDWARE = re.compile(
    r"\b(?:grace cpus?|vera cpus?|xeons?|epycs?|gravitons?|axions?|bluefields?|connectx\S*"
    r"|spectrum-\S*|x86|dpus?|nics?|switch(?:es)?|ssds?|hbm4e? (?:stack|cube)s?|snapdragon|ryzen"
    r"|laptops?|phones?|macs?|rtx\s?(?:30|40|50)\d0(?:\s?ti)?|m[1-5] (?:max|ultra|pro))\b"
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|their|each|both|the (?:new |same |whole )?(?:chip|card|gpu|part|accelerator"
    r"|processor|device|package|system|rack|server|pod|machine|board|tpu|asic|xpu|module|box|node"
    r"|superchip|unit|soc)s?|this (?:chip|card|gpu|tpu|system|rack)|specs?|er|der chip|sie)\b"
)


def owner(reading: Reading, start: int, end: int, sentence: Sentence) -> Owner | None:
    """The product that a figure at [start, end) belongs to, or None where the text leaves it open."""
    here = [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]
    return (
        _counted(here, start, end)
        or _explicit(reading, here, end)
        or _bracket(reading, here, start, sentence)
        or _before(reading, here, start)
        or _after(reading, here, end, sentence)
        or focus(reading, sentence, reading.lower[sentence.start : start])
    )


def _counted(here: Sequence[Mention], start: int, end: int) -> Owner | None:
    """ "8 NVIDIA B300 GPUs": the count names its product; a rack or server named before holds them."""
    inner = next((m for m in here if start < m.start < end), None)
    if inner is None:
        return None
    holders = [m for m in here if m.end <= start and m.product.kind in ("server", "rack", "pod") and not m.compared]
    chosen = holders[-1] if holders else inner
    return Owner(chosen.product, "counted", 0.88, chosen.start)


def accelerator(product: Product) -> bool:
    return product.kind not in NOT_ACCELERATORS


def _explicit(reading: Reading, here: Sequence[Mention], end: int) -> Owner | None:
    """ "250 PFLOPS per WSE-3 Turbo", "192 GB on the MI300X"."""
    for mention in here:
        if mention.start >= end:
            between = reading.lower[end : mention.start]
            if (
                _EXPLICIT.fullmatch(between)
                and not re.search(r"\d\s?(?:gb|tb|w\b|[tp]flops)|\b(?:and|while|but|with)\b", between)
                and not mention.compared
            ):
                return Owner(mention.product, "explicit", 0.92, mention.start)
            return None
    return None


def _bracket(reading: Reading, here: Sequence[Mention], start: int, sentence: Sentence) -> Owner | None:
    """ "H100s (80GB)": the name right before the bracket, also where it is a yardstick elsewhere."""
    opened = reading.lower.rfind("(", max(sentence.start, start - 120), start)
    if opened < 0 or ")" in reading.lower[opened:start] or any(opened < m.start < start for m in here):
        return None
    before = [m for m in here if m.end <= opened]
    if before and len(reading.lower[before[-1].end : opened].strip()) <= 25:
        return Owner(before[-1].product, "bracket", 0.9, before[-1].start)
    return None


def _before(reading: Reading, here: Sequence[Mention], start: int) -> Owner | None:
    """The last name before the figure that is no yardstick; other hardware named in between takes the figure away."""
    own = [m for m in here if m.start < start and (not m.compared or _figure_follows(reading, m))]
    close = [
        m
        for m in here
        if m.end <= start
        and re.fullmatch(
            r"'?s?['\s*`:|(]{0,6}(?:80gb)?(?:has|have|at|with|offers|provides)?[\s`]{0,3}", reading.lower[m.end : start]
        )
    ]
    if close:
        return Owner(close[-1].product, "adjacent", 0.9, close[-1].start)
    if not own:
        return None
    mention = _whole(reading, own, start)
    between = reading.lower[mention.end : start]
    if _OTHER_HARDWARE.search(between):
        return None
    return Owner(mention.product, "clause", 0.88 if len(between) < 160 else 0.75, mention.start)


_COUNTED = re.compile(
    r"(?:\d[\d,]*|\b(?:two|three|four|five|six|eight|sixteen))(?:\s?x)?\s(?:(?:of\s)?(?:nvidia|amd"
    r"|google|intel|huawei)(?:'s)?\s)?(?:instinct\s)?$"
)


def _figure_follows(reading: Reading, mention: Mention) -> bool:
    """A yardstick that is given figures of its own: "versus the H200's 141 GB and 4.8 TB/s"; or ", which" picks it up."""
    return bool(_FIGURE_NEXT.match(reading.lower, mention.end))


_FIGURE_NEXT = re.compile(
    r"(?:[\s\"'(:|-]{0,5}(?:'s\s?|has\s|at\s|with\s|offers\s)?[\s\"'(]{0,3}\d[\d.,]*\s?(?:[gtp]b"
    r"|[tpe]flops|w\b|nm|x\b))|\s?(?:\([^()\n]{0,20}\))?,\s(?:which|whose|that)\b"
)


def _whole(reading: Reading, own: Sequence[Mention], start: int) -> Mention:
    """The last name; where that is only counted ("a Helios holds 72 MI455X and ..."), the rack or server that holds it."""
    low, last = reading.lower, own[-1]
    if (
        len(own) > 1
        and _COUNTED.search(low[max(0, last.start - 30) : last.start])
        and not re.match(r"[^.;]{0,30}\b(?:each|per)\b", low[last.end : start + 40])
    ):
        holders = [m for m in own[:-1] if m.product.kind in ("server", "rack", "pod")]
        if holders:
            return holders[-1]
    return last


def _after(reading: Reading, here: Sequence[Mention], end: int, sentence: Sentence) -> Owner | None:
    """ "With 160 GB of LPDDR5X, Crescent Island ...", "offers $1.50 per hour for H100"."""
    later = [m for m in here if m.start >= end and not m.compared]
    if not later:
        return None
    between = reading.lower[end : later[0].start]
    if len(between) < 90 and not re.search(r"[;.]\s|\b(?:than|vs)\b", between) and not _OTHER_HARDWARE.search(between):
        opens = bool(
            re.match(
                r"[\s\"'*-]*(?:with|at|for|holding|packing|carrying|thanks|mit|avec)\b",
                reading.lower[sentence.start : sentence.end],
            )
        )
        return Owner(later[0].product, "following", 0.85 if opens else 0.7, later[0].start)
    return None


def focus(reading: Reading, sentence: Sentence, before: str = "") -> Owner | None:
    """What the paragraph is about at this sentence: the last product that a sentence before it was about."""
    if _OTHER_HARDWARE.search(before):
        return None
    block = reading.blocks[sentence.block]
    points = bool(_POINTS_BACK.search(reading.lower[sentence.start : sentence.end]))
    own = [m for m in reading.mentions_in(block.start, sentence.start) if accelerator(m.product) and not m.compared]
    if own:
        same = _topic(reading, own)
        slugs = {m.slug for m in same}
        if len(slugs) == 1:
            return Owner(same[0].product, "paragraph", 0.85 if points else 0.78, same[0].start)
        place = scope.opening(reading.lower, sentence.start, sentence.end)
        fits = [
            m
            for m in own
            if scope.of_product(m.product) == place or (place == "chip" and scope.of_product(m.product) == "card")
        ]
        if len({m.slug for m in fits}) == 1:
            return Owner(fits[0].product, "paragraph-scope", 0.82, fits[0].start)
        opens = bool(_PRONOUN.match(reading.lower, sentence.start))
        return Owner(same[0].product, "paragraph-first", 0.74 if opens else 0.62, same[0].start)
    return _heading(reading, sentence, points)


_PRONOUN = re.compile(r"[\s\"'(*•-]*(?:it|its|they|this)\b")


def _topic(reading: Reading, own: Sequence[Mention]) -> Sequence[Mention]:
    """The names of the last sentence that set a topic: one that begins with "it" goes on with the topic before it."""
    last = reading.sentence_at(own[-1].start)
    same = [m for m in own if m.start >= last.start]
    earlier = [m for m in own if m.start < last.start]
    return _topic(reading, earlier) if earlier and _PRONOUN.match(reading.lower, last.start) else same


def _heading(reading: Reading, sentence: Sentence, points: bool) -> Owner | None:
    """The only product of the nearest text above, or of the whole document."""
    for number in range(sentence.block - 1, max(-1, sentence.block - 7), -1):
        block = reading.blocks[number]
        own = [m for m in reading.mentions_in(block.start, block.end) if accelerator(m.product) and not m.compared]
        if own:
            slugs = {m.slug for m in own}
            if len(slugs) == 1:
                return Owner(own[0].product, "above", 0.8 if block.kind == "heading" or points else 0.7, own[0].start)
            return Owner(own[0].product, "above-first", 0.55, own[0].start) if number == sentence.block - 1 else None
    return None
