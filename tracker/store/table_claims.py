"""What earlier versions of a table state."""

from __future__ import annotations

import sqlite3

Reading = tuple[str, str, str, str, str]
"""Product slug, field, precision, sparsity, direction."""


def told_before(db: sqlite3.Connection, family: str, but: int) -> dict[Reading, float]:
    """The last value of each reading in the versions whose source key begins with `family`, source `but` aside."""
    rows = db.execute(
        """SELECT p.slug, c.field, c.precision, c.sparsity, c.direction, c.value
           FROM source s JOIN claim c ON c.source_id = s.id JOIN product p ON p.id = c.product_id
           WHERE substr(s.key, 1, length(?1)) = ?1 AND s.id <> ?2 AND c.value IS NOT NULL ORDER BY s.published""",
        (family, but),
    )
    return {tuple(row[:5]): row[5] for row in rows}
