"""Who is compared with whom: the role that the words around a name give it in a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tracker.extract import comparison_words as words
from tracker.extract import pointing
from tracker.extract.multiples import Multiple
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Mention, Reading, Sentence

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
    tail: int = 0
    """Where the words behind the multiple begin, if it shares them with the next one."""
    own: Mention | None = None
    other: Mention | None = None
    """Subject and object, where "respectively" gives them."""

    @cached_property
    def roles(self) -> dict[int, Role]:
        """Of every name, by its place."""
        return {m.start: _role(self, m) for m in self.here}

    @property
    def before(self) -> str:
        return self.reading.lower[self.left : self.factor.start]

    @property
    def after(self) -> str:
        return self.reading.lower[max(self.tail, self.factor.end) : self.right]


def named(reading: Reading, sentence: Sentence) -> list[Mention]:
    return [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]


def told(reading: Reading, sentence: Sentence) -> list[Mention]:
    """The accelerators that a sentence names, or points to with a noun."""
    return pointing.pointed(reading, sentence, named(reading, sentence))


def _role(frame: Frame, mention: Mention) -> Role:
    """What the words before a name make of it."""
    low = frame.reading.lower
    start = max(frame.sentence.start, mention.start - 90)
    if start < frame.factor.end <= mention.start:
        start = frame.factor.end
    window = low[start : mention.start]
    opening = low[frame.sentence.start : mention.start]
    if mention.slug in frame.against and mention.end <= frame.factor.start and not opening.endswith("; "):
        return "plain" if _own_clause(low, opening, mention) else "yardstick"
    if len(opening) < 160 and words.FRONTED.match(opening) and not _opens_clause(frame, mention):
        return "yardstick"
    if words.CONTRAST.search(window) and any(m.end < mention.start for m in frame.here):
        return "yardstick"
    if (
        _overtaken(low, mention)
        or words.AS_BASE.match(low, mention.end)
        or (frame.factor.end <= mention.start and words.DONE_ON.fullmatch(low, frame.factor.end, mention.start))
    ):
        return "yardstick"
    if words.CJK_BESIDE.match(low, mention.end) or words.TOGETHER.search(window):
        return "partner"
    if words.CJK_YARD.match(low, mention.end) or words.CJK_BEFORE.search(window):
        return "yardstick"
    if mention.end <= frame.factor.start and words.CJK_OF.fullmatch(low[mention.end : frame.factor.start]):
        return "yardstick"
    if words.CHANGED_TO.search(window):
        return "agent"
    if words.LEAVES.search(window) and words.BEHIND.match(low, mention.end):
        return "yardstick"
    if (
        words.AS_IT.search(window)
        or (words.LEAD_APPOSED.search(window) and _closed(low, mention))
        or words.ANCESTOR.search(low[max(frame.sentence.start, mention.start - 60) : mention.start])
    ):
        return "yardstick"
    return _by_verb(frame, mention, window)


def _by_verb(frame: Frame, mention: Mention, window: str) -> Role:
    """What is left where no mark says it: the voice of the verb, the words of comparing, the place behind the multiple."""
    low, passive = frame.reading.lower, _passive(frame)
    if passive and mention.start >= passive.start() and words.BY.search(window):
        return "agent"
    if passive and mention.end <= passive.start() and passive.start() - mention.end < 25:
        return "yardstick"
    hits = list(words.YARD.finditer(window)) or list(words.AS.finditer(window))
    apart = words.NOT_GAP.search(window, _content(window, hits[-1].start())) if hits else None
    if hits and not apart and not _opens_clause(frame, mention):
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


def _overtaken(low: str, mention: Mention) -> bool:
    """ "B, which it beats by 20 percent", "B, whose speed the newcomer surpasses": the relative clause has a subject of its own."""
    return words.OVERTAKEN.match(low, mention.end) is not None


def _own_clause(low: str, opening: str, mention: Mention) -> bool:
    """ "... than the B, and the B has 2.4 times that of the C": the yardstick of one clause is the subject of the next."""
    return bool(words.NEXT_CLAUSE.search(opening[-30:]) and words.DOES.match(low, mention.end))


def _content(window: str, place: int) -> int:
    """Past the marker itself, whose words are no content."""
    return min(len(window), place + 3)


def _opens_clause(frame: Frame, mention: Mention) -> bool:
    """ "Versus the H100 the H20 gives up ...": the second of two names side by side is the subject."""
    before = [m for m in frame.here if m.end <= mention.start]
    return bool(before) and bool(words.SIDE_BY_SIDE.fullmatch(frame.reading.lower, before[-1].end, mention.start))


def _closed(low: str, mention: Mention) -> bool:
    """An apposition ends with a comma: "its predecessor, the X1, ..."."""
    return bool(re.match(r"(?:'s)?\s?(?:[,.;:)]|$)", low[mention.end : mention.end + 4]))


def _passive(frame: Frame) -> re.Match[str] | None:
    low, sentence = frame.reading.lower, frame.sentence
    own = words.PASSIVE.search(low, max(sentence.start, frame.left), max(frame.left, min(sentence.end, frame.right)))
    return own or words.PASSIVE.search(low, sentence.start, sentence.end)


def _measured(frame: Frame, mention: Mention) -> bool:
    """ "twice the H100's throughput", "2.6 times a GB300 NVL72", "half the power of an H100": what stands behind the multiple."""
    between = frame.reading.lower[frame.factor.end : mention.start]
    if frame.factor.verb and words.INVERTED.search(frame.reading.lower[frame.factor.start : mention.start]):
        return False
    if re.search(r"\b(?:that|which|what)\s(?:an?\s|the\s|its\s|\w+\s)?$", between) and not re.search(r"[,;.]", between):
        return True
    if re.search(r"\bout of\s(?:\S+\s){0,2}$", between) or re.search(r"\b(?:is|are) (?:exactly\s)?what\b", between):
        return False
    if re.search(r"\b(?:that|those)\s(?:of|on|for|with|from|in|at)\s(?:the\s|an?\s|its\s|[a-z]+'s\s)?$", between):
        return not re.search(r"[,;.]\s", between)
    alone = not any(frame.factor.end <= m.start < mention.start for m in frame.here)
    if alone and words.LISTED.fullmatch(between):
        return True
    if re.fullmatch(r"\s(?:on|over|from)\s(?:the\s|an?\s|its\s|[a-z]+'s\s)?", between) and re.search(
        r"\b(?:up|down)\s(?:by\s)?$", frame.before
    ):
        return True
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


def governed(frame: Frame, mention: Mention, roles: Sequence[tuple[Mention, Role]]) -> bool:
    """ "B, launched two years after A, has ...": a preposition or verb governs A, and B stands before it in the clause."""
    low, first = frame.reading.lower, frame.sentence.start
    if not words.GOVERNS.search(low[max(first, mention.start - 60) : mention.start]) and not words.KIN_BEHIND.match(
        low, mention.end
    ):
        return False
    before = [m for m, r in roles if m.end <= mention.start and r == "plain" and m.slug != mention.slug]
    return bool(before) and not words.CLAUSE_ENDS.search(low, before[-1].end, mention.start)
