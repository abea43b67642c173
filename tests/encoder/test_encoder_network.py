"""Many texts at once, in bytes and in place: the numbers of the layers as they are written in the paper."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tracker.encoder.network import BLOCK, HEAD, Network
from tracker.encoder.rows import Rows
from tracker.encoder.tensors import Tensors

Stored = Mapping[str, NDArray[Any]]
WIDTH, ATTENDED, UNITS, WORDS, LONGEST, LAYERS = 48, 2 * HEAD, 80, 500, 256, 3
LENGTHS = (5, 90, 1, 256, 96, 96, 64, 33, 200, 2)
CLOSE = 2e-5
"""The most that a number of about 1 may differ by."""


def _stored() -> Iterator[tuple[str, NDArray[Any]]]:
    draw = np.random.default_rng(7)

    def matrix(name: str, rows: int, columns: int) -> Iterator[tuple[str, NDArray[Any]]]:
        yield name, draw.integers(-127, 128, (rows, columns), np.int8)
        yield f"{name}.scale", draw.uniform(0.5, 2, rows).astype(np.float32) / np.float32(60 * columns**0.5)

    def vector(name: str, size: int, middle: float) -> tuple[str, NDArray[Any]]:
        return name, draw.normal(middle, 0.2, size).astype(np.float32)

    yield "layers", np.array(LAYERS)
    yield from matrix("words", WORDS, WIDTH)
    yield from matrix("places", LONGEST, WIDTH)
    for norm in ("norm", *(f"{n}.norm_{m}" for n in range(LAYERS) for m in (1, 2))):
        yield vector(f"{norm}.scale", WIDTH, 1)
        yield vector(f"{norm}.shift", WIDTH, 0)
    for n in range(LAYERS):
        shapes = (3 * ATTENDED, WIDTH), (WIDTH, ATTENDED), (UNITS, WIDTH), (WIDTH, UNITS)
        for name, shape in zip(("qkv", "out", "up", "down"), shapes, strict=True):
            yield from matrix(f"{n}.{name}", *shape)
            yield vector(f"{n}.{name}.bias", shape[0], 0)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "small.npz"
    np.savez(path, **cast("dict[str, Any]", dict(_stored())))
    assert zipfile.is_zipfile(path)
    return path


def by_the_paper(t: Stored, numbers: list[int]) -> NDArray[np.float64]:
    """One text through the layers, in 64 bits, step by step (Devlin et al. 2018)."""

    def matrix(name: str) -> NDArray[np.float64]:
        return np.asarray(t[name].astype(np.float64) * t[f"{name}.scale"][:, None], np.float64)

    def norm(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        centred = x - x.mean(axis=1, keepdims=True)
        return np.asarray(centred / x.std(axis=1, keepdims=True) * t[f"{name}.scale"] + t[f"{name}.shift"])

    def dense(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return np.asarray(x @ matrix(name).T + t[f"{name}.bias"])

    x = norm(matrix("words")[numbers] + matrix("places")[: len(numbers)], "norm")
    for n in range(LAYERS):
        q, k, v = np.split(dense(x, f"{n}.qkv"), 3, axis=1)
        heads = []
        for at in range(0, ATTENDED, HEAD):
            one = slice(at, at + HEAD)
            weight = np.exp(q[:, one] @ k[:, one].T / HEAD**0.5)
            heads.append(weight / weight.sum(axis=1, keepdims=True) @ v[:, one])
        x = norm(x + dense(np.concatenate(heads, axis=1), f"{n}.out"), f"{n}.norm_1")
        up = dense(x, f"{n}.up")
        gelu = 0.5 * up * (1 + np.tanh((2 / np.pi) ** 0.5 * (up + 0.044715 * up**3)))
        x = norm(x + dense(gelu, f"{n}.down"), f"{n}.norm_2")
    return x


def texts() -> list[list[int]]:
    draw = np.random.default_rng(3)
    return [draw.integers(0, WORDS, length).tolist() for length in LENGTHS]


def network(path: Path) -> Network:
    with np.load(path) as tensors:
        return Network(Tensors(tensors), Rows(path, "words"))


def test_many_texts_together_give_what_the_paper_gives_for_each(stored: Path) -> None:
    assert sum(LENGTHS) > 2 * BLOCK
    found = network(stored).encode(texts())
    with np.load(stored) as tensors:
        wanted = [by_the_paper(tensors, text) for text in texts()]
    assert [vectors.shape for vectors in found] == [(length, WIDTH) for length in LENGTHS]
    for vectors, expected in zip(found, wanted, strict=True):
        assert vectors.dtype == np.float32
        assert np.abs(vectors - expected).max() < CLOSE


def test_a_text_is_the_same_alone_and_among_others(stored: Path) -> None:
    small = network(stored)
    for among, text in zip(small.encode(texts()), texts(), strict=True):
        assert np.abs(among - small.encode([text])[0]).max() < CLOSE


def test_no_texts_give_no_vectors(stored: Path) -> None:
    assert network(stored).encode([]) == []
