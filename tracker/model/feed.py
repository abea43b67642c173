"""Feeds from their description to their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.model.words import FeedTier, MeasuredKind, PriceKind, Reason

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One polite request. Validators are sent back exactly as they came."""

    url: str
    etag: str = ""
    last_modified: str = ""
    max_bytes: int = 16 * 2**20
    allow_private: bool = False
    host: str = ""
    """The host to name, where the URL's stands in for it; for the written URL alone, never where it redirects to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Request):
    """A request that brings JSON. No redirect is followed with it; `bearer` goes into one header and nowhere else."""

    payload: bytes
    bearer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The answer, or `error` in one plain line (then the body is empty)."""

    url: str
    final_url: str = ""
    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] | None = None
    etag: str = ""
    last_modified: str = ""
    permanent_redirect: str = ""
    retry_after_s: float | None = None
    wire_bytes: int = 0
    elapsed_s: float = 0.0
    error: str = ""
    reason: Reason = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as a feed gives it, cleaned: plain text without control characters. Times are UTC `...Z` text."""

    guid: str
    url: str
    title: str
    body: str
    author: str = ""
    published_at: str | None = None
    updated_at: str | None = None

    @property
    def text(self) -> str:
        """What facts are read from and what their offsets count in."""
        return article_text(self.title, self.body)


def article_text(title: str, body: str) -> str:
    """Title and body as one text: the offset space of every quote from an entry."""
    return f"{title}\n\n{body}" if body else title


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """`entries` in the order of the feed; `warning` says what was wrong but readable."""

    title: str
    entries: tuple[Entry, ...]
    warning: str = ""
    error: str = ""
    reason: Reason = ""
    ttl_s: float | None = None
    skip: str = ""
    """Hours (UTC) and days at which the feed asks to be left alone, as `0 1 23 saturday`."""
    declared: tuple[str, ...] = ()
    """The identity that each item of the document claims, in its order; empty for one without content. An entry has another
    where several items claim the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text of a web page without what stands around it, cleaned, several lines; or `error` in one plain line."""

    text: str = ""
    error: str = ""
    missing: bool = False
    """Whether what reads pages cannot be loaded: no page is to blame for that."""
