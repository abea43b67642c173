"""How well the performance model meets measured runs, and the fit of its constants.

    python -m benchmarks.fit_metrics CALIBRATION.csv --specs SPECS.csv --models MODELS.csv [--fit [--write FILE]]

Runs at a stated concurrency are compared at that concurrency and layout; runs without one (MLPerf, "all queued") at
the best operating point above the run's interactivity. The error is of output tokens/s.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from tracker.catalogue import load_stack
from tracker.metrics import evaluation
from tracker.metrics.evaluation import Score as EvaluationScore
from tracker.metrics.forecast import Forecast, forecast, predict
from tracker.metrics.runs import Run, excluded, read_run
from tracker.metrics.stack import DEFAULT_STACK, Stack, VendorFactor, stack_of
from tracker.model.performance import Accelerator, ModelArch, StackConstants, VendorConstants
from tracker.model.words import Precision
from tracker.paths import catalogue_dir


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


_SAMPLED = 3
"""Every third run is enough to fit on where many fits are made."""
_ENGINE_RUNS = 50
"""An engine with fewer runs tells more of its few publishers than of itself."""
_DOUBT = 10
"""Runs with which an engine's or vendor's factor is half believed."""

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
    """Coordinate search: each constant and vendor factor in turn, by factors that shrink; engines between the rounds."""
    for width in (1.25, 1.12, 1.06)[:rounds]:
        stack = dataclasses.replace(stack, engines=engine_factors(runs, stack))
        best = loss(runs, stack)
        for candidates in _moves(stack, width):
            for change in candidates:
                trial = change(stack)
                if (found := loss(runs, trial)) < best:
                    best, stack = found, trial
    return stack


def engine_factors(runs: Sequence[Run], stack: Stack) -> dict[str, float]:
    """Median of measured over modelled by engine, shrunk towards 1 where runs are few; 1 is the mean over all runs."""
    ratio = np.log([r.rate for r in runs]) - np.log(predict(runs, dataclasses.replace(stack, engines={})))
    logs: dict[str, list[float]] = defaultdict(list)
    for one, value in zip(runs, ratio, strict=True):
        if one.engine and np.isfinite(value):
            logs[one.engine].append(float(value))
    shrunk = {
        name: statistics.median(v) * len(v) / (len(v) + _DOUBT) for name, v in logs.items() if len(v) >= _ENGINE_RUNS
    }
    mean = np.average(list(shrunk.values()), weights=[len(logs[name]) for name in shrunk]) if shrunk else 0.0
    return {name: float(np.exp(value - mean)) for name, value in sorted(shrunk.items())}


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


def constants(runs: Sequence[Run], fitted: Stack, quality: dict[str, float] | None = None) -> StackConstants:
    """A fit as the catalogue keeps it: raw vendor factors with the runs behind each."""
    behind = Counter(r.accelerator.vendor for r in runs)
    return StackConstants(
        fitted=date.today().isoformat(),
        how="python -m benchmarks.fit_metrics on published runs: " + ", ".join(sorted({r.source for r in runs})),
        constants={"shrinkage": float(_DOUBT), **{name: getattr(fitted, name) for name in _FITTED}},
        vendors={
            slug: VendorConstants(time=one.time, overhead=one.overhead, points=behind[slug])
            for slug, one in fitted.vendors.items()
        },
        engines=fitted.engines,
        spread=fitted.spread,
        anchored_spread=fitted.anchored_spread,
        quality=quality or {},
    )


_FAMILIES = ("llama-2", "llama-3", "llama-4", "deepseek", "gpt-oss", "qwen3.5", "qwen3", "mixtral")


def family(model: str) -> str:
    """Models of one make and generation."""
    name = model.lower()
    return next((known for known in _FAMILIES if name.startswith(known)), name)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Every run forecast by constants that were fitted without its group; groups are products, families or folds."""

    groups: list[str]
    forecast: Forecast
    scored: EvaluationScore

    def macro_median(self, runs: Sequence[Run], least: int = 10) -> float:
        """Median over the groups with so many runs of their median errors."""
        scores = [
            evaluation.score(runs, self.forecast, [i for i, g in enumerate(self.groups) if g == group])
            for group in sorted(set(self.groups))
        ]
        return statistics.median(one.mdape for one in scores if one.points >= least)


def leave_out(runs: Sequence[Run], groups: Sequence[str], anchored: bool = False) -> LeftOut:
    """Fit on the rest, forecast the left-out, group by group; with `anchored` the rest may vouch too."""
    parts = []
    for group in sorted(set(groups)):
        out = [i for i, g in enumerate(groups) if g == group]
        rest = [r for r, g in zip(runs, groups, strict=True) if g != group]
        stack = stack_of(constants(rest, fit(rest[::_SAMPLED], unfitted())))
        parts.append((out, forecast([runs[i] for i in out], stack, rest if anchored else ())))
    found = Forecast.joined(parts)
    return LeftOut(list(groups), found, evaluation.score(runs, found))


def ratios(runs: Sequence[Run], found: Forecast) -> np.ndarray:
    """ln of measured over forecast."""
    return np.log([r.rate for r in runs]) - np.log(found.p50)


def calibrated(runs: Sequence[Run], stack: Stack, unseen: Sequence[LeftOut], anchored: LeftOut) -> Stack:
    """Intervals that hold 80 % of what was left out. Those of thin vendors and unknown stacks stay."""
    logs = np.concatenate([ratios(runs, one.forecast) for one in unseen])
    thick = np.array([one.accelerator.vendor in ("nvidia", "amd") for one in runs] * len(unseen))
    mixture = np.array([one.model.n_experts > 0 for one in runs] * len(unseen))
    spread = dict(stack.spread)
    for kind, which in (("modelled", thick & ~mixture), ("modelled, mixture", thick & mixture)):
        spread[kind] = _span(np.exp(logs[which & np.isfinite(logs)]))
    told = np.array([basis == "anchored" for basis in anchored.forecast.basis])
    width = np.log(anchored.forecast.p90 / anchored.forecast.p50) / stack.anchored_spread[1]
    known = told & np.isfinite(width)
    deviations = ratios(runs, anchored.forecast)[known] / width[known]
    return dataclasses.replace(stack, spread=spread, anchored_spread=_span(deviations))


def _span(values: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(values, (0.1, 0.9))
    return round(float(low), 3), round(float(high), 3)


def write(path: Path, told: StackConstants) -> None:
    """stack.toml of the catalogue."""
    lines = [
        "# Constants of the performance model; their meaning stands in tracker/metrics/stack.py. Written by",
        "# `python -m benchmarks.fit_metrics CALIBRATION.csv --specs SPECS.csv --models MODELS.csv --fit --write FILE`.",
        f'fitted = "{told.fitted}"', f'how = "{told.how}"', "", "[constants]",
        *(f"{name} = {value:.4g}" if abs(value) >= 1e-3 else f"{name} = {value:.4e}" for name, value in told.constants.items()),
        "", "# Raw factors: with few points they shrink towards 1 by points / (points + shrinkage) when they are read.",
        "[vendors]",
        *(f"{slug} = {{ time = {v.time:.4g}, overhead = {v.overhead:.4g}, points = {v.points} }}"
          for slug, v in told.vendors.items() if v.points),
        "", "# Tokens/s of a named engine over the mean of all.", "[engines]",
        *(f'"{name}" = {value:.4g}' for name, value in told.engines.items()),
        "", "# P10 and P90 over P50 of tokens/s; anchored_deviations are in standard deviations.", "[spread]",
        *(f'"{kind}" = [{low}, {high}]' for kind, (low, high) in told.spread.items()),
        "anchored_deviations = [{}, {}]".format(*told.anchored_spread),
        "", "# Median absolute errors (mdape) and shares of points, on runs that the constants were fitted without.", "[quality]",
        *(f"{name} = {value:.4g}" for name, value in told.quality.items()), "",
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")


def fit_all(runs: Sequence[Run]) -> StackConstants:
    """The shipped constants with their quality, printed on the way (two minutes)."""
    folds = [str(fold) for fold in evaluation.fold_of(runs, 5)]
    fold, product = leave_out(runs, folds), leave_out(runs, [r.accelerator.slug for r in runs])
    kin, anchored = leave_out(runs, [family(r.model.slug) for r in runs]), leave_out(runs, folds, anchored=True)
    quality: dict[str, float] = {"runs": len(runs)}
    for name, one in (("folds", fold), ("anchored_folds", anchored), ("product_out", product), ("family_out", kin)):
        macro = one.macro_median(runs)
        print(f"{name:16} {one.scored}\n{'':16} macro-median of groups with 10 runs or more {macro:.1%}")
        quality |= {f"{name}_mdape": one.scored.mdape, f"{name}_within_2x": one.scored.within_2x}
        quality |= {f"{name}_macro_median": macro} if name.endswith("out") else {}
    # The search stops in a nearby minimum: that from what ships now may be the better one.
    starts = unfitted(), stack_of(load_stack(catalogue_dir()))
    best = min((fit(runs, start) for start in starts), key=lambda found: loss(runs, found))
    return constants(runs, calibrated(runs, best, (fold, product, kin), anchored), quality)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calibration", type=Path)
    parser.add_argument("--specs", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--fit", action="store_true", help="fit anew, leaving out folds, products and families in turn")
    parser.add_argument("--write", type=Path, help="write the new constants there, as the catalogue keeps them")
    told = parser.parse_args()
    runs = read_runs(told.calibration, read_accelerators(told.specs), read_models(told.models))
    if not told.fit:
        report(runs, stack_of(load_stack(catalogue_dir())))
        return
    found = fit_all(runs)
    print(found)
    if told.write:
        write(told.write, found)


if __name__ == "__main__":
    main()
