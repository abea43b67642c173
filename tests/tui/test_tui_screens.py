"""What the views look like: golden screens, and no size at which something is cut, hidden or on top of something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_looks import SIZES, faults, looks
from tui_sample import FEEDS, build, press, screen, settle

from tracker.tui.app import TrackerApp
from tracker.tui.screenshot import screenshot

VIEWS = ("timeline", "specs", "rankings", "prices", "feeds", "disputes", "review")
KEYS = {view: str(number) for number, view in enumerate(VIEWS, 1)}


@pytest.mark.parametrize("view", VIEWS)
async def test_the_view_is_as_it_was_and_whole(app: TrackerApp, view: str) -> None:
    await looks(app, view, KEYS[view])


@pytest.mark.parametrize("view", VIEWS)
async def test_an_empty_database_says_what_to_do_next(tmp_path: Path, view: str) -> None:
    app = TrackerApp(build(tmp_path / "empty.db", empty=True), FEEDS)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, KEYS[view])
        text = " ".join(screen(app).split())
        assert "Press" in text or "Run" in text
        assert faults(app) == []


async def test_resizing_through_all_sizes_keeps_the_selection(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "1", "g", "j")
        for size in (*SIZES, *reversed(SIZES)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert faults(app) == []
            assert "▸" in screen(app)


async def test_ascii_mode_uses_ascii_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_ASCII", "1")
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        for keys in (["1"], ["2"], ["3"], ["4"], ["4", "h"], ["5"], ["6"], ["7"]):
            await press(pilot, *keys)
            odd = {c for c in screen(app) if ord(c) > 126}
            assert odd <= set("▁▂▃▄▅▆▇█▊▎▔▏▌"), odd
            assert "Acme" in screen(app) or "Trainium3" in screen(app)


async def test_colour_carries_no_meaning_of_its_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def shown() -> list[str]:
        out = []
        app = TrackerApp(path, FEEDS)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            for view in VIEWS:
                await press(pilot, KEYS[view])
                out.append(screen(app))
        return out

    coloured = await shown()
    monkeypatch.setenv("NO_COLOR", "1")
    assert await shown() == coloured
    assert "rumoured" in coloured[0]
    assert "measured" in coloured[2]


async def test_a_picture_of_each_view_is_saved(path: Path, tmp_path: Path) -> None:
    for view in ("timeline", "diff", "rankings", "prices", "price-history", "tokens", "feeds", "explain", "review"):
        file = tmp_path / f"{view}.svg"
        await screenshot(path, FEEDS, view, (100, 30), file)
        assert file.read_text(encoding="utf-8").startswith("<svg")
    assert "step" in (tmp_path / "explain.svg").read_text(encoding="utf-8").lower()
