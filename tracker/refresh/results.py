"""What came of each part of a refresh: a feed, the pages, a benchmark site, a price list, the language model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """One feed of one refresh. `message` is one line, empty where all is well."""

    slug: str
    outcome: str
    """new, unchanged, not_modified, error or skipped."""
    entries: int = 0
    new: int = 0
    changed: int = 0
    status: int | None = None
    reason: str = ""
    message: str = ""
    bytes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderResult:
    """What the language model was asked and what came of it. `message` says in one line why it was stopped, if it was."""

    calls: int = 0
    read: int = 0
    """Entries that its facts were merged into; from an earlier answer where there was one."""
    failed: int = 0
    waiting: int = 0
    """Entries that name a product and could not be asked about this time."""
    confirmed: int = 0
    disputed: int = 0
    added: int = 0
    dropped: int = 0
    """Facts of answers that the text does not bear out; none of them is stored."""
    tokens: int = 0
    usd: float = 0.0
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesResult:
    """Whole articles of feeds with `fulltext`, counted in entries. `message` says in one line why asking was given up."""

    asked: int = 0
    ok: int = 0
    unneeded: int = 0
    """Not asked: they name no vendor or product, or repeat another entry of their feed."""
    robots: int = 0
    blocked: int = 0
    too_short: int = 0
    """Pages that hold hardly more than the feed does."""
    other_text: int = 0
    """Pages that do not hold the words of the feed: a consent or login page."""
    failed: int = 0
    waiting: int = 0
    """Left for a later refresh; failures that are asked again among them."""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredResult:
    """One benchmark site asked for one model. `message` is one line, empty where all is well."""

    slug: str
    model: str
    outcome: str
    """new, unchanged, not_modified, error or skipped."""
    new: int = 0
    known: int = 0
    unmapped: Mapping[str, int] = field(default_factory=dict)
    """Names of accelerators and models that the catalogue does not have -> runs left out."""
    faulty: int = 0
    status: int | None = None
    reason: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceResult:
    """One part of one price list. `message` is one line, empty where all is well."""

    slug: str
    part: str
    outcome: str
    """new, unchanged, not_modified, error or skipped."""
    offers: int = 0
    """Prices of things that the catalogue has."""
    changed: int = 0
    ended: int = 0
    """Offers that the list no longer holds."""
    specs: int = 0
    unmapped: Mapping[str, int] = field(default_factory=dict)
    """Names of accelerators that the catalogue does not have -> prices left out."""
    faulty: int = 0
    status: int | None = None
    reason: str = ""
    """A word for what is wrong: rate_limited, truncated, html, shape_changed, stale …"""
    message: str = ""
    known: bool = False
    """Whether the same was wrong the time before."""
