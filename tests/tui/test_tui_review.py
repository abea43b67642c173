"""Review: what waits is shown with its words, decided with a key, and taken back; a real database keeps it."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tui_sample import FEEDS, build, press, screen, settle

from tracker.model.errors import TrackerError, UsageError
from tracker.store.connection import connect_write
from tracker.tui.app import TrackerApp
from tracker.tui.deciding import fields
from tracker.tui.screens.review import ReviewScreen, near
from tracker.tui.when import partial_date
from tracker.views.session import open_session
from tracker.views.specs import review

SIZE = (140, 36)


def waiting(path: Path) -> list[str]:
    session = open_session(path)
    found = [f"{r.product} {r.what}" for r in review(session)]
    session.close()
    return found


def decided(path: Path) -> list[tuple[str, str, str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT verb, note, changes, target FROM decision ORDER BY decided_at, fact").fetchall()


def selected(app: TrackerApp) -> str:
    assert isinstance(app.screen, ReviewScreen)
    row = app.screen.selected
    return f"{row.product} {row.what}" if row else ""


def told(app: TrackerApp) -> str:
    """The notices that stand, unbroken."""
    return " | ".join(notice.message for notice in app.notices)


def pane(app: TrackerApp) -> str:
    return " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]


async def at_review(pilot: Any, *keys: str) -> None:
    await settle(pilot)
    await press(pilot, "7", *keys)


async def test_enter_shows_the_words_in_their_text_the_rule_the_span_and_who_says_otherwise(app: TrackerApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "enter")
        for words in (
            "hedged: may", "rule figures", "confidence 0.39", "characters 43 to 49 of revision 1",
            "Acme's One may hold “128 GB” of memory.", "https://own.example/next", "OTHERS SAY 1", "96 GB", "Datasheets",
        ):  # fmt: skip
            assert words in pane(app)


async def test_the_pane_of_an_event_names_those_it_may_be_merged_into(app: TrackerApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "j", "enter")
        assert "EVENTS OF THIS TYPE 1" in pane(app)
        assert "2026-03-05 One in production: Began." in pane(app)


async def test_a_link_has_no_product_and_is_shown_all_the_same(app: TrackerApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "G", "enter")
        assert "AWS buys from Acme" in pane(app)
        assert "“AWS might buy from Acme”" in pane(app)


async def test_accepting_takes_the_row_away_selects_the_next_and_undo_brings_it_back(
    app: TrackerApp, path: Path
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "j", "j")
        assert selected(app) == "Trainium3 power"
        await press(pilot, "a")
        assert "Accepted: Trainium3 power ~ 1.1 kW; u takes it back" in screen(app)
        assert selected(app) == "One performance"
        assert "Trainium3 power" not in waiting(path)
        assert [d[0] for d in decided(path)] == ["accept"]
        await press(pilot, "u")
        assert "Taken back: accepted: Trainium3 power" in screen(app)
        assert selected(app) == "Trainium3 power"
        assert decided(path) == []
        await press(pilot, "u")
        assert "Nothing was decided in this session" in screen(app)


async def test_keys_pressed_quickly_decide_one_row_each_and_leave_nothing(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot)
        for _ in range(6):
            await pilot.press("a")
        await settle(pilot)
        await settle(pilot)
        assert waiting(path) == []
        assert len(decided(path)) == 6
        assert "Nothing waits for review" in screen(app)
        await press(pilot, *"uuuuuu")
        assert len(waiting(path)) == 6
        assert "6 wait for review" in screen(app)


async def test_rejecting_asks_for_the_why_and_keeps_it(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "x")
        assert "why wrong?" in screen(app)
        await press(pilot, "enter")
        assert "Type an answer such as" in screen(app)
        assert decided(path) == []
        await press(pilot, *"q2", "space", *"old", "enter")
        assert decided(path) == [("reject", "q2 old", "{}", "")]
        assert "Rejected: One memory capacity 128 GB (q2 old)" in screen(app)
        assert "why wrong?" not in screen(app)


async def test_escape_leaves_the_fact_as_it_is(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "enter", "x", "n", "o", "escape")
        assert decided(path) == []
        assert "why wrong?" not in screen(app)
        await press(pilot, "escape", "j")
        assert selected(app) == "One production"


async def test_a_correction_is_read_as_the_command_line_reads_it_and_a_wrong_one_can_be_mended(
    app: TrackerApp, path: Path
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "c", *"value=lots", "enter")
        assert "Value must begin with a number" in screen(app)
        assert selected(app) == "One memory_capacity"
        assert len(waiting(path)) == 6
        await press(pilot, "c")
        assert "value=lots" in screen(app)
        await press(pilot, "backspace", "backspace", "backspace", "backspace", *"120 GB scope=card", "enter")
        verb, _, changes, _ = decided(path)[0]
        assert verb == "correct"
        assert json.loads(changes)["value"] == 120e9
        assert json.loads(changes)["scope"] == "card"
        assert "One memory_capacity" not in waiting(path)


def test_fields_are_told_apart_without_quotes_and_with_them() -> None:
    assert fields(" value=96 GB  scope='card' ") == ["value=96 GB", "scope=card"]
    assert fields("variant=a=b") == ["variant=a=b"]
    assert fields("nonsense") == ["nonsense"]


async def test_an_event_is_accepted_and_merged_and_both_are_taken_back_at_once(app: TrackerApp, path: Path) -> None:
    def productions() -> list[tuple[str, int]]:
        with closing(sqlite3.connect(path)) as db:
            return db.execute("SELECT event_id, n_sources FROM timeline WHERE type = 'production'").fetchall()

    before = productions()
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "j", "m", *before[0][0], "enter")
        assert [(n) for _, n in productions()] == [2]
        assert sorted(d[0] for d in decided(path)) == ["accept", "merge"]
        await press(pilot, "u")
        assert productions() == before
        assert decided(path) == []
        assert selected(app) == "One production"


async def test_a_merge_that_cannot_be_leaves_the_event_waiting(app: TrackerApp, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        other = db.execute("SELECT event_id FROM timeline WHERE type = 'deal'").fetchone()[0]
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "j", "m", *other, "enter")
        assert "different products or types" in told(app)
        assert decided(path) == []
        assert "One production" in waiting(path)
        await press(pilot, "g", "m", *"e-000000000000", "enter")
        assert "Only events are merged into events" in told(app)


async def test_a_provisional_product_is_merged_by_any_name_of_the_one_it_is(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "j", "j", "j", "j", "enter")
        assert "provisional: m merges it" in pane(app)
        await press(pilot, "m", *"no such", "enter")
        assert "No product is called 'no such'" in screen(app)
        await press(pilot, "m", *[*["backspace"] * 7, *"anvil"], "enter")
        assert [(d[0], d[3]) for d in decided(path)] == [("merge", "acme/one")]
        await press(pilot, "u")
        assert decided(path) == []


async def test_the_past_is_read_only_and_says_so(path: Path) -> None:
    app = TrackerApp(path, FEEDS, "2026-10-01")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_review(pilot)
        assert "read only: as of 2026-10-01" in screen(app)
        assert "6 wait for review" in screen(app)
        for key in "axcmu":
            await press(pilot, key)
            assert not app.screen.query_one("AnswerLine").has_class("-open")
        assert "Press @ for today" in screen(app)
    assert decided(path) == []


async def test_a_database_that_another_program_holds_is_said_plainly_and_the_row_comes_back(
    app: TrackerApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = connect_write

    def impatient(at: Path) -> sqlite3.Connection:
        db = real(at)
        db.execute("PRAGMA busy_timeout = 50")
        return db

    monkeypatch.setattr("tracker.store.migrate.connect_write", impatient)
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            app.refreshing = object()  # type: ignore[assignment]
            await press(pilot, "a")
            app.refreshing = None
            assert "another program holds the database" in told(app)
            assert "A refresh is running: try again when it is done" in told(app)
            assert selected(app) == "One memory_capacity"
            other.execute("ROLLBACK")
        await press(pilot, "a")
        assert [d[0] for d in decided(path)] == ["accept"]


async def test_decisions_are_written_beside_the_screen_and_before_it_is_left(
    app: TrackerApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tracker.actions.decide as decide

    gate, threads, real = threading.Event(), [], decide.accept

    def held(database: Path, ids: list[str]) -> list[str]:
        threads.append(threading.current_thread())
        gate.wait(10)
        return real(database, ids)

    monkeypatch.setattr(decide, "accept", held)
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot)
        await pilot.press("a", "a", "u")
        await pilot.pause()
        assert selected(app) == "Trainium3 power"
        assert decided(path) == []
        gate.set()
    assert len(decided(path)) == 2
    assert threading.main_thread() not in threads


@pytest.mark.parametrize("fault", [ValueError("odd"), UsageError("say [b]why[/b]")])
async def test_whatever_goes_wrong_ends_as_a_notice(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*_: object) -> list[str]:
        raise fault

    monkeypatch.setattr("tracker.actions.decide.accept", broken)
    async with app.run_test(size=SIZE) as pilot:
        await at_review(pilot, "a")
        words = "A fault of the tracker itself" if not isinstance(fault, TrackerError) else "Say [b]why[/b]"
        assert words in told(app)
        assert selected(app) == "One memory_capacity"


async def test_nothing_waits_in_an_empty_database(tmp_path: Path) -> None:
    app = TrackerApp(build(tmp_path / "empty.db", empty=True), FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_review(pilot, "a")
        assert "Nothing waits for review" in screen(app)
        assert "There is no row to decide on" in screen(app)


def test_the_selection_stays_near() -> None:
    assert near(["a", "b", "c"], 1, ["a", "b", "c"]) == 1
    assert near(["a", "b", "c"], 1, ["a", "c"]) == 1
    assert near(["a", "b", "c"], 2, ["x", "a", "b"]) == 2
    assert near([], 0, ["a"]) == 0
    assert near(["a"], 0, []) == 0


def test_days_are_as_precise_as_they_were_stated() -> None:
    assert partial_date("2026-05-01 to 2026-05-31") == "2026-05"
    assert partial_date("2026-07-01 to 2026-12-31") == "2026-H2"
    assert partial_date("2026-01-01 to 2026-12-31") == "2026"
    assert partial_date("2026-01-02 to 2026-02-01") == "2026-01-02 to 2026-02-01"
    assert partial_date("2026-01-02") == "2026-01-02"
    assert partial_date("") == ""
