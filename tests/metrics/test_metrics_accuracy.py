"""The model against the published runs of the kit: the error that the product states is the error it has."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import fit_metrics
from tracker.metrics.stack import DEFAULT_STACK

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
    found = fit_metrics.score(fit_metrics.predict(runs, DEFAULT_STACK), np.array([one.rate for one in runs]))
    assert found.points > 3200
    assert found.mdape < 0.16
    assert found.within_2x > 0.95
    assert 0.9 < found.p50 < 1.1
    assert found.covered > 0.8


def test_the_shipped_constants_are_near_the_best_that_fitting_finds(runs) -> None:
    sample = runs[::10]
    fitted = fit_metrics.fit(sample, DEFAULT_STACK, rounds=1)
    assert fit_metrics.loss(sample, fitted) > 0.85 * fit_metrics.loss(sample, DEFAULT_STACK)
