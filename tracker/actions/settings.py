"""feeds.toml: read for a refresh, and taken over into the database so that its feeds can be seen before one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.model.file_mark import mark_of, read_bounded
from tracker.paths import migrations_dir
from tracker.store.connection import transaction, translated
from tracker.store.digest import feeds_mark

if TYPE_CHECKING:
    from tracker.model.feed import Config


def read_config(path: Path) -> Config:
    """feeds.toml as it stands. Raises ConfigError with every mistake by line."""
    from tracker import config

    return config.load(path)


def read_duration(text: str, most_s: float) -> float:
    """Seconds of "30s", "5m" or "2h", as feeds.toml writes them. Raises ValueError with the mend."""
    from tracker.config import values

    seconds = values.duration(most_s)(text)
    assert isinstance(seconds, float)
    return seconds


def show_feeds(database: Path, path: Path) -> None:
    """Make the feeds of the file visible as they stand there; costs nothing where the file is as it was.

    Raises ConfigError, DatabaseError or DiskError.
    """
    from tracker.store.reader import reading

    present = file_mark(path)
    with reading(database) as reader:
        if present and feeds_mark(reader.db) == present:
            return
    from tracker.store.feeds import sync_feeds
    from tracker.store.migrate import open_database

    settings = read_config(path)
    db = open_database(database, migrations_dir(), settings.database_mode)
    try:
        with translated(database), transaction(db):
            sync_feeds(db, settings.feeds, settings.mark)
    finally:
        db.close()


def file_mark(path: Path) -> str:
    """`Config.mark` of the file; empty where it cannot be read, or only once, as a pipe."""
    try:
        return mark_of(read_bounded(path)) if path.is_file() else ""
    except OSError:
        return ""
