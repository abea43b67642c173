"""Nouns that point to a product named before: "the AMD card", "the latter", "the rival", "that chip", "the GPU"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.phrases import Phrases

REACH = 900
"""Characters before a noun in which its product is looked for."""
_DEVICE = (
    r"(?:card|chip|gpu|accelerator|part|processor|board|rack|cabinet|system|machine|box|server|wafer|tpu|lpu|npu|ipu|rdu|device"
    r"|asic|package|module|node|newcomer|contender)"
)
_OF_VENDOR = late(
    r"(?:'s?)?\s(?:(?:own|new|newest|latest|current|custom|in-house|inference|training|ai|flagship|big|little|small"
    rf"|wafer-scale)\s){{0,2}}{_DEVICE}(?![\w-]|\s(?:maker|vendor|firm|company|business|division|start-?up|line)\b)"
)
_PAIR = Phrases(
    r"\bthe (?P<which>former|latter|first|second)(?=[.,;:!?]|'s\b|\s?$|\s(?:has|have|had|is|was|does|do|did|will|can"
    r"|offers|delivers"
    r"|gets|draws|costs|needs|runs|brings|gives|carries|holds|provides|uses|takes|reaches|by|in|on|at|and|while)\b)"
)
_RIVAL = Phrases(
    r"\b(?:the|its|that) (?:rival|competitor|opponent|challenger)(?![\w-]|\s(?:card|chip)s|\s(?:makers?|vendors?)\b)"
)
_THAT = Phrases(rf"\b(?:that|the said) {_DEVICE}(?![\w-])")
_NEWER = Phrases(rf"\bthe (?:new|newer|newest|latest|younger) (?:one|{_DEVICE})(?![\w-])")
_LAUNCHED = late(
    r"\b(?:introduc|launch|announc|unveil|present|debut|reveal|show(?:n|ed)|lift|new\b|now (?:available|ship))"
)
_NUMBER = Phrases(
    r"\b(?:the|than|over|versus|vs\.?|against) (?P<n>\d{3,4}[a-z]{0,2})"
    r"(?=[,;:?!)]|\.(?:\s|$)|'s\b|\s?$|\s(?:to|and|gives|has|had|is|was|does|did|will|offers|delivers|brings|gets|gains|draws|costs"
    r"|needs|runs|holds|carries|provides|reaches|needed|drew|gave|ran)\b)"
)
"""A product by its number alone: "the 6000 offers", "than the 300"."""
_LINE = Phrases(r"\bthe (?P<line>[a-z]{4,14})s(?![\w-])")
"""Several of a line where the text names one member of it: "the Gaudis"."""
_GPU = Phrases(r"\bthe (?:nvidia |amd )?gpus?(?![\w-]|\s(?:that\s|which\s)?(?:it|he|she|they|we|you)\b)")
_MAKES_GPUS = frozenset(("nvidia", "amd"))


def pointed(reading: Reading, sentence: Sentence, names: Sequence[Mention]) -> list[Mention]:
    """The names of a sentence and the nouns in it that stand for one product each, in order of place."""
    found = [m for m in _nouns(reading, sentence) if not any(m.start < n.end and n.start < m.end for n in names)]
    return sorted((*names, *found), key=lambda m: m.start) if found else list(names)


def _nouns(reading: Reading, sentence: Sentence) -> Iterator[Mention]:
    low, start, end = reading.lower, sentence.start, sentence.end
    for v in reading.firms.within(start, end):
        if (noun := _OF_VENDOR.match(low, v.end, end)) and (m := _of_vendor(reading, sentence, v.start, v.slug)):
            yield Mention(v.start, noun.end(), m.product)
    for hit in reading.words.hits(_PAIR, start, end):
        if len(two := _distinct(_before(reading, sentence, hit.start()))) == 2 or (
            two and hit["which"] in ("former", "latter")
        ):
            one = two[-2:][0 if hit["which"] in ("former", "first") else -1]
            yield Mention(hit.start(), hit.end(), one.product)
    for hit in reading.words.hits(_RIVAL, start, end):
        rivals = [m for m in _before(reading, sentence, hit.start()) if m.compared]
        if rivals:
            yield Mention(hit.start(), hit.end(), rivals[-1].product)
    for hit in reading.words.hits(_THAT, start, end):
        own = _before(reading, sentence, hit.start())
        if own:
            yield Mention(hit.start(), hit.end(), own[-1].product)
    for hit in reading.words.hits(_NEWER, start, end):
        if newcomer := _newcomer(reading, sentence, hit.start()):
            yield Mention(hit.start(), hit.end(), newcomer.product)
    for hit in reading.words.hits(_NUMBER, start, end):
        if numbered := _numbered(reading, hit):
            yield Mention(hit.start("n"), hit.end("n"), numbered.product)
    for hit in reading.words.hits(_LINE, start, end):
        of_line = _distinct([m for m in _named_before(reading, hit.start()) if _member(m, hit["line"])])
        if len(of_line) == 1:
            yield Mention(hit.start("line"), hit.end(), of_line[0].product)
    for hit in reading.words.hits(_GPU, start, end):
        graphics = _distinct([m for m in _before(reading, sentence, hit.start()) if m.product.vendor in _MAKES_GPUS])
        if len(graphics) == 1:
            yield Mention(hit.start(), hit.end(), graphics[0].product)


def _before(reading: Reading, sentence: Sentence, place: int) -> list[Mention]:
    """The products that the paragraph names before a place, at most `REACH` characters back."""
    start = max(reading.blocks[sentence.block].start, place - REACH)
    return [m for m in reading.hardware.within(start, place) if accelerator(m.product)]


def _numbered(reading: Reading, hit: re.Match[str]) -> Mention | None:
    """The one product named before whose name ends with that number; no number of the text that has a unit."""
    if reading.figures.within(hit.start("n"), hit.end("n")):
        return None
    ending = f" {hit['n']}"
    fits = _distinct([m for m in _named_before(reading, hit.start()) if m.product.name.lower().endswith(ending)])
    return fits[0] if len(fits) == 1 else None


def _member(mention: Mention, line: str) -> bool:
    """Is a product one of a line, and called by its word and a number: "Gaudi 3" of "gaudi"?"""
    words = mention.product.name.lower().split()
    return len(words) > 1 and words[0] == line and mention.product.kind != "line"


def _named_before(reading: Reading, place: int) -> Sequence[Mention]:
    return reading.hardware.within(max(0, place - 4 * REACH), place)


def _newcomer(reading: Reading, sentence: Sentence, place: int) -> Mention | None:
    """Of two products of one maker the one that is not only measured against, else the one that the text launches."""
    two = _distinct(_before(reading, sentence, place))
    if len(two) != 2 or two[0].product.vendor != two[1].product.vendor:
        return None
    measured = {m.slug for m in reading.measured.within(0, place)}
    fits = [m for m in two if m.slug not in measured]
    if len(fits) == 2:
        first = {m.slug: reading.sentence_at(m.start) for m in reversed(_before(reading, sentence, place))}
        fits = [m for m in two if _LAUNCHED.search(reading.lower, first[m.slug].start, first[m.slug].end)]
        if len(fits) == 2 and first[two[0].slug] == first[two[1].slug]:
            return None
    return fits[0] if len(fits) == 1 else None


def _distinct(own: Sequence[Mention]) -> list[Mention]:
    """One mention for each product, the last of each, in order of place."""
    return sorted({m.slug: m for m in own}.values(), key=lambda m: m.start)


def _of_vendor(reading: Reading, sentence: Sentence, place: int, vendor: str) -> Mention | None:
    """The one product of a vendor that the paragraph names before, else the text; a line counts only where it is alone."""
    for start in (reading.blocks[sentence.block].start, 0):
        own = [m for m in reading.hardware.within(max(start, place - 4 * REACH), place) if m.product.vendor == vendor]
        kinds = _distinct([m for m in own if m.product.kind != "line"]) or _distinct(own)
        if kinds:
            return kinds[-1] if len(kinds) == 1 else None
    return None
