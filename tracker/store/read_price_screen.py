"""Reading what the screen of prices shows at once: the cheapest offer of each product, what is priced, and where lists differ."""

from __future__ import annotations

from dataclasses import fields

from tracker.model.market import CurrentPrice
from tracker.model.price_screen import DisputedPrice, PricedProduct
from tracker.store.reader import Reader

_OFFER = ", ".join(field.name for field in fields(CurrentPrice))


def cheapest_offers(reader: Reader, term: str = "") -> list[tuple[CurrentPrice, int, int]]:
    """Of each product the cheapest sound offer at a price basis or at all, a flagged one where it has no other; with how many
    offers it has and how many of these are flagged."""
    rows = reader.all(
        f"""{reader.views("current_prices")}
            SELECT {_OFFER}, n_offers, n_flagged FROM (
              SELECT *, count(*) OVER (PARTITION BY product_slug) AS n_offers,
                     sum(quality <> 'ok') OVER (PARTITION BY product_slug) AS n_flagged,
                     row_number() OVER (PARTITION BY product_slug
                                        ORDER BY quality <> 'ok', usd_per_accelerator_hour, offer_id) AS place
              FROM current_prices WHERE :term IN ('', term))
            WHERE place = 1 ORDER BY product, product_slug""",
        reader.told({"term": term}),
    )
    return [(CurrentPrice(*row[:-2]), row[-2], row[-1]) for row in rows]


def priced_products(reader: Reader) -> list[PricedProduct]:
    """What most offers are of first."""
    rows = reader.all(
        f"""{reader.views("current_prices")}
            SELECT c.product_slug, c.product, v.name, count(*), sum(c.quality <> 'ok'),
                   min(CASE WHEN c.quality = 'ok' THEN c.usd_per_accelerator_hour END)
            FROM current_prices c JOIN product p ON p.slug = c.product_slug JOIN vendor v ON v.id = p.vendor_id
            GROUP BY c.product_slug ORDER BY count(*) DESC, c.product_slug""",
        reader.told(),
    )
    return [PricedProduct(*row) for row in rows]


def priced_terms(reader: Reader, product: str = "") -> set[str]:
    """Price bases at which a product, or anything, has an offer."""
    rows = reader.all(
        f"""{reader.views("current_prices")}
            SELECT DISTINCT term FROM current_prices WHERE :product IN ('', product_slug)""",
        reader.told({"product": product}),
    )
    return {row[0] for row in rows}


def disputed_prices(reader: Reader, product: str = "") -> list[DisputedPrice]:
    where = "product_slug = :product" if product else "1"
    return reader.rows(DisputedPrice, "disputed_prices", where, {"product": product} if product else None,
                       "ORDER BY spread DESC, product_slug, provider_slug, region, term")  # fmt: skip


def listed_models(reader: Reader) -> list[tuple[str, str, int]]:
    """(model as lists or the catalogue call it, its name in the catalogue or the empty text, offers), what most are of first."""
    rows = reader.all(
        f"""{reader.views("current_token_prices")}
            SELECT c.model_slug, coalesce(m.name, ''), count(*) FROM current_token_prices c
            LEFT JOIN model m ON m.slug = c.model_slug GROUP BY c.model_slug ORDER BY count(*) DESC, c.model_slug""",
        reader.told(),
    )
    return [tuple(row) for row in rows]
