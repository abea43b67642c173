"""The market price of a model beside the computed cost of serving it: rows for people and programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingCost:
    """The cheapest ranked hardware for a load, USD per million tokens of input and output; None where nothing has a figure."""

    accelerator: str = ""
    product_slug: str = ""
    seller: str = ""
    """Whose price of the hardware it is, and where."""
    usd_per_mtok: float | None = None
    usd_per_mtok_p10: float | None = None
    usd_per_mtok_p90: float | None = None
    basis: str = ""
    """measured, anchored, modelled or stack_unknown."""
    price_as_of: str = ""
    """When the hardware price was last seen, or its list's own day where that is older."""
    price_age: str = ""
    """"7 months old"; empty for a price of the last 90 days."""
    n_ranked: int = 0
    """Accelerators with a cost for the load at this price basis, of which it is the cheapest."""
    reason: str = ""
    """Why there is no cost."""
    ranking_id: str = ""
    """Empty where the load is none of the standard ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """One provider. Prices and costs are USD per million tokens of the load, input and output alike."""

    model_slug: str
    model: str
    provider_class: str
    provider: str
    provider_slug: str
    endpoint: str
    usd_per_mtok: float | None
    """Blended by the load; None where the provider has no sound price."""
    usd_per_mtok_in: float | None
    usd_per_mtok_cached_in: float | None
    usd_per_mtok_out: float | None
    disputed: int
    token_price_as_of: str
    """When the price was last seen, or its list's own day where that is older."""
    token_price_age: str
    """"6 months old"; empty for a price of the last 90 days."""
    publisher: str
    token_offer_id: str
    accelerator: str
    product_slug: str
    hardware_from: str
    price_basis: str
    cost_usd_per_mtok: float | None
    cost_usd_per_mtok_p10: float | None
    cost_usd_per_mtok_p90: float | None
    cost_basis: str
    hardware_price_as_of: str
    hardware_price_age: str
    n_ranked: int
    """Accelerators with a cost for the load at this price basis, of which the hardware is the cheapest."""
    margin: float | None
    """1 - cost / price; below 0 where the price does not pay for the hardware."""
    margin_p10: float | None
    margin_p90: float | None
    reason: str
    """Why there is no margin."""
    workload: str
    isl: int
    osl: int
    cached_fraction: float
    floor_tok_s_user: float
    utilisation: float
    ranking_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMargin:
    """All providers of one class: the range of their prices and what is left at its middle."""

    model_slug: str
    model: str
    workload: str
    provider_class: str
    n_providers: int
    n_priced: int
    """Of these, with a sound price."""
    usd_per_mtok_low: float | None
    usd_per_mtok_median: float | None
    usd_per_mtok_high: float | None
    cheapest: str
    """Provider with the lowest price."""
    cost_usd_per_mtok: float | None
    cost_usd_per_mtok_p10: float | None
    cost_usd_per_mtok_p90: float | None
    margin_low: float | None
    """At the lowest price."""
    margin_median: float | None
    margin_median_p10: float | None
    margin_median_p90: float | None
    margin_high: float | None
    """At the highest price."""
    token_prices_from: str
    """Oldest day at which one of the prices was last seen."""
    token_prices_until: str
    hardware_price_as_of: str
    reason: str
