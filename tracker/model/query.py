"""What a person asks a view for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFilter:
    """Empty means no restriction; all that is set must hold."""

    vendor: str = ""
    product: str = ""
    type: str = ""
    certainty: str = ""
    text: str = ""
    """Words of which each is the beginning of a word in headline, names, quotes or sources of the event."""
    articles: bool = False
    """Whether `text` may also stand in the text of an article that tells of the event."""
    vendor_like: str = ""
    """How the vendor's name begins."""
    product_like: str = ""
    """A part of the product's name or of one of its aliases."""
    since: str = ""
    """Day: events that end on or after it."""
    until: str = ""
    """Day: events that begin on or before it."""
    after: str = ""
    """Day: events that begin after it."""
    seen_since: str = ""
    """UTC time: events first seen after it."""
    rumours: bool = True
    only: tuple[str, ...] | None = None
    """Ids of events: none but these."""
    without: tuple[str, ...] = ()
    """Ids of events to leave out."""
    besides: tuple[str, ...] = ()
    """Ids of events that `seen_since` does not leave out."""
