"""How well the ranking's own path meets published sweeps: the best operating point above a floor, found by the model itself.

    python -m benchmarks.floors CALIBRATION.csv --specs SPECS.csv --models MODELS.csv

A cell is a product, a model, a precision, nominal lengths and a floor that lies between two runs of the frontier of the sweep.
What was measured is taken between the two, as InferenceX reads its curves: ln tokens/s over ln tokens/s of a user. The model sees
no run of the cell's kin: only those of the other folds, as anchors, never as answers.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.fit_metrics import read_accelerators, read_models, read_runs
from tracker.catalogue import load_stack
from tracker.metrics.estimate import Mode
from tracker.metrics.evaluation import FLOORS, fold_of
from tracker.metrics.layers import twins
from tracker.metrics.ranking import operating_points
from tracker.metrics.runs import Run
from tracker.metrics.stack import Stack, stack_of
from tracker.model.performance import Accelerator, Estimate, MeasuredPoint, ModelArch, Workload
from tracker.paths import catalogue_dir

_FOLDS = 5
_TIGHT = 1.35
"""Where the two runs lie further apart, the sweep leaves open what is possible at the floor."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`rate` at the floor, between that of the next faster run of the frontier and of the next slower one."""

    accelerator: Accelerator
    model: ModelArch
    precision: str
    isl: int
    osl: int
    floor: float
    rate: float
    least: float
    most: float
    fold: int


def cells(runs: Sequence[Run]) -> list[Cell]:
    """Every cell that the runs bracket."""
    sweeps: dict[tuple[str, str, str, int, int, int], list[Run]] = defaultdict(list)
    for run, fold in zip(runs, fold_of(runs, _FOLDS), strict=True):
        if run.concurrency and run.user:
            key = (run.accelerator.slug, run.model.slug, run.precision, round(run.isl), round(run.osl), fold)
            sweeps[key].append(run)
    found = []
    for (_, _, precision, isl, osl, fold), sweep in sorted(sweeps.items()):
        for floor in FLOORS[1:]:
            fast = max((one for one in sweep if one.user >= floor), key=lambda one: one.rate, default=None)
            slow = max((one for one in sweep if one.user < floor), key=lambda one: one.user, default=None)
            if fast and slow and slow.rate > fast.rate:
                share = np.log(fast.user / floor) / np.log(fast.user / slow.user)
                rate = float(fast.rate * (slow.rate / fast.rate) ** share)
                acc, model = fast.accelerator, fast.model
                found.append(Cell(acc, model, precision, isl, osl, floor, rate, fast.rate, slow.rate, fold))
    return found


def estimates(
    runs: Sequence[Run], asked: Sequence[Cell], stack: Stack, anchored: bool
) -> list[tuple[Estimate | None, str]]:
    """What the ranking says of each cell, and the precision that it chose; runs of other folds vouch where `anchored`."""
    parts = {run.accelerator.slug: run.accelerator for run in runs}
    models = {run.model.slug: run.model for run in runs}
    folds = fold_of(runs, _FOLDS)
    known = [
        [_point(run) for run, fold in zip(runs, folds, strict=True) if anchored and fold != out]
        for out in range(_FOLDS)
    ]
    found: dict[tuple[object, ...], dict[str, tuple[Estimate | None, str]]] = {}
    for cell in asked:
        key = (cell.model.slug, cell.isl, cell.osl, cell.floor, cell.fold)
        if key not in found:
            load = Workload(
                slug="cell", name="cell", model=cell.model.slug, isl=cell.isl, osl=cell.osl, floor_tok_s_user=cell.floor
            )
            same = twins(cell.model, models.values())
            points = operating_points(
                load, cell.model, list(parts.values()), known[cell.fold], stack, same, Mode(runs_vouch_only=True)
            )
            found[key] = {
                one.accelerator.slug: (one.estimate, one.perf.precision if one.perf else "") for one in points
            }
    return [found[cell.model.slug, cell.isl, cell.osl, cell.floor, cell.fold][cell.accelerator.slug] for cell in asked]


def _point(run: Run) -> MeasuredPoint:
    note = "DP attention" if run.spread else ""
    return MeasuredPoint(
        product=run.accelerator.slug, count=run.group, model=run.model.slug, precision=run.precision, isl=run.isl, osl=run.osl,
        concurrency=round(run.concurrency), output_tok_s=run.rate, tok_s_user=run.user, engine=run.engine, source=run.source,
        note=note,
    )  # fmt: skip


def report(title: str, rows: Sequence[tuple[Cell, Estimate]]) -> None:
    if not rows:
        print(f"{title:34} none")
        return
    ratio = np.array([cell.rate / told.p50 for cell, told in rows])
    inside = np.mean([told.p10 <= cell.rate <= told.p90 for cell, told in rows])
    width = np.mean([told.p90 / told.p10 for _, told in rows])
    low, middle, high = np.quantile(ratio, (0.1, 0.5, 0.9))
    print(
        f"{title:34} {len(rows):4d} cells  MdAPE {np.median(np.abs(1 / ratio - 1)):6.1%}  measured/modelled P10 {low:.2f} "
        f"P50 {middle:.2f} P90 {high:.2f}  in P10-P90 {inside:6.1%}  width x{width:.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calibration", type=Path)
    parser.add_argument("--specs", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    told = parser.parse_args()
    accelerators = {name: replace(acc) for name, acc in read_accelerators(told.specs).items()}
    runs = read_runs(told.calibration, accelerators, read_models(told.models))
    asked = cells(runs)
    stack = stack_of(load_stack(catalogue_dir()))
    for title, anchored in (("runs of other folds vouch", True), ("the model alone", False)):
        answers = estimates(runs, asked, stack, anchored)
        rows = [(cell, one, precision) for cell, (one, precision) in zip(asked, answers, strict=True) if one]
        print(f"{title}: {len(asked)} cells, {len(asked) - len(rows)} said to be out of reach")
        report("  any precision", [(cell, one) for cell, one, _ in rows])
        alike = [(cell, one) for cell, one, precision in rows if precision == cell.precision]
        report("  the precision that is ranked", alike)
        report("    closely bracketed", [(cell, one) for cell, one in alike if cell.most < _TIGHT * cell.least])


if __name__ == "__main__":
    main()
