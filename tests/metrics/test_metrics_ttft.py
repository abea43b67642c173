"""Time to first token under load: the queue, what it adds, and that a stored row gives the same."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics_sample import B200, CARD, CHAT, DENSE, H100, LATENT, SMALL, measured, offer

from tracker.metrics.explain import explain, first_token_steps
from tracker.metrics.ranking import operating_points, price_rows
from tracker.metrics.stack import DEFAULT_STACK
from tracker.metrics.ttft import ASSUMPTION, FirstToken, first_token, of_row
from tracker.model.errors import UsageError

shares = st.floats(0, 1)


def queue(busy: float, bunch: float = 1.0, service: float = 0.1) -> FirstToken:
    return FirstToken(
        alone_s=0.2, steps_s=0.05, service_s=service, busy=busy, bunch=bunch, spread=DEFAULT_STACK.ttft_spread
    )


def served(acc=H100, model=DENSE, points=(), **workload):
    asked = replace(CHAT, **workload)
    one = operating_points(asked, model, [acc], points, DEFAULT_STACK)[0]
    assert one.perf is not None
    assert one.first is not None
    return one, asked


def test_bunches_of_one_are_the_queue_of_fixed_service() -> None:
    """M/D/1: rho S / (2 (1 - rho)), here 0.8 * 0.1 / 0.4."""
    assert queue(0.8).wait_s == pytest.approx(0.2)
    assert queue(0.0).wait_s == 0
    assert queue(0.8, 5.0).wait_s == pytest.approx(0.1 * 4.8 / 0.4)


@given(st.floats(0, 0.98), st.floats(0, 0.98), st.floats(1, 60), st.floats(1, 60))
@settings(deadline=None)
def test_the_first_token_comes_later_with_utilisation_and_with_bunches(one, other, few, many) -> None:
    low, high = sorted((one, other))
    assert queue(low, few).mean_s <= queue(high, few).mean_s
    assert queue(low, min(few, many)).mean_s <= queue(low, max(few, many)).mean_s
    assert queue(low, few).mean_s >= 0.25


@given(st.floats(0, 0.98), st.floats(1, 60), st.floats(0, 0.999), st.floats(0, 0.999))
@settings(deadline=None)
def test_more_requests_have_theirs_later_and_none_before_it_is_prefilled(busy, bunch, one, other) -> None:
    low, high = sorted((one, other))
    assert 0.25 - 1e-12 <= queue(busy, bunch).within(low) <= queue(busy, bunch).within(high)


@pytest.mark.parametrize(("busy", "bunch"), [(0.3, 1.0), (0.8, 1.0), (0.8, 10.0)])
def test_the_waits_of_all_requests_average_to_the_mean(busy, bunch) -> None:
    found = queue(busy, bunch)
    waits = [found.within((i + 0.5) / 20000) for i in range(20000)]
    assert sum(waits) / len(waits) == pytest.approx(found.mean_s, rel=0.01)


@given(st.sampled_from([H100, B200]), st.sampled_from([DENSE, SMALL]), st.integers(64, 16384), shares, shares)
@settings(deadline=None)
def test_more_arrivals_at_an_operating_point_wait_longer(acc, model, isl, one, other) -> None:
    point = operating_points(replace(CHAT, isl=isl), model, [acc], (), DEFAULT_STACK)[0].perf
    if point is None:
        return
    low, high = (first_token(point, replace(CHAT, isl=isl), DEFAULT_STACK, a) for a in sorted((one, other)))
    assert point.ttft_unloaded_s < low.mean_s <= high.mean_s
    full = first_token(point, replace(CHAT, isl=isl), DEFAULT_STACK)
    assert (low.busy, high.busy) == pytest.approx(tuple(full.busy * a for a in sorted((one, other))))
    assert full.busy < 1


def test_the_interval_is_of_the_mean_and_nothing_is_called_measured() -> None:
    one, _ = served(points=[measured(isl=128, osl=2048)])
    told = one.first.estimate
    assert told.p10 < told.p50 == one.first.mean_s < told.p90
    assert told.basis == "modelled"


@pytest.mark.parametrize("arrivals", [-0.1, 1.01])
def test_more_than_is_served_cannot_come(arrivals) -> None:
    one, workload = served()
    with pytest.raises(UsageError):
        first_token(one.perf, workload, DEFAULT_STACK, arrivals)


@pytest.mark.parametrize("share", [-0.1, 1.0])
def test_not_all_requests_have_a_bound(share) -> None:
    with pytest.raises(UsageError):
        queue(0.5).within(share)


@pytest.mark.parametrize("cached", [0.0, 0.5, 0.9])
@pytest.mark.parametrize(("acc", "model"), [(H100, DENSE), (B200, LATENT), (CARD, SMALL)])
def test_a_stored_row_gives_the_same_first_token_as_its_operating_point(acc, model, cached) -> None:
    one, workload = served(acc, model, isl=8192, cached_fraction=cached, floor_tok_s_user=5.0)
    row = price_rows(workload, [one], [("o", offer(acc.slug, 3.0))], "on_demand", DEFAULT_STACK)[0]
    found = of_row(row, workload, DEFAULT_STACK)
    assert found is not None
    for name in ("alone_s", "steps_s", "service_s", "busy", "bunch", "wait_s", "mean_s"):
        assert getattr(found, name) == pytest.approx(getattr(one.first, name), rel=1e-9), name


def test_explain_names_the_queue_and_every_step_computes() -> None:
    one, workload = served()
    row = price_rows(workload, [one], [("o", offer(H100.slug, 3.0))], "on_demand", DEFAULT_STACK)[0]
    steps = explain(row, workload)
    assert any(ASSUMPTION in step.label for step in steps)
    assert one.first.mean_s == pytest.approx(next(s.value for s in steps if s.label.startswith("time to first token")))
    for step in first_token_steps(one.first, DEFAULT_STACK):
        assert eval(step.formula, {"__builtins__": {}}) == pytest.approx(step.value, rel=1e-12), step.label


def test_a_row_without_a_figure_has_no_first_token() -> None:
    row = price_rows(CHAT, operating_points(CHAT, DENSE, [CARD], (), DEFAULT_STACK), [], "on_demand", DEFAULT_STACK)[0]
    assert of_row(row, CHAT, DEFAULT_STACK) is None
