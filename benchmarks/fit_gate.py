"""Fits the weights of `tracker.extract.gate` to labelled documents: ridge logistic regression, checked by cross-validation.

    python -m benchmarks.fit_gate LABELLED.jsonl ... [--check OTHER.jsonl] [--ridge 3]

Prints the F1 of the class "announces" in 10-fold cross-validation (mean score of 5 shuffles), on the documents of
--check, and the table for `tracker/extract/gate_weights.py`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tracker.catalogue import load
from tracker.extract import Extractor, from_corpus
from tracker.extract.gate_weights import WEIGHTS
from tracker.paths import catalogue_dir

Array = NDArray[np.float64]
_STEPS, _SHUFFLES, _FOLDS = 60, 5, 10


@dataclass(frozen=True, slots=True)
class Data:
    """`signs`: one row a document; `read`: False where it names no product and so announces nothing."""

    signs: Array
    read: NDArray[np.bool_]
    truth: Array


def data(paths: Sequence[Path], extractor: Extractor, names: Sequence[str]) -> Data:
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    found = [extractor.signs(from_corpus(row)) for row in rows]
    signs = np.array([[(f or {}).get(n, 0.0) for n in names] for f in found])
    return Data(
        signs, np.array([f is not None for f in found]), np.array([float(row["is_announcement"]) for row in rows])
    )


def fit(signs: Array, truth: Array, ridge: float) -> Array:
    """Weights and, last, the bias: Newton steps on the penalised likelihood; the bias is not penalised."""
    x = np.hstack([signs, np.ones((len(signs), 1))])
    penalty = np.r_[np.full(signs.shape[1], ridge), 1e-6]
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - truth) + penalty * w
        w = w - np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(penalty), gradient)
    return w


def chances(d: Data, w: Array) -> Array:
    out: Array = d.read / (1 + np.exp(-(d.signs @ w[:-1] + w[-1])))
    return out


def crossed(d: Data, ridge: float) -> Array:
    rng = np.random.RandomState(0)
    total = np.zeros(len(d.truth))
    for _ in range(_SHUFFLES):
        order = rng.permutation(len(d.truth))
        for k in range(_FOLDS):
            held = order[k::_FOLDS]
            kept = np.setdiff1d(order, held)
            kept = kept[d.read[kept]]
            w = fit(d.signs[kept], d.truth[kept], ridge)
            total[held] += chances(Data(d.signs[held], d.read[held], d.truth[held]), w)
    return total / _SHUFFLES


def f1(chance: Array, truth: Array) -> float:
    said = chance >= 0.5
    return float(2 * (said & (truth > 0)).sum() / max(1, said.sum() + truth.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path, nargs="+")
    parser.add_argument("--check", type=Path)
    parser.add_argument("--ridge", type=float, default=3.0)
    given = parser.parse_args()
    names = sorted(WEIGHTS)
    extractor = Extractor(load(catalogue_dir()).names)
    own = data(given.labelled, extractor, names)
    w = fit(own.signs[own.read], own.truth[own.read], given.ridge)
    print(f"cross-validated F1 {f1(crossed(own, given.ridge), own.truth):.3f} on {len(own.truth)} documents")
    if given.check:
        other = data([given.check], extractor, names)
        print(f"F1 {f1(chances(other, w), other.truth):.3f} on {len(other.truth)} documents of {given.check.name}")
    print(f"BIAS = {w[-1]:.2f}")
    for name, weight in sorted(zip(names, w[:-1], strict=True), key=lambda row: row[0]):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
