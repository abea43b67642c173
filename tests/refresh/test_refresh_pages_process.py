"""Whole articles in a refresh that is a process of its own: stopped, killed, out of time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import page_site
import pytest
from page_site import TEASER, TITLE, page
from refresh_run import query
from refresh_site import Site

from tracker import extras

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not extras.reads_pages(), reason="the extra [fulltext] is not installed")


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> Path:
    """A feed with two articles: the page of the first comes at once, that of the second after 20 s."""
    page_site.feed(site, "/a", *((n, TITLE, f"{TEASER} Part {n}.", f"/news/{n}") for n in "12"))
    site.pages["/news/2"] = page(delay=20.0)
    site.pages["/news/1"] = page(*page_site.MORE, "Part 1.")
    path = tmp_path / "feeds.toml"
    path.write_text(
        '[network]\nmin_gap = "0s"\n[[feed]]\nslug = "a"\nfulltext = true\nallow_private = true\n'
        f'url = "{site.url}/a"\n'
    )
    return path


def start(database: Path, feeds: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tracker", "refresh", "--all", "--progress", "none", "--json", *more]
    command += ["--db", str(database), "--feeds", str(feeds)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.1)


def outcomes(database: Path) -> dict[object, object]:
    return dict(query(database, "SELECT substr(url, -1), full_text FROM articles"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_refresh_ends_soon_and_asks_the_rest_the_next_time(
    site: Site, database: Path, feeds: Path, number: signal.Signals
) -> None:
    with start(database, feeds) as process:
        wait_until(lambda: len(outcomes(database)) == 2)
        process.send_signal(number)
        out = process.communicate(timeout=8)[0]
        assert process.returncode == 128 + number
    told = json.loads(out)["pages"]
    assert told["waiting"] == 2 - told["ok"]
    assert "waiting" in outcomes(database).values()
    site.pages["/news/2"] = page(*page_site.MORE, "Part 2.")
    with start(database, feeds) as process:
        assert json.loads(process.communicate(timeout=60)[0])["pages"]["waiting"] == 0
    assert outcomes(database) == {"1": "ok", "2": "ok"}
    assert len(site.statuses("/news/1")) == 1


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no kill here")
def test_a_killed_refresh_has_each_text_with_its_outcome(site: Site, database: Path, feeds: Path) -> None:
    with start(database, feeds) as process:
        wait_until(lambda: len(outcomes(database)) == 2)
        time.sleep(0.5)
        process.kill()
        process.wait()
    revisions = {"waiting": 1, "ok": 2}
    for revision, outcome in query(database, "SELECT revision, full_text FROM articles"):
        assert revision == revisions[str(outcome)]
    site.pages["/news/2"] = page(*page_site.MORE, "Part 2.")
    with start(database, feeds) as process:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert outcomes(database) == {"1": "ok", "2": "ok"}


def test_the_time_of_a_run_is_kept(site: Site, database: Path, feeds: Path) -> None:
    started = time.monotonic()
    with start(database, feeds, "--max-time", "6s") as process:
        out = process.communicate(timeout=30)[0]
        assert process.returncode == 0
    assert time.monotonic() - started < 18
    assert json.loads(out)["pages"]["waiting"] >= 1
    assert "waiting" in outcomes(database).values()


def test_nothing_due_loads_neither_the_network_nor_what_reads_pages(site: Site, database: Path, feeds: Path) -> None:
    site.pages["/news/2"] = page(*page_site.MORE, "Part 2.")
    with start(database, feeds) as process:
        process.communicate(timeout=60)
    before = len(site.asked)
    told = f"""
import sys
from tracker.cli import main
sys.argv = ["tracker", "refresh", "--db", {str(database)!r}, "--feeds", {str(feeds)!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
heavy = "asyncio httpx lxml trafilatura tracker.fetch tracker.feeds tracker.reading tracker.refresh.pages"
print([name for name in heavy.split() if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
    assert len(site.asked) == before
