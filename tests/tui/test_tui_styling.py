"""A new screen is styled without all sheets being parsed for it again."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.screen import Screen
from tui_sample import FEEDS, press, settle

from tracker.tui.app import TrackerApp


async def test_no_sheet_is_parsed_twice_for_a_new_view(path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    parsed: list[object] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        reparse = app.stylesheet.reparse
        app.stylesheet.reparse = lambda: (parsed.append(1), reparse())[1]  # type: ignore[method-assign]
        await press(pilot, "3", "4")
        assert not parsed


def test_textual_still_counts_the_updates_that_a_screen_has_seen(app: TrackerApp) -> None:
    """`take_sheets` sets what only Textual reads: under another name it would do nothing."""
    assert isinstance(vars(App())["_css_update_count"], int)
    assert isinstance(vars(Screen())["_css_update_count"], int)
