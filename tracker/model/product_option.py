"""A product as the dialog lists it in which products are marked for a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.model.comparison import State


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductOption:
    """A product that can be put beside others, as the dialog of the screen lists it."""

    product_slug: str
    full_name: str
    vendor: str
    kind: str
    year: str
    state: State
    n_claims: int
    names: str
