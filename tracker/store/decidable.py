"""What people decide on beside facts: two facts that contradict each other, and products and makers that only texts name."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tracker.model.decision import kind_of
from tracker.store.decisions import is_here

_OF = {"claim": "product_id", "mention": "product_id", "ratio": "subject_id"}
"""Facts and the column that says which product they are of."""


def is_decidable(db: sqlite3.Connection, fact: str) -> bool:
    """Whether there is anything of this id that a person can accept or reject."""
    match kind_of(fact):
        case "pair":
            return both_say(db, [fact])[0] is not None
        case "product":
            return _holds(db, "SELECT 1 FROM product WHERE slug = ? AND provisional = 1", fact)
        case "maker":
            return _holds(db, "SELECT 1 FROM vendor WHERE slug = ? AND provisional = 1", fact.removesuffix("/"))
    return is_here(db, fact)


def both_say(db: sqlite3.Connection, pairs: Sequence[str]) -> list[tuple[str, str] | None]:
    """What both sides of each pair say; None where they do not contradict each other now."""
    found = []
    for pair in pairs:
        row = db.execute(
            "SELECT one, other FROM _contradictions WHERE one_id = ? AND other_id = ?", pair.partition("~")[::2]
        ).fetchone()
        found.append((str(row[0]), str(row[1])) if row else None)
    return found


def facts_of(db: sqlite3.Connection, newcomer: str) -> list[str]:
    """Keys of all that is stated of a provisional product, or of the provisional products of a maker."""
    whose = "v.slug = rtrim(?, '/')" if kind_of(newcomer) == "maker" else "p.slug = ?"
    return [
        row[0]
        for table, column in _OF.items()
        for row in db.execute(
            f"""SELECT t.key FROM vendor v JOIN product p ON p.vendor_id = v.id JOIN {table} t ON t.{column} = p.id
                WHERE {whose} AND p.provisional = 1 ORDER BY t.key""",
            (newcomer,),
        )
    ]


def _holds(db: sqlite3.Connection, sql: str, value: str) -> bool:
    return db.execute(sql, (value,)).fetchone() is not None
