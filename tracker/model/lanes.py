"""What the lanes of a timeline are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LaneVendor:
    """A vendor with so many events in the span that is shown."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LaneCell:
    """Events of one vendor, type and certainty that lie close together."""

    vendor: str
    type: str
    certainty: str
    first: date
    """The first day of the earliest."""
    last: date
    """The last day on which one of them may lie."""
    count: int
