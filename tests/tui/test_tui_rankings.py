"""The screen of rankings: its parts, its knobs, what is compared, and that what is asked otherwise is shown and never stored."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from test_tui_hostile import SPICES
from textual.events import Key
from textual.widgets import Input
from tui_looks import SIZES, looked
from tui_rankings_sample import build_ranked
from tui_sample import CONTROL, FEEDS, press, screen, settle, strips

from tracker.paths import migrations_dir
from tracker.store.migrate import open_database
from tracker.tui.app import TrackerApp
from tracker.tui.screens.rankings import PARTS, RankingsScreen
from tracker.views.rankings import rankings
from tracker.views.scenario import Asked, scenario
from tracker.views.session import open_session

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-25T12:00:00Z"
VIEWS = {
    "ranking": [], "pareto": ["p"], "roofline": ["f"], "market": ["m"],
    "knobs": ["e", "up", "up", "up", "right", "down", "left", "down", "down", "right", "down", "down", "down", "right"],
}  # fmt: skip
FIGURES = ("usd_per_mtok", "usd_per_mtok_p10", "usd_per_mtok_p90", "tokens_per_s", "usd_per_hour", "rank")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_NOW", NOW)
        return build_ranked(tmp_path_factory.mktemp("ranked") / "tracker.db")


@pytest.fixture
def ranked(sample: Path, tmp_path: Path) -> TrackerApp:
    return TrackerApp(Path(shutil.copy(sample, tmp_path / "tracker.db")), FEEDS)


async def opened(pilot: Any, *keys: str) -> RankingsScreen:
    await settle(pilot)
    await press(pilot, "3", *keys)
    shown = pilot.app.screen
    assert isinstance(shown, RankingsScreen)
    return shown


def line(app: TrackerApp, word: str) -> str:
    return next(line for line in screen(app).splitlines() if word in line)


def names(shown: RankingsScreen) -> list[str]:
    return [row.accelerator for row in shown.rows.source.rows]  # type: ignore[attr-defined]


def pane(shown: RankingsScreen) -> str:
    return " ".join(shown.pane.text.split())


def figures(rows: Any) -> dict[str, tuple[object, ...]]:
    return {r.product_slug: tuple(getattr(r, name) for name in FIGURES) for r in rows}


@pytest.mark.parametrize("view", list(VIEWS))
async def test_each_part_is_as_it_was_and_nothing_is_cut(ranked: TrackerApp, view: str) -> None:
    async with ranked.run_test(size=SIZES[0]) as pilot:
        shown = await opened(pilot, *VIEWS[view])
        assert await looked(pilot, f"rankings-{view}") == []
        shown.rows.focus()
        await press(pilot, "enter")
        assert shown.pane_open
        assert await looked(pilot, f"rankings-{view}-open") == []


async def test_left_and_right_go_through_the_parts_and_the_selection_stays_on_its_accelerator(
    ranked: TrackerApp,
) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "down")
        slug = shown.rows.current_key
        seen = []
        for _ in PARTS:
            await press(pilot, "right")
            seen.append(shown.part.name)
        assert seen == ["pareto", "roofline", "market", "ranking"]
        assert shown.rows.current_key == slug
        await press(pilot, "left")
        assert shown.part.name == "market"


async def test_a_turned_knob_ranks_again_says_so_and_esc_goes_back(ranked: TrackerApp) -> None:
    with closing(open_session(ranked.database)) as session:
        stored = rankings(session, "chat", "on_demand")
        asked = scenario(session, "chat", "on_demand", Asked(sets=("utilisation=70%",)))
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot)
        assert list(shown.rows.source.rows) == stored  # type: ignore[attr-defined]
        await press(pilot, "e", *["down"] * 3, "right")
        assert "what if: 70 % busy (60 %)" in screen(ranked)
        assert figures(shown.rows.source.rows) == figures(asked.rows)  # type: ignore[attr-defined]
        await press(pilot, *["right"] * 3)
        assert "what if: 24 h busy (60 %)" in screen(ranked)
        await press(pilot, "escape")
        assert not shown.has_class("-knobs")
        assert "what if: 24 h busy" in screen(ranked), "closing the knobs keeps what they are at"
        await press(pilot, "escape")
        assert "what if" not in screen(ranked).replace("e what if", "")
        assert list(shown.rows.source.rows) == stored  # type: ignore[attr-defined]
    with closing(open_session(ranked.database)) as session:
        assert rankings(session, "chat", "on_demand") == stored


async def test_a_knob_turned_back_is_the_stored_ranking(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "e", "up", "up", "up", "right")
        assert shown.wanted.asked.sets == ("isl=2048",)
        await press(pilot, "left")
        assert not shown.wanted.asked
        await press(pilot, "right", "right", "backspace")
        assert not shown.wanted.asked
        assert "what if" not in screen(ranked).replace("e what if", "")


async def test_keys_that_come_faster_than_rankings_end_at_the_last_one(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "e", "up", "up", "up")
        for _ in range(5):
            ranked.post_message(Key("right", None))
        await settle(pilot)
        await settle(pilot)
        assert shown.wanted.asked.sets == ("isl=32768",)
        assert shown.found is not None
        assert shown.found.board.setting == shown.wanted
        assert shown.found.board.load.isl == 32768


async def test_keys_that_come_at_once_go_to_the_knobs_and_to_what_is_typed(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot)
        for burst in (
            ("e", "up", "up", "up"),
            ("enter",),
            ("1", "2", "3", "enter"),
            ("down", "right", "down", "right"),
        ):
            for key in burst:
                ranked.post_message(Key(key, key if len(key) == 1 else "\r" if key == "enter" else None))
            await settle(pilot)
            await settle(pilot)
        assert shown.rows.cursor == 0
        assert shown.wanted.asked.sets == ("isl=123", "osl=2048", "cached_fraction=25%")


async def test_a_figure_on_a_knob_begins_its_value(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "e", "up", "up", "up", *"3000", "enter")
        assert shown.wanted.asked.sets == ("isl=3000",)


async def test_slash_goes_to_a_row_by_its_words_and_its_letters_are_no_commands(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot)
        rows = shown.rows.source.rows  # type: ignore[attr-defined]
        wanted = rows[-1].accelerator
        await press(pilot, "slash", *wanted.lower().replace(" ", ""))
        assert "Which row?" in screen(ranked)
        await press(pilot, "enter")
        assert shown.selected.accelerator == wanted
        assert len(shown.rows.source.rows) == len(rows), "nothing is hidden"  # type: ignore[attr-defined]


async def test_a_value_is_typed_and_what_cannot_be_is_said(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "e", "up", "up", "up", "enter", *"3000", "enter")
        assert shown.wanted.asked.sets == ("isl=3000",)
        assert "3,000 in (1,024)" in screen(ranked)
        await press(pilot, "enter", *"0.5", "enter")
        assert "isl=0.5: must be from 1 tokens" in " ".join(screen(ranked).split())
        assert shown.query_one(Input).has_focus
        await press(pilot, "escape")
        assert shown.wanted.asked.sets == ("isl=3000",)


async def test_another_model_a_price_basis_and_what_has_no_effect(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "e", *["up"] * 4, "enter", *"8B", "enter")
        assert "what if: Model 8B (Model 70B)" in screen(ranked)
        assert "Model 8B" in screen(ranked).splitlines()[2]
        with closing(open_session(ranked.database)) as session:
            asked = scenario(session, "chat", "on_demand", Asked(model="s"))
        assert figures(shown.rows.source.rows) == figures(asked.rows)  # type: ignore[attr-defined]
        await press(pilot, "up", "up", "right")
        assert "no effect: electricity" in " ".join(screen(ranked).split())


async def test_what_is_asked_stays_through_a_refresh_and_another_part(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "e", "up", "up", "up", "right", "escape", "x", "S", *"tok/s/u", "enter")
        db = open_database(ranked.database, migrations_dir())
        db.execute("UPDATE workload SET name = 'Talk' WHERE slug = 'chat'")
        db.close()
        ranked._pulse()
        await settle(pilot)
        assert "Talk" in screen(ranked).splitlines()[2]
        assert "what if: 2,048 in (1,024)" in screen(ranked)
        assert "by tok/s/user" in screen(ranked)
        await press(pilot, "p")
        assert "what if: 2,048 in (1,024)" in screen(ranked)
        assert shown.shown.marked


async def test_enter_takes_a_what_if_figure_apart(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(160, 48)) as pilot:
        shown = await opened(pilot, "enter")
        stored = pane(shown)
        assert "STEP BY STEP" in stored
        assert "nothing is stored" not in stored
        await press(pilot, "escape", "e", "up", "up", "up", "right", "escape", "enter")
        told = pane(shown)
        assert "nothing is stored" in told
        assert "input tokens of a request: 2,048 tokens (what-if) instead of 1,024 tokens (workload chat)" in told
        assert "STEP BY STEP" in told


async def test_announced_products_are_ranked_apart_when_they_are_asked_for(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(160, 48)) as pilot:
        shown = await opened(pilot)
        before = names(shown)
        current = [r.rank for r in shown.rows.source.rows if r.usd_per_mtok is not None]  # type: ignore[attr-defined]
        assert "no figure: no price" in line(ranked, "Next")
        await press(pilot, "a")
        assert "with announced products" in screen(ranked)
        assert "◇1" in line(ranked, "Next")
        assert "would be" in line(ranked, "Next")
        ranked_now = [r.rank for r in shown.rows.source.rows if r.rank and r.group == "current"]  # type: ignore[attr-defined]
        assert ranked_now == current
        await press(pilot, "a")
        assert names(shown) == before


async def test_moves_of_a_week_are_shown(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await settle(pilot)
        assert "▲1" in line(ranked, "One Acme")
        assert "new" in line(ranked, "Trainium3")
        assert "▼2" in line(ranked, "Zero Acme")
        assert "moved: in 7 days" in screen(ranked)


async def test_marked_accelerators_are_compared_in_both_charts(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "down", "x", "down", "down", "x")
        assert line(ranked, "One Acme").startswith("  ✓")
        for key in ("p", "f"):
            await press(pilot, key)
            assert {letter: slug for slug, letter in shown.shown.letters.items()} == {"A": "acme/one", "B": "acme/zero"}
            assert " A " in line(ranked, "One Acme")
        await press(pilot, "p", "g")
        assert " C " in line(ranked, "Two Acme"), "the selected one is drawn too"
        await press(pilot, "X")
        assert shown.shown.marked == frozenset()
        assert list(shown.shown.letters.values()) == ["A", "B", "C"]


async def test_pareto_is_drawn_against_tokens_or_dollars(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(120, 36)) as pilot:
        await opened(pilot, "p")
        assert "up: output tok/s of one accelerator" in screen(ranked)
        assert "30 asked for" in screen(ranked)
        assert "$10.00" not in screen(ranked)
        await press(pilot, "d")
        assert "up: $ a million tokens" in screen(ranked)
        assert "$10.00" in screen(ranked)


async def test_rows_are_sorted_by_a_column_and_the_other_way_round(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(160, 48)) as pilot:
        shown = await opened(pilot)
        usual = names(shown)
        await press(pilot, "S", *"price an", "enter")
        hours = [r.usd_per_hour for r in shown.rows.source.rows]  # type: ignore[attr-defined]
        assert hours[:4] == sorted(h for h in hours if h is not None)
        assert hours[4:] == [None] * 3
        assert "PRICE AN HOUR ▴" in screen(ranked)
        await press(pilot, "S", *"price an", "enter")
        assert [r.usd_per_hour for r in shown.rows.source.rows][:4] == hours[3::-1]  # type: ignore[attr-defined]
        assert "by price an hour, reversed" in screen(ranked)
        await press(pilot, "p", "c")
        assert "by price an hour, reversed" in screen(ranked)
        await press(pilot, "S", "up", *["pageup"], "enter")
        assert names(shown) == usual


async def test_the_market_has_the_margin_and_both_days(ranked: TrackerApp) -> None:
    async with ranked.run_test(size=(160, 48)) as pilot:
        shown = await opened(pilot, "m", "down", "enter")
        row = shown.selected
        price = (1024 * 0.4 + 1024 * 1.2) / 2048
        assert row.usd_per_mtok == price
        assert row.margin == 1 - row.cost_usd_per_mtok / price
        assert (row.token_price_as_of[:10], row.hardware_price_as_of[:10]) == ("2026-11-25", "2026-10-01")
        told = pane(shown)
        for words in ("1,024 in, 1,024 out", "of the price", "1 - 0.", "Gamma", "2026-10-01", "Acme Two"):
            assert words in told
        await press(pilot, "escape")
        assert "25 Nov" in line(ranked, "AWS")
        assert "1 Oct" in line(ranked, "AWS")
        assert "no sound price: Listed at $0: a free tier." in line(ranked, "Acme  ")
        cost = row.cost_usd_per_mtok
        await press(pilot, "e", *["down"] * 3, "right")
        assert shown.selected.cost_usd_per_mtok == pytest.approx(cost * 0.6 / 0.7)


async def test_ascii_and_no_colour_carry_the_same(
    ranked: TrackerApp, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    async def shown(app: TrackerApp) -> list[str]:
        out = []
        async with app.run_test(size=(120, 36)) as pilot:
            await opened(pilot)
            for key in ("x", "p", "f", "m", "c", "e"):
                await press(pilot, key)
                out.append(screen(app))
        return out

    coloured = await shown(ranked)
    monkeypatch.setenv("NO_COLOR", "1")
    assert await shown(TrackerApp(sample, FEEDS)) == coloured
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TRACKER_ASCII", "1")
    plain = await shown(TrackerApp(sample, FEEDS))
    assert not {c for text in plain for c in text if ord(c) > 126} - set("▁▂▃▄▅▆▇█▊▎▔▏▌")
    for one, other in zip(coloured, plain, strict=True):
        figures_of = [{w for w in text.split() if w[:1] in "$" and w[1:2].isdigit()} for text in (one, other)]
        assert {w.replace("–", "-") for w in figures_of[0]} == figures_of[1]


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_no_part_acts_on_or_passes_on_what_a_row_holds(tmp_path: Path, size: tuple[int, int]) -> None:
    app = TrackerApp(build_ranked(tmp_path / "hostile.db", "".join(SPICES.values())), FEEDS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in ("3", "x", "y", "o", "p", "f", "m", "enter", "y", "escape", "c", "a", "enter", "escape", "e", "down",
                    "enter", "escape", "right", "down", "right", "enter", "escape", "escape", "S", "escape", "escape"):  # fmt: skip
            await press(pilot, key)
            assert app.is_running
            assert not [text for text in strips(app) if CONTROL.search(text)]
            assert len(strips(app)) == size[1]
        assert not CONTROL.search(app.clipboard)


async def test_a_what_if_on_the_screen_is_the_command_lines(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_STATE", str(tmp_path / "state"))
    told = ["--model", "deepseek-r1", "--set", "isl=2048", "--roadmap"]
    command = [sys.executable, "-m", "tracker", "rank", "chat", *told, "--json", "--db", str(database)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    printed = {r["product_slug"]: tuple(r[name] for name in FIGURES) for r in json.loads(done.stdout)}
    app = TrackerApp(database, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        shown = await opened(pilot, "e", *["up"] * 4, "enter", *"deepseek-r1", "enter", "down", "right", "escape", "a")
        assert figures(shown.rows.source.rows) == printed  # type: ignore[attr-defined]
        assert sum(values[0] is not None for values in printed.values()) > 5
