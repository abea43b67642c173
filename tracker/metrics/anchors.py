"""Measured runs of a model on products of one kind, and what they say of any operating point of one of them."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.metrics.hardware import chip, side_by_side
from tracker.metrics.layers import Floats, Shape
from tracker.metrics.load import Load
from tracker.metrics.residual import Residuals, residuals
from tracker.metrics.runs import attention_is_spread
from tracker.metrics.serve import Perf, serve
from tracker.metrics.serve import run as closed_loop
from tracker.metrics.stack import Stack
from tracker.metrics.sweep import Case, sweeps
from tracker.model.performance import Accelerator, MeasuredPoint, Workload

if TYPE_CHECKING:
    import numpy as np

_MOST = 64
"""Runs of one product and model that are compared: those of the nearest lengths, whatever their speed."""
_UNUSABLE = ("spec=mtp", "disagg=true", "ambiguous_gpu_count=true", "concurrency_inferred=true")
_WIDEST = 8
"""Nobody cuts a layer into more parts: a wider group spreads its attention."""
_BEYOND = 1.05
"""An operating point this much faster for a user than any run is beyond what was measured."""
_BEYOND_DOUBT = 0.5
"""Standard deviation that each e-fold beyond the fastest run adds: slow halves of published sweeps told of their fast
halves so badly."""
_SURPRISE = 2.0
"""Standard deviations above what all other runs say from which a run is no answer by itself: more often a slip than a feat."""
_SAYS_LITTLE = 0.01
"""A correction by siblings that is smaller is not worth telling."""
_ANY_ENGINE = "any other"
"""An engine that was not measured: a buyer is taken to use it, or the one that the figure is of, as likely."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What measured runs say of the operating point."""

    speed: float
    """Measured over modelled tokens/s to expect there."""
    deviation: float
    """Standard deviation of its logarithm, with the doubt of which engine a buyer takes."""
    points: int
    """Runs of the very product; 0 where only its siblings were measured."""
    nearest: MeasuredPoint
    """The run itself where the figure is one; else the one most like the operating point."""
    engine: str = ""
    """The engine that the operating point is expected of."""
    fastest: float = 0.0
    """Tokens/s that a user saw in the fastest run that says so."""
    beyond: bool = False
    """The operating point is faster for a user than any run."""
    model: str = ""
    """Slug of the model asked about."""
    itself: bool = False
    """The figure is a run's own."""

    def __str__(self) -> str:
        runs = f"{self.points} runs" if self.points else "runs of siblings alone"
        of = "" if self.points else f"{self.nearest.product}, "
        near = "this run" if self.itself else f"over {runs}, nearest"
        words = [f"measured/modelled {self.speed:.2f} {near}: {of}{run_in_words(self.nearest, self.model)}"]
        if self.itself:
            words.append(
                f"{runs} tell what another day, version or engine may give, and the interval is of that at the floor"
            )
        if self.engine and self.engine != self.nearest.engine:
            words.append(f"best with {self.engine}")
        if self.beyond:
            words.append(f"beyond measured speed: the fastest run gave {self.fastest:g} tok/s/user")
        return "; ".join(words)


def run_in_words(run: MeasuredPoint, model: str = "") -> str:
    """What was run, with what is doubtful about it as an answer for `model`."""
    user = f" at {run.tok_s_user:g} tok/s/user" if run.tok_s_user else ""
    by = f" by {run.engine}" if run.engine else " by an engine not named"
    other = f" of {run.model}" if model and run.model != model else ""
    derived = ", throughput derived" if "derived" in run.note.lower() else ""
    source = f" ({run.source})" if run.source else ""
    return f"{run.count} x {run.precision}{other}, {run.isl:g}/{run.osl:g} tokens{user}{by}{derived}{source}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A run, or an operating point that is asked about."""

    accelerator: Accelerator
    version: str
    precision: str
    engine: str
    isl: float
    osl: float
    concurrency: float
    group: int
    spread: bool


def usable(run: MeasuredPoint) -> bool:
    """Runs that compare: no speculative decoding, no split pools, no doubtful count of accelerators."""
    note = run.note.lower()
    return run.output_tok_s > 0 and run.osl > 0 and run.count > 0 and not any(word in note for word in _UNUSABLE)


def nearest(runs: Sequence[MeasuredPoint], workload: Workload) -> list[MeasuredPoint]:
    """The runs that a workload is compared with: by their lengths alone, so that a floor chooses none.

    Of too many at one distance a sample that depends on nothing but what they are.
    """
    ordered = sorted(runs, key=identity)
    if len(ordered) <= _MOST:
        return ordered
    keyed = [(_distance(run, workload), zlib.crc32(repr(identity(run)).encode()), i) for i, run in enumerate(ordered)]
    return [ordered[i] for _, _, i in sorted(keyed)[:_MOST]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The runs of one model on products of one kind, against the model."""

    runs: tuple[MeasuredPoint, ...]
    """Those that the model can place, in the order of the residuals."""
    found: Residuals

    def of(self, product: str) -> list[MeasuredPoint]:
        return [run for run in self.runs if run.product == product]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the evidence says of every operating point of one accelerator under one workload."""

    evidence: Evidence
    case: Case
    speeds: Floats
    """Measured over modelled tokens/s to expect, by the engine that does best there."""
    engines: Sequence[str]
    chosen: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
    """Which of the engines that is."""

    def anchor(self, at: int, perf: Perf, asked: Load) -> Anchor | None:
        """At one operating point, `at` among them; None where only siblings were measured, and say next to nothing."""
        if abs(math.log(self.speeds[at])) < _SAYS_LITTLE and not self.evidence.of(self.case.accelerator.slug):
            return None
        place = replace(
            _asked(self.case, self.engines[int(self.chosen[at])]),
            concurrency=float(asked.batch[at]), group=int(asked.group[at]), spread=bool(asked.spread[at]),
        )  # fmt: skip
        return self._anchor(place, float(self.speeds[at]), perf.tok_s_user, None)

    def anchor_of(self, run: MeasuredPoint, rate: float, shape: Shape) -> Anchor:
        """At a run itself, where the model has `rate`."""
        place = replace(_place(self.case.accelerator, run, shape), version=self.case.workload.model)
        return self._anchor(place, run.output_tok_s / rate, run.tok_s_user, run)

    def credible(self, run: MeasuredPoint, rate: float, shape: Shape, stack: Stack) -> bool:
        """Whether a run of the product, where the model has `rate`, is not far faster than all others let expect."""
        log = math.log(run.output_tok_s / (rate * stack.engines.get(run.engine, 1.0)))
        found = self.evidence.found
        if run in self.evidence.runs:
            return found.surprise(self.evidence.runs.index(run), log) <= _SURPRISE
        told = found.told([_place(self.case.accelerator, run, shape)])
        return log - float(told.mean[0]) <= _SURPRISE * float(told.deviation[0])

    def unreached(self) -> Anchor | None:
        """Where there is no operating point: what they say where they say most. None where only siblings were measured."""
        if not self.evidence.of(self.case.accelerator.slug):
            return None
        at = int(self.speeds.argmax())
        return self._anchor(_asked(self.case, self.engines[int(self.chosen[at])]), float(self.speeds[at]), 0.0, None)

    def _anchor(self, place: _Place, speed: float, user: float, run: MeasuredPoint | None) -> Anchor:
        own = self.evidence.of(self.case.accelerator.slug)
        fastest = max((one.tok_s_user for one in own or self.evidence.runs), default=0.0)
        engines = self.evidence.found.told([place, replace(place, engine=_ANY_ENGINE)])
        gap = max(math.log(user / fastest), 0.0) if user and fastest else 0.0
        return Anchor(
            speed=speed,
            deviation=math.hypot(*(float(one) / math.sqrt(2.0) for one in engines.deviation), _BEYOND_DOUBT * gap),
            points=len(own),
            nearest=run or self._nearest(place, own or self.evidence.runs),
            engine=place.engine,
            fastest=fastest,
            beyond=bool(fastest) and user > _BEYOND * fastest,
            model=self.case.workload.model,
            itself=run is not None,
        )

    def _nearest(self, place: _Place, runs: Sequence[MeasuredPoint]) -> MeasuredPoint:
        def apart(run: MeasuredPoint) -> float:
            load = math.log(max(run.concurrency / run.count, 1e-3) / max(place.concurrency / place.group, 1e-3))
            return _distance(run, self.case.workload) + (abs(load) if run.concurrency else 1.0)

        return min(runs, key=lambda run: (run.engine != place.engine, apart(run), identity(run)))


def evidence(
    pairs: Sequence[tuple[Accelerator, MeasuredPoint]], rates: Sequence[float], shape: Shape, stack: Stack
) -> Evidence | None:
    """The runs with the model's `rates` at their own configurations. None where no run compares."""
    import numpy as np

    placed = [(acc, run, rate) for (acc, run), rate in zip(pairs, rates, strict=True) if rate]
    if not placed:
        return None
    logs = np.log([run.output_tok_s / (rate * stack.engines.get(run.engine, 1.0)) for _, run, rate in placed])
    found = residuals([_place(acc, run, shape) for acc, run, _ in placed], logs)
    return Evidence(runs=tuple(run for _, run, _ in placed), found=found)


def tell(evidence: Evidence, case: Case, near: Floats, most: Floats, stack: Stack) -> Told:
    """`near` is `Residuals.over_loads` of the operating points, `most` what the data sheet allows each over the model.

    Engines that ran on the product, or else on its siblings, are free to choose.
    """
    import numpy as np

    own = evidence.of(case.accelerator.slug)
    engines = sorted({run.engine for run in own or evidence.runs})
    # That an engine is quick in general is no news of a product that it was not seen on.
    factors = np.array([stack.engines.get(engine, 1.0) if own else 1.0 for engine in engines])
    means = evidence.found.means([_asked(case, engine) for engine in engines], near) + np.log(factors)
    chosen = means.argmax(axis=1)
    speeds = np.minimum(np.exp(np.take_along_axis(means, chosen[:, None], axis=1)[:, 0]), most)
    return Told(evidence=evidence, case=case, speeds=speeds, engines=engines, chosen=chosen)


def _asked(case: Case, engine: str) -> _Place:
    load = case.workload
    return _Place(
        case.accelerator, load.model, case.chip.precision, engine, float(max(load.isl, 1)), float(load.osl), 1.0, 1, False
    )  # fmt: skip


def _place(acc: Accelerator, run: MeasuredPoint, shape: Shape) -> _Place:
    return _Place(
        acc, run.model, run.precision, run.engine, max(run.isl, 1.0), run.osl, float(run.concurrency), run.count,
        runs_spread(run, shape),
    )  # fmt: skip


def runs_spread(run: MeasuredPoint, shape: Shape) -> bool:
    """Whether the run had its attention data parallel and its experts spread."""
    return shape.moe_layers > 0 and (run.count > _WIDEST or attention_is_spread(run.note))


def modelled_rates(pairs: Sequence[tuple[Accelerator, MeasuredPoint]], shape: Shape, stack: Stack) -> list[float]:
    """The model's output tokens/s of one accelerator at each run's own configuration; 0 where it does not fit."""
    import numpy as np

    rates = [0.0] * len(pairs)
    known = [i for i, (acc, run) in enumerate(pairs) if _linked(acc, run)]
    queued = [i for i in known if not pairs[i][1].concurrency]
    cases = [_queued(*pairs[i], stack) for i in queued]
    for i, options in zip(queued, sweeps(cases, shape, stack), strict=True):
        rate = options.rate()
        rates[i] = 0.0 if isinstance(rate, str) else rate
    if at := [i for i in known if pairs[i][1].concurrency]:
        rows = [(run.concurrency, run.count, run.isl, run.osl) for _, run in (pairs[i] for i in at)]
        batch, group, isl, osl = np.array(rows, dtype=np.float64).T
        spread = np.array([runs_spread(pairs[i][1], shape) for i in at])
        load = Load(batch=batch, group=group, spread=spread, isl=isl, osl=osl, cached=0.0 * isl)
        known_as = {(acc.slug, run.precision): acc for acc, run in (pairs[i] for i in at)}
        chips = {key: chip(acc, key[1], stack) for key, acc in known_as.items()}
        engines = side_by_side([chips[pairs[i][0].slug, pairs[i][1].precision] for i in at])
        cycle = closed_loop(engines, shape, load, stack)
        for i, rate in zip(at, np.where(cycle.fits >= 1, cycle.output_tok_s / group, 0.0), strict=True):
            rates[i] = float(rate)
    return rates


def _queued(acc: Accelerator, run: MeasuredPoint, stack: Stack) -> Case:
    """A run without a concurrency queued all it could above its interactivity."""
    workload = Workload(
        slug="run",
        name="run",
        model=run.model,
        isl=round(run.isl),
        osl=max(round(run.osl), 1),
        floor_tok_s_user=run.tok_s_user,
    )
    alone = replace(acc, domain=min(acc.domain, run.count))
    return Case(accelerator=alone, chip=chip(acc, run.precision, stack), workload=workload)


def perf_at(acc: Accelerator, shape: Shape, workload: Workload, run: MeasuredPoint, stack: Stack) -> Perf | None:
    """The model at a run's configuration under a workload of about its lengths. None where it does not fit."""
    if not _linked(acc, run):
        return None
    if run.concurrency:
        spread = runs_spread(run, shape)
        perf = serve(chip(acc, run.precision, stack), shape, workload, run.concurrency, run.count, spread, stack)
    else:
        case = replace(_queued(acc, run, stack), workload=replace(workload, floor_tok_s_user=run.tok_s_user))
        perf = sweeps([case], shape, stack)[0].best()
    return None if isinstance(perf, str) else perf


def _linked(acc: Accelerator, run: MeasuredPoint) -> bool:
    """Several accelerators can only be modelled over a link of known speed."""
    return run.count == 1 or acc.link_bytes_per_s > 0


def identity(run: MeasuredPoint) -> tuple[str | float, ...]:
    """An order among runs that does not depend on the order in which they came."""
    return (
        run.date,
        run.source,
        run.engine,
        run.precision,
        run.count,
        run.concurrency,
        run.isl,
        run.osl,
        run.output_tok_s,
        run.product,
        run.model,
    )


def _distance(run: MeasuredPoint, workload: Workload) -> float:
    """How far a run's lengths lie from the workload's, in log units."""
    isl = math.log(max(run.isl, 1.0) / max(workload.isl, 1.0))
    osl = math.log(max(run.osl, 1.0) / max(workload.osl, 1.0))
    return math.hypot(isl, osl)
