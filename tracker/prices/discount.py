"""Whether the two prices of a row, on demand and spot, are what they say."""

from __future__ import annotations

from tracker.model.words import Quality
from tracker.units import usd

Flag = tuple[Quality, str]
"""A quality and why it is not ok, in one sentence."""

_ROUNDING = 1e-4
"""Lists round the two prices of a row differently: AWS on demand to six decimals, spot to four."""


def on_demand_flag(on_demand: float) -> Flag:
    """Raises ValueError where the price, USD per hour, is negative."""
    if on_demand < 0:
        raise ValueError(f"the price {on_demand:g} is negative")
    return ("zero", "A price of 0 stands for no price.") if on_demand == 0 else ("ok", "")


def spot_flag(spot: float, on_demand: float | None) -> Flag:
    """As above for a spot price; `on_demand` is the price of the same row, None where there is no usable one."""
    flag = on_demand_flag(spot)
    if flag[0] != "ok" or not on_demand:
        return flag
    if abs(spot - on_demand) <= _ROUNDING * on_demand:
        return "sentinel", "The spot price is the on-demand price, so there is no spot offer behind it."
    if spot > on_demand:
        return "unit_suspect", f"Spot at {usd(spot)} is above on demand at {usd(on_demand)}: one of them is wrong."
    return flag
