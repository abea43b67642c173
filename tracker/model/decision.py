"""A person's word on a fact, and what it may change. Keyed by content, so that it outlives readings and databases."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tracker.model.fields import FIELDS
from tracker.model.period import Period
from tracker.model.words import (
    CERTAINTIES,
    DIRECTIONS,
    EVENT_TYPES,
    METRICS,
    OPS,
    PRECISIONS,
    PREDICATES,
    PRODUCT_KINDS,
    SCOPES,
    SPARSITIES,
    VERBS,
    Verb,
)

Value: TypeAlias = str | float | list[str] | None

_LETTER = re.compile(r"[cmrl]-[0-9a-f]{12}")
_EVENT = re.compile(r"e-[0-9a-f]{12}(-\d+)?")
_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*")
_MAKER = re.compile(r"[a-z0-9][a-z0-9.-]*/")
_PAIR = re.compile(r"[cmrle]-[0-9a-f]{12}(-\d+)?~[cmrle]-[0-9a-f]{12}(-\d+)?")
_TEXT, _NUMBER, _PRODUCT, _DATE, _PARTY = "text", "number", "product", "date", "party"

CORRECTABLE: dict[str, dict[str, str | tuple[str, ...]]] = {
    "c": {
        "product": _PRODUCT, "field": tuple(FIELDS), "printed": _TEXT, "unit": _TEXT, "value": _NUMBER, "low": _NUMBER,
        "high": _NUMBER, "op": OPS, "precision": ("", *PRECISIONS), "sparsity": SPARSITIES, "direction": DIRECTIONS,
        "scope": SCOPES, "variant": _TEXT, "asserted": _DATE,
    },
    "m": {"product": _PRODUCT, "type": EVENT_TYPES, "date": _DATE, "certainty": CERTAINTIES, "counterparty": _TEXT},
    "r": {
        "subject": _PRODUCT, "object": _PRODUCT, "object_text": _TEXT, "metric": METRICS, "factor": _NUMBER, "low": _NUMBER,
        "high": _NUMBER, "op": OPS, "precision": ("", *PRECISIONS),
    },
    "l": {"subject": _TEXT, "predicate": PREDICATES, "object": _PARTY, "date": _DATE, "certainty": CERTAINTIES},
}  # fmt: skip
"""First letter of a fact's id -> what may be corrected -> a kind of value, or the words it may be."""

Kind = Literal["fact", "pair", "product", "maker"]


def kind_of(fact: str) -> Kind:
    """What an id in a decision names: a fact (or an event, which stands for its mentions), two facts that contradict each other
    (`c-…~c-…`), a product (`vendor/name`) or a maker (`vendor/`)."""
    if "~" in fact:
        return "pair"
    return "maker" if fact.endswith("/") else "product" if "/" in fact else "fact"


_MAY_BE_NONE = {"value", "low", "high", "asserted", "date", "object"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`changes` of a correction: the fields of the fact that differ, in base units; dates as partial dates.

    Of a merged event, `from` and `into` are the mentions that tell both events again; of a merged product `name`, `kind` and
    `family`. Of a pair of facts that may both stand, what `one` and the `other` said then; of a rejected product or maker the
    `facts` that went with it.
    """

    fact: str
    verb: Verb
    who: str
    decided_at: str
    note: str = ""
    changes: Mapping[str, Value] = field(default_factory=dict)
    target: str = ""


def problem(decision: Decision) -> str:
    """What is wrong with a decision from a file, "" where nothing is."""
    d = decision
    if d.verb not in VERBS:
        return f"verb {d.verb!r} is not one of {', '.join(VERBS)}"
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", d.decided_at):
        return f"decided_at {d.decided_at!r} is not a time such as 2026-11-25T12:00:00Z"
    if d.verb == "merge":
        return _merge_problem(d)
    if kind_of(d.fact) != "fact":
        return _other_problem(d)
    if not _LETTER.fullmatch(d.fact):
        return f"fact {d.fact!r} is no id of a claim, mention, relation or link"
    if d.target:
        return "target belongs to a merge"
    if bool(d.changes) != (d.verb == "correct"):
        return "changes belong to a correction, and a correction has some"
    return next(filter(None, (change_problem(d.fact[0], name, value) for name, value in d.changes.items())), "")


def _other_problem(d: Decision) -> str:
    """Of a decision on a pair of facts, a product or a maker."""
    if d.target:
        return "target belongs to a merge"
    if kind_of(d.fact) == "pair":
        good = _PAIR.fullmatch(d.fact) and all(isinstance(d.changes.get(side), str) for side in ("one", "other"))
        return (
            ""
            if good and d.verb == "accept"
            else "a pair of facts is accepted, with what one and the other say in changes"
        )
    if not (_SLUG.fullmatch(d.fact) or _MAKER.fullmatch(d.fact)):
        return f"fact {d.fact!r} is no slug of a product or a maker"
    facts = d.changes.get("facts")
    named = isinstance(facts, list) and all(isinstance(fact, str) and _LETTER.fullmatch(fact) for fact in facts)
    good = named if d.verb == "reject" else d.verb == "accept" and not d.changes
    return "" if good else "a product or maker is accepted, or rejected with its facts in changes"


def change_problem(letter: str, name: str, value: Value) -> str:
    """What is wrong with one corrected field of a fact whose id begins with `letter`."""
    known = CORRECTABLE[letter]
    if name not in known:
        return f"{name!r} cannot be corrected here; there are {', '.join(known)}"
    kind = known[name]
    if value is None:
        return "" if name in _MAY_BE_NONE else f"{name} cannot be empty"
    if kind == _NUMBER:
        sane = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value > 0
        return "" if sane else f"{name} must be a number above zero, not {value!r}"
    if not isinstance(value, str) or not value.isprintable():
        return f"{name} must be one line of text"
    if isinstance(kind, tuple):
        return "" if value in kind else f"{name} {value!r} is not one of {', '.join(filter(None, kind))}"
    return _text_problem(kind, name, value)


def _text_problem(kind: str, name: str, value: str) -> str:
    if kind == _PRODUCT and not _SLUG.fullmatch(value):
        return f"{name} {value!r} is no product's slug, such as nvidia/b200"
    if kind == _DATE:
        try:
            Period.parse(value)
        except ValueError as error:
            return f"{name}: {error}"
    return ""


def _merge_problem(d: Decision) -> str:
    if _SLUG.fullmatch(d.fact):
        texts = (d.changes.get("name"), d.changes.get("family", ""))
        good = _SLUG.fullmatch(d.target) and all(isinstance(text, str) for text in texts)
        if not good or d.changes.get("kind", "chip") not in PRODUCT_KINDS:
            return "a product is merged into a product's slug, with its name, kind and family in changes"
        return ""
    if not _EVENT.fullmatch(d.fact) or not _EVENT.fullmatch(d.target):
        return f"{d.fact!r} into {d.target!r}: events are merged into events, products into products"
    sides = [d.changes.get(side) for side in ("from", "into")]
    if not all(isinstance(ids, list) and ids and all(isinstance(i, str) for i in ids) for ids in sides):
        return "a merge of events names the mentions of both, in changes: from, into"
    return ""
