"""Why there is no price to show, and where there is one."""

from __future__ import annotations

from contextlib import closing

from tracker.store import read_facts, read_market
from tracker.views.products import find_product
from tracker.views.session import Session, open_session

_MOST = 5


def why_empty(session: Session, product: str = "") -> str:
    """For a product (any of its names), or all of them, of which nothing was found. Raises UsageError for an unknown name."""
    slug = find_product(session, product).product_slug if product else ""
    prices = read_market.current_prices(session, slug)
    if prices:
        terms = sorted({p.term for p in prices})
        return (
            f"{slug or 'what is listed'} has {len(prices)} prices, at {', '.join(terms)}: none of them is as asked for"
        )
    if first := _first_day(session, slug):
        return f"no price of {slug or 'anything'} was known on {session.as_of}; the first one is of {first}"
    if not slug:
        return "no price is known yet: `tracker refresh` asks the price lists of feeds.toml"
    near = _relatives(session, slug)
    hint = f"; there are prices of {', '.join(near)}" if near else "; `tracker prices` has every product with a price"
    return f"no price list has an offer of {slug} that is known here{hint}"


def _first_day(session: Session, slug: str) -> str:
    """The day of the oldest price that is known today, where the session is of a day before it."""
    if session.as_of is None:
        return ""
    with closing(open_session(session.path)) as present:
        return read_market.first_price_day(present, slug)


def _relatives(session: Session, slug: str) -> list[str]:
    """Products with a price whose names begin as this one does; where there is none, those of its family."""
    products = {p.product_slug: p for p in read_facts.products(session)}
    own, stem = products[slug], slug.partition("-")[0]
    priced = sorted({p.product_slug for p in read_market.current_prices(session)} & products.keys() - {slug})
    alike = [other for other in priced if other.partition("-")[0] == stem]
    family = [
        o
        for o in priced
        if own.family and (products[o].vendor_slug, products[o].family) == (own.vendor_slug, own.family)
    ]
    return (alike or family)[:_MOST]


def why_undisputed(session: Session, product: str = "") -> str:
    """Why lists differ on nothing of a product (any of its names), or of all. Raises UsageError for an unknown name."""
    slug = find_product(session, product).product_slug if product else ""
    prices = [p for p in read_market.current_prices(session, slug, flagged=False) if p.term != "owned"]
    if not prices:
        return why_empty(session, product)
    lists: dict[tuple[str, str, str, str], set[str]] = {}
    for p in prices:
        lists.setdefault((p.product_slug, p.provider_slug, p.region.partition(" ")[0], p.term), set()).add(p.publisher)
    several = sum(len(publishers) > 1 for publishers in lists.values())
    what = slug or "hardware"
    if several:
        return f"several lists have {several} of {len(lists)} offers by provider, region and basis of {what}, and agree within 5 %"
    return f"no two lists have what one provider asks for {what} in one region, so that none can differ"
