"""The frontier of interactivity against throughput of each accelerator, moved by measured runs as its ranking is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tracker.metrics.estimate import cases_of, runs_told
from tracker.metrics.kin import kind_of
from tracker.metrics.layers import Floats, shape
from tracker.metrics.ranking import runs_of
from tracker.metrics.serve import Perf
from tracker.metrics.stack import Stack
from tracker.metrics.sweep import Sweep, speed_at, sweeps
from tracker.model.performance import Accelerator, MeasuredPoint, ModelArch, Workload


def frontiers(
    workload: Workload,
    model: ModelArch,
    accelerators: Sequence[Accelerator],
    measured: Sequence[MeasuredPoint],
    stack: Stack,
    same_shape: Collection[str],
    wanted: Collection[str],
) -> dict[str, list[Perf]]:
    """Slug -> operating points on the frontier, most interactive first, for those `wanted` that can serve the model at all.

    `accelerators` are all of them: runs of siblings speak for each other, and of those of other kinds nothing is computed.
    The first point at or above the workload's floor that has the most output tokens/s is the one that
    `ranking.operating_points` finds, bit for bit; a run that was measured at the very load is not on the frontier, which is
    the model's.
    """
    kinds = {kind_of(acc) for acc in accelerators if acc.slug in wanted}
    accelerators = [acc for acc in accelerators if kind_of(acc) in kinds]
    kind = shape(model)
    runs = runs_of(model, accelerators, measured, same_shape, stack)
    cases = list(cases_of(accelerators, kind, model.weights_precision, workload, stack)[0].values())
    swept = sweeps(cases, kind, stack)
    told = runs_told(cases, swept, [one.headroom for one in swept], kind, runs, stack)
    return {
        case.accelerator.slug: _frontier(sweep, one.speeds if one else 1.0)
        for case, sweep, one in zip(cases, swept, told, strict=True)
        if case.accelerator.slug in wanted
    }


def _frontier(sweep: Sweep, speeds: float | Floats) -> list[Perf]:
    """The points that no other one beats in both, at these speeds; the floor is ignored."""
    import numpy as np

    rates = np.where(sweep.rates >= 0, sweep.rates * speeds, -1.0)
    order = np.lexsort((-rates, sweep.cycle.tpot[sweep.row] / speeds))
    rising = rates[order]
    best = np.maximum.accumulate(np.concatenate(([0.0], rising[:-1])))
    return [sweep.perf(int(i), speed_at(speeds, int(i))) for i in order[rising > best]]
