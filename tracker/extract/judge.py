"""The learned reading: the encoder's vectors and the rules' proposals together say what happened to which product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tracker.encoder.heads import chance, summed
from tracker.extract.judgement import Judgement
from tracker.extract.lexicon import Lexicon
from tracker.extract.multiples import Multiple
from tracker.extract.nearness import nearness
from tracker.extract.parts import Reading
from tracker.extract.proposals import Proposals
from tracker.extract.sequence import MARKS, Chunk, Signs, chunks

if TYPE_CHECKING:
    from tracker.encoder.model import Model
    from tracker.encoder.tensors import Array

OFFSET = 3.0
"""Taken from the log odds of an event, which sum over all pieces of a sentence."""


class Judge:
    """Pure and deterministic: the same reading and proposals give the same judgement."""

    def __init__(self, lexicon: Lexicon, model: Model) -> None:
        self._lexicon, self._model = lexicon, model
        self._signs = signs(model.vocabulary)

    def judge(self, reading: Reading, ratios: Sequence[Multiple], proposed: Proposals) -> Judgement:
        out = Judgement()
        for chunk in chunks(reading, self._lexicon, ratios, self._signs, self._model.pieces.read):
            vectors = self._model.network.encode(chunk.numbers)
            out.announces = max(out.announces or 0.0, self._announces(vectors, proposed))
            self._events(chunk, vectors, proposed, out)
        return out

    def _announces(self, vectors: Array, proposed: Proposals) -> float:
        whole = np.concatenate([vectors[0], vectors[1:].max(axis=0)])
        score = self._model.announces.scores(whole)[0]
        return float(chance(score + self._model.rules["announces"] @ np.array(proposed.gate, np.float32)))

    def _events(self, chunk: Chunk, vectors: Array, proposed: Proposals, out: Judgement) -> None:
        """For every product and sentence that the rules take to be about it."""
        near, sentences = nearness(chunk), np.array(chunk.sentences)
        products = {near.products[owner]: owner for owner in near.owners}
        here = set(chunk.sentences)
        asked = [key for key in proposed.events if key[0] in products and key[1] in here]
        if not asked:
            return
        places = np.flatnonzero(np.isin(sentences, [sentence for _, sentence in asked]))
        scores = self._model.event.scores(vectors[places], vectors[list(near.mentions)], near.table[places])
        told, rows = np.unique(sentences[places], return_index=True)
        owners, columns = np.unique(near.owners, return_index=True)
        whole = summed(scores, rows.tolist(), columns.tolist()) - np.float32(OFFSET)
        of = (
            np.searchsorted(told, [sentence for _, sentence in asked]),
            np.searchsorted(owners, [products[product] for product, _ in asked]),
        )
        rules = (np.array([proposed.events[key] for key in asked], np.float32) * self._model.rules["event"]).sum(axis=1)
        for key, chances in zip(asked, chance(whole[of] + rules).tolist(), strict=True):
            out.events[key] = tuple(chances)


def signs(vocabulary: Mapping[str, int]) -> Signs:
    marks = [vocabulary[f"[unused{n}]"] for n in range(MARKS)]
    return Signs(vocabulary["[CLS]"], vocabulary["[SEP]"], marks)
