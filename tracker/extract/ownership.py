"""Whose figure is it: what is said outright beats the brackets, these the clause, that the paragraph, that the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extract import ownerwords as words
from tracker.extract import propertywords, scope, shifts
from tracker.extract.late import late
from tracker.extract.nouns import Named, accelerator, fits
from tracker.extract.numerals import WORDS as _WORDS
from tracker.extract.parts import Reading, Sentence
from tracker.extract.topics import Owner, focus

__all__ = ["Owner", "accelerator", "focus", "foreign", "owner"]


def owner(reading: Reading, here: Sequence[Named], start: int, end: int, sentence: Sentence) -> Owner | None:
    """The product that a figure at [start, end) belongs to, or None where the text leaves it open.

    `here` are the names and nouns of the sentence, see `nouns.named`.
    """
    low = reading.lower
    if _FORMERLY.search(low, max(sentence.start, start - 16), start) or _BECOMES.match(low, end, end + 40):
        return _predecessor(reading, here, start, sentence)
    sure = (
        _christened(low, here, end, start)
        or _counted(here, start, end)
        or _apiece(low, here, end, sentence)
        or _explicit(low, here, end)
        or _bracket(low, here, start, sentence)
        or _attribute(low, here, start, end)
        or _elliptic(low, here, start, end)
    )
    if sure:
        return sure
    mark = _mark(low, start, end, sentence)
    if mark is not None and not propertywords.RATED.search(low[mark.end() : start]):
        return _against(low, here, mark, start, end, sentence)
    if foreign(low, here, start, end, sentence):
        return None
    return (
        _before(reading, here, start, end, sentence)
        or _after(reading, here, end, sentence)
        or focus(reading, sentence, low[sentence.start : start], far=True)
    )


_FORMERLY = late(r"\(\s?(?:up\s|down\s)?from\s(?:about\s|just\s)?$")
_BECOMES = late(r"\s(?:of\s\w+\s)?(?:becomes?|became|gives? way to|turns? into|makes? way for)\b[^.;]{0,20}\d")
"""Behind a former value: "48 GB becomes 72"."""


def _predecessor(reading: Reading, here: Sequence[Named], start: int, sentence: Sentence) -> Owner | None:
    """ "6 TB/s (from 5.3 TB/s)": of the other product of that vendor which the text above sets beside this one."""
    own = next((_owner(m, "former", 0.8) for m in here if m.end <= start and not m.compared), None)
    own = own or focus(reading, sentence, far=True)
    if own is None:
        return None
    begin = reading.blocks[max(0, sentence.block - 12)].start
    kin = {
        m.slug: m
        for m in reading.mentions_in(begin, sentence.end)
        if accelerator(m.product) and m.product.vendor == own.product.vendor and m.slug != own.product.slug
    }
    if len(kin) != 1:
        return None
    (one,) = kin.values()
    return Owner(one.product, "former", 0.76, one.start)


_NAMED_LATER = late(
    r"[^.;]{1,90}\b(?:called|call|calls|dubbed|named|names|christened|code-?named|known as|baptised)\s(?:it\s|the\s)?[\"']?"
)


def _christened(low: str, here: Sequence[Named], end: int, start: int) -> Owner | None:
    """ "its first chip, on a 6 nm process, which it called the HC1": the name comes after the figure."""
    names = [m for m in here if m.kind == "name"]
    if not names or names[0].start < end or names[0].start - end > 120:
        return None
    return _owner(names[0], "christened", 0.84) if _NAMED_LATER.fullmatch(low, end, names[0].start) else None


def _owner(one: Named, rule: str, confidence: float) -> Owner:
    less = 0.0 if one.kind == "name" else 0.02 if one.sure else 0.1
    return Owner(one.product, rule, confidence - less, one.place, one.scope)


def _counted(here: Sequence[Named], start: int, end: int) -> Owner | None:
    """ "8 NVIDIA B300 GPUs": the count names its product; a rack or server named before holds them."""
    inner = next((m for m in here if m.kind == "name" and start < m.start < end), None)
    if inner is None:
        return None
    return _owner(_holder(here, start) or inner, "counted", 0.88)


def _holder(here: Sequence[Named], place: int) -> Named | None:
    """The rack, server or pod named last before a place."""
    own = [m for m in here if m.end <= place and not m.compared and not m.counted and not m.distributive]
    holders = [m for m in own if (m.scope or scope.of_product(m.product)) in ("server", "rack", "pod")]
    return holders[-1] if holders else None


def _apiece(low: str, here: Sequence[Named], end: int, sentence: Sentence) -> Owner | None:
    """ "72 GPUs with 288 GB each": one of the counted chips."""
    if not words.EACH_AFTER.match(low, end, min(sentence.end, end + 50)):
        return None
    own = [m for m in here if m.end <= end and not m.compared and (m.counted or fits(m.product, "chip"))]
    if own and own[-1].counted and not fits(own[-1].product, "chip"):
        return Owner(own[-1].product, "each", 0.86, own[-1].place, scope.of_product(own[-1].product))
    if not own:
        return None
    chosen = own[-1]
    return Owner(chosen.product, "each", 0.88, chosen.place, None if chosen.kind == "name" else "chip")


def _explicit(low: str, here: Sequence[Named], end: int) -> Owner | None:
    """ "250 PFLOPS per WSE-3 Turbo", "192 GB on the MI300X", "2.3 TB in the box"."""
    for one in here:
        if one.start >= end:
            between = low[end : one.start]
            if one.compared or len(between) > 60 or words.BROKEN.search(between):
                return None
            if one.kind == "name" and words.EXPLICIT.fullmatch(between):
                return _owner(one, "explicit", 0.92)
            if one.kind == "noun" and (one.distributive or words.NOUN_AFTER.fullmatch(between)):
                return _owner(one, "explicit", 0.9)
            return None
    return None


def _attribute(low: str, here: Sequence[Named], start: int, end: int) -> Owner | None:
    """ "the 80 GB H100": a figure right before the name, which no name stands right before."""
    one = next((m for m in here if m.start >= end), None)
    if one is None or one.kind != "name" or low[end : one.start] not in (" ", "-"):
        return None
    ahead = [m for m in here if m.end <= start]
    if ahead and _ADJACENT.fullmatch(low[ahead[-1].end : start]):
        return None
    return _owner(one, "attribute", 0.86)


def _elliptic(low: str, here: Sequence[Named], start: int, end: int) -> Owner | None:
    """ "that of the B 1,400", "than A with its 288": a number without a unit is of the name before it, a yardstick or not."""
    before = [m for m in here if m.end <= start and m.kind == "name"]
    if not before or _LETTERS.search(low, start, end) or not _BARE_GAP.fullmatch(low, before[-1].end, start):
        return None
    return _owner(before[-1], "elliptic", 0.86)


_LETTERS = late(r"[a-z%$€£]")
_BARE_GAP = late(r"(?:'s)?\s(?:[a-z]{1,10}\s){0,2}")


def _bracket(low: str, here: Sequence[Named], start: int, sentence: Sentence) -> Owner | None:
    """ "H100s (80GB)": the name right before the bracket, also where it is a yardstick elsewhere."""
    opened = low.rfind("(", max(sentence.start, start - 120), start)
    if opened < 0 or ")" in low[opened:start] or any(opened < m.start < start for m in here):
        return None
    before = [m for m in here if m.end <= opened]
    if not before:
        return None
    gap = low[before[-1].end : opened].strip()
    if (
        len(gap) <= (25 if not before[-1].compared else 8)
        and not words.MARK.search(low, opened, start)
        and "," not in gap
    ):
        return _owner(before[-1], "bracket", 0.9)
    return None


def _mark(low: str, start: int, end: int, sentence: Sentence) -> re.Match[str] | None:
    """The word of comparison that governs a figure: nothing but the list of its own figures lies in between."""
    last = None
    for hit in words.MARK.finditer(low, max(sentence.start, start - 110), start):
        last = hit
    if last is None:
        return None
    between = low[last.end() : start]
    clean = re.sub(r",(?=\s?(?:and\s)?(?:[a-z]{1,12}\s){0,2}\d)|\([^()]{0,40}\)", " ", between)
    ended = re.search(
        r"[,;)]|\b(?:it|they|while|but|whereas|has|have|offers?|delivers?|comes|gets?|runs|gives|reaches|brings)\b",
        clean,
    )
    return None if ended or (re.search(r"\d", clean) and " to " in clean) else last


def _against(
    low: str, here: Sequence[Named], mark: re.Match[str], start: int, end: int, sentence: Sentence
) -> Owner | None:
    """ "versus 80 GB for the H100", "against the B200's 180 GB", "(192 GB vs 141 GB)": the other side's figure."""
    names = [m for m in here if m.kind != "pronoun"]
    inner = [m for m in names if mark.end() <= m.start < start]
    if inner:
        return _owner(inner[-1], "other-side", 0.86)
    stop = re.compile(r"[,;()]|\.\s|\b(?:and|but|while)\b").search(low, end, sentence.end)
    later = [m for m in names if end <= m.start < (stop.start() if stop else sentence.end) and m.start - end < 60]
    if later:
        return _owner(later[0], "other-side", 0.86)
    if words.FROM.search(mark[0]):
        return None
    others = [m for m in here if m.compared and m.start < mark.start()] or _other_sides(
        low, here, mark.start(), sentence
    )
    return _owner(others[-1], "other-side", 0.78) if len({m.product.slug for m in others}) == 1 else None


def _other_sides(low: str, here: Sequence[Named], place: int, sentence: Sentence) -> list[Named]:
    """Names that an earlier word of comparison in the sentence has set on the other side."""
    found = []
    for hit in words.MARK.finditer(low, max(sentence.start, place - 300), place):
        later = [m for m in here if m.kind == "name" and hit.end() <= m.start < min(place, hit.end() + 45)]
        found += later[:1]
    return found


def foreign(low: str, here: Sequence[Named], start: int, end: int, sentence: Sentence) -> bool:
    """Is the subject right before the figure, or its place behind it, other hardware: a CPU, a switch, a memory stack?"""
    if words.OF_A_HOST.match(low, end, min(sentence.end, end + 60)):
        return True
    if words.SHARE.search(low, max(sentence.start, start - 30), start):
        return True
    housed = words.HOUSED.match(low, end, end + 12) and words.ARTICLE.search(low, max(sentence.start, start - 4), start)
    if housed and not any((m.scope or scope.of_product(m.product)) == "rack" for m in here):
        return True
    own = [m for m in here if m.end <= start]
    begin = max(own[-1].end if own else sentence.start, start - 130)
    last = None
    for hit in words.OTHER_HARDWARE.finditer(low, begin, start):
        last = hit
    if last is None or re.search(
        r"(?:\d|two|four|six|eight|twelve|sixteen|with|its|plus)\s(?:\w+\s){0,2}$", low[begin : last.start()][-30:]
    ):
        return False
    return not re.search(r",\s(?:and\s)?(?:the|it|its|all)\b|;", low[last.end() : start])


def _before(reading: Reading, here: Sequence[Named], start: int, end: int, sentence: Sentence) -> Owner | None:
    """The last name before the figure that is no yardstick."""
    low = reading.lower
    own = [m for m in here if m.start < start and (not m.compared or _figure_follows(low, m))]
    own = [m for m in own if not (")" in low[m.end : start] and shifts.in_brackets(low, m.start))] or own
    if risen := _RISEN.search(low, max(sentence.start, start - 90), start):
        own = [m for m in own if m.start < risen.start()] or own
    close = [m for m in own if m.end <= start and m.kind == "name" and _ADJACENT.fullmatch(low[m.end : start])]
    if close and not close[-1].counted:
        return _owner(close[-1], "adjacent", 0.9)
    if not own:
        return None
    if _TOGETHER.search(low[max(sentence.start, start - 32) : start]) or _IN_ALL.match(low, end):
        own = [m for m in own if not m.distributive] or own
        if holder := _holder(own, start):
            return _owner(holder, "clause", 0.84)
    cut = max((hit.end() for hit in words.CUT.finditer(low, sentence.start, start)), default=sentence.start)
    part = [m for m in own if m.start >= cut]
    if not part and _later_subject(low, here, end, sentence):
        return None
    stop = words.CUT.search(low, end, sentence.end)
    pronoun = next(
        (m for m in here if m.kind == "pronoun" and end <= m.start < (stop.start() if stop else sentence.end)), None
    )
    if not part and pronoun and low[cut:start].strip().count(" ") < 5:
        return _owner(pronoun, "clause", 0.82)
    chosen = _head(low, part or own, start)
    if chosen.counted and chosen.kind == "name":
        chosen = _holder(here, chosen.start) or chosen
    far = start - chosen.end > 160
    rule = "clause" if chosen.kind == "name" else f"clause-{chosen.kind}"
    return _owner(chosen, rule if part else f"{rule}-earlier", 0.75 if far else 0.88 if part else 0.8)


_ASIDE = late(
    r",\s(?:an?|the|its|powered|based|built|which|successor|heir|competitor|rival|made|using|formerly|like|unlike"
    r"|as with|now|itself|one of|not|ein|eine|der|die|das|une?|le|la)\b[^,;]{0,60}$"
)
_MODIFIER = late(
    r"\b(?:powered by|based on|built (?:on|around|with)|using|running on|runs on|alongside|next to|paired with"
    r"|together with|compatible with|tak(?:es|ing|e) on|challeng\w+|ahead of"
    r"|in place of|beside|besides|in addition to|succeed\w*|follow(?:s|ing)|pairs? with|combined with|auf basis von"
    r"|basé sur|basado en)\s(?:[\w'-]{1,14}\s){0,3}$"
)


def _head(low: str, own: Sequence[Named], start: int) -> Named:
    """The last name that is no mere addition to the one before it: "the CS-3, powered by WSE-3, draws"."""
    chosen = own[-1]
    for earlier in reversed([m for m in own[:-1] if m.kind != "pronoun"]):
        left = low[earlier.end : chosen.start]
        aside = _ASIDE.search(left) and "," in low[chosen.end : start]
        if chosen.kind != "name" or not (aside or _MODIFIER.search(left)) or _figure_follows(low, chosen):
            break
        chosen = earlier
    return chosen


_TOGETHER = late(
    r"\b(?:together|in total|in all|combined|altogether|for a total|totall?ing|total(?:s)?(?: of)?|zusammen"
    r"|insgesamt|au total|en total)\b"
)
_IN_ALL = late(
    r"[^.;,\d]{0,30}\b(?:in total|in all|combined|altogether|in sum|zusammen|insgesamt|au total|en total|together)\b"
)
_RISEN = late(
    r"(?:\b(?:from|von|de|des)|\b(?:doubl|tripl|quadrupl|rais|lift|increas|boost|improv|extend|cut|halv|grow|rais)\w*\s[^.;]{1,40}?\bof)"
    r"\b[^.;]{1,70}?\b(?:to|auf|à|a)\s(?:about\s|up to\s|some\s|a\s|over\s)?$"
)
"""From A to B: what stands inside A has no part in B."""
_ADJACENT = late(r"'?s?['\s*`:|(]{0,6}(?:has|have|at|with|offers|provides)?[\s`]{0,3}")
_FIGURE_NEXT = late(
    r"(?:[\s\"'(:|-]{0,5}(?:'s\s?|has\s|at\s|offers\s|delivers\s|comes in at\s|carries\s"
    r"|with its\s)?[\s\"'(]{0,3}\d[\d.,]*\s?(?:[gtp]b"
    r"|[tpe]flops|w\b|nm|x\b))|\sat\s\$\d[\d.,]*\s?(?:/|per\b|an?\s)"
    r"|\s?(?:\([^()\n]{0,20}\))?,\s(?:which|whose|that)\b|\s(?:has to|makes do|must make"
    r"|gets by|only has|is stuck|tops out|stops at|manages)\b"
)


def _figure_follows(low: str, one: Named) -> bool:
    """A yardstick that is given figures of its own: "versus the H200's 141 GB and 4.8 TB/s"; or ", which" picks it up."""
    return bool(_FIGURE_NEXT.match(low, one.end))


def _later_subject(low: str, here: Sequence[Named], end: int, sentence: Sentence) -> bool:
    """ "...; 180 GB is what the B200 has": does a name of its own follow in the figure's part of the sentence?"""
    stop = words.CUT.search(low, end, sentence.end)
    later = [m for m in here if m.kind == "name" and end <= m.start < (stop.start() if stop else sentence.end)]
    return (
        bool(later)
        and not later[0].compared
        and later[0].start - end < 70
        and not re.search(r"[,;(]", low[end : later[0].start])
    )


def _after(reading: Reading, here: Sequence[Named], end: int, sentence: Sentence) -> Owner | None:
    """ "With 160 GB of LPDDR5X, Crescent Island ...", "offers $1.50 per hour for H100"."""
    later = [m for m in here if m.start >= end and not m.compared and m.kind == "name"]
    if not later:
        return None
    between = reading.lower[end : later[0].start]
    if between.count("(") > between.count(")") and shifts.in_brackets(reading.lower, later[0].start):
        return None
    alone = len({m.product.slug for m in here if m.kind == "name"}) == 1
    if len(between) < 160 and (":" in between or alone) and _LISTED_FIRST.fullmatch(reading.lower, sentence.start, end):
        return _owner(later[0], "following", 0.82)
    if re.search(r"\b(?:while|whereas)\b", between):
        return None
    if (
        len(between) < 140
        and not re.search(r"[;.]\s|\b(?:than|vs)\b", between)
        and not words.OTHER_HARDWARE.search(between)
    ):
        opens = bool(
            re.match(
                r"[\s\"'*-]*(?:with|at|for|holding|packing|carrying|thanks|mit|avec|con|in|on|not|en|bei|drawing"
                r"|boasting|some|about|up|over)\b",
                reading.lower[sentence.start : sentence.end],
            )
        )
        return _owner(later[0], "following", 0.85 if opens else 0.72 if len(between) < 50 else 0.66)
    return None


_LISTED_FIRST = late(rf"[\s\"'*-]{{0,4}}(?:\d[\d.,]*|{_WORDS})[\s-]?[^;:\n]{{0,200}}")
"""A sentence that opens with figures; whose they are stands behind the colon."""
