"""A database or a network in trouble: a sentence and what to do next, in the terminal at the start and on the screen later."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tui_looks import SIZES, looked
from tui_sample import FEEDS, press, settle

from tracker.actions.build import ensure_database
from tracker.actions.settings import show_feeds
from tracker.cli import root
from tracker.store import connection
from tracker.store.connection import connect_write
from tracker.tui.app import TrackerApp
from tracker.tui.remembered import Remembered

CATALOGUE = """
[vendor]
slug = "acme"
name = "Acme"
kind = "chip"

[sources]
sheet = { url = "https://acme.example/one", publisher = "Acme", tier = "vendor", published = "2026-03-02" }

[[product]]
slug = "one"
name = "One"
kind = "chip"
events = [
  { type = "announced", date = "2026-03-02", note = "In our own words.", source = "sheet" },
]
"""
FEED = """
[[feed]]
slug = "press"
url = "http://127.0.0.1:9/feed"
title = "The Press"
tier = "press"
allow_private = true
"""
BEFORE = "tracker: tracker.db: "


@contextmanager
def locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE meta SET value = value")
        yield


@contextmanager
def cut(path: Path) -> Iterator[None]:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    yield


@contextmanager
def text(path: Path) -> Iterator[None]:
    path.write_text("no database at all" * 500)
    yield


@contextmanager
def foreign(path: Path) -> Iterator[None]:
    path.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE note(words)")
    yield


@contextmanager
def newer(path: Path) -> Iterator[None]:
    _of_schema(path, 300)
    yield


@contextmanager
def folder(path: Path) -> Iterator[None]:
    path.unlink()
    path.mkdir()
    yield


def _of_schema(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"PRAGMA user_version = {number}")


SHUT: dict[Callable[[Path], object], tuple[int, str]] = {
    locked: (74, "another program holds the database; close its transaction and try again"),
    cut: (
        65,
        "damaged or not a database (database disk image is malformed). Keep the file, then try: "
        "sqlite3 tracker.db '.recover' | sqlite3 recovered.db, and use that with --db",
    ),
    text: (
        65,
        "damaged or not a database (file is not a database). Keep the file, then try: "
        "sqlite3 tracker.db '.recover' | sqlite3 recovered.db, and use that with --db",
    ),
    foreign: (65, "is a database of another program; give another file with --db"),
    newer: (
        65,
        "was written by a newer tracker (schema 300, this one knows "
        f"{connection.USER_VERSION}); update tracker, or give another file with --db",
    ),
    folder: (65, "is a folder, not a database; give a file name with --db"),
}


@pytest.fixture(autouse=True)
def here(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the folder of the database, so that sentences are as long anywhere; with notices that stay."""
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    monkeypatch.chdir(path.parent)
    monkeypatch.setattr("tracker.tui.widgets.notice.LASTS_S", 600.0)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect

    def soon(*told: object, timeout: float = 0.0, **more: object) -> sqlite3.Connection:
        return real(*told, timeout=0.05, **more)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", soon)


@pytest.mark.parametrize("trouble", list(SHUT))
def test_what_keeps_the_screen_shut_is_a_sentence_and_what_to_do(
    trouble: Callable[[Path], object],
    path: Path,
    impatient: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(root, "_on_terminal", lambda: True)
    with trouble(path), pytest.raises(SystemExit) as left:  # type: ignore[attr-defined]
        root.tracker.main(["--db", path.name])
    assert (left.value.code, capsys.readouterr().err) == (SHUT[trouble][0], f"{BEFORE}{SHUT[trouble][1]}\n")


async def test_a_first_start_says_what_this_is_and_what_fetches_more(tmp_path: Path) -> None:
    made = tmp_path / "first.db"
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "acme.toml").write_text(CATALOGUE)
    (tmp_path / "feeds.toml").write_text(FEED)
    ensure_database(made, tmp_path / "catalogue")
    show_feeds(made, tmp_path / "feeds.toml")
    app = TrackerApp(made, FEEDS, remembered=Remembered.of(made))
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        assert await looked(pilot, "first-start") == []
        app.notices = ()
        for view in ("feeds", "review", "disputes", "prices"):
            await app.run_action(f"view('{view}')")
            await settle(pilot)
            assert await looked(pilot, f"first-{view}") == []
    again = TrackerApp(made, FEEDS, remembered=Remembered.of(made))
    async with again.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        assert again.notices == ()


async def test_an_unreadable_table_is_told_in_the_place_of_its_rows(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        (root_page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'feed'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((root_page - 1) * size)
        file.write(b"\xff" * size)
    app = TrackerApp(Path(path.name), FEEDS)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        assert await looked(pilot, "damaged-feeds") == []


async def test_a_database_that_another_program_writes_takes_no_decision_yet(path: Path, impatient: None) -> None:
    app = TrackerApp(Path(path.name), FEEDS)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        await press(pilot, "7")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await press(pilot, "a")
        assert await looked(pilot, "locked-review") == []


async def test_a_read_only_database_is_read_and_says_why_it_takes_no_decision(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(at: Path) -> sqlite3.Connection:
        db = connect_write(at)
        db.execute("PRAGMA query_only = ON")
        return db

    monkeypatch.setattr("tracker.store.migrate.connect_write", refusing)
    app = TrackerApp(Path(path.name), FEEDS)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        await press(pilot, "7", "a")
        assert await looked(pilot, "read-only-review") == []


def gone(path: Path) -> None:
    path.unlink()


def of_a_newer_tracker(path: Path) -> None:
    other = path.with_name("other.db")
    with closing(sqlite3.connect(path)) as db:
        db.execute("VACUUM INTO ?", (str(other),))
    _of_schema(other, 300)
    other.replace(path)


@pytest.mark.parametrize("happens", [gone, of_a_newer_tracker])
async def test_a_database_that_gets_lost_is_told_over_the_rows_that_stay(
    path: Path, happens: Callable[[Path], None]
) -> None:
    app = TrackerApp(Path(path.name), FEEDS)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        happens(path)
        app._pulse()
        await settle(pilot)
        assert await looked(pilot, f"lost-{happens.__name__}") == []


async def test_without_a_network_the_refresh_says_so_and_each_feed_why(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(FEED)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    app = TrackerApp(path, feeds)
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        await press(pilot, "5", "R")
        for _ in range(600):
            if app.refreshing is None:
                break
            await asyncio.sleep(0.05)
        assert app.refreshing is None
        await settle(pilot)
        assert await looked(pilot, "offline-feeds") == []
