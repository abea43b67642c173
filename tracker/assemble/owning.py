"""What owning an accelerator costs in a ranking with overrides: its hour taken apart."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from tracker.assemble.settable import SETTABLE
from tracker.metrics.cost import Ownership, capital_recovery, hourly_cost
from tracker.metrics.power import facility_power
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator
from tracker.model.price import Offer
from tracker.model.scenario import Override
from tracker.model.shown import Step

LISTED_USD_PER_KWH = 0.08
"""Electricity that listed prices of owned hardware are taken to hold: their sources do not say."""
_HOURS_A_YEAR = 8760.0
_HOURS_A_MONTH = 730.0
_LEFT_OUT = {"colo": "colocation", "opex": "running costs"}


def ownership_defaults() -> dict[str, float]:
    """Attribute of `Ownership` -> its default."""
    return {f.name: float(f.default) for f in dataclasses.fields(Ownership) if f.default is not dataclasses.MISSING}


def told_owning(overrides: Sequence[Override]) -> dict[str, float]:
    """What was set of owning anything: attribute of `Ownership` -> value."""
    return {
        SETTABLE[o.field].attribute: o.new_value or 0.0 for o in overrides if o.of == "ownership" and not o.no_effect
    }


def power_kw(told: Mapping[str, Override], offers: Sequence[tuple[str, Offer]]) -> float | None:
    """Facility power as set, else as an offer of the product states it, kW; all `offers` are of one product."""
    if power := told.get("kw_all_in"):
        return (power.new_value or 0.0) / 1000.0
    return next((kw for _, kw in facility_power(offers).values()), None)


def owned_parts(
    accelerators: Sequence[Accelerator], offers: Sequence[tuple[str, Offer]], overrides: Sequence[Override], stack: Stack
) -> dict[str, Ownership]:  # fmt: skip
    """Slug of each accelerator whose price of purchase was set -> what an hour of it is made of."""
    owning, found = told_owning(overrides), {}
    for acc in accelerators:
        told = {o.field: o for o in overrides if o.subject == acc.slug and not o.no_effect}
        if capex := told.get("capex"):
            mine = [pair for pair in offers if pair[1].product == acc.slug]
            kw = power_kw(told, mine) or acc.watts * stack.facility_factor / 1000.0
            found[acc.slug] = Ownership(capex_usd=float(capex.new_value or 0.0), kw_all_in=kw, **owning)
    return found


def left_out(overrides: Sequence[Override]) -> str:
    """What an hour of owned hardware does not hold because nobody set it; "" where all of it is told, or nothing is owned."""
    told = {o.field: o for o in overrides if not o.no_effect}
    missing = [name for name in _LEFT_OUT if not (name in told and told[name].new_value)]
    if "capex" not in told or not missing:
        return ""
    return (
        f"an hour of owned hardware is capital and electricity alone: {' and '.join(_LEFT_OUT[m] for m in missing)} "
        f"are 0 here; {' '.join(f'--set {name}={SETTABLE[name].example}' for name in missing)} puts them in"
    )


def owning_words(own: Ownership) -> str:
    return (
        f"over {own.life_years:g} years at {own.wacc * 100:g} %, {own.availability * 100:g} % available, "
        f"{own.kw_all_in:.3g} kW at ${own.usd_per_kwh:g}/kWh, colocation ${own.colo_usd_per_kw_month:g}/kW/month, "
        f"running costs ${own.opex_usd_per_hour:g}/h"
    )


def owning_steps(own: Ownership) -> tuple[Step, ...]:
    """From the price of purchase to that of an hour; the sum is `hourly_cost`."""
    share, growth = capital_recovery(own.life_years, own.wacc), f"(1 + {own.wacc!r})**{own.life_years!r}"
    recovery = f"{own.wacc!r} * {growth} / ({growth} - 1)" if own.wacc else f"1 / {own.life_years!r}"
    capital = own.capex_usd * share / _HOURS_A_YEAR / own.availability
    parts = (
        (
            f"capital of an hour: {own.availability * 100:g} % of {_HOURS_A_YEAR:g} hours can serve",
            f"{own.capex_usd!r} * {share!r} / {_HOURS_A_YEAR!r} / {own.availability!r}",
            capital,
        ),
        ("electricity, cooling and losses in the power", f"{own.kw_all_in!r} * {own.usd_per_kwh!r}",
         own.kw_all_in * own.usd_per_kwh),
        ("colocation", f"{own.colo_usd_per_kw_month!r} * {own.kw_all_in!r} / {_HOURS_A_MONTH!r}",
         own.colo_usd_per_kw_month * own.kw_all_in / _HOURS_A_MONTH),
        ("running costs", repr(own.opex_usd_per_hour), own.opex_usd_per_hour),
    )  # fmt: skip
    return (
        Step(label=f"capital recovery: yearly payment for a dollar over {own.life_years:g} years at {own.wacc * 100:g} %",
             formula=recovery, value=share, unit=""),
        *(Step(label=label, formula=formula, value=value, unit="USD/h") for label, formula, value in parts),
        Step(label="an hour of owned hardware, all four together",
             formula=" + ".join(repr(value) for _, _, value in parts), value=hourly_cost(own), unit="USD/h"),
    )  # fmt: skip
