"""Files that are no good database: a message that says what to do, the right exit code, and the file as it was."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_sample import fresh

from tracker.actions.build import ensure_database
from tracker.model.errors import DatabaseError, DiskError, TrackerError
from tracker.paths import migrations_dir
from tracker.store.connection import checkpoint, connect_read, translated
from tracker.store.digest import keep_digest
from tracker.store.migrate import open_database
from tracker.views.products import products
from tracker.views.session import open_session


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (url)")
        db.commit()


def text_file(path: Path) -> None:
    path.write_text("not a database, only words\n" * 100)


def truncated(path: Path) -> None:
    with closing(fresh(path)) as db:
        checkpoint(db)
    os.truncate(path, 4096 * 3)


def damaged(path: Path) -> None:
    with closing(fresh(path)) as db:
        checkpoint(db)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)


def use(path: Path, attempt: Callable[[Path], object]) -> None:
    """Open it and ask: what the first page does not show, the first question does."""
    found = attempt(path)
    if isinstance(found, sqlite3.Connection):
        found.close()
        with closing(open_session(path)) as session:
            products(session)


WRONG = [
    (other_program, "is a database of another program; give another file with --db"),
    (text_file, "damaged or not a database"),
    (truncated, "damaged or not a database"),
    (damaged, "damaged or not a database"),
]


@pytest.mark.parametrize(("make", "message"), WRONG)
@pytest.mark.parametrize("attempt", [ensure_database, connect_read, lambda path: open_database(path, migrations_dir())])
def test_a_wrong_file_is_refused_and_left_as_it_was(
    tmp_path: Path, make: Callable[[Path], None], message: str, attempt: Callable[[Path], object]
) -> None:
    path = tmp_path / "tracker.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match=message) as caught:
        use(path, attempt)
    assert caught.value.exit_code == 65
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    for attempt in (ensure_database, connect_read, lambda p: open_database(p, migrations_dir())):
        with pytest.raises(DatabaseError, match="is a folder, not a database; give a file name with --db") as caught:
            attempt(tmp_path)
        assert caught.value.exit_code == 65
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_said_to_be_missing_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no database here"):
        open_session(tmp_path / "no.db")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_told_from_a_database_and_can_become_one(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    path.touch()
    with closing(open_session(path)) as session, pytest.raises(DatabaseError, match="without what this version needs"):
        products(session)
    assert path.stat().st_size == 0
    assert ensure_database(path) is True
    with closing(open_session(path)) as session:
        assert products(session)


def test_a_folder_that_is_a_file_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskError) as caught:
        ensure_database(tmp_path / "file" / "tracker.db")
    assert caught.value.exit_code == 74


def test_a_held_database_is_a_disk_error_that_names_the_mend(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **k | {"timeout": 0.05}))
    with (
        closing(real(database, isolation_level=None)) as holder,
        closing(open_database(database, migrations_dir())) as db,
    ):
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(DiskError, match="another program holds the database"), translated(database):
            keep_digest(db, "x")


@pytest.mark.parametrize("parents", ["", "new/folder"])
def test_the_file_and_its_wal_are_for_their_owner_alone(tmp_path: Path, parents: str) -> None:
    path = tmp_path / parents / "tracker.db"
    before = os.umask(0o022)
    try:
        with closing(fresh(path)) as db:
            db.execute("INSERT INTO meta VALUES ('a', 'b')")
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.glob("tracker.db*")}
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}
    assert "tracker.db-wal" in modes


def test_the_mode_of_feeds_toml_is_given_to_a_file_that_is_there(database: Path) -> None:
    open_database(database, migrations_dir(), 0o640).close()
    assert stat.S_IMODE(database.stat().st_mode) == 0o640
    open_database(database, migrations_dir()).close()
    assert stat.S_IMODE(database.stat().st_mode) == 0o640


READ = """
import os, sys
from pathlib import Path
import encodings.utf_8_sig, sqlite_utils
import tracker.assemble, tracker.catalogue.loading, tracker.metrics.layers, tracker.metrics.ranking, tracker.store.catalogue
from tracker.actions.build import ensure_database
from tracker.views.products import products
from tracker.views.session import open_session
if os.geteuid() == 0:  # who may do everything; a stranger may not even enter the folder of this Python
    os.setgid(65534), os.setuid(65534)
path = Path(sys.argv[1])
print(ensure_database(path, Path(sys.argv[2]) if len(sys.argv) > 2 else None))
print(len(products(open_session(path))) > 100)
"""


@pytest.fixture
def read_only(built: Path) -> Iterator[Path]:
    """A finished database in a folder that a reader may not write. Outside pytest's folders, which others may not enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "tracker.db"
        with closing(sqlite3.connect(built)) as db:
            db.execute("VACUUM INTO ?", (str(path),))
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA journal_mode = WAL")
        path.chmod(0o444)
        folder.chmod(0o555)
        yield path
        folder.chmod(0o755)


def test_a_snapshot_in_a_read_only_folder_is_read(read_only: Path) -> None:
    done = subprocess.run([sys.executable, "-c", READ, str(read_only)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False", "True"], done.stderr
    assert [p.name for p in read_only.parent.iterdir()] == ["tracker.db"]


def test_a_snapshot_of_another_catalogue_is_shown_as_it_is(read_only: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "acme.toml").write_text('[vendor]\nslug = "acme"\nname = "Acme"\nkind = "chip"\n')
        command = [sys.executable, "-c", READ, str(read_only), name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["False", "True"], done.stderr


def test_every_error_of_the_store_is_one_that_the_command_line_knows() -> None:
    assert issubclass(DatabaseError, TrackerError)
    assert issubclass(DiskError, TrackerError)
