"""What happened, in order, and who says so."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.clock import today
from tracker.model.event_row import TimelineRow
from tracker.model.query import TimelineFilter
from tracker.store import read_promises, read_timeline
from tracker.store.read_summary import events_today
from tracker.store.read_timeline import NEWEST as NEWEST
from tracker.store.read_timeline import Order as Order
from tracker.store.read_timeline import Place as Place
from tracker.views.session import Session

if TYPE_CHECKING:
    from tracker.model.lanes import LaneCell, LaneVendor
    from tracker.model.rows import ClaimRow, ContradictionRow, EventSourceRow

_EVERY = -1
_FEW = 2_000
"""Events of which every one may have its place in a lane."""


def timeline(session: Session, f: TimelineFilter, offset: int = 0, limit: int = 50) -> list[TimelineRow]:
    """Events newest first."""
    return read_timeline.page(session, f, offset, limit)


def timeline_count(session: Session, f: TimelineFilter) -> int:
    return read_timeline.count(session, f)


def timeline_position(session: Session, f: TimelineFilter, event_id: str) -> int | None:
    """Index of an event in the filtered timeline, None where the filter leaves it out."""
    return read_timeline.position(session, f, event_id)


def timeline_ids(session: Session, f: TimelineFilter, order: Order = NEWEST) -> array[int]:
    """Numbers of all events that the filter keeps, in this order."""
    return read_timeline.ids(session, f, order)


def timeline_rows(session: Session, numbers: Sequence[int]) -> list[TimelineRow | None]:
    """The events with these numbers, in this order; None for one that has gone."""
    return read_timeline.rows_of(session, numbers)


def place_of(session: Session, event_id: str) -> Place | None:
    return read_timeline.number_of(session, event_id)


def ahead_among(session: Session, numbers: Sequence[int], day: str) -> int:
    """How many of these, newest first, are dated after `day`: found by halving."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        found = read_timeline.dates_of(session, numbers[middle : middle + 1])
        low, high = (middle + 1, high) if next(iter(found.values()), "") > day else (low, middle)
    return low


def places(
    session: Session, offset: int, limit: int, total: int, before: Place | None, after: Place | None
) -> list[Place]:
    """Where the events from position `offset` on stand among all `total`: a seek where a neighbour's place is known.

    `before` is the place of the event just before that position, `after` of the one behind the last.
    """
    if not offset or before is not None:
        return read_timeline.places_after(session, before, limit)
    if after is not None or offset + limit >= total:
        return read_timeline.places_before(session, after, min(limit, total - offset))
    return read_timeline.places_at(session, offset, limit, total)


def stated_beside(session: Session, event_id: str, limit: int = 40) -> list[ClaimRow]:
    """What the sources of an event state in figures, of its own product first."""
    return read_timeline.stated_beside(session, event_id, limit)


def disputes_of(session: Session, event_id: str, product: str, limit: int = 20) -> list[ContradictionRow]:
    """Where sources disagree on an event's product, or on the event itself."""
    from tracker.store import read_facts

    return read_facts.contradictions_of_event(session, event_id, product, limit)


def event_sources(session: Session, event_id: str) -> list[EventSourceRow]:
    """The mentions behind an event, best supported first, each with its words."""
    return read_timeline.sources(session, event_id)


@dataclass(frozen=True, slots=True)
class Lanes:
    """Vendors with events in a span of days, and those events close together as one, for the first of the vendors."""

    vendors: list[LaneVendor]
    cells: list[LaneCell]
    more: int
    """Vendors that there is no lane for."""
    whole: bool
    """Whether the cells tell of every type, not just the first of each."""


def lanes(
    session: Session,
    f: TimelineFilter,
    start: date,
    end: date,
    today: date,
    days: float,
    most: int,
    always: str,
    rank: Sequence[str],
) -> Lanes:
    """At most `most` vendors, `always` among them where it has events in the span; `days` days are one cell.

    Where there are many events, each cell has but the one whose type stands first in `rank`.
    """
    from tracker.store import read_lanes

    found = read_lanes.vendors(session, f, start, end, today)
    chosen = found[:most]
    if always and chosen and all(v.slug != always for v in chosen):
        chosen = [*chosen[:-1], *(v for v in found if v.slug == always)]
    slugs = [v.slug for v in chosen]
    few = sum(v.count for v in chosen) <= _FEW
    if not slugs:
        cells = []
    elif few:
        cells = read_lanes.cells(session, f, slugs, start, end, days)
    else:
        cells = read_lanes.tellings(session, f, slugs, start, end, days, rank)
    return Lanes(chosen, cells, len(found) - len(chosen), few)


def roadmap(session: Session, limit: int = 50) -> list[TimelineRow]:
    """Promised dates that have not passed, nearest first."""
    return read_timeline.roadmap(session, limit)


def overdue_among(session: Session, events: Sequence[int] | Sequence[str]) -> set[str]:
    """Ids of the promises among these events, told by number or by id, whose own day is over while nothing tells of a delivery
    or of a later date."""
    return read_promises.overdue(session, events, session.as_of or today())


def roadmap_counts(session: Session) -> tuple[int, int]:
    """How many promised dates there are: in a month, quarter or year that has begun, and beginning after today."""
    day = session.as_of or today()
    rows = read_timeline.roadmap(session, _EVERY)
    ahead = sum(row.date > day for row in rows)
    return len(rows) - ahead, ahead


def not_known_yet(session: Session, known: int) -> int:
    """How many more events there are today than the `known` ones of the day that the session reads as of."""
    return max(events_today(session) - known, 0) if session.as_of else 0
