"""Opening the database: pragmas, checks, and what SQLite's errors mean to a person."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tracker.model.errors import DatabaseError, DiskError

APPLICATION_ID = 0x41494D54
MAJOR, MINOR = 1, 16
USER_VERSION = 100 * MAJOR + MINOR
_FLOOR = (3, 37, 0)

Connection = sqlite3.Connection
"""What the rooms above pass on without looking into it."""

Unavailable = sqlite3.OperationalError
"""The file or its disk did not let us work: nothing wrong with what was to be written."""

Refused = sqlite3.IntegrityError
"""The database's own constraints did not let something in."""


def connect_write(path: Path) -> sqlite3.Connection:
    """The one write connection: WAL, synchronous=FULL, explicit transactions. Creates the file, not its tables."""
    _check_place(path)
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None, timeout=5.0)
        try:
            db.row_factory = sqlite3.Row
            _check_kind(db, path)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            db.close()
            raise
        return db


def connect_read(path: Path) -> sqlite3.Connection:
    """A read-only connection. Falls back to an immutable view where the folder cannot be written (a shared snapshot)."""
    _check_place(path)
    if not path.exists():
        raise DatabaseError(f"{path}: there is no database here; any command without --as-of builds one")
    with translated(path):
        try:
            db = _open_uri(path, "mode=ro")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise
            db = _open_uri(path, "mode=ro&immutable=1")
        try:
            db.row_factory = sqlite3.Row
            _check_kind(db, path)
            db.execute("PRAGMA trusted_schema = OFF")
        except BaseException:
            db.close()
            raise
        return db


def _open_uri(path: Path, options: str) -> sqlite3.Connection:
    db = sqlite3.connect(
        f"file:{quote(str(path.resolve()))}?{options}",
        uri=True, isolation_level=None, timeout=5.0, check_same_thread=False,
    )  # fmt: skip
    try:
        db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.Error:
        db.close()
        raise
    return db


def version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE, then all or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def checkpoint(db: sqlite3.Connection) -> None:
    """Bring the WAL into the file. Only the holder of the refresh lock, or the builder of a new file, does this."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def savepoint(db: sqlite3.Connection) -> Iterator[None]:
    """One unit inside a transaction that may fail without the others."""
    db.execute("SAVEPOINT unit")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO unit")
        db.execute("RELEASE unit")
        raise
    db.execute("RELEASE unit")


@contextmanager
def many_small_writes(db: sqlite3.Connection) -> Iterator[None]:
    """Outside of a transaction, around those whose statements change few pages each: what a statement that fails is undone by
    is kept in memory. In a file, ten thousand entries write ten times their size there."""
    db.execute("PRAGMA temp_store = MEMORY")
    try:
        yield
    finally:
        db.execute("PRAGMA temp_store = DEFAULT")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into messages that say what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.IntegrityError as error:
        raise DatabaseError(
            f"{path}: its own rules refused what was to be written ({error}); nothing was changed"
        ) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseError(
            f"{path}: damaged or not a database ({error}). Keep the file, then try: "
            f"sqlite3 {path.name} '.recover' | sqlite3 recovered.db, and use that with --db"
        ) from error
    except OSError as error:
        raise DiskError(f"{path}: {error.strerror or error}") from error


def _operational(path: Path, error: sqlite3.OperationalError) -> DatabaseError | DiskError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return DiskError(f"{path}: another program holds the database; close its transaction and try again")
    if "no such table" in text or "no such column" in text or "no such view" in text:
        return DatabaseError(f"{path}: is a tracker database without what this version needs ({text})")
    hints = {
        "full": "the disk is full; free some room and run again, what was committed is kept",
        "readonly": "the file or its folder is read-only; check its permissions",
        "unable to open": "cannot be opened; check that the folder exists and may be written",
        "disk I/O": "the disk gave an error; what was committed is kept",
    }
    for word, hint in hints.items():
        if word in text:
            return DiskError(f"{path}: {hint} ({text})")
    return DatabaseError(f"{path}: {text}")


def _check_place(path: Path) -> None:
    if sqlite3.sqlite_version_info < _FLOOR:
        raise DatabaseError(
            f"SQLite {sqlite3.sqlite_version} is too old: 3.37 or newer is needed (a newer Python has it)"
        )
    if path.is_dir():
        raise DatabaseError(f"{path}: is a folder, not a database; give a file name with --db")


def _check_kind(db: sqlite3.Connection, path: Path) -> None:
    found = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if tables and found != APPLICATION_ID:
        raise DatabaseError(f"{path}: is a database of another program; give another file with --db")
    if version(db) // 100 > MAJOR:
        raise DatabaseError(
            f"{path}: was written by a newer tracker (schema {version(db)}, this one knows {USER_VERSION}); "
            "update tracker, or give another file with --db"
        )
