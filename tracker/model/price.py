"""What hardware costs an hour and what tokens cost, as a list printed it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.words import Quality, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A price for the use of `count` accelerators. `usd_per_hour` is of the whole instance, not of one accelerator."""

    provider: str
    """Vendor slug."""
    product: str
    """Product slug of one accelerator in the instance."""
    sku: str
    region: str = ""
    term: Term = "on_demand"
    count: int = 1
    usd_per_hour: float
    observed: str
    """UTC day or second at which the price was seen."""
    valid_from: str | None = None
    quality: Quality = "ok"
    reason: str = ""
    """Why the quality is not ok."""
    kw_all_in: float | None = None
    """Facility power of one accelerator, kW, PUE included, where the source gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenPrice:
    """A provider's price for one model, USD per million tokens."""

    provider: str
    model: str
    """Model slug where known, else the provider's own name for it."""
    endpoint: str = ""
    tier: str = ""
    usd_per_mtok_in: float
    usd_per_mtok_cached_in: float | None = None
    usd_per_mtok_out: float
    observed: str
    valid_from: str | None = None
    quality: Quality = "ok"
    reason: str = ""
