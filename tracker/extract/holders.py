"""The chip inside a rack, server or pod, and the rack, server or pod around a chip."""

from __future__ import annotations

from tracker.extract import scope
from tracker.extract.parts import Mention, Reading
from tracker.extract.topics import Owner
from tracker.model.words import Scope


def part_of(reading: Reading, whose: Owner, place: int) -> Owner:
    """The chip inside a rack that a per-chip figure belongs to, where the text or the name table names it."""
    product = whose.product
    near = [
        m
        for m in reading.mentions
        if m.product.vendor == product.vendor
        and m.slug != product.slug
        and scope.of_product(m.product) in ("chip", "card")
    ]
    part = [m for m in near if any(p.whole == product.slug for p in m.product.part_of)]
    chosen = _closest(part or near, place)
    return Owner(chosen.product, whose.rule, whose.confidence - 0.05, chosen.start) if chosen else whose


def held_by(reading: Reading, whose: Owner, place: Scope) -> Owner:
    """The one rack, server or pod of that vendor in the text: what "each rack delivers" is said of."""
    if scope.of_product(whose.product) not in ("chip", "card"):
        return whose
    holders = {
        m.slug: m
        for m in reading.mentions
        if m.product.vendor == whose.product.vendor and scope.of_product(m.product) == place and not m.compared
    }
    if len(holders) != 1:
        return whose
    (holder,) = holders.values()
    return Owner(holder.product, whose.rule, whose.confidence - 0.04, whose.place)


def _closest(mentions: list[Mention], place: int) -> Mention | None:
    return min(mentions, key=lambda m: (abs(m.start - place), m.start)) if mentions else None
