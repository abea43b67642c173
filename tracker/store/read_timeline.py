"""Reading the timeline: any place of a million events by a seek, by position over the covering index, or from a list of ids."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.model.event_row import TimelineRow
from tracker.model.query import TimelineFilter
from tracker.store.read_summary import events
from tracker.store.reader import Reader
from tracker.store.timeline_where import where

if TYPE_CHECKING:
    from tracker.model.rows import ClaimRow, EventSourceRow

_ORDER = "ORDER BY e.date DESC, e.id DESC"
_BACK = "ORDER BY e.date, e.id"
_ALL = TimelineFilter()
Place = tuple[str, int]
"""Where an event stands: its day and its number."""


@dataclass(frozen=True, slots=True)
class Order:
    """By what events are listed, a key of `_ORDERS`; `down` the greatest first."""

    by: str = "date"
    down: bool = True


NEWEST = Order()
_ORDERS = {
    "date": "e.date",
    "certainty": "CASE e.certainty WHEN 'rumoured' THEN 4 WHEN 'likely' THEN 3 WHEN 'expected' THEN 2 "
    "ELSE e.precision = 'reported' END",
    "vendor": "(SELECT v.name FROM vendor v WHERE v.id = e.vendor_id) COLLATE NOCASE",
    "product": "(SELECT p.name FROM product p WHERE p.id = e.product_id) COLLATE NOCASE",
    "type": "e.type",
    "what": "e.headline COLLATE NOCASE",
    "sources": "e.n_sources",
}


@dataclass(frozen=True, slots=True)
class _Numbered(TimelineRow):
    event_no: int


_FREQUENT = 100_000


def page(reader: Reader, f: TimelineFilter, offset: int, limit: int) -> list[TimelineRow]:
    """Events newest first, `limit` of them from `offset` on."""
    kept, told = where(reader, f)
    told |= {"offset": offset, "limit": limit}
    numbers = reader.all(f"SELECT e.id FROM event e WHERE {kept} {_ORDER} LIMIT :limit OFFSET :offset", told)
    return [row for row in rows_of(reader, [number for (number,) in numbers]) if row is not None]


def count(reader: Reader, f: TimelineFilter) -> int:
    if f == _ALL and reader.as_of is None:
        return events(reader)
    kept, told = where(reader, f)
    return int(reader.all(f"SELECT count(*) FROM event e WHERE {kept}", told)[0][0])


def position(reader: Reader, f: TimelineFilter, event_id: str) -> int | None:
    """Where this event stands in the filtered list, None where it does not."""
    kept, told = where(reader, f)
    told["event_id"] = event_id
    found = reader.all(f"SELECT e.date, e.id FROM event e WHERE e.key = :event_id AND {kept}", told)
    if not found:
        return None
    told |= {"date": found[0][0], "id": found[0][1]}
    before = f"SELECT count(*) FROM event e WHERE {kept} AND (e.date, e.id) > (:date, :id)"
    return int(reader.all(before, told)[0][0])


def places_after(reader: Reader, place: Place | None, limit: int) -> list[Place]:
    """Of all events, newest first, those behind `place`; None begins at the newest."""
    return _places(reader, "(e.date, e.id) < (:date, :id)", _ORDER, place, limit, 0)


def places_before(reader: Reader, place: Place | None, limit: int) -> list[Place]:
    """The `limit` events just before `place`, newest first; None ends at the oldest."""
    return _places(reader, "(e.date, e.id) > (:date, :id)", _BACK, place, limit, 0)[::-1]


def places_at(reader: Reader, offset: int, limit: int, total: int) -> list[Place]:
    """By position among `total`, counted from the nearer end."""
    if offset <= total // 2:
        return _places(reader, "", _ORDER, None, limit, offset)
    size = min(limit, total - offset)
    return _places(reader, "", _BACK, None, size, total - offset - size)[::-1]


def _places(reader: Reader, beyond: str, order: str, place: Place | None, limit: int, offset: int) -> list[Place]:
    kept, told = where(reader, TimelineFilter())
    told |= {"limit": limit, "offset": offset}
    if place is not None:
        kept, told["date"], told["id"] = f"{kept} AND {beyond}", *place
    sql = f"SELECT e.date, e.id FROM event e WHERE {kept} {order} LIMIT :limit OFFSET :offset"
    return [(row[0], row[1]) for row in reader.all(sql, told)]


def ids(reader: Reader, f: TimelineFilter, order: Order = NEWEST) -> array[int]:
    """Numbers of all events that the filter keeps, newest first among those that `order` has alike."""
    kept, told = where(reader, f)
    if order != NEWEST:
        by, way = _ORDERS[order.by], "DESC" if order.down else "ASC"
        then = "e.id ASC" if order.by == "date" else "e.date DESC, e.id DESC"
        sql = f"SELECT e.id FROM event e WHERE {kept} ORDER BY {by} {way}, {then}"
        return array("q", (number for batch in reader.batches(sql, told) for (number,) in batch))
    scanned = "INDEXED BY events_listed" if _frequent(reader, told) else ""
    rows = reader.batches(f"SELECT e.id, e.date FROM event e {scanned} WHERE {kept} {_ORDER}", told)
    return array("q", (number for batch in rows for number, _ in batch))


def _frequent(reader: Reader, told: dict[str, Any]) -> bool:
    """Whether so many events have the words that all are passed through in order rather than each be looked up and sorted."""
    if not told.get("words") or reader.as_of:
        return False
    found = reader.all("SELECT count(*) FROM event_words WHERE event_words MATCH :words", {"words": told["words"]})
    return int(found[0][0]) > _FREQUENT


def number_of(reader: Reader, event_id: str) -> Place | None:
    rows = reader.all("SELECT e.date, e.id FROM event e WHERE e.key = :event_id", {"event_id": event_id})
    return (rows[0][0], rows[0][1]) if rows else None


def dates_of(reader: Reader, numbers: Sequence[int]) -> dict[int, str]:
    rows = reader.all("SELECT e.id, e.date FROM event e WHERE e.id IN (SELECT value FROM json_each(:ids))",
                      {"ids": json.dumps(list(numbers))})  # fmt: skip
    return {row[0]: row[1] for row in rows}


def rows_of(reader: Reader, numbers: Sequence[int]) -> list[TimelineRow | None]:
    """The events with these numbers, in this order; None for one that has gone."""
    wanted = {"ids": json.dumps(list(numbers))}
    found = reader.rows(_Numbered, "timeline", "event_no IN (SELECT value FROM json_each(:ids))", wanted)
    by_number = {row.event_no: row for row in found}
    return [by_number.get(number) for number in numbers]


def event(reader: Reader, event_id: str) -> TimelineRow | None:
    rows = reader.rows(TimelineRow, "timeline", "event_id = :event_id", {"event_id": event_id})
    return rows[0] if rows else None


def sources(reader: Reader, event_id: str) -> list[EventSourceRow]:
    """Who says so, best supported first."""
    from tracker.model.rows import EventSourceRow

    return reader.rows(
        EventSourceRow,
        "timeline_sources",
        "event_id = :event_id",
        {"event_id": event_id},
        "ORDER BY (SELECT rank FROM tier_rank r WHERE r.tier = timeline_sources.tier), known_on, mention_id",
    )


def stated_beside(reader: Reader, event_id: str, limit: int) -> list[ClaimRow]:
    """What the sources of an event state in figures: of its own product first, accepted before doubtful."""
    from tracker.model.rows import ClaimRow

    return reader.rows(
        ClaimRow,
        "claims",
        """claim_id IN (SELECT c.key FROM event e CROSS JOIN mention m ON m.event_id = e.id
             CROSS JOIN claim c ON c.source_id = m.source_id WHERE e.key = :event_id)""",
        {"event_id": event_id, "limit": limit},
        """ORDER BY product_slug <> (SELECT p.slug FROM event e JOIN product p ON p.id = e.product_id WHERE e.key = :event_id),
             status <> 'accepted', product_slug, (SELECT sort FROM field f WHERE f.slug = claims.field), claim_id LIMIT :limit""",
    )


def event_of(reader: Reader, mention_id: str) -> str | None:
    from tracker.model.rows import EventSourceRow

    rows = reader.rows(EventSourceRow, "timeline_sources", "mention_id = :id", {"id": mention_id})
    return rows[0].event_id if rows else None


def unplaced(reader: Reader, mention_id: str) -> tuple[str, str, str, EventSourceRow] | None:
    """A mention of no event (in review or rejected): product, type, reason and the mention itself."""
    from tracker.model.rows import EventSourceRow

    rows = reader.all(
        """SELECT v.name || ' ' || p.name, m.type, m.reason, '', s.publisher, s.title, s.url, s.tier, s.published,
             s.known_on, m.date, m.date_end, m.precision, m.date_words, m.certainty, m.status, m.quote, m.quote_start,
             m.quote_end, m.note, m.rule, m.confidence, m.extractor, s.entry_id, m.revision, m.key, m.reason, m.as_read
           FROM mention m JOIN product p ON p.id = m.product_id JOIN vendor v ON v.id = p.vendor_id
           JOIN source s ON s.id = m.source_id WHERE m.key = :id AND m.event_id IS NULL""",
        {"id": mention_id},
    )
    if not rows:
        return None
    product, kind, reason, *columns = rows[0]
    return product, kind, reason, EventSourceRow(*columns)


def roadmap(reader: Reader, limit: int) -> list[TimelineRow]:
    """Promised dates that have not passed, nearest first."""
    return reader.rows(
        TimelineRow,
        "timeline",
        "event_id IN (SELECT event_id FROM roadmap)",
        {"limit": limit},
        "ORDER BY date_end, date, event_id LIMIT :limit",
    )
