"""Where blocks, sentences and clauses begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tracker.extract.late import late
from tracker.extract.parts import Block, BlockKind, Sentence

LONGEST = 1200
"""A sentence is cut here whatever it says: bounds the work on hostile text."""

_LINE = late(r"[^\n]+")
_ITEM = late(r"\s*(?:[-+•→▲△▶►▷◆◇■□★☆✦➤·・]|--|\d{1,2}[.)])\s+\S|\s*(?:>\s*)+")
_GLUED = late(r"[a-z]{4}[)]?[A-Z][a-z]{3}|[A-Z]{2}s[A-Z][a-z]{3}|\d\s?[KMGTP]B[A-Z][a-z]{3}")
"""Where the cells of a table were run together: "acceleratorsEnergy-efficient"."""
_WRAPPED = late(r"\s*[a-z(\"']")
_HEAD = late(r"\s*#{1,6}\s")
_ENDS = late(
    r"[.!?](?<!\..)['\")\]]{0,3}\s+(?=[A-Z0-9\"'(\[$~¿¡<\u0080-\uffff])|[.!?](?=[\u3000-\uffff])|[。！？][」』\")]{0,2}\s*"
)
_ABBREVIATED = late(
    r"\b(?:Inc|Corp|Ltd|Co|vs|Dr|Mr|Ms|St|No|approx|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|U\.S|e\.g"
    r"|i\.e|Calif|bzw|ca|z\.B|Nr|Mio|Mrd|incl|(?<!\d)(?<!\d\s)[A-Z])\.\s*$"
)
"""A letter behind a figure is a unit, no initial: "at 700 W. AMD says"."""
_GERMAN_DAY = late(r"\b\d{1,2}\.\s*$")
_MONTH_NEXT = late(
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Generation)\b"
)


def blocks(clean: str) -> tuple[Block, ...]:
    """Lines joined to paragraphs where they were only wrapped; headings, items and table rows stand alone."""
    found: list[Block] = []
    for line in _LINE.finditer(clean):
        words = line[0].strip()
        if not words:
            continue
        kind = _kind(line[0], words)
        last = found[-1] if found else None
        gap = clean.count("\n", last.end, line.start()) if last else 0
        if last and last.kind in ("text", "item") and kind == "text" and gap == 1 and _WRAPPED.match(line[0]):
            found[-1] = Block(last.start, line.end(), last.kind)
        else:
            found.append(Block(line.start(), line.end(), kind))
    return tuple(found)


def _kind(line: str, words: str) -> BlockKind:
    if line.count("|") >= 2 or glued(words) or line.strip(" ").count("\t") >= 1:
        return "row"
    if _HEAD.match(line):
        return "heading"
    if _ITEM.match(line):
        return "item"
    return "heading" if len(words) < 110 and words[-1] not in ".!?:;,\"'" else "text"


def glued(words: str) -> bool:
    """Are these the cells of a table, run together?"""
    return words[-1] not in ".!?" and ". " not in words and len(set(_GLUED.findall(words))) >= 3


def sentences(clean: str, found: tuple[Block, ...]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(start, end, number, block.kind)
        for number, block in enumerate(found)
        for start, end in _split(clean, block.start, block.end)
    )


def _split(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _ENDS.finditer(clean, start, end):
        before = clean[max(begin, stop.start() - 12) : stop.start() + 1]
        if _ABBREVIATED.search(before) or (_GERMAN_DAY.search(before) and _MONTH_NEXT.match(clean, stop.end())):
            continue
        yield from _pieces(clean, begin, stop.end())
        begin = stop.end()
    yield from _pieces(clean, begin, end)


def _pieces(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = clean.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut if cut > 0 else start + LONGEST
        yield start, cut
        start = cut
    if clean[start:end].strip():
        yield start, end


_CLAUSE = late(
    r"[;]\s|\s-{1,2}\s|(?<!\d)\.\s+(?=\S)|,\s+(?:and|but|while|whereas|which|who|whose|with|und|aber|so|yet"
    r"|although|though|as|after|before|et|mais)\s"
    r"|\s(?:but|while|whereas|although|because)\s|,\s+(?=(?:it|they|he|she|we|the\s+\w+|its\s+\w+)\s+\w+(?:s|ed)\s)"
)


@lru_cache(maxsize=2000)
def clauses(clean: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The stretches of a sentence that each say one thing."""
    found, begin = [], start
    for cut in _CLAUSE.finditer(clean, start, end):
        if cut.start() - begin > 12:
            found.append((begin, cut.start()))
            begin = cut.start()
    found.append((begin, end))
    return tuple(found)


def trimmed(clean: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and joining marks at its ends."""
    while start < end and clean[start] in " \t\n,;:-•|>":
        start += 1
    while end > start and clean[end - 1] in " \t\n,;:-|":
        end -= 1
    return start, end
