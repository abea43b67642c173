"""The timeline: pages from the database, a selection that belongs to its event, filters, details, arrivals."""

from __future__ import annotations

from dataclasses import replace
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


async def test_the_weightiest_source_is_named_and_the_others_are_counted(app: TrackerApp) -> None:
    """Twenty-nine sources of which one is a database are not twenty-nine databases."""
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        row = events(app).current
        assert row is not None
        (column,) = (c for c in events(app).columns if c.title == "SOURCES")
        for count, told in ((1, "▣ database"), (29, "▣ database +28")):
            cell = column.cell(replace(row, tier="database", n_sources=count), column.width)
            assert "".join(text for text, _ in cell) == told
            assert len(told) <= column.width


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


async def test_lanes_stand_above_the_list_and_point_at_the_selected_event(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        lines = screen(app).splitlines()
        assert [line[1:].split()[0] for line in lines[3:6]] == ["▸Acme", "Microsoft", "AWS"]
        assert lines[2].index("▼") == lines[3].index("◈")
        await press(pilot, "j", "j")
        lines = screen(app).splitlines()
        assert lines[4].startswith("  ▸Microsoft")
        assert lines[2].index("▼") == lines[4].index("△")


async def test_lanes_are_hidden_where_the_list_needs_the_room_and_by_their_key(app: TrackerApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        assert "┊" not in screen(app)
        await press(pilot, "l")
        assert "┊" not in screen(app)
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert "┊" in screen(app)
        await press(pilot, "l")
        assert "┊" not in screen(app)
        await press(pilot, "l")
        assert "┊" in screen(app)


async def test_lanes_are_zoomed_and_moved_and_come_back_to_the_event(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "2025" in screen(app).splitlines()[2]
        await press(pilot, "plus", "plus", "plus")
        assert "Mar" in screen(app).splitlines()[2]
        await press(pilot, *["greater_than_sign"] * 9)
        head = screen(app).splitlines()[2]
        assert head.rstrip().strip("│ ").startswith("◂")
        await press(pilot, "full_stop")
        assert "▼" in screen(app).splitlines()[2]
        await press(pilot, *["minus"] * 8)
        assert "2016" in screen(app).splitlines()[2]


async def test_lanes_show_what_the_filter_keeps(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"maia", "enter")
        lines = screen(app).splitlines()
        assert "▸Microsoft       1" in lines[4]
        assert "Acme" not in "".join(lines[4:6])


async def test_a_click_on_a_lane_selects_its_event(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        line = screen(app).splitlines()[4]
        await pilot.click("#lanes", offset=(line.index("△"), 2))
        await settle(pilot)
        assert "Maia 200" in current(app)


async def test_words_are_found_in_quotes_names_and_articles_too(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for typed, count in (("unveil", 1), ("anvil", 3), ("datasheets", 3), ("aws avail", 1), ("micros", 2)):
            await press(pilot, "slash", *typed)
            assert events(app).source.count == count, typed
            await press(pilot, "escape")


async def test_the_line_narrows_by_vendor_days_and_certainty(app: TrackerApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        for typed, count in (("vendor:ac", 3), ("since:2026-03", 3), ("on:2026-01", 1), ("certainty:rum", 1)):
            await press(pilot, "slash", *[{":": "colon", "-": "minus"}.get(c, c) for c in typed])
            assert events(app).source.count == count, typed
            await press(pilot, "escape")
        await press(pilot, "slash", *"type", "colon", *"zz")
        assert "type:zz is none of announced" in screen(app)
        assert events(app).source.count == 5


async def test_stars_and_reading_are_marked_filtered_and_remembered(path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "asterisk", "j", "m")
        lines = screen(app).splitlines()
        assert any(line.startswith(" ★~2026-03-05") for line in lines)
        assert any(line.startswith("▸•~2026-03-05") for line in lines)
        await press(pilot, "f")
        assert events(app).source.count == 1
        assert "Began." in current(app)
        await press(pilot, "f", "u")
        assert "Talks." in current(app)
        assert events(app).source.count == 1
        await press(pilot, "enter")
        assert "•" not in screen(app)
    again = TrackerApp(path, FEEDS)
    async with again.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        assert "▸★~2026-03-05" in screen(again)
        await press(pilot, "u")
        assert "No event matches" in screen(again)


async def test_what_came_since_the_last_visit_is_told_and_kept_by_a_key(path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "n")
        assert events(app).source.count == 5
        app.screen.marks.save(visited="2026-11-24T00:00:00Z")  # type: ignore[attr-defined]
    add_events(path, ["2026-11-01"], "2026-11-25T06:00:00Z")
    again = TrackerApp(path, FEEDS)
    async with again.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert "1 since 24 Nov, press n" in screen(again)
        assert events(again).source.count == 6
        await press(pilot, "n")
        assert events(again).source.count == 1
        assert current(again).endswith("Later news.")


async def test_details_name_the_figures_of_the_same_sources(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "G", "enter")
        text = " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]
        assert "THE SAME SOURCES STATE 7" in text
        own, other = text.index("Memory 144 GB per chip"), text.index("Memory 216 GB per chip")
        assert text.index("THE SAME SOURCES STATE") < own < other


async def test_a_seek_reads_the_page_beside_and_the_end_without_counting_through(path: Path) -> None:
    add_events(path, days(1000), "2026-11-20T08:00:00Z")
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        shown = []
        await press(pilot, "g")
        for _ in range(60):
            await press(pilot, "pagedown")
            shown.append(current(app))
        down = [events(app).source.at(i) for i in range(1005)]
        await press(pilot, "G")
        up = [events(app).source.at(i) for i in reversed(range(1005))][::-1]
        assert down == up
        assert [r.date for r in down if r] == sorted((r.date for r in down if r), reverse=True)
        assert len({r.event_id for r in down if r}) == 1005
