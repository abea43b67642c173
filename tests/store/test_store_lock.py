"""One refresh at a time, and a lock that dies with its process."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.model.errors import DatabaseError, RefreshRunning
from tracker.store.lock import refresh_lock

HOLD = """
import sys, time
from pathlib import Path
from tracker.store.lock import refresh_lock
with refresh_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_at_once_and_a_kill_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "tracker.db"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(RefreshRunning, match=r"another refresh of .*tracker\.db is running") as caught,
            refresh_lock(path),
        ):
            pass
        assert caught.value.exit_code == 75
        holder.send_signal(signal.SIGKILL)
        holder.wait(timeout=10)
    with refresh_lock(path), pytest.raises(RefreshRunning), refresh_lock(path):
        pass
    with refresh_lock(path):
        pass


def test_links_to_one_database_share_one_lock(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "tracker.db", tmp_path / "link.db"
    real.parent.mkdir()
    link.symlink_to(real)
    with refresh_lock(real), pytest.raises(RefreshRunning), refresh_lock(link):
        pass
    with refresh_lock(link), pytest.raises(RefreshRunning), refresh_lock(real):
        pass
    assert not list(tmp_path.glob("*.lock"))


def test_the_lock_does_not_hinder_readers_and_writers(database: Path) -> None:
    from tracker.paths import migrations_dir
    from tracker.store.digest import keep_digest
    from tracker.store.migrate import open_database

    with refresh_lock(database):
        db = open_database(database, migrations_dir())
        keep_digest(db, "other")
        db.close()


@pytest.mark.parametrize("words", ["999999\n", "no lock of ours\n" * 200])
def test_what_stands_in_the_file_means_nothing(tmp_path: Path, words: str) -> None:
    path = tmp_path / "tracker.db"
    (tmp_path / "tracker.db.lock").write_text(words)
    with refresh_lock(path), pytest.raises(RefreshRunning), refresh_lock(path):
        pass
    with refresh_lock(path):
        pass


def test_a_link_to_a_file_of_others_is_refused_and_the_file_left(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear reader\n" * 200)
    (tmp_path / "tracker.db.lock").symlink_to(tmp_path / "letter")
    with pytest.raises(DatabaseError, match=r"tracker\.db\.lock"), refresh_lock(tmp_path / "tracker.db"):
        pass
    assert (tmp_path / "letter").read_text() == "dear reader\n" * 200
