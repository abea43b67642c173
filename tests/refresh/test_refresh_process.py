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
from refresh_site import Page, Site

from tracker.refresh.pause import pause, share
from tracker.store.lock import refresh_lock

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


def summary(database: Path) -> str:
    command = [sys.executable, "-m", "tracker", "--db", str(database)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


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
    assert "last refresh: began 20" in (told := summary(database))
    assert "cut off before its end" in told
    site.feed("/slow", *ITEMS)
    with start(database, feeds) as process:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert query(database, "SELECT f.slug, count(*) FROM entry n JOIN feed f ON f.id = n.feed_id GROUP BY 1 ORDER BY 1") == [
        ("quick", 20), ("slow", 20)
    ]  # fmt: skip
    assert site.statuses("/quick") == [200, 304]
    assert "cut off" not in summary(database)


@pytest.mark.parametrize("quiet", [True, False])
def test_what_feeds_toml_asks_in_vain_is_one_line_unless_quiet(
    site: Site, database: Path, tmp_path: Path, quiet: bool
) -> None:
    site.feed("/quick", *ITEMS)
    feeds = feeds_file(tmp_path, site, "quick")
    feeds.write_text(feeds.read_text() + "enabled = false\n")
    with start(database, feeds, "--progress", "none", *(["--quiet"] if quiet else [])) as process:
        told = process.communicate(timeout=60)[1]
    assert process.returncode == 0
    assert told == ("" if quiet else f"tracker: {feeds}: there is no enabled [[feed]]: nothing is fetched\n")


def test_a_refresh_that_waits_for_its_turn_can_be_stopped(site: Site, database: Path, tmp_path: Path) -> None:
    site.feed("/quick", *ITEMS)
    with start(database, feeds_file(tmp_path, site, "quick"), "--jitter", "20h") as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=4)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=6) == 128 + signal.SIGTERM
    assert site.asked == []
    with refresh_lock(database):
        pass


def test_the_share_of_the_wait_is_always_the_same_here_and_another_elsewhere(tmp_path: Path) -> None:
    shares = [share(tmp_path / f"{n}.db") for n in range(100)]
    assert shares == [share(tmp_path / f"{n}.db") for n in range(100)]
    assert 0 <= min(shares) < 0.1 < 0.9 < max(shares) < 1
    assert pause(0.0) == 0


def test_a_run_that_takes_too_long_ends_with_what_it_has(site: Site, database: Path, tmp_path: Path) -> None:
    site.feed("/quick", *ITEMS)
    site.feed("/slow", *ITEMS, delay=30.0)
    with start(database, feeds_file(tmp_path, site, "quick", "slow"), "--max-time", "3s", "--json") as process:
        out = process.communicate(timeout=20)[0]
        assert process.returncode == 0
    report = json.loads(out)
    assert {feed["slug"]: feed["outcome"] for feed in report["feeds"]} == {"quick": "new", "slow": "skipped"}
    assert report["notes"] == ["the 3 s of --max-time are over: the next refresh goes on"]
    assert query(database, "SELECT count(*) FROM entry") == [(20,)]


def loaded(database: Path, feeds: Path, heavy: str, *more: str) -> str:
    """Which of these modules a refresh loads, as a list is printed."""
    told = f"""
import sys
from tracker.cli import main
sys.argv = ["tracker", "refresh", "--db", {str(database)!r}, "--feeds", {str(feeds)!r}, *{more!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print([name for name in {heavy!r}.split() if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_nothing_due_loads_neither_the_network_nor_a_parser(site: Site, database: Path, tmp_path: Path) -> None:
    site.feed("/quick", *ITEMS)
    feeds = feeds_file(tmp_path, site, "quick")
    with start(database, feeds) as process:
        process.communicate(timeout=60)
    heavy = "asyncio httpx feedparser numpy sqlite_utils textual rich tracker.fetch tracker.feeds tracker.assemble tracker.reading"
    assert loaded(database, feeds, heavy) == "[]"
    assert len(site.asked) == 1


def test_a_price_list_that_is_as_it_was_costs_no_look_at_what_its_names_mean(
    site: Site, database: Path, tmp_path: Path
) -> None:
    path = "/catalogs/v8/nebius/vms.csv"
    site.pages[path] = Page(b"InstanceType,AcceleratorName,AcceleratorCount,MemoryGiB,Price,Region,SpotPrice\n"
                            b"synthetic-1x,H100,1,200,2.5,nowhere-1,\n")  # fmt: skip
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[network]\nmin_gap = "0s"\n[[prices]]\nslug = "made-up"\nkind = "skypilot"\n'
                     f'url = "https://lists.example{path}"\nbase_url = "{site.url}"\nallow_private = true\n')  # fmt: skip
    heavy = "tracker.pricing.meaning tracker.pricing.storing tracker.pricing.agreement tracker.catalogue.whole tracker.assemble"
    assert loaded(database, feeds, heavy, "--all") == str(heavy.split())
    assert loaded(database, feeds, f"{heavy} tracker.model.performance tracker.model.rows", "--all") == "[]"
    assert [status for _, status in site.asked] == [200, 304]
