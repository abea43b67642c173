"""Where a text turns to another product without naming it: "its successor draws 90 W", "the next generation", names in brackets."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extract.late import late
from tracker.extract.parts import Mention, Reading, Sentence
from tracker.extract.phrases import Phrases

_KIN = (
    r"(?:successor|predecessor|forerunner|forebear|heir|replacement|follow-?up|sequel"
    r"|(?:second|third|fourth|fifth|next|coming|previous|prior|older|later)[\s-]generation"
    r"|(?:big|little|bigger|smaller|larger|older|younger|elder|cheaper|faster)\s(?:brother|sister|sibling|cousin|one)"
    r"|(?:older|previous|old|earlier)\s(?:chip|card|part|model|board|version))s?"
)
_TURN = Phrases(
    rf"(?:(?:its|the|their|his|her)\s(?:\w+\s)?{_KIN}(?![\w-]|\s(?:to|of)\b)"
    r"|(?:der|sein|ihr)\s(?:nachfolger|vorgänger)\b|(?:le|son)\s(?:successeur|prédécesseur)\b"
    r"|(?:el|su)\s(?:sucesor|predecesor)\b)"
)
_ANEW = late(r"(?<!of )\b(?:the|this) (?:newcomer|challenger)\b|\b(?:whereas|while|but|and) (?:mine|ours|yours)\b")
"""Another one than the product that the sentence has named: "where a B200 has 8, the newcomer has 13"."""
_CJK = late(r"下一代|下代|次世代|前世代|上一代")
_OPENS = late(r"(?:^|[.;:!?。]\s?|,\s(?:and|but|while|whereas|where)\s|\b(?:while|whereas|but|and)\s)[\s\"'(*•-]*$")
REACH = 700
"""Characters that such a turn is remembered for within its paragraph."""


def turned(reading: Reading, sentence: Sentence, start: int, place: int) -> bool:
    """Has the paragraph turned to a product without a name, after the one named at `place` and before a figure at `start`?"""
    block = reading.blocks[sentence.block]
    left = max(block.start, start - REACH)
    low = reading.lower
    for hit in reversed([*reading.words.hits(_TURN, left, start)]):
        if hit.start() < place < start:
            return False
        if _OPENS.search(low[max(left, hit.start() - 14) : hit.start()]):
            return hit.start() >= sentence.start or not _named_behind(reading, hit.end(), start)
    if sentence.start <= place < start and _ANEW.search(low, place, start):
        return True
    if low.isascii() or (cjk := _last(low, sentence.start, start)) is None:
        return False
    return not cjk <= place < start


def _last(low: str, left: int, start: int) -> int | None:
    found = [hit.start() for hit in _CJK.finditer(low, left, start)]
    return found[-1] if found else None


def _named_behind(reading: Reading, left: int, start: int) -> bool:
    """Is a product named since: "Its predecessor, the X1, had ..."?"""
    return any(m.start < start for m in reading.hardware.within(left, start))


_BEHIND = late(r"[^()\n]{0,160}\)")


def foreground(reading: Reading, own: Sequence[Mention]) -> list[Mention]:
    """The names that do not stand in brackets, which tell of something by the way; all, where none stands outside."""
    outside = [m for m in own if not _bracketed(reading, m)]
    return outside or list(own)


def _bracketed(reading: Reading, mention: Mention) -> bool:
    """In brackets with words before it: "(240 on the cheaper B1)", and no mere gloss as in "Rubin (VR200)"."""
    return in_brackets(reading.lower, mention.start) and bool(_BEHIND.match(reading.lower, mention.end))


def in_brackets(low: str, place: int) -> bool:
    left = low.rfind("(", max(0, place - 160), place)
    return left >= 0 and place - left >= 3 and ")" not in low[left:place] and "\n" not in low[left:place]
