"""Which ids begin with a prefix."""

from __future__ import annotations

from tracker.store.reader import Reader

_HOLDERS = {
    "e": ("timeline", "event_id"), "m": ("timeline_sources", "mention_id"), "c": ("claims", "claim_id"),
    "r": ("relations", "relation_id"), "l": ("vendor_links", "link_id"), "o": ("prices", "offer_id"),
    "t": ("token_prices", "token_offer_id"), "x": ("measured_points", "measured_id"), "k": ("cost_per_token", "ranking_id"),
}  # fmt: skip
"""First letter of an id -> the view that prints it, and its column there."""


def beginning_with(reader: Reader, prefix: str, limit: int) -> list[str]:
    """At most `limit` ids that begin with `prefix`, in order; none for what begins like no id."""
    view, column = _HOLDERS.get(prefix[:1], ("", ""))
    if not view or prefix[1:2] != "-":
        return []
    sql = f"""{reader.views(view)}SELECT DISTINCT {column} FROM {view}
              WHERE substr({column}, 1, :size) = :prefix ORDER BY 1 LIMIT :limit"""
    told = reader.told({"prefix": prefix, "size": len(prefix), "limit": limit})
    return [str(row[0]) for row in reader.all(sql, told)]
