"""The trained model as it is shipped: vocabulary, network and heads from one file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tracker.encoder.heads import Pair, Plain
from tracker.encoder.network import Network
from tracker.encoder.rows import Rows
from tracker.encoder.tensors import Tensors
from tracker.encoder.wordpiece import Pieces

SHIPPED = Path(__file__).with_name("clauses.npz")
FIGURES = Path(__file__).with_name("figures.npz")
"""Heads that were fitted to the vectors of the network as it is shipped."""


class Numbers(NamedTuple):
    """Heads for numbers: whose one is, and which property it states."""

    owner: Pair
    field: Plain

    @classmethod
    def of(cls, tensors: Tensors, name: str) -> Numbers:
        return cls(Pair.of(tensors, name), Plain.of(tensors, f"{name}.field"))


class Model:
    """`event`: scores of a piece and a mention, one a kind of event; `announces`: of the whole text; `rules`: how much the
    proposals of the rules weigh beside them; `figure` and `bare`: of numbers with and without a unit;
    `metric`: of a multiple, what it is of."""

    def __init__(self, tensors: Tensors, rows: Rows, figures: Tensors) -> None:
        words = bytes(tensors.bare("vocabulary")).decode().split("\n")
        self.vocabulary = {word: n for n, word in enumerate(words)}
        self.pieces = Pieces(self.vocabulary)
        self.network = Network(tensors, rows)
        self.event = Pair.of(tensors, "event")
        self.announces = Plain.of(tensors, "announces")
        self.figure, self.bare = Numbers.of(figures, "figure"), Numbers.of(figures, "bare")
        self.metric = Plain.of(figures, "metric")
        self.rules = {n.removeprefix("rules."): tensors.vector(n) for n in tensors.names() if n.startswith("rules.")}


@cache
def shipped() -> Model:
    """The model beside this file; read once a process."""
    with np.load(SHIPPED, allow_pickle=False) as stored, np.load(FIGURES, allow_pickle=False) as figures:
        return Model(Tensors(stored), Rows(SHIPPED, "words"), Tensors(figures))
