"""A stored price with what is worked out beside it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

R = TypeVar("R")


def widened(kind: type[R], row: Any, *beside: object) -> R:
    """`row` as the `kind` whose first fields the row has too, and whose last ones are `beside`."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(*(getattr(row, name) for name in names[: len(names) - len(beside)]), *beside)


def share(value: float | None, before: float | None) -> float | None:
    """By how much a price moved: 0.25 is a quarter dearer. None without a price before, or from 0."""
    return value / before - 1.0 if value is not None and before else None
