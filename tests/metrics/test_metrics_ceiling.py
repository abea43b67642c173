"""No figure above the data sheet: runs that claim one are set aside, and what runs teach stops at the sheet."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics_sample import B200, CHAT, DENSE, H100, LATENT, SMALL, measured, offer

from tracker.metrics.ceiling import Ran, beyond, possible
from tracker.metrics.estimate import Mode
from tracker.metrics.forecast import forecast
from tracker.metrics.layers import shape
from tracker.metrics.pools import Pools
from tracker.metrics.ranking import operating_points, rank_workload
from tracker.metrics.runs import Run
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import DEFAULT_STACK
from tracker.model.performance import MeasuredPoint


def ran(rate: float, **more: object) -> Ran:
    told = {
        "accelerator": H100, "precision": "fp8", "count": 1, "isl": 1000.0, "osl": 1000.0, "concurrency": 1.0, "output_tok_s": rate,
    }  # fmt: skip
    return Ran(**{**told, **more})  # type: ignore[arg-type]


def judged(model=DENSE, *runs: Ran) -> list[bool]:
    return beyond(runs, shape(model), DEFAULT_STACK)


def test_one_sequence_cannot_read_its_weights_faster_than_memory_gives_them() -> None:
    """Llama-3.1-70B in fp8: 69.5 GB and 0.25 GB of cache a token over 3.35 TB/s are 48 tokens/s at most."""
    most = 3.35e12 / (69.5e9 + 1500 * 163840)
    assert judged(DENSE, ran(0.99 * most), ran(1.05 * most)) == [False, True]


def test_prompts_and_output_cannot_be_computed_faster_than_the_peak() -> None:
    """Endless batch: two operations a parameter and token, and attention, at 1979 TFLOPS."""
    attention = 4 * 64 * 128 * 80 * (1000 * 500 + 1000 * 1500)
    most = 1979e12 * 1000 / (2 * 69.5e9 * 2000 + attention)
    full = {"concurrency": 1e6, "count": 8}
    assert judged(DENSE, ran(0.99 * most, **full), ran(1.05 * most, **full)) == [False, True]


def test_a_part_of_which_a_figure_is_unknown_is_not_judged() -> None:
    unknown = replace(H100, memory_bytes_per_s=0.0)
    assert judged(DENSE, ran(1e9, accelerator=unknown), ran(1e9)) == [False, True]


@pytest.mark.parametrize("times", [4.0, 40.0])
def test_an_impossible_run_is_no_answer_no_anchor_and_no_neighbour(times) -> None:
    """Total tokens taken for output tokens, milliseconds for seconds: it does not come first, as "measured"."""
    slip = measured(rate=2000.0 * times, count=1, concurrency=8, tok_s_user=2000.0 * times / 8)
    offers = [("o", offer(H100.slug, 3.0))]
    with_slip, without = (
        rank_workload(CHAT, DENSE, [H100], offers, points, DEFAULT_STACK, "on_demand") for points in ([slip], [])
    )
    assert possible({H100.slug: H100}, [slip], shape(DENSE), DEFAULT_STACK) == []
    assert with_slip == without


def test_impossible_runs_vouch_for_no_forecast() -> None:
    asked = Run(
        source="s", accelerator=H100, model=DENSE, precision="fp8", group=4, spread=False, isl=1024.0, osl=1024.0,
        concurrency=64.0, user=30.0, rate=500.0,
    )  # fmt: skip
    found = forecast([asked], DEFAULT_STACK, [replace(asked, rate=1e5)])
    assert found.basis == ("modelled",)
    assert found.p50[0] == forecast([asked], DEFAULT_STACK).p50[0]


@st.composite
def runs(draw) -> list[MeasuredPoint]:
    found = []
    for _ in range(draw(st.integers(0, 4))):
        acc = draw(st.sampled_from([H100, B200]))
        rate, user = draw(st.floats(10, 30_000)), draw(st.floats(1, 400))
        found.append(
            measured(
                acc.slug, rate, model=draw(st.sampled_from([SMALL.slug, DENSE.slug, LATENT.slug])),
                count=draw(st.sampled_from([1, 2, 8])), concurrency=draw(st.sampled_from([0, 1, 16, 256])), tok_s_user=user,
                precision=draw(st.sampled_from(["fp8", "fp4", "bf16"])),
            )
        )  # fmt: skip
    return found


MODES = [Mode(), Mode(pools=Pools()), Mode(speculation=Speculation(draft_tokens=3, acceptance=0.7))]


@given(runs(), st.sampled_from([SMALL, DENSE, LATENT]), st.sampled_from(MODES), st.floats(0.0, 0.9))
@settings(max_examples=60, deadline=None)
def test_no_final_row_exceeds_the_data_sheet_whatever_was_measured(points, model, mode, cached) -> None:
    load = replace(CHAT, model=model.slug, cached_fraction=cached, floor_tok_s_user=10.0)
    for one in operating_points(load, model, [H100, B200], points, DEFAULT_STACK, (), mode):
        if one.perf:
            assert 0 < one.perf.mfu <= 1, one
            assert 0 < one.perf.mbu <= 1, one
            assert math.isfinite(one.perf.output_tok_s)


def test_a_run_that_rounding_lifts_over_the_data_sheet_is_no_answer() -> None:
    """A run a hundredth above what memory gives is a run still, and says how fast the part is; no row repeats it."""
    stack = replace(DEFAULT_STACK, memory=0.9)
    batch, alone = 22, replace(H100, domain=1)
    most = batch * 3.35e12 / (69.5e9 + batch * 1500 * 163840)
    bases = []
    for share in (0.99, 1.01):
        run = measured(rate=share * most, count=1, concurrency=batch, tok_s_user=45.0, isl=1000, osl=1000)
        assert possible({alone.slug: alone}, [run], shape(DENSE), stack) == [run]
        load = replace(CHAT, isl=1000, osl=1000, floor_tok_s_user=0.0)
        (one,) = operating_points(load, DENSE, [alone], [run], stack)
        assert one.perf is not None
        assert one.estimate is not None
        assert max(one.perf.mfu, one.perf.mbu) <= 1
        bases.append(one.estimate.basis)
    assert bases == ["measured", "anchored"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("acc", "model"), [(H100, DENSE), (H100, SMALL), (B200, LATENT)])
def test_what_a_quick_engine_teaches_stops_at_the_data_sheet(acc, model, mode) -> None:
    """A run of few tokens tells of an engine; at full batches it cannot be as much faster than the model."""
    stack = replace(DEFAULT_STACK, engines={"quick": 3.0})
    run = measured(acc.slug, 20.0, model=model.slug, count=8, concurrency=4, engine="quick", isl=100, osl=100)
    for change in ({}, {"floor_tok_s_user": 20.0}, {"isl": 128, "osl": 16}):
        load = replace(CHAT, **{"model": model.slug, "floor_tok_s_user": 0.0, **change})
        (one,) = operating_points(load, model, [acc], [run], stack, (), mode)
        assert one.perf is not None
        assert one.speed > 1.02
        assert max(one.perf.mfu, one.perf.mbu) <= 1
