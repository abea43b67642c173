"""feeds.toml: read for a refresh, and taken over into the database so that its feeds can be seen before one."""

from __future__ import annotations

from pathlib import Path

from tracker import config
from tracker.config import values
from tracker.model.feed import Config
from tracker.paths import migrations_dir
from tracker.store.connection import transaction, translated
from tracker.store.feeds import feeds_mark, sync_feeds
from tracker.store.migrate import open_database


def read_config(path: Path) -> Config:
    """feeds.toml as it stands. Raises ConfigError with every mistake by line."""
    return config.load(path)


def read_duration(text: str, most_s: float) -> float:
    """Seconds of "30s", "5m" or "2h", as feeds.toml writes them. Raises ValueError with the mend."""
    seconds = values.duration(most_s)(text)
    assert isinstance(seconds, float)
    return seconds


def show_feeds(database: Path, path: Path) -> None:
    """Make the feeds of the file visible as they stand there; costs nothing where the file is as it was.

    Raises ConfigError, DatabaseError or DiskError.
    """
    from tracker.store.reader import reading

    mark = config.mark(path)
    with reading(database) as reader:
        if mark and feeds_mark(reader.db) == mark:
            return
    settings = read_config(path)
    db = open_database(database, migrations_dir(), settings.database_mode)
    try:
        with translated(database), transaction(db):
            sync_feeds(db, settings.feeds, settings.mark)
    finally:
        db.close()
