"""How well the performance model meets measured runs, and a grouped 5-fold fit of its constants.

    python -m benchmarks.fit_metrics CALIBRATION.csv --specs SPECS.csv --models MODELS.csv [--fit]

Runs at a stated concurrency are compared at that concurrency and layout; runs without one (MLPerf, "all queued") at
the best operating point above the run's interactivity. The error is of output tokens/s.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tracker.metrics.forecast import predict
from tracker.metrics.runs import Run, excluded, read_run
from tracker.metrics.stack import DEFAULT_STACK, Stack, VendorFactor
from tracker.model.performance import Accelerator, ModelArch
from tracker.model.words import Precision


def read_accelerators(path: Path) -> dict[str, Accelerator]:
    return {row["accelerator"]: _accelerator(row) for row in _rows(path)}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _accelerator(row: dict[str, str]) -> Accelerator:
    named: dict[Precision, str] = {"bf16": "bf16_tflops", "fp8": "fp8_tflops", "int8": "int8_tops", "fp4": "fp4_tflops"}
    return Accelerator(
        slug=row["accelerator"],
        vendor=row["vendor"].lower(),
        flops={precision: float(row[column]) * 1e12 for precision, column in named.items()},
        memory_bytes=float(row["hbm_gb"]) * 1e9,
        memory_bytes_per_s=float(row["hbm_tb_s"]) * 1e12,
        link_bytes_per_s=float(row["scaleup_gb_s_unidir"]) * 1e9,
        domain=int(row["scaleup_world"]),
        watts=float(row["tdp_w"]),
    )


def read_models(path: Path) -> dict[str, ModelArch]:
    return {row["model"]: _model(row) for row in _rows(path)}


def _model(row: dict[str, str]) -> ModelArch:
    whole = (
        "layers hidden heads kv_heads head_dim intermediate vocab n_experts experts_active moe_intermediate"
        " shared_intermediate dense_layers kv_lora_rank q_lora_rank qk_nope_dim qk_rope_dim v_head_dim sliding_window"
    )
    return ModelArch(
        slug=row["model"],
        name=row["model"],
        params_total=float(row["params_total_b"]) * 1e9,
        params_active=float(row["params_active_b"]) * 1e9,
        full_attn_fraction=float(row["full_attn_fraction"]),
        attention=row["attention_kind"],
        **{name: int(row[name]) for name in whole.split()},
    )


def read_runs(path: Path, accelerators: dict[str, Accelerator], models: dict[str, ModelArch]) -> list[Run]:
    """The comparable rows: the defects that the data's description names are left out."""
    rows = [row for row in _rows(path) if not excluded(row)]
    return [read_run(row, accelerators[row["accelerator"]], models[row["model"]]) for row in rows]


@dataclass(frozen=True, slots=True)
class Score:
    points: int
    refused: int
    mdape: float
    within_2x: float
    p10: float
    p50: float
    p90: float
    """Quantiles of measured over predicted."""
    covered: float
    """Share of points inside 0.6 to 1.4 times the prediction."""

    def __str__(self) -> str:
        return (
            f"{self.points:5d} points  MdAPE {self.mdape:6.1%}  within 2x {self.within_2x:6.1%}  "
            f"measured/predicted P10 {self.p10:.2f} P50 {self.p50:.2f} P90 {self.p90:.2f}  "
            f"in x0.6..1.4 {self.covered:6.1%}  refused {self.refused}"
        )


def score(predicted: np.ndarray, measured: np.ndarray) -> Score:
    known = np.isfinite(predicted)
    if not known.any():
        nan = float("nan")
        return Score(0, len(measured), nan, nan, nan, nan, nan, nan)
    ratio = measured[known] / predicted[known]
    p10, p50, p90 = (float(q) for q in np.quantile(ratio, (0.1, 0.5, 0.9)))
    return Score(
        points=int(known.sum()),
        refused=int((~known).sum()),
        mdape=float(np.median(np.abs(1 / ratio - 1))),
        within_2x=float(np.mean((ratio > 0.5) & (ratio < 2))),
        p10=p10,
        p50=p50,
        p90=p90,
        covered=float(np.mean((ratio >= 0.6) & (ratio <= 1.4))),
    )


def report(runs: Sequence[Run], stack: Stack) -> None:
    predicted, measured = predict(runs, stack), np.array([r.rate for r in runs])
    print(f"{'all':34} {score(predicted, measured)}")
    at_given = np.array([r.concurrency > 0 for r in runs])
    print(f"{'at the stated concurrency':34} {score(predicted[at_given], measured[at_given])}")
    for title, key in (
        ("source", lambda r: r.source),
        ("accelerator", lambda r: r.accelerator.slug),
        ("model", lambda r: r.model.slug),
    ):
        print(f"\nby {title}")
        _by(runs, predicted, measured, key)


def _by(runs: Sequence[Run], predicted: np.ndarray, measured: np.ndarray, key: Callable[[Run], str]) -> None:
    members: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(runs):
        members[key(one)].append(i)
    for name, which in sorted(members.items(), key=lambda item: -len(item[1])):
        print(f"{name:34} {score(predicted[which], measured[which])}")


_FITTED = (
    *("prefill_compute", "decode_compute", "memory", "link", "compute_slope"),
    *("overlap_loss", "layer_s", "step_s", "sequence_s", "hop_s"),
)


def loss(runs: Sequence[Run], stack: Stack) -> float:
    """Mean absolute log error, every accelerator and model pair weighing the square root of its runs."""
    predicted = predict(runs, stack)
    errors: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one, value in zip(runs, predicted, strict=True):
        error = abs(np.log(one.rate / value)) if np.isfinite(value) else 2.0
        errors[one.accelerator.slug, one.model.slug].append(min(error, 2.0))
    weights = [len(found) ** 0.5 for found in errors.values()]
    return float(np.average([statistics.fmean(found) for found in errors.values()], weights=weights))


def fit(runs: Sequence[Run], stack: Stack, rounds: int = 3) -> Stack:
    """Coordinate search: each constant and vendor factor in turn, by factors that shrink."""
    best = loss(runs, stack)
    for width in (1.25, 1.12, 1.06)[:rounds]:
        for candidates in _moves(stack, width):
            for change in candidates:
                trial = change(stack)
                if (found := loss(runs, trial)) < best:
                    best, stack = found, trial
    return stack


def _moves(stack: Stack, width: float) -> Iterable[list[Callable[[Stack], Stack]]]:
    factors = (width, 1 / width)
    for name in _FITTED:
        yield [lambda s, n=name, f=f: _scaled(s, n, f) for f in factors]
    for vendor in stack.vendors:
        parts = ("overhead",) if vendor == "nvidia" else ("time", "overhead")
        for part in () if vendor == "nvidia" else parts:
            yield [lambda s, v=vendor, p=part, f=f: _vendor(s, v, p, f) for f in factors]


def _scaled(stack: Stack, name: str, factor: float) -> Stack:
    return dataclasses.replace(stack, **{name: getattr(stack, name) * factor})


def _vendor(stack: Stack, vendor: str, part: str, factor: float) -> Stack:
    old: VendorFactor = stack.vendors[vendor]
    new = dataclasses.replace(old, **{part: getattr(old, part) * factor})
    return dataclasses.replace(stack, vendors={**stack.vendors, vendor: new})


def unfitted() -> Stack:
    """Round guesses and vendors all alike: cross-validation starts here, so that no shipped figure leaks into it."""
    return Stack(
        prefill_compute=0.5,
        decode_compute=0.7,
        memory=0.7,
        link=0.7,
        compute_slope=-0.1,
        overlap_loss=0.3,
        layer_s=10e-6,
        step_s=1e-3,
        sequence_s=20e-6,
        hop_s=10e-6,
        vendors={vendor: VendorFactor() for vendor in DEFAULT_STACK.vendors},
    )


def cross_validate(runs: Sequence[Run], folds: int = 5) -> Score:
    """Whole configurations stay on one side: every point is predicted by constants fitted without its kin."""
    kinds = sorted({r.configuration for r in runs})
    fold = {kind: i % folds for i, kind in enumerate(kinds)}
    predicted = np.full(len(runs), np.nan)
    for k in range(folds):
        out = [i for i, r in enumerate(runs) if fold[r.configuration] == k]
        fitted = fit([r for r in runs if fold[r.configuration] != k], unfitted())
        predicted[out] = predict([runs[i] for i in out], fitted)
    return score(predicted, np.array([r.rate for r in runs]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calibration", type=Path)
    parser.add_argument("--specs", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--fit", action="store_true", help="cross-validate and print fitted constants (half a minute)")
    told = parser.parse_args()
    runs = read_runs(told.calibration, read_accelerators(told.specs), read_models(told.models))
    report(runs, DEFAULT_STACK)
    if told.fit:
        sample = runs[::3]
        print(f"\ngrouped 5-fold fit on {len(sample)} runs: {cross_validate(sample)}")
        print(fit(sample, unfitted()))


if __name__ == "__main__":
    main()
