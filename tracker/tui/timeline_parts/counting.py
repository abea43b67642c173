"""What a filtered timeline is: how many, which, where the selected one stands, what is new. Asked in another thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.clock import today
from tracker.model.query import TimelineFilter
from tracker.tui.timeline_parts.asking import Asked
from tracker.views.session import Session
from tracker.views.timeline import (
    NEWEST,
    Order,
    ahead_among,
    not_known_yet,
    place_of,
    timeline,
    timeline_count,
    timeline_ids,
    timeline_position,
)

_ALL = TimelineFilter()


@dataclass(frozen=True, slots=True)
class Loaded:
    """`numbers` are those of the filtered events in their order; None stands for all events, newest first."""

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
    later: int = 0
    """Events of today that were not known on the past day that is shown."""
    by_article: int = 0
    """How many are found by the text of an article alone."""
    order: Order = NEWEST


def loaded(session: Session, asked: Asked, seen: str, visited: str, event_id: str, order: Order = NEWEST) -> Loaded:
    """`seen` is when the screen was opened, `visited` when the reader left last time ("" for never).

    Of a past day all numbers are read too, which is quicker than to seek in it, and nothing is new.
    """
    f, past = asked.filter, bool(session.as_of)
    day = session.as_of or today()
    numbers = None if asked.everything and not past and order == NEWEST else timeline_ids(session, f, order)
    total = len(numbers) if numbers is not None and asked.everything else timeline_count(session, _ALL)
    fresh = replace(f, seen_since=max(seen, f.seen_since), besides=())
    new = 0 if past else timeline_count(session, fresh)
    arrived = timeline(session, fresh, 0, 1) if new else []
    return Loaded(
        asked=asked,
        total=total,
        count=total if numbers is None else len(numbers),
        numbers=numbers,
        position=position(session, numbers, event_id),
        ahead=_ahead(session, numbers, f, day, order),
        new=new,
        arrival=position(session, numbers, arrived[0].event_id) if arrived else None,
        since_visit=timeline_count(session, replace(_ALL, seen_since=visited)) if visited and not past else 0,
        later=not_known_yet(session, total),
        order=order,
    )


def _ahead(session: Session, numbers: Sequence[int] | None, f: TimelineFilter, day: str, order: Order) -> int:
    if numbers is None:
        return timeline_count(session, replace(_ALL, after=day))
    if order == NEWEST:
        return ahead_among(session, numbers, day)
    return timeline_count(session, replace(f, after=max(day, f.after)))


def with_articles(session: Session, before: Loaded, event_id: str) -> Loaded:
    """The same with the events of which an article tells that has the words."""
    asked = replace(before.asked, filter=replace(before.asked.filter, articles=True))
    numbers = timeline_ids(session, asked.filter, before.order)
    return replace(
        before,
        asked=asked,
        numbers=numbers,
        count=len(numbers),
        position=position(session, numbers, event_id),
        ahead=_ahead(session, numbers, asked.filter, session.as_of or today(), before.order),
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
