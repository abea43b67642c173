"""One table of keys: bindings, footer, help and palette say the same, and every action exists."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import Input
from tui_sample import press, screen, settle

from tracker.tui.app import TrackerApp
from tracker.tui.keys import KEYS, SCOPES, VIEWS, footer, help_order, in_scope
from tracker.tui.screens.choice import Option, matching
from tracker.tui.screens.disputes import DisputesScreen
from tracker.tui.screens.feeds import FeedsScreen
from tracker.tui.screens.help import options
from tracker.tui.screens.prices import PricesScreen
from tracker.tui.screens.rankings import RankingsScreen
from tracker.tui.screens.review import ReviewScreen
from tracker.tui.screens.search import SearchScreen
from tracker.tui.screens.specs import SpecsScreen
from tracker.tui.screens.timeline import TimelineScreen
from tracker.tui.widgets.knob_panel import KnobPanel
from tracker.tui.widgets.lines import kept_keys
from tracker.tui.widgets.pane import Pane
from tracker.tui.widgets.row_list import RowList

ROOT = Path(__file__).parents[2]
CLASSES = {
    "everywhere": TrackerApp, "list": RowList, "pane": Pane, "timeline": TimelineScreen, "specs": SpecsScreen,
    "rankings": RankingsScreen, "prices": PricesScreen, "feeds": FeedsScreen, "disputes": DisputesScreen, "review": ReviewScreen,
    "search": SearchScreen, "knobs": KnobPanel,
}  # fmt: skip


@pytest.mark.parametrize("scope", list(SCOPES))
def test_each_class_binds_what_the_table_says(scope: str) -> None:
    bound = {(b.key, b.action) for b in CLASSES[scope].BINDINGS if isinstance(b, Binding)}
    assert bound == {(k.keys, k.action) for k in in_scope(scope)}


@pytest.mark.parametrize("key", KEYS, ids=lambda k: k.id)
def test_every_action_exists(key: object) -> None:
    name = "action_" + key.action.split("(")[0]  # type: ignore[attr-defined]
    assert callable(getattr(CLASSES[key.scope], name))  # type: ignore[attr-defined]


def test_no_key_means_two_things_in_one_place() -> None:
    for scope in (*VIEWS, "search"):
        heard = [
            k for key in (*in_scope(scope), *in_scope("everywhere"), *in_scope("list")) for k in key.keys.split(",")
        ]
        assert len(heard) == len(set(heard)), scope


@pytest.mark.parametrize("scope", [*VIEWS, "search"])
def test_the_footer_has_at_most_seven_keys_and_is_whole_at_80_columns(scope: str) -> None:
    keys = footer(scope)
    assert len(keys) <= 7
    assert kept_keys(keys, 78) == keys
    narrow = kept_keys(keys, 38)
    assert [k.id for k in narrow[-2:]] == ["help", "quit"]
    assert len(narrow) >= 3
    assert len("  ".join(f"{k.shown.split()[0]} {k.label}" for k in narrow)) <= 38


def test_help_lists_every_key_once_the_present_view_first() -> None:
    shown = help_order("rankings")
    assert sorted(k.id for k in shown) == sorted(k.id for k in KEYS)
    assert shown[0].scope == "rankings"
    assert len(options("specs")) == len(KEYS)


async def test_help_is_searched_and_runs_what_is_found(app: TrackerApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark", *"cost of", "enter")
        assert isinstance(app.screen, RankingsScreen)
        await press(pilot, "question_mark", *"put another", "enter")
        assert isinstance(app.screen, RankingsScreen | SpecsScreen)


async def test_the_palette_lists_every_key_that_works_here(app: TrackerApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        titles = " ".join(c.title for c in app.get_system_commands(app.screen))
        for key in (*in_scope("timeline"), *in_scope("everywhere")):
            assert key.label in titles or key.id == "palette"
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)


async def test_numbers_go_to_the_views_and_a_click_on_a_tab_too(app: TrackerApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for number, view in enumerate(VIEWS, 1):
            await press(pilot, str(number))
            assert view == app.screen.SCOPE  # type: ignore[attr-defined]
        await pilot.click("#header", offset=(4, 0))
        await settle(pilot)
        assert isinstance(app.screen, TimelineScreen)


async def test_letters_typed_into_a_filter_are_no_commands(app: TrackerApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"q2r")
        assert app.screen.query_one(Input).value == "q2r"
        assert isinstance(app.screen, TimelineScreen)


def test_a_choice_is_found_by_any_of_its_names() -> None:
    found = matching(
        [Option("x/dgx", "X DGX H100"), Option("x/h", "X H100"), Option("y/a", "Y A", names="Anvil, H-100")], "h100"
    )
    assert [o.value for o in found] == ["x/h", "x/dgx", "y/a"]
    assert matching([Option("a", "A")], "") == [Option("a", "A")]


async def test_an_unknown_search_says_so(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "question_mark", *"zzzz")
        assert "nothing matches" in screen(app)
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, TimelineScreen)


def test_the_page_of_keys_is_that_of_the_table() -> None:
    spec = importlib.util.spec_from_file_location("make_keys", ROOT / "docs" / "make_keys.py")
    assert spec is not None
    assert spec.loader is not None
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == page.text(), "run: python docs/make_keys.py"


@pytest.mark.parametrize("opens", ["s", "v", "question_mark"])
async def test_keys_that_came_too_late_close_nothing_below(app: TrackerApp, opens: str) -> None:
    """Two escapes in one breath: the second finds a screen that is already leaving."""
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        below = app.screen
        await press(pilot, opens)
        above = app.screen
        assert above is not below
        above.dismiss()
        above.dismiss()
        await settle(pilot)
        assert app.screen is below


@pytest.mark.parametrize("opens", ["v", "question_mark"])
async def test_a_dialog_acts_only_while_it_stands(app: TrackerApp, opens: str) -> None:
    """Before its input is made and after it is gone, a key finds nothing."""
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, opens)
        above = app.screen
        assert await app.run_action("page(1)", above)
        above.dismiss()
        await settle(pilot)
        assert not await app.run_action("page(1)", above)


async def test_the_bottom_line_tells_the_keys_that_work_where_they_go(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for keys, told, others in (
            (["1"], "enter open  / filter", "esc"),
            (["enter"], "esc back  J next  / filter", "enter"),
            (["escape", "slash"], "enter to the list  esc clear", "quit"),
            (["escape", "3", "e"], "enter set  esc close  right more  left less", "explain"),
            (["enter", "escape", "escape", "m"], "e what if  w workload  r refresh", "explain"),
            (["4", "t"], "p pick  r refresh", "basis"),
            (["7", "a"], "enter open  a accept  x reject  c correct", "esc"),
            (["x"], "enter answer  esc leave", "quit"),
            (["escape", "h"], "enter open  r refresh", "accept"),
        ):
            await press(pilot, *keys)
            line = screen(app).splitlines()[-1].strip()
            assert told in line, (keys, line)
            assert others not in line, (keys, line)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_details_are_read_row_after_row_without_closing_them(app: TrackerApp, size: tuple[int, int]) -> None:
    """Beside the list and in its place: the details follow the selection, and the keys stay theirs."""
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "g", "enter")
        view = app.screen
        assert isinstance(view, TimelineScreen)
        first = view.pane.text
        await press(pilot, "J")
        assert view.rows.cursor == 1
        assert view.pane.text != first
        assert view.selected.headline in view.pane.text
        assert view.focused is view.pane
        await press(pilot, "K")
        assert view.pane.text == first
        await press(pilot, "escape")
        assert view.focused is view.rows
