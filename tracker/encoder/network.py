"""The layers: embedding, self-attention, feed-forward, as in BERT (Devlin et al. 2018), for one text at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
HEADS = 12
_SMALL = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Layer:
    """`qkv` (H, 3H), `out` (H, H), `up` (H, 4H), `down` (4H, H), each with its bias; two norms of (scale, shift)."""

    qkv: Array
    qkv_bias: Array
    out: Array
    out_bias: Array
    up: Array
    up_bias: Array
    down: Array
    down_bias: Array
    norm_1: tuple[Array, Array]
    norm_2: tuple[Array, Array]


class Network:
    """`tensors` by name, matrices as bytes with a scale a row (`NAME` int8, `NAME.scale`), vectors as floats."""

    def __init__(self, tensors: Mapping[str, NDArray[np.generic]]) -> None:
        self._tensors = tensors
        self._words = tensors["words"]
        self._word_scale = np.asarray(tensors["words.scale"], np.float32)
        self._places = self.matrix("places")
        self._norm = self._pair("norm")
        self._layers = tuple(self._layer(n) for n in range(int(tensors["layers"])))

    @property
    def longest(self) -> int:
        """The most pieces of one text."""
        return len(self._places)

    def matrix(self, name: str) -> Array:
        scale = np.asarray(self._tensors[f"{name}.scale"], np.float32)
        found: Array = np.asarray(self._tensors[name], np.float32) * scale[:, None]
        return found

    def vector(self, name: str) -> Array:
        return np.asarray(self._tensors[name], np.float32)

    def encode(self, numbers: Sequence[int]) -> Array:
        """(T, H): a vector for every piece. T at most `longest`."""
        ids = np.asarray(numbers, np.int64)
        x = self._words[ids].astype(np.float32) * self._word_scale[ids, None] + self._places[: len(ids)]
        x = _normed(x, self._norm)
        for layer in self._layers:
            x = _through(layer, x)
        return x

    def _pair(self, name: str) -> tuple[Array, Array]:
        return self.vector(f"{name}.scale"), self.vector(f"{name}.shift")

    def _layer(self, n: int) -> Layer:
        def part(name: str) -> tuple[Array, Array]:
            return np.ascontiguousarray(self.matrix(f"{n}.{name}").T), self.vector(f"{n}.{name}.bias")

        return Layer(
            *part("qkv"), *part("out"), *part("up"), *part("down"),
            norm_1=self._pair(f"{n}.norm_1"), norm_2=self._pair(f"{n}.norm_2"),
        )  # fmt: skip


def _normed(x: Array, norm: tuple[Array, Array]) -> Array:
    x = x - x.mean(axis=1, keepdims=True)
    out: Array = x / np.sqrt((x * x).mean(axis=1, keepdims=True) + _SMALL) * norm[0] + norm[1]
    return out


def _through(layer: Layer, x: Array) -> Array:
    length, width = x.shape
    q, k, v = (
        (x @ layer.qkv + layer.qkv_bias).reshape(length, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
    )  # each (heads, T, width of a head)
    weight = q @ k.transpose(0, 2, 1) / np.float32((width // HEADS) ** 0.5)
    weight = np.exp(weight - weight.max(axis=2, keepdims=True))
    mixed = (weight / weight.sum(axis=2, keepdims=True)) @ v
    x = _normed(x + mixed.transpose(1, 0, 2).reshape(length, width) @ layer.out + layer.out_bias, layer.norm_1)
    return _normed(x + _gelu(x @ layer.up + layer.up_bias) @ layer.down + layer.down_bias, layer.norm_2)


def _gelu(x: Array) -> Array:
    """In its tanh form (Hendrycks and Gimpel 2016)."""
    out: Array = np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return out
