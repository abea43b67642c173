"""One price a place: zones of a region that agree become the region, those that do not are told apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.model.listing import ListedOffer
from tracker.units import usd


def settled(priced: Iterable[tuple[ListedOffer, str]]) -> list[ListedOffer]:
    """Offers of regions from (offer of a region, zone or empty).

    Repeats go. Where zones of a region differ in price or flag, each offer has its zone behind the region. Where the very
    same place has two prices, an unflagged one is kept rather than a flagged one, else the lower one as a duplicate: the
    order of the rows must not decide.
    """
    groups: dict[tuple[str, str, str, str, str, int], list[tuple[ListedOffer, str]]] = {}
    for offer, zone in priced:
        key = (offer.provider, offer.sku, offer.accelerator, offer.region, offer.term, offer.count)
        groups.setdefault(key, []).append((offer, zone))
    return [offer for group in groups.values() for offer in _of_region(group)]


def _of_region(group: list[tuple[ListedOffer, str]]) -> list[ListedOffer]:
    if len(group) == 1:
        return [group[0][0]]
    zones: dict[str, list[ListedOffer]] = {}
    for offer, zone in group:
        zones.setdefault(zone, []).append(offer)
    kept = {zone: _of_place(offers) for zone, offers in zones.items()}
    if len({(offer.usd_per_hour, offer.quality) for offer in kept.values()}) == 1:
        return [next(iter(kept.values()))]
    return [replace(offer, region=f"{offer.region} {zone}".strip()) for zone, offer in kept.items()]


def _of_place(offers: list[ListedOffer]) -> ListedOffer:
    offers = [offer for offer in offers if offer.quality == "ok"] or offers
    low, high = min(offers, key=_price), max(offers, key=_price)
    if low.quality != "ok" or low.usd_per_hour == high.usd_per_hour:
        return low
    both = f"{usd(low.usd_per_hour)} and {usd(high.usd_per_hour)}"
    return replace(low, quality="duplicate", reason=f"The list has two prices for this place: {both}.")


def _price(offer: ListedOffer) -> float:
    return offer.usd_per_hour
