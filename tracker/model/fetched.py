"""What is asked of a server, what it answers, and the entries in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.model.words import Reason


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
