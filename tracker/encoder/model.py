"""The trained model as it is shipped: vocabulary, network and heads from one file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.encoder.heads import Pair, Plain
from tracker.encoder.network import Network
from tracker.encoder.wordpiece import Pieces

SHIPPED = Path(__file__).with_name("clauses.npz")


class Model:
    """`event`: scores of a piece and a mention, one a kind of event; `announces`: of the whole text; `rules`: how much the
    proposals of the rules weigh beside them."""

    def __init__(self, tensors: Mapping[str, NDArray[Any]]) -> None:
        words = bytes(tensors["vocabulary"]).decode().split("\n")
        self.vocabulary = {word: n for n, word in enumerate(words)}
        self.pieces = Pieces(self.vocabulary)
        self.network = Network(tensors)
        self.event = Pair.of(self.network, "event")
        self.announces = Plain.of(self.network, "announces")
        self.rules = {n.removeprefix("rules."): self.network.vector(n) for n in tensors if n.startswith("rules.")}


@cache
def shipped() -> Model:
    """The model beside this file; read once a process."""
    with np.load(SHIPPED, allow_pickle=False) as tensors:
        return Model({name: tensors[name] for name in tensors.files})
