"""The model at the configurations of published runs: one interval a run, with or without other runs as anchors."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.metrics.ceiling import Ran, beyond
from tracker.metrics.hardware import Chip, chip
from tracker.metrics.kin import Kind, kind_of
from tracker.metrics.layers import Floats, shape, twin_classes
from tracker.metrics.load import Load
from tracker.metrics.residual import correction
from tracker.metrics.runs import Run
from tracker.metrics.serve import run
from tracker.metrics.stack import Stack, modelled_spread
from tracker.metrics.sweep import Case, sweeps
from tracker.model.performance import ModelArch, Workload


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Output tokens/s of one accelerator, an element a run; nan where the model says that it cannot be."""

    p10: Floats
    p50: Floats
    p90: Floats
    basis: tuple[str, ...]

    @classmethod
    def joined(cls, parts: Sequence[tuple[Sequence[int], Forecast]]) -> Forecast:
        """Forecasts of parts of a list put back at their positions in it."""
        import numpy as np

        order = np.argsort(np.concatenate([np.asarray(where, dtype=int) for where, _ in parts]))
        low, middle, high = (
            np.concatenate([getattr(part, name) for _, part in parts])[order] for name in ("p10", "p50", "p90")
        )
        basis = [basis for _, part in parts for basis in part.basis]
        return cls(p10=low, p50=middle, p90=high, basis=tuple(basis[i] for i in order))


def forecast(runs: Sequence[Run], stack: Stack, anchors: Sequence[Run] = ()) -> Forecast:
    """What the model says of each run, moved by the anchors of the same model and product, and a little by its siblings'.

    Only runs of the very product make a figure anchored: what siblings say leaves the interval as wide as it was.
    """
    import numpy as np

    middle = predict(runs, stack)
    known = {anchor.accelerator.vendor for anchor in anchors}
    kinds = [
        modelled_spread(one.accelerator, stack, one.accelerator.vendor in known, one.model.n_experts > 0)
        for one in runs
    ]
    spread = np.log([stack.spread[kind] for kind in kinds]).reshape(len(runs), 2)
    basis = [kind.split(",")[0] for kind in kinds]
    for mine, theirs in _kin(runs, anchors):
        theirs = possible(theirs, stack)
        modelled = predict(theirs, stack)
        fit = np.isfinite(modelled)
        if not fit.any():
            continue
        usable = [one for one, ok in zip(theirs, fit, strict=True) if ok]
        logs = np.log(np.array([one.rate for one in usable]) / modelled[fit])
        found = correction([runs[i] for i in mine], usable, logs)
        middle[mine] *= np.exp(found.mean)
        measured = {one.accelerator.slug for one in usable}
        for i, deviation in zip(mine, found.deviation, strict=True):
            if runs[i].accelerator.slug in measured:
                basis[i] = "anchored"
                spread[i] = deviation * np.array(stack.anchored_spread)
    factors = np.exp(spread)
    return Forecast(p10=middle * factors[:, 0], p50=middle, p90=middle * factors[:, 1], basis=tuple(basis))


def _kin(runs: Sequence[Run], anchors: Sequence[Run]) -> list[tuple[list[int], list[Run]]]:
    """Positions of runs with the anchors of their model and of products of their kind; models of one shape are one."""
    shapes = twin_classes(one.model for one in (*runs, *anchors))
    witnesses: dict[tuple[Kind, str], list[Run]] = defaultdict(list)
    for one in anchors:
        witnesses[kind_of(one.accelerator), shapes[one.model.slug]].append(one)
    mine: dict[tuple[Kind, str], list[int]] = defaultdict(list)
    for i, one in enumerate(runs):
        mine[kind_of(one.accelerator), shapes[one.model.slug]].append(i)
    return [(which, witnesses[pair]) for pair, which in mine.items() if pair in witnesses]


def possible(runs: Sequence[Run], stack: Stack) -> list[Run]:
    """The runs that their data sheets allow, in their order."""
    models: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(runs):
        models[one.model.slug].append(i)
    wrong: set[int] = set()
    for which in models.values():
        ran = [_ran(runs[i]) for i in which]
        judged = beyond(ran, shape(runs[which[0]].model), stack)
        wrong |= {i for i, too_fast in zip(which, judged, strict=True) if too_fast}
    return [one for i, one in enumerate(runs) if i not in wrong]


def _ran(one: Run) -> Ran:
    return Ran(
        accelerator=one.accelerator, precision=one.precision, count=one.group, isl=one.isl, osl=one.osl,
        concurrency=one.concurrency, output_tok_s=one.rate,
    )  # fmt: skip


def predict(runs: Sequence[Run], stack: Stack) -> Floats:
    """Output tokens/s of one accelerator for each run by the model alone; nan where it says that it does not fit.

    Runs at a stated concurrency are computed at that concurrency and layout; runs without one (MLPerf, all queued) at the
    best operating point above the run's interactivity. A named engine counts with its factor.
    """
    import numpy as np

    found = np.full(len(runs), np.nan)
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    queued: dict[ModelArch, list[int]] = defaultdict(list)
    for i, one in enumerate(runs):
        if one.concurrency:
            groups[one.accelerator.slug, one.model.slug, one.precision].append(i)
        else:
            queued[one.model].append(i)
    for model, members in queued.items():
        found[members] = _best([runs[i] for i in members], model, stack)
    for members in groups.values():
        found[members] = _at_load([runs[i] for i in members], stack)
    factors: Floats = np.array([stack.engines.get(one.engine, 1.0) for one in runs])
    return found * factors


def _at_load(runs: Sequence[Run], stack: Stack) -> Floats:
    """Runs of one product, model and precision at their stated concurrencies."""
    import numpy as np

    rows = [(r.concurrency, r.group, r.isl, r.osl) for r in runs]
    batch, group, isl, osl = np.array(rows, dtype=np.float64).T
    spread = np.array([r.spread for r in runs])
    load = Load(batch=batch, group=group, spread=spread, isl=isl, osl=osl, cached=0.0 * isl)
    cycle = run(_chip(runs[0], stack), shape(runs[0].model), load, stack)
    return np.where(cycle.fits >= 1, cycle.output_tok_s / group, np.nan)


def _best(runs: Sequence[Run], model: ModelArch, stack: Stack) -> list[float]:
    """Runs of one model that queued all they could: at the best operating point above their own speed."""
    rates = [one.rate() for one in sweeps([_queued(one, stack) for one in runs], shape(model), stack)]
    return [float("nan") if isinstance(rate, str) else rate for rate in rates]


def _queued(one: Run, stack: Stack) -> Case:
    workload = Workload(
        slug="run", name="run", model=one.model.slug, isl=round(one.isl), osl=round(one.osl), floor_tok_s_user=one.floor
    )
    return Case(
        accelerator=dataclasses.replace(one.accelerator, domain=one.group), chip=_chip(one, stack), workload=workload
    )


def _chip(one: Run, stack: Stack) -> Chip:
    return chip(one.accelerator, one.precision, stack)
