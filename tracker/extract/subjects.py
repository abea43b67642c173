"""Whose multiple it is: the product that a clause is about, or the paragraph, the list or the title above it."""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.extract import comparison_words as words
from tracker.extract import scope, switched
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
    roles = [(m, "beside" if r == "plain" and governed(frame, m, roles) else r) for m, r in roles]
    left = [(m, r) for m, r in roles if m.start < factor.start and (r in ("plain", "beside") or picked_up(reading, m))]
    sure = [m for m, r in left if r == "plain"] or [m for m, r in left]
    if left and picked_up(reading, left[-1][0]):
        sure = [left[-1][0]]
    if sure and (holder := _holder(frame, sure[-1], opening)):
        return holder
    if sure:
        m = sure[-1]
        if own := switched.heir(reading, m, factor.start):
            return Owner(own.product, "heir", 0.86, own.start)
        return Owner(m.product, "clause", 0.86 if factor.start - m.end < 160 else 0.76, m.start)
    right = [m for m, r in roles if m.start >= factor.end and r in ("plain", "placed")]
    fits = [m for m in right if _later(frame, m, opening)]
    if fits:
        return Owner(fits[0].product, "following", 0.8, fits[0].start)
    found = _topic(frame, opening) or (_above_list(frame) if frame.sentence.kind == "item" else None)
    open_ = (
        focus(reading, frame.sentence) is None
        if found is None
        else found.rule.startswith("above") and frame.sentence.kind != "item"
    )
    titled = _titled(reading) if open_ else None
    return titled or found or (_sole(frame) if _open(frame) else None)


def each(frame: Frame, own: Owner) -> list[Owner]:
    """ "Both carry twice the memory": the two products that the sentence before is about; else the one found."""
    reading, start = frame.reading, frame.sentence.start
    if own.place >= start or not words.BOTH.match(reading.lower, start):
        return [own]
    before = reading.subjects.within(reading.blocks[frame.sentence.block].start, start)
    two = list({m.slug: m for m in before if m.slug != "" and m.product.kind != "line"}.values())[-2:]
    return [Owner(m.product, "both", 0.8, m.start) for m in two] if len(two) == 2 else [own]


def _topic(frame: Frame, opening: str) -> Owner | None:
    """What the paragraph is about, past a product that it only measures against: "twice the units of the SN40L"."""
    reading = frame.reading
    found = focus(reading, frame.sentence, opening)
    if found is None or not _only_measured(reading, found.place):
        return found
    start = reading.blocks[frame.sentence.block].start
    others = [
        m
        for m in reading.subjects.within(start, frame.sentence.start)
        if m.slug != found.product.slug and not _only_measured(reading, m.start)
    ]
    return replace(found, product=others[-1].product, place=others[-1].start) if others else None


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


def _open(frame: Frame) -> bool:
    """No name before the multiple that could be its subject: the text names it later, or has named it far above."""
    return not any(m.start < frame.factor.start and frame.roles[m.start] != "yardstick" for m in frame.here)


def _sole(frame: Frame) -> Owner | None:
    """The one product of the text that is no mere yardstick."""
    yards = {m.slug for m in frame.here if frame.roles[m.start] == "yardstick"}
    fits = [
        m
        for m in frame.reading.mentions[:MOST_NAMES]
        if accelerator(m.product)
        and m.product.kind != "line"
        and not m.compared
        and m.slug not in yards
        and not any(y in m.slug for y in yards)
    ]
    own = {m.slug: m for m in reversed(fits)}
    if frame.sentence.kind == "heading" or words.PROGRAM.search(
        frame.reading.lower, frame.sentence.start, frame.factor.start
    ):
        return None
    first = next(iter(own.values()), None)
    return Owner(first.product, "sole", 0.76, first.start) if first and len(own) == 1 else None


def _titled(reading: Reading) -> Owner | None:
    """The one product that the title names: what a text is about where a paragraph names nothing."""
    title = reading.document.title.lower()
    fits = {
        m.slug: m
        for m in reading.mentions
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


def stranger(frame: Frame, own: Owner) -> bool:
    """A name that no table knows is the subject of the sentence: what it tells is not of the product in focus."""
    if own.rule in ("clause", "agent", "following"):
        return False
    reading, start = frame.reading, frame.sentence.start
    for hit in words.STRANGER.finditer(reading.clean[start : frame.factor.start]):
        place = start + hit.start("name")
        known = any(v.start <= place < v.end for v in reading.vendors) or any(
            m.start <= place < m.end for m in frame.here
        )
        if not known and not words.NO_NAME.match(hit["name"]) and not words.SPEAKS.fullmatch(hit["verb"]):
            return True
    return False
