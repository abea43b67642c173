"""Making sure that there is a database in step with this version and its catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker import catalogue
from tracker.clock import now_text
from tracker.metrics.version import VERSION
from tracker.model.errors import DatabaseError, DiskError
from tracker.paths import catalogue_dir, migrations_dir
from tracker.store.connection import USER_VERSION, checkpoint, connect_read, translated, version
from tracker.store.digest import keep_digest, stored_digest
from tracker.store.lock import lock_file
from tracker.store.migrate import open_database

if TYPE_CHECKING:
    from tracker.model.catalogue import Catalogue


def ensure_database(path: Path, folder: Path | None = None) -> bool:
    """Build the database from the catalogue (or `folder`), or bring it up to date with the files. True when it wrote.

    Costs a few milliseconds where nothing changed. A built database that cannot be written now (a read-only snapshot, a
    full disk, a writer at work) serves as it is. Raises DatabaseError, DiskError, and DocumentError for a broken catalogue.
    """
    _refuse_emptied(path)
    folder = folder or catalogue_dir()
    wanted = f"{catalogue.digest(folder)}/{VERSION}"
    kept, newer = _stored(path)
    if kept == wanted or newer:
        return False
    try:
        _build(path, catalogue.load(folder), wanted)
    except DiskError:
        if not kept:
            raise
        return False
    return True


def _refuse_emptied(path: Path) -> None:
    """An empty file may be a beginning: one made for the purpose, or what a full disk or a kill left of the first build. One
    that refreshes were kept in lost them, and to fill it with the catalogue alone would hide that."""
    if path.is_file() and not path.stat().st_size and lock_file(path).exists():
        raise DatabaseError(
            f"{path}: is empty, although a refresh has used it: put a backup in its place, or delete it to begin anew"
        )


def _build(path: Path, data: Catalogue, wanted: str) -> None:
    from tracker.assemble import update_rankings
    from tracker.store.catalogue import write_catalogue

    now = now_text()
    db = open_database(path, migrations_dir())
    try:
        with translated(path):
            write_catalogue(db, data, now)
            update_rankings(db, path, now)
            keep_digest(db, wanted)
            checkpoint(db)
    finally:
        db.close()


def _stored(path: Path) -> tuple[str, bool]:
    """Of which files the database is, empty where it has yet to be built or brought up to this version's schema; and
    whether a newer version keeps it, which this one must not build over."""
    if not path.exists() or not path.stat().st_size:
        return "", False
    db = connect_read(path)
    try:
        with translated(path):
            held = version(db)
            return (stored_digest(db) if held >= USER_VERSION else ""), held > USER_VERSION
    finally:
        db.close()
