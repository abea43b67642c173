"""Rows of a vendor file to claims, events, ratios and links."""

from __future__ import annotations

from typing import Any

from tracker.catalogue.problems import near, quoted
from tracker.catalogue.rows import Row
from tracker.model.fact import Claim, Event, Relation, Source, VendorLink
from tracker.model.fields import FIELDS, Field
from tracker.model.period import Period
from tracker.model.product import Product
from tracker.model.words import (
    CERTAINTIES,
    DIRECTIONS,
    EVENT_TYPES,
    METRICS,
    OPS,
    PRECISIONS,
    PREDICATES,
    SCOPES,
    SPARSITIES,
    STATUSES,
    ProductKind,
    Scope,
)
from tracker.units import to_base

_SCOPES: dict[ProductKind, Scope] = {
    "die": "die",
    "superchip": "card",
    "card": "card",
    "server": "server",
    "rack": "rack",
    "pod": "pod",
}
_UNITS = (
    "GB", "GiB", "TB", "MB", "GB/s", "TB/s", "PB/s", "Gbit/s", "Tbit/s", "TFLOPS", "PFLOPS", "TOPS", "POPS", "EFLOPS",
    "W", "kW", "MW", "nm", "count", "million", "billion", "trillion", "chips", "USD/h", "USD/Mtok",
)  # fmt: skip


def default_scope(kind: ProductKind) -> Scope:
    """What a figure of a product is of unless its row says otherwise."""
    return _SCOPES.get(kind, "chip")


def read_claim(row: Row, product: Product, source: Source | None) -> Claim | None:
    """One printed value, in its base unit too. `value` + `unit`, `low` + `high` + `unit`, or `text`."""
    field = FIELDS.get(row.text("field", required=True))
    if field is None and not row.bad:
        name = row.data["field"]
        row.error(f"unknown field {quoted(name)}{near(name, FIELDS)}", "field")
    value, low, high, text = row.printed("value"), row.printed("low"), row.printed("high"), row.text("text")
    unit = row.text("unit")
    if field:
        _check_form(row, field)
        _check_unit(row, field, unit)
    claim_range = bool(low or high)
    op = row.word("op", OPS, "range" if claim_range else "=")
    if not row.bad and (op == "range") != claim_range:
        row.error('op "range" goes with low and high, and only with them', "op")
    asserted = row.period("asserted")
    status, reason = _status(row)
    qualifiers = {
        "precision": row.word("precision", PRECISIONS, "none") if row.has("precision") else None,
        "sparsity": row.word("sparsity", SPARSITIES, "unstated"),
        "direction": row.word("direction", DIRECTIONS, "unstated"),
        "scope": row.word("scope", SCOPES, default_scope(product.kind)),
    }
    variant, note = row.text("variant"), row.text("note")
    row.done()
    if row.bad or field is None:
        return None
    if claim_range and float(low) > float(high):
        row.error(f"low {low} is above high {high}", "low")
        return None
    return Claim(
        product=product.slug,
        field=field.slug,
        printed=f"{low}-{high}" if claim_range else value or text,
        unit=unit,
        value=_base(value, unit),
        low=_base(low, unit),
        high=_base(high, unit),
        op=op,
        variant=variant,
        asserted=asserted or _published(source),
        status=status,
        reason=reason,
        note=note,
        **qualifiers,
    )


def _check_form(row: Row, field: Field) -> None:
    """Exactly one of value, low + high and text; numbers for number fields alone."""
    forms = [key for key in ("value", "text") if row.has(key)]
    if row.has("low") or row.has("high"):
        forms.append("low + high")
        for key in ("low", "high"):
            if not row.has(key):
                row.error(f"{key} is missing: a range has both ends")
    if len(forms) != 1:
        row.error(f"a claim has one of value, low + high or text, not {' and '.join(forms) or 'none'}")
    elif field.kind == "text" and forms != ["text"]:
        row.error(f"{field.slug} is told in text, not in numbers", forms[0].split()[0])
    elif forms == ["text"] and row.has("unit"):
        row.error("a text has no unit", "unit")
    if row.has("text") and not row.text("text"):
        row.error("text is empty", "text")


def _check_unit(row: Row, field: Field, unit: str) -> None:
    if field.kind == "text" or row.has("text"):
        return
    if not unit:
        row.error(f"unit is missing: {field.slug} is in {field.base} or a multiple")
        return
    try:
        base = to_base(1.0, unit)[1]
    except ValueError:
        row.error(f"unknown unit {quoted(unit)}{near(unit, _UNITS)}", "unit")
        return
    if base != field.base:
        row.error(f"unit {quoted(unit)} is a measure of {base}, but {field.slug} is in {field.base}", "unit")


def _base(printed: str, unit: str) -> float | None:
    return to_base(float(printed), unit)[0] if printed else None


def _published(source: Source | None) -> Period | None:
    return Period.parse(source.published) if source and source.published else None


def _status(row: Row) -> tuple[Any, str]:
    """Status and reason; what is not taken has to say why."""
    status, reason = row.word("status", STATUSES, "accepted"), row.text("reason")
    if status in ("rejected", "review") and not reason:
        row.error(f'status "{status}" needs a reason', "status")
    return status, reason


def _common(row: Row) -> dict[str, Any]:
    status, reason = _status(row)
    return {"status": status, "reason": reason, "note": row.text("note")}


def read_event(row: Row, product: str) -> Event | None:
    """Something that happened, or is promised."""
    type_ = row.word("type", EVENT_TYPES)
    period = row.period("date")
    certainty = row.word("certainty", CERTAINTIES, "stated")
    counterparty = row.text("counterparty")
    common = _common(row)
    row.done()
    if row.bad:
        return None
    return Event(product=product, type=type_, period=period, certainty=certainty, counterparty=counterparty, **common)


def read_ratio(row: Row, subject: str) -> Relation | None:
    """`subject` is `factor` times `object`; the factor of a range is its low end, the smaller promise."""
    target, words = row.text("object"), row.text("object_text")
    metric = row.word("metric", METRICS)
    factor, low, high = row.number("factor"), row.number("low"), row.number("high")
    ranged = low is not None and high is not None
    op = row.word("op", OPS, "range" if ranged and factor is None else "=")
    precision = row.word("precision", PRECISIONS, "none") if row.has("precision") else None
    common = _common(row)
    row.done()
    if not target and not words:
        row.error("a ratio needs object (a product slug) or object_text")
    if (low is None) != (high is None) or (factor is None) == (low is None):
        row.error("a ratio needs factor, or low and high")
    if low is not None and high is not None and low > high:
        row.error(f"low {low:g} is above high {high:g}", "low")
    if row.bad:
        return None
    return Relation(
        subject=subject,
        object=target or None,
        object_text=words,
        metric=metric,
        factor=factor if factor is not None else low or 0.0,
        low=low,
        high=high,
        op=op,
        precision=precision,
        **common,
    )


def read_link(row: Row, vendor: str) -> VendorLink | None:
    """Who deploys, licenses, buys from whom; the subject is the file's vendor unless told."""
    subject = row.text("subject") or vendor
    predicate = row.word("predicate", PREDICATES)
    target = row.text("object", required=True)
    period = row.period("date")
    certainty = row.word("certainty", CERTAINTIES, "stated")
    common = _common(row)
    row.done()
    if row.bad:
        return None
    return VendorLink(subject=subject, predicate=predicate, object=target, period=period, certainty=certainty, **common)
