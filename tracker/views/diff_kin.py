"""Which products belong beside one: its predecessor by a claim or by generation, and what its vendor has only announced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model.comparison import State
from tracker.model.rows import ProductRow, TimelineRow
from tracker.store import read_diff, read_facts
from tracker.views.products import folded
from tracker.views.session import Session

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CHIPS = ("die", "chip", "package", "superchip", "card")
_SYSTEMS = ("server", "rack", "pod")
ROADMAP_MOST = 6
"""Announced products that are put beside the others at once."""
_RECENT = timedelta(days=730)
"""What was announced or promised for longer ago, without a word that it ships, is no roadmap: nobody says where it stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a product stands: its dates by type of event, and what follows from them."""

    state: State
    year: str
    dates: Mapping[str, TimelineRow]


def standings(session: Session, products: Sequence[str], today: str, roughly: bool = False) -> dict[str, Standing]:
    """Of each product (slugs), on the day `today` or on the session's own; `roughly` for many, whose dates are not shown."""
    dates: dict[str, dict[str, TimelineRow]] = {slug: {} for slug in products}
    for event in read_diff.dates(session, products, roughly):
        dates[event.product_slug][event.type] = event
    shipping = read_diff.shipping(session, products)
    day = session.as_of or today
    return {slug: _standing(slug in shipping, events, day) for slug, events in dates.items()}


def _standing(ships: bool, events: Mapping[str, TimelineRow], day: str) -> Standing:
    known = sorted(e.date for e in events.values() if e.precision != "reported")
    first = events.get("announced")
    year = (first.date if first else known[0] if known else "")[:4]
    end = events.get("discontinued")
    if end is not None and end.certainty == "stated" and end.status == "accepted" and end.date <= day:
        return Standing("ended", year, events)
    if ships:
        return Standing("shipping", year, events)
    sound = [
        date.fromisoformat(e.date_end) for e in events.values() if e.status == "accepted" and e.certainty != "rumoured"
    ]
    if sound:
        return Standing("announced" if max(sound) >= date.fromisoformat(day) - _RECENT else "", year, events)
    return Standing("rumoured" if events else "", year, events)


def predecessor(session: Session, product: ProductRow) -> tuple[ProductRow, str] | None:
    """The product that it follows, and who says so or why it is taken for that; None where nothing tells."""
    products = {p.product_slug: p for p in read_facts.products(session)}
    return _stated(session, product, products) or _older(product, products)


def _stated(session: Session, product: ProductRow, products: Mapping[str, ProductRow]) -> tuple[ProductRow, str] | None:
    names: dict[str, set[str]] = {}
    for text, slug, _ in read_facts.product_names(session):
        names.setdefault(folded(text), set()).add(slug)
    for claim in read_facts.claims(session, product.product_slug, "predecessor"):
        if claim.status != "accepted":
            continue
        parts = [claim.printed, *re.split(r"[()]", claim.printed)]
        found = [names[folded(part)] for part in parts if folded(part) in names]
        meant = [products[next(iter(slugs))] for slugs in found if len(slugs) == 1]
        meant = [p for p in meant if p.product_slug != product.product_slug]
        if meant:
            best = next((p for p in meant if p.n_claims), meant[0])
            return best, f"{claim.publisher} says that {product.product} follows {claim.printed} ({claim.claim_id})"
    return None


def _older(product: ProductRow, products: Mapping[str, ProductRow]) -> tuple[ProductRow, str] | None:
    """The generation before it of the same family, in the same kind of thing; of several the one most is known of."""
    own = _generation(product)
    if own is None or not product.family:
        return None
    same = [
        (number, p)
        for p in products.values()
        if p.vendor_slug == product.vendor_slug and p.family == product.family and _class(p) == _class(product)
        and (number := _generation(p)) is not None and number < own
    ]  # fmt: skip
    if not same:
        return None
    newest = max(number for number, _ in same)
    best = min((p for number, p in same if number == newest), key=lambda p: (-p.n_claims, p.product_slug))
    return best, f"generation {best.generation} of {product.family}, the one before {product.generation}"


def _generation(product: ProductRow) -> float | None:
    found = _NUMBER.search(product.generation)
    return float(found[0]) if found else None


def _class(product: ProductRow) -> str:
    return "chip" if product.kind in _CHIPS else product.kind


def announced_only(
    session: Session, shown: Sequence[ProductRow], today: str
) -> tuple[list[ProductRow], list[ProductRow]]:
    """What the vendors of the products have announced or promised and nobody can use yet, with figures: those with room, most
    figures first, and those without. Chips stand beside chips, systems beside systems."""
    vendors = {p.vendor_slug for p in shown}
    kinds = {kind for p in shown for group in (_CHIPS, _SYSTEMS) if p.kind in group for kind in group}
    have = {p.product_slug for p in shown}
    may = [
        p
        for p in read_facts.products(session)
        if p.vendor_slug in vendors and p.kind in kinds and p.n_claims and p.product_slug not in have
    ]
    states = standings(session, [p.product_slug for p in may], today, roughly=True)
    found = [p for p in may if states[p.product_slug].state == "announced"]
    found.sort(key=lambda p: (-p.n_claims, p.product_slug))
    return found[:ROADMAP_MOST], found[ROADMAP_MOST:]
