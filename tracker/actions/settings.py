"""Reading feeds.toml for those who start a refresh."""

from __future__ import annotations

from pathlib import Path

from tracker import config
from tracker.model.feed import Config


def read_config(path: Path) -> Config:
    """feeds.toml as it stands. Raises ConfigError with every mistake by line."""
    return config.load(path)
