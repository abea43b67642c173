"""What hardware and tokens cost, as lists say."""

from __future__ import annotations

from tracker.model.market import CurrentPrice, CurrentTokenPrice, PriceRow
from tracker.store import read_market
from tracker.views.price_sellers import find_seller
from tracker.views.products import find_product
from tracker.views.session import Session
from tracker.views.token_names import find_model as find_model


def current_prices(
    session: Session,
    product: str = "",
    flagged: bool = True,
    *,
    sound: bool = True,
    basis: str = "",
    provider: str = "",
) -> list[CurrentPrice]:
    """The last known price of each offer, cheapest accelerator hour first; flagged ones last.

    Without `flagged` the sound ones alone, without `sound` the flagged ones. Raises UsageError for names that fit nothing.
    """
    slug = find_product(session, product).product_slug if product else ""
    seller = find_seller(session, provider) if provider else ""
    return [
        row
        for row in read_market.current_prices(session, slug, flagged)
        if basis in ("", row.term) and seller in ("", row.provider_slug) and (sound or row.quality != "ok")
    ]


def price_history(session: Session, offer_id: str) -> list[PriceRow]:
    return read_market.price_history(session, offer_id)


def token_prices(session: Session, model: str = "") -> list[CurrentTokenPrice]:
    """The last known price of each token offer, of one model (any of its names) or of all."""
    return read_market.token_prices(session, find_model(session, model) if model else "")
