"""The form of an answer: three lists of flat objects, every key required, no other key, closed words where we have them."""

from __future__ import annotations

from typing import Any

from tracker.model.words import CERTAINTIES, EVENT_TYPES, METRICS, PRECISIONS

SPEC_FIELDS = (
    "peak_compute", "memory_capacity", "memory_bandwidth", "sram", "interconnect_bandwidth", "scale_up_size", "power",
    "process_node", "transistors", "price_hourly", "price_token",
)  # fmt: skip
UNITS = (
    *(f"{p}FLOPS" for p in "GTPE"), *(f"{p}OPS" for p in "GTPE"),
    "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "PiB",
    "MB/s", "GB/s", "TB/s", "PB/s", "EB/s", "GiB/s", "TiB/s", "Gb/s", "Tb/s", "Pb/s",
    "W", "kW", "nm", "count", "chips", "USD/h", "USD/Mtok",
)  # fmt: skip
"""As `tracker.units` reads them. Megawatts are missing on purpose: no product of ours draws them."""
SCOPES = ("chip", "card", "server", "rack", "pod")
SPARSITIES = ("dense", "sparse")

Form = dict[str, Any]
TEXT: Form = {"type": "string"}
TEXT_OR_NONE: Form = {"type": ["string", "null"]}
NUMBER: Form = {"type": "number"}


def _word(*words: str) -> Form:
    return {"type": "string", "enum": list(words)}


def _word_or_none(*words: str) -> Form:
    return {"type": ["string", "null"], "enum": [*words, None]}


SPEC: Form = {
    "product": TEXT, "field": _word(*SPEC_FIELDS), "value": NUMBER, "unit": _word(*UNITS),
    "precision": _word_or_none(*PRECISIONS), "sparsity": _word_or_none(*SPARSITIES), "scope": _word_or_none(*SCOPES),
    "quote": TEXT,
}  # fmt: skip
EVENT: Form = {
    "product": TEXT, "type": _word(*EVENT_TYPES), "date": TEXT_OR_NONE, "certainty": _word(*CERTAINTIES),
    "counterparty": TEXT_OR_NONE, "quote": TEXT,
}  # fmt: skip
RELATION: Form = {
    "subject": TEXT, "object": TEXT, "metric": _word(*METRICS), "factor": NUMBER,
    "precision": _word_or_none(*PRECISIONS), "quote": TEXT,
}  # fmt: skip


def _object(properties: Form) -> Form:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(properties: Form) -> Form:
    return {"type": "array", "items": _object(properties)}


LISTS: dict[str, Form] = {"specs": SPEC, "events": EVENT, "relations": RELATION}
SCHEMA: Form = _object({"is_announcement": {"type": "boolean"}} | {name: _list(form) for name, form in LISTS.items()})
"""What the endpoint is told to keep to; `answer` checks it again, for an endpoint may take no notice."""


def fault(form: Form, value: object) -> str:
    """Why a value is not of this flat form; empty where it is."""
    kinds = form["type"] if isinstance(form["type"], list) else [form["type"]]
    if value is None:
        return "" if "null" in kinds else "must not be null"
    right = isinstance(value, str) if kinds[0] == "string" else type(value) in (int, float)
    if not right:
        return f"must be a {kinds[0]}"
    return "" if "enum" not in form or value in form["enum"] else "is no word of the scheme"
