"""How a piece of text lies to each mention of a product: in its sentence or not, before or after, how far, what stands between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.extract.sequence import Chunk

PLACES = 39
MOST_MENTIONS = 40
_STEPS = (3, 8, 20)


@dataclass(frozen=True, slots=True)
class Nearness:
    """`mentions`: position of each mention; `owners`: number of its product; both ordered by product.
    `table[piece, mention]`: 0 to PLACES - 1."""

    products: tuple[str, ...]
    mentions: tuple[int, ...]
    owners: tuple[int, ...]
    table: NDArray[np.int64]


def nearness(chunk: Chunk) -> Nearness:
    pairs = [(p, n) for n, places in enumerate(chunk.names.values()) for p in places]
    pairs = sorted(sorted(pairs)[:MOST_MENTIONS], key=lambda pair: (pair[1], pair[0]))
    mentions = tuple(p for p, _ in pairs)
    table = _table(np.array(chunk.sentences, np.int64), np.array(mentions, np.int64))
    return Nearness(tuple(chunk.names), mentions, tuple(n for _, n in pairs), table)


def _table(sentences: NDArray[np.int64], mentions: NDArray[np.int64]) -> NDArray[np.int64]:
    pieces = np.arange(len(sentences))
    ordered = np.sort(mentions)
    apart = mentions - pieces[:, None]
    later = sentences[mentions] - sentences[:, None]  # sentences from the piece to the mention
    near = np.searchsorted(_STEPS, np.abs(apart)) + (len(_STEPS) + 1) * (apart > 0)
    place = np.where(later == 0, near, np.where(later < 0, 7 + np.minimum(-later, 3), 10 + np.minimum(later, 2)))
    upto, past = np.searchsorted(ordered, pieces), np.searchsorted(ordered, pieces, "right")
    at, beyond = np.searchsorted(ordered, mentions), np.searchsorted(ordered, mentions, "right")
    between = np.where(apart > 0, at - past[:, None], upto[:, None] - beyond)
    table: NDArray[np.int64] = 13 * np.clip(between, 0, 2) + place
    table[sentences < 0] = 0
    return table
