"""How a piece of text lies to each mention of a product: in its sentence or not, before or after, how far, what stands between."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extract.sequence import Chunk

PLACES = 39
MOST_MENTIONS = 40
_STEPS = (3, 8, 20)


@dataclass(frozen=True, slots=True)
class Nearness:
    """`mentions`: position of each mention; `owners`: number of its product; `table[piece][mention]`: 0 to PLACES - 1."""

    products: tuple[str, ...]
    mentions: tuple[int, ...]
    owners: tuple[int, ...]
    table: list[list[int]]


def nearness(chunk: Chunk) -> Nearness:
    pairs = [(p, n) for n, places in enumerate(chunk.names.values()) for p in places]
    pairs = sorted(sorted(pairs)[:MOST_MENTIONS], key=lambda pair: (pair[1], pair[0]))
    mentions = tuple(p for p, _ in pairs)
    ordered = sorted(mentions)
    table = [
        [_place(chunk.sentences, ordered, piece, m) for m in mentions] if sentence >= 0 else [0] * len(mentions)
        for piece, sentence in enumerate(chunk.sentences)
    ]
    return Nearness(tuple(chunk.names), mentions, tuple(n for _, n in pairs), table)


def _place(sentences: Sequence[int], ordered: Sequence[int], piece: int, mention: int) -> int:
    here, there = sentences[piece], sentences[mention]
    if here == there:
        step = bisect_left(_STEPS, abs(piece - mention))
        place = step + (len(_STEPS) + 1) * (mention > piece)
    elif there < here:
        place = 7 + min(here - there, 3)
    else:
        place = 10 + min(there - here, 2)
    low, high = min(piece, mention), max(piece, mention)
    between = bisect_left(ordered, high) - bisect_right(ordered, low)
    return 13 * min(max(between, 0), 2) + place
