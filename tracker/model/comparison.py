"""Products side by side in detail: what a cell shows and what it was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Per = Literal["", "chip", "watt", "dollar", "rack"]
"""What figures are divided by; "" leaves them as stated."""
PERS: tuple[str, ...] = get_args(Per)

Verdict = Literal["", "better", "worse", "same"]
"""Against the baseline, by the direction of the field; "" where nothing is better or figures are not of one kind."""

State = Literal["shipping", "announced", "rumoured", "ended", ""]
"""`shipping`: said to be available, deployed or in production, priced or measured. "" where nobody dates it."""

Role = Literal["chosen", "predecessor", "roadmap"]
"""Why a product is a column: somebody named it, another one follows it, its vendor has announced it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One number that went into a figure, with its source. `id` is that of the claim, offer or event."""

    role: str
    text: str
    id: str
    publisher: str
    tier: str
    day: str
    """When it was published, or on which day a price was seen; empty where nobody says."""
    url: str
    quote: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one product has on one line, in `unit` (a base unit), divided by `per` ("W", "$/h") where that is not empty.

    `value` is None for a range, which has `low` and `high`, for words, and where `why` says why there is none.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    op: str = "="
    unit: str = ""
    per: str = ""
    text: str = ""
    """Words in the place of a number: a kind of memory, a date."""
    why: str = ""
    formula: str = ""
    """How it was computed; empty for a figure as stated."""
    inputs: tuple[Input, ...] = ()
    disputed: bool = False
    n_claims: int = 0
    reading: tuple[str, str, str] | None = None
    """Sparsity, direction and scope where they are all stated: figures with another reading are not like for like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A product as a column. `why` says how it came here where nobody asked for it by name."""

    product_slug: str
    state: State
    year: str
    role: Role = "chosen"
    why: str = ""
