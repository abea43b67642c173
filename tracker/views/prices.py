"""What hardware and tokens cost, as lists say."""

from __future__ import annotations

import difflib

from tracker.model.errors import UsageError
from tracker.model.market import PriceRow, TokenPriceRow
from tracker.store import inputs, read_market
from tracker.views.products import find_product
from tracker.views.session import Session


def current_prices(session: Session, product: str = "", flagged: bool = True) -> list[PriceRow]:
    """The last known price of each offer, cheapest accelerator hour first; flagged ones last."""
    return read_market.current_prices(session, find_product(session, product).product_slug if product else "", flagged)


def price_history(session: Session, offer_id: str) -> list[PriceRow]:
    return read_market.price_history(session, offer_id)


def token_prices(session: Session, model: str = "") -> list[TokenPriceRow]:
    """The last known price of each token offer, of one model (any of its names) or of all."""
    return read_market.token_prices(session, find_model(session, model) if model else "")


def find_model(session: Session, words: str) -> str:
    """The slug of the model that `words` name: slug, name or alias. Raises UsageError with the nearest slugs."""
    names: dict[str, str] = {}
    for slug, model in inputs.models(session).items():
        for text in (slug, model.name, *model.aliases):
            names.setdefault(_plain(text), slug)
    if found := names.get(_plain(words)):
        return found
    near = sorted({names[name] for name in difflib.get_close_matches(_plain(words), names, 5, 0.6)})
    hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(sorted(set(names.values())))}"
    raise UsageError(f"no model is called {words!r}; {hint}")


def _plain(text: str) -> str:
    """Case, spaces and punctuation do not matter: providers write one name in many ways."""
    return "".join(c for c in text.casefold() if c.isalnum() or c == ".")
