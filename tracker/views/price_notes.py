"""What is doubtful about the prices of a ranking: caveats of their lists, age, and where what has no price here has one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.clock import today
from tracker.model.market import CostRow, PriceRow
from tracker.model.words import TERMS
from tracker.store import read_market
from tracker.views.session import Session

NO_PRICE = "no price"
"""The reason of a row whose accelerator could be ranked if an hour of it had a price."""
OLD_DAYS = 90
"""A price that nobody has seen for longer says little of what is asked today."""
_DAYS_A_MONTH = 30.44
_MOVED = re.compile(r"what-if: (o-[0-9a-f-]+) with ")
"""A listed price whose electricity was set: caveat and age stay the list's."""


@dataclass(frozen=True, slots=True)
class PriceNote:
    """`caveat` is what the list says against its own price; `age` is in words, for an old one. Both may be empty."""

    caveat: str
    seen: str
    """The day on which it was seen last, ISO."""
    age: str


@dataclass(frozen=True, slots=True)
class PriceNotes:
    """By id of the ranking row: what is doubtful about its price; by slug: the other price bases at which there is one."""

    doubts: Mapping[str, PriceNote]
    elsewhere: Mapping[str, tuple[str, ...]]


def price_notes(session: Session, rows: Sequence[CostRow], provider: str = "") -> PriceNotes:
    """As of the session's day; of one provider where its slug is given."""
    prices = [p for p in read_market.current_prices(session) if provider in ("", p.provider_slug)]
    by_id = {price.offer_id: price for price in prices}
    doubts = {}
    for row in rows:
        price = by_id.get(_offer(row))
        if price and (note := note_of(session, price)) and (note.caveat or note.age):
            doubts[row.ranking_id] = note
    priced: dict[str, set[str]] = {}
    for price in prices:
        if price.quality == "ok":
            priced.setdefault(price.product_slug, set()).add(price.term)
    without = {row.product_slug: row.price_basis for row in rows if row.usd_per_hour is None}
    elsewhere = {
        slug: tuple(term for term in TERMS if term != basis and term in priced.get(slug, ()))
        for slug, basis in without.items()
    }
    return PriceNotes(doubts=doubts, elsewhere=elsewhere)


def note_of(session: Session, price: PriceRow) -> PriceNote:
    seen = price.last_seen_at[:10]
    return PriceNote(price.reason if price.quality == "ok" else "", seen, age(seen, session.as_of or today()))


def age(seen: str, day: str) -> str:
    """How old a price of the day `seen` was on `day`, "" up to `OLD_DAYS`."""
    days = (date.fromisoformat(day) - date.fromisoformat(seen)).days
    if days <= OLD_DAYS:
        return ""
    months = round(days / _DAYS_A_MONTH)
    return f"{months} months old" if months < 24 else f"{months // 12} years old"


def has_price_at(notes: PriceNotes, row: CostRow) -> str:
    """For a row without a price: at which other bases it has one, or what would give it one."""
    if others := notes.elsewhere.get(row.product_slug):
        return f"no price at basis {row.price_basis}, but one with " + " or ".join(f"--basis {one}" for one in others)
    return f"no price at any basis; --set {row.product_slug}.price_hourly=2.10 gives one"


def _offer(row: CostRow) -> str:
    found = _MOVED.match(str(json.loads(row.inputs).get("usd_per_hour", "")))
    return row.offer_id or (found[1] if found else "")
