"""The timeline at every size: golden screens of list, details and filter, the same in ASCII and without colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_looks import SIZES, looks
from tui_sample import FEEDS, press, screen, settle

from tracker.tui.app import TrackerApp

KEYS = {
    "timeline": ["1"],
    "timeline-details": ["enter"],
    "timeline-filter": ["slash", *"acme", "space", *"type", "colon", *"dea"],
    "timeline-zoomed": ["plus", "plus", "plus", "asterisk"],
}


@pytest.mark.parametrize("view", list(KEYS))
async def test_the_view_is_as_it_was_and_nothing_is_cut(app: TrackerApp, view: str) -> None:
    await looks(app, view, *KEYS[view])


@pytest.mark.parametrize("size", [(160, 48), (80, 24)])
async def test_ascii_says_the_same(path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    monkeypatch.setenv("TRACKER_ASCII", "1")
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "asterisk", "j", "m")
        lines = [line.rstrip("▁▂▃▄▅▆▇█▊▎▔▏▌ ") for line in screen(app).splitlines()]
        assert all(line.isascii() for line in lines)
        text = "\n".join(lines)
        assert "today" in text
        assert " v" in lines[2]
        assert any(line.startswith("  >Acme") for line in lines)
        assert any(line.startswith(" !~2026-03-05") for line in lines)
        assert any(line.startswith(">+~2026-03-05") for line in lines)


async def test_a_resize_storm_ends_as_it_began(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "j")
        before = screen(app)
        for size in [*SIZES, (200, 60), (20, 8), (119, 21), (80, 22)] * 2:
            await pilot.resize_terminal(*size)
        await pilot.resize_terminal(120, 36)
        await settle(pilot)
        assert screen(app) == before
