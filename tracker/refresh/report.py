"""What a refresh says while it runs and when it is over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tracker.refresh.results import FeedResult, MeasuredResult, PagesResult, PriceResult, ReaderResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One step of a run: `start`, a feed that was asked for and is left alone (`held`), a `feed`, `pages` (whole articles),
    `prices`, `reading`, `ranking`, `asking` (the language model) or the `end`."""

    event: Literal["start", "held", "feed", "pages", "prices", "reading", "ranking", "asking", "end"]
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
    """Entries that were read for facts."""
    facts: int
    reranked: bool
    seconds: float
    interrupted: bool = False
    lists_failed: int = 0
    """Price lists of which no part could be had."""
    parts_failed: int = 0
    """Parts of price lists that failed, those of lists of which others were had too."""
    newly_failing: tuple[str, ...] = ()
    """Feeds that failed now and had not failed the time before."""
    unreadable: int = 0
    """Entries that broke the extractor; the next version of it tries them again."""
    notes: tuple[str, ...] = ()
    """What a person should know of a run that did not fail, one line each."""
    reader: ReaderResult | None = None
    """None where no language model is set up."""
    pages: PagesResult | None = None
    """None where no feed has `fulltext`, what reads pages is not installed, or nothing was due."""
    measured: tuple[MeasuredResult, ...] = ()
    prices: tuple[PriceResult, ...] = ()


def parts_failed(prices: Iterable[PriceResult]) -> int:
    return sum(one.outcome == "error" for one in prices)


def lists_asked(prices: Iterable[PriceResult]) -> tuple[int, int]:
    """How many price lists were asked, and of how many no part could be had."""
    had: dict[str, bool] = {}
    for one in prices:
        had[one.slug] = had.get(one.slug, False) or one.outcome not in ("error", "skipped")
    return len(had), sum(not well for well in had.values())
