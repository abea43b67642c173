"""A refresh from inside: a process of its own, its progress, its end in words; and a database that gets lost."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content
from tui_sample import FEEDS, build, press, screen, settle

from tracker.cli.progress import tell_end
from tracker.refresh.report import Report
from tracker.refresh.results import PriceResult
from tracker.tui import refreshing
from tracker.tui.app import TrackerApp
from tracker.tui.refreshing import ENDS, Progress, advanced, command, ended
from tracker.tui.screens.timeline import EventList
from tracker.tui.widgets.lines import progress_pieces


def process(*steps: str, code: int = 0) -> list[str]:
    """A program that says these lines on stderr and ends."""
    lines = "".join(f"print({step!r}, file=sys.stderr, flush=True); " for step in steps)
    return [sys.executable, "-c", f"import sys, time; {lines}sys.exit({code})"]


def says(**event: object) -> str:
    return json.dumps(event)


async def finished(pilot: object, app: TrackerApp) -> None:
    for _ in range(200):
        if app.refreshing is None:
            break
        await asyncio.sleep(0.05)
    assert app.refreshing is None
    await settle(pilot)


def test_the_command_is_the_tracker_itself_without_a_shell() -> None:
    told = command(Path("a b.db"), Path("f.toml"))
    assert told == [
        sys.executable,
        "-m",
        "tracker",
        "refresh",
        "--progress",
        "jsonl",
        "--db",
        "a b.db",
        "--feeds",
        "f.toml",
    ]


def test_progress_follows_the_events_and_nothing_else() -> None:
    p = advanced(Progress(), says(event="start", total=2))
    assert p == Progress(total=2)
    p = advanced(p, says(event="feed", slug="a", outcome="new", new=3, changed=1, message="", done=1, total=2))
    p = advanced(p, says(event="feed", slug="b", outcome="error", new=0, changed=0, message="dns", done=2, total=2))
    assert p == Progress(total=2, done=2, slug="b", new=3, changed=1, failed=1)
    for noise in ("warning: x", "", "[1]", "{}", '{"event": 5}', '{"event": "feed', "[" * 100_000):
        assert advanced(p, noise) is p
    reads = advanced(p, says(event="step", step="reading", done=200, total=1200))
    assert (reads.step, reads.step_done, reads.step_total, reads.new) == ("reading", 200, 1200, 3)
    assert advanced(p, says(event="step", step="[b]x", done=1)) == p
    assert advanced(p, says(event="feed", slug="c", new="many", done=None, total=-1)) == Progress(2, 0, "c", 3, 1, 1)
    assert advanced(p, says(event="end", exit_code=0, new=3, changed=1, failed=1, seconds=1)) == p


def test_price_lists_that_were_asked_and_failed_are_told_though_no_feed_was_due() -> None:
    quiet = says(event="end", exit_code=0, new=0, changed=0, failed=0, prices_asked=0, prices_failed=0)
    assert ended(0, advanced(Progress(), quiet), "", False)[0].startswith("No feed and no price list is due yet")
    asked = says(event="end", exit_code=0, new=0, changed=0, failed=0, prices_asked=47, prices_failed=2)
    words = ended(0, advanced(Progress(), asked), "", False)
    assert words == ("Refresh done: no feed was due; 47 parts of price lists asked, 2 failed (see l in 4 Prices)", True)
    both = ended(0, Progress(total=3, done=3, new=5, failed=1, prices_asked=1), "", False)[0]
    assert both == "Refresh done: 5 new, 0 changed, 1 failed (see 5 Feeds); 1 part of price lists asked"


def test_the_process_tells_how_many_price_lists_it_asked(capsys: pytest.CaptureFixture[str]) -> None:
    told = [
        PriceResult(slug="a", part=str(i), outcome=o) for i, o in enumerate(("new", "error", "not_modified", "skipped"))
    ]
    report = Report(exit_code=0, feeds=(), new=0, changed=0, failed=0, not_due=0, read=0, facts=0, reranked=False, seconds=1.0,
                    prices=tuple(told))  # fmt: skip
    tell_end(report, 0)
    after = advanced(Progress(), capsys.readouterr().err)
    assert (after.prices_asked, after.prices_failed) == (3, 1)


@pytest.mark.parametrize("code", [0, 2, 65, 69, 70, 74, 75, 78, -9])
def test_every_end_is_told_in_words(code: int) -> None:
    words, good = ended(code, Progress(total=2, done=2, new=3), "feeds.toml:3: no", False)
    assert good == (code in (0, 75))
    assert words.startswith(ENDS.get(code, "The refresh ended unexpectedly"))
    assert ("feeds.toml:3: no" in words) == (code not in (0, 75))


def test_the_line_tells_how_far_reading_is() -> None:
    reads = Progress(total=2, done=2, new=3, step="reading", step_done=300, step_total=1200)
    line = Content(" ").join(progress_pieces(reads, 100, Content("C stops it"))).plain
    assert "reading" in line
    assert "300/1,200" in line
    assert "3 new" in line
    ranks = (
        Content(" ")
        .join(progress_pieces(replace(reads, step="ranking", step_done=0, step_total=0), 40, Content("C stops it")))
        .plain
    )
    assert "ranking" in ranks
    assert "0/" not in ranks


async def test_a_refresh_shows_its_progress_and_its_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = path.with_name("gate")
    steps = [
        says(event="start", total=2),
        "not json",
        says(event="feed", slug="acme-news", outcome="new", new=2, changed=0, done=1, total=2),
    ]
    wait = f"import os, time\nwhile not os.path.exists({str(gate)!r}): time.sleep(0.02)\n"
    says_lines = "".join(f"print({s!r}, file=sys.stderr, flush=True)\n" for s in steps)
    end = f"print({says(event='end', exit_code=0, new=2, changed=0, failed=0)!r}, file=sys.stderr)\n"
    monkeypatch.setattr(
        refreshing,
        "command",
        lambda db, feeds, everything=False: [sys.executable, "-c", "import sys\n" + says_lines + wait + end],
    )
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        for _ in range(100):
            if app.progress and app.progress.done:
                break
            await asyncio.sleep(0.05)
        await settle(pilot)
        line = next(text for text in screen(app).splitlines() if "refresh " in text and "1/2" in text)
        assert "2 new" in line
        assert "acme-news" in line
        await press(pilot, "2", "j", "1")
        assert "1/2" in screen(app)
        gate.touch()
        await finished(pilot, app)
        assert "Refresh done: 2 new, 0 changed" in screen(app)
        assert "1/2" not in screen(app)


async def test_a_refresh_is_stopped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeper = [
        sys.executable,
        "-c",
        f"import sys, time; print({says(event='start', total=9)!r}, file=sys.stderr, flush=True); time.sleep(60)",
    ]
    monkeypatch.setattr(refreshing, "command", lambda db, feeds, everything=False: sleeper)
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        for _ in range(100):
            if app.progress and app.progress.total:
                break
            await asyncio.sleep(0.05)
        await press(pilot, "r", "C")
        await finished(pilot, app)
        assert "Refresh stopped after 0 of 9 feeds" in screen(app)
        assert "A refresh is running" in screen(app)


async def test_leaving_ends_the_refresh(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        refreshing, "command", lambda db, feeds, everything=False: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "r")
        running = app.refreshing
    assert running is not None
    assert running.process is not None
    assert running.process.returncode is not None


async def test_an_end_with_75_is_no_error_and_a_missing_program_is_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments, words in (
        (process(code=75), "Another refresh is running already"),
        (["/nonexistent/x"], "could not be started"),
    ):
        monkeypatch.setattr(refreshing, "command", lambda db, feeds, everything=False, told=arguments: told)
        app = TrackerApp(path, FEEDS)
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await press(pilot, "r")
            await finished(pilot, app)
            assert words in " ".join(screen(app).split())


async def test_a_replaced_database_is_taken_up_and_a_damaged_one_is_told(path: Path, tmp_path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        os.replace(build(tmp_path / "other.db", " again"), path)
        app._pulse()
        await settle(pilot)
        assert "Maia 200 again" in screen(app)
        bad = tmp_path / "bad"
        bad.write_bytes(b"no database at all" * 500)
        os.replace(bad, path)
        app._pulse()
        app._pulse()
        await settle(pilot)
        assert screen(app).count("The database cannot be read") == 1
        await press(pilot, "2", "1", "g", "j")
        assert app.is_running
        os.replace(build(tmp_path / "third.db", " thrice"), path)
        app._pulse()
        await settle(pilot)
        await press(pilot, "1")
        assert "Maia 200 thrice" in screen(app)


async def test_a_deleted_database_is_told_and_the_rows_on_screen_stay(path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        path.unlink()
        app._pulse()
        await settle(pilot)
        assert "The database cannot be read" in " ".join(screen(app).split())
        assert "Maia 200" in screen(app)


async def test_a_fault_while_reading_becomes_a_notice(path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        app.screen.ask("x", lambda s: 1 // 0, print)  # type: ignore[attr-defined]
        await settle(pilot)
        assert "ZeroDivisionError" in " ".join(screen(app).split())


async def test_a_later_question_replaces_the_one_before(path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        heard: list[int] = []
        for i in range(20):
            app.screen.ask("x", lambda s, i=i: i, heard.append)  # type: ignore[attr-defined]
        await settle(pilot)
        assert heard[-1] == 19
        assert app.screen.query_one(EventList).source.count == 5


def test_the_screen_loads_nothing_that_only_a_refresh_needs() -> None:
    import subprocess

    heavy = "{'httpx', 'feedparser', 'numpy', 'sqlite_utils', 'click'}"
    code = f"import sys, tracker.tui.app; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
