"""How far measured runs lie from the model, and what that says of other runs of the same product and model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tracker.metrics.layers import Floats

# The figures below gave the least error on configurations that had no kin among the witnesses.
_OFFSET = 0.17
"""Standard deviation of what the model misses in all runs of a product and model alike (log units)."""
_SHAPE = 0.75
"""The same of what it misses at one load and not at another."""
_NOISE = 0.04
"""Repeats, engines and versions of one configuration."""
_LENGTHS = (3.0, 4.5, 2.0, 1.25)
"""Distances in ln ISL, ln OSL, ln batch of one accelerator and ln group over which a residual keeps its say."""
_OTHER_PRECISION, _OTHER_ENGINE, _OTHER_KIND = 0.8, 1.25, 1.6
"""Distances that another precision, another engine and queued-or-counted load stand for."""
_LIMIT = 0.55
"""No residual counts for more, e-fold: beyond it the row is doubtful, not the model."""


class Place(Protocol):
    """Where a run lies among others of its product and model; a `Run` has it all."""

    @property
    def precision(self) -> str: ...
    @property
    def engine(self) -> str: ...
    @property
    def isl(self) -> float: ...
    @property
    def osl(self) -> float: ...
    @property
    def concurrency(self) -> float:
        """0 where everything was queued."""

    @property
    def group(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Correction:
    """Per run: ln of measured over modelled to expect, and its standard deviation."""

    mean: Floats
    deviation: Floats


def correction(runs: Sequence[Place], witnesses: Sequence[Place], logs: Floats) -> Correction:
    """Gaussian-process regression of the witnesses' `logs` (ln measured over modelled), all of one product and model.

    Far from every witness the mean shrinks to what they have in common, and with few of them towards 0.
    """
    import numpy as np

    seen, asked = _features(witnesses), _features(runs)
    clipped = np.clip(logs, -_LIMIT, _LIMIT)
    inner = _kinship(seen, seen) + _NOISE**2 * np.eye(len(witnesses))
    cross = _kinship(asked, seen)
    solved = np.linalg.solve(inner, np.column_stack((clipped, cross.T)))
    left = _OFFSET**2 + _SHAPE**2 - np.einsum("ij,ji->i", cross, solved[:, 1:])
    return Correction(mean=cross @ solved[:, 0], deviation=np.sqrt(np.maximum(left, 0.0) + _NOISE**2))


def _features(runs: Sequence[Place]) -> tuple[Floats, list[str], list[str], list[bool]]:
    import numpy as np

    # Without a concurrency the batch is unknown: a full one is meant.
    rows = [(r.isl, r.osl, (r.concurrency or 64.0 * r.group) / r.group, r.group) for r in runs]
    scaled = np.log(np.array(rows, dtype=np.float64)) / np.array(_LENGTHS)
    return scaled, [r.precision for r in runs], [r.engine for r in runs], [r.concurrency > 0 for r in runs]


def _kinship(
    one: tuple[Floats, list[str], list[str], list[bool]], other: tuple[Floats, list[str], list[str], list[bool]]
) -> Floats:
    """Covariance of the residuals of two sets of runs."""
    import numpy as np

    square = ((one[0][:, None, :] - other[0][None, :, :]) ** 2).sum(axis=2)
    steps = (_OTHER_PRECISION, _OTHER_ENGINE, _OTHER_KIND)
    for step, mine, theirs in zip(steps, one[1:], other[1:], strict=True):
        differ = np.array(mine)[:, None] != np.array(theirs)[None, :]
        square = square + step**2 * differ
    covariance: Floats = _OFFSET**2 + _SHAPE**2 * np.exp(-square / 2)
    return covariance
