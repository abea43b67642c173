"""Which price lists may have something to ask for. What it takes to ask for it is not loaded to find that out."""

from __future__ import annotations

from tracker.model.feed import Config, FeedSource, PriceSource
from tracker.refresh.schedule import Standing, standing
from tracker.store.connection import Connection
from tracker.store.price_lists import ListState, settled_until


def due_sources(db: Connection, config: Config, now: str, digest: str, everything: bool) -> list[PriceSource]:
    """Enabled sources that may have a part to ask for, found without building any: nothing due must cost nothing."""
    return [
        source
        for source in config.prices
        if source.enabled and (everything or (settled_until(db, source.slug, digest) or "") <= now)
    ]


def part_standing(source: PriceSource, state: ListState, url: str, now: str, everything: bool) -> Standing:
    """Whether a part is asked now. One that was not read with the names of today is due, unless it fails or was asked to wait."""
    name = state.feed.slug
    as_feed = FeedSource(slug=name, url=url, title=name, every_s=source.every_s)
    return standing(as_feed, state.feed, now, everything or (not state.read and not state.feed.failures))
