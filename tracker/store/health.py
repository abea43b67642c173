"""Whether the database file itself is sound: what SQLite's own checks say, who holds the lock, how old the data is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from tracker.store.connection import USER_VERSION, connect_write, translated, version
from tracker.store.lock import lock_file
from tracker.store.read_summary import last_good, last_run
from tracker.store.reader import Reader

SQLITE = sqlite3.sqlite_version
_MOST_TOLD = 5
_SMALL, _LARGE = 4 * 2**20, 256 * 2**20
"""Bytes. `quick_check` takes 1 to 5 ms a MiB: a small file costs a refresh some 10 ms, a large one more than it may."""
_OWN_END_S = 5.0
"""How long after its end is noted a refresh may still write: what waits in the WAL is brought into the file then."""
_WAL_RESET = ((3, 7, 0), (3, 51, 3))
_MENDED = ((3, 44, 6), (3, 50, 7))
"""Of these lines of versions the last number counts: 3.44.6 and later of 3.44 have the mend, 3.50.7 and later of 3.50."""


@dataclass(frozen=True, slots=True)
class Age:
    """UTC times; None where it never happened."""

    last_run: str | None
    """End of the last refresh in which a feed or a price list answered."""
    last_exit: int | None
    """Exit code of the last refresh that ended, whatever it was; 0 where nothing was due in any of them."""
    last_answer: str | None
    """When a feed last answered well."""
    cut_off: str | None
    """Begin of the newest refresh, where that neither ended nor is running."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A feed or a part of a price list that does not answer well."""

    name: str
    told: str
    mend: str
    last_ok_at: str | None


def wal_reset_bug(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite can lose a commit when a checkpoint and a write meet (sqlite.org/wal.html, "the WAL-reset bug").

    A distribution may have mended an older number; its version does not tell.
    """
    first, mended = _WAL_RESET
    backport = any(version[:2] == line[:2] and version >= line for line in _MENDED)
    return first <= version < mended and not backport


def schema_version(reader: Reader) -> tuple[int, int]:
    """(of the file, of this program)."""
    return version(reader.db), USER_VERSION


def damages(reader: Reader) -> list[str]:
    """What `quick_check` and `foreign_key_check` find; empty where the file is sound. Reads the whole file."""
    found = [str(row[0]) for row in reader.all(f"PRAGMA quick_check({_MOST_TOLD})") if row[0] != "ok"]
    lost = reader.all("PRAGMA foreign_key_check")
    found += [f"a row of {row[0]} points at a row of {row[2]} that is not there" for row in lost[:_MOST_TOLD]]
    return found


def is_suspect(reader: Reader) -> bool:
    """Whether the file is to be looked over before it is written on: it is small, the last refresh was cut off, or
    something wrote to it after that ended. Decay of a large file that nobody wrote to is left to `doctor`."""
    file = reader.path.stat()
    if file.st_size <= _SMALL or file.st_size > _LARGE:
        return file.st_size <= _SMALL
    ended = reader.all("SELECT CAST(strftime('%s', finished_at) AS INTEGER) FROM run ORDER BY id DESC LIMIT 1")
    return not ended or ended[0][0] is None or file.st_mtime > ended[0][0] + _OWN_END_S


def first_damage(reader: Reader) -> str:
    """The first thing that `quick_check` finds, in one line; empty where the file is sound. Reads the whole file."""
    told = str(reader.all("PRAGMA quick_check(1)")[0][0])
    return "" if told == "ok" else " ".join(told.removeprefix("*** in database main ***").split())


def search_damage(path: Path) -> str:
    """What is wrong with the index of the text search; empty where nothing is. SQLite looks at it in a write transaction,
    which changes nothing and is taken back. Raises DiskError where the file cannot be written now, DatabaseError."""
    with translated(path):
        db = connect_write(path)
        try:
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO entries_fts(entries_fts, rank) VALUES ('integrity-check', 1)")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            return str(error)
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
            db.close()
    return ""


def lock_held(database: Path) -> bool:
    """Whether a refresh, or another job under its lock, is running now."""
    side = lock_file(database)
    if not side.exists():
        return False
    db = sqlite3.connect(side, isolation_level=None, timeout=0)
    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.DatabaseError:  # other words stand in it, which nobody can hold
        return False
    finally:
        db.close()
    return False


def age(reader: Reader) -> Age:
    last, ended = last_run(reader), last_run(reader, ended=True)
    answer = reader.all("SELECT max(last_ok_at) FROM feed")[0][0]
    cut_off = last.started if last and last.finished is None and not lock_held(reader.path) else None
    return Age(last_good(reader), ended.exit_code if ended else None, answer, cut_off)


def feeds_in_trouble(reader: Reader) -> list[Failing]:
    """Feeds that are on, were asked, and are not well."""
    rows = reader.all(
        """SELECT slug, condition || CASE last_error WHEN '' THEN '' ELSE ': ' || last_error END, mend, last_ok_at
           FROM feed_health
           WHERE enabled = 1 AND condition NOT IN ('ok', 'not asked yet', 'off', 'by hand') ORDER BY slug"""
    )
    return [Failing(*row) for row in rows]


def prices_in_trouble(reader: Reader) -> list[Failing]:
    """Parts of price lists that did not answer well, or not as they used to."""
    rows = reader.all(
        """SELECT trim(slug || ' ' || part), state || CASE last_error WHEN '' THEN '' ELSE ': ' || last_error END, '', last_ok_at
           FROM price_sources WHERE state NOT IN ('ok', 'new') OR fault <> '' ORDER BY slug, part"""
    )
    return [Failing(*row) for row in rows]
