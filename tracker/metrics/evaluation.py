"""The model held against measured runs: errors, intervals and the order of costs, and what naive rankings reach."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tracker.metrics.forecast import Forecast, forecast
from tracker.metrics.hardware import peak
from tracker.metrics.layers import twin_classes
from tracker.metrics.runs import Run
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator

FLOORS = (0.0, 20.0, 30.0, 50.0, 100.0)
"""Interactivity floors, output tokens/s a user, at which costs are ranked."""
_APART = 1.3
"""Costs that measured this far apart must come in the right order."""
_LEAST_PRODUCTS = 3
"""A cell with fewer ranks nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Errors of output tokens/s over some runs. Shares are 0..1; nan where there is no point."""

    points: int
    refused: int
    """Runs that the model says cannot be: no figure, hence no error."""
    mdape: float
    """Median absolute error over the measured rate."""
    within_2x: float
    bias: float
    """Median of modelled over measured, less one: above 0 is too fast."""
    coverage: float
    """Share of runs between P10 and P90."""
    width: float
    """Mean of P90 over P10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How well a ranker orders products by cost, over all cells. Shares are 0..1; nan where there is nothing to order."""

    cells: int
    pairs: int
    """Pairs that measured more than 1.3 times apart."""
    kendall_tau: float
    """Mean over the cells."""
    top1: float
    """Share of cells whose cheapest product is named."""
    pairs_right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    overall: Score
    by_product: Mapping[str, Score]
    by_model: Mapping[str, Score]
    by_scenario: Mapping[str, Score]
    by_basis: Mapping[str, Score]
    order: Order
    naive: Mapping[str, Order]


def evaluate(
    runs: Sequence[Run], stack: Stack, *, anchors: Sequence[Run] = (), folds: int = 0, usd: Mapping[str, float] = {}
) -> Evaluation:
    """Forecast each run and compare. `anchors` are measured runs that may be used; `usd` is USD/h by product slug.

    With `folds` the runs of the other folds are anchors too; whole configurations lie on one side.
    """
    found = _forecast(runs, stack, anchors, folds)
    cells = _cells(runs, found, usd)
    return Evaluation(
        overall=score(runs, found),
        by_product=_by(runs, found, lambda r: r.accelerator.slug),
        by_model=_by(runs, found, lambda r: r.model.slug),
        by_scenario=_by(runs, found, lambda r: r.scenario),
        by_basis=_grouped(runs, found, found.basis),
        order=_order([[(measured, modelled) for _, measured, modelled in cell] for cell in cells]),
        naive={
            name: _order([[(measured, usd[acc.slug] / worth(acc)) for acc, measured, _ in cell if worth(acc)]
                          for cell in cells])
            for name, worth in NAIVE.items()
        },
    )  # fmt: skip


NAIVE: Mapping[str, Callable[[Accelerator], float]] = {
    "memory_bandwidth_per_usd": lambda acc: acc.memory_bytes_per_s,
    "fp8_flops_per_usd": lambda acc: peak(acc, "fp8")[1],
}
"""Rankers that need no model: so much of one figure for a dollar."""


def fold_of(runs: Iterable[Run], folds: int) -> list[int]:
    """A fold for each run, the same for all that are kin and in whatever order they come.

    Kin are runs of one product, of one nominal length ("1k" has 922 to 1024 tokens) and of models of one shape: what one of
    them measured is the answer of the others.
    """
    runs = list(runs)
    classes = twin_classes(run.model for run in runs)
    kin = [(r.accelerator.slug, classes[r.model.slug], _nominal(r.isl), _nominal(r.osl)) for r in runs]
    fold = {one: i % folds for i, one in enumerate(sorted(set(kin)))}
    return [fold[one] for one in kin]


def _forecast(runs: Sequence[Run], stack: Stack, anchors: Sequence[Run], folds: int) -> Forecast:
    if not folds:
        return forecast(runs, stack, anchors)
    fold = fold_of(runs, folds)
    parts: list[tuple[list[int], Forecast]] = []
    for k in range(folds):
        out = [i for i, f in enumerate(fold) if f == k]
        others = [run for run, f in zip(runs, fold, strict=True) if f != k]
        parts.append((out, forecast([runs[i] for i in out], stack, [*anchors, *others])))
    return Forecast.joined(parts)


def score(runs: Sequence[Run], found: Forecast, which: Sequence[int] | None = None) -> Score:
    """The errors of the runs at the positions `which`, of all where that is None."""
    import numpy as np

    at = np.arange(len(runs)) if which is None else np.asarray(which, dtype=int)
    measured = np.array([runs[i].rate for i in at], dtype=np.float64)
    low, middle, high = found.p10[at], found.p50[at], found.p90[at]
    known = np.isfinite(middle)
    if not known.any():
        nan = math.nan
        return Score(
            points=0, refused=len(at), mdape=nan, within_2x=nan, bias=nan, coverage=nan, width=nan
        )  # fmt: skip
    measured, low, middle, high = (a[known] for a in (measured, low, middle, high))
    ratio = middle / measured
    return Score(
        points=int(known.sum()),
        refused=int((~known).sum()),
        mdape=float(np.median(np.abs(ratio - 1))),
        within_2x=float(np.mean((ratio > 0.5) & (ratio < 2))),
        bias=float(np.median(ratio) - 1),
        coverage=float(np.mean((measured >= low) & (measured <= high))),
        width=float(np.mean(high / low)),
    )


def _by(runs: Sequence[Run], found: Forecast, key: Callable[[Run], str]) -> dict[str, Score]:
    return _grouped(runs, found, [key(run) for run in runs])


def _grouped(runs: Sequence[Run], found: Forecast, keys: Sequence[str]) -> dict[str, Score]:
    members: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        members[key or "not stated"].append(i)
    return {key: score(runs, found, which) for key, which in sorted(members.items())}


_Cell = list[tuple[Accelerator, float, float]]
"""Products with measured and modelled cost."""


def _cells(runs: Sequence[Run], found: Forecast, usd: Mapping[str, float]) -> list[_Cell]:
    """One cell a model, nominal lengths and floor: each priced product at its best run that met the floor.

    Both costs are over the same runs, so that a sweep that stops early says the same of both.
    """
    fronts: dict[tuple[str, int, int, float], dict[str, tuple[Accelerator, float, float]]] = defaultdict(dict)
    for run, modelled in zip(runs, found.p50, strict=True):
        if run.accelerator.slug not in usd or not math.isfinite(modelled):
            continue
        for floor in FLOORS:
            if run.user < floor:
                continue
            front = fronts[run.model.slug, _nominal(run.isl), _nominal(run.osl), floor]
            _, most, guessed = front.get(run.accelerator.slug, (None, 0.0, 0.0))
            front[run.accelerator.slug] = run.accelerator, max(most, run.rate), max(guessed, float(modelled))
    return [
        [(acc, usd[slug] / most, usd[slug] / guessed) for slug, (acc, most, guessed) in sorted(front.items())]
        for _, front in sorted(fronts.items())
        if len(front) >= _LEAST_PRODUCTS
    ]


def _nominal(tokens: float) -> int:
    """Lengths within a factor of 1.4 of one power of two are one class: "1k" has 922 to 1024 on average."""
    return round(math.log2(tokens))


def _order(cells: Sequence[Sequence[tuple[float, float]]]) -> Order:
    """Cells of (measured cost, ranker's cost)."""
    taus: list[float] = []
    top = right = pairs = 0
    for cell in cells:
        signs = [(a[0] - b[0]) * (a[1] - b[1]) for a, b in combinations(cell, 2)]
        taus.append(sum((s > 0) - (s < 0) for s in signs) / max(len(signs), 1))
        top += min(cell, key=lambda c: c[0]) == min(cell, key=lambda c: c[1])
        for (a, b), sign in zip(combinations(cell, 2), signs, strict=True):
            if max(a[0], b[0]) > _APART * min(a[0], b[0]):
                pairs += 1
                right += sign > 0
    count = len(cells)
    return Order(
        cells=count,
        pairs=pairs,
        kendall_tau=math.fsum(taus) / count if count else math.nan,
        top1=top / count if count else math.nan,
        pairs_right=right / pairs if pairs else math.nan,
    )
