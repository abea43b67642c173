"""What feeds.toml says: feeds, price lists, benchmark sites and how they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.model.words import FeedTier, MeasuredKind, PriceKind

if TYPE_CHECKING:
    from tracker.model.reader import ReaderSettings

INGESTED_SLUG = "ingested"
"""The feed that documents put in by hand belong to; no feed of feeds.toml may have its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """A `[[feed]]` of feeds.toml. `error` is set where this feed alone is unusable (its URL, say)."""

    slug: str
    url: str
    title: str
    vendor: str = ""
    tier: FeedTier = "press"
    enabled: bool = True
    every_s: float = 0.0
    max_bytes: int = 16 * 2**20
    fulltext: bool = False
    allow_private: bool = False
    verified: str = ""
    note: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSource:
    """A `[[prices]]` of feeds.toml."""

    slug: str
    kind: PriceKind
    url: str
    mirror: str = ""
    """Where the same list is had after a 429."""
    base_url: str = ""
    """Where the paths of `url` are served instead; prices are credited to `url` all the same."""
    every_s: float = 6 * 3600.0
    max_bytes: int = 8 * 2**20
    enabled: bool = True
    allow_private: bool = False
    note: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSource:
    """A `[[measured]]` of feeds.toml: a benchmark site, asked for each of `models` by its name there."""

    slug: str
    kind: MeasuredKind
    url: str
    models: tuple[str, ...]
    base_url: str = ""
    """Where the site's paths are served instead; its runs are credited to `url` all the same."""
    every_s: float = 86400.0
    max_bytes: int = 16 * 2**20
    enabled: bool = True
    allow_private: bool = False
    note: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """feeds.toml as a whole."""

    path: str
    contact: str = ""
    per_host: int = 2
    min_gap_s: float = 1.0
    database_mode: int = 0o600
    feeds: tuple[FeedSource, ...] = ()
    prices: tuple[PriceSource, ...] = ()
    measured: tuple[MeasuredSource, ...] = ()
    reader: ReaderSettings | None = None
    ping: str = ""
    """Asked once after each refresh that went well: tells whoever watches over cron jobs that this one still runs."""
    ping_allow_private: bool = False
    mark: str = ""
    """Digest of the file's bytes; empty where the settings come from no file."""
