"""Of which day a price is: a list that answered today may be a file that nobody has written for half a year."""

from __future__ import annotations

from typing import Protocol

from tracker.store import read_prices
from tracker.views.session import Session


class _Seen(Protocol):
    @property
    def last_seen_at(self) -> str: ...


def price_day(session: Session, row: _Seen, offer_id: str) -> str:
    """The day on which a price of an offer's history was last seen, or its list's own day where that is older, ISO. Current prices
    have it in `price_of`."""
    seen = row.last_seen_at[:10]
    return min(seen, read_prices.list_day(session, offer_id).get(offer_id) or seen)
