"""What a person asks a view for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineFilter:
    """Empty means no restriction; all that is set must hold. `text` words must each occur in headline or vendor."""

    vendor: str = ""
    product: str = ""
    type: str = ""
    text: str = ""
    since: str = ""
    """Day: events that end on or after it."""
    until: str = ""
    """Day: events that begin on or before it."""
    seen_since: str = ""
    """UTC time: events first seen after it."""
    rumours: bool = True
