"""The row of the timeline: its public view's columns, in the order in which a table shows them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimelineRow:
    date: str
    date_end: str
    precision: str
    date_words: str
    type: str
    certainty: str
    vendor: str
    vendor_slug: str
    product: str
    product_slug: str
    headline: str
    counterparty: str
    n_sources: int
    tier: str
    publisher: str
    url: str
    quote: str
    status: str
    first_seen_at: str
    known_on: str
    event_id: str
    quoted_from: str
    quoted_url: str
