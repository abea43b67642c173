"""One fact by its id, as it was read: without what a person decided of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from tracker.model.fact import Claim, Event, Relation, VendorLink
from tracker.model.period import Period
from tracker.store.decided import restored
from tracker.store.decisions import TABLES

Fact = Claim | Event | Relation | VendorLink


def read_fact(db: sqlite3.Connection, key: str) -> Fact | None:
    """The claim, mention, relation or link of this id; None where there is none."""
    table = TABLES.get(key[:1])
    row = db.execute(f"SELECT * FROM {table} WHERE key = ?", (key,)).fetchone() if table else None
    if row is None:
        return None
    columns = dict(row) | (restored(row["as_read"]) if row["as_read"] else {})
    return _READERS[key[:1]](db, columns)


def slugs(db: sqlite3.Connection, table: str) -> list[str]:
    """Every slug of `product` or `vendor`."""
    return [row[0] for row in db.execute(f"SELECT slug FROM {table} ORDER BY slug")]


class Known(NamedTuple):
    """What is stored of a product itself."""

    name: str
    kind: str
    family: str
    provisional: bool


def product_of(db: sqlite3.Connection, slug: str) -> Known | None:
    row = db.execute("SELECT name, kind, family, provisional FROM product WHERE slug = ?", (slug,)).fetchone()
    return Known(*row) if row else None


def _slug(db: sqlite3.Connection, table: str, row_id: int) -> str:
    return str(db.execute(f"SELECT slug FROM {table} WHERE id = ?", (row_id,)).fetchone()[0])


def _claim(db: sqlite3.Connection, c: dict[str, Any]) -> Claim:
    same = [
        "field",
        "printed",
        "unit",
        "value",
        "low",
        "high",
        "op",
        "sparsity",
        "direction",
        "scope",
        "variant",
        "note",
    ]
    return Claim(
        product=_slug(db, "product", c["product_id"]), precision=c["precision"] or None,
        asserted=Period.parse(c["asserted"]) if c["asserted"] else None, **{name: c[name] for name in same},
    )  # fmt: skip


def _event(db: sqlite3.Connection, m: dict[str, Any]) -> Event:
    return Event(product=_slug(db, "product", m["product_id"]), type=m["type"], period=_period(m), certainty=m["certainty"],
                 counterparty=m["counterparty"], note=m["note"])  # fmt: skip


def _relation(db: sqlite3.Connection, r: dict[str, Any]) -> Relation:
    same = ("object_text", "metric", "factor", "low", "high", "op", "note")
    return Relation(
        subject=_slug(db, "product", r["subject_id"]), precision=r["precision"] or None,
        object=_slug(db, "product", r["object_id"]) if r["object_id"] else None, **{name: r[name] for name in same},
    )  # fmt: skip


def _link(db: sqlite3.Connection, k: dict[str, Any]) -> VendorLink:
    product = k["object_product_id"]
    return VendorLink(
        subject=_slug(db, "vendor", k["subject_id"]), predicate=k["predicate"], period=_period(k), certainty=k["certainty"],
        object=_slug(db, "product", product) if product else _slug(db, "vendor", k["object_vendor_id"]), note=k["note"],
    )  # fmt: skip


def _period(row: dict[str, Any]) -> Period | None:
    if not row["date"]:
        return None
    return Period(date.fromisoformat(row["date"]), date.fromisoformat(row["date_end"]), row["precision"])


_READERS: dict[str, Callable[[sqlite3.Connection, dict[str, Any]], Fact]] = {
    "c": _claim,
    "m": _event,
    "r": _relation,
    "l": _link,
}
