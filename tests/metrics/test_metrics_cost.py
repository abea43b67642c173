from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics_sample import B200, CHAT, DENSE, H100

from tracker.metrics.cost import (
    Ownership,
    blended_cost,
    capital_recovery,
    cost_per_mtok,
    hourly_cost,
    joules_per_token,
    tokens_per_mw,
    total_rate,
)
from tracker.metrics.hardware import chip
from tracker.metrics.layers import shape
from tracker.metrics.ranking import operating_points
from tracker.metrics.serve import Perf, serve
from tracker.metrics.stack import DEFAULT_STACK
from tracker.model.errors import UsageError
from tracker.model.performance import Workload


def perf(workload: Workload, batch: int = 32) -> Perf:
    found = serve(chip(B200, "fp8", DEFAULT_STACK), shape(DENSE), workload, batch, 4, False, DEFAULT_STACK)
    assert isinstance(found, Perf)
    return found


money = st.floats(0.01, 100)
shares = st.floats(0.05, 1.0)


@given(money, shares, st.floats(0, 0.95), st.integers(1, 64), st.integers(64, 16384), st.integers(1, 8192))
def test_attribution_conserves_the_hour(usd, utilisation, cached, batch, isl, osl) -> None:
    """What all tokens of the requests of a busy hour pay is the price of the hour over its utilisation."""
    workload = replace(CHAT, isl=isl, osl=osl, cached_fraction=cached)
    point = perf(workload, batch)
    cost = cost_per_mtok(point, workload, usd, utilisation)
    requests = point.output_tok_s * 3600 / osl
    paid = requests * osl * cost.output / 1e6
    paid += requests * isl * (1 - cached) * (cost.input or 0) / 1e6
    paid += requests * isl * cached * (cost.cached_input or 0) / 1e6
    assert paid == pytest.approx(usd / utilisation, rel=1e-9)
    assert requests * (isl + osl) * cost.blended / 1e6 == pytest.approx(usd / utilisation, rel=1e-9)
    assert requests * osl * cost.output_whole_hour / 1e6 == pytest.approx(usd / utilisation, rel=1e-9)


@given(money, shares, st.floats(1.1, 10))
def test_cost_is_linear_in_price_and_inverse_in_utilisation(usd, utilisation, factor) -> None:
    point = perf(CHAT)
    base = cost_per_mtok(point, CHAT, usd, utilisation)
    dearer = cost_per_mtok(point, CHAT, usd * factor, utilisation)
    idler = cost_per_mtok(point, CHAT, usd, utilisation / factor)
    for name in ("blended", "output_whole_hour", "input", "output"):
        assert getattr(dearer, name) == pytest.approx(getattr(base, name) * factor)
        assert getattr(idler, name) == pytest.approx(getattr(base, name) * factor)


def test_output_costs_more_than_input_and_cached_input_least() -> None:
    workload = replace(CHAT, isl=8192, cached_fraction=0.5)
    cost = cost_per_mtok(perf(workload), workload, 3.0, 1.0)
    assert cost.input is not None
    assert cost.cached_input is not None
    assert cost.cached_input < cost.input < cost.output < cost.output_whole_hour


def test_tokens_that_a_load_does_not_have_cost_nothing_and_not_zero() -> None:
    assert cost_per_mtok(perf(CHAT), CHAT, 3.0, 1.0).cached_input is None


@given(money, st.floats(0.1, 1e5), shares)
def test_the_blended_expression_is_the_one_of_the_database_bit_for_bit(usd, rate, utilisation) -> None:
    assert blended_cost(usd, rate, utilisation) == usd * 1e6 / (rate * 3600.0 * utilisation)


def test_input_and_output_go_together_by_the_lengths_of_the_load() -> None:
    assert total_rate(100.0, replace(CHAT, isl=3000, osl=1000)) == 400.0


def test_inferencex_h100_crosscheck() -> None:
    """$1.30 an hour at 1,000 output tok/s is $0.361 a million if output pays the whole hour."""
    assert blended_cost(1.30, 1000.0, 1.0) == pytest.approx(0.3611, abs=1e-4)


def test_owned_hour_is_capital_power_colocation_and_running_cost() -> None:
    own = Ownership(
        capex_usd=35000, life_years=4, wacc=0.1, availability=0.95, kw_all_in=1.73, usd_per_kwh=0.08,
        colo_usd_per_kw_month=150, opex_usd_per_hour=0.05,
    )  # fmt: skip
    capital = 35000 * 0.1 * 1.1**4 / (1.1**4 - 1) / 8760 / 0.95
    assert hourly_cost(own) == pytest.approx(capital + 1.73 * 0.08 + 150 * 1.73 / 730 + 0.05)
    assert hourly_cost(Ownership(capex_usd=0, kw_all_in=1.73, usd_per_kwh=0.08)) == pytest.approx(0.1384)


def test_capital_recovery_repays_the_price_with_interest() -> None:
    assert capital_recovery(4, 0.0) == 0.25
    left = 1.0
    for _ in range(4):
        left = left * 1.1 - capital_recovery(4, 0.1)
    assert left == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("wrong", [{"life_years": 0.0}, {"wacc": -0.1}, {"availability": 0.0}, {"availability": 1.2}])
def test_impossible_ownership_is_refused(wrong) -> None:
    with pytest.raises(UsageError):
        hourly_cost(Ownership(capex_usd=1000.0, **wrong))


@pytest.mark.parametrize(("usd", "utilisation"), [(1.0, 0.0), (1.0, 1.5), (-1.0, 0.5)])
def test_impossible_prices_are_refused(usd, utilisation) -> None:
    with pytest.raises(UsageError):
        cost_per_mtok(perf(CHAT), CHAT, usd, utilisation)


@pytest.mark.parametrize(
    ("usd", "rate", "share"), [(-2, 1, 1), (1, 0, 1), (1, -1, 1), (1, 1, 60), (1, 1, 0), (1, 1, -0.5)]
)
def test_costs_that_cannot_be_are_refused_in_words(usd, rate, share) -> None:
    with pytest.raises(ValueError, match=r"price|tokens/s|utilisation"):
        blended_cost(usd, rate, share)


@pytest.mark.parametrize(("kw", "says"), [(2170.0, "write 2.17"), (700.0, "write 0.7"), (0.0, "kW"), (-1.0, "kW")])
@pytest.mark.parametrize("figure", [tokens_per_mw, joules_per_token])
def test_watts_for_kilowatts_are_refused_with_the_way_out(figure, kw, says) -> None:
    with pytest.raises(ValueError, match=says):
        figure(1000.0, kw)


@pytest.mark.parametrize("wrong", [{"capex_usd": -1.0}, {"wacc": 10.0}, {"kw_all_in": 1730.0}, {"usd_per_kwh": -0.1}])
def test_owning_in_the_wrong_unit_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"capex|interest|kW|usd_per_kwh"):
        hourly_cost(Ownership(**{"capex_usd": 1000.0, **wrong}))


@pytest.mark.parametrize("wrong", [{"isl": 0}, {"osl": 0}, {"cached_fraction": 90.0}, {"floor_tok_s_user": -1.0}])
def test_a_load_that_cannot_be_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match="chat"):
        operating_points(replace(CHAT, **wrong), DENSE, [H100], (), DEFAULT_STACK)


def test_tokens_a_megawatt_are_the_inverse_of_joules_a_token() -> None:
    assert tokens_per_mw(1000.0, 2.0) == 500_000.0
    assert joules_per_token(1000.0, 2.0) == 2.0
    assert tokens_per_mw(777.0, 1.73) * joules_per_token(777.0, 1.73) == pytest.approx(1e6)
