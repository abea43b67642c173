"""Token prices that look like slips of units, and what other lists have for the same provider."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """The last price of an offer, USD per million tokens."""

    offer_id: int
    source_id: int
    observed_at: str
    provider: str
    model: str
    tier: str
    usd_in: float
    usd_out: float
    usd_cached_in: float | None


_LAST = """SELECT o.id, o.source_id, h.observed_at, v.slug, o.model, o.tier, h.usd_per_mtok_in, h.usd_per_mtok_out,
                  h.usd_per_mtok_cached_in
           FROM token_offer o CROSS JOIN token_price h ON h.token_offer_id = o.id
            AND h.observed_at = (SELECT max(x.observed_at) FROM token_price x WHERE x.token_offer_id = o.id)
           JOIN vendor v ON v.id = o.provider_id"""


def suspects(db: sqlite3.Connection) -> list[Seen]:
    return [Seen(*row) for row in db.execute(f"{_LAST} WHERE h.quality = 'unit_suspect' ORDER BY o.id")]


def other_prices(db: sqlite3.Connection, provider: str, source_id: int, tier: str) -> list[Seen]:
    """The same provider's prices in the lists of other publishers; zero and sentinels bear nothing out."""
    rows = db.execute(
        f"""{_LAST} JOIN source s ON s.id = o.source_id
            WHERE v.slug = ? AND o.tier = ? AND h.quality IN ('ok', 'unit_suspect')
              AND h.usd_per_mtok_in > 0 AND h.usd_per_mtok_out > 0
              AND s.publisher <> (SELECT publisher FROM source WHERE id = ?)""",
        (provider, tier, source_id),
    )
    return [Seen(*row) for row in rows]


def sound_tokens(db: sqlite3.Connection) -> list[tuple[str, str, float]]:
    """(model, provider, USD per million output tokens) of the usual tier, as last seen."""
    rows = db.execute(f"{_LAST} WHERE h.quality = 'ok' AND o.tier = '' AND h.usd_per_mtok_out > 0")
    return [(one.model, one.provider, one.usd_out) for one in (Seen(*row) for row in rows)]


def sound_hardware(db: sqlite3.Connection) -> list[tuple[str, str, float]]:
    """(product, provider, USD per accelerator and hour) on demand, as last seen."""
    rows = db.execute(
        """SELECT product_slug, provider_slug, usd_per_accelerator_hour FROM current_prices
           WHERE quality = 'ok' AND term = 'on_demand'"""
    )
    return [(row[0], row[1], row[2]) for row in rows]


def doubt(db: sqlite3.Connection, offer_id: int, observed_at: str, reason: str) -> None:
    """Flag a price that the others contradict, now that they are in."""
    db.execute(
        "UPDATE token_price SET quality = 'unit_suspect', reason = ? WHERE token_offer_id = ? AND observed_at = ?",
        (reason, offer_id, observed_at),
    )


def sound_offers(db: sqlite3.Connection) -> list[Seen]:
    """Token offers whose last price is sound."""
    return [Seen(*row) for row in db.execute(f"{_LAST} WHERE h.quality = 'ok' ORDER BY o.id")]


def vouch(db: sqlite3.Connection, offer_id: int, observed_at: str) -> None:
    """Take the flag of a price away: the price itself is as it was."""
    db.execute(
        "UPDATE token_price SET quality = 'ok', reason = '' WHERE token_offer_id = ? AND observed_at = ?",
        (offer_id, observed_at),
    )
