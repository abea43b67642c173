"""What only all pages of a list together can tell: which of two prices of one place holds, and whether spot is a bargain at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.model.listing import ListedOffer
from tracker.prices.discount import spot_flag
from tracker.prices.places import settled


def judged(offers: Iterable[ListedOffer]) -> tuple[ListedOffer, ...]:
    """Each place once, at the price that holds since the latest day; spot prices held against those on demand."""
    places: dict[tuple[str, str, str, str, str, int, str], list[ListedOffer]] = {}
    for offer in offers:
        key = (offer.provider, offer.sku, offer.accelerator, offer.region, offer.term, offer.count, offer.seen)
        places.setdefault(key, []).append(offer)
    kept = [one for own in places.values() for one in (_latest(own) if len(own) > 1 else own)]
    on_demand: dict[tuple[str, str, int, str], float] = {}
    for offer in kept:
        if offer.term == "on_demand" and offer.quality == "ok":
            place = _place(offer)
            on_demand[place] = min(offer.usd_per_hour, on_demand.get(place, offer.usd_per_hour))
    return tuple(_spot(offer, on_demand.get(_place(offer))) for offer in kept)


def _latest(offers: list[ListedOffer]) -> list[ListedOffer]:
    since = max(offer.valid_from or "" for offer in offers)
    return settled((offer, "") for offer in offers if (offer.valid_from or "") == since)


def _spot(offer: ListedOffer, on_demand: float | None) -> ListedOffer:
    if offer.term != "spot" or offer.quality != "ok":
        return offer
    quality, reason = spot_flag(offer.usd_per_hour, on_demand)
    return replace(offer, quality=quality, reason=reason)


def _place(offer: ListedOffer) -> tuple[str, str, int, str]:
    """A zone stands behind its region."""
    return offer.provider, offer.sku, offer.count, offer.region.partition(" ")[0]
