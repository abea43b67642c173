"""Somebody else's SQL, read-only: one statement, an authorizer that allows reading alone, a deadline and caps.

`mode=ro` is no boundary by itself: ATTACH of another file and writing to it succeed on such a connection.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.model.errors import UsageError
from tracker.store.connection import connect_read, translated

_RECURSIVE = 33  # SQLITE_RECURSIVE, which the sqlite3 module does not name
_READS = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, _RECURSIVE))
_PRAGMAS = frozenset(("user_version", "application_id", "data_version", "table_list"))
_PRAGMAS_OF = frozenset(("table_info", "table_xinfo", "index_list", "index_info", "foreign_key_list"))
"""Pragmas that take a name to describe; any other argument would be a setting."""
_FORBIDDEN_FUNCTIONS = frozenset(("load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"))
_MOST_VALUE = 16 * 2**20
_MOST_SQL = 2**20
_MOST_BYTES = 64 * 2**20
_STEPS = 10_000
"""Virtual machine steps between two looks at the clock: some 0.1 ms."""
_ACTIONS = {
    sqlite3.SQLITE_ATTACH: "ATTACH (or VACUUM INTO)", sqlite3.SQLITE_DETACH: "DETACH", sqlite3.SQLITE_INSERT: "INSERT",
    sqlite3.SQLITE_UPDATE: "UPDATE", sqlite3.SQLITE_DELETE: "DELETE", sqlite3.SQLITE_TRANSACTION: "a transaction",
    sqlite3.SQLITE_SAVEPOINT: "SAVEPOINT", sqlite3.SQLITE_REINDEX: "REINDEX", sqlite3.SQLITE_ANALYZE: "ANALYZE",
    sqlite3.SQLITE_ALTER_TABLE: "ALTER TABLE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave. `cut` is set where rows were left off."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool


def guarded_query(path: Path, sql: str, limit: int = 1000, seconds: float = 10.0) -> Answer:
    """Run one reading statement on the database at `path`.

    Raises UsageError for whatever is wrong with the statement: its syntax, anything but reading, more than `seconds`.
    """
    db = connect_read(path)
    try:
        with translated(path):
            denied = _fence(db)
        end = time.monotonic() + seconds
        with _explained(denied, seconds, end):
            return _run(db, sql, limit, end)
    finally:
        db.close()


def _fence(db: sqlite3.Connection) -> list[str]:
    """Let reading through alone. The list returned names what was refused, once something is."""
    db.row_factory = None
    db.execute("SELECT count(*) FROM entries_fts WHERE entries_fts MATCH 'x'").fetchall()  # connects it: denied later
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _MOST_SQL)
    denied: list[str] = []

    def authorize(action: int, one: str | None, two: str | None, database: str | None, source: str | None) -> int:
        if _reads(action, one, two):
            return sqlite3.SQLITE_OK
        denied.append(_named(action, one, two))
        return sqlite3.SQLITE_DENY

    db.set_authorizer(authorize)
    return denied


def _reads(action: int, one: str | None, two: str | None) -> bool:
    if action in _READS:
        return True
    if action == sqlite3.SQLITE_FUNCTION:
        return (two or "").lower() not in _FORBIDDEN_FUNCTIONS
    if action == sqlite3.SQLITE_PRAGMA:
        name = (one or "").lower()
        return name in _PRAGMAS_OF or (name in _PRAGMAS and two is None)
    return False


def _named(action: int, one: str | None, two: str | None) -> str:
    if action == sqlite3.SQLITE_PRAGMA:
        return f"PRAGMA {one}" + (" with a value" if two else "")
    if action == sqlite3.SQLITE_FUNCTION:
        return f"the function {two}()"
    return _ACTIONS.get(action, "making or dropping tables, views, indexes or triggers")


def _run(db: sqlite3.Connection, sql: str, limit: int, end: float) -> Answer:
    db.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    cursor = db.execute(sql)
    rows: list[tuple[Any, ...]] = []
    size, cut = 0, False
    for row in cursor:
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(rows) == limit or size > _MOST_BYTES:
            cut = True
            break
        rows.append(row)
    columns = tuple(column[0] for column in cursor.description or ())
    cursor.close()
    return Answer(columns, tuple(rows), cut)


@contextmanager
def _explained(denied: list[str], seconds: float, end: float) -> Iterator[None]:
    """The look at the clock swallows a Ctrl-C that comes while it runs, and stops the statement: then it is raised here."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        text = str(error)
        if denied:
            message = f"sql only reads: {denied[0]} is refused"
        elif "interrupted" in text and time.monotonic() < end:
            raise KeyboardInterrupt from None
        elif "interrupted" in text:
            message = f"sql: stopped after {seconds:g} s; narrow the query or give it more with --seconds"
        elif "one statement" in text:
            message = "sql: one statement at a time"
        else:
            message = f"sql: {text}"
        raise UsageError(message) from None
