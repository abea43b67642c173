"""How the price of a product moved: the lowest sound offer day by day, with what the timeline has of those days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from tracker.model.errors import UsageError
from tracker.model.market import OfferStep, PriceRow, PriceStep
from tracker.model.query import TimelineFilter
from tracker.model.rows import TimelineRow
from tracker.model.words import TERMS
from tracker.store import read_prices, read_timeline
from tracker.store.read_prices import LowStep
from tracker.views.price_rows import share, widened
from tracker.views.price_sellers import find_seller
from tracker.views.products import find_product
from tracker.views.session import Session

_MOST_EVENTS = 1000
_SAME = 1e-6
"""Prices of one accelerator that lie no further apart differ by the division by their count."""


def price_history(session: Session, product: str, basis: str = "", provider: str = "") -> list[PriceStep]:
    """Days on which the lowest sound price of a product (any of its names) became another one, at one price basis or at each,
    and the events of its timeline from the first of these days on.

    What is lowest on a day is what `as_of` that day shows: the last known price of each offer. Raises UsageError for names
    that fit nothing.
    """
    slug, seller = _asked(session, product, basis, provider)
    steps: list[PriceStep] = []
    for term in (basis,) if basis else TERMS:
        steps += _joined(_step(term, one) for one in read_prices.low_steps(session, slug, term, seller))
    if not steps:
        return []
    since = min(step.date for step in steps)
    events = read_timeline.page(session, TimelineFilter(product=slug, since=since), 0, _MOST_EVENTS)
    told = [_event(row) for row in events if row.date >= since]
    return sorted([*steps, *told], key=lambda s: (s.date, s.kind, TERMS.index(s.term) if s.term else -1, s.id))


def offer_history(session: Session, product: str, basis: str = "", provider: str = "") -> list[OfferStep]:
    """Every price of every offer of a product, offer by offer, oldest first. Raises UsageError as `price_history`."""
    slug, seller = _asked(session, product, basis, provider)
    rows = read_prices.offer_history(session, slug, basis, seller)
    return [step for _, own in groupby(rows, key=lambda row: row.offer_id) for step in _steps(own)]


def _joined(steps: Iterable[PriceStep]) -> list[PriceStep]:
    """Without steps on which another offer has the same price: until when it was seen goes to the step before."""
    kept: list[PriceStep] = []
    for step in steps:
        usd, last = step.usd_per_accelerator_hour, kept[-1] if kept else None
        before = last.usd_per_accelerator_hour if last else None
        if last and usd is not None and before is not None and math.isclose(usd, before, rel_tol=_SAME):
            kept[-1] = replace(last, last_seen_at=max(last.last_seen_at, step.last_seen_at))
        else:
            kept.append(step)
    return kept


def _why(one: LowStep) -> str:
    if one.was_usd is None or one.became_usd is None:
        return "first sound price"
    if coverage := _coverage(one):
        return coverage
    if one.became_quality != "ok":
        gone = f"the offer before: {one.became_reason or one.became_quality}"
        return gone if one.usd is not None else f"no sound price is left; {gone}"
    if one.usd is not None and one.offer_no == one.was_no:
        return "cut" if one.usd < one.was_usd else "rise"
    return "the offer before rose" if one.became_usd > one.was_usd else "a cheaper offer"


def _coverage(one: LowStep) -> str:
    """Words for a lower price of an offer, a list or a provider that nobody had read before: how prices moved it does not tell.
    Empty for any other step."""
    if one.usd is None or one.was_usd is None or one.usd >= one.was_usd:
        return ""
    if one.new_list:
        return "another list begins here"
    return "another provider begins here" if one.new_provider else "first seen in the list" if one.new_offer else ""


def _step(term: str, one: LowStep) -> PriceStep:
    change = None if _coverage(one) else share(one.usd, one.was_usd)
    return PriceStep(
        date=one.day, kind="price", term=term, usd_per_accelerator_hour=one.usd, change=change,
        what=_why(one), provider=one.provider, provider_slug=one.provider_slug, sku=one.sku, region=one.region,
        count=one.n_accelerators, last_seen_at=one.last_seen_at, publisher=one.publisher, id=one.offer_id,
    )  # fmt: skip


def _event(row: TimelineRow) -> PriceStep:
    sure = "" if row.certainty == "stated" else f" ({row.certainty})"
    return PriceStep(
        date=row.date, kind="event", term="", usd_per_accelerator_hour=None, change=None, what=f"{row.headline}{sure}",
        provider="", provider_slug="", sku="", region="", count=None, last_seen_at="", publisher=row.publisher, id=row.event_id,
    )  # fmt: skip


def _steps(rows: Iterable[PriceRow]) -> Iterator[OfferStep]:
    before: float | None = None
    for row in rows:
        yield widened(OfferStep, row, share(row.usd_per_hour, before))
        before = row.usd_per_hour


def _asked(session: Session, product: str, basis: str, provider: str) -> tuple[str, str]:
    if basis and basis not in TERMS:
        raise UsageError(f"no price basis is called {basis!r}; there are {', '.join(TERMS)}")
    return find_product(session, product).product_slug, find_seller(session, provider) if provider else ""
