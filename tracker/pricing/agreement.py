"""A price that looks like a slip of units is believed where another source has it too."""

from __future__ import annotations

from dataclasses import replace

from tracker.model.price import TokenPrice
from tracker.model.words import Quality
from tracker.pricing.typical import Typical, bare
from tracker.store.connection import Connection
from tracker.store.suspects import Seen, doubt, other_prices, sound_offers, suspects, vouch

TOLERANCE = 1.05
"""As between two lists of one provider's prices: rounding, not another price."""


def borne_out(db: Connection, source_id: int, price: TokenPrice) -> TokenPrice:
    """The price without its flag where it is a suspect that another publisher's list bears out."""
    if price.quality != "unit_suspect":
        return price
    agrees = any(_agree(price, other) for other in other_prices(db, price.provider, source_id, price.tier))
    return replace(price, quality="ok", reason="") if agrees else price


def settle(db: Connection) -> int:
    """Look again once all lists are in: at suspects, as the first of two that agree was alone when it came, and at sound prices,
    as it takes several to know what is usual. Returns how many were judged otherwise."""
    settled, typical = 0, Typical.read(db)
    for one in suspects(db):
        if borne_out(db, one.source_id, typical.tokens(_price(one, "unit_suspect"))).quality == "ok":
            vouch(db, one.offer_id, one.observed_at)
            settled += 1
    for one in sound_offers(db):
        judged = borne_out(db, one.source_id, typical.tokens(_price(one, "ok")))
        if judged.quality != "ok":
            doubt(db, one.offer_id, one.observed_at, judged.reason)
            settled += 1
    return settled


def _price(one: Seen, quality: Quality) -> TokenPrice:
    return TokenPrice(provider=one.provider, model=one.model, tier=one.tier, usd_per_mtok_in=one.usd_in,
                      usd_per_mtok_cached_in=one.usd_cached_in, usd_per_mtok_out=one.usd_out, observed=one.observed_at,
                      quality=quality)  # fmt: skip


def _agree(price: TokenPrice, other: Seen) -> bool:
    """In each price that both have: a slip of one of them is borne out by nobody who has another."""
    if bare(other.model) != bare(price.model):
        return False
    pairs = [(price.usd_per_mtok_in, other.usd_in), (price.usd_per_mtok_out, other.usd_out)]
    cached = price.usd_per_mtok_cached_in
    if cached is not None and other.usd_cached_in is not None:
        pairs.append((cached, other.usd_cached_in))
    elif cached is not None and cached > price.usd_per_mtok_in:
        return False
    return all(max(pair) <= TOLERANCE * min(pair) for pair in pairs)
