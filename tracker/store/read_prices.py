"""Reading how prices moved, how their lists answer, and what nobody has mapped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from tracker.model.market import (
    CurrentTokenPrice,
    DisputedPriceRow,
    PriceRow,
    PriceSourceRow,
    TokenPriceRow,
    UnmappedRow,
)
from tracker.store import price_lows
from tracker.store.reader import Reader


class LowStep(NamedTuple):
    """A day on which the lowest sound price became another, with whose it is and what became of the lowest until then.

    USD per accelerator and hour. Texts are empty and numbers None where no sound price is left (`usd`) or was (`was_usd`).
    """

    day: str
    offer_no: int | None
    usd: float | None
    was_no: int | None
    was_usd: float | None
    became_usd: float | None
    """What the offer that was the lowest asks now."""
    became_quality: str
    became_reason: str
    provider: str
    provider_slug: str
    sku: str
    region: str
    n_accelerators: int | None
    publisher: str
    offer_id: str
    last_seen_at: str
    new_list: int
    """1: a lower price, the offer is new that day, and its publisher had no price of the product at this basis before."""
    new_provider: int
    """1: the same of its provider."""
    new_offer: int
    """1: the offer has no price from before that day."""


_STORED = """SELECT day, offer_id, usd FROM price_low
             WHERE product_id = (SELECT id FROM product WHERE slug = :product) AND term = :term AND day <= :day"""
_BEGINS = """CASE WHEN l.usd < l.was_usd THEN
                     CASE WHEN (SELECT min(x.observed_at) FROM price x WHERE x.offer_id = o.id) >= l.day THEN NOT EXISTS (
                       SELECT 1 FROM offer c JOIN price d ON d.offer_id = c.id JOIN source e ON e.id = c.source_id
                       WHERE c.product_id = o.product_id AND c.term = o.term AND d.observed_at < l.day AND {0}) END END"""
"""CASE, as AND asks both sides: a price is looked for among all offers only where the answer may be yes."""
_FOLDED = """SELECT json_extract(value, '$[0]') AS day, json_extract(value, '$[1]') AS offer_id, json_extract(value, '$[2]') AS usd
             FROM json_each(:lows)"""


def low_steps(reader: Reader, product: str, term: str, provider: str = "") -> list[LowStep]:
    """How the lowest sound price of a product moved at one price basis, oldest first; of one provider where one is named."""
    told: dict[str, Any] = {"product": product, "term": term, "until": _until(reader), "day": _until(reader)[:10]}
    lows = _STORED
    if provider or _is_due(reader, product, term):
        lows = _FOLDED
        told["lows"] = json.dumps(list(price_lows.lows((), _changes(reader, product, term, provider))))
    rows = reader.all(
        f"""SELECT l.day, l.offer_id, l.usd, l.was, l.was_usd, b.usd_per_hour / w.count,
                   coalesce(b.quality, ''), coalesce(b.reason, ''),
                   coalesce(v.name, ''), coalesce(v.slug, ''), coalesce(o.sku, ''), coalesce(o.region, ''), o.count,
                   coalesce(s.publisher, ''), coalesce(o.key, ''), coalesce(min(h.last_seen_at, :until), ''),
                   coalesce({_BEGINS.format("e.publisher = s.publisher")}, 0),
                   coalesce({_BEGINS.format("c.provider_id = o.provider_id")}, 0),
                   l.day <= (SELECT coalesce(min(x.observed_at), '') FROM price x WHERE x.offer_id = o.id)
            FROM (SELECT day, offer_id, usd, lag(offer_id) OVER (ORDER BY day) AS was, lag(usd) OVER (ORDER BY day) AS was_usd
                  FROM ({lows})) l
            LEFT JOIN offer o ON o.id = l.offer_id
            LEFT JOIN vendor v ON v.id = o.provider_id
            LEFT JOIN source s ON s.id = o.source_id
            LEFT JOIN price h ON h.offer_id = l.offer_id AND h.observed_at = (
              SELECT max(x.observed_at) FROM price x WHERE x.offer_id = l.offer_id AND x.observed_at <= l.day || 'T23:59:59Z')
            LEFT JOIN offer w ON w.id = l.was
            LEFT JOIN price b ON b.offer_id = l.was AND b.observed_at = (
              SELECT max(x.observed_at) FROM price x WHERE x.offer_id = l.was AND x.observed_at <= l.day || 'T23:59:59Z')
            ORDER BY l.day""",
        told,
    )
    return [LowStep._make(row) for row in rows]


def _is_due(reader: Reader, product: str, term: str) -> bool:
    """Whether prices were written that the stored lows do not know yet."""
    rows = reader.all(
        """SELECT 1 FROM price_low_due WHERE term = :term AND product_id = (SELECT id FROM product WHERE slug = :product)""",
        {"product": product, "term": term},
    )
    return bool(rows)


def _changes(reader: Reader, product: str, term: str, provider: str) -> list[price_lows.Change]:
    """Every price of a product at one price basis, in the order in which they were first seen."""
    rows = reader.all(
        f"""SELECT h.observed_at, o.id, h.usd_per_hour / o.count, h.quality = 'ok'
            FROM offer o CROSS JOIN price h ON h.offer_id = o.id
            WHERE o.product_id = (SELECT id FROM product WHERE slug = :product) AND o.term = :term {_of(provider)}
              AND h.observed_at <= :until""",
        {"product": product, "term": term, "provider": provider, "until": _until(reader)},
    )
    return sorted(map(price_lows.Change._make, rows))


def offer_history(reader: Reader, product: str, term: str = "", provider: str = "") -> list[PriceRow]:
    """Every price of every offer of a product, offer by offer, oldest first."""
    where = "product_slug = :product" + (" AND term = :term" if term else "")
    where += " AND provider_slug = :provider" if provider else ""
    return reader.rows(PriceRow, "prices", where, {"product": product, "term": term, "provider": provider},
                       "ORDER BY term, provider, sku, region, count, offer_id, observed_at")  # fmt: skip


def token_history(reader: Reader, models: Sequence[str]) -> list[TokenPriceRow]:
    """Every price of every token offer of these models, offer by offer, oldest first."""
    marks, told = _listed(models)
    return reader.rows(TokenPriceRow, "token_prices", f"model_slug IN ({marks})", told,
                       "ORDER BY provider, endpoint, tier, token_offer_id, observed_at")  # fmt: skip


def token_prices_of(reader: Reader, models: Sequence[str]) -> list[CurrentTokenPrice]:
    """The last known price of each token offer of these models, as lists or the catalogue call them."""
    marks, told = _listed(models)
    return reader.rows(
        CurrentTokenPrice, "current_token_prices", f"model_slug IN ({marks})", told, "ORDER BY token_offer_id"
    )


def listed_models(reader: Reader) -> dict[str, int]:
    """Model as price lists or the catalogue call it -> offers."""
    return dict(reader.all("SELECT model, count(*) FROM token_offer GROUP BY model ORDER BY model"))  # type: ignore[arg-type]


def price_sources(reader: Reader) -> list[PriceSourceRow]:
    return reader.rows(PriceSourceRow, "price_sources", tail="ORDER BY slug, part")


def disputed(reader: Reader, product: str = "") -> list[DisputedPriceRow]:
    """Furthest apart first."""
    where = "product_slug = :product" if product else "1"
    return reader.rows(DisputedPriceRow, "disputed_prices", where, {"product": product} if product else None,
                       "ORDER BY spread DESC, product_slug, provider_slug, region, term")  # fmt: skip


def unmapped(reader: Reader, kind: str) -> list[UnmappedRow]:
    """What most prices are listed of first."""
    return reader.rows(
        UnmappedRow, "unmapped_prices", "kind = :kind", {"kind": kind}, "ORDER BY n DESC, name, provider, slug"
    )


def list_of(reader: Reader, offer_id: str) -> PriceSourceRow | None:
    """The part of a price list whose newest version holds this offer of hardware or of tokens."""
    rows = reader.all(
        """SELECT l.slug, l.part FROM price_list l
           WHERE l.id IN (SELECT list_id FROM offer WHERE key = :id UNION ALL SELECT list_id FROM token_offer WHERE key = :id)""",
        {"id": offer_id},
    )
    if not rows:
        return None
    found = reader.rows(PriceSourceRow, "price_sources", "slug = :slug AND part = :part", dict(rows[0]))
    return found[0] if found else None


def list_day(reader: Reader, offer_id: str) -> dict[str, str]:
    """Offer id, of hardware or of tokens -> the own day of the list that holds it, ISO; empty where it gives none."""
    found = reader.all(
        """SELECT :id, substr(l.published, 1, 10) FROM price_list l
           WHERE l.published <> ''
             AND l.id IN (SELECT list_id FROM offer WHERE key = :id UNION ALL SELECT list_id FROM token_offer WHERE key = :id)""",
        {"id": offer_id},
    )
    return dict(found)  # type: ignore[arg-type]


def sellers_of_prices(reader: Reader) -> dict[str, str]:
    """Vendor slug -> name, of every provider of hardware or tokens; those that only lists know too."""
    rows = reader.all(
        """SELECT slug, name FROM vendor
           WHERE id IN (SELECT provider_id FROM offer UNION SELECT provider_id FROM token_offer) ORDER BY slug"""
    )
    return {row[0]: row[1] for row in rows}


def _until(reader: Reader) -> str:
    return f"{reader.as_of or '9999-12-31'}T23:59:59Z"


def _of(provider: str) -> str:
    return "AND o.provider_id = (SELECT id FROM vendor WHERE slug = :provider)" if provider else ""


def _listed(values: Sequence[Any]) -> tuple[str, dict[str, Any]]:
    """Marks and parameters of an IN."""
    told = {f"v{i}": value for i, value in enumerate(values)}
    return ", ".join(f":{name}" for name in told), told
