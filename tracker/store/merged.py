"""What no article states of a product that a person merged: put under the one that it is, and back. Articles are read again."""

from __future__ import annotations

import sqlite3

from tracker.model.decision import Decision
from tracker.store.price_lows import settle_lows

_PLACES = (
    ("claim", "product_id"),
    ("mention", "product_id"),
    ("ratio", "subject_id"),
    ("ratio", "object_id"),
    ("link", "object_product_id"),
    ("offer", "product_id"),
    ("measurement", "product_id"),
)
_DECIDED = frozenset({"claim", "mention", "ratio", "link"})
"""Tables whose rows keep in `as_read` what a decision stands over."""


def put_under(db: sqlite3.Connection, decision: Decision) -> set[tuple[int, str]]:
    """The facts of a merged product under the one that it is, remembered in `moved`: (product id, type) of the events to rebuild.

    Nothing where either of them is not here, or a catalogue names the merged one itself.
    """
    here = _ids(db, decision.fact, decision.target)
    if here is None or db.execute("SELECT 1 FROM product WHERE id = ? AND provisional = 0", here[:1]).fetchone():
        return set()
    one, into = here
    for table, column in _PLACES:
        is_its = f"t.{column} = :one" + (f" OR {_under(column)} = :one" if table in _DECIDED else "")
        db.execute(
            f"""INSERT INTO moved(product, place, fact)
                SELECT :slug, :column, t.key FROM {table} t JOIN source s ON s.id = t.source_id
                WHERE ({is_its}) AND s.entry_id IS NULL ON CONFLICT DO NOTHING""",
            {"slug": decision.fact, "column": column, "one": one},
        )
    return _move(db, decision.fact, one, into)


def put_back(db: sqlite3.Connection, decision: Decision) -> set[tuple[int, str]]:
    """The other way, once the merge no longer holds; the product is made again where it went."""
    slug = decision.fact
    if not db.execute("SELECT 1 FROM moved WHERE product = ?", (slug,)).fetchone():
        return set()
    maker, told = slug.partition("/")[0], decision.changes
    db.execute(
        "INSERT INTO vendor(slug, name, kind, provisional) VALUES (?, ?, 'chip', 1) ON CONFLICT DO NOTHING",
        (maker, maker),
    )
    db.execute(
        """INSERT INTO product(slug, vendor_id, name, kind, family, provisional)
           SELECT ?, id, ?, ?, ?, 1 FROM vendor WHERE slug = ? ON CONFLICT DO NOTHING""",
        (slug, told["name"], told.get("kind", "chip"), told.get("family", ""), maker),
    )
    here = _ids(db, slug, decision.target)
    if here is None:
        return set()
    one, into = here
    touched = _move(db, slug, into, one)
    stays = " UNION ALL ".join(
        f"SELECT 1 FROM {table} t WHERE t.{column} = :into AND t.key = moved.fact AND moved.place = '{column}'"
        for table, column in _PLACES
    )
    db.execute(f"DELETE FROM moved WHERE product = :slug AND NOT EXISTS ({stays})", {"slug": slug, "into": into})
    return touched


def note(db: sqlite3.Connection, slug: str, place: str, fact: str, source_id: int) -> None:
    """What is read of a product while it is merged, and written under the one that it is: an undone merge gives it back too."""
    db.execute(
        """INSERT INTO moved(product, place, fact) SELECT ?, ?, ? FROM source WHERE id = ? AND entry_id IS NULL
           ON CONFLICT DO NOTHING""",
        (slug, place, fact, source_id),
    )


def _ids(db: sqlite3.Connection, slug: str, target: str) -> tuple[int, int] | None:
    """Row ids of a product and of the one that it is."""
    row = db.execute(
        "SELECT p.id, q.id FROM product p JOIN product q ON q.slug = ? WHERE p.slug = ?", (target, slug)
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else None


def _under(column: str) -> str:
    return f"json_extract(t.as_read, '$.{column}')"


def _move(db: sqlite3.Connection, slug: str, one: int, into: int) -> set[tuple[int, str]]:
    """What `moved` knows of the product, from one row id to the other. An offer that the other has as well stays where it is."""
    told = {"slug": slug, "one": one, "into": into}
    for table, column in _PLACES:
        known = f"t.key IN (SELECT fact FROM moved WHERE product = :slug AND place = '{column}')"
        db.execute(f"UPDATE OR IGNORE {table} AS t SET {column} = :into WHERE t.{column} = :one AND {known}", told)
        if table in _DECIDED:
            db.execute(
                f"""UPDATE {table} AS t SET as_read = json_set(t.as_read, '$.{column}', :into)
                    WHERE {_under(column)} = :one AND {known}""",
                told,
            )
    settle_lows(db)
    types = db.execute(
        "SELECT DISTINCT m.type FROM mention m JOIN moved k ON k.fact = m.key WHERE k.product = ?", (slug,)
    ).fetchall()
    return {(product, kind) for (kind,) in types for product in (one, into)}
