"""Facility power of one accelerator: one figure a product, whatever it is paid by."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.model.price import Offer


def facility_power(offers: Iterable[tuple[str, Offer]]) -> dict[str, tuple[str, float]]:
    """Product -> (id of the offer, kW all-in) of the newest sound offer that states it, at any price basis.

    Rent for an hour and ownership are of the same machine in the same kind of hall.
    """
    found: dict[str, tuple[str, str, float]] = {}
    for key, offer in offers:
        if offer.quality == "ok" and offer.kw_all_in:
            told = (offer.observed, key, offer.kw_all_in)
            found[offer.product] = max(told, found.get(offer.product, told))
    return {product: (key, kw) for product, (_, key, kw) in found.items()}
