"""What a decision makes of a row: the columns that change, and how they were. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tracker.model.decision import Decision
from tracker.model.period import Period

Columns = dict[str, Any]
Find = Callable[[str], int | None]
"""Slug to row id, None where there is no such vendor or product."""

_DIRECT = {
    "claim": ("field", "printed", "unit", "value", "low", "high", "op", "precision", "sparsity", "direction", "scope",
              "variant", "asserted"),
    "mention": ("type", "certainty", "counterparty"),
    "ratio": ("object_text", "metric", "factor", "low", "high", "op", "precision"),
    "link": ("predicate", "certainty"),
}  # fmt: skip


def columns(table: str, decision: Decision, product: Find, vendor: Find) -> Columns | None:
    """The columns that the decision sets, None where it names a product or vendor that is not here."""
    told = f"decided: {decision.verb} by {decision.who} on {decision.decided_at[:10]}"
    out: Columns = {
        "status": "rejected" if decision.verb == "reject" else "accepted",
        "reason": f"{told}: {decision.note}" if decision.note else told,
    }
    changes = decision.changes
    out |= {name: changes[name] for name in _DIRECT[table] if name in changes}
    if "date" in changes:
        out |= _dates(table, changes["date"])
    for name, value in changes.items():
        ids = _parties(table, name, value, product, vendor)
        if ids is None:
            return None
        out |= ids
    return out


def before(row: Mapping[str, Any], changed: Columns) -> str:
    """JSON of what `changed` replaces in the row; `restored` reads it."""
    return json.dumps({name: row[name] for name in changed}, ensure_ascii=False, sort_keys=True)


def restored(as_read: str) -> Columns:
    """The columns as they were before the decision."""
    known: Columns = json.loads(as_read)
    return known


def _dates(table: str, value: Any) -> Columns:
    if value is None:
        return {"date": None, "date_end": None, "precision": "reported" if table == "mention" else ""}
    p = Period.parse(value)
    return {"date": p.start.isoformat(), "date_end": p.end.isoformat(), "precision": p.precision}


def _parties(table: str, name: str, value: Any, product: Find, vendor: Find) -> Columns | None:
    """Columns with row ids; none for other fields, None where the party is unknown here."""
    if name == "product":
        return _one("product_id", product(value))
    if name == "subject":
        return _one("subject_id", vendor(value) if table == "link" else product(value))
    if name != "object":
        return {}
    if value is None:
        return {"object_id": None}
    if table == "ratio":
        return _one("object_id", product(value))
    column, other = (
        ("object_product_id", "object_vendor_id") if "/" in value else ("object_vendor_id", "object_product_id")
    )
    found = _one(column, product(value) if "/" in value else vendor(value))
    return found and {**found, other: None}


def _one(column: str, row_id: int | None) -> Columns | None:
    return None if row_id is None else {column: row_id}
