"""What is asked of the vectors: how a piece of text and the mentions of a product belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.encoder.tensors import Array, Tensors

_LEAST = np.float32(1e-37)


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
    def of(cls, tensors: Tensors, name: str) -> Pair:
        vector, turned = tensors.vector, tensors.turned
        return cls(
            turned(f"{name}.piece"), vector(f"{name}.piece.bias"), turned(f"{name}.mention"),
            tensors.matrix(f"{name}.near"), turned(f"{name}.out"), vector(f"{name}.out.bias"),
        )  # fmt: skip

    def scores(self, pieces: Array, mentions: Array, near: NDArray[np.int64]) -> Array:
        """(Q, M, n) for pieces (Q, H) and mentions (M, H); `near` (Q, M) as `extract.nearness` has it."""
        hidden = self.near[near]
        hidden += (pieces @ self.piece + self.bias)[:, None]
        hidden += mentions @ self.mention
        np.maximum(hidden, 0, out=hidden)
        out: Array = hidden @ self.out
        out += self.out_bias
        return out


@dataclass(frozen=True, slots=True)
class Plain:
    """Scores (n) of one vector."""

    weight: Array
    bias: Array

    @classmethod
    def of(cls, tensors: Tensors, name: str) -> Plain:
        return cls(tensors.turned(name), tensors.vector(f"{name}.bias"))

    def scores(self, vectors: Array) -> Array:
        out: Array = vectors @ self.weight + self.bias
        return out


def summed(scores: Array, rows: Sequence[int], columns: Sequence[int]) -> Array:
    """Log of the sum of the exponentials in every block of (Q, M, n), whose rows and columns begin at the given ones:
    close to the greatest, and more where several are great."""
    top = scores.max(axis=(0, 1))
    parts = np.add.reduceat(np.add.reduceat(np.exp(scores - top), rows, axis=0), columns, axis=1)
    out: Array = np.log(np.maximum(parts, _LEAST)) + top
    return out


def chance(scores: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float32)


def logged(scores: Array) -> Array:
    """Rows of scores as logs of chances that add up to 1."""
    top = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(axis=-1, keepdims=True)), np.float32)
