"""Reading what a comparison needs beside specs: how products nest, their dates, who ships, what decisions withdrew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.model.rows import ContradictionRow, TimelineRow
from tracker.store.reader import Reader

DATED = ("announced", "roadmap", "production", "available", "deployed", "discontinued")
"""Types of event that date a product."""


@dataclass(frozen=True, slots=True)
class Nesting:
    """`count` parts are in one whole."""

    whole_slug: str
    whole: str
    whole_kind: str
    whole_claims: int
    count: int
    part_slug: str
    part: str
    part_kind: str


@dataclass(frozen=True, slots=True)
class DecidedClaim:
    """A claim that a person decided about; `was` is its status as it was read, `as_read` JSON of what the decision covers."""

    claim_id: str
    decision: str
    decided_at: str
    who: str
    note: str
    was: str
    as_read: str


@dataclass(frozen=True, slots=True)
class LowOffer:
    """The cheapest sound offer of a product at one price basis."""

    product_slug: str
    term: str
    usd_per_accelerator_hour: float
    provider: str
    region: str
    sku: str
    observed_at: str
    price_of: str
    publisher: str
    tier: str
    url: str
    offer_id: str


def lowest_offers(reader: Reader, products: Sequence[str]) -> list[LowOffer]:
    """Of each product (slugs) and price basis the offer that rankings take."""
    columns = ", ".join(LowOffer.__dataclass_fields__)
    sql = f"""{reader.views("current_prices")}
              SELECT {columns} FROM (
                SELECT {columns}, row_number() OVER (
                  PARTITION BY product_slug, term ORDER BY usd_per_accelerator_hour, offer_id) AS place
                FROM current_prices WHERE product_slug IN (SELECT value FROM json_each(:products))
                  AND quality = 'ok' AND count > 0 AND usd_per_hour > 0)
              WHERE place = 1"""
    return [LowOffer(*row) for row in reader.all(sql, reader.told({"products": json.dumps(list(products))}))]


def nestings(reader: Reader) -> list[Nesting]:
    """Every part of every whole."""
    sql = f"""{reader.views("products", "product_parts")}
              SELECT n.whole_slug, n.whole, w.kind, w.n_claims, n.count, n.part_slug, n.part, p.kind
              FROM product_parts n JOIN products w ON w.product_slug = n.whole_slug JOIN products p ON p.product_slug = n.part_slug
              ORDER BY n.whole_slug, n.part_slug"""
    return [Nesting(*row) for row in reader.all(sql, reader.told())]


def dates(reader: Reader, products: Sequence[str], roughly: bool = False) -> list[TimelineRow]:
    """Of each product (slugs) and type the event that dates it: the earliest stated one, best with a day of its own, else the
    promise known last; `roughly` the one that reaches furthest, which the index has at hand for any number of products. What is
    told as a roadmap is a promise, however certain."""
    promise = "e.date DESC, e.id DESC" if roughly else "e.certainty = 'rumoured', e.known_on DESC, e.key"
    columns = ", ".join(TimelineRow.__dataclass_fields__)
    of = "e.product_id = p.id AND e.type = k.type AND e.known_on <= :day"
    firm = "k.type <> 'roadmap' AND e.certainty = 'stated' AND m.status = 'accepted'"
    sound = f"FROM event e JOIN mention m ON m.id = e.best_mention WHERE {of} AND {firm}"
    keys = f"""SELECT coalesce(
                 (SELECT e.key {sound} AND e.precision <> 'reported' ORDER BY e.date, e.id LIMIT 1),
                 (SELECT e.key {sound} ORDER BY e.date, e.id LIMIT 1),
                 (SELECT e.key FROM event e WHERE {of} ORDER BY {promise} LIMIT 1))
               FROM product p CROSS JOIN (SELECT value AS type FROM json_each(:types)) k
               WHERE p.slug IN (SELECT value FROM json_each(:products))"""
    told = {"products": json.dumps(list(products)), "types": json.dumps(DATED), "day": reader.as_of or "9999-12-31"}
    found = [row[0] for row in reader.all(keys, told) if row[0]]
    sql = f"""{reader.views("timeline")}SELECT {columns} FROM timeline
              WHERE event_id IN (SELECT value FROM json_each(:events)) ORDER BY product_slug, date, event_id"""
    return [TimelineRow(*row) for row in reader.all(sql, reader.told({"events": json.dumps(found)}))]


def shipping(reader: Reader, products: Sequence[str]) -> set[str]:
    """Those of the products that somebody can use: said to be available, deployed or in production, priced or measured."""
    sql = f"""{reader.views("measured_points")}
              SELECT p.slug FROM product p WHERE p.slug IN (SELECT value FROM json_each(:products)) AND (
                EXISTS (SELECT 1 FROM event e JOIN mention m ON m.id = e.best_mention
                        WHERE e.product_id = p.id AND e.type IN ('available', 'deployed', 'production')
                          AND e.certainty = 'stated' AND m.status = 'accepted' AND e.known_on <= :day)
                OR EXISTS (SELECT 1 FROM offer o JOIN price h ON h.offer_id = o.id
                           WHERE o.product_id = p.id AND h.observed_at <= :day || 'T23:59:59Z')
                OR p.slug IN (SELECT product_slug FROM measured_points))"""
    told = {"products": json.dumps(list(products)), "day": reader.as_of or "9999-12-31"}
    return {row[0] for row in reader.all(sql, reader.told(told))}


def disputes(reader: Reader, product: str, field: str) -> list[ContradictionRow]:
    """Where sources do not agree on one field of a product (slug). Promises are of no field, and not looked at."""
    where = "kind <> 'promise' AND product_slug = :product AND what = :field"
    told = {"product": product, "field": field}
    return reader.rows(ContradictionRow, "contradictions", where, told, "ORDER BY kind, one_id, other_id")


def decided_claims(reader: Reader, products: Sequence[str], since: str) -> list[DecidedClaim]:
    """Claims of the products (slugs) that a person decided about after the day `since`, by the reader's own, latest first."""
    rows = reader.all(
        """SELECT c.key, d.verb, d.decided_at, d.who, d.note, coalesce(json_extract(c.as_read, '$.status'), c.status), c.as_read
           FROM decision d JOIN claim c ON c.key = d.fact JOIN product p ON p.id = c.product_id
           WHERE p.slug IN (SELECT value FROM json_each(:products)) AND c.as_read IS NOT NULL
             AND substr(d.decided_at, 1, 10) > :since AND (:until = '' OR substr(d.decided_at, 1, 10) <= :until)
           ORDER BY d.decided_at DESC, c.key""",
        {"products": json.dumps(list(products)), "since": since, "until": reader.as_of or ""},
    )
    return [DecidedClaim(*row) for row in rows]
