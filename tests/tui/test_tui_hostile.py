"""Text from the network acts on nothing: no markup, no escape sequence, no override reaches the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_sample import CONTROL, FEEDS, build, press, settle, strips

from tracker.tui.app import TrackerApp
from tracker.tui.glyphs import mark
from tracker.tui.text import T, fit, joined, plain, together
from tracker.units import counted

SPICES = {
    "markup": " [/] [/b] [@click=app.quit]x[/] [red]r[/red] [link=javascript:1]l[/] $text {x} \\[x] [[[ ]]] [",
    "controls": " \x1b]52;c;aGk=\x07\x1b[2J\x1b[31m\x9b31m\x00 \u202eesrever\u2066\u200b\u00ad\U000e0041 a\rb\nc\td\x0b\u2028e",
    "shapes": " 表表表👩‍👩‍👧‍👦e" + "\u0301" * 20 + "W" * 3000,
}
TOUR = (
    ["1", "enter", "j", "escape", "y", "o", "v", "escape"],
    ["2", "enter", "escape", "a", "escape", "y"],
    ["3", "enter", "escape", "G", "w", "escape", "y", "p", "f", "m", "enter", "escape", "c", "e", "right", "escape"],
    ["4", "enter", "y", "o", "escape", "h", "enter", "escape", "d", "t", "l", "c"],
    ["5", "enter", "y", "o", "escape"],
    [
        "7",
        "enter",
        "j",
        "y",
        "o",
        "escape",
        "x",
        "escape",
        "m",
        *"e-0",
        "enter",
        "c",
        *"a=b",
        "enter",
        "x",
        *"no",
        "enter",
        "u",
    ],
    [
        "7",
        "d",
        "enter",
        "y",
        "o",
        "escape",
        "x",
        "escape",
        "p",
        "enter",
        "escape",
        "m",
        "escape",
        "a",
        "h",
        "enter",
        "y",
        "escape",
    ],
    ["6", "enter", "escape", "x", "enter", *"no", "enter", "u"],
    ["s", *"acme", "enter", "enter", "y", "escape", "escape"],
)


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_no_view_acts_on_or_passes_on_what_a_row_holds(tmp_path: Path, size: tuple[int, int]) -> None:
    app = TrackerApp(build(tmp_path / "hostile.db", "".join(SPICES.values())), FEEDS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for keys in TOUR:
            for key in keys:
                await press(pilot, key)
                shown = strips(app)
                assert app.is_running
                assert not [line for line in shown if CONTROL.search(line)]
                assert {len(shown)} == {size[1]}
        assert not CONTROL.search(app.clipboard)


async def test_markup_is_shown_as_it_was_written(tmp_path: Path) -> None:
    app = TrackerApp(build(tmp_path / "hostile.db", " [@click=app.quit]x[/]"), FEEDS)
    async with app.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "enter")
        assert "[@click=app.quit]x[/]" in "\n".join(strips(app))
        assert "[@click=app.quit]x[/]" in app.screen.pane.text  # type: ignore[attr-defined]
        for strip in app.screen._compositor.render_strips():
            for segment in strip:
                meta = segment.style.meta if segment.style else {}
                assert "@click" not in meta


async def test_a_notice_is_no_markup(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.tell("[b]x\x1b[2J\u202e [@click=app.quit]y[/]", "warning")
        await settle(pilot)
        assert "! [b]x[2J<U+202E> [@click=app.quit]y[/]" in "\n".join(strips(app))


def test_plain_text_shows_what_is_invisible() -> None:
    assert plain("a\u202eb\x1b[1m") == "a<U+202E>b[1m"
    assert T("[b]x[/b]").plain == "[b]x[/b]"
    assert T("[b]x[/b]", "bold").markup != "[b]x[/b]"
    assert together([" a ", ("b\x1b", "bold")]).plain == " a b"


def test_cells_have_exactly_their_width() -> None:
    from rich.cells import cell_len

    for text in ("abc", "表表表表", "x" * 50, "", "  ├─●─┤  "):
        for width in (0, 1, 2, 5, 11):
            spans = fit([(text, "name"), (" tail", "muted")], width)
            assert sum(cell_len(t) for t, _ in spans) == width
    assert fit([("abcdef", "")], 4)[0][0] == "abc" + mark("more")


def test_a_line_takes_whole_pieces_only() -> None:
    pieces = [T("alpha"), T("beta"), T("gamma")]
    assert joined(pieces, 12).plain == "alpha · beta"
    assert joined(pieces, 4).plain == "alp…"
    assert joined(pieces, 4, cut=False).plain == "beta"
    assert counted(1, "event") == "1 event"
    assert counted(1200, "event") == "1,200 events"
