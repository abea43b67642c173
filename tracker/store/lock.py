"""The refresh lock: a side file held in an SQLite exclusive transaction, which dies with its process."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.model.errors import RefreshRunning
from tracker.store.connection import translated


@contextmanager
def refresh_lock(database: Path) -> Iterator[None]:
    """Hold the lock of this database; RefreshRunning at once when another process has it.

    It lies beside the file itself: links to one database share one lock, as they share SQLite's own side files.
    """
    own = Path(os.path.realpath(database))
    side = own.with_name(own.name + ".lock")
    with translated(side):
        side.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(side, isolation_level=None, timeout=0)
    try:
        with translated(side):
            try:
                db.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    raise RefreshRunning(f"another refresh of {database} is running; it ends by itself") from None
                raise
        yield
    finally:
        db.close()
