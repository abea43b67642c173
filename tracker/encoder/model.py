"""The trained model as it is shipped: vocabulary, network and heads from one file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from tracker.encoder.heads import Pair, Plain
from tracker.encoder.network import Network
from tracker.encoder.rows import Rows
from tracker.encoder.tensors import Tensors
from tracker.encoder.wordpiece import Pieces

SHIPPED = Path(__file__).with_name("clauses.npz")


class Model:
    """`event`: scores of a piece and a mention, one a kind of event; `announces`: of the whole text; `rules`: how much the
    proposals of the rules weigh beside them."""

    def __init__(self, tensors: Tensors, rows: Rows) -> None:
        words = bytes(tensors.bare("vocabulary")).decode().split("\n")
        self.vocabulary = {word: n for n, word in enumerate(words)}
        self.pieces = Pieces(self.vocabulary)
        self.network = Network(tensors, rows)
        self.event = Pair.of(tensors, "event")
        self.announces = Plain.of(tensors, "announces")
        self.rules = {n.removeprefix("rules."): tensors.vector(n) for n in tensors.names() if n.startswith("rules.")}


@cache
def shipped() -> Model:
    """The model beside this file; read once a process."""
    with np.load(SHIPPED, allow_pickle=False) as stored:
        return Model(Tensors(stored), Rows(SHIPPED, "words"))
