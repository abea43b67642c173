"""A database that was damaged or emptied is told before anything is written to it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from click.testing import Result

from tracker.actions.soundness import refuse_damage
from tracker.model.errors import DatabaseError
from tracker.store.lock import lock_file

Run = Callable[..., Result]
PAGE = 4096
LARGE = 6 * 2**20


@pytest.fixture(autouse=True)
def no_feeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "feeds.toml").touch()
    monkeypatch.setenv("TRACKER_FEEDS", str(tmp_path / "feeds.toml"))


def overwrite(database: Path, number: int) -> None:
    """Page `number` of the file becomes noise."""
    with database.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(Random(number).randbytes(PAGE))


def grow(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("INSERT INTO meta VALUES ('filling', hex(randomblob(?)))", (LARGE // 2,))


def wrote(database: Path, at: float) -> None:
    os.utime(database, (at, at))


def ended(database: Path) -> float:
    """When the last refresh ended; seconds since 1970."""
    with closing(sqlite3.connect(database)) as db:
        return float(db.execute("SELECT strftime('%s', finished_at) FROM run ORDER BY id DESC LIMIT 1").fetchone()[0])


@pytest.mark.parametrize("number", [2, 6, 11, 101, 201])
def test_a_page_of_noise_is_told_and_nothing_is_written(run: Run, database: Path, number: int) -> None:
    run("refresh")
    overwrite(database, number)
    before = database.read_bytes()
    told = run("refresh", rc=65).stderr
    assert f"{database}: damaged (" in told
    assert "put a backup in its place" in told
    assert database.read_bytes() == before


def test_documents_are_not_put_into_a_damaged_database(run: Run, database: Path, tmp_path: Path) -> None:
    overwrite(database, 101)
    (tmp_path / "note.txt").write_text("AMD ships the MI355X.")
    assert "damaged" in run("ingest", str(tmp_path / "note.txt"), rc=65).stderr


def test_a_large_file_is_looked_over_where_something_else_wrote_to_it(run: Run, database: Path) -> None:
    grow(database)
    run("refresh")
    overwrite(database, 101)
    wrote(database, ended(database) + 1)
    refuse_damage(database)  # the refresh itself: its last pages reach the file a moment after its end is noted
    wrote(database, ended(database) + 60)
    with pytest.raises(DatabaseError, match="damaged"):
        refuse_damage(database)


def test_a_large_file_is_looked_over_after_a_refresh_that_was_cut_off(run: Run, database: Path) -> None:
    grow(database)
    run("refresh")
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("UPDATE run SET finished_at = NULL, exit_code = NULL")
    overwrite(database, 101)
    wrote(database, 0)
    with pytest.raises(DatabaseError, match="damaged"):
        refuse_damage(database)


def test_a_sound_file_from_elsewhere_is_taken(run: Run, database: Path, tmp_path: Path) -> None:
    grow(database)
    run("refresh")
    run("refresh", "--db", shutil.copy(database, tmp_path / "copy.db"))


def test_a_database_that_was_emptied_is_not_filled_with_the_catalogue(run: Run, database: Path) -> None:
    run("refresh")
    os.truncate(database, 0)
    for command in ("refresh", "vendors"):
        told = run(command, rc=65).stderr
        assert "is empty, although a refresh has used it" in told
        assert "delete it to begin anew" in told
        assert "is built" not in told
    assert "delete it to begin anew" in run("doctor", rc=65).stdout
    assert database.stat().st_size == 0
    database.unlink()
    assert "nvidia" in run("vendors").stdout


def test_an_empty_file_that_no_refresh_has_used_becomes_a_database_and_that_is_said(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    result = run("vendors", "--db", str(empty))
    assert "nvidia" in result.stdout
    assert f"{empty} was empty and is built from the catalogue" in result.stderr


@pytest.mark.parametrize("words", ["999999\n", "no lock of ours\n" * 200])
def test_what_stands_in_the_lock_file_hinders_neither_refresh_nor_doctor(run: Run, database: Path, words: str) -> None:
    lock_file(database).write_text(words)
    assert "no refresh is running" in run("doctor").stdout
    run("refresh")
    run("refresh")
