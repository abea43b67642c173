"""The layers: embedding, self-attention, feed-forward, as in BERT (Devlin et al. 2018), for several texts at a time.

Written for one core. Weights stay in bytes, and a layer's are widened once for all texts. These go through it in blocks without
padding: what is done to each piece alone is one product for a block, and only attention goes text by text. Sums are done in place
or in one piece of memory: memory asked for anew at every step can cost as much as the sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import prod

import numpy as np
from numpy.typing import NDArray

from tracker.encoder.rows import Rows
from tracker.encoder.tensors import Array, Tensors

HEAD = 32
"""Width of a head of attention."""
BLOCK = 256
"""Pieces of a block, where no single text has more: what is summed for them fits into a core's own caches."""
_SMALL = np.float32(1e-12)
_FAR = np.float32(80)
"""Scores of attention are cut here: cheaper than taking the greatest away first, and no sum can overflow."""
_ROOT = np.float32(0.7978845608)
_CUBE = np.float32(0.7978845608 * 0.044715)


Norm = tuple[Array, Array]
"""Scale and shift."""


@dataclass(frozen=True, slots=True)
class Dense:
    """A matrix (rows, columns), as bytes or widened to floats, with scale and bias (columns)."""

    matrix: NDArray[np.int8] | Array
    scale: Array
    bias: Array

    def widened(self, room: Array) -> Dense:
        """With its matrix as floats, in `room`: little work beside a product with a few hundred rows."""
        np.copyto(room, self.matrix)
        return Dense(room, self.scale, self.bias)

    def of(self, x: Array, out: Array) -> None:
        np.matmul(x, self.matrix, out=out)
        out *= self.scale
        out += self.bias


@dataclass(frozen=True, slots=True)
class Layer:
    """`qkv` (H, 3A), `out` (A, H), `up` (H, F), `down` (F, H).

    A, the heads side by side, and F may be narrower than H. The root of HEAD by which scores are divided is in `qkv`, the half of
    GELU in `down`.
    """

    qkv: Dense
    out: Dense
    up: Dense
    down: Dense
    norm_1: Norm
    norm_2: Norm

    @property
    def parts(self) -> tuple[Dense, Dense, Dense, Dense]:
        return self.qkv, self.out, self.up, self.down

    def widened(self, room: Array) -> Layer:
        """With all matrices as floats, in `room`."""
        places = _parts(room, *(part.matrix.shape for part in self.parts))
        qkv, out, up, down = (part.widened(place) for part, place in zip(self.parts, places, strict=True))
        return Layer(qkv, out, up, down, self.norm_1, self.norm_2)

    def room(self, rows: int, longest: int) -> int:
        """Floats that the sums for a block take up at most; `longest`: the most rows of one text."""
        (attended, width), units = self.out.matrix.shape, self.up.matrix.shape[1]
        attention = rows * 4 * attended + attended // HEAD * longest**2
        return int(rows * width + max(attention, rows * 2 * units))


class Network:
    """`words`: a row of bytes for every word of the vocabulary; their scales are among the tensors, as all else is."""

    def __init__(self, tensors: Tensors, words: Rows) -> None:
        self._words = words
        self._word_scale = tensors.vector("words.scale")
        self._places = tensors.matrix("places")
        self._norm = _scale_and_shift(tensors, "norm")
        self._layers = tuple(_layer(tensors, n) for n in range(int(tensors.bare("layers"))))

    def encode(self, texts: Sequence[Sequence[int]]) -> list[Array]:
        """Of every text (T, H): a vector for every piece. T at most that of `places`.

        A text's vectors do not depend on those beside it, but for the last digits where a matrix library sums short products
        in another order.
        """
        if not texts:
            return []
        ends = [0, *accumulate(map(len, texts))]
        x = np.empty((ends[-1], len(self._norm[0])), np.float32)
        for (start, end), numbers in zip(pairwise(ends), texts, strict=True):
            np.multiply(self._words.take(numbers), self._word_scale[list(numbers), None], out=x[start:end])
            x[start:end] += self._places[: end - start]
        _norm(x, self._norm)
        blocks = list(_blocks(ends))
        weights, sums = (np.empty(size, np.float32) for size in self._room(blocks))
        for narrow in self._layers:
            layer = narrow.widened(weights)
            for block in blocks:
                own = x[block[0] : block[-1]]
                _attend(layer, own, [end - block[0] for end in block], sums)
                _norm(own, layer.norm_1)
                _feed(layer, own, sums)
                _norm(own, layer.norm_2)
        return [x[start:end] for start, end in pairwise(ends)]

    def _room(self, blocks: Sequence[Sequence[int]]) -> tuple[int, int]:
        """Floats that the matrices of a layer take up, and the sums for a block."""
        rows = max(block[-1] - block[0] for block in blocks)
        longest = max(end - start for block in blocks for start, end in pairwise(block))
        weights = max(sum(part.matrix.size for part in layer.parts) for layer in self._layers)
        return weights, max(layer.room(rows, longest) for layer in self._layers)


def _blocks(ends: Sequence[int]) -> Iterator[list[int]]:
    """Where its texts begin and the last one ends, for every block."""
    block = [ends[0]]
    for start, end in pairwise(ends):
        if end - block[0] > BLOCK and start > block[0]:
            yield block
            block = [start]
        block.append(end)
    yield block


def _scale_and_shift(tensors: Tensors, name: str) -> Norm:
    return tensors.vector(f"{name}.scale"), tensors.vector(f"{name}.shift")


def _layer(tensors: Tensors, n: int) -> Layer:
    def part(name: str) -> Dense:
        turned = np.ascontiguousarray(tensors.bare(f"{n}.{name}").T)
        scale, bias = (tensors.vector(f"{n}.{name}.{kind}").copy() for kind in ("scale", "bias"))
        return Dense(turned, scale, bias)

    qkv, out, up, down = map(part, ("qkv", "out", "up", "down"))
    norm_1, norm_2 = (_scale_and_shift(tensors, f"{n}.norm_{m}") for m in (1, 2))
    for whole in (qkv.scale, qkv.bias):
        whole[: len(whole) // 3] /= np.float32(HEAD**0.5)
    down.scale[:] /= 2
    return Layer(qkv, out, up, down, norm_1, norm_2)


def _parts(room: Array, *shapes: tuple[int, ...]) -> Iterator[Array]:
    """Arrays one after the other in a piece of memory."""
    at = 0
    for shape in shapes:
        end = at + prod(shape)
        yield room[at:end].reshape(shape)
        at = end


def _norm(x: Array, norm: Norm) -> None:
    """In place: every row to mean 0 and variance 1, then scaled and shifted."""
    width = np.float32(x.shape[1])
    x -= (np.einsum("ij->i", x) / width)[:, None]
    spread = np.einsum("ij,ij->i", x, x) / width
    x *= (1 / np.sqrt(spread + _SMALL))[:, None]
    x *= norm[0]
    x += norm[1]


def _attend(layer: Layer, x: Array, ends: Sequence[int], room: Array) -> None:
    """Adds to every piece what it takes from the others of its text."""
    rows, attended = len(x), len(layer.out.matrix)
    heads = attended // HEAD
    qkv, mixed, out = _parts(room, (rows, 3 * attended), (rows, attended), x.shape)
    weights = room[qkv.size + mixed.size + out.size :]
    layer.qkv.of(x, qkv)
    for start, end in pairwise(ends):
        length = end - start
        q, k, v = qkv[start:end].reshape(length, 3, heads, HEAD).transpose(1, 2, 0, 3)
        weight = weights[: heads * length**2].reshape(heads, length, length)
        np.matmul(q, k.transpose(0, 2, 1), out=weight)
        np.exp(np.clip(weight, -_FAR, _FAR, out=weight), out=weight)
        by_head = mixed[start:end].reshape(length, heads, HEAD).transpose(1, 0, 2)
        np.matmul(weight, v, out=by_head)
        by_head /= np.einsum("hij->hi", weight)[:, :, None]
    layer.out.of(mixed, out)
    x += out


def _feed(layer: Layer, x: Array, room: Array) -> None:
    """Adds what GELU in its tanh form (Hendrycks and Gimpel 2016) makes between two matrices."""
    up, bend, out = _parts(room, *[(len(x), layer.up.matrix.shape[1])] * 2, x.shape)
    layer.up.of(x, up)
    np.multiply(up, up, out=bend)
    bend *= _CUBE
    bend += _ROOT
    bend *= up
    np.tanh(bend, out=bend)
    bend += 1
    bend *= up
    layer.down.of(bend, out)
    x += out
