"""Which products a trigger is about: the object behind a verb, the subject before it, or what a pronoun points to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extract.late import late
from tracker.extract.lexicon import Lexicon
from tracker.extract.ownership import focus
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.triggers import Trigger
from tracker.model.product import Product

_JOINED = late(
    r"[\s,/&\"'*()]{0,5}(?:(?:and|und|et|or|plus|as well as|along with|its|the|new|both|of"
    r"|also)\s){0,3}(?:[a-z'-]{1,14}\s){0,2}[\s\"'*(]{0,3}$"
)

_CUT = late(
    r"\b(?:with|featuring|powered by|based on|built on|containing|equipped with|carrying|running|for"
    r"|on top of|built around|using|that has|which has|pairing|including|alongside)\b"
)


_PURPOSE = late(r"\b(?:for|into|designed for)\s(?:the\s)?(?:nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s)?$")


def targets(
    reading: Reading, lexicon: Lexicon, sentence: Sentence, trigger: Trigger, hit: re.Match[str], start: int, end: int
) -> list[tuple[Product, float]]:
    """The products that the trigger is about, each with how sure that is."""
    here = reading.subjects.within(start, end)
    after = [m for m in here if m.start >= hit.start()]
    before = [m for m in here if m.start < hit.start()]
    if trigger.type in ("production", "available", "announced", "deployed"):
        before = [m for m in before if not _PURPOSE.search(reading.lower[max(start, m.start - 28) : m.start])]
    chosen: Sequence[Mention] = ()
    if trigger.side == "after":
        chosen = _group(reading, after, hit.end(), trigger.type in ("announced", "available"))
    elif trigger.side == "before":
        chosen = listed_before(reading, before)
    elif here:
        near = min(here, key=lambda m: min(abs(m.start - hit.end()), abs(hit.start() - m.end)))
        chosen = listed_before(reading, before) if near in before else _group(reading, after, hit.end())
    if chosen:
        return [(m.product, 1.0 if i == 0 else 0.95) for i, m in enumerate(distinct(chosen))]
    if here and trigger.type in ("deal", "price", "available", "roadmap", "benchmark", "production", "discontinued"):
        return [(m.product, 0.95) for m in distinct(here)[:1]]
    if trigger.type == "deal" and (line := _line(reading, lexicon, hit, start, end)):
        return [(line, 0.95)]
    return (
        _pointed(reading, sentence, trigger, start, end)
        or _alone(reading, sentence, trigger, start)
        or _next_named(reading, sentence, trigger, hit)
    )


_THING = late(
    r"\b(?:chips?|processors?|accelerators?|gpus?|products?|generations?|racks?|systems?|parts?|cards?|silicon|tpus?)\b"
)


def _next_named(
    reading: Reading, sentence: Sentence, trigger: Trigger, hit: re.Match[str]
) -> list[tuple[Product, float]]:
    """ "Meta laid out four chips. MTIA 300 ...": what was shown is named by the sentence that follows."""
    shown = trigger.rule == "announced.act" and _THING.search(
        reading.lower, hit.end(), min(sentence.end, hit.end() + 80)
    )
    if not shown or _named(reading, sentence.start, sentence.end):
        return []
    block = reading.blocks[sentence.block]
    following = reading.hardware.within(sentence.end, min(block.end, sentence.end + 120))
    return [(m.product, 0.94) for m in distinct(_group(reading, following, sentence.end))]


_STATES = ("roadmap", "benchmark", "price", "available", "production")


def _alone(reading: Reading, sentence: Sentence, trigger: Trigger, start: int) -> list[tuple[Product, float]]:
    """A clause that names nothing speaks of what its sentence named, or of the only product of the text."""
    if trigger.type not in _STATES:
        return []
    earlier = reading.subjects.within(sentence.start, start)
    if earlier:
        return [(earlier[0].product, 0.9)]
    if _named(reading, sentence.start, sentence.end):
        return []
    before = {m.slug: m.product for m in reading.subjects.within(0, sentence.start)}
    if len(before) == 1:
        return [(p, 0.9) for p in before.values()]
    found = focus(reading, sentence) if trigger.type == "benchmark" else None
    return [(found.product, 0.88)] if found and found.confidence > 0.7 else []


def _named(reading: Reading, start: int, end: int) -> bool:
    return bool(reading.hardware.within(start, end))


def distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """The first mention of each product."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(mention.slug, mention)
    return list(found.values())


def _group(reading: Reading, after: Sequence[Mention], place: int, strict: bool = False) -> Sequence[Mention]:
    """The first name behind a verb and those listed with it. What stands behind "with" is a part, not the object."""
    low = reading.lower
    chosen: list[Mention] = []
    for mention in after:
        gap = low[place : mention.start]
        if not chosen:
            if len(gap) > 130 or (strict and _ASIDE.search(gap) and not re.search(r"[,:]\s(?:the\s)?$", gap)):
                break
        elif not _listed(gap):
            break
        chosen.append(mention)
        place = mention.end
    return chosen


def _listed(gap: str) -> bool:
    """True where the words between two names join them to a list."""
    if _JOINED.fullmatch(gap[-60:]) and len(gap) <= 60:
        return True
    return bool(re.search(r",\s(?:and\s)?|\sand\s", gap)) and len(gap) <= 70 and not _CUT.search(gap)


_ASIDE = late(
    r"\b(?:for|using|against|that|support|how|optimi\w+|than|by)\b|\bon\s(?!(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)day|stage|\w+ \d)|\bwith\b"
)


def listed_before(reading: Reading, before: Sequence[Mention]) -> Sequence[Mention]:
    """The subject: the last list of names before a verb; a name after "with" or "for" is only part of it."""
    low = reading.lower
    if not before:
        return ()
    chosen = [before[-1]]
    for mention in reversed(before[:-1]):
        gap = low[mention.end : chosen[0].start]
        if _CUT.search(gap) and len(gap) < 70:
            chosen = [mention]
            continue
        if len(gap) > 60 or not _JOINED.fullmatch(gap):
            break
        chosen.insert(0, mention)
    return chosen


def _line(reading: Reading, lexicon: Lexicon, hit: re.Match[str], start: int, end: int) -> Product | None:
    """A deal with a maker that names no product is about the maker's line."""
    makers = [v for v in reading.firms.within(start, end) if v.slug in lexicon.lines]
    makers = [v for v in makers if not any(c.isdigit() for c in lexicon.lines[v.slug].name)]
    behind = [v for v in makers if v.start >= hit.start() and v.start - hit.end() < 60]
    chosen = behind or [v for v in makers if v.start < hit.start()]
    small = [v for v in chosen if lexicon.vendors[v.slug].kind == "chip"]
    return lexicon.lines[small[0].slug] if small else None


_POINTS = late(
    r"^[\s,\"'*-]*(?:and |but |while |which |that |who )?(?:it|its|they|both|all (?:two|three|four)"
    r"|the (?:new |latest |first )?(?:chip|card|gpu|part|accelerator|processor|device|system|rack"
    r"|server|machine|racks|chips|cards|systems|accelerators|line|family|series|instances?|product)s?"
    r"|racks?|(?:cloud |first )?instances|(?:customer |first |volume )?(?:shipments?|deliver(?:y|ies)"
    r"|samples?|sampling|availability|production|units)|general availability|price|pricing|which"
    r"|this (?:chip|system|rack)|mass production|customers|der chip|er|sie|beide)\b"
)


def _pointed(
    reading: Reading, sentence: Sentence, trigger: Trigger, start: int, end: int
) -> list[tuple[Product, float]]:
    """A clause without a name: "which ships in Q3", "Both are available", "Deliveries: H2 2026"."""
    low = reading.lower
    words = low[start:end]
    if any(m.compared for m in reading.mentions_in(start, end)) and trigger.type not in ("roadmap", "available"):
        return []
    unnamed = start > sentence.start and not _named(reading, sentence.start, start)
    if not _POINTS.match(words) and not (unnamed and _POINTS.match(low[sentence.start : start])):
        return []
    earlier = reading.subjects.within(sentence.start, start)
    if re.match(r"^[\s,\"'*-]*(?:both|beide|they|all (?:two|three|four))\b", words) or "both" in words[:60]:
        block = reading.blocks[sentence.block]
        pool = distinct(reading.subjects.within(max(0, min(block.start, start - 900)), start))
        return (
            [(m.product, 0.92) for m in pool[-2:]]
            if len(pool) >= 2 and "both" in words[:60]
            else [(m.product, 0.8) for m in pool[-1:]]
        )
    if earlier:
        return [(earlier[0].product if trigger.side == "after" else earlier[-1].product, 0.9)]
    found = focus(reading, sentence)
    return [(found.product, min(1.0, found.confidence + 0.12))] if found else []
