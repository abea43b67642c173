"""What lists that must be asked by name are asked for. What names mean is found out only where an answer is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.model.listing import Wanted
from tracker.store.connection import Connection
from tracker.store.price_lists import list_names

if TYPE_CHECKING:
    from tracker.pricing.meaning import Meanings


def wanted(db: Connection, today: str, meanings: Callable[[], Meanings]) -> Wanted:
    """`today`: UTC day."""
    skus = sorted(name for kind, name, _, _ in list_names(db) if kind == "instance")
    return Wanted(today=today, skus=tuple(skus), is_model=lambda name: meanings().knows_model(name))
