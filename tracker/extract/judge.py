"""The learned reading: the encoder's vectors and the rules' proposals together say what happened to which product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np

from tracker.encoder.heads import chance, logged, summed
from tracker.extract.bare import Bare, bare
from tracker.extract.judgement import Figure, Judgement
from tracker.extract.lexicon import Lexicon
from tracker.extract.multiples import Multiple
from tracker.extract.nearness import Nearness, nearness
from tracker.extract.parts import Reading
from tracker.extract.proposals import Proposals
from tracker.extract.sequence import MARKS, Chunk, Signs, chunks
from tracker.model.words import Metric

if TYPE_CHECKING:
    from tracker.encoder.model import Model, Numbers
    from tracker.encoder.tensors import Array

FIELDS = (
    "", "memory_capacity", "memory_bandwidth", "peak_compute", "power", "process_node", "transistors", "scale_up_size",
    "price_hourly", "price_token", "sram", "interconnect_bandwidth",
)  # fmt: skip
"""What a number may be, in the order of the head's scores; "" for none of a product's properties."""
METRICS = ("", *get_args(Metric))
"""What a multiple may be of, in the order of the head's scores; "" where it compares no accelerators."""
OFFSET = 3.0
"""Taken from the log odds of an event, which sum over all pieces of a sentence."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text as the model is asked about it: stretches, numbers without a unit, multiples, and what the rules propose."""

    chunks: tuple[Chunk, ...]
    loose: tuple[Bare, ...]
    ratios: tuple[Multiple, ...]
    proposed: Proposals


class Judge:
    """Pure: the same questions together give the same judgements; the last digits may depend on the texts beside."""

    def __init__(self, lexicon: Lexicon, model: Model) -> None:
        self._lexicon, self._model = lexicon, model
        self._signs = signs(model.vocabulary)

    def question(self, reading: Reading, ratios: Sequence[Multiple], proposed: Proposals) -> Question:
        loose = bare(reading, ratios)
        found = chunks(reading, self._lexicon, ratios, loose, self._signs, self._model.pieces.read)
        return Question(tuple(found), loose, tuple(ratios), proposed)

    def judge(self, questions: Sequence[Question]) -> list[Judgement]:
        """One for each. Several texts together cost less than one by one."""
        vectors = iter(self._model.network.encode([chunk.numbers for q in questions for chunk in q.chunks]))
        return [self._judged(q, [next(vectors) for _ in q.chunks]) for q in questions]

    def _judged(self, question: Question, vectors: Sequence[Array]) -> Judgement:
        out, proposed = Judgement(loose=question.loose, multiples=question.ratios), question.proposed
        for chunk, found in zip(question.chunks, vectors, strict=True):
            out.announces = max(out.announces or 0.0, self._announces(found, proposed))
            near = nearness(chunk)
            self._events(chunk, near, found, proposed, out)
            self._figures(chunk, near, found, out)
            self._ratios(chunk, found, out)
        return out

    def _announces(self, vectors: Array, proposed: Proposals) -> float:
        whole = np.concatenate([vectors[0], vectors[1:].max(axis=0)])
        score = self._model.announces.scores(whole)[0]
        return float(chance(score + self._model.rules["announces"] @ np.array(proposed.gate, np.float32)))

    def _events(self, chunk: Chunk, near: Nearness, vectors: Array, proposed: Proposals, out: Judgement) -> None:
        """For every product and sentence that the rules take to be about it."""
        sentences = np.array(chunk.sentences)
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

    def _figures(self, chunk: Chunk, near: Nearness, vectors: Array, out: Judgement) -> None:
        if near.owners:
            out.figures.update(_owned(self._model.figure, chunk.figures, near, vectors))
            out.bare.update(_owned(self._model.bare, chunk.bare, near, vectors))

    def _ratios(self, chunk: Chunk, vectors: Array, out: Judgement) -> None:
        if chunk.ratios:
            read = logged(self._model.metric.scores(vectors[list(chunk.ratios.values())])).tolist()
            for index, chances in zip(chunk.ratios, read, strict=True):
                out.ratios[out.multiples[index].start] = dict(zip(METRICS, chances, strict=True))


def _owned(head: Numbers, places: Mapping[int, int], near: Nearness, vectors: Array) -> Iterator[tuple[int, Figure]]:
    """For every number, by its index, the products named in the stretch."""
    if not places:
        return
    rows = list(places.values())
    numbers, mentions = vectors[rows], vectors[list(near.mentions)]
    owners, columns = np.unique(near.owners, return_index=True)
    scores = head.owner.scores(numbers, mentions, near.table[rows])
    whose = summed(scores, range(len(rows)), columns.tolist())[..., 0].tolist()
    named = [near.products[owner] for owner in owners]
    kinds = logged(head.field.scores(numbers)).tolist()
    for index, of, what in zip(places, whose, kinds, strict=True):
        yield index, Figure(dict(zip(named, of, strict=True)), dict(zip(FIELDS, what, strict=True)))


def signs(vocabulary: Mapping[str, int]) -> Signs:
    marks = [vocabulary[f"[unused{n}]"] for n in range(MARKS)]
    return Signs(vocabulary["[CLS]"], vocabulary["[SEP]"], marks)
