"""The screen goes on where it was left; a file that says anything else is not believed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tui_sample import FEEDS, press, screen, settle

from tracker.tui.app import TrackerApp
from tracker.tui.remembered import VERSION, Remembered, Told
from tracker.tui.widgets.sorting import Sort

SIZE = (120, 36)


def app_of(path: Path, fresh: bool = False) -> TrackerApp:
    return TrackerApp(path, FEEDS, remembered=Remembered.of(path, fresh))


async def left(path: Path, *keys: str, theme: str = "") -> None:
    """A session that ends after these keys."""
    app = app_of(path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        if theme:
            app.theme = theme
        await press(pilot, *keys)
        await press(pilot, "q")


async def test_view_filter_sort_selection_and_theme_are_those_of_the_last_time(path: Path) -> None:
    await left(
        path,
        "slash",
        *"acme",
        "enter",
        "S",
        *"type",
        "enter",
        "down",
        "2",
        "a",
        *"anvil",
        "enter",
        "down",
        theme="nord",
    )
    app = app_of(path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert app.theme == "nord"
        assert app.screen.SCOPE == "specs"  # type: ignore[attr-defined]
        assert app.screen.asked.products == ("aws/trainium3", "microsoft/maia-200", "acme/one")  # type: ignore[attr-defined]
        assert app.screen.rows.cursor == 3  # type: ignore[attr-defined]
        await press(pilot, "1")
        shown = screen(app)
        assert "3 of 5 events" in shown
        assert "/ acme" in shown
        assert "TYPE ▴" in shown
        kept = json.loads(Remembered.of(path).path.read_text(encoding="utf-8"))["views"]["timeline"]["selected"]
        assert app.screen.rows.current_key == kept  # type: ignore[attr-defined]
        assert app.screen.rows.cursor > 0  # type: ignore[attr-defined]
        await press(pilot, "escape")
        assert "5 events" in screen(app)


async def test_parts_knobs_marks_and_open_details_come_back(path: Path) -> None:
    await left(path, "4", "t", "h", "slash", *"lowest", "enter", "3", "w", "down", "enter", "a", "x", "p", "enter")
    app = app_of(path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await settle(pilot)
        rankings: Any = app.screen
        assert rankings.part.name == "pareto"
        assert rankings.pane_open
        assert (rankings.wanted.workload, rankings.wanted.asked.roadmap) == ("batch", True)
        assert rankings.shown.marked == {rankings.rows.current_key}
        await press(pilot, "4")
        prices: Any = app.screen
        assert (prices.part.name, prices.typed) == ("history", "lowest")


async def test_fresh_begins_anew_and_views_that_were_not_opened_stay_remembered(path: Path) -> None:
    await left(path, "slash", *"acme", "enter", "3", "S", *"vendor", "enter", "5")
    app = app_of(path, fresh=True)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "5 events" in screen(app)
        assert app.screen.SCOPE == "timeline"  # type: ignore[attr-defined]
    await left(path, "2")
    kept = json.loads(Remembered.of(path).path.read_text(encoding="utf-8"))
    assert kept["view"] == "specs"
    assert kept["views"]["rankings"]["sorts"] == {"rankings-ranking": ["VENDOR", ""]}


async def test_it_is_kept_while_it_goes_on_but_not_all_the_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("tracker.tui.app.monotonic", lambda: now)
    monkeypatch.setattr("tracker.tui.app._PULSE_S", 3600.0)
    app = app_of(path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        file = Remembered.of(path).path
        app._pulse()
        assert json.loads(file.read_text(encoding="utf-8"))["view"] == "timeline"
        await pilot.press("5")
        await settle(pilot)
        now = 102.0
        app._pulse()
        assert json.loads(file.read_text(encoding="utf-8"))["view"] == "timeline"
        now = 106.0
        app._pulse()
        assert json.loads(file.read_text(encoding="utf-8"))["view"] == "feeds"


async def test_what_the_database_has_no_more_is_told_and_the_usual_is_shown(path: Path) -> None:
    file = Remembered.of(path).path
    file.parent.mkdir(parents=True)
    views = {
        "rankings": {"workload": "gone", "basis": "on_demand", "part": "ranking", "sets": ["no/such.thing=1"]},
        "prices": {"part": "history", "product": "no/such"},
        "specs": {"chosen": ["no/such", "acme/one", "aws/trainium3"]},
        "timeline": {"selected": "e-gone", "sorts": {"timeline": ["NO SUCH", "reverse"]}},
    }
    file.write_text(json.dumps({"version": 1, "view": "rankings", "theme": "gone", "views": views}), encoding="utf-8")
    app = app_of(path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await settle(pilot)
        assert "cannot be read any more" in " ".join(screen(app).replace("▌", "").split())
        assert app.screen.rows.source.count == 3  # type: ignore[attr-defined]
        for key in "412":
            await press(pilot, key)
            assert app.screen.rows.source.count, key  # type: ignore[attr-defined]
        assert app.screen.asked.products == ("acme/one", "aws/trainium3")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", "[]", "{}", '"x"', "[" * 100_000, '{"version": "1"}', '{"version": 1, "view": 5, "views": []}',
        '{"version": 1, "view": "../etc", "theme": ["x"], "views": {"timeline": [1], "rankings": 5}}',
        '{"version": 1, "view": "rankings", "views": {"rankings": {"sets": [1, {}], "sorts": {"rankings-ranking": 7, "x": []}}}}',
        '{"version": 1, "view": "prices", "views": {"prices": {"chosen": [], "basis": 5, "lately": "x", "part": "y"}}}',
        '{"version": 1, "view": "timeline", "views": {"timeline": {"line": {"a": 1}, "sorts": [], "open": "yes", "selected": 3}}}',
        '{"version": 1, "view": "specs", "views": {"specs": {"chosen": "x", "sorts": {"specs": ["FIELD", 1]}}}}',
    ],
)  # fmt: skip
async def test_a_file_that_says_anything_does_no_harm(path: Path, text: str) -> None:
    file = Remembered.of(path).path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    app = app_of(path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for key in "1234567":
            await press(pilot, key)
        assert app.is_running
        await press(pilot, "q")
    assert json.loads(file.read_text(encoding="utf-8"))["view"] == "review"


async def test_the_file_of_a_newer_tracker_is_not_used_and_stays(path: Path) -> None:
    file = Remembered.of(path).path
    file.parent.mkdir(parents=True)
    newer = json.dumps({"version": VERSION + 1, "view": "feeds"})
    file.write_text(newer, encoding="utf-8")
    app = app_of(path)
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert app.screen.SCOPE == "timeline"  # type: ignore[attr-defined]
        assert "written by a newer tracker" in " ".join(screen(app).replace("▌", "").split())
        await press(pilot, "2", "q")
    assert file.read_text(encoding="utf-8") == newer


async def test_a_folder_that_cannot_be_written_is_told_of_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = path.with_name("a file")
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("TRACKER_STATE", str(blocked))
    remembered = Remembered.of(path, fresh=True)
    assert "is not remembered" in remembered.keep({"view": "specs"})
    assert remembered.keep({"view": "feeds"}) == ""


def test_one_database_has_one_session_wherever_it_is_opened_from(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    assert Remembered.of(Path(path.name)).path == Remembered.of(path).path
    assert Remembered.of(path.with_name("other.db")).path != Remembered.of(path).path
    assert os.listdir(path.parent) == [path.name]


def test_parts_are_what_they_are_asked_for_or_nothing() -> None:
    told = Told({"a": "x", "b": True, "c": ["y", 1], "d": {"e": "z", "f": 1}})
    assert (told.text("a"), told.text("b"), told.flag("b"), told.flag("a"), told.flag("x", True)) == (
        "x",
        "",
        True,
        False,
        True,
    )
    assert (told.texts("c"), told.texts("a"), told.part("d").words(), told.part("a").words()) == (
        ["y"],
        [],
        {"e": "z"},
        {},
    )
    assert Sort("A").chosen("A") == Sort("A", True)
    assert Sort("A", True).chosen("A") == Sort("A")
    assert Sort("A").chosen("") == Sort()
