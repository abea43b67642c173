"""A database built once from the shipped catalogue, copied for each test, and the day it is."""

import shutil
from pathlib import Path

import pytest

from tracker.actions.build import ensure_database


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "tracker.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
        ensure_database(path)
    return path


@pytest.fixture
def database(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    path = tmp_path / "tracker.db"
    shutil.copyfile(built, path)
    return path
