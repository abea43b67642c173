"""Pools of prefill and decode: resources are kept, ratios are obeyed, and the chosen ratio is the best."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from metrics_sample import B200, CARD, CHAT, DENSE, H100, LATENT, MODELS, SMALL, measured, offer

from tracker.metrics.cost import cost_per_mtok
from tracker.metrics.estimate import Mode, Performance
from tracker.metrics.explain import Behind, explain
from tracker.metrics.pools import Pools
from tracker.metrics.ranking import operating_points, price_rows
from tracker.metrics.serve import Perf
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import DEFAULT_STACK, Stack
from tracker.model.errors import UsageError

accelerators = st.sampled_from([H100, B200, replace(B200, vendor="amd")])
models = st.sampled_from(MODELS)
parts = st.integers(1, 6)


def served(acc=B200, model=DENSE, pools=None, stack: Stack = DEFAULT_STACK, points=(), **workload) -> Performance:
    mode = Mode(pools=pools or Pools())
    return operating_points(replace(CHAT, **workload), model, [acc], points, stack, (), mode)[0]


def found(*args, **more) -> Perf:
    perf = served(*args, **more).perf
    if perf is None:
        reject()
    assert perf.split is not None
    return perf


@given(accelerators, models, parts, parts, st.integers(64, 16384), st.integers(64, 4096), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_resources_are_kept_and_the_hour_is_divided_whole(acc, model, p, d, isl, osl, cached) -> None:
    """However the pools are cut: their sum serves, and prompt and output together pay exactly all accelerators' time."""
    for pools in (Pools(), Pools(prefill=p, decode=d)):
        perf = found(acc, model, pools, isl=isl, osl=osl, cached_fraction=cached)
        split = perf.split
        assert split.prefill + split.decode == perf.group
        request = perf.fresh_input_s + perf.cached_input_s + perf.output_s
        assert request == pytest.approx(osl / perf.output_tok_s)
        assert perf.output_s / request == pytest.approx(split.decode / perf.group)
        cost = cost_per_mtok(perf, replace(CHAT, isl=isl, osl=osl, cached_fraction=cached), 3.0, 1.0)
        paid = (cost.input or 0) * isl * (1 - cached) + (cost.cached_input or 0) * isl * cached + cost.output * osl
        assert paid == pytest.approx(cost.blended * (isl + osl))
        assert 0 < perf.mfu <= 1
        assert 0 < perf.mbu <= 1
        assert split.prefill_busy <= DEFAULT_STACK.prefill_busy * (1 + 1e-9)
        assert split.decode_busy <= 1 + 1e-9


@given(accelerators, models, parts, parts, st.integers(2, 5))
@settings(max_examples=40, deadline=None)
def test_a_given_ratio_is_obeyed_and_its_multiple_is_the_same(acc, model, p, d, times) -> None:
    one, many = (
        found(acc, model, Pools(prefill=p, decode=d)),
        found(acc, model, Pools(prefill=p * times, decode=d * times)),
    )
    assert Fraction(one.split.prefill, one.split.decode) == Fraction(p, d)
    assert one == many


@given(accelerators, models, parts, parts, st.integers(64, 16384), st.integers(64, 4096))
@settings(max_examples=60, deadline=None)
def test_no_given_ratio_beats_the_chosen_one_by_more_than_a_per_cent(acc, model, p, d, isl, osl) -> None:
    chosen, given = (found(acc, model, pools, isl=isl, osl=osl) for pools in (Pools(), Pools(prefill=p, decode=d)))
    assume(max(given.split.prefill, given.split.decode) <= 32)
    assert given.output_tok_s <= chosen.output_tok_s / 0.99 * (1 + 1e-9)


@given(accelerators, models, st.floats(5, 120))
@settings(max_examples=40, deadline=None)
def test_the_floor_is_kept_by_decode_steps_that_nobody_interrupts(acc, model, floor) -> None:
    assert found(acc, model, floor_tok_s_user=floor).tok_s_user >= floor * (1 - 1e-12)


def test_longer_prompts_take_more_of_the_accelerators_for_prefill() -> None:
    short, long = (found(isl=isl).split for isl in (256, 16384))
    assert short.prefill / short.decode < 0.2 < 1 < long.prefill / long.decode


def test_a_slow_fabric_limits_and_delays() -> None:
    slow = found(stack=replace(DEFAULT_STACK, transfer_bytes_per_s=1e8))
    fast = found()
    assert slow.split.bound == slow.bound == "link"
    assert slow.output_tok_s < 0.5 * fast.output_tok_s
    assert slow.split.transfer_s == pytest.approx(1024 * 163840 / (1e8 * slow.split.links))
    assert slow.ttft_unloaded_s > fast.ttft_unloaded_s


def test_latent_attention_sends_its_compressed_cache() -> None:
    assert found(B200, LATENT).split.kv_bytes == 1024 * 61 * 576


def test_what_cannot_run_says_why() -> None:
    assert served(CARD).reason.startswith("does not fit")
    assert served(H100, SMALL, floor_tok_s_user=5000.0).reason == "cannot reach 5000 tok/s/user"


def test_measured_runs_say_how_fast_the_parts_are_but_no_pool_is_called_measured() -> None:
    quick, slow = (served(H100, points=[measured(rate=rate)]) for rate in (1500.0, 300.0))
    assert quick.perf.output_tok_s > slow.perf.output_tok_s
    assert quick.estimate.basis == slow.estimate.basis == "modelled"


@pytest.mark.parametrize("wrong", [(-1, 2), (0, 2), (2, 0)])
def test_half_a_ratio_is_refused(wrong) -> None:
    with pytest.raises(UsageError):
        Pools(prefill=wrong[0], decode=wrong[1])


def test_explain_tells_the_pools_the_transfer_and_the_drafts() -> None:
    mode = Mode(pools=Pools(prefill=1, decode=3), speculation=Speculation(draft_tokens=3, acceptance=0.7))
    one = operating_points(CHAT, DENSE, [B200], (), DEFAULT_STACK, (), mode)[0]
    row = price_rows(CHAT, [one], [("o", offer(B200.slug, 3.0))], "on_demand", DEFAULT_STACK)[0]
    assert row.usd_per_mtok == row.usd_per_hour * 1e6 / (row.tokens_per_s * 3600.0 * row.utilisation)
    steps = explain(row, CHAT, Behind(point=one, model=DENSE, mode=mode))
    for step in steps:
        assert eval(step.formula, {"__builtins__": {}}) == pytest.approx(step.value, rel=1e-12), step.label
    labels = " ".join(step.label for step in steps)
    assert all(word in labels for word in ("Mooncake", "Leviathan", "for prefill", "M[X]/D/1"))
    assert "M[X]/D/1" not in " ".join(step.label for step in explain(row, CHAT))


def test_pools_and_drafts_are_less_sure_than_plain_serving() -> None:
    modes = (Mode(), Mode(pools=Pools()), Mode(speculation=Speculation(draft_tokens=3, acceptance=0.7)))
    calibrated = replace(DEFAULT_STACK, spread={**DEFAULT_STACK.spread, "modelled": (0.8, 1.3)})
    told = [operating_points(CHAT, DENSE, [B200], (), calibrated, (), mode)[0].estimate for mode in modes]
    plain, pools, drafts = (one.p90 / one.p10 for one in told if one)
    assert plain < pools
    assert plain < drafts
