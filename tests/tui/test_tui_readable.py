"""Every theme can be read: what text stands on and what it stands out from are 4.5 apart, on every screen."""

from __future__ import annotations

import pytest
from rich.color import ColorType
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from tui_sample import press, settle

from tracker.tui.app import TrackerApp
from tracker.tui.readable import LEAST, contrast, readable

THEMES = sorted(name for name in BUILTIN_THEMES if "ansi" not in name)
TEXTS = ("foreground", "foreground-muted", "text-accent", "text-success", "text-warning", "text-error", "text-muted")


def test_the_contrast_is_that_of_the_guideline() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21.0)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_texts_stand_out_from_every_background(theme: str) -> None:
    told = readable(BUILTIN_THEMES[theme].to_color_system().generate())
    for ground in ("background", "surface", "panel"):
        for text in TEXTS:
            assert contrast(Color.parse(told[text]), Color.parse(told[ground])) >= LEAST, (text, ground)
    assert contrast(Color.parse(told["block-cursor-foreground"]), Color.parse(told["block-cursor-background"])) >= LEAST


def test_the_terminal_s_own_colours_are_left_alone() -> None:
    told = {
        "background": "ansi_default",
        "surface": "ansi_default",
        "panel": "ansi_default",
        "foreground": "ansi_white",
    }
    assert readable(told) == told


@pytest.mark.parametrize(
    "keys", [["1", "enter"], ["2"], ["3"], ["5"], ["7", "enter"], ["question_mark"], ["slash", "m"]]
)
async def test_every_word_on_every_screen_can_be_read(app: TrackerApp, keys: list[str]) -> None:
    async with app.run_test(size=(130, 36)) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        for theme in THEMES:
            app.theme = theme
            await pilot.pause()
            assert [(words, theme) for words in faint(app)] == []


async def test_the_first_screen_can_be_read_as_it_opens(app: TrackerApp) -> None:
    """It is painted while the app itself has no style yet, and nobody chooses a theme to mend that."""
    async with app.run_test(size=(130, 36)) as pilot:
        await settle(pilot)
        assert faint(app) == []


def faint(app: TrackerApp) -> list[str]:
    """Words that do not stand out from what they stand on: of the dialog where there is one, else of the screen."""
    dialog = app.screen.query("#dialog")
    shown = dialog.first().region if dialog else app.screen.region
    return [
        segment.text.strip()
        for strip in app.screen._compositor.render_strips()[shown.y : shown.bottom]
        for segment in strip.crop(shown.x, shown.right)
        if any(letter.isalnum() for letter in segment.text) and _contrast(segment.style) < LEAST
    ]


def _contrast(style: object) -> float:
    """As painted; 21 where the terminal's own colours are used."""
    front, back = getattr(style, "color", None), getattr(style, "bgcolor", None)
    if front is None or back is None or ColorType.TRUECOLOR not in (front.type, back.type):
        return 21.0
    return contrast(Color.from_rich_color(front), Color.from_rich_color(back))
