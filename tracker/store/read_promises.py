"""Promises whose own day is over while nothing tells of a delivery."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tracker.store.reader import Reader

_OVERDUE = """
SELECT e.key FROM event e
WHERE e.{by} IN (SELECT value FROM json_each(:ids)) AND e.type = 'roadmap' AND e.precision <> 'reported' AND e.date_end < :day
  AND NOT EXISTS (SELECT 1 FROM event d WHERE d.product_id = e.product_id AND d.certainty = 'stated'
                  AND d.type IN ('production', 'available', 'deployed', 'discontinued'))
  AND NOT EXISTS (SELECT 1 FROM event n WHERE n.product_id = e.product_id AND n.type = 'roadmap' AND n.precision <> 'reported'
                  AND n.date_end > e.date_end)
"""


def overdue(reader: Reader, events: Sequence[int] | Sequence[str], day: str) -> set[str]:
    """Ids of those of the events with these numbers or ids that were promised for before `day`, of products of which nobody
    states production, availability, use or an end, and no later date."""
    told = {"ids": json.dumps(list(events)), "day": day}
    by = "key" if events and isinstance(events[0], str) else "id"
    return {row[0] for row in reader.all(_OVERDUE.format(by=by), told)}
