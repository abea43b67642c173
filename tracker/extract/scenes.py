"""Which products a clause may be telling of: those it names, those it points back to, or the line of a vendor it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.extract.cues import Cue, cues
from tracker.extract.late import late
from tracker.extract.layout import clauses
from tracker.extract.lexicon import Lexicon
from tracker.extract.ownership import focus
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.phrases import Phrases
from tracker.model.product import Product

MOST_SCENES = 500


@dataclass(frozen=True, slots=True)
class Scene:
    """One clause read for one product. `mention` is None where the clause does not name it."""

    sentence: Sentence
    start: int
    end: int
    product: Product
    mention: Mention | None
    how: str
    """named, both, earlier, pronoun, noun, alone, above, next, line."""
    cues: tuple[Cue, ...]
    """Of the whole sentence."""
    rank: int = 0
    """Which of the products of the clause it is."""
    before: tuple[Cue, ...] = ()
    """Cues of the sentence before it in the same block."""


_PRONOUN = late(
    r"[\s,\"'*•-]*(?:and |but |while |with |of )?(?:which|it|its|they|their|this|these|them|that|one|er"
    r"|sie|es|il|elle|ils|ses|su|sus)\b"
)
_NOUN = Phrases(
    r"\b(?:the|a|an|this|each|every|one|first|its|der|die|das|le|la|el|los|les"
    r"|same)\s(?:\w+[\s-]){0,2}?(?:chip|card|gpu|part|accelerator|processor|"
    r"device|system|rack|server|machine|line|family|series|instance|product|box|silicon|platform|pod|unit"
    r"|tpu|cabinet|board|shape|cluster|node|wafer|"
    r"puce|tarjeta|karte|generation|package|superpod|module|version|variant|model)(?:s|es|en)?\b|該|同社"
    r"|同チップ|该芯片|该卡|新芯片"
)
_BOTH = Phrases(r"\b(?:both|they|the two|the pair|beide|les deux|ambos|all (?:two|three|four)|either)\b")


def scenes(reading: Reading, lexicon: Lexicon) -> Iterator[Scene]:
    """Every clause with every product that it may be about, in order of place."""
    number = 0
    last: tuple[int, tuple[Cue, ...]] = (-1, ())
    for sentence in reading.sentences:
        found = cues(reading.words, sentence.start, sentence.end)
        before = last[1] if last[0] == sentence.block else ()
        for start, end in clauses(reading.lower, sentence.start, sentence.end):
            for scene in _of_clause(reading, lexicon, sentence, start, end, found, before):
                yield scene
                number += 1
            if number >= MOST_SCENES:
                return
        last = sentence.block, found


def _of_clause(
    reading: Reading,
    lexicon: Lexicon,
    sentence: Sentence,
    start: int,
    end: int,
    found: tuple[Cue, ...],
    before: tuple[Cue, ...],
) -> Iterator[Scene]:
    here = reading.hardware.within(start, end)
    plain = distinct([m for m in here if not m.compared])
    for rank, mention in enumerate(distinct([*plain, *here])):
        yield Scene(sentence, start, end, mention.product, mention, "named", found, rank, before)
    if not plain:
        told = {m.slug for m in here}
        for rank, (product, how) in enumerate(_pointed(reading, sentence, start, end)):
            if product.slug not in told:
                yield Scene(sentence, start, end, product, None, how, found, rank, before)
    if not here and (line := _line(reading, lexicon, start, end)):
        yield Scene(sentence, start, end, line, None, "line", found, 0, before)


def distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """The first mention of each product."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.slug, mention)
    return list(found.values())


def _pointed(reading: Reading, sentence: Sentence, start: int, end: int) -> list[tuple[Product, str]]:
    """Products of a clause that names none: of its sentence, of the paragraph, of the sentence that follows."""
    if reading.words.first(_BOTH, start, min(end, start + 70)):
        pool = distinct(reading.subjects.within(max(reading.blocks[sentence.block].start, start - 900), start))
        if len(pool) >= 2:
            return [(m.product, "both") for m in pool[-2:]]
    earlier = reading.subjects.within(sentence.start, start)
    if earlier:
        relative = reading.lower[start:end].lstrip(" ,").startswith(("which", "whose", "die", "der", "qui"))
        chosen, way = earlier[-1] if relative else earlier[0], _way(reading, start, end)
        return [(chosen.product, f"earlier-{way}" if way else "earlier")]
    if reading.subjects.within(sentence.start, sentence.end):
        return []
    focused = focus(reading, sentence)
    if focused and focused.confidence > 0.5:
        how = _way(reading, start, end) or "alone"
        return [(focused.product, how if not focused.rule.startswith("above") else f"above-{how}")]
    pool = distinct(reading.subjects.within(0, sentence.start))
    if len(pool) == 1:
        return [(pool[0].product, "only")]
    following = reading.subjects.within(sentence.end, min(reading.blocks[sentence.block].end, sentence.end + 140))
    return [(m.product, "next") for m in distinct(following)[:2]] if not pool else []


def _way(reading: Reading, start: int, end: int) -> str:
    """What in the clause points back: a pronoun that opens it, a noun, or nothing."""
    if _PRONOUN.match(reading.lower, start, end):
        return "pronoun"
    return "noun" if reading.words.first(_NOUN, start, end) else ""


def _line(reading: Reading, lexicon: Lexicon, start: int, end: int) -> Product | None:
    """A clause that names only a small maker of chips is about its line."""
    makers = [v for v in reading.firms.within(start, end) if v.slug in lexicon.lines]
    makers = [v for v in makers if not any(c.isdigit() for c in lexicon.lines[v.slug].name)]
    small = [v for v in makers if lexicon.vendors[v.slug].kind == "chip"]
    return lexicon.lines[small[-1].slug] if small else None
