"""Measured runs as people look at them: those that anchor rankings, or the whole history."""

from __future__ import annotations

from tracker.model.market import MeasuredRow
from tracker.store import read_market
from tracker.views.prices import find_model
from tracker.views.products import find_product
from tracker.views.session import Session


def measured_runs(session: Session, product: str = "", model: str = "", history: bool = False) -> list[MeasuredRow]:
    """Of one accelerator and model (any of their names) or of all. Raises UsageError for an unknown name."""
    slug = find_product(session, product).product_slug if product else ""
    return read_market.measured_points(session, slug, find_model(session, model) if model else "", history)
