"""The small database of the screen's tests, and the screen over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tui_sample import FEEDS, build

from tracker.tui.app import TrackerApp


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
        return build(tmp_path_factory.mktemp("small") / "tracker.db")


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_STATE", str(tmp_path / "state"))


@pytest.fixture
def path(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(small, tmp_path / "tracker.db"))


@pytest.fixture
def app(path: Path) -> TrackerApp:
    return TrackerApp(path, FEEDS)
