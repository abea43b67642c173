"""What swim lanes are drawn from: counts a vendor, type and span of days, so that no lane needs the events themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.model.lanes import LaneCell, LaneVendor
from tracker.model.query import TimelineFilter
from tracker.store.reader import Reader
from tracker.store.timeline_where import where

_LONGEST = timedelta(days=366)
"""No date is less precise than a year, so what touches a day began at most so long before it."""


def vendors(reader: Reader, f: TimelineFilter, start: date, end: date, today: date) -> list[LaneVendor]:
    """Vendors with events in `start`..`end`: who did something last comes first, who only promises comes last."""
    kept, told = where(reader, f)
    told |= _span(start, end) | {"today": today.isoformat()}
    rows = reader.all(
        f"""SELECT v.slug, v.name, x.n FROM
              (SELECT e.vendor_id, count(*) AS n, max(CASE WHEN e.date <= :today THEN e.date END) AS newest, min(e.date) AS oldest
               FROM event e WHERE {kept} AND {_TOUCHES} GROUP BY e.vendor_id) x
            JOIN vendor v ON v.id = x.vendor_id ORDER BY x.newest IS NULL, x.newest DESC, x.oldest, v.name""",
        told,
    )
    return [LaneVendor(slug=row[0], name=row[1], count=row[2]) for row in rows]


def cells(reader: Reader, f: TimelineFilter, slugs: list[str], start: date, end: date, days: float) -> list[LaneCell]:
    """Events of these vendors, `days` days together in one cell counted from `start`: the rows are at most types times cells."""
    kept, told = where(reader, f)
    names = {f"lane{i}": slug for i, slug in enumerate(slugs)}
    told |= _span(start, end) | names | {"days": days}
    wanted = ", ".join(f":{name}" for name in names)
    rows = reader.all(
        f"""SELECT v.slug, x.type, x.certainty, x.first, x.last, x.n FROM
              (SELECT e.vendor_id, e.type, e.certainty, min(e.date) AS first, max(e.date_end) AS last, count(*) AS n
               FROM event e WHERE {kept} AND {_TOUCHES} AND e.vendor_id IN (SELECT id FROM vendor WHERE slug IN ({wanted}))
               GROUP BY e.vendor_id, e.type, e.certainty, CAST((julianday(e.date) - julianday(:start)) / :days AS INTEGER)) x
            JOIN vendor v ON v.id = x.vendor_id""",
        told,
    )
    return [
        LaneCell(row[0], row[1], row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]), row[5]) for row in rows
    ]


def tellings(
    reader: Reader, f: TimelineFilter, slugs: list[str], start: date, end: date, days: float, rank: Sequence[str]
) -> list[LaneCell]:
    """Of each cell the event whose type stands first in `rank`: one row a vendor and cell, however many events there are."""
    kept, told = where(reader, f)
    names = {f"lane{i}": slug for i, slug in enumerate(slugs)}
    order = {f"rank{i}": kind for i, kind in enumerate(rank)}
    told |= _span(start, end) | names | order | {"days": days}
    wanted = ", ".join(f":{name}" for name in names)
    cases = " ".join(f"WHEN :rank{i} THEN {i}" for i in range(len(rank)))
    rows = reader.all(
        f"""SELECT v.slug, x.type, x.certainty, x.date, x.date_end, x.n FROM
              (SELECT e.vendor_id, e.type, e.certainty, e.date, e.date_end, count(*) AS n, min(CASE e.type {cases} ELSE 99 END)
               FROM event e WHERE {kept} AND {_TOUCHES} AND e.vendor_id IN (SELECT id FROM vendor WHERE slug IN ({wanted}))
               GROUP BY e.vendor_id, CAST((julianday(e.date) - julianday(:start)) / :days AS INTEGER)) x
            JOIN vendor v ON v.id = x.vendor_id""",
        told,
    )
    return [
        LaneCell(row[0], row[1], row[2], date.fromisoformat(row[3]), date.fromisoformat(row[4]), row[5]) for row in rows
    ]


_TOUCHES = "e.date BETWEEN :earliest AND :end AND e.date_end >= :start"


def _span(start: date, end: date) -> dict[str, str]:
    earliest = start - _LONGEST if start > date.min + _LONGEST else date.min
    return {"earliest": earliest.isoformat(), "start": start.isoformat(), "end": end.isoformat()}
