"""Whose price a token is: hardware owns it only where the sentence, or the table, names that hardware."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.extract.parts import Reading
from tracker.model.fact import Claim


def checked(reading: Reading, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Prices per token of a sentence that names another product, or none, wait for a person: a service sets them."""
    return tuple(_review(c) if c.field == "price_token" and not _named(reading, c) else c for c in claims)


def _named(reading: Reading, claim: Claim) -> bool:
    start = claim.evidence.start
    if start is None:
        return False
    sentence = reading.sentence_at(start)
    if sentence.kind == "row":
        return True
    return any(m.slug == claim.product for m in reading.mentions_in(sentence.start, sentence.end))


def _review(claim: Claim) -> Claim:
    if claim.status != "accepted":
        return claim
    return replace(claim, status="review", reason="the sentence with the price of tokens does not name this product")
