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
from tracker.assemble.scenario import Question, answer
from tracker.assemble.settable import SETTABLE
from tracker.metrics.ceiling import possible
from tracker.metrics.estimate import Performance
from tracker.metrics.kin import at_least_as_good
from tracker.metrics.layers import shape, twins
from tracker.metrics.ranking import operating_points
from tracker.model.performance import Workload
from tracker.model.scenario import Override
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


@pytest.mark.parametrize("field", ["memory_bandwidth", "memory_capacity", "interconnect_bandwidth"])
def test_a_better_part_is_never_slower_for_being_asked_about(shipped: Inputs, field: str) -> None:
    """What runs taught moves with the part: no run's nearness to another layout or batch may cost more than is gained."""
    of_parts = {acc.slug: acc for acc in shipped.accelerators}
    measured = sorted(
        {run.product for run in shipped.measured if getattr(of_parts[run.product], SETTABLE[field].attribute)}
    )
    for load in shipped.workloads:
        plain = asked_about(shipped, load)
        for slug in measured if load.slug == "chat" else random.Random(load.slug).sample(measured, 3):
            value = 1.05 * getattr(of_parts[slug], SETTABLE[field].attribute)
            better = asked_about(shipped, load, overridden(slug, field, value))
            assert better.get(slug, 0.0) >= plain.get(slug, 0.0) * (1 - 1e-9), (load.slug, slug)


def overridden(slug: str, field: str, value: float) -> Override:
    return Override(
        target=f"{slug}.{field}", of="product", subject=slug, field=field, qualifier="", label="", old="", old_value=None,
        old_id="", old_source="", new=f"{value}", new_value=value, unit="",
    )  # fmt: skip


def asked_about(given: Inputs, load: Workload, *overrides: Override) -> dict[str, float]:
    """Output tokens/s by product, of those that can serve the load."""
    asked = Question(
        given=given, known=frozenset(acc.slug for acc in given.accelerators), workload=load, price_basis="on_demand",
        overrides=overrides, announcements={},
    )  # fmt: skip
    return {one.row.product: one.point.perf.output_tok_s for one in answer(asked)[0] if one.point.perf}


@pytest.mark.parametrize("name", ["shipped", "ingested"])
def test_no_row_exceeds_the_data_sheet(name: str, request: pytest.FixtureRequest) -> None:
    given: Inputs = request.getfixturevalue(name)
    for load in given.workloads:
        for floor in (0.0, load.floor_tok_s_user, 100.0):
            for slug, one in delivered(given, load, floor).items():
                if one.perf:
                    assert max(one.perf.mfu, one.perf.mbu) <= 1, (load.slug, slug, floor)


def test_no_run_that_ships_is_faster_than_the_data_sheet_allows(shipped: Inputs) -> None:
    parts = {acc.slug: acc for acc in shipped.accelerators}
    for slug, model in shipped.models.items():
        runs = [run for run in shipped.measured if run.model == slug]
        assert possible(parts, runs, shape(model), shipped.stack) == [run for run in runs if run.product in parts]


def test_a_request_longer_than_the_model_s_context_has_no_figure_but_that_reason(shipped: Inputs) -> None:
    load = next(one for one in shipped.workloads if one.model == "llama-3.3-70b")
    reasons = {one.reason for one in delivered(shipped, replace(load, isl=1_000_000), 0.0).values()}
    assert "longer than the model's context of 131,072 tokens" in reasons
    assert not any(one.perf for one in delivered(shipped, replace(load, isl=131_072 - load.osl + 1), 0.0).values())
    assert any(one.perf for one in delivered(shipped, replace(load, isl=131_072 - load.osl), 0.0).values())
    for model in shipped.models.values():
        assert bool(model.context) == bool(model.context_source), model.slug


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
