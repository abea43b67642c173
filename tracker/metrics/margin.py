"""What the price of a model's tokens leaves over the hardware that serves them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.errors import UsageError
from tracker.model.performance import Workload


@dataclass(frozen=True, slots=True)
class MarginSpan:
    """Shares of the price. p10 <= p50 <= p90; below 0 where the price does not pay for the hardware."""

    p10: float
    p50: float
    p90: float


def blended_price(usd_in: float, usd_cached_in: float | None, usd_out: float, load: Workload) -> float:
    """USD per million tokens of the load, input and output alike, as costs count them. All prices are USD per million tokens.

    Cached input without a price of its own is paid for as fresh input.
    """
    held = load.isl * load.cached_fraction
    cached = usd_in if usd_cached_in is None else usd_cached_in
    return ((load.isl - held) * usd_in + held * cached + load.osl * usd_out) / (load.isl + load.osl)


def margin(price: float, cost: float) -> float:
    """1 - cost / price. Raises UsageError for a price that is not above 0 or a cost below it."""
    if not price > 0 or cost < 0:
        raise UsageError(
            f"no margin of a price of {price} and a cost of {cost}: the price must be above 0, the cost not below"
        )
    return 1.0 - cost / price


def margin_span(price: float, cost_p10: float, cost: float, cost_p90: float) -> MarginSpan:
    """The margin over the interval of the cost: the price is taken as listed, so the dearest cost leaves the least."""
    return MarginSpan(margin(price, cost_p90), margin(price, cost), margin(price, cost_p10))
