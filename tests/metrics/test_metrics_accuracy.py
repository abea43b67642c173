"""The model against the published runs of the kit: the error that the product states is the error it has."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit_metrics
from tracker.catalogue import load_stack
from tracker.metrics.evaluation import fold_of, score
from tracker.metrics.forecast import forecast
from tracker.metrics.stack import stack_of
from tracker.paths import catalogue_dir

STACK = stack_of(load_stack(catalogue_dir()))
ROOT = Path(__file__).resolve().parents[2]
MEASURED = ROOT.parent / "shared" / "measured"
pytestmark = pytest.mark.skipif(
    not (MEASURED / "calibration.csv").is_file(), reason="needs the kit's measured/calibration.csv"
)


@pytest.fixture(scope="module")
def runs():
    accelerators = fit_metrics.read_accelerators(MEASURED / "specs.csv")
    return fit_metrics.read_runs(
        MEASURED / "calibration.csv", accelerators, fit_metrics.read_models(MEASURED / "models.csv")
    )


def test_specs_alone_meet_published_runs_within_the_stated_error(runs) -> None:
    found = fit_metrics.score(fit_metrics.predict(runs, STACK), np.array([one.rate for one in runs]))
    assert found.points > 3200
    assert found.mdape < 0.14
    assert found.within_2x > 0.97
    assert 0.95 < found.p50 < 1.05
    assert found.covered > 0.8


def test_the_shipped_constants_are_near_the_best_that_fitting_finds(runs) -> None:
    sample = runs[::10]
    fitted = fit_metrics.fit(sample, STACK, rounds=1)
    assert fit_metrics.loss(sample, fitted) > 0.85 * fit_metrics.loss(sample, STACK)


def test_runs_left_out_of_the_fit_are_met_nearly_as_well(runs) -> None:
    """One fold of five: the shipped quality is of all five."""
    folds = ["out" if fold == 0 else "in" for fold in fold_of(runs, 5)]
    kept = [run for run, side in zip(runs, folds, strict=True) if side == "in"][::6]
    stack = stack_of(fit_metrics.constants(kept, fit_metrics.fit(kept, fit_metrics.unfitted(), rounds=1)))
    out = [run for run, side in zip(runs, folds, strict=True) if side == "out"]
    assert score(out, forecast(out, stack)).mdape < 0.19


def test_written_constants_are_read_as_they_were(runs, tmp_path) -> None:
    told = fit_metrics.constants(runs, STACK, {"runs": 10})
    fit_metrics.write(tmp_path / "stack.toml", told)
    found = load_stack(tmp_path)
    assert found is not None
    assert found.constants == pytest.approx(dict(told.constants), rel=1e-3)
    assert found.engines == pytest.approx(dict(told.engines), rel=1e-3)
    assert (found.spread, found.anchored_spread, found.quality) == (told.spread, told.anchored_spread, told.quality)
    assert {slug: one.points for slug, one in found.vendors.items()} == {s: v.points for s, v in told.vendors.items()}
