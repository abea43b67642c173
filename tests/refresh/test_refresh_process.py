"""A refresh as its own process: stopped, killed, run twice at once."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from refresh_run import query
from refresh_site import Site

ROOT = Path(__file__).resolve().parents[2]
ITEMS = tuple((str(i), f"Title {i}", f"Words of number {i}. " * 5) for i in range(20))


def start(database: Path, feeds: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tracker", "refresh", "--all", "--progress", "jsonl"]
    command += ["--db", str(database), "--feeds", str(feeds), *more]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def feeds_file(folder: Path, site: Site, *slugs: str) -> Path:
    path = folder / "feeds.toml"
    told = [f'[[feed]]\nslug = "{s}"\nurl = "{site.url}/{s}"\nallow_private = true\n' for s in slugs]
    path.write_text('[network]\nper_host = 8\nmin_gap = "0s"\n' + "\n".join(told))
    return path


def wait_for_line(process: subprocess.Popen[str], slug: str) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if json.loads(line).get("slug") == slug:
            return
    raise AssertionError(f"ended with {process.wait()} before {slug} was told")


def sound(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO entries_fts(entries_fts, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_refresh_ends_soon_and_keeps_what_it_had(
    site: Site, database: Path, tmp_path: Path, number: signal.Signals
) -> None:
    site.feed("/quick", *ITEMS)
    site.feed("/slow", *ITEMS, delay=20.0)
    with start(database, feeds_file(tmp_path, site, "quick", "slow")) as process:
        wait_for_line(process, "quick")
        process.send_signal(number)
        process.wait(timeout=6)  # 0.3 s where nothing else runs; the slow feed alone would take 20 s
        assert process.returncode == 128 + number
    assert query(database, "SELECT f.slug, count(*) FROM entry n JOIN feed f ON f.id = n.feed_id GROUP BY 1") == [
        ("quick", 20)
    ]
    sql = "SELECT finished_at IS NOT NULL, json_extract(summary, '$.interrupted'), exit_code FROM run"
    assert query(database, sql) == [(1, 1, 128 + number)]
    sound(database)
    site.feed("/slow", *ITEMS)
    with start(database, feeds_file(tmp_path, site, "quick", "slow")) as process:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert query(database, "SELECT count(*) FROM entry") == [(40,)]
    assert query(database, "SELECT count(*) FROM entry WHERE extractor = ''") == [(0,)]


def test_a_second_process_ends_at_once_with_its_own_exit_code(site: Site, database: Path, tmp_path: Path) -> None:
    site.feed("/quick", *ITEMS)
    site.feed("/slow", *ITEMS, delay=3.0)
    feeds = feeds_file(tmp_path, site, "quick", "slow")
    with start(database, feeds) as first:
        wait_for_line(first, "quick")
        with start(database, feeds) as second:
            told = second.communicate(timeout=20)[1]
            assert second.returncode == 75
            assert "another refresh" in told
        first.communicate(timeout=20)
        assert first.returncode == 0
    assert site.statuses("/slow") == [200]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no process groups here")
def test_a_killed_refresh_leaves_a_sound_database_and_no_lock(site: Site, database: Path, tmp_path: Path) -> None:
    site.feed("/quick", *ITEMS)
    site.feed("/slow", *ITEMS, delay=5.0)
    feeds = feeds_file(tmp_path, site, "quick", "slow")
    with start(database, feeds) as process:
        wait_for_line(process, "quick")
        process.kill()
        process.wait()
    sound(database)
    site.feed("/slow", *ITEMS)
    with start(database, feeds) as process:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert query(database, "SELECT f.slug, count(*) FROM entry n JOIN feed f ON f.id = n.feed_id GROUP BY 1 ORDER BY 1") == [
        ("quick", 20), ("slow", 20)
    ]  # fmt: skip
    assert site.statuses("/quick") == [200, 304]


@pytest.mark.parametrize("quiet", [True, False])
def test_what_feeds_toml_asks_in_vain_is_one_line_unless_quiet(
    site: Site, database: Path, tmp_path: Path, quiet: bool
) -> None:
    site.feed("/quick", *ITEMS)
    feeds = feeds_file(tmp_path, site, "quick")
    feeds.write_text(feeds.read_text() + "fulltext = true\n")
    with start(database, feeds, "--progress", "none", *(["--quiet"] if quiet else [])) as process:
        told = process.communicate(timeout=60)[1]
    assert process.returncode == 0
    assert told == ("" if quiet else f"tracker: {feeds}: fulltext (of quick) is not used by this version\n")
