"""The screen of prices: what each part shows, how one gets from one to the next, and what stands behind a row."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from test_tui_hostile import SPICES
from textual.events import Key
from tui_looks import SIZES, faults, looked
from tui_prices_sample import fill
from tui_sample import CONTROL, FEEDS, build, press, screen, settle, strips

import tracker.tui.price_parts.behind as behind
from tracker.model.words import ListFault
from tracker.paths import migrations_dir
from tracker.store.migrate import open_database
from tracker.tui.app import TrackerApp
from tracker.tui.screens.prices import PARTS
from tracker.tui.widgets.step_chart import StepChart
from tracker.views.price_screen import offers
from tracker.views.session import open_session

PART_KEYS = {"current": [], "history": ["h"], "disputes": ["d"], "tokens": ["t"], "lists": ["l"]}
ONE = ["p", *"one", "enter"]


@pytest.fixture
def priced(path: Path, monkeypatch: pytest.MonkeyPatch) -> TrackerApp:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    return TrackerApp(fill(path), FEEDS)


def pane(app: TrackerApp) -> str:
    return " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]


def lines(app: TrackerApp, word: str) -> list[str]:
    return [line for line in screen(app).splitlines() if word in line]


async def opened(pilot: Any, *keys: str) -> None:
    await settle(pilot)
    await press(pilot, "4", *keys)


@pytest.mark.parametrize("part", list(PART_KEYS))
async def test_each_part_is_as_it_was_and_nothing_is_cut(priced: TrackerApp, part: str) -> None:
    async with priced.run_test(size=SIZES[0]) as pilot:
        await opened(pilot, *PART_KEYS[part])
        assert await looked(pilot, f"prices-{part}") == []
        await press(pilot, "enter")
        assert priced.screen.pane_open  # type: ignore[attr-defined]
        assert await looked(pilot) == []


async def test_the_first_screen_has_the_cheapest_sound_offer_of_each_accelerator(priced: TrackerApp) -> None:
    async with priced.run_test(size=(160, 48)) as pilot:
        await opened(pilot)
        (line,) = lines(priced, "One ")
        for words in ("$1.50", "Acme", "one.8x", "north-1", "3 hours ago", "4, 1 flagged"):
            assert words in line
        assert "on demand" in screen(priced).splitlines()[2]


async def test_all_offers_of_a_picked_product_are_listed_flagged_ones_last_with_the_reason(priced: TrackerApp) -> None:
    async with priced.run_test(size=(160, 48)) as pilot:
        await opened(pilot, *ONE)
        rows = [line.split()[0] for line in screen(priced).splitlines() if "Acme" in line]
        assert rows == ["▸", "$2.00", "$2.00", "$0.100"]
        assert "! host only: The price is of the host alone." in lines(priced, "one.host")[0]
        assert "from $1.50 an hour each" in screen(priced)
        await press(pilot, "escape")
        assert "cheapest of each" in screen(priced)
        assert "One" in lines(priced, "▸ ")[0]


async def test_what_is_typed_and_taken_at_once_takes_what_was_typed(priced: TrackerApp) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, "p")
        for key in ("t", "r", "a", "i", "n", "enter"):
            priced.post_message(Key(key, key if len(key) == 1 else "\r"))
        await settle(pilot)
        assert "Trainium3 · on demand" in screen(priced)


def date_lists(path: Path, day: str) -> None:
    """Give both lists of the sample's hardware and tokens a day of their own."""
    db = open_database(path, migrations_dir())
    db.execute("UPDATE price_list SET published = ? WHERE slug = 'alpha'", (day,))
    for table in ("offer", "token_offer"):
        db.execute(f"UPDATE {table} SET list_id = (SELECT id FROM price_list WHERE slug = 'alpha')")
    db.close()


@pytest.mark.parametrize("size", SIZES)
async def test_a_price_of_an_old_list_is_marked_though_it_was_seen_today(
    priced: TrackerApp, path: Path, size: tuple[int, int]
) -> None:
    date_lists(path, "2026-05-25")
    async with priced.run_test(size=size) as pilot:
        await opened(pilot)
        words = "! list 6 months" if size[0] >= 120 else "! 6 mo" if size[0] >= 60 else "!"
        assert words in lines(priced, "One ")[0]
        assert faults(priced) == []
        for keys, row in ((ONE, "$1.50"), (["t"], "$1.00"), (["l"], "alpha")):
            await press(pilot, *keys)
            assert "!" in lines(priced, row)[-1]
            assert faults(priced) == []
        await press(pilot, "G", "enter")
        await press(pilot, "escape", "h")
        assert "last seen" not in screen(priced) or size[0] < 80 or "! its list is of 6 months ago" in screen(priced)


async def test_a_price_of_a_list_of_this_quarter_is_not_marked(priced: TrackerApp, path: Path) -> None:
    date_lists(path, "2026-08-27")
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert "!" not in screen(priced)
        assert "list 3 months" in lines(priced, "One ")[0], "its day is told all the same"
        date_lists(path, "2026-08-26")
        priced._pulse()
        await settle(pilot)
        assert "! list" in lines(priced, "One ")[0]


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 20)])
async def test_a_flagged_price_that_is_the_only_one_is_marked_beside_the_figure(
    priced: TrackerApp, path: Path, size: tuple[int, int]
) -> None:
    db = open_database(path, migrations_dir())
    db.execute("UPDATE price SET quality = 'unit_suspect', reason = 'odd'")
    db.close()
    async with priced.run_test(size=size) as pilot:
        await opened(pilot)
        assert re.search(r"\$[\d.]+ +! +Acme", lines(priced, "One ")[0])


async def test_a_narrow_screen_keeps_age_and_flags(priced: TrackerApp) -> None:
    async with priced.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        (line,) = lines(priced, "One ")
        assert line.split()[-4:] == ["3", "h", "4", "!1"]
        await press(pilot, *ONE)
        assert lines(priced, "one.8x")[0].split()[-2:] == ["3", "h"]


async def test_the_rows_of_the_screen_are_the_rows_of_the_view(priced: TrackerApp) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE)
        session = open_session(priced.database)
        told = offers(session, "acme/one", "on_demand")
        session.close()
        assert list(priced.screen.rows.source.rows) == told  # type: ignore[attr-defined]


async def test_the_price_basis_is_chosen_and_named(priced: TrackerApp) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE, "b", *"spot", "enter")
        assert "spot" in screen(priced).splitlines()[2]
        assert "$1.00" in lines(priced, "▸ ")[0]
        await press(pilot, "b", *"every", "enter")
        assert "BASIS" in screen(priced)
        assert "$1.00" in lines(priced, " spot ")[0]
        await press(pilot, "h")
        assert "on demand" in screen(priced).splitlines()[2]


async def test_enter_on_a_price_explains_it_with_all_its_prices(priced: TrackerApp) -> None:
    async with priced.run_test(size=(160, 48)) as pilot:
        await opened(pilot, *ONE, "enter")
        text = pane(priced)
        for words in ("Acme: One at $1.50 an accelerator hour", "PRICES 3", "2026-09-01", "$12.00", "$24.00", "$32.00",
                      "Alpha list", "https://alpha.example/list", "o-"):  # fmt: skip
            assert words in text
        assert text.index("$12.00 an instance hour") < text.index("$32.00")
        await press(pilot, "escape", "G", "enter")
        assert "! host_only: The price is of the host alone.; never ranked" in pane(priced)


async def test_the_history_is_drawn_with_events_and_a_rule_through_the_selected_day(priced: TrackerApp) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE, "h")
        text = screen(priced)
        chart = priced.screen.query_one(StepChart)
        assert [value for _, value in chart.chart.points] == [4.0, 3.0, 1.5]
        for words in ("$4.00", " $1.50", "$3.00", "◆ available: Acme ships it.", "2026-01-10", "2026-11-25"):
            assert words in text
        assert str(chart.at) in lines(priced, "▸ ")[0]
        before = text.splitlines()[3:14]
        await press(pilot, "down")
        assert str(chart.at) in lines(priced, "▸ ")[0]
        assert screen(priced).splitlines()[3:14] != before
        assert "◆ available: Acme ships it." in lines(priced, "2026-06-10")[0]


async def test_a_history_shows_changes_and_explains_prices_and_events(priced: TrackerApp) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE, "h")
        assert "-25 %" in lines(priced, "2026-05-01")[0]
        await press(pilot, "slash", *"ships", "enter", "enter")
        assert "Acme ships it." in pane(priced)
        assert "SOURCES 1" in pane(priced)
        await press(pilot, "escape", "escape", "slash", *"first", "enter")
        assert "match “first”" in screen(priced)
        assert len(lines(priced, "one.8x")) == 1


async def test_lists_that_differ_are_told_with_both_sides(priced: TrackerApp) -> None:
    async with priced.run_test(size=(160, 48)) as pilot:
        await opened(pilot, "d")
        (line,) = lines(priced, "north-1 on demand")
        for words in (
            "1.33×",
            "One",
            "Acme",
            "$1.50",
            "$2.00",
            "Alpha list: $1.50 on 2026-11-25; Beta",
        ):
            assert words in line
        (line,) = lines(priced, "Mtok out")
        for words in ("2.00×", "Model 70B", "AWS", "$1.00", "$2.00"):
            assert words in line
        await press(pilot, "enter")
        for words in ("Gamma", "Delta", "https://Gamma.example/models", "https://Delta.example/models"):
            assert words in pane(priced)
        await press(pilot, "escape", *ONE)
        assert not lines(priced, "Mtok")
        assert lines(priced, "an hour")


async def test_the_history_opens_on_the_product_of_the_row_one_came_from(priced: TrackerApp, path: Path) -> None:
    """Trainium3 has fewer offers, so that the history would open on another by itself."""
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, "j", "h")
        assert "Trainium3" in screen(priced).splitlines()[2]
        await press(pilot, "d", "G", "h")
        assert "One" in screen(priced).splitlines()[2]


async def test_the_token_market_of_a_model_has_in_cached_out_and_marks_of_dispute(priced: TrackerApp) -> None:
    async with priced.run_test(size=(160, 48)) as pilot:
        await opened(pilot, "t")
        assert "2 ≠1" in lines(priced, "Model 70B")[0]
        await press(pilot, "p", *"70b", "enter")
        (line,) = lines(priced, "AWS ")
        for words in ("$0.500", "$0.125", "$1.00", "≠ Delta: $0.500 in, $2.00 out"):
            assert words in line
        assert "! zero: Listed at $0: a free tier." in lines(priced, "Acme ")[0]
        assert "2 providers" in screen(priced)
        await press(pilot, "enter")
        assert "≠ OTHER LISTS DIFFER 1" in pane(priced)
        await press(pilot, "escape", "escape")
        assert "cheapest of each model" in screen(priced)


async def test_tiers_of_service_have_a_column_where_a_price_has_one(priced: TrackerApp, path: Path) -> None:
    for told, shown in (("", False), ("batch", True)):
        with sqlite3.connect(path) as db:
            db.execute("UPDATE token_offer SET tier = ?", (told,))
        app = TrackerApp(path, FEEDS)
        async with app.run_test(size=(120, 36)) as pilot:
            await opened(pilot, "t")
            assert ("TIER" in screen(app)) is shown
            await press(pilot, "p", *"70b", "enter")
            assert ("TIER" in screen(app)) is shown


async def test_lists_say_how_old_they_are_what_is_wrong_and_what_comes_next(priced: TrackerApp) -> None:
    async with priced.run_test(size=(160, 48)) as pilot:
        await opened(pilot, "l")
        assert "1 in trouble" in screen(priced)
        first = lines(priced, "▸ ")[0]
        for words in ("failing, truncated", "beta north", "5 days ago", "the body ended after 20 of 50 bytes"):
            assert words in first
        assert "3 hours ago" in lines(priced, "many (5 parts)")[0]
        await press(pilot, "enter")
        for words in ("It is asked again at the next refresh.", "Its prices of before are kept", "3 in a row",
                      "https://beta.example/north"):  # fmt: skip
            assert words in pane(priced)


def test_every_fault_of_a_list_has_words() -> None:
    known = {*ListFault.__args__, "rate_limited", "blocked", "gone", "stale", "timeout"} - {""}  # type: ignore[attr-defined]
    assert known == set(behind.FAULTS)


async def test_parts_are_reached_by_key_arrow_and_click_and_keep_their_selection(priced: TrackerApp) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE, "down")
        kept = priced.screen.rows.current_key  # type: ignore[attr-defined]
        names = []
        for _ in PARTS:
            await press(pilot, "right")
            names.append(priced.screen.part.name)  # type: ignore[attr-defined]
        assert names == ["history", "disputes", "tokens", "lists", "current"]
        assert priced.screen.rows.current_key == kept  # type: ignore[attr-defined]
        await press(pilot, "left")
        assert "▸l Lists" in screen(priced)
        await pilot.click("#parts", offset=(screen(priced).splitlines()[1].index("d Disputes"), 0))
        await settle(pilot)
        assert "▸d Disputes" in screen(priced)


async def test_the_filter_counts_and_escape_clears_it_first(priced: TrackerApp) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE, "slash", *"host")
        assert "1 of 4 match “host”" in screen(priced)
        await press(pilot, *"zzz")
        assert "Nothing matches" in screen(priced)
        await press(pilot, "escape")
        assert len(lines(priced, "Acme")) == 4
        assert priced.focused is priced.screen.rows  # type: ignore[attr-defined]


async def test_what_another_process_writes_appears_and_the_selection_stays(priced: TrackerApp, path: Path) -> None:
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE, "G")
        kept = priced.screen.rows.current_key  # type: ignore[attr-defined]
        db = open_database(path, migrations_dir())
        db.execute("UPDATE price SET usd_per_hour = 80 WHERE usd_per_hour = 16")
        db.close()
        priced._pulse()
        await settle(pilot)
        assert lines(priced, "$10.00")
        assert priced.screen.rows.current_key == kept  # type: ignore[attr-defined]


async def test_the_past_is_shown_as_it_was_known(path: Path) -> None:
    app = TrackerApp(fill(path), FEEDS, "2026-06-30")
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE)
        assert [line.split()[1] for line in lines(app, "one.8x")] == ["$3.00"]
        assert "as of 2026-06-30" in screen(app).splitlines()[0]
        await press(pilot, "h")
        chart = app.screen.query_one(StepChart).chart
        assert ([value for _, value in chart.points], str(chart.until)) == ([4.0, 3.0], "2026-06-30")
        await press(pilot, "l")
        assert "as they are today" in screen(app)


async def test_without_any_list_every_part_says_so_and_how_to_ask(tmp_path: Path) -> None:
    app = TrackerApp(build(tmp_path / "empty.db", empty=True), FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        for keys in PART_KEYS.values():
            await press(pilot, *keys)
            text = screen(app)
            assert "No price list was asked yet" in text
            assert "Press r, or run `tracker refresh`" in text
        await press(pilot, "c", "enter", "y", "o", "p")
        told = " ".join(word for word in screen(app).split() if word not in "▌▐")
        assert "There is no price to choose from yet" in told


async def test_prices_of_the_catalogue_alone_say_that_no_list_was_asked(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        assert "$2.00" in screen(app)
        assert "no price list was asked yet: press r" in screen(app)


async def test_rows_are_copied_and_their_lists_opened(priced: TrackerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "x")
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        for keys in PART_KEYS.values():
            await press(pilot, *keys, "y")
            assert priced.clipboard.split() == priced.screen.selected_text().split()  # type: ignore[attr-defined]
            assert priced.clipboard
            await press(pilot, "o")
            assert priced.clipboard.startswith("https://")


@pytest.mark.parametrize("size", [(160, 48), (40, 12)])
async def test_hostile_names_in_lists_stay_text(tmp_path: Path, size: tuple[int, int]) -> None:
    spice = "".join(SPICES.values())
    app = TrackerApp(fill(build(tmp_path / "hostile.db", spice), spice), FEEDS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        for keys in PART_KEYS.values():
            for key in (*keys, "enter", "escape", "G", "enter", "y", "o", "escape", "slash", "x", "escape"):
                await press(pilot, key)
                assert not [line for line in strips(app) if CONTROL.search(line)]
        assert app.is_running
        assert not CONTROL.search(app.clipboard)


async def test_ascii_mode_draws_the_chart_in_ascii(priced: TrackerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_ASCII", "1")
    async with priced.run_test(size=(120, 36)) as pilot:
        await opened(pilot, *ONE, "h")
        odd = {c for c in screen(priced) if ord(c) > 126}
        assert odd <= set("▁▂▃▄▅▆▇█▊▎▔▏▌"), odd
        assert "* available: Acme ships it." in screen(priced)
