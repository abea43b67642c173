"""Migrations happen whole or not at all, and leave a file that works."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from store_sample import fresh, shown

from tracker.model.errors import DatabaseError
from tracker.paths import migrations_dir
from tracker.store import connection, migrate
from tracker.store.connection import USER_VERSION
from tracker.store.migrate import open_database, statements

NEXT = USER_VERSION + 1


def schema(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    sql = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2"
    return [tuple(row) for row in db.execute(sql)]


@pytest.fixture
def steps(tmp_path: Path) -> Path:
    """A copy of the migrations, to add to."""
    return Path(shutil.copytree(migrations_dir(), tmp_path / "migrations"))


def next_version(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(connection, "USER_VERSION", number)
    monkeypatch.setattr(migrate, "USER_VERSION", number)


def test_a_trigger_stays_in_one_piece() -> None:
    script = """-- a remark; with a semicolon
    CREATE TABLE a (x TEXT DEFAULT ';'); CREATE TABLE b (x);
    CREATE TRIGGER t AFTER INSERT ON a BEGIN
      INSERT INTO b VALUES (new.x);
      DELETE FROM a WHERE x = 'one; two';
    END;
    -- the end"""
    found = list(statements(script))
    assert len(found) == 3
    assert found[2].startswith("CREATE TRIGGER")
    assert found[2].endswith("END;")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.executescript(script)
        whole = schema(db)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for statement in statements(script):
            db.execute(statement)
        assert schema(db) == whole


def test_an_unfinished_statement_is_refused() -> None:
    with pytest.raises(ValueError, match="unfinished statement: 'CREATE TABLE b"):
        list(statements("CREATE TABLE a (x);\nCREATE TABLE b ("))


@pytest.mark.parametrize("fault", ["SELECT * FROM nowhere;", "CREATE TABLE vendor (x);", "PRAGMA user_version = 7;"])
def test_a_failing_migration_of_a_new_file_leaves_nothing_behind(tmp_path: Path, steps: Path, fault: str) -> None:
    (steps / "0099_wrong.sql").write_text(f"CREATE TABLE half (x);\n{fault}\n")
    path = tmp_path / "new.db"
    with pytest.raises(DatabaseError):
        open_database(path, steps)
    with closing(sqlite3.connect(path)) as db:
        assert schema(db) == []
        assert connection.version(db) == 0
    open_database(path, migrations_dir()).close()


def test_a_failing_migration_of_an_old_file_leaves_the_old_version_whole(
    tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    with closing(fresh(path)) as db:
        before, data = schema(db), shown(db)
    (steps / "0091_good.sql").write_text("CREATE TABLE more (x);\n")
    (steps / "0092_wrong.sql").write_text(
        f"PRAGMA user_version = {NEXT};\nINSERT INTO more VALUES (1);\nDROP VIEW nothing;\n"
    )
    next_version(monkeypatch, NEXT)
    with pytest.raises(DatabaseError, match=r"old\.db"):
        open_database(path, steps)
    monkeypatch.undo()
    with closing(open_database(path, migrations_dir())) as db:
        assert (schema(db), shown(db)) == (before, data)


def test_an_older_version_is_saved_and_brought_up(tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    with closing(fresh(path)) as db:
        before = shown(db)
    (steps / "0091_more.sql").write_text(
        f"CREATE TABLE more (x);\nCREATE VIEW more_products AS SELECT slug FROM product;\nPRAGMA user_version = {NEXT};\n"
    )
    next_version(monkeypatch, NEXT)
    with closing(open_database(path, steps)) as db:
        assert connection.version(db) == NEXT
        assert {**shown(db), "more_products": 0} == {**before, "more_products": 0}
        assert db.execute("SELECT count(*) FROM more_products").fetchone()[0] == 3
    backup = tmp_path / "backup" / f"old-v{USER_VERSION}.db"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with closing(sqlite3.connect(backup)) as db:
        assert connection.version(db) == USER_VERSION
        assert shown(db) == before


def test_three_backups_are_kept(tmp_path: Path, steps: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    fresh(path).close()
    for number in range(NEXT, NEXT + 5):
        (steps / f"00{number - 90}_step.sql").write_text(f"PRAGMA user_version = {number};\n")
        next_version(monkeypatch, number)
        open_database(path, steps).close()
    assert sorted(p.name for p in (tmp_path / "backup").iterdir()) == [
        f"old-v{n}.db" for n in range(NEXT + 1, NEXT + 4)
    ]


def test_a_newer_major_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(fresh(path)) as db:
        db.execute("PRAGMA user_version = 200")
        connection.checkpoint(db)
    before = path.read_bytes()
    for attempt in (connection.connect_read, connection.connect_write):
        with pytest.raises(
            DatabaseError, match=rf"written by a newer tracker \(schema 200, this one knows {USER_VERSION}\)"
        ) as caught:
            attempt(path)
        assert caught.value.exit_code == 65
    assert path.read_bytes() == before


def test_a_newer_minor_version_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(fresh(path)) as db:
        db.execute(f"PRAGMA user_version = {NEXT}")
    connection.connect_read(path).close()
    open_database(path, migrations_dir()).close()
    with closing(sqlite3.connect(path)) as db:
        assert connection.version(db) == NEXT


BUILD = """
import sys
from pathlib import Path
from tracker.actions.build import ensure_database
print(ensure_database(Path(sys.argv[1])))
"""


def test_processes_that_build_the_same_new_file_do_not_hinder_each_other(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "tracker.db"
    command = [sys.executable, "-c", BUILD, str(path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0, 0], told
    with closing(connection.connect_read(path)) as db:
        assert db.execute("SELECT count(*) FROM cost_per_token WHERE rank = 1").fetchone()[0] > 3
