"""Rows of the screen's prices: each with the age, the number or the words that a person needs beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.model.market import CurrentPrice, PriceSourceHealth, TokenMarketRow


@dataclass(frozen=True, slots=True)
class OfferLine(CurrentPrice):
    """The last known price of an offer."""

    age: str
    """How long ago it was last seen, in words."""
    old: bool
    """Whether it is of a day too long ago to say much of today."""
    list_age: str
    """How long ago its list was dated, in words, where that is before the day on which it was seen; else empty."""
    n_offers: int
    """Of its product, at the price basis that was asked for."""
    n_flagged: int
    """Of these, with a flag."""


@dataclass(frozen=True, slots=True)
class TokenLine(TokenMarketRow):
    """What a provider asks for a model."""

    age: str
    old: bool
    list_age: str
    """As of `OfferLine`."""
    n_providers: int
    """Who sells it, at a sound price."""
    n_disputed: int
    """Of its offers, those whose price another list contradicts."""


@dataclass(frozen=True, slots=True)
class ListLine(PriceSourceHealth):
    """A part of a price list, or many parts of one that fare alike: the sums of their rows and the age of the oldest."""

    parts: tuple[str, ...]
    """Names of all of them."""
    troubled: bool
    """Whether it failed, is out of date or has rows that could not be read."""
    dated: str
    """How long ago the day was that it gives for itself, in words; empty where it gives none."""
    old: bool
    """Whether that is too long ago to say much of today."""


@dataclass(frozen=True, slots=True)
class PricedProduct:
    """A product that lists have prices of."""

    product_slug: str
    product: str
    vendor: str
    n_offers: int
    n_flagged: int
    lowest: float | None
    """USD per accelerator and hour, of the sound offers at any price basis; None where all are flagged."""


@dataclass(frozen=True, slots=True)
class ListedModel:
    """A model that token offers name; one that the catalogue lacks is known by the name of most lists."""

    model: str
    name: str
    catalogued: bool
    n_offers: int


@dataclass(frozen=True, slots=True)
class DisputedPrice:
    """Row of disputed_prices: USD per accelerator and hour."""

    product_slug: str
    product: str
    provider_slug: str
    provider: str
    region: str
    term: str
    lowest: float
    highest: float
    spread: float
    n_publishers: int
    who: str


@dataclass(frozen=True, slots=True)
class PriceDispute:
    """Where lists, or claims about prices, do not agree."""

    kind: str
    """hardware, tokens or claim."""
    slug: str
    """Of the product or the model."""
    name: str
    provider: str
    provider_slug: str
    place: str
    """Region and price basis, or endpoint and tier."""
    lowest: float | None
    """USD per accelerator and hour, or per million output tokens (input tokens where those alone differ). None for claims."""
    highest: float | None
    spread: float | None
    """Highest over lowest."""
    n_lists: int
    who: str
    """Each side with its price and its day."""
    ids: tuple[str, ...]
    """Offers or claims of the sides, the lowest first."""
    unit: str
    """What costs `lowest` to `highest`: "an hour", "Mtok in", "Mtok out"; empty for claims."""


@dataclass(frozen=True, slots=True)
class PriceChart:
    """The lowest sound price of a product at one price basis, USD per accelerator and hour, as it is drawn."""

    points: Sequence[tuple[date, float | None]]
    """(day of change, price), oldest first; None: no sound price from that day on."""
    marks: Sequence[tuple[date, str]]
    """(day, headline) of the events between the first price and `until`, oldest first."""
    until: date
    seen: str
    """How long ago the last price was last seen, in words; empty where there is no price."""
    old: bool
    list_age: str
    """As of `OfferLine`."""
