"""The layers: embedding, self-attention, feed-forward, as in BERT (Devlin et al. 2018), for one text at a time.

Written for one core. A text's sums are done in place or in one piece of memory: memory asked for anew at every step can cost as
much as the sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from tracker.encoder.rows import Rows
from tracker.encoder.tensors import Array, Tensors

HEAD = 32
"""Width of a head of attention."""
_SMALL = np.float32(1e-12)
_FAR = np.float32(80)
"""Scores of attention are cut here: cheaper than taking the greatest away first, and no sum can overflow."""
_CUBE, _ROOT = np.float32(0.044715), np.float32(0.7978845608)


@dataclass(frozen=True, slots=True)
class Layer:
    """`qkv` (H, 3A), `out` (A, H), `up` (H, F), `down` (F, H), each with its bias; two norms of (scale, shift).

    A, the heads side by side, and F may be narrower than H. The root of HEAD by which scores are divided is in `qkv`.
    """

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

    def room(self, length: int) -> int:
        """Floats that its sums for a text take up at most."""
        attended, width = self.out.shape
        floats: int = length * (max(4 * attended + attended // HEAD * length, 2 * self.up.shape[1]) + width)
        return floats


class Network:
    """`words`: a row of bytes for every word of the vocabulary; their scales are among the tensors, as all else is."""

    def __init__(self, tensors: Tensors, words: Rows) -> None:
        self._words = words
        self._word_scale = tensors.vector("words.scale")
        self._places = tensors.matrix("places")
        self._norm = _scale_and_shift(tensors, "norm")
        self._layers = tuple(_layer(tensors, n) for n in range(int(tensors.bare("layers"))))

    @property
    def longest(self) -> int:
        """The most pieces of one text."""
        return len(self._places)

    def encode(self, numbers: Sequence[int]) -> Array:
        """(T, H): a vector for every piece. T at most `longest`."""
        ids = np.asarray(numbers, np.int64)
        x = self._words.take(numbers).astype(np.float32)
        x *= self._word_scale[ids, None]
        x += self._places[: len(ids)]
        _norm(x, self._norm)
        room = np.empty(max(layer.room(len(x)) for layer in self._layers), np.float32)
        for layer in self._layers:
            x += _attended(layer, x, room)
            _norm(x, layer.norm_1)
            x += _fed(layer, x, room)
            _norm(x, layer.norm_2)
        return x


def _scale_and_shift(tensors: Tensors, name: str) -> tuple[Array, Array]:
    return tensors.vector(f"{name}.scale"), tensors.vector(f"{name}.shift")


def _layer(tensors: Tensors, n: int) -> Layer:
    def part(name: str) -> tuple[Array, Array]:
        return tensors.turned(f"{n}.{name}"), tensors.vector(f"{n}.{name}.bias").copy()

    qkv, bias = part("qkv")
    for whole in (qkv.T, bias):
        whole[: len(whole) // 3] /= np.float32(HEAD**0.5)
    return Layer(
        qkv, bias, *part("out"), *part("up"), *part("down"),
        norm_1=_scale_and_shift(tensors, f"{n}.norm_1"), norm_2=_scale_and_shift(tensors, f"{n}.norm_2"),
    )  # fmt: skip


def _parts(room: Array, *shapes: tuple[int, ...]) -> Iterator[Array]:
    """Arrays one after the other in a piece of memory."""
    at = 0
    for shape in shapes:
        end = at + prod(shape)
        yield room[at:end].reshape(shape)
        at = end


def _norm(x: Array, norm: tuple[Array, Array]) -> None:
    """In place: every row to mean 0 and variance 1, then scaled and shifted."""
    width = np.float32(x.shape[1])
    x -= (np.einsum("ij->i", x) / width)[:, None]
    spread = np.einsum("ij,ij->i", x, x) / width
    x *= (1 / np.sqrt(spread + _SMALL))[:, None]
    x *= norm[0]
    x += norm[1]


def _attended(layer: Layer, x: Array, room: Array) -> Array:
    length, heads = len(x), len(layer.out) // HEAD
    shapes = (length, 3 * heads * HEAD), (heads, length, length), (length, heads, HEAD), x.shape
    qkv, weight, mixed, out = _parts(room, *shapes)
    np.matmul(x, layer.qkv, out=qkv)
    qkv += layer.qkv_bias
    q, k, v = qkv.reshape(length, 3, heads, HEAD).transpose(1, 2, 0, 3)
    np.matmul(q, k.transpose(0, 2, 1), out=weight)
    np.exp(np.clip(weight, -_FAR, _FAR, out=weight), out=weight)
    by_head = np.matmul(weight, v, out=mixed.transpose(1, 0, 2))
    by_head /= np.einsum("hij->hi", weight)[:, :, None]
    np.matmul(mixed.reshape(length, -1), layer.out, out=out)
    out += layer.out_bias
    return out


def _fed(layer: Layer, x: Array, room: Array) -> Array:
    """GELU in its tanh form (Hendrycks and Gimpel 2016) between the two matrices."""
    shape = len(x), layer.up.shape[1]
    up, bend, out = _parts(room, shape, shape, x.shape)
    np.matmul(x, layer.up, out=up)
    up += layer.up_bias
    np.multiply(up, up, out=bend)
    bend *= _CUBE
    bend += 1
    bend *= up
    bend *= _ROOT
    np.tanh(bend, out=bend)
    bend += 1
    bend *= up
    bend *= np.float32(0.5)
    np.matmul(bend, layer.down, out=out)
    out += layer.down_bias
    return out
