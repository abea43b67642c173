"""Every list is sorted by any of its columns, by value, and remembers it; the selection stays on its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tui_sample import FEEDS, add_events, press, screen, settle

from tracker.model.query import TimelineFilter
from tracker.tui.app import TrackerApp
from tracker.tui.screens.view import ViewScreen
from tracker.tui.timeline_parts.columns import SORTED, columns
from tracker.tui.widgets.columns import HIDDEN, Column
from tracker.tui.widgets.row_list import RowList, words
from tracker.tui.widgets.sorting import Sort, in_order, named
from tracker.views.session import open_session
from tracker.views.timeline import NEWEST, Order, timeline, timeline_ids, timeline_rows

LISTS = {
    "timeline": ["1"], "specs": ["2"], "rankings": ["3"], "pareto": ["3", "p"], "roofline": ["3", "f"],
    "prices": ["4"], "history": ["4", "h"], "tokens": ["4", "t"], "feeds": ["5"], "disputes": ["6"], "review": ["7"],
}  # fmt: skip


def view(app: TrackerApp) -> ViewScreen:
    assert isinstance(app.screen, ViewScreen)
    return app.screen


def keys(rows: RowList[Any]) -> list[str]:
    return [rows.key(row) for i in range(rows.source.count) if (row := rows.source.at(i)) is not None]


@pytest.mark.parametrize("name", list(LISTS))
async def test_each_column_sorts_and_the_selection_stays_on_its_row(app: TrackerApp, name: str) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, *LISTS[name])
        rows = view(app).rows
        own = keys(rows)
        if len(own) < 2:
            pytest.skip("the sample has no two rows here")
        rows.select(1)
        await settle(pilot)
        chosen = rows.current_key
        for column in rows.sortable:
            for reverse in (False, True):
                rows.sort_by(Sort(column, reverse))
                await settle(pilot)
                assert sorted(keys(rows)) == sorted(own)
                assert rows.current_key == chosen, column
                assert f"by {column.lower()}{', reversed' if reverse else ''}" in screen(app)
        rows.sort_by(Sort())
        await settle(pilot)
        assert keys(rows) == own


async def test_the_key_offers_all_columns_and_the_same_one_again_turns_it_around(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "S", *"articles", "enter")
        counts = [row.feed.n_entries for row in view(app).rows.source.rows]  # type: ignore[attr-defined]
        assert counts == sorted(counts)
        assert "ARTICLE▴" in screen(app) or "ARTICLES ▴" in screen(app)
        await press(pilot, "S", *"articles", "enter")
        assert [row.feed.n_entries for row in view(app).rows.source.rows] == counts[::-1]  # type: ignore[attr-defined]
        await press(pilot, "S", "pageup", "enter")
        assert "▾" not in screen(app)


async def test_a_click_on_the_name_of_a_column_sorts_by_it(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        rows = view(app).rows
        at = screen(app).splitlines()[rows.region.y].index("VENDOR") - rows.region.x
        for mark, reverse in (("VENDOR ▴", False), ("VENDOR ▾", True)):
            await pilot.click(rows, offset=(at, 0))
            await settle(pilot)
            assert mark in screen(app)
            shown = [row.vendor.casefold() for i in range(rows.source.count) if (row := rows.source.at(i))]
            assert shown == sorted(shown, reverse=reverse)


async def test_the_marks_are_ascii_where_that_is_asked_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_ASCII", "1")
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        view(app).rows.sort_by(Sort("VENDOR", True))
        await settle(pilot)
        assert "VENDOR v" in screen(app)


async def test_each_list_has_a_sort_of_its_own_and_a_refresh_keeps_it(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        view(app).rows.sort_by(Sort("PRODUCT"))
        await press(pilot, "3")
        view(app).rows.sort_by(Sort("VENDOR", True))
        await press(pilot, "p")
        assert "by vendor" not in screen(app)
        await press(pilot, "c")
        assert "by vendor, reversed" in screen(app)
        add_events(path, ["2026-11-24"], "2026-11-25T11:00:00Z")
        app._pulse()
        await settle(pilot)
        await press(pilot, "1")
        shown = [row.product for i in range(8) if (row := view(app).rows.source.at(i))]
        assert shown == sorted(shown, key=str.casefold)


async def test_each_part_of_the_review_has_a_sort_of_its_own(app: TrackerApp) -> None:
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "7")
        view(app).rows.sort_by(Sort("VALUE"))
        await settle(pilot)
        await press(pilot, "d")
        assert "by value" not in screen(app)
        view(app).rows.sort_by(Sort("WHAT", True))
        await press(pilot, "f")
        assert "by value" in screen(app)
        assert keys(view(app).rows) == [
            row.fact_id for row in in_order(view(app).found, view(app).rows.columns, Sort("VALUE"))
        ]  # type: ignore[attr-defined]


async def test_events_are_sorted_while_they_are_filtered(app: TrackerApp, path: Path) -> None:
    add_events(path, ["2026-03-01", "2024-03-01", "2025-03-01"], "2026-11-25T11:00:00Z")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        view(app).rows.sort_by(Sort("DATE"))
        await press(pilot, "slash", *"vendor:acme", "enter")
        rows = view(app).rows
        dates = [row.date for i in range(rows.source.count) if (row := rows.source.at(i))]
        assert len(dates) >= 5
        assert dates == sorted(dates)


@pytest.mark.parametrize("by", SORTED)
def test_the_database_sorts_events_by_the_value_of_the_column(path: Path, by: str) -> None:
    add_events(path, ["2026-03-01", "2024-03-01", "2025-03-01"], "2026-11-25T11:00:00Z")
    column = next(c for c in columns(()) if c.name == by)
    session = open_session(path)
    newest = timeline(session, TimelineFilter(), 0, 100)
    for down in (False, True):
        found = [
            r for r in timeline_rows(session, timeline_ids(session, TimelineFilter(), Order(by.lower(), down))) if r
        ]
        assert len(found) == len(newest)
        if by == "DATE":
            assert [r.date for r in found] == sorted((r.date for r in newest), reverse=down)
        elif by == "CERTAINTY":
            places = [
                ("stated", "reported", "expected", "likely", "rumoured").index(words_of(column, r)) for r in found
            ]
            assert places == sorted(places, reverse=down)
        else:
            assert [r.event_id for r in found] == [r.event_id for r in in_order(newest, columns(()), Sort(by, down))]
    assert list(timeline_ids(session, TimelineFilter(), NEWEST)) == list(timeline_ids(session, TimelineFilter()))
    session.close()


def words_of(column: Column[Any], row: object) -> str:
    return "".join(text for text, _ in column.cell(row, 400))


@dataclass(frozen=True)
class Row:
    name: str
    price: float | None
    cell: str = ""


def order(rows: Sequence[Row], by: str, reverse: bool = False) -> str:
    columns: Sequence[Column[Row]] = (
        Column("NAME", lambda r, _: words(f"≠ {r.name}"), least=60),
        Column("NAME", lambda r, _: words(r.name[:2]), most=60),
        Column("PRICE", lambda r, _: words(f"${r.price}"), value=lambda r: r.price),
        Column("CELL", lambda r, _: words(r.cell)),
        Column("BACK", lambda r, _: words(r.name), least=HIDDEN, order=lambda r: -ord(r.name[-1])),
        Column("", lambda r, _: words("!")),
    )
    assert [c.name for c in named(columns)] == ["NAME", "PRICE", "CELL", "BACK"]
    return "".join(r.name[-1] for r in in_order(rows, columns, Sort(by, reverse)))


def test_rows_are_sorted_by_value_not_by_text() -> None:
    rows = [Row("xa", 10.0, "1,000"), Row("Xb", None, "$9"), Row("xC", 9.0, ""), Row("xd", 10.0, "12 %")]
    assert order(rows, "PRICE") == "Cadb"
    assert order(rows, "PRICE", True) == "adCb"
    assert order(rows, "NAME") == "abCd"
    assert order(rows, "NAME", True) == "dCba"
    assert order(rows, "CELL") == "bdaC"
    assert order(rows, "BACK") == "dbaC"
    assert order(rows, "") == order(rows, "NO SUCH") == "abCd"


def test_dates_and_ids_are_text() -> None:
    rows = [Row("a", 1, "2026-11-02"), Row("b", 1, "2026-H2"), Row("c", 1, "2025-12-30"), Row("d", 1, "9 Oct")]
    assert order(rows, "CELL") == "cabd"
