"""Money and energy: an hour of hardware, a million tokens, a megawatt."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.metrics.serve import Perf
from tracker.model.errors import UsageError
from tracker.model.performance import Workload


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
    """Yearly payment per dollar borrowed: r (1+r)^n / ((1+r)^n - 1); 1/n at no interest."""
    if life_years <= 0 or wacc < 0:
        raise UsageError(f"life of {life_years} years at {wacc} interest: life must be above 0, interest not below")
    if wacc == 0:
        return 1.0 / life_years
    growth: float = (1.0 + wacc) ** life_years
    return wacc * growth / (growth - 1.0)


def hourly_cost(own: Ownership) -> float:
    """USD an available hour: capital, electricity, colocation and running costs. 8760 h a year, 730 a month."""
    if not 0 < own.availability <= 1:
        raise UsageError(f"availability {own.availability} must be above 0 and at most 1")
    capital = own.capex_usd * capital_recovery(own.life_years, own.wacc) / 8760.0 / own.availability
    power = own.kw_all_in * own.usd_per_kwh
    return capital + power + own.colo_usd_per_kw_month * own.kw_all_in / 730.0 + own.opex_usd_per_hour


def blended_cost(usd_per_hour: float, tokens_per_s: float, utilisation: float) -> float:
    """USD per million tokens. The one expression that the database checks: its order of operations is fixed."""
    return usd_per_hour * 1e6 / (tokens_per_s * 3600.0 * utilisation)


def total_rate(output_tok_s: float, workload: Workload) -> float:
    """Input and output tokens/s that go with an output rate; cached input counts as input."""
    return output_tok_s * (workload.isl + workload.osl) / workload.osl


def cost_per_mtok(perf: Perf, workload: Workload, usd_per_hour: float, utilisation: float) -> Cost:
    """USD per million tokens at an operating point; `usd_per_hour` is of one accelerator."""
    if not 0 < utilisation <= 1:
        raise UsageError(f"utilisation {utilisation} must be above 0 and at most 1")
    if usd_per_hour < 0:
        raise UsageError(f"a price of {usd_per_hour} USD/h cannot be")
    usd_per_s = usd_per_hour / 3600.0 / utilisation
    held = workload.isl * workload.cached_fraction
    fresh = workload.isl - held
    return Cost(
        blended=blended_cost(usd_per_hour, total_rate(perf.output_tok_s, workload), utilisation),
        output_whole_hour=blended_cost(usd_per_hour, perf.output_tok_s, utilisation),
        input=usd_per_s * perf.fresh_input_s * 1e6 / fresh if fresh > 0 else None,
        cached_input=usd_per_s * perf.cached_input_s * 1e6 / held if held > 0 else None,
        output=usd_per_s * perf.output_s * 1e6 / workload.osl,
    )


def tokens_per_mw(tokens_per_s: float, kw_all_in: float) -> float:
    """Tokens/s a megawatt of facility power."""
    return tokens_per_s * 1000.0 / kw_all_in


def joules_per_token(tokens_per_s: float, kw_all_in: float) -> float:
    """Facility energy of one token, J."""
    return kw_all_in * 1000.0 / tokens_per_s
