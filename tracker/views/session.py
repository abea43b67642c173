"""A database opened for reading, with the day it is read as of."""

from __future__ import annotations

from pathlib import Path

from tracker.store.reader import Reader, open_reader

Session = Reader
"""What every view function takes first. `session.close()` when done; one session serves one thread at a time."""


def open_session(path: Path, as_of: str | None = None) -> Session:
    """Raises UsageError for an unreadable day, DatabaseError or DiskError for the file."""
    return open_reader(path, as_of)
