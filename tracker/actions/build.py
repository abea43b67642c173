"""Making sure that there is a database in step with this version and its catalogue."""

from __future__ import annotations

from pathlib import Path

from tracker import catalogue
from tracker.assemble import update_rankings
from tracker.clock import now_text
from tracker.metrics.stack import VERSION
from tracker.paths import catalogue_dir, migrations_dir
from tracker.store.catalogue import stored_digest, write_catalogue
from tracker.store.connection import USER_VERSION, checkpoint, connect_read, translated, version
from tracker.store.migrate import open_database


def ensure_database(path: Path, folder: Path | None = None) -> bool:
    """Build the database from the catalogue (or `folder`), or bring it up to date with the files. True when it wrote.

    Costs a few milliseconds where nothing changed. Raises DatabaseError, DiskError, and DocumentError for a broken
    catalogue.
    """
    folder = folder or catalogue_dir()
    wanted = f"{catalogue.digest(folder)}/{VERSION}"
    if path.exists() and path.stat().st_size and _current(path, wanted):
        return False
    data = catalogue.load(folder)
    now = now_text()
    db = open_database(path, migrations_dir())
    try:
        with translated(path):
            write_catalogue(db, data, now, wanted)
            update_rankings(db, path, now)
            checkpoint(db)
    finally:
        db.close()
    return True


def _current(path: Path, wanted: str) -> bool:
    db = connect_read(path)
    try:
        with translated(path):
            return version(db) == USER_VERSION and stored_digest(db) == wanted
    finally:
        db.close()
