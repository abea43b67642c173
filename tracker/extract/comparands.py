"""Who is compared with whom: the roles that the words around a name give it in a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tracker.extract import comparison_words as words
from tracker.extract import switched
from tracker.extract.multiples import Multiple
from tracker.extract.ownership import Owner, accelerator, focus
from tracker.extract.parts import Mention, Reading, Sentence

MOST_NAMES = 200
"""How far into a text its names are gone through for the one that a sentence leaves unsaid."""
Role = Literal["plain", "yardstick", "agent", "beside", "partner", "placed"]


@dataclass(frozen=True)
class Frame:
    """A multiple in its sentence, the stretch of words that may belong to it, and the accelerators named in the sentence."""

    reading: Reading
    sentence: Sentence
    factor: Multiple
    left: int
    right: int
    here: Sequence[Mention]
    against: frozenset[str] = frozenset()
    """Products that an earlier multiple of the sentence was measured against."""

    @cached_property
    def roles(self) -> dict[int, Role]:
        """Of every name, by its place."""
        return {m.start: _role(self, m) for m in self.here}

    @property
    def before(self) -> str:
        return self.reading.lower[self.left : self.factor.start]

    @property
    def after(self) -> str:
        return self.reading.lower[self.factor.end : self.right]


def named(reading: Reading, sentence: Sentence) -> list[Mention]:
    return [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]


def _role(frame: Frame, mention: Mention) -> Role:
    """What the words before a name make of it."""
    low = frame.reading.lower
    start = max(frame.sentence.start, mention.start - 90)
    if start < frame.factor.end <= mention.start:
        start = frame.factor.end
    window = low[start : mention.start]
    opening = low[frame.sentence.start : mention.start]
    if mention.slug in frame.against and mention.end <= frame.factor.start and not opening.endswith("; "):
        return "yardstick"
    if words.FRONTED.match(opening[-160:]) and len(opening) < 160:
        return "yardstick"
    if words.CONTRAST.search(window) and any(m.end < mention.start for m in frame.here):
        return "yardstick"
    if words.CJK_BESIDE.match(low, mention.end) or words.TOGETHER.search(window):
        return "partner"
    if words.CJK_YARD.match(low, mention.end) or words.CJK_BEFORE.search(window):
        return "yardstick"
    if mention.end <= frame.factor.start and words.CJK_OF.fullmatch(low[mention.end : frame.factor.start]):
        return "yardstick"
    if words.CHANGED_TO.search(window):
        return "agent"
    if (
        words.AS_IT.search(window)
        or (words.LEAD_APPOSED.search(window) and _closed(low, mention))
        or words.ANCESTOR.search(low[max(frame.sentence.start, mention.start - 60) : mention.start])
    ):
        return "yardstick"
    passive = _passive(frame)
    if passive and mention.start >= passive.start() and words.BY.search(window):
        return "agent"
    if passive and mention.end <= passive.start() and passive.start() - mention.end < 25:
        return "yardstick"
    hits = list(words.YARD.finditer(window)) or list(words.AS.finditer(window))
    if hits and not words.NOT_GAP.search(window, _content(window, hits[-1].start())):
        return "yardstick"
    if (
        mention.end <= frame.factor.start
        and words.ELLIPSIS.fullmatch(low[mention.end : frame.factor.start])
        and words.BEATEN_BEFORE.search(low[frame.sentence.start : mention.start])
    ):
        return "yardstick"
    if words.FROM_TO.search(window) and re.match(r"(?:'s)?[^.;,]{0,25}?\sto\s", low[mention.end : mention.end + 60]):
        return "yardstick"
    if frame.factor.end <= mention.start:
        return "yardstick" if _measured(frame, mention) else "placed" if words.PLACED.search(window) else "plain"
    return "beside" if words.BESIDE.search(window) else "plain"


def _content(window: str, place: int) -> int:
    """Past the marker itself, whose words are no content."""
    return min(len(window), place + 3)


def _closed(low: str, mention: Mention) -> bool:
    """An apposition ends with a comma: "its predecessor, the X1, ..."."""
    return bool(re.match(r"(?:'s)?\s?(?:[,.;:)]|$)", low[mention.end : mention.end + 4]))


def _passive(frame: Frame) -> re.Match[str] | None:
    return words.PASSIVE.search(frame.reading.lower, frame.sentence.start, frame.sentence.end)


def _measured(frame: Frame, mention: Mention) -> bool:
    """ "twice the H100's throughput", "2.6 times a GB300 NVL72", "half the power of an H100": what stands behind the multiple."""
    between = frame.reading.lower[frame.factor.end : mention.start]
    if frame.factor.verb and words.INVERTED.search(frame.reading.lower[frame.factor.start : mention.start]):
        return False
    if re.search(r"\b(?:that|which|what)\s(?:an?\s|the\s|its\s|\w+\s)?$", between) and not re.search(r"[,;.]", between):
        return True
    if re.search(r"\bout of\s(?:\S+\s){0,2}$", between):
        return False
    if len(between) > 75 or words.COMPARATIVE.match(between) or mention.start >= frame.right + 12:
        return False
    trimmed = re.sub(r"(?:\bof|\bthat of|\bwhat|\bthe|\ban?|\bper [a-z]+)\b", " ", between)
    if re.search(r"\b(?:of|what|der|des|du|del|d'un\w?|as much as)\b", between):
        if re.search(r"[,;]\s", between):
            return False
        if re.search(r"\bof what\b", between):
            return not re.search(r"[,;.]", between)
        last = re.split(r"\b(?:of|what|der|des|du|del)\b", between)[-1]
        return not words.INNER_STOP.search(last) and len(last) < 40
    return not words.INNER_STOP.search(trimmed) and len(between) <= 32


def subject(frame: Frame) -> Owner | None:
    """The product that the multiple is said of."""
    factor, reading = frame.factor, frame.reading
    roles = [(m, frame.roles[m.start]) for m in frame.here]
    for m, r in roles:
        if r == "agent":
            return Owner(m.product, "agent", 0.86, m.start)
    left = [(m, r) for m, r in roles if m.start < factor.start and (r in ("plain", "beside") or _picked_up(reading, m))]
    sure = [m for m, r in left if r == "plain"] or [m for m, r in left]
    if left and _picked_up(reading, left[-1][0]):
        sure = [left[-1][0]]
    if sure:
        m = sure[-1]
        if own := switched.heir(reading, m, factor.start):
            return Owner(own.product, "heir", 0.86, own.start)
        return Owner(m.product, "clause", 0.86 if factor.start - m.end < 160 else 0.76, m.start)
    opening = reading.lower[frame.sentence.start : factor.start]
    right = [m for m, r in roles if m.start >= factor.end and r in ("plain", "placed")]
    fits = [m for m in right if _later(frame, m, opening)]
    if fits:
        return Owner(fits[0].product, "following", 0.8, fits[0].start)
    found = focus(reading, frame.sentence, opening)
    open_ = (
        focus(reading, frame.sentence) is None
        if found is None
        else found.rule.startswith("above") and frame.sentence.kind != "item"
    )
    titled = _titled(reading) if open_ else None
    return titled or found or (_sole(frame) if _open(frame) else None)


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


def _picked_up(reading: Reading, mention: Mention) -> bool:
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


def reference(frame: Frame, own: Owner) -> tuple[Mention | None, str]:
    """What the subject is measured against: a product, else the words for it, else "unspecified"."""
    reading, factor = frame.reading, frame.factor
    yards = [m for m in frame.here if m.slug != own.product.slug and frame.roles[m.start] == "yardstick"]
    later = [m for m in yards if m.start >= factor.end and _reaches(frame, m)]
    generic = words.GENERIC.search(reading.lower, factor.end, min(frame.sentence.end, factor.end + 130))
    adjacent = [
        m for m in yards if m.end <= factor.start and words.CJK_OF.fullmatch(reading.lower[m.end : factor.start])
    ]
    if adjacent:
        return adjacent[-1], ""
    if later and (generic is None or later[0].start <= generic.end()):
        return later[0], ""
    if generic and not (generic["h"] and _self(generic["h"])):
        return _plainly(frame, own, generic)
    earlier = [m for m in yards if m.end <= factor.start]
    if earlier:
        return earlier[-1], ""
    passive = (
        [m for m in frame.here if m.start < factor.start and m.slug != own.product.slug] if own.rule == "agent" else []
    )
    if passive:
        return passive[-1], ""
    if generic := words.GENERIC_BACK.search(reading.lower, frame.sentence.start, factor.start):
        return _plainly(frame, own, generic)
    if any(m.start == own.place and frame.roles[m.start] == "yardstick" for m in frame.here):
        turned = [m for m in frame.here if m.end <= own.place and m.slug != own.product.slug]
        return (turned[-1], "") if turned else (None, "unspecified")
    return None, "unspecified"


def _self(told: str) -> bool:
    """ "of its instances": what is the subject's own is no yardstick, unless it is called older."""
    return bool(re.match(r"(?:its|our|their|his|her)\s", told)) and not words.OLDER.search(told)


def _reaches(frame: Frame, mention: Mention) -> bool:
    """The yardstick stands in the multiple's own stretch, or behind a list of multiples that share it."""
    between = frame.reading.lower[frame.factor.end : mention.start]
    if len(between) > 170:
        return False
    own = [m for m in frame.here if frame.factor.end <= m.start < mention.start and frame.roles[m.start] == "plain"]
    return not own and not re.search(r";\s|(?<!vs)\.\s|\b(?:while|whereas)\b", between)


def _plainly(frame: Frame, own: Owner, hit: re.Match[str]) -> tuple[Mention | None, str]:
    """ "its predecessor, the X1" and "previous-generation Hopper GPUs" name a product; else the words stay."""
    low = frame.reading.lower
    told = next(g for g in hit.groups() if g)
    for m in frame.here:
        inside = hit.start() <= m.start < hit.end()
        apposed = (
            m.start >= hit.end() and m.start - hit.end() < 30 and words.APPOSED.fullmatch(low[hit.end() : m.start])
        )
        if m.slug != own.product.slug and (inside or apposed):
            return m, ""
    if told.endswith(("one", "ones")) and (before := spoken_of(frame, own)):
        return before, ""
    if told.endswith("thing"):
        return None, "others"
    if words.OLDER.search(told):
        return predecessor(frame.reading, own), "previous generation"
    if re.search(r"\b(?:gpus?|graphics\s\w+)$", told):
        return None, "GPU"
    return None, re.sub(r"^(?:(?:the|its|an?|that|those|leading)\s)+", "", told).strip()


def predecessor(reading: Reading, own: Owner) -> Mention | None:
    """The product that the text itself calls the predecessor."""
    fits = {
        m.slug: m
        for m in reading.mentions
        if m.slug != own.product.slug and m.product.vendor == own.product.vendor
        and words.BEFORE_NAME.search(reading.lower[max(0, m.start - 40) : m.start])
    }  # fmt: skip
    return next(iter(fits.values())) if len(fits) == 1 else None


def spoken_of(frame: Frame, own: Owner) -> Mention | None:
    """The other product that the text speaks of just before, for a multiple that says "as much" and not of what."""
    reading, sentence = frame.reading, frame.sentence
    own_name = next((m for m in frame.here if m.start == own.place), None)
    if own_name is not None and _picked_up(reading, own_name):
        return None
    spans = [(sentence.start, frame.factor.start)]
    spans += [
        (b.start, min(b.end, sentence.start))
        for b in reversed(reading.blocks[max(0, sentence.block - 3) : sentence.block + 1])
    ]
    for start, end in spans:
        others = [m for m in reading.mentions_in(max(start, end - 900), end) if _other(own, m)]
        slugs = {m.slug for m in others}
        chosen = slugs if len(slugs) == 1 else {m.slug for m in others if m.compared}
        if others:
            return next(m for m in reversed(others) if m.slug in chosen) if len(chosen) == 1 else None
    return None


def _other(own: Owner, m: Mention) -> bool:
    """A product to be measured against: no part or whole of the subject, and not the line that it belongs to."""
    a, b = own.product, m.product
    parts = {p.whole for p in a.part_of} | {p.whole for p in b.part_of}
    related = a.slug in parts or b.slug in parts or a.name in b.name or b.name in a.name
    return (
        accelerator(b)
        and a.slug != b.slug
        and not related
        and not (b.kind == "line" and b.family in (a.family, a.name))
    )


def only_yardstick(reading: Reading, own: Owner) -> Mention | None:
    """The one other product of a text that it only measures against."""
    others = {m.slug: m for m in reading.mentions[:MOST_NAMES] if m.compared and _other(own, m)}
    return next(iter(others.values())) if len(others) == 1 else None


def yardstick(reading: Reading, sentence: Sentence, own: Owner) -> Mention | None:
    """The one other product that the paragraph measures against, for a sentence that names none."""
    number = sentence.block
    block = reading.blocks[number]
    while number > 0 and reading.blocks[number].kind == "item":
        number -= 1
    start = reading.blocks[number].start if block.kind == "item" else block.start
    others = {
        m.slug: m for m in reading.mentions_in(start, sentence.end)
        if m.compared and _other(own, m)
    }  # fmt: skip
    return next(iter(others.values())) if len(others) == 1 else None
