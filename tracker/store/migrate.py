"""Migrations: the SQL files of db/migrations, applied in order through sqlite-utils, each in one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.model.errors import DatabaseError
from tracker.store.connection import USER_VERSION, connect_write, translated, version

if TYPE_CHECKING:
    from sqlite_utils import Database

_KEEP_BACKUPS = 3


def open_database(path: Path, migrations: Path, mode: int = 0o600) -> sqlite3.Connection:
    """Open for writing; make the file or bring it up to date first (after a backup of what was there)."""
    fresh = not path.exists()
    if fresh and path.parent.is_dir():
        _create_private(path, mode)
    db = connect_write(path)
    with translated(path):
        if version(db) < USER_VERSION:
            if not fresh and version(db) > 0:
                _backup(db, path)
            _apply(db, migrations)
            _check(db, path)
    return db


def statements(sql: str) -> Iterator[str]:
    """Split a script at its statements' ends; triggers stay whole. `executescript` would commit the open transaction."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") or ";" in line.split("--")[0]:
            code = pending.strip()
            if sqlite3.complete_statement(code):
                yield code
                pending = ""
    if any(line.strip() and not line.strip().startswith("--") for line in pending.splitlines()):
        raise ValueError(f"unfinished statement: {pending.strip()[:80]!r}")


def _apply(db: sqlite3.Connection, folder: Path) -> None:
    from sqlite_utils import Database, Migrations

    steps = Migrations("tracker")
    for file in sorted(folder.glob("[0-9][0-9][0-9][0-9]_*.sql")):
        steps(name=file.stem)(_step(file))
    steps.apply(Database(db))


def _step(file: Path) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        for statement in statements(file.read_text(encoding="utf-8")):
            database.execute(statement)

    return run


def _check(db: sqlite3.Connection, path: Path) -> None:
    result = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if result != "ok":
        raise DatabaseError(
            f"{path}: damaged ({result}); the copy in {path.parent / 'backup'} is from before the update"
        )
    if version(db) != USER_VERSION:
        raise DatabaseError(f"{path}: the migrations lead to schema {version(db)}, this version needs {USER_VERSION}")


def _backup(db: sqlite3.Connection, path: Path) -> None:
    folder = path.parent / "backup"
    folder.mkdir(exist_ok=True)
    target = folder / f"{path.stem}-v{version(db)}{path.suffix}"
    with sqlite3.connect(target) as copy:
        db.backup(copy)
    copy.close()
    for old in sorted(folder.glob(f"{path.stem}-v*"), key=lambda p: p.stat().st_mtime)[:-_KEEP_BACKUPS]:
        old.unlink()


def _create_private(path: Path, mode: int) -> None:
    with translated(path):
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, mode))
