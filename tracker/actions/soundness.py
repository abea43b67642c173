"""Looking over a database before it is written on: a damaged one is refused, as long as nothing was changed in it."""

from __future__ import annotations

from pathlib import Path

from tracker.model.errors import DatabaseError
from tracker.store import health
from tracker.store.reader import reading


def refuse_damage(database: Path) -> None:
    """Raises DatabaseError for a file that SQLite finds damaged; a large one is looked at only where there is cause."""
    with reading(database) as reader:
        told = health.first_damage(reader) if health.is_suspect(reader) else ""
    if told:
        raise DatabaseError(
            f"{database}: damaged ({told}); nothing was changed. Keep the file and put a backup in its place, or try: "
            f"sqlite3 {database.name} '.recover' | sqlite3 recovered.db, and use that with --db"
        )
