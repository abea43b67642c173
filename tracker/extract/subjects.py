"""Whose multiple it is: the product that a clause is about, or the paragraph, the list or the title above it."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.extract import comparison_words as words
from tracker.extract import scope, switched
from tracker.extract.late import late
from tracker.extract.ownership import Owner, accelerator, focus
from tracker.extract.parts import Mention, Reading
from tracker.extract.roles import Frame, governed

MOST_NAMES = 200
"""How far into a text its names are gone through for the one that a sentence leaves unsaid."""


def subject(frame: Frame) -> Owner | None:
    """The product that the multiple is said of."""
    factor, reading = frame.factor, frame.reading
    if frame.own is not None:
        return Owner(frame.own.product, "clause", 0.86, frame.own.start)
    roles = [(m, frame.roles[m.start]) for m in frame.here]
    for m, r in roles:
        if r == "agent":
            return Owner(m.product, "agent", 0.86, m.start)
    opening = reading.lower[frame.sentence.start : factor.start]
    roles = [
        (m, "beside" if r == "plain" and (governed(frame, m, roles) or _bracketed(frame, m)) else r) for m, r in roles
    ]
    left = [(m, r) for m, r in roles if m.start < factor.start and (r in ("plain", "beside") or _goes_on(frame, m))]
    sure = [m for m, r in left if r == "plain"] or [m for m, r in left]
    if left and _goes_on(frame, left[-1][0]):
        sure = [left[-1][0]]
    if sure and (placed := _placed_in_turn(frame, sure[-1])):
        return Owner(placed.product, "following", 0.8, placed.start)
    if sure and (holder := _holder(frame, sure[-1], opening)):
        return holder
    if sure:
        m = sure[-1]
        if own := switched.heir(reading, m, factor.start):
            return Owner(own.product, "heir", 0.86, own.start)
        return Owner(m.product, "clause", 0.86 if factor.start - m.end < 160 else 0.76, m.start)
    right = [m for m, r in roles if m.start >= factor.end and r in ("plain", "placed")]
    fits = [m for m in right if _later(frame, m, opening) or _told_behind(frame, m)]
    if fits:
        return Owner(fits[0].product, "following", 0.8, fits[0].start)
    found = _topic(frame, opening) or (_above_list(frame) if frame.sentence.kind == "item" else None)
    open_ = (
        focus(reading, frame.sentence) is None
        if found is None
        else found.rule.startswith("above") and frame.sentence.kind != "item"
    )
    titled = _titled(reading) if open_ else None
    if found is not None and found.rule == "above-first" and titled is None:
        found = _last_above(frame, found)
    titled = titled if titled and not _only_yardstick(frame, titled.product.slug) else None
    return titled or found or (_sole(frame) if _open(frame) else None)


def _placed_in_turn(frame: Frame, earlier: Mention) -> Mention | None:
    """ "2.7x for A, 80 percent better for B": each multiple is that of the name behind it."""
    low, factor = frame.reading.lower, frame.factor
    if (
        earlier.end > frame.left
        or frame.roles[earlier.start] == "yardstick"
        or not _FOR.search(low, frame.sentence.start, earlier.start)
    ):
        return None
    behind = [m for m in frame.here if factor.end <= m.start < frame.right]
    first = behind[0] if behind and _FOR.fullmatch(low, factor.end, behind[0].start) else None
    return first if first is not None and first.slug != earlier.slug else None


_FOR = late(r"[^,;.:]{0,60}\s(?:for|on|with)\s(?:the\s|its\s)?$")


def _told_behind(frame: Frame, m: Mention) -> bool:
    """ "Its maker doubled A's memory: B has 96 GB": what stands behind the colon is what has it."""
    low, factor = frame.reading.lower, frame.factor
    if not factor.verb or low[m.start - 2 : m.start] != ": " or frame.roles[m.start] != "plain":
        return False
    elder = [o for o in frame.here if factor.end <= o.start < m.start]
    return len(elder) == 1 and elder[0].product.vendor == m.product.vendor and ";" not in low[factor.end : m.start]


def each(frame: Frame, own: Owner, other: Mention | None) -> list[Owner]:
    """ "Both carry twice the memory": the two products that the sentence before is about; else the one found."""
    reading, start = frame.reading, frame.sentence.start
    if own.place >= start or not _of_both(frame):
        return [own]
    before = reading.subjects.within(reading.blocks[frame.sentence.block].start, start)
    against = other.slug if other else ""
    two = list({m.slug: m for m in before if m.slug != against and m.product.kind != "line"}.values())[-2:]
    return [Owner(m.product, "both", 0.8, m.start) for m in two] if len(two) == 2 else [own]


def _of_both(frame: Frame) -> bool:
    """ "Both carry twice", "Per watt both are twice", "doubles with both"."""
    low, f = frame.reading.lower, frame.factor
    return bool(
        words.BOTH.match(low, frame.sentence.start) or (f.verb and words.BOTH_BEHIND.match(low, f.end, frame.right))
    )


def _topic(frame: Frame, opening: str) -> Owner | None:
    """What the paragraph is about, past a product that it only measures against: "twice the units of the SN40L"."""
    reading = frame.reading
    found = focus(reading, frame.sentence, opening)
    if found is not None and _only_yardstick(frame, found.product.slug):
        return _another(frame, found.product.slug)
    if found is None or not _only_measured(reading, found.place):
        return found
    start = reading.blocks[frame.sentence.block].start
    others = [
        m
        for m in reading.subjects.within(start, frame.sentence.start)
        if m.slug != found.product.slug and not _only_measured(reading, m.start)
    ]
    return replace(found, product=others[-1].product, place=others[-1].start) if others else None


def _only_yardstick(frame: Frame, slug: str) -> bool:
    """Is a product what the multiple is measured against, and the only such one?"""
    return {m.slug for m in frame.here if frame.roles[m.start] == "yardstick"} == {slug}


def _another(frame: Frame, slug: str) -> Owner | None:
    """The one other product that the paragraph, else the text, tells of, where the last one is itself the yardstick."""
    reading, sentence = frame.reading, frame.sentence
    for start, sure in ((reading.blocks[sentence.block].start, 0.76), (0, 0.68)):
        others = {
            m.slug: m
            for m in reading.subjects.within(max(start, sentence.start - 4000), sentence.start)
            if m.slug != slug
            and m.product.kind != "line"
            and not _ASIDE.match(reading.lower, reading.sentence_at(m.start).start)
        }
        if others:
            first = next(iter(others.values()))
            return Owner(first.product, "another", sure, first.start) if len(others) == 1 else None
    return None


_ASIDE = late(r"[\s\"'(*•-]*(?:for|as a) (?:scale|comparison|reference|context)\b")


def alike(frame: Frame, own: Owner, other: Mention | None) -> Owner:
    """Like is measured against like: the rack of the maker in place of its chip, the chip where the figure is "per card"."""
    of_chip = scope.of_product(own.product) in ("chip", "card")
    if own.rule in _NAMED or (of_chip and other is None):
        return own
    if of_chip:
        big = other is not None and scope.of_product(other.product) not in ("chip", "card")
        wanted = {"server", "rack", "pod"} if big else set()
    else:
        wanted = {"chip", "card"} if _APIECE.search(f"{frame.before[-60:]} | {frame.after[:40]}") else set()
    before = frame.reading.subjects.within(max(0, frame.sentence.start - 900), frame.factor.start)
    fits = {
        m.slug: m
        for m in before
        if m.product.vendor == own.product.vendor
        and scope.of_product(m.product) in wanted
        and not (other is not None and m.slug == other.slug)
    }
    first = next(iter(fits.values()), None)
    return Owner(first.product, "alike", 0.76, first.start) if first and len(fits) == 1 else own


_APIECE = late(r"\b(?:per|each|every)\s(?:chip|card|gpu|npu|tpu|lpu|accelerator|processor|board|package)\b")
_NAMED = ("clause", "agent", "following", "heir", "switched")
"""Rules that take a name of the sentence itself."""
_BRACKETS = late(r"(?:'s)?[^()\d:]{0,60}[\d:][^()]{0,80}\)")


def _bracketed(frame: Frame, m: Mention) -> bool:
    """ "A B300 has 288 GB (the H100: 80) and is twice as ...": an aside between two brackets is no subject."""
    low, start = frame.reading.lower, frame.sentence.start
    if low[m.start - 2 : m.start] == " (" and low[m.end : m.end + 1] == ")":
        return any(o.end == m.start - 2 for o in frame.here)
    opened = low.rfind("(", max(start, m.start - 80), m.start)
    closed = _BRACKETS.match(low, m.end) if opened >= 0 and ")" not in low[opened : m.start] else None
    return closed is not None and closed.end() <= frame.factor.start and any(o.end <= opened for o in frame.here)


_RELATIVE = late(r"\s?(?:\([^()\n]{0,20}\))?,?\s(?:which|whose)\b[^.;,]{4,120},\s(?!(?:and|or)\b)")


def _goes_on(frame: Frame, m: Mention) -> bool:
    """Does "which" behind a name tell the multiple? Not in "Versus the A, which ended at 96 GB, decoding is 3x faster"."""
    if not picked_up(frame.reading, m) or words.OVERTAKEN.match(frame.reading.lower, m.end):
        return False
    fronted = words.FRONTED.match(frame.reading.lower[frame.sentence.start : m.start])
    return not (fronted and closed(frame, m))


def closed(frame: Frame, m: Mention) -> bool:
    """Does the relative clause behind a name end before the multiple?"""
    return _RELATIVE.match(frame.reading.lower, m.end, frame.factor.start) is not None


def _only_measured(reading: Reading, place: int) -> bool:
    return bool(words.MEASURED.search(reading.lower, max(0, place - 75), place))


def _above_list(frame: Frame) -> Owner | None:
    """What a list is of, where the paragraph above it names a product first."""
    found = focus(frame.reading, frame.sentence, "", far=True)
    return replace(found, confidence=min(found.confidence, 0.74)) if found and found.rule.startswith("above") else None


def _holder(frame: Frame, part: Mention, opening: str) -> Owner | None:
    """The rack or server that the paragraph is about, where the sentence only counts the chips in it."""
    if scope.of_product(part.product) not in ("chip", "card") or not words.HOLDS.search(
        frame.reading.lower, max(frame.sentence.start, part.start - 50), part.start
    ):
        return None
    found = _topic(frame, opening)
    whole = found is not None and scope.of_product(found.product) in ("server", "rack", "pod")
    return found if found is not None and whole and found.product.vendor == part.product.vendor else None


def _last_above(frame: Frame, found: Owner) -> Owner:
    """Of several products of the paragraph above the one that its last sentence is about."""
    reading = frame.reading
    block = reading.blocks[reading.sentence_at(found.place).block]
    yards = {m.slug for m in frame.here if frame.roles[m.start] == "yardstick"}
    own = [
        m for m in reading.subjects.within(block.start, block.end) if m.product.kind != "line" and m.slug not in yards
    ]
    if not own:
        return found
    last = reading.sentence_at(own[-1].start)
    same = [m for m in own if m.start >= last.start]
    return replace(found, product=same[0].product, place=same[0].start, confidence=0.62)


def _open(frame: Frame) -> bool:
    """No name before the multiple that could be its subject: the text names it later, or has named it far above."""
    return not any(m.start < frame.factor.start and frame.roles[m.start] != "yardstick" for m in frame.here)


def _sole(frame: Frame) -> Owner | None:
    """The one product of the text that is no mere yardstick."""
    yards = {m.slug for m in frame.here if frame.roles[m.start] == "yardstick"}
    fits = (
        m
        for m in frame.reading.mentions[:MOST_NAMES]
        if accelerator(m.product)
        and m.product.kind != "line"
        and not m.compared
        and m.slug not in yards
        and not any(y in m.slug for y in yards)
    )
    first = next(fits, None)
    if first is None or any(m.slug != first.slug for m in fits):
        return None
    if frame.sentence.kind == "heading" or words.PROGRAM.search(
        frame.reading.lower, frame.sentence.start, frame.factor.start
    ):
        return None
    return Owner(first.product, "sole", 0.76, first.start)


def _titled(reading: Reading) -> Owner | None:
    """The one product that the title names: what a text is about where a paragraph names nothing."""
    title = reading.document.title.lower()
    if not title:
        return None
    fits = {
        m.slug: m
        for m in reading.mentions[:MOST_NAMES]
        if accelerator(m.product)
        and m.product.kind != "line"
        and not m.compared
        and reading.lower[m.start : m.end] in title
    }
    fits = {
        s: m
        for s, m in fits.items()
        if not any(m.product.name in o.product.name and s != o.slug for o in fits.values())
    }
    first = next(iter(fits.values()), None)
    return Owner(first.product, "title", 0.8, first.start) if first and len(fits) == 1 else None


def picked_up(reading: Reading, mention: Mention) -> bool:
    return bool(
        re.match(r"\s?(?:\([^()\n]{0,20}\))?,?\s(?:which|whose)\b", reading.lower[mention.end : mention.end + 40])
    )


def _later(frame: Frame, m: Mention, opening: str) -> bool:
    """A subject behind its multiple: "At half the price of X, Y ...", "30% better performance for Y"."""
    between = frame.reading.lower[frame.factor.end : m.start]
    if len(between) > 120 or re.search(r"[.;]\s", between):
        return False
    if frame.roles[m.start] == "placed":
        return "," not in between or bool(re.search(r"\bsa(?:id|ys?) (?:of|about)\b", between))
    if frame.factor.verb and re.fullmatch(r"\s(?:der|die|das|le|la|el)\s(?:\w+\s)?", between):
        return True
    return bool(words.OPENS.match(opening)) and ("," in between or bool(re.search(r"\b(?:is|are) what\b", between)))


_ON_IT = late(r"\s(?:on|with|for|from) it\b")
"""Says that the multiple is of the product spoken of, whatever runs."""
_SUCCESSOR = late(
    r"(?:^|[.;:!?\n][\s\"')*]{0,3})(?:(?:and|but|then)\s)?(?:its|their|the)\s(?:direct\s|own\s|new\s)?(?:successor|heir|replacement"
    r"|follow-up|(?:second|third|next)\s(?:generation|version|attempt))\s(?!to\b|of\b|for\b)"
)


def stranger(frame: Frame, own: Owner) -> bool:
    """A name that no table knows, or a nameless successor, is the subject: what is told is not of the product in focus."""
    if own.rule in ("clause", "agent", "following"):
        return False
    reading, start = frame.reading, frame.sentence.start
    if _ON_IT.search(frame.after[:40]):
        return False
    if _SUCCESSOR.search(reading.lower, max(own.place, start - 600), frame.factor.start):
        return True
    for hit in words.STRANGER.finditer(reading.clean[start : frame.factor.start]):
        place = start + hit.start("name")
        known = any(v.start <= place < v.end for v in reading.vendors) or any(
            m.start <= place < m.end for m in frame.here
        )
        if not known and not words.NO_NAME.match(hit["name"]) and not words.SPEAKS.fullmatch(hit["verb"]):
            return True
    return False
