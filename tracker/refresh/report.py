"""What a refresh says while it runs and when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
class Progress:
    """One step of a run: `start`, a `feed`, `reading`, `ranking` or the `end`."""

    event: Literal["start", "feed", "reading", "ranking", "end"]
    slug: str = ""
    outcome: str = ""
    new: int = 0
    changed: int = 0
    message: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    exit_code: int
    feeds: tuple[FeedResult, ...]
    new: int
    changed: int
    failed: int
    not_due: int
    read: int
    """Entries that facts were read from."""
    facts: int
    reranked: bool
    seconds: float
    interrupted: bool = False
    newly_failing: tuple[str, ...] = ()
    """Feeds that failed now and had not failed the time before."""
