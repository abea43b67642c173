"""A row taken apart down to bytes, rates and runs: every step computes, and together they are the row."""

from dataclasses import replace

import pytest
from metrics_sample import B200, CARD, CHAT, DENSE, H100, LATENT, SMALL, WINDOWED, measured, offer

from tracker.metrics.estimate import Mode, Performance
from tracker.metrics.explain import Behind, explain
from tracker.metrics.frontier import frontiers
from tracker.metrics.ranking import operating_points, price_rows
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import DEFAULT_STACK
from tracker.model.performance import RankingRow
from tracker.model.shown import Step

OFFERS = [
    ("o1", offer("nvidia/h100", 2.5)),
    ("o2", offer("nvidia/b200", 5.0, kw_all_in=2.17)),
    ("o3", offer("intel/card", 0.4)),
]
DRAFTS = Mode(speculation=Speculation(draft_tokens=3, acceptance=0.7))
HYBRID = replace(WINDOWED, sliding_window=0, full_attn_fraction=0.25)
STACK = replace(DEFAULT_STACK, fitted="2026-11-26", quality={"product_out_mdape": 0.16})


def taken_apart(acc=H100, model=DENSE, points=(), mode=Mode(), **load) -> tuple[RankingRow, Performance, list[Step]]:  # noqa: B008
    workload = replace(CHAT, **load)
    one = operating_points(workload, model, [acc], points, STACK, (), mode)[0]
    row = price_rows(workload, [one], OFFERS, "on_demand", STACK)[0]
    return row, one, explain(row, workload, Behind(point=one, model=model, mode=mode, stack=STACK))


def value(steps: list[Step], label: str) -> float:
    found = next(step for step in steps if step.label.startswith(label)).value
    assert found is not None
    return found


@pytest.mark.parametrize("mode", [Mode(), DRAFTS])
@pytest.mark.parametrize("load", [{}, {"isl": 8192, "cached_fraction": 0.5}, {"isl": 8192, "cached_fraction": 1.0}])
@pytest.mark.parametrize(
    ("acc", "model"), [(H100, DENSE), (B200, LATENT), (B200, WINDOWED), (B200, HYBRID), (CARD, SMALL)]
)
def test_every_step_computes_to_its_value_and_they_end_in_the_row(acc, model, load, mode) -> None:
    row, _, steps = taken_apart(acc, model, mode=mode, floor_tok_s_user=5.0, **load)
    for step in steps:
        assert eval(step.formula, {"__builtins__": {}}) == pytest.approx(step.value, rel=1e-9), step.label
    figures = {
        row.output_tok_s,
        row.tok_s_user,
        row.tokens_per_s,
        row.usd_per_mtok,
        row.usd_per_mtok_p10,
        row.usd_per_mtok_p90,
    }
    figures |= {row.usd_per_mtok_output, row.j_per_tok}
    assert figures <= {step.value for step in steps}
    assert row.offer in {i for step in steps for i in step.inputs}


def test_no_step_of_the_speed_is_its_own_value() -> None:
    _, _, steps = taken_apart()
    for label in ("weights", "reading them", "its arithmetic", "attention", "two all-reduces", "launches", "decode step",
                  "a prompt", "output of one", "speed that a user"):  # fmt: skip
        step = next(step for step in steps if step.label.startswith(label))
        assert any(sign in step.formula for sign in ("*", "/", "+")), label


def test_the_terms_are_those_of_the_physics() -> None:
    """Llama-3.1-70B in fp8: a quarter of 69.5 GB on each of four, at two thirds of 3.35 TB/s."""
    row, _, steps = taken_apart()
    assert row.layout == "TP4"
    assert value(steps, "weights") == pytest.approx(69.5e9 / 4)
    assert value(steps, "reading them") == pytest.approx(69.5e9 / 4 / (3.35e12 * 0.66))
    by = next(step for step in steps if step.label.startswith("reading them"))
    assert by.inputs == ("c-bw",)


def test_runs_and_the_fit_stand_behind_the_speed() -> None:
    point = measured(rate=700.0, id="x-run")
    _, one, steps = taken_apart(points=[point])
    step = next(step for step in steps if step.label.startswith("measured over modelled"))
    assert step.value == one.speed != 1.0
    assert step.inputs == ("x-run",)
    assert "fitted 2026-11-26, median error 16 %" in step.label.replace("16%", "16 %")
    assert "(bench)" in step.label
    _, _, alone = taken_apart()
    assert any(step.label.startswith("the model alone: constants fitted 2026-11-26") for step in alone)


def test_the_interval_says_what_it_is_of() -> None:
    _, one, steps = taken_apart(points=[measured(rate=700.0)])
    told = one.estimate
    assert told is not None
    assert value(steps, "P10 of the output") == told.p10
    assert value(steps, "P90 of the output") == told.p90
    assert any("standard deviations" in step.label for step in steps)


def test_assumed_power_is_told_as_such_and_stated_power_leads_to_its_offer() -> None:
    _, _, steps = taken_apart()
    power = next(step for step in steps if step.unit == "kW")
    assert (power.formula, power.value, power.inputs) == ("700.0 * 2.1 / 1000.0", 1.47, ("c-w",))
    assert "700 W x 2.1, assumed" in power.label
    _, _, steps = taken_apart(B200)
    power = next(step for step in steps if step.unit == "kW")
    assert (power.value, power.inputs) == (2.17, ("o2",))


def test_a_row_whose_inputs_changed_since_is_taken_as_it_stands() -> None:
    row, _, _ = taken_apart()
    steps = explain(row, CHAT)
    for step in steps:
        assert eval(step.formula, {"__builtins__": {}}) == pytest.approx(step.value, rel=1e-9), step.label
    assert not any(step.label.startswith("decode step:") for step in steps)


def unpriced(acc, model, fastest=None, **load) -> tuple[RankingRow, Performance, list[Step]]:
    """A row of nobody's price."""
    workload = replace(CHAT, **load)
    one = operating_points(workload, model, [acc], (), STACK, ())[0]
    row = price_rows(workload, [one], [], "on_demand", STACK)[0]
    assert row.usd_per_mtok is None
    steps = explain(row, workload, Behind(point=one, model=model, stack=STACK, fastest=fastest))
    for step in steps:
        assert eval(step.formula, {"__builtins__": {}}) == pytest.approx(step.value, rel=1e-9), step.label
    return row, one, steps


def test_a_row_without_a_price_is_told_up_to_its_speed() -> None:
    row, one, steps = unpriced(H100, DENSE)
    assert row.reason == "no price"
    assert one.perf is not None
    assert value(steps, "output of one accelerator") == one.perf.output_tok_s
    assert not [step for step in steps if step.unit.startswith("USD")]


def test_a_model_that_does_not_fit_is_held_against_the_memory() -> None:
    row, _, steps = unpriced(CARD, DENSE)
    assert row.reason.startswith("does not fit")
    weights, memory = value(steps, "weights in"), value(steps, "memory of one accelerator")
    assert weights == pytest.approx(DENSE.params_total * 2 / 1e9, rel=0.01)
    assert memory == pytest.approx(CARD.memory_bytes * STACK.memory_fraction / 1e9)
    assert weights > memory


def test_a_model_whose_requests_do_not_fit_is_told_how_many_have_room() -> None:
    tight = replace(CARD, memory_bytes=SMALL.params_total * 2 * 1.02 / STACK.memory_fraction)
    row, _, steps = unpriced(tight, SMALL, isl=60_000, osl=60_000)
    assert row.reason.startswith("does not fit")
    assert 0 < value(steps, "requests that have room") < 1


def test_a_floor_that_is_not_met_is_held_against_the_fastest_point() -> None:
    workload = replace(CHAT, floor_tok_s_user=1e6)
    fastest = frontiers(workload, DENSE, [H100], (), STACK, (), {H100.slug})[H100.slug][0]
    row, _, steps = unpriced(H100, DENSE, fastest, floor_tok_s_user=1e6)
    assert row.reason.startswith("cannot reach")
    assert [step.value for step in steps] == [pytest.approx(fastest.tok_s_user)]
    assert "1e+06 are asked for" in steps[0].label


def test_what_is_not_known_of_an_accelerator_ends_the_account() -> None:
    _, _, steps = unpriced(replace(H100, memory_bytes=0.0), DENSE)
    assert {step.label.partition(" ")[0] for step in steps} == {"weights"}
    _, _, long = unpriced(H100, replace(DENSE, context=1000))
    assert value(long, "tokens of a request, of 1,000") == CHAT.isl + CHAT.osl
