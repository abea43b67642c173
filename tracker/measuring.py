"""Measured runs under the source's names to runs under ours, and into the store: shared by files and benchmark sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tracker.catalogue.meant import model_names, product_names
from tracker.catalogue.whole import plain
from tracker.metrics.runs import excluded
from tracker.model.measured import MeasuredRun, ReportedRun, StoredRuns
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
    products, models = product_names(read_names(reader.db)), model_names(inputs.models(reader))
    ids = Ids.read(db)
    written: Counter[bool] = Counter()
    aside: Counter[str] = Counter()
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
        run = MeasuredRun(product=product, model=model, told=told, aside=why_aside(told))
        written[write_run(db, ids, run, now)] += 1
        if run.aside:
            aside[run.aside] += 1
    return StoredRuns(new=written[True], known=written[False], aside=dict(aside), unknown_accelerators=dict(no_product),
                      unknown_models=dict(no_model))  # fmt: skip


def why_aside(run: ReportedRun) -> str:
    """Why a run is kept and anchors nothing, "" where it may: what evaluations leave out, and what cannot be placed."""
    marks = [run.note, *(["disagg=true"] if run.disaggregated else [])]
    if reason := excluded({"notes": "; ".join(marks), "scenario": run.scenario, "osl": str(run.osl)}):
        return reason
    if run.speculation not in _UNAIDED:
        return "speculative decoding"
    return "" if run.precision else "precision not stated"
