"""The learned reading: the encoder's vectors and the rules' proposals together say what happened to which product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.encoder.heads import chance, summed
from tracker.extract.judgement import Judgement
from tracker.extract.lexicon import Lexicon
from tracker.extract.multiples import Multiple
from tracker.extract.nearness import Nearness, nearness
from tracker.extract.parts import Reading
from tracker.extract.proposals import Proposals
from tracker.extract.sequence import MARKS, Chunk, Signs, chunks

if TYPE_CHECKING:
    from tracker.encoder.model import Model
    from tracker.encoder.network import Array

OFFSET = 3.0
"""Taken from the log odds of an event, which sum over all pieces of a sentence."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    chunk: Chunk
    vectors: Array
    mentions: Array
    near: Nearness


class Judge:
    """Pure and deterministic: the same reading and proposals give the same judgement."""

    def __init__(self, lexicon: Lexicon, model: Model) -> None:
        self._lexicon, self._model = lexicon, model
        self._signs = signs(model.vocabulary)

    def judge(self, reading: Reading, ratios: Sequence[Multiple], proposed: Proposals) -> Judgement:
        out = Judgement()
        for chunk in chunks(reading, self._lexicon, ratios, self._signs, self._model.pieces.read):
            vectors, near = self._model.network.encode(chunk.numbers), nearness(chunk)
            encoded = _Encoded(chunk, vectors, vectors[list(near.mentions)], near)
            out.announces = max(out.announces or 0.0, self._announces(vectors, proposed))
            self._events(encoded, proposed, out)
        return out

    def _announces(self, vectors: Array, proposed: Proposals) -> float:
        whole = np.concatenate([vectors[0], vectors[1:].max(axis=0)])
        score = self._model.announces.scores(whole)[0]
        return float(chance(score + self._model.rules["announces"] @ np.array(proposed.gate, np.float32)))

    def _events(self, e: _Encoded, proposed: Proposals, out: Judgement) -> None:
        """For every product and sentence that the rules take to be about it."""
        scores = self._model.event.scores(e.vectors, e.mentions, e.near.table)
        sentences, owners = np.array(e.chunk.sentences), np.array(e.near.owners)
        products = {p: n for n, p in enumerate(e.near.products)}
        for (product, sentence), row in proposed.events.items():
            pieces, mine = sentences == sentence, owners == products.get(product, -1)
            if pieces.any() and mine.any():
                told = summed(summed(scores[pieces], 0)[mine], 0) - np.float32(OFFSET)
                rules = (np.array(row, np.float32) * self._model.rules["event"]).sum(axis=0, dtype=np.float32)
                out.events[product, sentence] = tuple(float(c) for c in chance(told + rules))


def signs(vocabulary: Mapping[str, int]) -> Signs:
    marks = [vocabulary[f"[unused{n}]"] for n in range(MARKS)]
    return Signs(vocabulary["[CLS]"], vocabulary["[SEP]"], marks)
