"""Reading how prices moved, how their lists answer, and what nobody has mapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tracker.model.market import DisputedPriceRow, PriceRow, PriceSourceRow, TokenPriceRow, UnmappedRow
from tracker.store.reader import Reader


class Change(NamedTuple):
    """One price of one offer, USD per accelerator and hour."""

    observed_at: str
    offer_no: int
    usd: float
    sound: int


class Told(NamedTuple):
    """What else is known of a price."""

    last_seen_at: str
    quality: str
    reason: str


class Seller(NamedTuple):
    """Whose offer it is."""

    offer_no: int
    provider: str
    provider_slug: str
    sku: str
    region: str
    n_accelerators: int
    publisher: str
    offer_id: str


def changes(reader: Reader, product: str, term: str, provider: str = "") -> list[Change]:
    """Every price of a product at one price basis, in the order in which they were first seen.

    Without what only few of them are asked for: a long history is read faster so.
    """
    rows = reader.all(
        f"""SELECT h.observed_at, o.id, h.usd_per_hour / o.count, h.quality = 'ok'
            FROM offer o CROSS JOIN price h ON h.offer_id = o.id
            WHERE o.product_id = (SELECT id FROM product WHERE slug = :product) AND o.term = :term {_of(provider)}
              AND h.observed_at <= :until""",
        {"product": product, "term": term, "provider": provider, "until": _until(reader)},
    )
    return sorted(map(Change._make, rows))


def told(reader: Reader, change: Change) -> Told:
    rows = reader.all(
        """SELECT min(last_seen_at, :until), quality, reason FROM price
           WHERE offer_id = :offer AND observed_at = :observed""",
        {"offer": change.offer_no, "observed": change.observed_at, "until": _until(reader)},
    )
    return Told(*rows[0])


def sellers(reader: Reader, offer_numbers: Sequence[int]) -> dict[int, Seller]:
    marks, told = _listed(offer_numbers)
    rows = reader.all(
        f"""SELECT o.id, v.name, v.slug, o.sku, o.region, o.count, s.publisher, o.key
            FROM offer o JOIN vendor v ON v.id = o.provider_id JOIN source s ON s.id = o.source_id WHERE o.id IN ({marks})""",
        told,
    )
    return {row[0]: Seller(*row) for row in rows}


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


def token_prices_of(reader: Reader, models: Sequence[str]) -> list[TokenPriceRow]:
    """The last known price of each token offer of these models, as lists or the catalogue call them."""
    marks, told = _listed(models)
    return reader.rows(
        TokenPriceRow, "current_token_prices", f"model_slug IN ({marks})", told, "ORDER BY token_offer_id"
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
