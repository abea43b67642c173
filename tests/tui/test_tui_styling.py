"""A screen whose sheets were taken looks as Textual itself would style it, without all sheets being parsed for it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen
from tui_sample import FEEDS, press, settle

from tracker.tui.app import TrackerApp
from tracker.tui.screens import choice, view
from tracker.tui.specs_parts import pick

TAKERS = (view, choice, pick)
OPENED = {"a mode": ["3"], "a dialog": ["t"], "the picker of products": ["2", "a"]}


def styled(screen: Screen[Any]) -> list[tuple[str, dict[str, str]]]:
    """What the sheets say of the screen and of every widget on it, in the order of the tree."""
    return [
        (repr(node), {rule: repr(value) for rule, value in node.styles.base.get_rules().items()})
        for node in screen.walk_children(with_self=True)
    ]


async def opened(path: Path, keys: list[str]) -> tuple[str, list[tuple[str, dict[str, str]]], int]:
    """The screen that keys lead to: its class, its styles, and how often all sheets were parsed on the way."""
    app = TrackerApp(path, FEEDS)
    parsed: list[object] = []
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        reparse = app.stylesheet.reparse
        app.stylesheet.reparse = lambda: (parsed.append(1), reparse())[1]  # type: ignore[method-assign]
        await press(pilot, *keys)
        await settle(pilot)
        return type(app.screen).__name__, styled(app.screen), len(parsed)


@pytest.mark.parametrize("keys", OPENED.values(), ids=OPENED)
async def test_it_ends_with_the_styles_that_textual_gives_it(
    path: Path, keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name, taken, parsed = await opened(path, keys)
    for module in TAKERS:
        monkeypatch.setattr(module, "take_sheets", lambda screen: None)
    textual = await opened(path, keys)
    assert (name, taken) == textual[:2]
    assert parsed == 0 < textual[2]


def test_textual_still_counts_the_updates_that_a_screen_has_seen(app: TrackerApp) -> None:
    """`take_sheets` sets what only Textual reads: under another name it would do nothing."""
    assert isinstance(vars(App())["_css_update_count"], int)
    assert isinstance(vars(Screen())["_css_update_count"], int)
