"""Measured runs under the source's names to runs under ours, and into the store: shared by files and benchmark sites."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from tracker.assemble import accelerators
from tracker.catalogue import load_stack
from tracker.catalogue.meant import model_names, product_names
from tracker.catalogue.whole import plain
from tracker.measured import values
from tracker.metrics.ceiling import BEYOND, Ran, beyond
from tracker.metrics.layers import shape
from tracker.metrics.runs import counted, excluded
from tracker.metrics.stack import stack_of
from tracker.model.measured import MeasuredRun, ReportedRun, StoredRuns
from tracker.model.performance import Accelerator, ModelArch
from tracker.model.words import Precision
from tracker.paths import catalogue_dir
from tracker.store import inputs
from tracker.store.connection import Connection
from tracker.store.facts import Ids
from tracker.store.measured import write_run
from tracker.store.names import read_names
from tracker.store.reader import Reader

_UNAIDED = ("", "none", "off", "unknown")
"""What a run without speculative decoding says of it, and one that says nothing."""


def store_runs(db: Connection, reader: Reader, runs: Iterable[ReportedRun], now: str) -> StoredRuns:
    """Write the runs whose accelerator and model the catalogue has a name for; the others are counted by name.

    Call it in a transaction on `db`; `reader` reads the same database. The same run again changes nothing.
    """
    shapes = inputs.models(reader)
    products, models = product_names(read_names(reader.db)), model_names(shapes)
    ids = Ids.read(db)
    meant: list[MeasuredRun] = []
    no_product: Counter[str] = Counter()
    no_model: Counter[str] = Counter()
    for told in runs:
        product, model = products.get(plain(told.accelerator)), models.get(plain(told.model))
        if product is None:
            no_product[told.accelerator] += 1
        if model is None:
            no_model[told.model] += 1
        if product is None or model is None:
            continue
        meant.append(MeasuredRun(product=product, model=model, told=recounted(told), aside=why_aside(told)))
    written: Counter[bool] = Counter()
    aside: Counter[str] = Counter()
    for run in _no_faster_than_possible(meant, {acc.slug: acc for acc in accelerators(reader)}, shapes):
        written[write_run(db, ids, run, now)] += 1
        if run.aside:
            aside[run.aside] += 1
    return StoredRuns(new=written[True], known=written[False], aside=dict(aside), unknown_accelerators=dict(no_product),
                      unknown_models=dict(no_model))  # fmt: skip


def recounted(run: ReportedRun) -> ReportedRun:
    """The run with its accelerators counted once, and the rate of one of them with it; what its source says stays told."""
    count = counted(run.count, run.tp, run.ep, run.note)
    if count == run.count:
        return run
    tp = count if run.tp == run.count else run.tp
    spread = "DP attention" in run.layout
    return replace(
        run, count=count, output_tok_s=run.output_tok_s * run.count / count, tp=tp,
        layout=values.layout(tp, run.pp, run.ep, spread), note=f"{run.note}; counted as {run.count}".removeprefix("; "),
    )  # fmt: skip


def _no_faster_than_possible(
    runs: Sequence[MeasuredRun], parts: Mapping[str, Accelerator], models: Mapping[str, ModelArch]
) -> list[MeasuredRun]:
    """The runs, those beyond their data sheets set aside. What rankings use is judged again by the figures of the day."""
    stack = stack_of(load_stack(catalogue_dir()))
    judged: dict[str, list[int]] = defaultdict(list)
    for i, run in enumerate(runs):
        if not run.aside and run.product in parts:
            judged[run.model].append(i)
    found = list(runs)
    for model, which in judged.items():
        ran = [_ran(runs[i], parts[runs[i].product]) for i in which]
        for i, wrong in zip(which, beyond(ran, shape(models[model]), stack), strict=True):
            if wrong:
                found[i] = replace(runs[i], aside=BEYOND)
    return found


def _ran(run: MeasuredRun, acc: Accelerator) -> Ran:
    told = run.told
    precision = cast("Precision", told.precision)
    return Ran(accelerator=acc, precision=precision, count=told.count, isl=told.isl, osl=told.osl,
               concurrency=told.concurrency, output_tok_s=told.output_tok_s)  # fmt: skip


def why_aside(run: ReportedRun) -> str:
    """Why a run is kept and anchors nothing, "" where it may: what evaluations leave out, and what cannot be placed."""
    marks = [run.note, *(["disagg=true"] if run.disaggregated else [])]
    if reason := excluded({"notes": "; ".join(marks), "scenario": run.scenario, "osl": str(run.osl)}):
        return reason
    if run.speculation not in _UNAIDED:
        return "speculative decoding"
    return "" if run.precision else "precision not stated"
