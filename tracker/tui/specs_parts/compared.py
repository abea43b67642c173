"""The comparison that is asked for, of the products that the database knows."""

from __future__ import annotations

from dataclasses import replace

from tracker.model.errors import UsageError
from tracker.model.shown import Diff
from tracker.views.comparison import Asked, compare
from tracker.views.products import find_product, products
from tracker.views.session import Session


def compared(session: Session, asked: Asked) -> Diff:
    """The diff, or the products alone where they are fewer than two. Those that the database does not know drop out."""
    known = {p.product_slug for p in products(session)}
    kept = tuple(slug for slug in dict.fromkeys(asked.products) if slug in known)
    baseline = asked.baseline if asked.baseline in known else ""
    asked = replace(asked, products=kept, baseline=baseline)
    try:
        return compare(session, asked)
    except UsageError:
        return Diff(products=tuple(find_product(session, slug) for slug in kept), lines=())
