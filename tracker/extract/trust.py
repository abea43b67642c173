"""Facts about products that only the words of one text make one: less certain, and known only where a fact needs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from tracker.extract.claims import ACCEPT
from tracker.extract.parts import Mention
from tracker.model.fact import Claim, Event, Relation
from tracker.model.product import Product

F = TypeVar("F", Claim, Event, Relation)
UNKNOWN = "the product is known from these words alone"


def of(mentions: Iterable[Mention]) -> dict[str, float]:
    """Slug -> trust of the products that no table knows and no family makes."""
    return {m.slug: m.trust for m in mentions if m.trust < 1}


def weighed(facts: Sequence[F], trusts: Mapping[str, float]) -> tuple[F, ...]:
    """The facts with the trust in their product counted in; below the line of acceptance they wait for a person."""
    if not trusts:
        return tuple(facts)
    return tuple(_weighed(f, trusts.get(_product(f), 1.0)) for f in facts)


def _product(fact: Claim | Event | Relation) -> str:
    return fact.subject if isinstance(fact, Relation) else fact.product


def _weighed(fact: F, trust: float) -> F:
    if trust >= 1:
        return fact
    evidence = replace(fact.evidence, confidence=round(fact.evidence.confidence * trust, 2))
    if fact.status == "accepted" and evidence.confidence < ACCEPT:
        return replace(fact, evidence=evidence, status="review", reason=UNKNOWN)
    return replace(fact, evidence=evidence)


def provisional(
    mentions: Iterable[Mention], claims: Iterable[Claim], events: Iterable[Event], relations: Iterable[Relation]
) -> tuple[Product, ...]:
    """Products of no catalogue; those that only these words make one are kept where a fact is told of them."""
    used = {c.product for c in claims} | {e.product for e in events}
    used |= {slug for r in relations for slug in (r.subject, r.object) if slug}
    found = {m.slug: m.product for m in mentions if m.product.provisional and (m.trust >= 1 or m.slug in used)}
    return tuple(found.values())
