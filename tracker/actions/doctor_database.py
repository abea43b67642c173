"""The database file: its version, SQLite's own checks of it, and who works in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tracker.model.errors import DatabaseError, DiskError
from tracker.model.health import Finding
from tracker.store import health
from tracker.store.reader import Reader

_RECOVER = (
    "keep the file; stop what writes to it; then sqlite3 {0} .recover | sqlite3 recovered.db, and use that with --db"
)
_BIG_WAL = 64 * 2**20


def sqlite() -> Finding:
    """The library: versions with a known way to lose data."""
    if health.wal_reset_bug():
        return Finding(
            "sqlite", "warning", f"SQLite {health.SQLITE} may have the WAL-reset bug: two programs that write in the same moment "
            "can lose a commit (a distribution may have mended it)",
            "let the tracker alone write to the database; a Python with SQLite 3.51.3, 3.50.7 or 3.44.6 has the mend",
        )  # fmt: skip
    return Finding("sqlite", "ok", f"SQLite {health.SQLITE}")


def schema(reader: Reader) -> Finding:
    held, known = health.schema_version(reader)
    if held < known:
        return Finding("schema", "problem", f"schema {held}, this version needs {known}",
                       "any command brings it up to date (a copy is kept in backup/): tracker vendors")  # fmt: skip
    return Finding(
        "schema", "ok", f"schema {held}" + (f", of a newer version than this one ({known})" if held > known else "")
    )


def damage(reader: Reader, database: Path) -> Iterator[Finding]:
    mend = _RECOVER.format(database.name)
    found = health.damages(reader)
    for told in found:
        yield Finding("database", "problem", f"{database}: {told}", mend)
    if found:
        return
    yield Finding("database", "ok", f"{database}: sound, {database.stat().st_size / 2**20:.1f} MiB")
    yield _search(database)
    side = database.with_name(database.name + "-wal")
    if side.exists() and side.stat().st_size > _BIG_WAL:
        yield Finding("database", "warning", f"{side}: {side.stat().st_size // 2**20} MiB wait to be brought into the database",
                      "another program keeps it open for reading: close that, then run tracker refresh")  # fmt: skip


def lock(database: Path) -> Finding:
    held = health.lock_held(database)
    return Finding("lock", "ok", "a refresh is running now" if held else "no refresh is running")


def _search(database: Path) -> Finding:
    try:
        told = health.search_damage(database)
    except (DiskError, DatabaseError) as error:
        return Finding(
            "search", "warning", f"the text search was not checked: {str(error).splitlines()[0]}", "try again later"
        )
    if told:
        return Finding("search", "problem", f"the text search does not fit the articles ({told})",
                       "sqlite3 " + database.name + " \"INSERT INTO entries_fts(entries_fts) VALUES ('rebuild')\"")  # fmt: skip
    return Finding("search", "ok", "the text search fits the articles")
