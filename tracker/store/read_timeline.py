"""Reading the timeline: pages by position over the covering index, so that any place of a million is at hand."""

from __future__ import annotations

from typing import Any

from tracker.model.query import TimelineFilter
from tracker.model.rows import EventSourceRow, TimelineRow
from tracker.store.reader import Reader

_ORDER = "ORDER BY e.date DESC, e.id DESC"


def page(reader: Reader, f: TimelineFilter, offset: int, limit: int) -> list[TimelineRow]:
    """Events newest first, `limit` of them from `offset` on."""
    where, told = _where(reader, f)
    told |= {"offset": offset, "limit": limit}
    ids = f"SELECT e.id FROM event e WHERE {where} {_ORDER} LIMIT :limit OFFSET :offset"
    return reader.rows(TimelineRow, "timeline", f"event_no IN ({ids})", told, "ORDER BY date DESC, event_no DESC")


def count(reader: Reader, f: TimelineFilter) -> int:
    where, told = _where(reader, f)
    return int(reader.all(f"SELECT count(*) FROM event e WHERE {where}", told)[0][0])


def position(reader: Reader, f: TimelineFilter, event_id: str) -> int | None:
    """Where this event stands in the filtered list, None where it does not."""
    where, told = _where(reader, f)
    told["event_id"] = event_id
    found = reader.all(f"SELECT e.date, e.id FROM event e WHERE e.key = :event_id AND {where}", told)
    if not found:
        return None
    told |= {"date": found[0][0], "id": found[0][1]}
    before = f"SELECT count(*) FROM event e WHERE {where} AND (e.date, e.id) > (:date, :id)"
    return int(reader.all(before, told)[0][0])


def event(reader: Reader, event_id: str) -> TimelineRow | None:
    rows = reader.rows(TimelineRow, "timeline", "event_id = :event_id", {"event_id": event_id})
    return rows[0] if rows else None


def sources(reader: Reader, event_id: str) -> list[EventSourceRow]:
    """Who says so, best supported first."""
    return reader.rows(
        EventSourceRow,
        "timeline_sources",
        "event_id = :event_id",
        {"event_id": event_id},
        "ORDER BY (SELECT rank FROM tier_rank r WHERE r.tier = timeline_sources.tier), known_on, mention_id",
    )


def event_of(reader: Reader, mention_id: str) -> str | None:
    rows = reader.rows(EventSourceRow, "timeline_sources", "mention_id = :id", {"id": mention_id})
    return rows[0].event_id if rows else None


def unplaced(reader: Reader, mention_id: str) -> tuple[str, str, str, EventSourceRow] | None:
    """A mention of no event (in review or rejected): product, type, reason and the mention itself."""
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


def _where(reader: Reader, f: TimelineFilter) -> tuple[str, dict[str, Any]]:
    told: dict[str, Any] = {}
    parts = ["1"]

    def add(condition: str, name: str, value: str) -> None:
        if value:
            parts.append(condition)
            told[name] = value

    add("e.vendor_id = (SELECT id FROM vendor WHERE slug = :vendor)", "vendor", f.vendor)
    add("e.product_id = (SELECT id FROM product WHERE slug = :product)", "product", f.product)
    add("e.type = :type", "type", f.type)
    add("e.date_end >= :since", "since", f.since)
    add("e.date <= :until", "until", f.until)
    add("e.first_seen_at > :seen_since", "seen_since", f.seen_since)
    add("e.known_on <= :as_of", "as_of", reader.as_of or "")
    if not f.rumours:
        parts.append("e.certainty <> 'rumoured'")
    for i, word in enumerate(f.text.split()):
        told[f"word{i}"] = f"%{_escape(word)}%"
        like = f"LIKE :word{i} ESCAPE '\\'"
        parts.append(f"(e.headline {like} OR e.vendor_id IN (SELECT id FROM vendor WHERE name {like}))")
    return " AND ".join(parts), told


def _escape(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
