"""How well time to first token and pools of prefill and decode meet published runs.

    python -m benchmarks.serving CALIBRATION.csv --specs SPECS.csv --models MODELS.csv

Runs with pools state how many accelerators they have and how many requests are in flight, not how the pools are cut: the
best cut of the model is taken, in its best layout. They are never fitted on.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.fit_metrics import read_accelerators, read_models
from tracker.catalogue import load_stack
from tracker.metrics.hardware import chip
from tracker.metrics.layers import Shape, shape
from tracker.metrics.load import Load
from tracker.metrics.runs import Run, excluded, read_run
from tracker.metrics.serve import Cycle, Perf, run, serve
from tracker.metrics.stack import Stack, stack_of
from tracker.metrics.ttft import first_token
from tracker.model.performance import Workload
from tracker.paths import catalogue_dir

_WIDTHS = (1, 2, 4, 8, 16, 32, 64)
_POOLS = "disaggregated prefill and decode"


def report(title: str, modelled: Iterable[float], measured: Iterable[float]) -> None:
    ratio = np.array(list(measured)) / np.array(list(modelled))
    low, middle, high = np.quantile(ratio, (0.1, 0.5, 0.9))
    print(
        f"{title:34} {len(ratio):5d} points  MdAPE {np.median(np.abs(1 / ratio - 1)):6.1%}  "
        f"within 2x {np.mean((ratio > 0.5) & (ratio < 2)):6.1%}  measured/modelled P10 {low:.2f} P50 {middle:.2f} P90 {high:.2f}"
    )


def first_tokens(rows: Iterable[tuple[dict[str, str], Run]], stack: Stack) -> None:
    told: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row, one in rows:
        if excluded(row) or not one.concurrency or not float(row["ttft_s"] or 0):
            continue
        workload = Workload(slug="run", name="run", model=one.model.slug, isl=round(one.isl), osl=round(one.osl))
        engine = chip(one.accelerator, one.precision, stack)
        perf = serve(engine, shape(one.model), workload, int(one.concurrency), one.group, one.spread, stack)
        if isinstance(perf, Perf) and perf.batch >= one.concurrency:
            found = first_token(perf, workload, stack)
            told[one.source].append((float(row["ttft_s"]), found.alone_s, found.mean_s))
    for source, points in [*told.items(), ("all", [p for some in told.values() for p in some])]:
        measured, alone, mean = zip(*points, strict=True)
        report(f"TTFT, {source}"[:34], mean, measured)
        report("  unloaded bound", alone, measured)


def in_pools(rows: Iterable[tuple[dict[str, str], Run]], stack: Stack) -> None:
    found = []
    for row, one in rows:
        if excluded(row) == _POOLS and not any(
            mark in row["notes"].lower() for mark in ("mtp", "count=true", "inferred=true")
        ):
            count = int(row["n_accelerators"])
            rates = _pooled(one, count, stack), _one_loop(one, count, stack)
            if min(rates) > 0:
                found.append((float(row["throughput_tok_s_total"]) / count, *rates))
    measured, pooled, single = zip(*found, strict=True)
    report("runs with pools, as pools", pooled, measured)
    report("the same, as one closed loop", single, measured)


def _cycle(one: Run, cells: list[tuple[int, bool, float]], kind: Shape, stack: Stack) -> tuple[Cycle, np.ndarray]:
    group, spread, batch = (np.array(column, dtype=np.float64) for column in zip(*cells, strict=True))
    load = Load(batch=np.maximum(batch, 1.0), group=group, spread=spread > 0, isl=0 * group + one.isl, osl=0 * group + one.osl,
                cached=0 * group)  # fmt: skip
    return run(chip(one.accelerator, one.precision, stack), kind, load, stack), group


def _groups(one: Run, most: int, kind: Shape) -> list[tuple[int, bool]]:
    widest = {False: 8, True: 64 if kind.moe_layers else 0}
    return [(n, s) for s in (False, True) for n in _WIDTHS if n <= min(one.accelerator.domain, most, widest[s])]


def _pooled(one: Run, count: int, stack: Stack) -> float:
    kind = shape(one.model)
    cells = [(n, s, d) for n, s in _groups(one, count - 1, kind) for d in range(n, count, n)]
    if not cells:
        return 0.0
    cycle, group = _cycle(one, [(n, s, one.concurrency * n / d) for n, s, d in cells], kind, stack)
    decode = np.array([float(d) for _, _, d in cells])
    prompts = float(np.where(cycle.fits >= 1, 1.0 / (group * cycle.prefill.total), 0.0).max())
    steps = decode * cycle.batch / (one.osl * cycle.step.total * group)
    requests = np.minimum(steps, stack.prefill_busy * (count - decode) * prompts)
    return float(np.where(cycle.fits >= 1, requests, 0.0).max()) * one.osl / count


def _one_loop(one: Run, count: int, stack: Stack) -> float:
    kind = shape(one.model)
    cells = [(n, s, one.concurrency * n / count) for n, s in _groups(one, count, kind)]
    cycle, group = _cycle(one, cells, kind, stack)
    return float(np.where(cycle.fits >= 1, cycle.output_tok_s / group, 0.0).max())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calibration", type=Path)
    parser.add_argument("--specs", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    told = parser.parse_args()
    accelerators, models = read_accelerators(told.specs), read_models(told.models)
    with told.calibration.open(encoding="utf-8", newline="") as file:
        stated = [row for row in csv.DictReader(file) if row.get("ep") != "0" and row["scenario"] != "api"]
    rows = [(row, read_run(row, accelerators[row["accelerator"]], models[row["model"]])) for row in stated]
    stack = stack_of(load_stack(catalogue_dir()))
    first_tokens(rows, stack)
    in_pools(rows, stack)


if __name__ == "__main__":
    main()
