"""The timeline: pages from the database, a selection that belongs to its event, filters, details, arrivals."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.widgets import Input
from tui_sample import FEEDS, add_events, press, screen, settle

from tracker.tui.app import TrackerApp
from tracker.tui.screens.timeline import EventList, TimelineScreen
from tracker.tui.widgets.columns import KEEP, PAGE, Column, Pages, layout
from tracker.tui.widgets.row_list import words

LATER = "2026-11-25T13:00:00Z"


def events(app: TrackerApp) -> EventList:
    return app.screen.query_one(EventList)


def current(app: TrackerApp) -> str:
    row = events(app).current
    return row.headline if row else ""


def days(count: int) -> list[str]:
    """Days 60 apart, so that no two events are one."""
    return [(date(2000, 1, 1) - timedelta(days=60 * i)).isoformat() for i in range(count)]


async def test_it_opens_at_today_with_what_is_to_come_above(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "Began." in current(app)
        assert screen(app).index("2027-H2") < screen(app).index("2026-03-05")
        assert "1 dated ahead" in screen(app)


async def test_dates_are_as_precise_as_they_were_stated(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        lines = screen(app).splitlines()
        assert any("2027-H2" in line and "expected" in line for line in lines)
        assert any("~2026-03-05" in line and "reported" in line for line in lines)
        assert any("2026-01-26" in line and "stated" in line and "datasheet" in line for line in lines)


async def test_moving_and_the_hidden_cursor_go_together(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "g")
        top = app.cursor_position.y
        for key, index in (
            ("j", 1),
            ("down", 2),
            ("k", 1),
            ("G", 4),
            ("home", 0),
            ("pagedown", 4),
            ("pageup", 0),
            ("end", 4),
        ):
            await press(pilot, key)
            assert events(app).cursor == index
            assert app.cursor_position.y == top + index
            assert screen(app).splitlines()[app.cursor_position.y].startswith("▸")


async def test_enter_shows_every_source_with_its_words_and_what_contradicts(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "G", "enter")
        text = app.screen.pane.text  # type: ignore[attr-defined]
        assert "Datasheets" in text
        assert "“since December”" in text
        assert "https://sheets.example/all" in text
        assert "rule figures, confidence 0.9" not in text
        assert "SOURCES DISAGREE" in text
        assert "900" in text
        await press(pilot, "escape")
        assert not app.screen.has_class("-details")
        await press(pilot, "k", "enter")
        assert "“Microsoft unveiled Maia 200”" in app.screen.pane.text  # type: ignore[attr-defined]
        assert "rule figures, confidence 0.9" in app.screen.pane.text  # type: ignore[attr-defined]


async def test_the_filter_works_as_one_types_and_escape_returns_to_the_same_event(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "g", "j", "j")
        before = current(app)
        await press(pilot, "slash", *"maia")
        assert events(app).source.count == 1
        assert "1 of 5 events" in screen(app)
        assert "Maia 200" in current(app)
        await press(pilot, "escape")
        assert events(app).source.count == 5
        assert current(app) == before
        assert events(app).has_focus


async def test_a_kept_filter_stays_until_escape_and_the_found_event_stays_selected(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"acme", "enter", "j")
        found = current(app)
        assert events(app).source.count == 3
        await press(pilot, "escape")
        assert events(app).source.count == 5
        assert current(app) == found
        assert app.screen.query_one(Input).value == ""


async def test_a_filter_without_a_match_says_so_and_can_be_left(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        before = current(app)
        await press(pilot, "slash", *"zzz%_")
        assert "No event matches" in screen(app)
        await press(pilot, "enter", "enter")
        assert not app.screen.has_class("-details")
        await press(pilot, "escape")
        assert "No event matches" not in screen(app)
        assert current(app) == before


async def test_vendor_and_type_are_chosen_from_lists(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "v", *"micro", "enter")
        assert events(app).source.count == 1
        assert "Microsoft" in screen(app)
        await press(pilot, "escape", "t", *"deal", "enter")
        assert events(app).source.count == 1
        assert "deal with Microsoft" in current(app)


async def test_news_of_another_process_is_announced_and_moves_nothing(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "G", "k")
        before, line = current(app), app.cursor_position.y
        add_events(path, ["2026-11-01", "2026-06-01"], LATER)
        app._pulse()
        await settle(pilot)
        assert events(app).source.count == 7
        assert current(app) == before
        assert app.cursor_position.y - line in (0, 2)
        assert "2 new, press g" in screen(app)
        await press(pilot, "g")
        assert events(app).current is not None
        assert events(app).current.date == "2026-11-01"  # type: ignore[union-attr]
        await press(pilot, "g")
        assert events(app).cursor == 0


async def test_another_view_hears_of_the_news_when_it_comes_to_the_front(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "3")
        add_events(path, ["2026-11-01"], LATER)
        app._pulse()
        await settle(pilot)
        await press(pilot, "1")
        assert events(app).source.count == 6


async def test_a_long_timeline_is_read_in_pages_and_few_are_kept(path: Path) -> None:
    add_events(path, days(1000), "2026-11-20T08:00:00Z")
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        source = events(app).source
        assert isinstance(source, Pages)
        assert source.count == 1005
        assert set(source.pages) == {0}
        await press(pilot, "G")
        assert events(app).cursor == 1004
        assert "1835" in screen(app) or "1836" in screen(app)
        assert len(source.pages) == 2


def test_the_pages_looked_at_last_are_kept() -> None:
    asked: list[int] = []

    def fetch(offset: int, limit: int) -> list[int]:
        asked.append(offset)
        return list(range(offset, offset + limit))

    pages = Pages(PAGE * (KEEP + 2), fetch)
    for page in range(KEEP + 1):
        assert pages.at(page * PAGE + 5) == page * PAGE + 5
    assert len(pages.pages) == KEEP
    assert len(asked) == KEEP + 1
    pages.at(PAGE * KEEP)
    assert len(asked) == KEEP + 1
    pages.at(0)
    assert len(asked) == KEEP + 2
    assert pages.at(-1) is None
    assert pages.at(pages.count) is None


def test_columns_of_no_width_share_the_rest() -> None:
    wide = Column("A", lambda r, _: words(str(r)), 10, least=50)
    rest = Column("B", lambda r, _: words(str(r)))
    assert layout([wide, rest, rest], 60, 2) == [(wide, 10), (rest, 23), (rest, 23)]
    assert layout([wide, rest, rest], 41, 1) == [(rest, 20), (rest, 20)]


async def test_the_day_of_the_past_is_always_in_sight(path: Path) -> None:
    for size in ((160, 48), (80, 24), (40, 12)):
        app = TrackerApp(path, FEEDS, "2026-02")
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            assert events(app).source.count == 3
            for view in "123456":
                await press(pilot, view)
                assert "as of 2026-02-28" in screen(app).splitlines()[0]


async def test_a_click_selects_and_a_second_one_opens(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.click("#events", offset=(10, 4))
        await settle(pilot)
        assert events(app).cursor == 3
        await pilot.click("#events", offset=(10, 4))
        await settle(pilot)
        assert isinstance(app.screen, TimelineScreen)
        assert app.screen.pane_open
