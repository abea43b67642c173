"""What a look at a feed, or at a page that should have one, found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "stale", "empty", "page", "html", "blocked", "gone", "too_large", "not_asked", "failing"]
"""`page`: a web page that names feeds; `html`: one that names none; `not_asked`: the server asked to be left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A feed that was found and answers: `toml` is the block for feeds.toml."""

    url: str
    title: str
    slug: str
    vendor: str
    tier: str
    toml: str
    format: str = ""
    entries: int = 0
    newest: str | None = None
    verified: str = ""
    """The day on which it was seen to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """One address that was asked. Times are UTC; `problem` and `mend` are one line each, empty where all is well."""

    slug: str
    """Its name in feeds.toml; empty where it is not there."""
    url: str
    verdict: Verdict
    format: str = ""
    """RSS 2.0, Atom 1.0, JSON Feed 1.1 …"""
    title: str = ""
    entries: int = 0
    undated: int = 0
    newest: str | None = None
    oldest: str | None = None
    etag: bool = False
    last_modified: bool = False
    status: int | None = None
    final_url: str = ""
    """Where the redirects led; empty where there were none."""
    moved_to: str = ""
    """Where the server says that the feed is for good."""
    older: str = ""
    """How older entries are had: links, wordpress, or empty."""
    bytes: int = 0
    seconds: float = 0.0
    problem: str = ""
    mend: str = ""
    proposals: tuple[Proposal, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether a feed came, or a page that leads to one."""
        return bool(self.format) or self.verdict == "page"
