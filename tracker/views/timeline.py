"""What happened, in order, and who says so."""

from __future__ import annotations

from tracker.model.query import TimelineFilter
from tracker.model.rows import EventSourceRow, TimelineRow
from tracker.store import read_timeline
from tracker.views.session import Session


def timeline(session: Session, f: TimelineFilter, offset: int = 0, limit: int = 50) -> list[TimelineRow]:
    """Events newest first."""
    return read_timeline.page(session, f, offset, limit)


def timeline_count(session: Session, f: TimelineFilter) -> int:
    return read_timeline.count(session, f)


def timeline_position(session: Session, f: TimelineFilter, event_id: str) -> int | None:
    """Index of an event in the filtered timeline, None where the filter leaves it out."""
    return read_timeline.position(session, f, event_id)


def event_sources(session: Session, event_id: str) -> list[EventSourceRow]:
    """The mentions behind an event, best supported first, each with its words."""
    return read_timeline.sources(session, event_id)


def roadmap(session: Session, limit: int = 50) -> list[TimelineRow]:
    """Promised dates that have not passed, nearest first."""
    return read_timeline.roadmap(session, limit)
