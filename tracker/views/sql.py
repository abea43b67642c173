"""A person's own query over the public views, read-only."""

from __future__ import annotations

from pathlib import Path

from tracker.store.sql_guard import Answer, guarded_query


def query(path: Path, sql: str, limit: int = 1000, seconds: float = 10.0) -> Answer:
    """At most `limit` rows of one reading statement. Raises UsageError for a wrong, writing or endless one."""
    return guarded_query(path, sql, limit, seconds)
