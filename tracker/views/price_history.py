"""How the price of a product moved: the lowest sound offer day by day, with what the timeline has of those days."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tracker.model.errors import UsageError
from tracker.model.market import OfferStep, PriceRow, PriceStep
from tracker.model.query import TimelineFilter
from tracker.model.rows import TimelineRow
from tracker.model.words import TERMS
from tracker.store import read_prices, read_timeline
from tracker.store.read_prices import Change, Seller
from tracker.views.price_rows import share, widened
from tracker.views.price_sellers import find_seller
from tracker.views.products import find_product
from tracker.views.session import Session

_MOST_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class Lowest:
    """The lowest sound price from a day on; `change` is None where none is left."""

    day: str
    change: Change | None
    before: Change | None
    """The lowest until then."""
    became: Change | None
    """What the offer that was the lowest asks now."""


def price_history(session: Session, product: str, basis: str = "", provider: str = "") -> list[PriceStep]:
    """Days on which the lowest sound price of a product (any of its names) became another one, at one price basis or at each,
    and the events of its timeline from the first of these days on.

    What is lowest on a day is what `as_of` that day shows: the last known price of each offer. Raises UsageError for names
    that fit nothing.
    """
    slug, seller = _asked(session, product, basis, provider)
    steps: list[PriceStep] = []
    for term in (basis,) if basis else TERMS:
        steps += _told(session, term, list(lowest(read_prices.changes(session, slug, term, seller))))
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


def lowest(changes: Iterable[Change]) -> Iterator[Lowest]:
    """Fold prices, in the order in which they were first seen, into the days on which the lowest sound one became another."""
    now: dict[int, Change] = {}
    cheap: list[tuple[float, int, str]] = []
    before: Change | None = None
    for day, own in groupby(changes, key=lambda change: change[0][:10]):
        for one in own:
            now[one.offer_no] = one
            if one.sound:
                heapq.heappush(cheap, (one.usd, one.offer_no, one.observed_at))
        while cheap and not _holds(now[cheap[0][1]], cheap[0]):
            heapq.heappop(cheap)
        best = now[cheap[0][1]] if cheap else None
        if _differs(before, best):
            yield Lowest(day, best, before, now[before.offer_no] if before else None)
        before = best


def _holds(last: Change, told: tuple[float, int, str]) -> bool:
    return (last.usd, last.observed_at) == (told[0], told[2])


def _differs(before: Change | None, best: Change | None) -> bool:
    if before is None or best is None:
        return before is not best
    return (before.offer_no, before.usd) != (best.offer_no, best.usd)


def _why(session: Session, one: Lowest) -> str:
    if one.before is None or one.became is None:
        return "first sound price"
    if not one.became.sound:
        flagged = read_prices.told(session, one.became)
        gone = f"the offer before: {flagged.reason or flagged.quality}"
        return gone if one.change else f"no sound price is left; {gone}"
    assert one.change is not None  # the offer before is still sound
    if one.change.offer_no == one.before.offer_no:
        return "cut" if one.change.usd < one.before.usd else "rise"
    return "the offer before rose" if one.became.usd > one.before.usd else "a cheaper offer"


def _told(session: Session, term: str, found: list[Lowest]) -> Iterator[PriceStep]:
    whose = read_prices.sellers(session, sorted({one.change.offer_no for one in found if one.change}))
    before: float | None = None
    for one in found:
        price = one.change
        usd = price.usd if price else None
        seller = whose[price.offer_no] if price else Seller(0, "", "", "", "", 0, "", "")
        yield PriceStep(
            date=one.day, kind="price", term=term, usd_per_accelerator_hour=usd, change=share(usd, before),
            what=_why(session, one), provider=seller.provider, provider_slug=seller.provider_slug, sku=seller.sku,
            region=seller.region, count=seller.n_accelerators or None,
            last_seen_at=read_prices.told(session, price).last_seen_at if price else "", publisher=seller.publisher,
            id=seller.offer_id,
        )  # fmt: skip
        before = usd


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
