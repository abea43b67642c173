"""Where things live: the code's own data, feeds.toml and the database."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def in_checkout() -> bool:
    """True beside a source tree, False when installed from a wheel."""
    return (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "db" / "migrations").is_dir()


def checkout() -> Path | None:
    """The source tree that this runs from; None when installed from a wheel."""
    return _CHECKOUT if in_checkout() else None


def data_dir() -> Path:
    """`db/` with migrations and catalogue: beside the code in a checkout, inside the package when installed."""
    return _CHECKOUT / "db" if in_checkout() else _PACKAGE / "data" / "db"


def migrations_dir() -> Path:
    return data_dir() / "migrations"


def catalogue_dir() -> Path:
    return data_dir() / "catalogue"


def shipped_feeds() -> Path:
    return _CHECKOUT / "feeds.toml" if in_checkout() else _PACKAGE / "data" / "feeds.toml"


def cache_dir() -> Path | None:
    """The user's folder for what may go at any time; None where there is no telling whose."""
    from platformdirs import user_cache_path

    try:
        return user_cache_path("tracker", appauthor=False)
    except RuntimeError:  # no home
        return None


def database_path(told: str | None = None) -> Path:
    """--db, else TRACKER_DB, else db/tracker.db of the checkout, else the user's data folder."""
    if told or (told := os.environ.get("TRACKER_DB")):
        return Path(told)
    if in_checkout():
        return _CHECKOUT / "db" / "tracker.db"
    from platformdirs import user_data_path

    return user_data_path("tracker", appauthor=False) / "tracker.db"


def feeds_path(told: str | None = None) -> Path:
    """--feeds, else TRACKER_FEEDS, else the checkout's feeds.toml, else a copy in the user's config folder."""
    if told or (told := os.environ.get("TRACKER_FEEDS")):
        return Path(told)
    if in_checkout():
        return shipped_feeds()
    from platformdirs import user_config_path

    own = user_config_path("tracker", appauthor=False) / "feeds.toml"
    if not own.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(shipped_feeds(), own)
    return own


def state_dir() -> Path:
    """What the TUI remembers between two runs."""
    if told := os.environ.get("TRACKER_STATE"):
        return Path(told)
    from platformdirs import user_state_path

    return user_state_path("tracker", appauthor=False)
