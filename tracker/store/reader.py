"""Reading: one read-only connection, rows as the frozen types of tracker.model.rows, every view with its `as_of`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from itertools import starmap
from pathlib import Path
from typing import Any, TypeVar

from tracker.store.connection import connect_read, translated

T = TypeVar("T")
_BATCH = 1000


@dataclass(slots=True)
class Reader:
    """A database being read. Every query fetches all its rows at once: an open cursor would hold the WAL."""

    path: Path
    db: sqlite3.Connection
    as_of: str | None = None

    def close(self) -> None:
        self.db.close()

    def interrupt(self) -> None:
        """Stop the query that another thread is running on this reader."""
        self.db.interrupt()

    def data_version(self) -> int:
        """Changes when another connection commits."""
        return int(self.all("PRAGMA data_version")[0][0])

    def all(self, sql: str, parameters: dict[str, Any] | None = None) -> list[sqlite3.Row]:
        with translated(self.path):
            return self.db.execute(sql, parameters or {}).fetchall()

    def batches(self, sql: str, parameters: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
        """Rows as plain tuples, so many at a time that a million of them are never in memory at once."""
        with translated(self.path):
            cursor = self.db.cursor()
            cursor.row_factory = None
            cursor.execute(sql, parameters)
            while batch := cursor.fetchmany(_BATCH):
                yield batch

    def views(self, *names: str) -> str:
        """What a query on these views begins with: nothing, or their definitions as of the day."""
        if not self.as_of:
            return ""
        from tracker.store.as_of import with_day

        with translated(self.path):
            return with_day(self.db, names)

    def rows(
        self,
        kind: type[T],
        view: str,
        where: str = "1",
        parameters: dict[str, Any] | None = None,
        tail: str = "",
    ) -> list[T]:
        """Rows of a public view as `kind`, whose field names are the columns."""
        sql = self._select(kind, view, where, tail)
        with translated(self.path):
            cursor = self.db.cursor()
            cursor.row_factory = None
            return list(starmap(kind, cursor.execute(sql, self.told(parameters)).fetchall()))

    def _select(self, kind: type[Any], view: str, where: str, tail: str) -> str:
        return f"{self.views(view)}SELECT {_columns(kind)} FROM {view} WHERE {where} {tail}"

    def each(
        self,
        kind: type[T],
        view: str,
        where: str = "1",
        parameters: dict[str, Any] | None = None,
        tail: str = "",
    ) -> Iterator[T]:
        """As `rows`, one after the other, for what is printed as it is read: it holds the WAL until its last row is taken."""
        sql = self._select(kind, view, where, tail)
        for batch in self.batches(sql, self.told(parameters)):
            yield from starmap(kind, batch)

    def count(self, view: str, where: str = "1", parameters: dict[str, Any] | None = None) -> int:
        sql = f"{self.views(view)}SELECT count(*) FROM {view} WHERE {where}"
        return int(self.all(sql, self.told(parameters))[0][0])

    def told(self, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Parameters with the day added where there is one."""
        return {**(parameters or {}), **({"as_of": self.as_of} if self.as_of else {})}


def open_reader(path: Path, as_of: str | None = None) -> Reader:
    """A reader of the database at `path`; `as_of` is a partial date. Raises UsageError, DatabaseError, DiskError."""
    if not as_of:
        return Reader(path, connect_read(path))
    from tracker.store.as_of import parse_day
    from tracker.store.past import go_back

    day = parse_day(as_of)
    db = connect_read(path)
    with translated(path):
        go_back(db, day)
    return Reader(path, db, day)


@contextmanager
def reading(path: Path, as_of: str | None = None) -> Iterator[Reader]:
    reader = open_reader(path, as_of)
    try:
        yield reader
    finally:
        reader.close()


def _columns(kind: type[Any]) -> str:
    return ", ".join(field.name for field in fields(kind))
