"""What became of each rank: since a week ago, or by what is asked otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta

from tracker.clock import today
from tracker.model.market import CostRow
from tracker.model.query import TimelineFilter
from tracker.model.ranking_screen import Move
from tracker.store import read_timeline
from tracker.views.rankings import rankings
from tracker.views.session import Session, open_session
from tracker.views.undated import undated

WEEK = timedelta(days=7)
_MOST_EVENTS = 20_000
"""Events above which going back a week, which groups them all anew, would take seconds and their memory."""


def moves_since_a_week(session: Session, workload: str, basis: str) -> dict[str, Move]:
    """Slug -> what became of its rank in seven days. The ranking of then is computed from what was known then.

    A product whose figures nobody dates and that were read only since then may have been ranked, had anyone asked: nothing is
    said of it, and it moves no other. Without such figures every product that has a rank now and had none is new. Empty where
    there are too many events to go back.
    """
    if read_timeline.count(session, TimelineFilter()) > _MOST_EVENTS:
        return {}
    now = rankings(session, workload, basis)
    then_day = (date.fromisoformat(session.as_of or today()) - WEEK).isoformat()
    with closing(open_session(session.path, then_day)) as past:
        then = rankings(past, workload, basis)
        unsaid = set(undated(past)) - {row.product_slug for row in then if row.rank is not None}
        return moves(now, then, unsaid)


def moves(
    now: Sequence[CostRow], then: Sequence[CostRow], unsaid: set[str] | frozenset[str] = frozenset()
) -> dict[str, Move]:
    """Slug -> its move from `then` to `now`; those in `unsaid` have none and are left out of both."""
    here, there = _places(now, unsaid), _places(then, unsaid)
    return {slug: _move(slug, here, there) for slug in here.keys() | there.keys()}


def _places(rows: Sequence[CostRow], unsaid: set[str] | frozenset[str]) -> Mapping[str, int]:
    ranked = [row for row in rows if row.rank is not None and row.product_slug not in unsaid]
    ordered = sorted(ranked, key=lambda row: row.rank or 0)
    return {row.product_slug: place for place, row in enumerate(ordered, 1)}


def _move(slug: str, here: Mapping[str, int], there: Mapping[str, int]) -> Move:
    if slug not in there:
        return Move("new")
    if slug not in here:
        return Move("out")
    by = there[slug] - here[slug]
    return Move("up" if by > 0 else "down" if by < 0 else "same", abs(by))
