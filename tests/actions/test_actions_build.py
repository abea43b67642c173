"""The database is built where it is missing, follows the files, and is finished the next time where a build was cut short."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tracker import assemble
from tracker.actions.build import ensure_database
from tracker.model.errors import DocumentError
from tracker.paths import catalogue_dir

ROOT = Path(__file__).resolve().parents[2]
RANKED = "SELECT count(*) FROM cost_per_token WHERE rank IS NOT NULL"
BUILD = """
import sys
from pathlib import Path
from tracker.actions.build import ensure_database
ensure_database(Path(sys.argv[1]))
"""


def one(path: Path, sql: str) -> object:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchone()[0]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The shipped catalogue, to change."""
    return Path(shutil.copytree(catalogue_dir(), tmp_path / "catalogue"))


def test_a_missing_database_is_built_with_its_rankings_and_then_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "tracker.db"
    assert ensure_database(path) is True
    assert one(path, RANKED) > 50  # type: ignore[operator]
    assert one(path, "SELECT max(stale) FROM cost_per_token") == 0
    before = path.read_bytes()
    assert ensure_database(path) is False
    assert path.read_bytes() == before


def test_a_changed_file_is_taken_over_and_ranked(database: Path, files: Path) -> None:
    prices = files / "prices.toml"
    told = prices.read_text(encoding="utf-8")
    prices.write_text(told.replace("usd_per_hour = 23.60", "usd_per_hour = 1.61"), encoding="utf-8")
    before = one(database, RANKED)
    assert ensure_database(database, files) is True
    assert one(database, "SELECT count(*) FROM current_prices WHERE usd_per_hour = 1.61") == 1
    cheapest = (
        "SELECT product_slug FROM cost_per_token WHERE workload = 'chat' AND price_basis = 'on_demand' AND rank = 1"
    )
    assert one(database, cheapest) == "nvidia/h100"
    assert one(database, "SELECT max(stale) FROM cost_per_token") == 0
    assert one(database, RANKED) == before
    assert ensure_database(database, files) is False
    assert ensure_database(database) is True, "and back"


def test_a_broken_catalogue_leaves_the_database_as_it_was(database: Path, files: Path) -> None:
    (files / "aws.toml").write_text("[vendor\n", encoding="utf-8")
    before = database.read_bytes()
    with pytest.raises(DocumentError, match=r"aws\.toml"):
        ensure_database(database, files)
    assert database.read_bytes() == before


def test_a_build_that_was_cut_short_before_its_rankings_is_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tracker.db"

    def cut(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(assemble, "update_rankings", cut)
        with pytest.raises(KeyboardInterrupt):
            ensure_database(path)
    assert one(path, RANKED) == 0
    assert ensure_database(path) is True
    assert one(path, RANKED) > 50  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(6))
def test_a_killed_build_is_finished_by_the_next(tmp_path: Path, built: Path, seed: int) -> None:
    path = tmp_path / "tracker.db"
    command = [sys.executable, "-c", BUILD, str(path)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        time.sleep(random.Random(seed).uniform(0.1, 1.0))
        process.kill()
    ensure_database(path)
    for sql in (RANKED, "SELECT count(*) FROM claim", "SELECT count(*) FROM timeline", "SELECT count(*) FROM docs"):
        assert one(path, sql) == one(built, sql)
    assert one(path, "PRAGMA integrity_check") == "ok"
    assert path.stat().st_mode & 0o777 == 0o600
