"""What stands behind one cell of a comparison: claims, those of what it was divided by, offers, an event's sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.market import CurrentPrice
from tracker.model.rows import ClaimRow, ContradictionRow, EventSourceRow
from tracker.store import read_diff, read_facts, read_market, read_timeline
from tracker.views.session import Session

_FIRST = ("datasheet", "vendor")
"""Tiers of the maker's own words."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Claims of the figure, claims of the power it was divided by, offers at the price basis, sources of the event."""

    claims: Sequence[ClaimRow] = ()
    divisor: Sequence[ClaimRow] = ()
    offers: Sequence[CurrentPrice] = ()
    sources: Sequence[EventSourceRow] = ()
    disputes: Sequence[ContradictionRow] = ()


def behind(
    session: Session, product: str, field: str, precision: str, *, per: str = "", basis: str = "", event_id: str = ""
) -> Behind:
    """Of one line's cell of a product (slug). `field` is that of a claim, `offer_BASIS` or `event_TYPE` with its id."""
    if field.startswith("event_"):
        sources = read_timeline.sources(session, event_id) if event_id else []
        return Behind(sources=sorted(sources, key=lambda s: (s.status != "accepted", s.tier not in _FIRST)))
    if field.startswith("offer_"):
        return Behind(offers=_offers(session, product, field.removeprefix("offer_")))
    claims = [c for c in read_facts.claims(session, product, field) if c.precision == precision]
    return Behind(
        claims=sorted(claims, key=lambda c: c.tier not in _FIRST),
        divisor=read_facts.claims(session, product, "power") if per == "watt" else (),
        offers=_offers(session, product, basis) if per == "dollar" else (),
        disputes=read_diff.disputes(session, product, field),
    )


def _offers(session: Session, product: str, term: str) -> list[CurrentPrice]:
    return [p for p in read_market.current_prices(session, product) if p.term == term]
