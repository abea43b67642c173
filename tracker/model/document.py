"""A text to read and what was read in it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.fact import Claim, Event, Relation, VendorLink
from tracker.model.period import Period
from tracker.model.product import Product, Vendor
from tracker.model.words import Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`text` is what offsets count in (code points). `title` is context where it is not part of the text."""

    id: str
    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    published: Period | None = None
    tier: Tier = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that one reading of one document found.

    `provisional` are products that no catalogue names, `new_vendors` those of their makers that none names either.
    """

    document: str
    extractor: str
    is_announcement: bool
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[VendorLink, ...] = ()
    provisional: tuple[Product, ...] = ()
    new_vendors: tuple[Vendor, ...] = ()
