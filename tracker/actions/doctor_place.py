"""Where everything lies: the libraries, room on the disk, and who may read and write the files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from tracker import extras
from tracker.actions import doctor_database
from tracker.model.feed import Config
from tracker.model.health import Finding

_LEAST_EXPAT = (2, 4, 1)
"""Older ones can be made to use all memory by a small document."""
_NO_ROOM, _LITTLE_ROOM = 16 * 2**20, 256 * 2**20


def look(database: Path, feeds: Path, settings: Config | None) -> Iterator[Finding]:
    yield doctor_database.sqlite()
    yield _expat()
    yield from _full_text(settings)
    yield from _disk(database)
    yield from _permissions(database, feeds, settings)


def _expat() -> Finding:
    name = expat.EXPAT_VERSION.replace("expat_", "expat ")
    if expat.version_info < _LEAST_EXPAT:
        return Finding(
            "expat",
            "problem",
            f"{name} can be brought down by a hostile feed",
            "use a Python with expat 2.4.1 or newer",
        )
    return Finding("expat", "ok", name)


def _full_text(settings: Config | None) -> Iterator[Finding]:
    """Whether what the feeds with `fulltext` need is there; nothing where none has it."""
    count = sum(feed.fulltext and feed.enabled for feed in settings.feeds) if settings else 0
    if count and extras.reads_pages():
        yield Finding("full text", "ok", f"whole articles can be read; feeds with fulltext: {count}")
    elif count:
        yield Finding("full text", "warning", f"what reads whole articles is not installed; feeds with fulltext: {count}",
                      extras.how_to_read_pages())  # fmt: skip


def _disk(database: Path) -> Iterator[Finding]:
    """Room for the next refresh, and for the copy that is made before the database's version changes."""
    folder = next((one for one in (database.parent, *database.parents) if one.is_dir()), None)
    if folder is None:
        return
    free = shutil.disk_usage(folder).free
    size = database.stat().st_size if database.is_file() else 0
    told = f"{free // 2**20} MiB are free where the database lies"
    if free < _NO_ROOM:
        yield Finding("disk", "problem", told, "free some room: the next refresh will not be stored")
    elif free < max(_LITTLE_ROOM, 2 * size):
        yield Finding(
            "disk", "warning", told, "free some room: a new version of the tracker first makes a copy of the database"
        )
    else:
        yield Finding("disk", "ok", told)


def _permissions(database: Path, feeds: Path, settings: Config | None) -> Iterator[Finding]:
    wrong = list(_wrong(database, feeds, settings))
    yield from wrong or [
        Finding("permissions", "ok", "the files can be read and written by this user, and by nobody they should not")
    ]


def _wrong(database: Path, feeds: Path, settings: Config | None) -> Iterator[Finding]:
    if feeds.exists() and not os.access(feeds, os.R_OK):
        yield Finding(
            "permissions", "problem", f"{feeds}: cannot be read by this user", f"chmod u+r {feeds}, as its owner"
        )
    if not database.is_file():
        return
    if not os.access(database, os.W_OK):
        yield Finding("permissions", "problem", f"{database}: cannot be written by this user",
                      "run the refresh as its owner, or give the file to this user")  # fmt: skip
    if not os.access(database.resolve().parent, os.W_OK):
        yield Finding("permissions", "problem", f"{database.resolve().parent}: no file can be made there by this user",
                      "SQLite needs files beside the database: chmod u+w, as the folder's owner")  # fmt: skip
    if os.name == "posix":
        yield from _mode(database, settings.database_mode if settings else 0o600)


def _mode(database: Path, wanted: int) -> Iterator[Finding]:
    there = database.stat()
    mode = there.st_mode & 0o777
    if mode & ~wanted:
        told = f"{database}: mode {mode:04o} lets more people in than {wanted:04o}, which feeds.toml gives it"
        yield Finding("permissions", "warning", told, f"chmod {wanted:04o} {database}")
    if there.st_uid != os.getuid() and os.getuid() != 0:
        yield Finding(
            "permissions", "warning", f"{database}: belongs to another user", "run every refresh as the same user"
        )
