"""What the screen of feeds writes into feeds.toml, as text; the database follows at once, so that the screen shows it."""

from __future__ import annotations

from pathlib import Path

from tracker.clock import today
from tracker.model.feed_check import Proposal
from tracker.tui.deciding import Decided, Write


def adding(feeds: Path, found: Proposal, private: bool) -> Write:
    """The feed at the end of the file."""

    def write(database: Path) -> Decided:
        from tracker.actions.feed_edit import put_feed

        slug = put_feed(database, feeds, found, private)
        return Decided((slug,), f"{slug} is in {feeds.name}; f fetches it now")

    return write


def switching(feeds: Path, slug: str, off: bool, reason: str = "") -> Write:
    """A feed off or on."""

    def write(database: Path) -> Decided:
        from tracker.actions.feed_edit import switch_off, switch_on
        from tracker.actions.settings import show_feeds

        if off:
            switch_off(feeds, slug, reason or f"switched off on {today()}")
        else:
            switch_on(feeds, slug)
        show_feeds(database, feeds)
        return Decided((slug,), f"{slug} is {'off' if off else 'on'} in {feeds.name}; d takes that back")

    return write
