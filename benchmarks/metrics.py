"""How fast the performance model is: a whole grid, one ranking after a knob was turned, and the import.

    python -m benchmarks.metrics

The grid is 33 accelerators x 24 models x 4 workloads, each optimised over batch and layout. Yardsticks, measured once on a
two-core machine: aiconfigurator 0.12 answers about one row a second, and covers 44 % of its own rows.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tracker import assemble
from tracker.actions.build import ensure_database
from tracker.metrics.estimate import PLAIN, Mode
from tracker.metrics.layers import twins
from tracker.metrics.pools import Pools
from tracker.metrics.ranking import operating_points, price_rows
from tracker.metrics.speculation import Speculation
from tracker.store.reader import reading

_PRODUCTS, _MODELS, _WORKLOADS = 33, 24, 4
_TIMES = 5


def given() -> assemble.Inputs:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.db"
        ensure_database(path)
        with reading(path) as reader:
            return assemble.gather(reader)


def seconds(work: Callable[[], object], times: int = _TIMES) -> float:
    """The best of some goes: the others were disturbed."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def grid(inputs: assemble.Inputs) -> Callable[[], int]:
    known = [a for a in inputs.accelerators if a.memory_bytes and a.memory_bytes_per_s and any(a.flops.values())]
    accelerators, models = known[:_PRODUCTS], list(inputs.models.values())[:_MODELS]

    def work() -> int:
        cells = 0
        for workload in inputs.workloads[:_WORKLOADS]:
            for model in models:
                asked = replace(workload, model=model.slug)
                cells += len(operating_points(asked, model, accelerators, (), inputs.stack))
        return cells

    return work


def knob(inputs: assemble.Inputs, mode: Mode = PLAIN) -> Callable[[], object]:
    """One workload with another floor, all products, with measured runs and prices."""
    workload = replace(inputs.workloads[0], floor_tok_s_user=35.0)
    model = inputs.models[workload.model]
    same = twins(model, inputs.models.values())

    def work() -> object:
        points = operating_points(workload, model, inputs.accelerators, inputs.measured, inputs.stack, same, mode)
        return price_rows(workload, points, inputs.offers, "on_demand", inputs.stack)

    return work


def import_seconds() -> float:
    """Beyond what Python and numpy take by themselves."""
    code = "import numpy, time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"
    run = [sys.executable, "-c", code.format("tracker.metrics.ranking")]
    return min(float(subprocess.run(run, check=True, capture_output=True, text=True).stdout) for _ in range(_TIMES))


def main() -> None:
    inputs = given()
    whole = grid(inputs)
    cells = whole()
    took = seconds(whole, 3)
    print(f"grid of {cells} cells {took:.2f} s, {cells / took:.0f} cells/s; aiconfigurator about 1 a second")
    print(f"one ranking after a knob {seconds(knob(inputs)) * 1e3:.1f} ms")
    drafts = Mode(speculation=Speculation(draft_tokens=3, acceptance=0.7))
    for name, mode in (("with drafts", drafts), ("with pools", Mode(pools=Pools()))):
        print(f"the same {name} {seconds(knob(inputs, mode)) * 1e3:.1f} ms")
    print(f"import of tracker.metrics beyond numpy {import_seconds() * 1e3:.0f} ms")


if __name__ == "__main__":
    importlib.import_module("numpy")
    main()
