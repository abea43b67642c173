"""What changed of products since a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["new", "changed", "withdrawn", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure or price that is another one than on an earlier day. `old` and `new` are people's words, "" for none."""

    product_slug: str
    product: str
    group: str
    field: str
    label: str
    of: str
    """What narrows the figure: "fp8 dense chip"."""
    kind: ChangeKind
    old: str
    new: str
    old_value: float | None
    new_value: float | None
    unit: str
    day: str
    """From when on it was known, ISO; for a withdrawn figure when a person rejected it, "" where nobody says."""
    publisher: str
    tier: str
    url: str
    quote: str
    old_id: str
    new_id: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed between the ends of two days, product by product."""

    since: str
    until: str
    products: tuple[str, ...]
    changes: tuple[Change, ...]
