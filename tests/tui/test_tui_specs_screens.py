"""What the Specs screen looks like at every size: golden screens, nothing cut, the same words without colour or in ASCII."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_looks import SIZES, faults, looks
from tui_sample import CONTROL, FEEDS, build, press, screen, settle, strips

from tracker.tui.app import TrackerApp

PLACES = {
    "specs": ["2", "down", "right"],
    "specs-claims": ["2", "enter"],
    "specs-watt": ["2", "p", *"watt", "enter"],
    "specs-behind": ["2", "p", *"watt", "enter", "enter"],
    "specs-changes": ["2", "t", *"2026-02", "enter"],
    "specs-change": ["2", "t", *"2026-02", "enter", "enter"],
    "specs-day": ["2", "t"],
    "specs-products": ["2", "a", *"tr", "tab"],
    "specs-per": ["2", "p"],
    "specs-three": ["2", "a", *"anvil", "enter", "b"],
}


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")


@pytest.mark.parametrize("place", list(PLACES))
async def test_the_screen_is_as_it_was_and_whole(app: TrackerApp, place: str) -> None:
    await looks(app, "specs-cell" if place == "specs" else place, *PLACES[place])


async def test_resizing_keeps_the_cell_in_sight(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, *PLACES["specs-three"], "down", "right")
        for size in (*SIZES, *reversed(SIZES)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert faults(app) == []
            assert "96 GB" in next(line for line in screen(app).splitlines() if line.startswith("▸"))


async def test_ascii_and_no_colour_say_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def shown(keys: list[str]) -> str:
        app = TrackerApp(path, FEEDS)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, *keys)
            return screen(app)

    keys = PLACES["specs-three"]
    coloured = await shown(keys)
    monkeypatch.setenv("NO_COLOR", "1")
    assert await shown(keys) == coloured
    monkeypatch.setenv("TRACKER_ASCII", "1")
    for keys in PLACES.values():
        odd = {c for c in await shown(keys) if ord(c) > 126}
        assert odd <= set("▁▂▃▄▅▆▇█▊▎▔▏▌"), odd
    plain = await shown(PLACES["specs-three"])
    for words in ("^ 216 GB", "^ 144 GB", "700 W !=2", "# baseline", "v $4.00"):
        assert words in plain


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_no_place_passes_on_what_a_row_holds(tmp_path: Path, size: tuple[int, int]) -> None:
    spice = " [/] [red]r[/red] \x1b]52;c;aGk=\x07\x1b[31m\u202eesrever\u200b 表表" + "W" * 300
    app = TrackerApp(build(tmp_path / "hostile.db", spice), FEEDS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for keys in (
            ["2", "enter", "right", "down", "escape", "v", "m", "b", "p", *"watt", "enter", "enter", "escape"],
            ["p", *"demand", "enter", "enter", "escape", "y", "o", "a", *"anv", "tab", "enter", "x"],
            ["t", *"2026-02", "enter", "enter", "down", "y", "escape", "escape"],
        ):
            for key in keys:
                await press(pilot, key)
                lines = strips(app)
                assert app.is_running
                assert not [line for line in lines if CONTROL.search(line)]
                assert len(lines) == size[1]
