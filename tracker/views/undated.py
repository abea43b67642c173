"""Figures that nobody dates: on a past day they count only from the day on which they were read here."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from typing import TypeVar

from tracker.model.market import CostRow
from tracker.model.performance import RankingRow
from tracker.store import inputs
from tracker.views.session import Session, open_session

_WHATEVER = ("no price", "API speed only")
"""How reasons begin that no figure of hardware changes."""
R = TypeVar("R", RankingRow, CostRow)


def undated(session: Session) -> dict[str, int]:
    """Slug -> figures that performance depends on, that have no date and were read only after the session's day."""
    if session.as_of is None:
        return {}
    then = {row.claim_id for row in inputs.compute_specs(session)}
    with closing(open_session(session.path)) as present:
        rows = inputs.compute_specs(present)
    found: dict[str, int] = {}
    for row in rows:
        if not row.published and row.claim_id not in then:
            found[row.product_slug] = found.get(row.product_slug, 0) + 1
    return found


def with_doubt(row: R, slug: str, missing: Mapping[str, int], day: str) -> R:
    """A row without a figure says that figures without a date may be all that is missing."""
    if not row.reason or slug not in missing or row.reason.startswith(_WHATEVER):
        return row
    return replace(
        row, reason=f"{row.reason}, by the figures known on {day}; undated ones, read later, may change that"
    )
