"""What is doubtful about the prices of a ranking: caveats of their lists, age, and where what has no price here has one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.clock import today
from tracker.model.market import CostRow, CurrentPrice, PriceRow
from tracker.model.words import TERMS
from tracker.store import read_market, read_prices
from tracker.units import digits
from tracker.views.list_days import price_day
from tracker.views.price_ages import OLD_DAYS as OLD_DAYS
from tracker.views.price_ages import age
from tracker.views.session import Session

NO_PRICE = "no price"
"""The reason of a row whose accelerator could be ranked if an hour of it had a price."""
_MOVED = re.compile(r"what-if: (o-[0-9a-f-]+) with ")
"""A listed price whose electricity was set: caveat and age stay the list's."""


@dataclass(frozen=True, slots=True)
class PriceNote:
    """`caveat` is what the list says against its own price; `age` is in words, for an old one. Both may be empty."""

    caveat: str
    seen: str
    """The day on which it was seen last, or the list's own day where that is older, ISO."""
    age: str
    dispute: str = ""
    """How far lists differ on what its provider asks for the product at this basis, in words."""


@dataclass(frozen=True, slots=True)
class PriceNotes:
    """By id of the ranking row: what is doubtful about its price, and its day; by slug: the other bases at which there is one."""

    doubts: Mapping[str, PriceNote]
    elsewhere: Mapping[str, tuple[str, ...]]
    days: Mapping[str, str]


def price_notes(session: Session, rows: Sequence[CostRow], provider: str = "") -> PriceNotes:
    """As of the session's day; of one provider where its slug is given."""
    prices = [p for p in read_market.current_prices(session) if provider in ("", p.provider_slug)]
    by_id = {price.offer_id: price for price in prices}
    disputes = _disputes(session)
    notes = {}
    for row in rows:
        if price := by_id.get(_offer(row)):
            words = disputes.get((price.product_slug, price.provider_slug, price.term), "")
            notes[row.ranking_id] = _note(session, price, price.price_of, words)
    priced: dict[str, set[str]] = {}
    for price in prices:
        if price.quality == "ok":
            priced.setdefault(price.product_slug, set()).add(price.term)
    without = {row.product_slug: row.price_basis for row in rows if row.usd_per_hour is None}
    elsewhere = {
        slug: tuple(term for term in TERMS if term != basis and term in priced.get(slug, ()))
        for slug, basis in without.items()
    }
    doubts = {id_: note for id_, note in notes.items() if note.caveat or note.age or note.dispute}
    return PriceNotes(doubts=doubts, elsewhere=elsewhere, days={id_: note.seen for id_, note in notes.items()})


def note_of(session: Session, price: PriceRow) -> PriceNote:
    """Of a price of an offer's history."""
    return _note(session, price, price_day(session, price, price.offer_id))


def price_ages(session: Session, prices: Sequence[CurrentPrice]) -> dict[str, PriceNote]:
    """Offer id -> what is doubtful about its price."""
    return {price.offer_id: _note(session, price, price.price_of) for price in prices}


def _note(session: Session, price: PriceRow, seen: str, dispute: str = "") -> PriceNote:
    caveat = price.reason if price.quality == "ok" else ""
    return PriceNote(caveat, seen, age(seen, session.as_of or today()), dispute)


def _disputes(session: Session) -> dict[tuple[str, str, str], str]:
    """Product, provider and basis -> how far lists differ on it, in the region where they differ most."""
    words: dict[tuple[str, str, str], str] = {}
    for row in read_prices.disputed(session):
        told = (
            f"lists differ up to {digits(round(row.spread, 1))}x on what {row.provider} asks (tracker prices disputes)"
        )
        words.setdefault((row.product_slug, row.provider_slug, row.term), told)
    return words


def has_price_at(notes: PriceNotes, row: CostRow) -> str:
    """For a row without a price: at which other bases it has one, or what would give it one."""
    if others := notes.elsewhere.get(row.product_slug):
        return f"no price at basis {row.price_basis}, but one with " + " or ".join(f"--basis {one}" for one in others)
    return f"no price at any basis; --set {row.product_slug}.price_hourly=2.10 gives one"


def _offer(row: CostRow) -> str:
    found = _MOVED.match(str(json.loads(row.inputs).get("usd_per_hour", "")))
    return row.offer_id or (found[1] if found else "")
