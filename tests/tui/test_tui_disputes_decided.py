"""Disputes are decided where they are listed: both may stand, or one side is wrong, or right but for something."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tui_sample import FEEDS, press, screen, settle

from tracker.tui.app import TrackerApp

SIZE = (140, 30)


def decided(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT verb, note FROM decision").fetchall()


def told(app: TrackerApp) -> str:
    return " | ".join(notice.message for notice in app.notices)


async def test_both_sides_may_stand_and_stay_listed_as_such(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "6", "a")
        assert decided(path) == [("accept", "")]
        assert "▸ stands " in screen(app)
        assert "1 may stand, as you said" in screen(app)
        await press(pilot, "a")
        assert "Both sides may stand already" in told(app)
        assert len(decided(path)) == 1
        await press(pilot, "u")
        assert decided(path) == []
        assert "▸ stands " not in screen(app)


async def test_the_wrong_side_is_chosen_asked_why_and_leaves(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "6", "x", "down", "enter")
        assert "why wrong?" in screen(app)
        await press(pilot, *"old", "enter")
        assert decided(path) == [("reject", "old")]
        assert "No sources disagree" in screen(app)
        assert "Press u to take the last decision back" in screen(app)
        await press(pilot, "u")
        assert decided(path) == []
        assert "1 dispute" in screen(app)


async def test_the_past_is_not_decided_on(path: Path) -> None:
    app = TrackerApp(path, FEEDS, "2026-11-20")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        for key in ("a", "x", "c", "u"):
            app.notices = ()
            await press(pilot, key)
            assert "Read only" in told(app), key
        assert "read only: as of 2026-11-20" in screen(app)
        assert decided(path) == []
