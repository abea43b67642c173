"""How far measured runs lie from the model, and what that says of other runs of the same product and of its siblings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from zlib import crc32

from tracker.metrics.hardware import peak
from tracker.metrics.layers import Flags, Floats
from tracker.model.performance import Accelerator

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
else:
    Ints: TypeAlias = Any

# Round figures near the least interval score (width plus penalty for misses) of configurations that had no kin among the
# witnesses: 5 folds, and a twelfth of all configurations as witnesses of the rest.
_PRIOR = 0.25
"""Standard deviation of what the model misses (log units) before anything is measured."""
_NOISE = 0.06
"""The same between repeats, versions and derived figures of one configuration and engine."""
_LENGTHS = (3.5, 4.5, 2.0, 1.25)
"""Distances in ln ISL, ln OSL, ln batch of one accelerator and ln group over which a residual keeps its say."""
_OTHER_PRECISION, _OTHER_ENGINE, _OTHER_KIND, _OTHER_MODEL, _OTHER_LAYOUT = 1.2, 1.4, 1.8, 1.0, 1.4
"""Distances that another precision, another engine, queued-or-counted load, another version of the model (R1 and V3) and
data-parallel attention stand for."""
_OTHER_PRODUCT, _HARDWARE = 0.8, 0.8
"""Distance that another product of the same kind stands for, and the one in ln compute and ln memory bandwidth."""
_DOUBT = 8.0
"""Runs with which the scatter of the witnesses themselves is half believed: where they disagree, all intervals widen."""
_LIMIT = 0.7
"""No residual counts for more, e-fold: beyond it the row is doubtful, not the model."""
_QUEUED = 64.0
"""Sequences of one accelerator where everything was queued: a full batch is meant."""


class Place(Protocol):
    """Where a run lies among others of its model and of products of its kind; a `Run` has it all."""

    @property
    def accelerator(self) -> Accelerator: ...
    @property
    def version(self) -> str:
        """Slug of the model: several may be of one shape."""

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
    @property
    def spread(self) -> bool:
        """Attention data parallel."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Per run: ln of measured over modelled to expect, and its standard deviation."""

    mean: Floats
    deviation: Floats


@dataclass(frozen=True, slots=True)
class _Places:
    """Places as arrays, a row each."""

    lengths: Floats
    """ln ISL and ln OSL, in distances."""
    load: Floats
    """ln batch of one accelerator and ln group, in distances."""
    spread: Floats
    hardware: Floats
    words: Ints
    """Precision, engine, kind of load, model and product, a column each: equal numbers for equal words."""

    @classmethod
    def of(cls, places: Sequence[Place]) -> _Places:
        import numpy as np

        rows = [(p.isl, p.osl, (p.concurrency or _QUEUED * p.group) / p.group, p.group) for p in places]
        scaled = np.log(np.array(rows, dtype=np.float64)) / np.array(_LENGTHS)
        parts = [(peak(p.accelerator, "fp8")[1], p.accelerator.memory_bytes_per_s) for p in places]
        words = [(p.precision, p.engine, str(p.concurrency > 0), p.version, p.accelerator.slug) for p in places]
        return cls(
            lengths=scaled[:, :2],
            load=scaled[:, 2:],
            spread=np.array([float(p.spread) for p in places]),
            hardware=np.log(np.maximum(np.array(parts, dtype=np.float64), 1.0)) / _HARDWARE,
            words=np.array([[crc32(word.encode()) for word in row] for row in words], dtype=np.int64),
        )


@dataclass(frozen=True, slots=True)
class Residuals:
    """Gaussian-process regression of ln measured over modelled over runs of one model and of products of one kind.

    Far from every witness the mean shrinks to 0. The scale is learned too (a Student-t process).
    """

    seen: _Places
    logs: Floats
    inverse: Floats
    weights: Floats
    scale: float

    def told(self, places: Sequence[Place]) -> Correction:
        import numpy as np

        asked = _Places.of(places)
        cross = _kinship(asked, self.seen)
        left = _PRIOR**2 - ((cross @ self.inverse) * cross).sum(axis=1)
        deviation = self.scale * np.sqrt(np.maximum(left, 0.0) + _NOISE**2)
        return Correction(mean=cross @ self.weights, deviation=deviation)

    def surprise(self, at: int, log: float) -> float:
        """Standard deviations that witness `at`, of residual `log`, lies above what the others say of it."""
        own = float(self.inverse[at, at])
        expected = float(self.logs[at]) - float(self.weights[at]) / own
        return float((log - expected) * own**0.5 / self.scale)

    def over_loads(self, batch: Floats, group: Floats, spread: Flags) -> Floats:
        """How near operating points (rows) lie to the witnesses (columns) by batch, group and layout alone."""
        import numpy as np

        load = np.log(np.column_stack((batch / group, group))) / np.array(_LENGTHS[2:])
        return np.exp(-(_apart(load, self.seen.load) + _layouts(spread.astype(np.float64), self.seen.spread)) / 2)

    def means(self, places: Sequence[Place], near: Floats) -> Floats:
        """The mean at the operating points of `over_loads` (rows) for everything else of each of `places` (columns)."""
        import numpy as np

        rest = np.exp(-_rest(_Places.of(places), self.seen) / 2)
        means: Floats = _PRIOR**2 * (near @ (rest * self.weights).T)
        return means


def residuals(witnesses: Sequence[Place], logs: Floats) -> Residuals:
    """What the witnesses' `logs` (ln measured over modelled) say; all of one model, and of products of one kind."""
    import numpy as np

    seen = _Places.of(witnesses)
    clipped = np.clip(logs, -_LIMIT, _LIMIT)
    inverse: Floats = np.linalg.inv(_kinship(seen, seen) + _NOISE**2 * np.eye(len(witnesses))).astype(np.float64)
    weights = inverse @ clipped
    scatter = (_DOUBT + float(clipped @ weights)) / (_DOUBT + len(witnesses))
    return Residuals(seen=seen, logs=clipped, inverse=inverse, weights=weights, scale=float(np.sqrt(scatter)))


def correction(runs: Sequence[Place], witnesses: Sequence[Place], logs: Floats) -> Correction:
    """What the witnesses say of the runs."""
    return residuals(witnesses, logs).told(runs)


def _kinship(one: _Places, other: _Places) -> Floats:
    """Covariance of the residuals of two sets of runs."""
    import numpy as np

    square = _rest(one, other) + _apart(one.load, other.load) + _layouts(one.spread, other.spread)
    covariance: Floats = _PRIOR**2 * np.exp(-square / 2)
    return covariance


def _rest(one: _Places, other: _Places) -> Floats:
    """Squared distance in all but batch, group and layout."""
    steps = (_OTHER_PRECISION, _OTHER_ENGINE, _OTHER_KIND, _OTHER_MODEL, _OTHER_PRODUCT)
    square: Floats = _apart(one.lengths, other.lengths) + _apart(one.hardware, other.hardware)
    for i, step in enumerate(steps):
        square = square + step**2 * (one.words[:, None, i] != other.words[None, :, i])
    return square


def _layouts(one: Floats, other: Floats) -> Floats:
    square: Floats = _OTHER_LAYOUT**2 * (one[:, None] != other[None, :])
    return square


def _apart(one: Floats, other: Floats) -> Floats:
    """Squared distances of all rows of one to all of the other."""
    square: Floats = ((one[:, None, 0] - other[None, :, 0]) ** 2) + ((one[:, None, 1] - other[None, :, 1]) ** 2)
    return square
