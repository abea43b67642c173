"""What a price leaves over its cost: the arithmetic, whatever the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.metrics.margin import blended_price, margin, margin_span
from tracker.model.errors import UsageError
from tracker.model.performance import Workload

USD = st.floats(1e-4, 1e3)
TOKENS = st.integers(1, 200_000)
SHARE = st.floats(0.0, 1.0)


def load(isl: int, osl: int, cached: float = 0.0) -> Workload:
    return Workload(slug="w", name="w", model="m", isl=isl, osl=osl, cached_fraction=cached)


def test_a_price_is_blended_by_the_tokens_of_the_load() -> None:
    assert blended_price(1.0, None, 3.0, load(1000, 1000)) == 2.0
    assert blended_price(1.0, None, 3.0, load(3000, 1000)) == 1.5
    assert blended_price(1.0, 0.1, 3.0, load(1000, 1000, 0.5)) == pytest.approx(
        (500 * 1.0 + 500 * 0.1 + 1000 * 3.0) / 2000
    )


@given(USD, USD, USD, TOKENS, TOKENS, SHARE)
def test_a_blend_lies_between_its_prices(
    usd_in: float, usd_cached: float, usd_out: float, isl: int, osl: int, cached: float
) -> None:
    price = blended_price(usd_in, usd_cached, usd_out, load(isl, osl, cached))
    prices = (usd_in, usd_cached, usd_out)
    assert min(prices) * (1 - 1e-9) <= price <= max(prices) * (1 + 1e-9)


@given(USD, USD, TOKENS, TOKENS, SHARE)
def test_cached_input_without_a_price_costs_what_input_costs(
    usd_in: float, usd_out: float, isl: int, osl: int, cached: float
) -> None:
    blended = blended_price(usd_in, None, usd_out, load(isl, osl, cached))
    assert blended == pytest.approx(blended_price(usd_in, usd_in, usd_out, load(isl, osl)))


@given(USD, USD, st.floats(0.01, 100.0))
def test_a_margin_is_a_share_and_knows_no_currency(price: float, cost: float, rate: float) -> None:
    assert margin(price, cost) < 1.0
    assert (margin(price, cost) > 0) == (cost < price) or cost == pytest.approx(price)
    assert margin(price * rate, cost * rate) == pytest.approx(margin(price, cost), rel=1e-9, abs=1e-9)
    assert price * (1 - margin(price, cost)) == pytest.approx(cost)


@given(USD, st.lists(USD, min_size=3, max_size=3).map(sorted))
def test_the_dearest_cost_leaves_the_least(price: float, costs: list[float]) -> None:
    span = margin_span(price, *costs)
    assert span.p10 <= span.p50 <= span.p90
    assert (span.p10, span.p90) == (margin(price, costs[2]), margin(price, costs[0]))


@pytest.mark.parametrize(("price", "cost"), [(0.0, 1.0), (-1.0, 1.0), (1.0, -0.1), (float("nan"), 1.0)])
def test_no_margin_of_what_is_no_price(price: float, cost: float) -> None:
    with pytest.raises(UsageError, match="the price must be above 0"):
        margin(price, cost)
