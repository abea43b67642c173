"""What the tests of several rooms share: the clock held still, and one database built from the shipped catalogue."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tracker.actions.build import ensure_database

NOW = "2026-11-25T12:00:00Z"


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", NOW)


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The user's is neither read nor written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a first start. Read it; take a copy (`database`) to write."""
    path = tmp_path_factory.mktemp("built") / "tracker.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", NOW)
        ensure_database(path)
    return path


@pytest.fixture
def database(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "tracker.db"))
