"""Speculative decoding: what drafts can bring, and what they never do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics_sample import B200, CHAT, DENSE, H100, LATENT, MODELS, measured

from tracker.metrics.estimate import Mode
from tracker.metrics.hardware import chip
from tracker.metrics.layers import shape
from tracker.metrics.load import Load
from tracker.metrics.pools import Pools
from tracker.metrics.ranking import operating_points
from tracker.metrics.serve import Cycle, run
from tracker.metrics.speculation import Speculation
from tracker.metrics.stack import DEFAULT_STACK
from tracker.model.errors import UsageError

lengths = st.integers(1, 8)
chances = st.floats(0, 1)


def cycle(model, batch: float, group: float, speculation: Speculation | None) -> Cycle:
    one = np.ones(1)
    load = Load(batch=one * batch, group=one * group, spread=one < 0, isl=one * 1024, osl=one * 1024, cached=one * 0)
    return run(chip(B200, "fp8", DEFAULT_STACK), shape(model), load, DEFAULT_STACK, speculation)


@pytest.mark.parametrize(
    ("k", "a", "tokens"), [(4, 0.8, 3.3616), (1, 0.5, 1.5), (5, 1.0, 6.0), (7, 0.0, 1.0), (0, 0.9, 1.0)]
)
def test_expected_tokens_are_those_of_the_paper(k, a, tokens) -> None:
    """(1 - a^(k+1)) / (1 - a), and k + 1 where all is accepted."""
    assert Speculation(draft_tokens=k, acceptance=a).tokens == pytest.approx(tokens)


@given(st.integers(0, 16), st.floats(0, 0.999))
@settings(deadline=None)
def test_the_sum_is_the_closed_form_and_its_formula_computes_to_it(k, a) -> None:
    found = Speculation(draft_tokens=k, acceptance=a)
    assert found.tokens == pytest.approx((1 - a ** (k + 1)) / (1 - a))
    assert eval(found.formula, {"__builtins__": {}}) == pytest.approx(found.tokens)
    assert 1 <= found.tokens <= k + 1


@given(st.sampled_from(MODELS), st.integers(1, 300), st.sampled_from([1.0, 4.0, 8.0]), lengths, st.floats(0, 0.2))
@settings(deadline=None)
def test_drafts_that_are_never_accepted_gain_nothing(model, batch, group, k, cost) -> None:
    plain = cycle(model, batch, group, None)
    drafted = cycle(model, batch, group, Speculation(draft_tokens=k, acceptance=0, draft_cost=cost))
    assert drafted.output_tok_s[0] <= plain.output_tok_s[0]
    assert drafted.tpot[0] >= plain.tpot[0]


@given(st.sampled_from(MODELS), st.integers(1, 300), lengths, chances, chances)
@settings(deadline=None)
def test_more_acceptance_is_never_slower_and_no_gain_exceeds_the_tokens_of_a_step(model, batch, k, one, other) -> None:
    low, high = (
        cycle(model, batch, 8.0, Speculation(draft_tokens=k, acceptance=a)) for a in sorted((one, other))
    )  # fmt: skip
    assert high.output_tok_s[0] >= low.output_tok_s[0] * (1 - 1e-12)
    assert high.output_tok_s[0] <= (k + 1) * cycle(model, batch, 8.0, None).output_tok_s[0]
    assert 0 < high.mfu[0] <= 1
    assert 0 < high.mbu[0] <= 1


def test_a_free_draft_of_no_tokens_changes_no_bit() -> None:
    plain, drafted = (cycle(LATENT, 64, 8.0, s) for s in (None, Speculation(draft_tokens=0, acceptance=0.7)))
    assert plain.output_tok_s[0] == drafted.output_tok_s[0]
    assert plain.tpot[0] == drafted.tpot[0]


def test_checking_pays_least_where_arithmetic_is_the_limit() -> None:
    gains = []
    for batch in (1, 512):
        drafted = cycle(DENSE, batch, 8.0, Speculation(draft_tokens=4, acceptance=0.8))
        gains.append(drafted.output_tok_s[0] / cycle(DENSE, batch, 8.0, None).output_tok_s[0])
    assert 3.3616 > gains[0] > 1.5 > gains[1]


@pytest.mark.parametrize(
    "wrong",
    [{"draft_tokens": -1}, {"draft_tokens": 65}, {"acceptance": 1.1}, {"acceptance": -0.1}, {"draft_cost": 1.5}],
)
def test_figures_that_cannot_be_are_refused(wrong) -> None:
    with pytest.raises(UsageError):
        Speculation(**{"draft_tokens": 3, "acceptance": 0.7, **wrong})


@given(st.floats(5, 80), lengths, st.floats(0, 0.9))
@settings(max_examples=30, deadline=None)
def test_the_floor_is_kept(floor, k, a) -> None:
    workload, mode = replace(CHAT, floor_tok_s_user=floor), Mode(speculation=Speculation(draft_tokens=k, acceptance=a))
    for one in operating_points(workload, DENSE, [H100, B200], [measured()], DEFAULT_STACK, (), mode):
        if one.perf:
            assert one.perf.tok_s_user >= floor * (1 - 1e-12)


@pytest.mark.parametrize("mode", [Mode(speculation=Speculation(draft_tokens=3, acceptance=0.7)), Mode(pools=Pools())])
def test_a_measured_run_is_taken_as_it_is_for_plain_serving_alone(mode) -> None:
    best = operating_points(CHAT, DENSE, [H100], (), DEFAULT_STACK)[0].perf
    assert best is not None
    run = measured(rate=best.output_tok_s, count=best.group, concurrency=best.batch)
    plain, other = (operating_points(CHAT, DENSE, [H100], [run], DEFAULT_STACK, (), m)[0] for m in (Mode(), mode))
    assert plain.estimate is not None
    assert other.estimate is not None
    assert plain.estimate.basis == "measured"
    assert other.estimate.basis == "modelled"
    assert other.anchor is not None
