"""The labelled documents' JSON: documents in, predictions out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.extract.families import full_name
from tracker.model.catalogue import Names
from tracker.model.document import Document, Facts
from tracker.model.errors import DocumentError
from tracker.model.fact import Claim, Event, Relation, told
from tracker.model.fields import FIELDS
from tracker.model.period import Period

_SCORED = {
    "peak_compute",
    "memory_capacity",
    "memory_bandwidth",
    "sram",
    "interconnect_bandwidth",
    "scale_up_size",
    "power",
    "process_node",
    "transistors",
    "price_hourly",
    "price_token",
}


def from_corpus(row: Mapping[str, Any]) -> Document:
    """A document of the JSONL scheme. Raises DocumentError where `id` or `text` is missing or a value has the wrong type."""
    for name in ("id", "text"):
        if not isinstance(row.get(name), str):
            raise DocumentError(
                f"document {row.get('id', '?')!r}: {name!r} must be a string; got {type(row.get(name)).__name__}"
            )
    told = row.get("published")
    try:
        published = Period.parse(str(told)) if told else None
    except ValueError as error:
        raise DocumentError(f"document {row['id']!r}: published: {error}") from None
    return Document(
        id=row["id"],
        text=row["text"],
        title=str(row.get("title") or ""),
        url=str(row.get("url") or ""),
        publisher=str(row.get("publisher") or ""),
        published=published,
    )


def to_corpus(facts: Facts, names: Names) -> dict[str, Any]:
    """The facts that are told, accepted or likely, in the prediction scheme; products by their full names."""
    full = _full_names(facts, names)
    return {
        "id": facts.document,
        "is_announcement": facts.is_announcement,
        "events": [_event(e, full, _makers(facts, names)) for e in facts.events if told(e)],
        "specs": [s for c in facts.claims if told(c) and c.field in _SCORED for s in _specs(c, full)],
        "relations": [s for r in facts.relations if told(r) for s in _relations(r, full)],
    }


def _full_names(facts: Facts, names: Names) -> dict[str, str]:
    makers = _makers(facts, names)
    products = (*names.products, *facts.provisional)
    return {p.slug: full_name(makers.get(p.vendor, p.vendor), p.name) for p in products}


def _makers(facts: Facts, names: Names) -> dict[str, str]:
    return {v.slug: v.name for v in (*facts.new_vendors, *names.vendors)}


def _event(event: Event, full: Mapping[str, str], makers: Mapping[str, str]) -> dict[str, Any]:
    vendor = event.product.split("/", 1)[0]
    return {
        "vendor": makers.get(vendor, vendor),
        "accelerator": full.get(event.product, event.product),
        "type": event.type,
        "date": str(event.period) if event.period else None,
        "evidence": event.evidence.quote,
        **_standing(event),
    }


def _standing(fact: Claim | Event | Relation) -> dict[str, Any]:
    """What the scheme does not ask for: how sure it is, and whether a person has yet to look."""
    status = "accepted" if fact.status == "accepted" else "likely"
    return {"status": status, "confidence": fact.evidence.confidence}


def _specs(claim: Claim, full: Mapping[str, str]) -> list[dict[str, Any]]:
    """A range gives both its ends. Values are as printed; a count is written out."""
    base = FIELDS[claim.field].base
    value = claim.value if claim.value is not None else 0.0
    scale = value / _as_printed(claim) if _as_printed(claim) else 1.0
    values = [value] if claim.low is None or claim.high is None else [claim.low, claim.high]
    counted = base in ("count", "chips")
    return [
        {
            "accelerator": full.get(claim.product, claim.product),
            "field": claim.field,
            "value": v if counted else round(v / scale, 6),
            "unit": base if counted else claim.unit,
            "precision": None if claim.precision == "int4" else claim.precision,
            "sparsity": None if claim.sparsity == "unstated" else claim.sparsity,
            "scope": None if claim.field == "price_token" else claim.scope,
            "evidence": claim.evidence.quote,
            **_standing(claim),
        }
        for v in values
    ]


def _as_printed(claim: Claim) -> float:
    from tracker.units import to_base

    factor, _ = to_base(1.0, claim.unit)
    return (claim.value or 0.0) / factor


def _relations(relation: Relation, full: Mapping[str, str]) -> list[dict[str, Any]]:
    other = full.get(relation.object, relation.object) if relation.object else relation.object_text or "unspecified"
    ends = [relation.factor] if relation.low is None or relation.high is None else [relation.low, relation.high]
    return [
        {
            "subject": full.get(relation.subject, relation.subject),
            "object": other,
            "metric": relation.metric,
            "factor": f,
            "precision": None if relation.precision == "int4" else relation.precision,
            "evidence": relation.evidence.quote,
            **_standing(relation),
        }
        for f in ends
    ]
