"""What a filtered timeline is: how many, which, where the selected one stands, what is new. Asked in another thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.clock import today
from tracker.model.query import TimelineFilter
from tracker.tui.timeline_parts.asking import Asked
from tracker.views.session import Session
from tracker.views.timeline import ahead_among, place_of, timeline, timeline_count, timeline_ids, timeline_position

_ALL = TimelineFilter()


@dataclass(frozen=True, slots=True)
class Loaded:
    """`numbers` are those of the filtered events, newest first; None where nothing is filtered."""

    asked: Asked
    total: int
    count: int
    numbers: Sequence[int] | None
    position: int | None
    """Of the event that was selected; None where the filter leaves it out."""
    ahead: int
    new: int
    """Seen since the screen was opened."""
    arrival: int | None
    """Where the newest of these stands."""
    since_visit: int
    """Seen since the last visit, whatever is filtered."""
    by_article: int = 0
    """How many are found by the text of an article alone."""


def loaded(session: Session, asked: Asked, seen: str, visited: str, event_id: str) -> Loaded:
    """`seen` is when the screen was opened, `visited` when the reader left last time ("" for never)."""
    f = asked.filter
    day = session.as_of or today()
    numbers = None if asked.everything else timeline_ids(session, f)
    total = timeline_count(session, _ALL)
    fresh = replace(f, seen_since=max(seen, f.seen_since), besides=())
    new = timeline_count(session, fresh)
    arrived = timeline(session, fresh, 0, 1) if new else []
    return Loaded(
        asked=asked,
        total=total,
        count=total if numbers is None else len(numbers),
        numbers=numbers,
        position=position(session, numbers, event_id),
        ahead=timeline_count(session, replace(_ALL, after=day))
        if numbers is None
        else ahead_among(session, numbers, day),
        new=new,
        arrival=position(session, numbers, arrived[0].event_id) if arrived else None,
        since_visit=timeline_count(session, replace(_ALL, seen_since=visited)) if visited else 0,
    )


def with_articles(session: Session, before: Loaded, event_id: str) -> Loaded:
    """The same with the events of which an article tells that has the words."""
    asked = replace(before.asked, filter=replace(before.asked.filter, articles=True))
    numbers = timeline_ids(session, asked.filter)
    return replace(
        before,
        asked=asked,
        numbers=numbers,
        count=len(numbers),
        position=position(session, numbers, event_id),
        ahead=ahead_among(session, numbers, session.as_of or today()),
        by_article=len(numbers) - before.count,
    )


def position(session: Session, numbers: Sequence[int] | None, event_id: str) -> int | None:
    """Where an event stands in the filtered list; None where it does not."""
    if not event_id:
        return None
    if numbers is None:
        return timeline_position(session, _ALL, event_id)
    place = place_of(session, event_id)
    try:
        return numbers.index(place[1]) if place else None
    except ValueError:
        return None
