"""Disputes, how fresh it is, refreshing everything, and what a ranking row says against itself."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content
from tui_sample import FEEDS, press, screen, settle

from tracker.paths import migrations_dir
from tracker.store.lock import refresh_lock
from tracker.store.migrate import open_database
from tracker.tui import refreshing
from tracker.tui.app import TrackerApp
from tracker.tui.ranking_parts.ranking import warning
from tracker.tui.refreshing import Progress, command, ended
from tracker.tui.review_parts.contradictions import one_says, other_says
from tracker.tui.specs_parts.columns import _fitted
from tracker.tui.text import hung
from tracker.tui.when import moments, short_day
from tracker.views.rankings import rankings
from tracker.views.session import open_session
from tracker.views.specs import all_contradictions


async def test_both_sides_of_a_dispute_are_listed_and_shown_with_their_sources(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        line = next(line for line in screen(app).splitlines() if "Trainium3" in line)
        for words in ("Power", "900 W", "The Press", "700 W", "Datasheets"):
            assert words in line
        await press(pilot, "enter")
        text = app.screen.pane.text  # type: ignore[attr-defined]
        for words in ("ONE SAYS", "https://press.example/x", "ANOTHER SAYS", "https://sheets.example/all", "“700 W”"):
            assert words in text


@pytest.mark.parametrize(
    ("code", "summary", "words"),
    [
        (69, "{}", "refresh failed 2 min ago"),
        (0, '{"interrupted": true}', "refresh stopped 2 min ago"),
        (0, "{}", "refreshed 2 min ago"),
    ],
)
async def test_the_header_says_how_the_last_refresh_ended(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int, summary: str, words: str
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    db = open_database(path, migrations_dir())
    db.execute("INSERT INTO run(started_at, version, finished_at, exit_code, summary) "
               "VALUES ('2026-11-25T11:57:00Z', '1', '2026-11-25T11:58:00Z', ?, ?)", (code, summary))  # fmt: skip
    db.close()
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert words in screen(app).splitlines()[0]
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        short = words.replace("refreshed", "fresh").removeprefix("refresh ")
        assert screen(app).splitlines()[0].endswith(f" {short}")


@pytest.mark.parametrize(
    ("before", "running", "words", "short"),
    [
        (False, False, "refresh cut off, began 3 min ago", "cut off"),
        (True, False, "refresh cut off, began 3 min ago", "cut off"),
        (False, True, "refresh began 3 min ago", "began 3 min ago"),
        (True, True, "refreshed 1 h ago", "refreshed 1 h ago"),
    ],
)
async def test_the_header_says_that_the_last_refresh_did_not_end(
    path: Path, monkeypatch: pytest.MonkeyPatch, before: bool, running: bool, words: str, short: str
) -> None:
    """A killed process leaves a run without an end, and no lock."""
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    db = open_database(path, migrations_dir())
    if before:
        db.execute("INSERT INTO run(started_at, version, finished_at, exit_code, summary) "
                   "VALUES ('2026-11-25T10:57:00Z', '1', '2026-11-25T10:58:00Z', 0, '{}')")  # fmt: skip
    db.execute("INSERT INTO run(started_at, version) VALUES ('2026-11-25T11:57:00Z', '1')")
    db.close()
    app = TrackerApp(path, FEEDS)
    with refresh_lock(path) if running else nullcontext():
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert words in screen(app).splitlines()[0]
            await pilot.resize_terminal(80, 24)
            await settle(pilot)
            assert screen(app).splitlines()[0].rstrip().endswith(f" {short}")


async def test_a_refresh_with_nothing_due_leaves_the_header_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    db = open_database(path, migrations_dir())
    db.executemany("INSERT INTO run(started_at, version, finished_at, exit_code, summary) VALUES (?1, '1', ?1, ?2, ?3)",
                   [("2026-11-25T11:58:00Z", 69, '{"asked": 2}'), ("2026-11-25T11:59:00Z", 0, '{"asked": 0}')])  # fmt: skip
    db.close()
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "refresh failed 2 min ago" in screen(app).splitlines()[0]


async def test_capital_r_refreshes_what_is_not_due_too(app: TrackerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def told(db: Path, feeds: Path, everything: bool = False) -> list[str]:
        asked.append(everything)
        return [sys.executable, "-c", ""]

    monkeypatch.setattr(refreshing, "command", told)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for key in ("r", "R"):
            await press(pilot, key)
            await app.workers.wait_for_complete()
        assert asked == [False, True]
    assert command(Path("d"), Path("f"), True)[-1] == "--all"
    assert "R asks all" in ended(0, Progress(), "", False)[0]


def test_weak_and_announced_figures_are_warned_of(path: Path) -> None:
    session = open_session(path)
    row = rankings(session, "chat")[0]
    session.close()
    assert warning(replace(row, weakest_tier="datasheet")) == ""
    assert warning(replace(row, weakest_tier="unverified")) == "! unverified"
    assert warning(replace(row, announced_only=1)) == "! announced"
    assert warning(replace(row, announced_only=1, usd_per_mtok=None)) == ""


async def test_o_opens_where_the_price_of_a_ranking_row_stands(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        assert app.screen.selected_link() == "https://sheets.example/all"  # type: ignore[attr-defined]


def test_the_rest_of_a_line_hangs_under_its_beginning() -> None:
    shown = hung(
        Content(
            "name   one two three four five six seven\n\n3. one two three four five six\nplain words that run on and on"
        ),
        24,
    )
    assert shown.plain.split("\n") == [
        "name   one two three", "       four five six", "       seven", "", "3. one two three four", "   five six",
        "plain words that run on", "and on",
    ]  # fmt: skip
    assert max(len(line) for line in hung(Content("x" * 100), 24).plain.split("\n")) == 24


def test_a_name_never_stands_alone_and_a_broken_line_begins_with_no_blank() -> None:
    assert hung(Content("address   https://a.example/long/way/to/it"), 24).plain.split("\n") == [
        "address   https://a.exam", "          ple/long/way/t", "          o/it",
    ]  # fmt: skip
    assert hung(Content("A source of a long name  2026-01-26"), 24).plain.split("\n") == [
        "A source of a long name ", "2026-01-26",
    ]  # fmt: skip


def test_figures_that_a_list_printed_for_machines_are_read_by_people(path: Path) -> None:
    session = open_session(path)
    row = replace(
        all_contradictions(session, 1)[0], one="Peak compute int8: 420000000000000.0 OP/s", other="288000000000.0 byte"
    )
    session.close()
    assert (one_says(row), other_says(row)) == ("420 TOPS", "288 GB")
    assert other_says(replace(row, other="2000 W")) == "2000 W"
    assert other_says(replace(row, other="9" * 100_000 + " bytes")).startswith("999")


def test_a_promised_day_stands_without_the_product_that_has_its_own_column(path: Path) -> None:
    session = open_session(path)
    row = replace(all_contradictions(session, 1)[0], kind="promise", product="MI450", what="roadmap",
                  one="2026, MI450 promised", other="2027-H1, MI450 promised: First racks.")  # fmt: skip
    session.close()
    assert (one_says(row), other_says(row)) == ("2026", "2027-H1: First racks.")


def test_a_figure_gives_up_its_other_units_and_then_digits_before_it_is_cut() -> None:
    for room, behind, shown in (
        (18, (6, 0), "2.517 PFLOPS"), (17, (6, 0), "2.52 PFLOPS"), (12, (6, 0), "2.517 PFLOPS"), (10, (0, 0), "2.5 PFLOPS"),
    ):  # fmt: skip
        assert _fitted("2.517 PFLOPS", "", room, behind) == shown
    assert _fitted("144 GiB (154.6 GB)", "", 17, (0, 0)) == "144 GiB (155 GB)"
    assert _fitted("144 GiB (154.6 GB)", "", 12, (0, 0)) == "144 GiB"
    assert _fitted("3.596 TFLOPS/W", "/W", 12, (0, 0)) == "3.6 TFLOPS/W"
    assert _fitted("3.596 TFLOPS/W", "/W", 11, (0, 0)) == "3.6 TFLOPS"
    assert _fitted("≥2.517 PFLOPS", "", 9, (0, 0)) == "≥2.5 PF"
    assert _fitted("2.517 PFLOPS", "", 10, (6, 1)) == "2.5 PF"


def test_a_day_is_short_and_another_year_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25")
    assert (short_day("2026-10-09T08:00:00Z"), short_day("2025-10-09"), short_day(None)) == ("9 Oct", "Oct 2025", "")


def test_moments_are_told_as_people_write_them() -> None:
    assert moments("2026-11-26T19:26:24Z, twice; 2026-07-02T00:00:00Z") == "2026-11-26 19:26 UTC, twice; 2026-07-02"
