"""Rows as people see them: each type is a public view's columns, in the order in which a table shows them."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.event_row import TimelineRow as TimelineRow


@dataclass(frozen=True, slots=True)
class EventSourceRow:
    event_id: str
    publisher: str
    title: str
    url: str
    tier: str
    published: str | None
    known_on: str
    date: str | None
    date_end: str | None
    precision: str
    date_words: str
    certainty: str
    status: str
    quote: str
    quote_start: int | None
    quote_end: int | None
    note: str
    rule: str
    confidence: float
    extractor: str
    entry_id: int | None
    revision: int | None
    mention_id: str
    reason: str = ""
    as_read: str | None = None
    story_id: int | None = None
    """Sources with one number tell one text."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    product_slug: str
    product: str
    full_name: str
    vendor_slug: str
    vendor: str
    kind: str
    family: str
    generation: str
    summary: str
    provisional: int
    aliases: str | None
    n_claims: int
    n_events: int


@dataclass(frozen=True, slots=True)
class VendorRow:
    vendor_slug: str
    vendor: str
    kind: str
    homepage: str
    note: str
    n_products: int
    n_events: int


@dataclass(frozen=True, slots=True)
class ClaimRow:
    claim_id: str
    product_slug: str
    product: str
    vendor: str
    field: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    op: str
    unit: str
    printed: str
    printed_unit: str
    precision: str
    sparsity: str
    direction: str
    scope: str
    variant: str
    asserted: str | None
    status: str
    reason: str
    note: str
    tier: str
    publisher: str
    url: str
    published: str | None
    known_on: str
    quote: str
    quote_start: int | None
    quote_end: int | None
    rule: str
    confidence: float
    extractor: str
    entry_id: int | None
    revision: int | None
    as_read: str | None = None


@dataclass(frozen=True, slots=True)
class SpecRow:
    """The resolved reading of one field; `preferred` marks the one that a diff and the metrics take."""

    product_slug: str
    product: str
    vendor: str
    field: str
    label: str
    precision: str
    sparsity: str
    direction: str
    scope: str
    variant: str
    value: float | None
    low: float | None
    high: float | None
    op: str
    unit: str
    printed: str
    printed_unit: str
    tier: str
    publisher: str
    url: str
    published: str | None
    quote: str
    n_claims: int
    lowest: float | None
    highest: float | None
    disputed: int | None
    preferred: int
    better: str
    claim_id: str
    like_scope: str
    """Scope for comparison: card and chip are one for a product of one package."""
    stated: int
    """Whether it says what a comparison must know: sparsity of a rate, direction of a link."""


@dataclass(frozen=True, slots=True)
class RelationRow:
    relation_id: str
    subject_slug: str
    subject: str
    object_slug: str | None
    object: str
    metric: str
    factor: float
    low: float | None
    high: float | None
    op: str
    precision: str
    subject_value: float | None
    object_value: float | None
    computed_factor: float | None
    verdict: str
    status: str
    reason: str
    note: str
    tier: str
    publisher: str
    url: str
    published: str | None
    quote: str
    quote_start: int | None
    quote_end: int | None
    rule: str
    confidence: float
    extractor: str
    entry_id: int | None
    revision: int | None
    subject_claim_id: str | None
    object_claim_id: str | None
    checked_against: str = ""
    as_read: str | None = None


@dataclass(frozen=True, slots=True)
class LinkRow:
    link_id: str
    subject_slug: str
    subject: str
    predicate: str
    object_slug: str
    object: str
    date: str | None
    date_end: str | None
    precision: str
    certainty: str
    status: str
    reason: str
    note: str
    tier: str
    publisher: str
    url: str
    published: str | None
    quote: str
    quote_start: int | None
    quote_end: int | None
    rule: str
    confidence: float
    extractor: str
    entry_id: int | None
    revision: int | None
    as_read: str | None = None


@dataclass(frozen=True, slots=True)
class ContradictionRow:
    kind: str
    product_slug: str
    product: str
    what: str
    one: str
    one_publisher: str
    one_url: str
    one_quote: str
    one_id: str
    other: str
    other_publisher: str
    other_url: str
    other_quote: str
    other_id: str
    contradiction_id: str = ""
    """Both facts, `c-…~c-…`: what a person accepts to let both stand."""
    stands: int = 0
    """1 where a person let both stand, and neither side has changed since."""


@dataclass(frozen=True, slots=True)
class FeedRow:
    slug: str
    title: str
    tier: str
    vendor_slug: str
    enabled: int
    state: str
    failures: int
    last_error: str
    last_fetch_at: str | None
    last_ok_at: str | None
    next_due_at: str | None
    note: str
    url: str
    n_entries: int
    newest_entry_at: str | None
    last_outcome: str | None
    condition: str
    mend: str
    adopted_url: str
    failing_since: str | None
    next_because: str
    n_fruitful: int = 0
    """Articles that state anything."""
    n_facts: int = 0
    n_events: int = 0
    recent_entries: int = 0
    """The same four of the last 30 days before any feed was asked last."""
    recent_fruitful: int = 0
    recent_facts: int = 0
    recent_events: int = 0
    hold_until: str | None = None
    """Not asked before, whatever a person asks for."""


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One answer of a feed, as the log keeps it for 90 days. `status` is None where no answer came."""

    fetched_at: str
    outcome: str
    status: int | None
    message: str
    bytes: int
    ms: int
    n_entries: int
    n_new: int
    n_changed: int


@dataclass(frozen=True, slots=True)
class FeedPace:
    """What is known of a feed's pace and address beside its row in `feed_health`. Seconds; 0 and None where nobody said."""

    validators: str
    """`ETag`, `Last-Modified`, both, or empty."""
    rhythm_s: float | None
    ttl_s: float
    fresh_s: float
    skip: str
    n_items: int | None
    """Entries of its last document."""
    moved_to: str
    moved_since: str | None
    moved_count: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    date: str
    feed: str
    tier: str
    title: str
    url: str
    author: str
    published_at: str | None
    first_seen_at: str
    last_seen_at: str
    revision: int
    body: str
    entry_id: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    kind: str
    fact_id: str
    product_slug: str
    what: str
    value: str
    status: str
    reason: str
    quote: str
    publisher: str
    url: str
    rule: str
    confidence: float
    product: str = ""
    tier: str = ""
    published: str | None = None
    quote_start: int | None = None
    quote_end: int | None = None
    entry_id: int | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """`applied` is 0 where the fact is not here now: the decision waits for it."""

    fact_id: str
    kind: str
    decision: str
    changes: str
    target: str
    who: str
    decided_at: str
    note: str
    applied: int
    about: str = ""
    """The fact in a few words; empty where it is not here now."""


@dataclass(frozen=True, slots=True)
class NewcomerRow:
    """A product, or a maker, that only texts name. `decision` is empty while nobody said what it is."""

    kind: str
    fact_id: str
    name: str
    vendor_slug: str
    vendor: str
    n_claims: int
    n_events: int
    n_relations: int
    n_waiting: int
    example_id: str
    decision: str
