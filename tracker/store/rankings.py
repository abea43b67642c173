"""Rankings: what the metrics need read out, what they found written back with every factor."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.store import keys

if TYPE_CHECKING:
    from tracker.model.performance import RankingRow
    from tracker.store.facts import Ids

_WRITTEN_APART = ("workload", "product", "price_basis", "offer", "inputs", "announced_only")


def ranking_key(workload: str, price_basis: str, product: str) -> str:
    """Id of a ranking row, the same for a stored and a computed one."""
    return keys.key("k", workload, price_basis, product)


def change_seq(db: sqlite3.Connection) -> int:
    """Counts every change of anything that feeds a ranking."""
    return int(db.execute("SELECT seq FROM change_seq WHERE topic = 'ranking_inputs'").fetchone()[0])


def stored_runs(db: sqlite3.Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """(workload, price basis) -> (metrics version, inputs digest) of what is stored."""
    rows = db.execute(
        "SELECT w.slug, q.price_basis, q.metrics_version, q.inputs_digest "
        "FROM ranking_run q JOIN workload w ON w.id = q.workload_id"
    )
    return {(r[0], r[1]): (r[2], r[3]) for r in rows}


def touch_runs(db: sqlite3.Connection, seq: int) -> None:
    """The inputs changed and came back to the same digest: the stored rankings are current again."""
    db.execute("UPDATE ranking_run SET input_seq = ?", (seq,))


def write_ranking(
    db: sqlite3.Connection,
    ids: Ids,
    workload: str,
    price_basis: str,
    rows: Iterable[RankingRow],
    *,
    computed_at: str,
    version: str,
    digest: str,
    seq: int,
) -> None:
    """Replace the ranking of one workload and price basis."""
    workload_id = db.execute("SELECT id FROM workload WHERE slug = ?", (workload,)).fetchone()[0]
    db.execute("DELETE FROM ranking_run WHERE workload_id = ? AND price_basis = ?", (workload_id, price_basis))
    cursor = db.execute(
        """INSERT INTO ranking_run(workload_id, price_basis, computed_at, metrics_version, inputs_digest, input_seq)
           VALUES (?, ?, ?, ?, ?, ?)""",
        (workload_id, price_basis, computed_at, version, digest, seq),
    )
    offers = {row["key"]: row["id"] for row in db.execute("SELECT key, id FROM offer")}
    columns = _columns()
    names = ", ".join(columns)
    marks = ", ".join("?" * (len(columns) + 6))
    db.executemany(
        f"INSERT INTO ranking(key, run_id, product_id, offer_id, announced_only, inputs, {names}) VALUES ({marks})",
        [
            (ranking_key(workload, price_basis, r.product), cursor.lastrowid, ids.product(r.product),
             offers[r.offer] if r.offer else None, int(r.announced_only), json.dumps(dict(r.inputs), sort_keys=True),
             *(getattr(r, c) for c in columns))
            for r in rows
        ],
    )  # fmt: skip


def _columns() -> tuple[str, ...]:
    """Imported here: what is in a ranking need not be known to tell that it is as it was."""
    from tracker.model.performance import RankingRow

    return tuple(field.name for field in dataclasses.fields(RankingRow) if field.name not in _WRITTEN_APART)


def rankings_stale(db: sqlite3.Connection) -> bool:
    """Whether anything that feeds a ranking changed since they were computed, or none were."""
    row = db.execute("SELECT count(*), min(input_seq) FROM ranking_run").fetchone()
    return not row[0] or int(row[1]) < change_seq(db)
