"""A real database for command line tests: built once from the shipped catalogue, copied for each test."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracker.cli.root import tracker

NOW = "2026-11-25T12:00:00Z"
Run = Callable[..., Result]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tracker.actions.build import ensure_database

    path = tmp_path_factory.mktemp("built") / "tracker.db"
    before = os.environ.get("TRACKER_NOW")
    os.environ["TRACKER_NOW"] = NOW
    try:
        ensure_database(path)
    finally:
        os.environ.pop("TRACKER_NOW") if before is None else os.environ.update(TRACKER_NOW=before)
    return path


@pytest.fixture
def database(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy that commands find by themselves."""
    path = tmp_path / "tracker.db"
    shutil.copyfile(built, path)
    monkeypatch.setenv("TRACKER_DB", str(path))
    monkeypatch.setenv("TRACKER_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("TRACKER_NOW", NOW)
    return path


@pytest.fixture
def run(database: Path) -> Run:
    """Run `tracker` in this process; `rc` is checked."""

    def call(*args: str, rc: int = 0, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(tracker, args, input=stdin, prog_name="tracker")
        assert result.exit_code == rc, f"exit {result.exit_code}: {result.stderr}"
        return result

    return call


@pytest.fixture
def rows(run: Run) -> Callable[..., Any]:
    """What a command prints with `--json`, read back."""
    return lambda *args: json.loads(run(*args, "--json").stdout)
