"""Money and energy: an hour of hardware, a million tokens, a megawatt."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tracker.metrics.hardware import ImplausibleInput
from tracker.metrics.serve import Perf
from tracker.model.performance import Workload

_KW = (0.001, 100.0)
"""Facility power of one accelerator, kW: from a card in a laptop to a wafer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """What one owned accelerator costs. USD, years, kW; rates are fractions (0.10 is ten per cent)."""

    capex_usd: float
    """Price of the accelerator with its share of server, network and storage."""
    life_years: float = 4.0
    wacc: float = 0.10
    """Weighted average cost of capital a year."""
    availability: float = 0.95
    """Share of the hours in which it can serve."""
    kw_all_in: float = 0.0
    """Facility power of one accelerator with cooling and losses: PUE is in it and is not multiplied again."""
    usd_per_kwh: float = 0.08
    colo_usd_per_kw_month: float = 0.0
    opex_usd_per_hour: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """USD per million tokens under three attributions of the same hour. None where there are no such tokens."""

    blended: float
    """All tokens alike: the hour over input and output tokens, cached ones included."""
    output_whole_hour: float
    """Output pays for the whole hour, input is free: comparable with InferenceX."""
    input: float | None
    """Resource time: fresh input pays for the time of its prefill ..."""
    cached_input: float | None
    """... cached input for the reading of its KV ..."""
    output: float
    """... and output for its decode steps. Together exactly the hour."""


def capital_recovery(life_years: float, wacc: float) -> float:
    """Yearly payment per dollar borrowed: r (1+r)^n / ((1+r)^n - 1); 1/n at no interest. Raises ImplausibleInput."""
    if not 0 < life_years < math.inf:
        raise ImplausibleInput(f"a life of {life_years} years must be above 0")
    if not 0 <= wacc <= 1:
        raise ImplausibleInput(f"interest of {wacc} a year must be 0 to 1: ten per cent is 0.10")
    if wacc == 0:
        return 1.0 / life_years
    growth: float = (1.0 + wacc) ** life_years
    return wacc * growth / (growth - 1.0)


def hourly_cost(own: Ownership) -> float:
    """USD an available hour: capital, electricity, colocation and running costs. 8760 h a year, 730 a month.

    Raises ImplausibleInput for what cannot be.
    """
    if not 0 < own.availability <= 1:
        raise ImplausibleInput(f"availability {own.availability} must be above 0 and at most 1")
    for name in ("capex_usd", "usd_per_kwh", "colo_usd_per_kw_month", "opex_usd_per_hour"):
        if not 0 <= (value := getattr(own, name)) < math.inf:
            raise ImplausibleInput(f"{name} = {value} must be 0 or more")
    if own.kw_all_in:
        _check_power(own.kw_all_in)
    capital = own.capex_usd * capital_recovery(own.life_years, own.wacc) / 8760.0 / own.availability
    power = own.kw_all_in * own.usd_per_kwh
    return capital + power + own.colo_usd_per_kw_month * own.kw_all_in / 730.0 + own.opex_usd_per_hour


def blended_cost(usd_per_hour: float, tokens_per_s: float, utilisation: float) -> float:
    """USD per million tokens. The one expression that the database checks: its order of operations is fixed.

    Raises ImplausibleInput for a price below 0, no tokens, or a utilisation that is no share.
    """
    if not 0 <= usd_per_hour < math.inf:
        raise ImplausibleInput(f"a price of {usd_per_hour} USD/h cannot be")
    if not 0 < tokens_per_s < math.inf:
        raise ImplausibleInput(f"{tokens_per_s} tokens/s must be above 0")
    if not 0 < utilisation <= 1:
        raise ImplausibleInput(f"utilisation {utilisation} must be above 0 and at most 1: 60 % is 0.6")
    return usd_per_hour * 1e6 / (tokens_per_s * 3600.0 * utilisation)


def total_rate(output_tok_s: float, workload: Workload) -> float:
    """Input and output tokens/s that go with an output rate; cached input counts as input."""
    if workload.isl < 0 or workload.osl < 1:
        raise ImplausibleInput(f"{workload.isl} tokens in and {workload.osl} out: 0 or more in, 1 or more out")
    return output_tok_s * (workload.isl + workload.osl) / workload.osl


def cost_per_mtok(perf: Perf, workload: Workload, usd_per_hour: float, utilisation: float) -> Cost:
    """USD per million tokens at an operating point; `usd_per_hour` is of one accelerator. Raises as `blended_cost` does."""
    blended = blended_cost(usd_per_hour, total_rate(perf.output_tok_s, workload), utilisation)
    usd_per_s = usd_per_hour / 3600.0 / utilisation
    held = workload.isl * workload.cached_fraction
    fresh = workload.isl - held
    return Cost(
        blended=blended,
        output_whole_hour=blended_cost(usd_per_hour, perf.output_tok_s, utilisation),
        input=usd_per_s * perf.fresh_input_s * 1e6 / fresh if fresh > 0 else None,
        cached_input=usd_per_s * perf.cached_input_s * 1e6 / held if held > 0 else None,
        output=usd_per_s * perf.output_s * 1e6 / workload.osl,
    )


def tokens_per_mw(tokens_per_s: float, kw_all_in: float) -> float:
    """Tokens/s a megawatt of facility power; both figures are of one accelerator. Raises ImplausibleInput."""
    _check_power(kw_all_in)
    return tokens_per_s * 1000.0 / kw_all_in


def joules_per_token(tokens_per_s: float, kw_all_in: float) -> float:
    """Facility energy of one token, J; both figures are of one accelerator. Raises ImplausibleInput."""
    _check_power(kw_all_in)
    if not 0 < tokens_per_s < math.inf:
        raise ImplausibleInput(f"{tokens_per_s} tokens/s must be above 0")
    return kw_all_in * 1000.0 / tokens_per_s


def _check_power(kw: float) -> None:
    low, high = _KW
    if not low <= kw <= high:
        watts = f"; if watts are meant, write {kw / 1000:g}" if low <= kw / 1000 <= high else ""
        raise ImplausibleInput(f"kw_all_in = {kw:g} must be {low:g} to {high:g} kW of one accelerator{watts}")
