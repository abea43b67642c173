"""A stored price with what is worked out beside it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

R = TypeVar("R")


def widened(kind: type[R], row: Any, *beside: object) -> R:
    """`row` as the `kind` that has the fields of its type and, after them, `beside`."""
    return kind(*(getattr(row, field.name) for field in fields(row)), *beside)


def share(value: float | None, before: float | None) -> float | None:
    """By how much a price moved: 0.25 is a quarter dearer. None without a price before, or from 0."""
    return value / before - 1.0 if value is not None and before else None
