"""A person's `field=value` words to the changed fields of a fact, by the rules that catalogue rows are read with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from tracker.catalogue import facts
from tracker.catalogue.rows import CatalogueFile, Row
from tracker.model.decision import Value
from tracker.model.errors import UsageError
from tracker.model.fact import Claim, Event, Relation, VendorLink
from tracker.model.fields import FIELDS
from tracker.model.product import Product
from tracker.units import to_base

Fact = Claim | Event | Relation | VendorLink
Words = dict[str, Any]

_AMOUNT = re.compile(r"([\d.,_]+(?:e[+-]?\d+)?)\s*(\S.*)?", re.IGNORECASE)
_NUMBERS = ("value", "low", "high", "factor")
_SHAPE = {
    "value": ("low", "high", "text", "op"), "low": ("value", "text", "factor", "op"), "high": ("value", "text", "factor", "op"),
    "text": ("value", "low", "high", "unit", "op"), "factor": ("low", "high", "op"), "object": ("object_text",),
    "object_text": ("object",),
}  # fmt: skip
"""A form of the figure, or of the object, takes the place of the others."""

_NAMES = {
    Claim: (
        "field",
        "printed",
        "unit",
        "value",
        "low",
        "high",
        "op",
        "precision",
        "sparsity",
        "direction",
        "scope",
        "variant",
    ),
    Event: ("type", "certainty", "counterparty"),
    Relation: ("object", "object_text", "metric", "factor", "low", "high", "op", "precision"),
    VendorLink: ("subject", "predicate", "object", "certainty"),
}
_PARTY = {Claim: "product", Event: "product", Relation: "subject"}


def changes(fact: Fact, told: Sequence[str]) -> dict[str, Value]:
    """The fields of `fact` that `told` ("value=96 GB", "scope=card", "date=none") makes different.

    Raises UsageError with all that is wrong, or where nothing would change.
    """
    said = dict(_pair(one) for one in told)
    party = _PARTY.get(type(fact), "")
    product = said.pop(party, None) if party else None
    before = _words(fact)
    after = _changed(fact, before, said)
    old, new = _read(fact, before), _read(fact, after)
    found: dict[str, Value] = {
        n: _plain(n, getattr(new, n)) for n in _NAMES[type(fact)] if getattr(new, n) != getattr(old, n)
    }
    date = "asserted" if isinstance(fact, Claim) else "date"
    if date in said and _period(old) != _period(new):
        found[date] = _period(new)
    if product is not None and product != getattr(fact, party):
        found[party] = product
    if not found:
        raise UsageError("nothing would change: the fact says that already")
    return found


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise UsageError(f"{text!r} is no field=value, such as value='96 GB' or scope=card")
    return name.strip(), value.strip()


def _words(fact: Fact) -> Words:
    """The fact as a catalogue row would have it."""
    if isinstance(fact, Claim):
        return _claim_words(fact)
    date = {"date": str(fact.period)} if not isinstance(fact, Relation) and fact.period else {}
    if isinstance(fact, Event):
        return {"type": fact.type, "certainty": fact.certainty, "counterparty": fact.counterparty, **date}
    if isinstance(fact, VendorLink):
        return {
            "subject": fact.subject,
            "predicate": fact.predicate,
            "object": fact.object,
            "certainty": fact.certainty,
            **date,
        }
    figures = {"factor": fact.factor} if fact.low is None else {"low": fact.low, "high": fact.high}
    other = {"object": fact.object} if fact.object else {"object_text": fact.object_text}
    numbers = {name: Decimal(repr(value)) for name, value in figures.items()}
    return {"metric": fact.metric, "op": fact.op, **other, **numbers, **_precision(fact)}


def _claim_words(c: Claim) -> Words:
    kept = {"field": c.field, "sparsity": c.sparsity, "direction": c.direction, "scope": c.scope, "variant": c.variant,
            "op": c.op, **({"asserted": str(c.asserted)} if c.asserted else {}), **_precision(c)}  # fmt: skip
    base = FIELDS[c.field].base
    if c.low is not None and c.high is not None:
        return {**kept, "low": Decimal(repr(c.low)), "high": Decimal(repr(c.high)), "unit": base}
    if c.value is not None:
        return {**kept, "value": Decimal(repr(c.value)), "unit": base}
    return {**kept, "text": c.printed}


def _precision(fact: Claim | Relation) -> Words:
    return {"precision": fact.precision} if fact.precision else {}


def _changed(fact: Fact, before: Words, said: Mapping[str, str]) -> Words:
    after = dict(before)
    for name in said:
        for other in _SHAPE.get(name, ()):
            if other not in said:
                after.pop(other, None)
    for name, value in said.items():
        if value in ("", "none"):
            after.pop(name, None)
        elif name in _NUMBERS:
            number, unit = _amount(name, value)
            after[name] = number
            if isinstance(fact, Claim) and "unit" not in said:
                after["unit"] = unit or _own_unit(fact)
        else:
            after[name] = value
    if isinstance(fact, Claim) and "unit" in said and not {"value", "low", "high"} & set(said):
        after["value"] = _amount("value", fact.printed)[0]
    return after


def _amount(name: str, text: str) -> tuple[Decimal, str]:
    found = _AMOUNT.fullmatch(text)
    try:
        if found is None:
            raise InvalidOperation
        return Decimal(found[1].replace(",", "").replace("_", "")), (found[2] or "").strip()
    except InvalidOperation:
        raise UsageError(f"{name} must begin with a number, such as 96 GB or 1.5, not {text!r}") from None


def _own_unit(claim: Claim) -> str:
    """The unit that the figure is printed in, where it is one of ours."""
    try:
        to_base(1.0, claim.unit)
    except ValueError:
        return ""
    return claim.unit


def _read(fact: Fact, words: Words) -> Fact:
    """The row read as one of the catalogue. Raises UsageError with its problems."""
    file = CatalogueFile("correction")
    row = Row(file, (), words)
    read: Fact | None
    if isinstance(fact, Claim):
        read = facts.read_claim(row, Product(slug=fact.product, vendor="", name="", kind="chip"), None)
    elif isinstance(fact, Event):
        read = facts.read_event(row, fact.product)
    elif isinstance(fact, Relation):
        read = facts.read_ratio(row, fact.subject)
    else:
        read = facts.read_link(row, fact.subject)
    if read is None or file.problems:
        raise UsageError("; ".join(p.message for p in file.problems) or "this cannot be read as a fact")
    return read


def _plain(name: str, value: Any) -> Value:
    """As decisions keep it: an unsaid precision is an empty text."""
    if value is None:
        return "" if name == "precision" else None
    return float(value) if isinstance(value, int | float) else str(value)


def _period(fact: Fact) -> str | None:
    period = fact.asserted if isinstance(fact, Claim) else None if isinstance(fact, Relation) else fact.period
    return str(period) if period else None
