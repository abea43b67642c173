"""Of which day a price is: a list that answered today may be a file that nobody has written for half a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tracker.store import read_prices
from tracker.views.session import Session


class _Seen(Protocol):
    @property
    def last_seen_at(self) -> str: ...


def hardware_days(session: Session) -> dict[str, str]:
    """Offer id -> the own day of the list that holds it, ISO, where the list gives one."""
    return read_prices.list_days(session, "offer")


def token_days(session: Session) -> dict[str, str]:
    """As `hardware_days`, of token offers."""
    return read_prices.list_days(session, "token_offer")


def price_day(row: _Seen, offer_id: str, days: Mapping[str, str]) -> str:
    """The day on which a price was last seen, or the list's own day where that is older, ISO."""
    seen = row.last_seen_at[:10]
    return min(seen, days.get(offer_id) or seen)
