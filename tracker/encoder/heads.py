"""What is asked of the vectors: how a piece of text and the mentions of a product belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tracker.encoder.network import Array, Network


@dataclass(frozen=True, slots=True)
class Pair:
    """Scores (n) of a piece and a mention: a sum of both and of how they lie to each other, through one hidden layer (K)."""

    piece: Array
    bias: Array
    mention: Array
    near: Array
    out: Array
    out_bias: Array

    @classmethod
    def of(cls, network: Network, name: str) -> Pair:
        vector, matrix = network.vector, network.matrix
        return cls(
            np.ascontiguousarray(matrix(f"{name}.piece").T), vector(f"{name}.piece.bias"),
            np.ascontiguousarray(matrix(f"{name}.mention").T), matrix(f"{name}.near"),
            np.ascontiguousarray(matrix(f"{name}.out").T), vector(f"{name}.out.bias"),
        )  # fmt: skip

    def scores(self, pieces: Array, mentions: Array, near: Sequence[Sequence[int]]) -> Array:
        """(Q, M, n) for pieces (Q, H) and mentions (M, H); `near` (Q, M) as `extract.nearness` has it."""
        hidden = (pieces @ self.piece + self.bias)[:, None] + (mentions @ self.mention)[None]
        out: Array = np.maximum(hidden + self.near[np.asarray(near, np.int64)], 0) @ self.out + self.out_bias
        return out


@dataclass(frozen=True, slots=True)
class Plain:
    """Scores (n) of one vector."""

    weight: Array
    bias: Array

    @classmethod
    def of(cls, network: Network, name: str) -> Plain:
        return cls(np.ascontiguousarray(network.matrix(name).T), network.vector(f"{name}.bias"))

    def scores(self, vectors: Array) -> Array:
        out: Array = vectors @ self.weight + self.bias
        return out


def summed(scores: Array, axis: int) -> Array:
    """Log of the sum of the exponentials along an axis: close to the greatest, and more where several are great."""
    top = scores.max(axis=axis, keepdims=True)
    out: Array = np.squeeze(top, axis) + np.log(np.exp(scores - top).sum(axis=axis))
    return out


def chance(scores: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float32)
