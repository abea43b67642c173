"""What must hold over all products, loads and floors, with the runs that ship and with many more."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.actions.ingest_measured import ingest_measured
from tracker.assemble import Inputs, gather
from tracker.metrics.estimate import Performance
from tracker.metrics.kin import at_least_as_good
from tracker.metrics.layers import twins
from tracker.metrics.ranking import operating_points
from tracker.model.performance import Workload
from tracker.store.reader import reading

CALIBRATION = Path(__file__).resolve().parents[3] / "shared" / "measured" / "calibration.csv"


def delivered(given: Inputs, load: Workload, floor: float) -> dict[str, Performance]:
    model = given.models[load.model]
    same = twins(model, given.models.values())
    asked = replace(load, floor_tok_s_user=floor)
    found = operating_points(asked, model, given.accelerators, given.measured, given.stack, same)
    return {one.accelerator.slug: one for one in found}


@pytest.fixture(scope="module")
def shipped(built: Path) -> Inputs:
    with reading(built) as reader:
        return gather(reader)


@pytest.fixture(scope="module")
def ingested(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    if not CALIBRATION.is_file():
        pytest.skip("needs the kit's measured/calibration.csv")
    path = Path(shutil.copy(built, tmp_path_factory.mktemp("ingested") / "tracker.db"))
    ingest_measured(path, CALIBRATION)
    with reading(path) as reader:
        return gather(reader)


@pytest.mark.parametrize("name", ["shipped", "ingested"])
def test_no_product_is_cheaper_at_a_stricter_floor(name: str, request: pytest.FixtureRequest) -> None:
    given: Inputs = request.getfixturevalue(name)
    draw = random.Random(4)
    for load in given.workloads:
        floors = sorted(draw.uniform(0, 150) for _ in range(12))
        slowest: dict[str, float] = {}
        for floor in floors:
            for slug, one in delivered(given, load, floor).items():
                rate = one.perf.output_tok_s if one.perf else 0.0
                assert rate <= slowest.get(slug, rate) * (1 + 1e-12), (load.slug, slug, floor)
                slowest[slug] = rate


@pytest.mark.parametrize("name", ["shipped", "ingested"])
def test_no_product_is_ruled_out_to_be_as_fast_as_a_lesser_sibling(name: str, request: pytest.FixtureRequest) -> None:
    given: Inputs = request.getfixturevalue(name)
    for load in given.workloads:
        known = [one for one in delivered(given, load, load.floor_tok_s_user).values() if one.estimate]
        for one in known:
            for other in known:
                lesser = at_least_as_good(one.accelerator, other.accelerator)
                if lesser and not (one.accelerator.announced_only or other.accelerator.announced_only):
                    assert one.estimate.p90 >= other.estimate.p50, (
                        load.slug,
                        one.accelerator.slug,
                        other.accelerator.slug,
                    )


def test_figures_after_many_more_runs_mostly_lie_in_the_intervals_before(shipped: Inputs, ingested: Inputs) -> None:
    """Of products that were measured before: an interval that new runs leave every other time was none."""
    inside: Counter[bool] = Counter()
    for load in shipped.workloads:
        for floor in {0.0, 20.0, 30.0, 50.0, 100.0, load.floor_tok_s_user}:
            before, after = (delivered(given, load, floor) for given in (shipped, ingested))
            for slug, one in before.items():
                new = after[slug].perf
                if one.estimate and new and one.estimate.basis in ("measured", "anchored"):
                    inside[one.estimate.p10 <= new.output_tok_s <= one.estimate.p90] += 1
    assert inside[True] > 0.8 * inside.total() > 80
