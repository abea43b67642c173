"""Which price lists may have something to ask for. What it takes to ask for it is not loaded to find that out."""

from __future__ import annotations

from tracker.model.feed import Config, PriceSource
from tracker.store.connection import Connection
from tracker.store.price_lists import settled_until


def due_sources(db: Connection, config: Config, now: str, digest: str, everything: bool) -> list[PriceSource]:
    """Enabled sources that may have a part to ask for, found without building any: nothing due must cost nothing."""
    return [
        source
        for source in config.prices
        if source.enabled and (everything or (settled_until(db, source.slug, digest) or "") <= now)
    ]
