"""What a paragraph is about: the last product it told of, else what stands above it, else the only one of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract import ownerwords as words
from tracker.extract import scope, shifts
from tracker.extract.late import late
from tracker.extract.parts import Mention, Reading, Sentence, inside
from tracker.extract.phrases import Phrases
from tracker.model.product import Product
from tracker.model.words import Scope

MOST_NAMES = 200
"""How far back in a paragraph its names are gone through."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A product, the rule that found it, and how far that rule is to be trusted."""

    product: Product
    rule: str
    confidence: float
    place: int
    """Where the product is named."""
    scope: Scope | None = None
    """The scope that the text's own noun gives ("each rack"), None where only the product tells it."""


def focus(reading: Reading, sentence: Sentence, before: str = "", far: bool = False) -> Owner | None:
    """What the paragraph is about at this sentence: the last product that a sentence before it was about.

    With `far`, for figures, also what a list stands under and the only product of the text.
    """
    if (before and (words.OTHER_HARDWARE if far else words.OTHER_SUBJECT).search(before)) or (
        far and _unknown_subject(reading, sentence)
    ):
        return None
    block = reading.blocks[sentence.block]
    points = reading.words.first(_POINTS_BACK, sentence.start, sentence.end) is not None
    own = reading.subjects.within(block.start, sentence.start)[-MOST_NAMES:]
    if own:
        own = shifts.foreground(reading, own)
        same = _topic(reading, own)
        slugs = {m.slug for m in same}
        if len(slugs) == 1:
            return Owner(same[0].product, "paragraph", 0.85 if points else 0.78, same[0].start)
        place = scope.opening(reading.lower, sentence.start, sentence.end)
        matching = [
            m
            for m in own
            if scope.of_product(m.product) == place or (place == "chip" and scope.of_product(m.product) == "card")
        ]
        if len({m.slug for m in matching}) == 1:
            return Owner(matching[0].product, "paragraph-scope", 0.82, matching[0].start)
        opens = bool(_PRONOUN.match(reading.lower, sentence.start))
        return Owner(same[0].product, "paragraph-first", 0.74 if opens else 0.62, same[0].start)
    return _heading(reading, sentence, points, far)


_POINTS_BACK = Phrases(words.POINTS_BACK.pattern)
_OPENS = late(
    r"[\s\"'(*•-]*(?:(?:Each|Every|One|A single|Inside)\s)?([A-Z][\w-]+)(?:,\s\w{2,7}\s\w{2,8},)?\s(?:has|is|will|offers|delivers"
    r"|draws|needs|gets|brings|carries|uses|comes|packs|holds|reaches|adds|does|had|was|moves|runs|links|costs|pulls|makes)\b"
)


def _unknown_subject(reading: Reading, sentence: Sentence) -> bool:
    """ "Kyber is to draw 600 kW": a proper noun that is neither vendor nor product known here; it stands elsewhere, too."""
    hit = _OPENS.match(reading.clean, sentence.start, sentence.end)
    if hit is None or any(a <= hit.start(1) < b for a, b in _spans(reading, sentence)):
        return False
    return bool(re.search(rf"[a-z,]\s{re.escape(hit[1])}\b", reading.clean[:20_000]))


def _spans(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    stop = sentence.start + 40
    names = [(m.start, m.end) for m in reading.mentions_in(sentence.start, stop)]
    return names + [(v.start, v.end) for v in inside(reading.vendors, sentence.start, stop)]


_PRONOUN = late(r"[\s\"'(*•-]*(?:it|its|they|this)\b")


def _topic(reading: Reading, own: Sequence[Mention]) -> Sequence[Mention]:
    """The names of the last sentence that set a topic: one that begins with "it" goes on with the topic before it."""
    last = reading.sentence_at(own[-1].start)
    same = [m for m in own if m.start >= last.start]
    earlier = [m for m in own if m.start < last.start]
    return _topic(reading, earlier) if earlier and _PRONOUN.match(reading.lower, last.start) else same


def _heading(reading: Reading, sentence: Sentence, points: bool, far: bool) -> Owner | None:
    """The product of the nearest text above; lists of short lines may stand far below it."""
    stop = max(-1, sentence.block - (40 if far else 7))
    if not reading.subjects.within(reading.blocks[stop + 1].start, reading.blocks[sentence.block].start):
        return _only(reading, sentence, far)
    for number in range(sentence.block - 1, stop, -1):
        block = reading.blocks[number]
        own = reading.subjects.within(block.start, block.end)
        if own and not far and sentence.kind == block.kind == "item":
            continue
        if own:
            if far and parted(reading, number, sentence):
                return None
            own = [m for m in own if m.trust >= 1] or own
            if len({m.slug for m in own}) == 1:
                return Owner(
                    own[0].product,
                    "above",
                    0.8 if block.kind == "heading" or points else 0.72 if far else 0.7,
                    own[0].start,
                    _titled(reading, own[-1].end, block.end),
                )
            near = number >= sentence.block - (2 if far else 1) or (far and _listed_under(reading, number, sentence))
            if not near:
                return _only(reading, sentence, far)
            last = _topic(reading, own)
            general = own[0].product.kind == "line" and len({m.slug for m in last}) == 1
            chosen = last[0] if general else own[0]
            return Owner(chosen.product, "above-first", 0.74 if far else 0.55, chosen.start)
        if sentence.block - number > 6 and block.end - block.start > 110:
            break
    return _only(reading, sentence, far)


def parted(reading: Reading, number: int, sentence: Sentence) -> bool:
    """Does a heading of its own, or a speaker or key of its own, part a block from the one above that names a product?"""
    level = _depth(reading, reading.blocks[number].start)
    between = reading.blocks[number + 1 : sentence.block]
    if any((depth := _depth(reading, b.start)) > 0 and not 0 < level < depth for b in between):
        return True
    return bool(_KEY.match(reading.text, reading.blocks[sentence.block].start))


def _depth(reading: Reading, start: int) -> int:
    """Of a heading in marked text, 0 of anything else."""
    hit = _LEVEL.match(reading.text, start)
    return len(hit[1]) if hit else 0


_LEVEL = late(r"\s{0,3}(#{1,6})\s")
_KEY = late(r"\s{0,12}(?:[*•+-]\s{1,3})?(?:@\w{3,20}\b|`[\w./-]{4,40}`:)")


def _listed_under(reading: Reading, number: int, sentence: Sentence) -> bool:
    """Is the sentence an item of the list that follows a paragraph, captions of pictures aside?"""
    own = reading.blocks[sentence.block]
    return bool(_BULLET.match(reading.text, own.start)) and all(
        _BULLET.match(reading.text, b.start) or _CAPTION.match(reading.text, b.start)
        for b in reading.blocks[number + 1 : sentence.block]
    )


_BULLET = late(r"\s{0,12}[*•+-]\s")
_CAPTION = late(r"\W{0,8}(?:source|image|figure|photo|credit)s?:|\s{0,12}!\[", re.I)
_TITLED = late(
    r"\s(?:(?P<rack>racks?|cabinet)|(?P<pod>pods?|superpod)|(?P<server>servers?|box|node|chassis|system|platform))\W{0,4}$"
)


def _titled(reading: Reading, start: int, end: int) -> Scope | None:
    """The rack, pod or server that a heading names behind the product: "SN50 rack"."""
    hit = _TITLED.fullmatch(reading.lower, start, end) if end - start < 20 else None
    return "rack" if hit and hit["rack"] else "pod" if hit and hit["pod"] else "server" if hit else None


def _only(reading: Reading, sentence: Sentence, far: bool) -> Owner | None:
    """The one accelerator that the whole text names. One that comes up only after the figure may be there to compare."""
    if not far:
        return None
    own = [m for m in reading.subjects.items if m.product.kind != "line"]
    if own and len({m.slug for m in own}) == 1 and not any(m.compared for m in reading.mentions):
        known = (
            own[0].start < sentence.start or reading.lower[own[0].start : own[0].end] in reading.document.title.lower()
        )
        return Owner(own[0].product, "only", 0.72 if known else 0.6, own[0].start)
    return None
