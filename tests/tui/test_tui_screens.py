"""What the views look like: golden screens, and no size at which something is cut, hidden or on top of something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.widgets import Static
from tui_sample import FEEDS, build, matches, press, screen, settle

from tracker.tui.app import TrackerApp
from tracker.tui.screenshot import screenshot
from tracker.tui.widgets.lines import Line

SIZES = ((160, 48), (120, 36), (80, 24), (60, 20), (40, 12))
VIEWS = {
    "timeline": ["1"],
    "timeline-details": ["enter"],
    "timeline-filter": ["slash", "o", "n", "e"],
    "specs": ["2"],
    "specs-claims": ["2", "enter"],
    "rankings": ["3"],
    "rankings-explained": ["3", "enter"],
    "rankings-sort": ["3", "S"],
    "rankings-typed": ["3", "e", "up", "up", "up", "enter"],
    "prices": ["4"],
    "prices-history": ["4", "h"],
    "prices-offer": ["4", "enter"],
    "prices-lists": ["4", "l"],
    "feeds": ["5"],
    "disputes": ["6"],
    "disputes-sides": ["6", "enter"],
    "review": ["7"],
    "review-quote": ["7", "enter"],
    "review-why": ["7", "x"],
    "review-correct": ["7", "enter", "c"],
    "search": ["s", "a", "c", "m", "e"],
    "help": ["question_mark"],
    "vendors": ["v"],
}
GOLDEN = ("timeline", "specs", "rankings", "prices", "feeds", "disputes", "review")


@pytest.mark.parametrize("view", GOLDEN)
@pytest.mark.parametrize("size", [(120, 36), (80, 24), (40, 12)])
async def test_the_view_is_as_it_was(app: TrackerApp, view: str, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *VIEWS[view])
        assert matches(app, f"{view}_{size[0]}x{size[1]}"), screen(app)


@pytest.mark.parametrize("view", list(VIEWS))
@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_cut_hidden_or_on_top_of_something_else(
    app: TrackerApp, view: str, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *VIEWS[view])
        assert faults(app) == []


@pytest.mark.parametrize("view", GOLDEN)
async def test_an_empty_database_says_what_to_do_next(tmp_path: Path, view: str) -> None:
    app = TrackerApp(build(tmp_path / "empty.db", empty=True), FEEDS)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, *VIEWS[view])
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
            for view in GOLDEN:
                await press(pilot, *VIEWS[view])
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


def faults(app: TrackerApp) -> list[tuple[str, str]]:
    """Widgets of no area, outside of the screen or over a neighbour; lines with more text than room."""
    area = Region(0, 0, *app.size)
    found = []
    for widget in app.screen.query("*"):
        if not widget.is_on_screen and not _shown(widget):
            continue
        name = widget.id or type(widget).__name__
        if widget.focusable or isinstance(widget, Static | Line):
            inside = any(
                getattr(p, "allow_vertical_scroll", False)
                for p in widget.ancestors
                if p is not app.screen and p is not app
            )
            if not widget.region.area:
                found.append(("no area", name))
            elif not inside and not area.contains_region(widget.region):
                found.append(("off screen", name))
        found += [("overlap", name) for other in _neighbours(widget) if widget.region.intersection(other.region).area]
        if isinstance(widget, Line) and widget.render().cell_length > widget.content_size.width:
            found.append(("cut", name))
        if isinstance(widget, Static) and widget.content_size.width:
            needed = widget.get_content_height(app.size, app.size, widget.content_size.width)
            if (
                needed > widget.content_size.height
                and not widget.allow_vertical_scroll
                and widget.styles.overflow_y != "auto"
            ):
                found.append(("cut lines", name))
    return found


def _shown(widget: Any) -> bool:
    return bool(widget.display and widget.visible and all(p.display for p in widget.ancestors if hasattr(p, "display")))


def _neighbours(widget: Any) -> list[Any]:
    siblings = widget.parent.children if widget.parent else ()
    return [
        s for s in siblings if s is not widget and s.display and s.styles.layer == widget.styles.layer and s.region.area
    ]
