"""The refresh lock: a side file held in an SQLite exclusive transaction, which dies with its process."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.model.errors import RefreshRunning
from tracker.store.connection import translated


def lock_file(database: Path) -> Path:
    """Where the lock lies. The first refresh makes it, and it stays: who finds it knows that there was one."""
    own = Path(os.path.realpath(database))
    return own.with_name(own.name + ".lock")


@contextmanager
def refresh_lock(database: Path) -> Iterator[None]:
    """Hold the lock of this database; RefreshRunning at once when another process has it.

    It lies beside the file itself: links to one database share one lock, as they share SQLite's own side files.
    """
    side = lock_file(database)
    with translated(side):
        side.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(side, isolation_level=None, timeout=0)
    try:
        with translated(side):
            try:
                _take(db, side)
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    raise RefreshRunning(f"another refresh of {database} is running; it ends by itself") from None
                raise
        yield
    finally:
        db.close()


def _take(db: sqlite3.Connection, side: Path) -> None:
    """What is written in the file means nothing, so it is emptied where SQLite cannot make anything of it. Nobody can hold
    such a file, and who takes it a moment before keeps it: locks are of the file, not of its bytes."""
    try:
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        if side.is_symlink():  # what it points at is not ours to empty
            raise
        os.truncate(side, 0)
        db.execute("BEGIN EXCLUSIVE")
