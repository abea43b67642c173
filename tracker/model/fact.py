"""What a source states: claims, events, ratios and links, each with its words."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.period import Period
from tracker.model.words import (
    Certainty,
    Direction,
    EventType,
    Metric,
    Op,
    Precision,
    Predicate,
    Scope,
    Sparsity,
    Status,
    Tier,
)

LIKELY, LIKELY_RATIO = 0.4, 0.3
"""What waits for review with at least this confidence is told beside what is accepted, with a mark, and decides nothing; ratios
are read less surely, and few wait for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where and when something was printed. An empty `url` means unverified."""

    url: str
    publisher: str
    tier: Tier
    published: str | None = None
    """Partial date of publication, None where the source gives none."""
    title: str = ""

    @property
    def key(self) -> str:
        """Identity: the same page of the same day is one source."""
        return "|".join((self.url or self.publisher, self.published or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words behind a fact: `text[start:end] == quote`. Catalogue facts have no quote and no offsets."""

    quote: str = ""
    start: int | None = None
    end: int | None = None
    rule: str = "catalogue"
    confidence: float = 1.0
    extractor: str = ""
    """Who read it, where that is another than the reader of the document's other facts."""


CURATED = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One printed value of one field of one product.

    `value`, `low`, `high` are in the field's base unit (see `fields.FIELDS`); `printed` and `unit` are as the source
    has them. A text field has only `printed`. `low`/`high` are set for op "range" alone.
    """

    product: str
    field: str
    printed: str
    unit: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    op: Op = "="
    precision: Precision | None = None
    sparsity: Sparsity = "unstated"
    direction: Direction = "unstated"
    scope: Scope = "chip"
    variant: str = ""
    """What else narrows the value: form factor, board, cooling ("SXM", "HGX B200", "liquid")."""
    asserted: Period | None = None
    status: Status = "accepted"
    reason: str = ""
    """Why it is not accepted."""
    note: str = ""
    evidence: Evidence = CURATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, or is promised, to one product as one source tells it."""

    product: str
    type: EventType
    period: Period | None = None
    certainty: Certainty = "stated"
    counterparty: str = ""
    """The other side of a deal or deployment: a vendor slug where known, else the words of the text."""
    status: Status = "accepted"
    reason: str = ""
    note: str = ""
    """What happened, in our own words; empty for extracted events (the quote speaks)."""
    evidence: Evidence = CURATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A ratio: `subject` is `factor` times `object` on `metric`. Never turned into an absolute value."""

    subject: str
    object: str | None
    """Product slug, None where the text names no product."""
    object_text: str = ""
    """The words for the object: "previous generation", "GPU", "unspecified"."""
    metric: Metric
    factor: float
    low: float | None = None
    high: float | None = None
    op: Op = "="
    precision: Precision | None = None
    status: Status = "accepted"
    reason: str = ""
    note: str = ""
    evidence: Evidence = CURATED


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorLink:
    """Who deploys, licenses, buys from, partners with whom."""

    subject: str
    """Vendor slug."""
    predicate: Predicate
    object: str
    """Slug of a vendor ("groq") or a product ("nvidia/vera-rubin")."""
    period: Period | None = None
    certainty: Certainty = "stated"
    status: Status = "accepted"
    reason: str = ""
    note: str = ""
    evidence: Evidence = CURATED


def told(fact: Claim | Event | Relation) -> bool:
    """Is it accepted, or likely: what is shown of what a text says?"""
    least = LIKELY_RATIO if isinstance(fact, Relation) else LIKELY
    return fact.status == "accepted" or (fact.status == "review" and fact.evidence.confidence >= least)
