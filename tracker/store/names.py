"""The name table as the database holds it."""

from __future__ import annotations

import sqlite3

from tracker.model.catalogue import Names
from tracker.model.product import Alias, PartOf, Product, Vendor


def read_names(db: sqlite3.Connection, provisional: bool = False) -> Names:
    """The catalogue's names; with `provisional` also what texts brought.

    Texts are read with the catalogue's names alone: what an article brings must not change how others are read, or the
    order of reading would decide, and reading again would find other facts.
    """
    most = int(provisional)
    aliases: dict[tuple[str, int], list[Alias]] = {}
    for row in db.execute(
        "SELECT text, kind, ambiguous, vendor_id, product_id FROM alias WHERE decided = 0 ORDER BY id"
    ):
        owner = ("vendor", row["vendor_id"]) if row["vendor_id"] else ("product", row["product_id"])
        aliases.setdefault(owner, []).append(
            Alias(text=row["text"], kind=row["kind"], ambiguous=bool(row["ambiguous"]))
        )
    parts: dict[int, list[PartOf]] = {}
    for row in db.execute(
        "SELECT r.part_id, w.slug, r.count FROM part r JOIN product w ON w.id = r.whole_id ORDER BY w.slug"
    ):
        parts.setdefault(row["part_id"], []).append(PartOf(whole=row["slug"], count=row["count"]))
    vendors = tuple(
        Vendor(slug=r["slug"], name=r["name"], kind=r["kind"], homepage=r["homepage"], note=r["note"],
               aliases=tuple(aliases.get(("vendor", r["id"]), ())))
        for r in db.execute("SELECT * FROM vendor WHERE provisional <= ? ORDER BY slug", (most,))
    )  # fmt: skip
    products = tuple(
        Product(slug=r["slug"], vendor=r["vendor"], name=r["name"], kind=r["kind"], family=r["family"],
                generation=r["generation"], summary=r["summary"], provisional=bool(r["provisional"]),
                aliases=tuple(aliases.get(("product", r["id"]), ())), part_of=tuple(parts.get(r["id"], ())))
        for r in db.execute(
            """SELECT p.*, v.slug AS vendor FROM product p JOIN vendor v ON v.id = p.vendor_id
               WHERE p.provisional <= ? ORDER BY p.slug""",
            (most,),
        )
    )  # fmt: skip
    return Names(vendors=vendors, products=products)
