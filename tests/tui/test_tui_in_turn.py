"""Keys that come in one burst, as from a quick hand or a slow line, do what they do one by one."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest
from textual.events import Key
from textual.widgets import Input
from tui_sample import FEEDS, build, press, settle

from tracker.tui.app import TrackerApp

OPENING = {
    "find a row of Specs": ("2", "slash", "mem"), "find a feed": ("5", "slash", "acm"), "filter events": ("1", "slash", "acm"),
    "filter prices": ("4", "slash", "zzz"), "choose a vendor": ("1", "v", "acm"), "add a product": ("2", "a", "one"),
    "choose a column": ("3", "S", "ra"), "help": ("1", "question_mark", "sort"), "a day": ("1", "at", "2026-02"),
    "search": ("1", "s", "mem"), "a folder": ("3", "E", "/tmp"), "pick an accelerator": ("4", "p", "zzz"),
}  # fmt: skip


def burst(app: TrackerApp, *keys: str) -> None:
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrackerApp:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    return TrackerApp(build(tmp_path / "tracker.db"), FEEDS)


@pytest.mark.parametrize("what", list(OPENING))
async def test_letters_behind_the_key_that_opens_an_input_are_typed_there(app: TrackerApp, what: str) -> None:
    view, opens, word = OPENING[what]
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, view)
        burst(app, opens, *word)
        await settle(pilot)
        await settle(pilot)
        assert [one.value for one in app.screen.query(Input)] == [word]


async def test_moves_of_a_burst_are_all_made(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "g")
        before = app.screen.rows.cursor  # type: ignore[attr-defined]
        burst(app, *["down"] * 3, "up", "down")
        await settle(pilot)
        assert app.screen.rows.cursor == before + 3  # type: ignore[attr-defined]
        assert app.turns.since is None


async def test_moves_and_typed_letters_wait_for_none_of_their_like(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        held = held_up(app)
        burst(app, *["down"] * 4, "j", "pagedown")
        await settle(pilot)
        await press(pilot, "e", "slash")
        burst(app, *"memory")
        await settle(pilot)
        assert held == [0] * 14
        assert app.screen.query_one(Input).value == "memory"


async def test_what_opens_a_dialog_comes_behind_the_moves_and_before_the_letters(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "g")
        rows = app.screen.rows  # type: ignore[attr-defined]
        before = rows.cursor
        held = held_up(app)
        burst(app, "down", "down", "v", "a", "c")
        await settle(pilot)
        await settle(pilot)
        assert max(held) > 0
        assert rows.cursor == before + 2
        assert [one.value for one in app.screen.query(Input)] == ["ac"]


def held_up(app: TrackerApp) -> list[int]:
    """Filled with how many keys wait behind each that is heard."""
    seen: list[int] = []
    hear = app.turns.hear

    async def hearing(key: Key) -> None:
        seen.append(len(app.turns.waiting))
        await hear(key)

    app.turns.hear = hearing
    return seen


async def test_a_key_that_nobody_ends_holds_up_no_other(app: TrackerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.tui.in_turn._PATIENCE_S", 0.2)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.turns.since = monotonic()
        burst(app, "2")
        await pilot.pause(0.5)
        await settle(pilot)
        assert app.current_mode == "specs"
