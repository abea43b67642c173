"""A price that looks like a slip of units is believed where another source has it too."""

from __future__ import annotations

from dataclasses import replace

from tracker.catalogue.whole import plain
from tracker.model.price import TokenPrice
from tracker.store.connection import Connection
from tracker.store.suspects import Seen, other_prices, suspects, vouch

TOLERANCE = 1.05
"""As between two lists of one provider's prices: rounding, not another price."""


def borne_out(db: Connection, source_id: int, price: TokenPrice) -> TokenPrice:
    """The price without its flag where it is a suspect that another publisher's list bears out."""
    if price.quality != "unit_suspect":
        return price
    agrees = any(_agree(price, other) for other in other_prices(db, price.provider, source_id, price.tier))
    return replace(price, quality="ok", reason="") if agrees else price


def settle(db: Connection) -> int:
    """Look at every suspect again, once all lists are in: the first of two that agree was alone when it came."""
    settled = 0
    for one in suspects(db):
        price = TokenPrice(provider=one.provider, model=one.model, tier=one.tier, usd_per_mtok_in=one.usd_in,
                           usd_per_mtok_out=one.usd_out, observed="", quality="unit_suspect", reason="?")  # fmt: skip
        if borne_out(db, one.source_id, price).quality == "ok":
            vouch(db, one.offer_id, one.observed_at)
            settled += 1
    return settled


def _bare(model: str) -> str:
    """A model's name without its maker: lists differ in that part."""
    return plain(model.rpartition("/")[2])


def _agree(price: TokenPrice, other: Seen) -> bool:
    told = (price.usd_per_mtok_in, price.usd_per_mtok_out)
    return _close(told, (other.usd_in, other.usd_out)) and _bare(other.model) == _bare(price.model)


def _close(told: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(max(a, b) <= TOLERANCE * min(a, b) for a, b in zip(told, other, strict=True))
