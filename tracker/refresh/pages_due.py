"""Which feeds' pages are wanted, and whether any may be asked for: found without loading what asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker import extras
from tracker.clock import stamp
from tracker.model.feed import Config
from tracker.store.connection import Connection

if TYPE_CHECKING:
    from tracker.store.pages import Tally

_LONGEST_HOLD = timedelta(days=1)


def full_text_feeds(config: Config, only: Sequence[str] = ()) -> tuple[str, ...]:
    """Slugs of the feeds with `fulltext`, none where pages cannot be read."""
    found = (f.slug for f in config.feeds if f.fulltext and f.enabled and not f.error and (not only or f.slug in only))
    slugs = tuple(found)
    return slugs if slugs and extras.reads_pages() else ()


def tallied(db: Connection, slugs: Sequence[str], now: str) -> dict[str, Tally]:
    """Feeds of these that have pages to ask for, now or later."""
    if not slugs:
        return {}
    from tracker.store.pages import tally

    return tally(db, slugs, now, latest_hold(now))


def latest_hold(now: str) -> str:
    """A hold beyond this is a clock that was set back: nobody may ask for more than a day."""
    return stamp(datetime.fromisoformat(now) + _LONGEST_HOLD)
