"""What hardware and tokens cost, as lists say."""

from __future__ import annotations

from tracker.model.market import PriceRow, TokenPriceRow
from tracker.store import read_market
from tracker.views.products import find_product
from tracker.views.session import Session


def current_prices(session: Session, product: str = "", flagged: bool = True) -> list[PriceRow]:
    """The last known price of each offer, cheapest accelerator hour first; flagged ones last."""
    return read_market.current_prices(session, find_product(session, product).product_slug if product else "", flagged)


def price_history(session: Session, offer_id: str) -> list[PriceRow]:
    return read_market.price_history(session, offer_id)


def token_prices(session: Session, model: str = "") -> list[TokenPriceRow]:
    return read_market.token_prices(session, model)
