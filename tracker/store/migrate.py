"""Migrations: the SQL files of db/migrations, applied in order through sqlite-utils, each in one transaction."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.model.errors import DatabaseError
from tracker.store.connection import USER_VERSION, connect_write, transaction, translated, version

if TYPE_CHECKING:
    from sqlite_utils import Database

_KEEP_BACKUPS = 3


def open_database(path: Path, migrations: Path, mode: int | None = None) -> sqlite3.Connection:
    """Open for writing; make the file or bring it up to date first (after a backup of what was there).

    `mode` is for the file, new or not; None makes a new one 0600 and leaves another as it is.
    """
    _set_mode(path, mode)
    db = connect_write(path)
    try:
        with translated(path):
            if version(db) < USER_VERSION:
                if version(db) > 0:
                    _backup(db, path)
                _bring_up(db, path, migrations)
    except BaseException:
        db.close()
        raise
    return db


def statements(sql: str) -> Iterator[str]:
    """Split a script at its statements' ends; triggers stay whole. `executescript` would commit the open transaction."""
    start = 0
    for end in (found.end() for found in re.finditer(";", sql)):
        if sqlite3.complete_statement(sql[start:end]):
            yield sql[start:end].strip()
            start = end
    rest = re.sub(r"--.*", "", sql[start:]).strip()
    if rest:
        raise ValueError(f"unfinished statement: {rest[:80]!r}")


def _bring_up(db: sqlite3.Connection, path: Path, folder: Path) -> None:
    """All missing steps and the check after them as one transaction: the old schema or the new one, never between."""
    from sqlite_utils import Database, Migrations

    steps = Migrations("tracker")
    for file in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql")):
        steps(name=file.stem)(_step(file))
    with transaction(db):
        if version(db) < USER_VERSION:  # else another process was quicker
            steps.apply(Database(db))
            _check(db, path)


def _step(file: Path) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        for statement in statements(file.read_text(encoding="utf-8")):
            database.execute(statement)

    return run


def _check(db: sqlite3.Connection, path: Path) -> None:
    result = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if result != "ok":
        raise DatabaseError(f"{path}: damaged ({result}); it was left as it was, a copy is in {path.parent / 'backup'}")
    if version(db) != USER_VERSION:
        raise DatabaseError(f"{path}: the migrations lead to schema {version(db)}, this version needs {USER_VERSION}")


def _backup(db: sqlite3.Connection, path: Path) -> None:
    folder = path.parent / "backup"
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}-v{version(db)}{path.suffix}"
    _set_mode(target, path.stat().st_mode & 0o777)
    copy = sqlite3.connect(target)
    try:
        db.backup(copy)
    finally:
        copy.close()
    for old in sorted(folder.glob(f"{path.stem}-v*"), key=lambda p: p.stat().st_mtime)[:-_KEEP_BACKUPS]:
        old.unlink()


def _set_mode(path: Path, mode: int | None) -> None:
    """Before SQLite makes the file: its -wal and -shm take over the mode."""
    with translated(path):
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        if mode is not None and path.is_file() and path.stat().st_mode & 0o777 != mode:
            path.chmod(mode)
