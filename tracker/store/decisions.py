"""Decisions of people: kept by the id of the fact, and applied to its row whenever that is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.model.decision import Decision, kind_of
from tracker.store import decided, merged

TABLES = {"c": "claim", "m": "mention", "r": "ratio", "l": "link"}
"""First letter of a fact's id -> where its row is."""

Touched = set[tuple[int, str]]
"""(product id, type) of events to rebuild."""


def kept(db: sqlite3.Connection, fact: str) -> Decision | None:
    """What was decided of this fact."""
    row = db.execute("SELECT * FROM decision WHERE fact = ?", (fact,)).fetchone()
    return _decision(row) if row else None


def all_kept(db: sqlite3.Connection) -> Iterator[Decision]:
    """Every decision, oldest first."""
    rows = db.execute("SELECT * FROM decision ORDER BY decided_at, fact").fetchall()
    return (_decision(row) for row in rows)


def keep(db: sqlite3.Connection, d: Decision) -> Touched:
    """Put a decision in the place of an earlier one on the same fact. Call `apply` afterwards."""
    touched = drop(db, d.fact)
    db.execute(
        "INSERT INTO decision(fact, verb, changes, target, who, decided_at, note, said) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            d.fact,
            d.verb,
            json.dumps(dict(d.changes), ensure_ascii=False, sort_keys=True),
            d.target,
            d.who,
            d.decided_at,
            d.note,
            _said(d),
        ),
    )
    if d.verb == "merge" and "/" in d.fact:
        write_names(db)
        touched |= merged.put_under(db, d)
    return touched | _events(db, d)


def _said(d: Decision) -> str:
    """The words by which views know a decision that is of no row of its own."""
    if kind_of(d.fact) == "pair":
        return f"{d.changes['one']} / {d.changes['other']}"
    return str(d.changes.get("name", ""))


def drop(db: sqlite3.Connection, fact: str) -> Touched:
    """Forget a decision: the fact is again as it was read."""
    before = kept(db, fact)
    if before is None:
        return set()
    db.execute("DELETE FROM decision WHERE fact = ?", (fact,))
    if before.verb == "merge":
        if "/" in fact:
            write_names(db)
            return merged.put_back(db, before)
        return _events(db, before)
    if kind_of(fact) != "fact":
        return set()
    table = TABLES[fact[0]]
    row = db.execute(f"SELECT * FROM {table} WHERE key = ? AND as_read IS NOT NULL", (fact,)).fetchone()
    return _write(db, table, row, {**decided.restored(row["as_read"]), "as_read": None}) if row else set()


def apply(db: sqlite3.Connection) -> Touched:
    """Put every decision over its fact where that was written since. Cheap where nothing was decided."""
    touched: Touched = set()
    for table in TABLES.values():
        rows = db.execute(
            f"SELECT t.*, d.fact FROM decision d JOIN {table} t ON t.key = d.fact WHERE t.as_read IS NULL AND d.verb <> 'merge'"
        ).fetchall()
        for row in rows:
            touched |= _apply(db, table, row)
    return touched


def _apply(db: sqlite3.Connection, table: str, row: sqlite3.Row) -> Touched:
    decision = kept(db, row["fact"])
    assert decision is not None

    def find(where: str) -> decided.Find:
        def one(slug: str) -> int | None:
            found = db.execute(f"SELECT id FROM {where} WHERE slug = ?", (slug,)).fetchone()
            return int(found[0]) if found else None

        return one

    changed = decided.columns(table, decision, find("product"), find("vendor"))
    if changed is None:
        return set()
    return _write(db, table, row, {**changed, "as_read": decided.before(dict(row), changed)})


def _write(db: sqlite3.Connection, table: str, row: sqlite3.Row, changed: Mapping[str, Any]) -> Touched:
    names = ", ".join(f"{name} = ?" for name in changed)
    db.execute(f"UPDATE {table} SET {names} WHERE id = ?", (*changed.values(), row["id"]))
    if table != "mention":
        return set()
    after = db.execute("SELECT product_id, type FROM mention WHERE id = ?", (row["id"],)).fetchone()
    return {(row["product_id"], row["type"]), (after["product_id"], after["type"])}


def _events(db: sqlite3.Connection, d: Decision) -> Touched:
    """Where the events are that a merge joins or an undone one parts."""
    sides = [d.changes.get(side) for side in ("from", "into")] if d.verb == "merge" else []
    ids = [i for side in sides if isinstance(side, list) for i in side]
    marks = ", ".join("?" * len(ids))
    rows = db.execute(f"SELECT DISTINCT product_id, type FROM mention WHERE key IN ({marks})", ids).fetchall()
    return {(row["product_id"], row["type"]) for row in rows}


def merged_events(db: sqlite3.Connection) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Mention keys of (the event that is merged, the event that it is merged into), in the order of the decisions."""
    rows = db.execute(
        "SELECT changes FROM decision WHERE verb = 'merge' AND fact LIKE 'e-%' ORDER BY decided_at, fact"
    ).fetchall()
    told = [json.loads(row[0]) for row in rows]
    return [(frozenset(one["from"]), frozenset(one["into"])) for one in told]


def merged_products(db: sqlite3.Connection) -> dict[str, str]:
    """Slug of a product that no catalogue names -> slug of the one that it is."""
    rows = db.execute(
        """SELECT fact, target FROM decision WHERE verb = 'merge' AND fact LIKE '%/%'
           AND fact NOT IN (SELECT slug FROM product WHERE provisional = 0)"""
    )
    return {row["fact"]: row["target"] for row in rows}


def write_names(db: sqlite3.Connection) -> None:
    """The names of merged products as aliases of those that they are."""
    db.execute("DELETE FROM alias WHERE decided = 1")
    for slug, target in merged_products(db).items():
        one = kept(db, slug)
        if one is not None:
            db.execute(
                """INSERT INTO alias(text, kind, ambiguous, product_id, decided)
                   SELECT ?, 'name', 0, id, 1 FROM product WHERE slug = ?""",
                (str(one.changes["name"]), target),
            )


def mentions_of(db: sqlite3.Connection, event: str) -> list[str]:
    """Keys of the mentions of an event, the one that speaks for it first."""
    rows = db.execute(
        """SELECT m.key FROM mention m JOIN event e ON e.id = m.event_id WHERE e.key = ?
           ORDER BY m.id <> e.best_mention, m.key""",
        (event,),
    )
    return [row[0] for row in rows]


def event_place(db: sqlite3.Connection, event: str) -> tuple[int, str] | None:
    """(product id, type) of an event."""
    row = db.execute("SELECT product_id, type FROM event WHERE key = ?", (event,)).fetchone()
    return (row[0], row[1]) if row else None


def is_here(db: sqlite3.Connection, fact: str) -> bool:
    """Whether there is a claim, mention, relation or link of this id."""
    table = TABLES.get(fact[:1])
    return bool(table) and db.execute(f"SELECT 1 FROM {table} WHERE key = ?", (fact,)).fetchone() is not None


def applied(db: sqlite3.Connection, fact: str) -> bool:
    """Whether what was decided stands over a fact that is here."""
    row = db.execute("SELECT applied FROM decisions WHERE fact_id = ?", (fact,)).fetchone()
    return bool(row and row[0])


def read_again(db: sqlite3.Connection, product: str) -> None:
    """Have the entries read again that say something of this product."""
    users = (("claim", "product_id"), ("mention", "product_id"), ("ratio", "subject_id"), ("ratio", "object_id"),
             ("link", "object_product_id"))  # fmt: skip
    for table, column in users:
        db.execute(
            f"""UPDATE entry SET extractor = '' WHERE id IN (SELECT s.entry_id FROM {table} t JOIN source s ON s.id = t.source_id
                WHERE t.{column} = (SELECT id FROM product WHERE slug = ?))""",
            (product,),
        )


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(fact=row["fact"], verb=row["verb"], changes=json.loads(row["changes"]), target=row["target"],
                    who=row["who"], decided_at=row["decided_at"], note=row["note"])  # fmt: skip


def keep_newest(db: sqlite3.Connection, given: Iterable[Decision]) -> tuple[int, int, Touched]:
    """Take over decisions, of two on one fact the newer: (taken, left out, touched)."""
    taken = left = 0
    touched: Touched = set()
    for decision in given:
        before = kept(db, decision.fact)
        if before is not None and before.decided_at >= decision.decided_at:
            left += 1
            continue
        touched |= keep(db, decision)
        taken += 1
    return taken, left, touched
