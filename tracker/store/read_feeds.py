"""Reading what became of asking one feed: its last answers, its pace, where it moved."""

from __future__ import annotations

from tracker.model.rows import FeedPace, FetchRow
from tracker.store.reader import Reader


def answers(reader: Reader, slug: str, limit: int) -> list[FetchRow]:
    """The last answers, newest first."""
    rows = reader.all(
        """SELECT x.fetched_at, x.outcome, x.status, x.message, x.bytes, x.ms, x.n_entries, x.n_new, x.n_changed
           FROM fetch_log x WHERE x.feed_id = (SELECT id FROM feed WHERE slug = :slug) ORDER BY x.id DESC LIMIT :limit""",
        {"slug": slug, "limit": limit},
    )
    return [FetchRow(*row) for row in rows]


def pace(reader: Reader, slug: str) -> FeedPace | None:
    """None where there is no such feed."""
    rows = reader.all(
        """SELECT CASE WHEN etag = '' THEN CASE WHEN last_modified = '' THEN '' ELSE 'Last-Modified' END
                       WHEN last_modified = '' THEN 'ETag' ELSE 'ETag and Last-Modified' END,
                  rhythm_s, ttl_s, fresh_s, skip, n_items, moved_to, moved_since, moved_count
           FROM feed WHERE slug = :slug""",
        {"slug": slug},
    )
    return FeedPace(*rows[0]) if rows else None
