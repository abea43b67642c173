"""Review by parts: contradictions and newcomers are decided, several rows at once, and older decisions are taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tui_sample import FEEDS, press, screen, settle

from tracker.actions import decide
from tracker.tui.app import TrackerApp
from tracker.tui.review_parts.part import Part
from tracker.tui.screens.review import PARTS, ReviewScreen
from tracker.views.session import open_session
from tracker.views.specs import contradictions, newcomers, open_contradictions, review

SIZE = (140, 36)
NAMED = {"contradictions": "Disputes"}
"""Parts that the screen calls otherwise than SQL does."""


def seen(path: Path, read: Any, *arguments: Any) -> Any:
    session = open_session(path)
    try:
        return read(session, *arguments)
    finally:
        session.close()


def decided(path: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT verb, fact, note FROM decision ORDER BY fact").fetchall()


def told(app: TrackerApp) -> str:
    return " | ".join(notice.message for notice in app.notices)


def pane(app: TrackerApp) -> str:
    return " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]


def rows(app: TrackerApp) -> list[str]:
    """Keys of the rows that are shown."""
    assert isinstance(app.screen, ReviewScreen)
    return [app.screen.part.key(row) for row in app.screen.rows.source.rows]  # type: ignore[union-attr]


async def at(pilot: Any, *keys: str) -> None:
    await settle(pilot)
    await press(pilot, "7", *keys)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
async def test_every_part_has_a_key_and_is_reached_by_it_and_from_its_neighbours(
    app: TrackerApp, part: Part[Any]
) -> None:
    keys = {"facts": "f", "contradictions": "d", "products": "p", "decided": "h"}
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, keys[part.name])
        assert app.screen.part.name == part.name  # type: ignore[attr-defined]
        assert f"▸{keys[part.name]} {NAMED.get(part.name, part.name.capitalize())}" in screen(app)
        await press(pilot, "right", "left")
        assert app.screen.part.name == part.name  # type: ignore[attr-defined]


async def test_both_sides_of_a_contradiction_are_shown_and_may_stand(app: TrackerApp, path: Path) -> None:
    pair = seen(path, open_contradictions, 9)[0].contradiction_id
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "d", "enter")
        for words in ("ONE SAYS", "900 W", "The Press", "ANOTHER SAYS", "700 W", "Datasheets"):
            assert words in pane(app)
        await press(pilot, "escape", "a")
        assert "No dispute waits" in screen(app)
        assert "Accepted: Trainium3 Power: 900 W ≠ 700 W" in told(app)
        assert decided(path) == [("accept", pair, "")]
        assert [row.stands for row in seen(path, contradictions)] == [1]
        await press(pilot, "u")
        assert rows(app) == [pair]
        assert decided(path) == []


async def test_the_wrong_side_of_a_contradiction_is_chosen_and_rejected(app: TrackerApp, path: Path) -> None:
    one = seen(path, open_contradictions, 9)[0]
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "d", "x")
        assert "Which side is wrong?" in screen(app)
        await press(pilot, "escape")
        assert decided(path) == []
        await press(pilot, "x", *"700", "enter", *"old", "enter")
        assert decided(path) == [("reject", one.other_id, "old")]
        assert "No dispute waits" in screen(app)
        await press(pilot, "u")
        assert rows(app) == [one.contradiction_id]


async def test_a_side_of_a_contradiction_is_corrected(app: TrackerApp, path: Path) -> None:
    one = seen(path, open_contradictions, 9)[0]
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "d", "c", *"900", "enter", *"value=700 W", "enter")
        assert [(verb, fact) for verb, fact, _ in decided(path)] == [("correct", one.one_id)]
        assert "No dispute waits" in screen(app)


async def test_a_newcomer_is_told_with_its_words_and_kept_as_it_is(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "p", "enter")
        for words in ("Boreal X2", "acme/boreal-x2", "1 of these for review", "“64 GB”", "a: it is one of its own"):
            assert words in pane(app)
        await press(pilot, "escape", "a")
        assert decided(path) == [("accept", "acme/boreal-x2", "")]
        assert "No newcomer waits" in screen(app)
        assert seen(path, newcomers) == []


async def test_a_newcomer_that_is_no_product_goes_with_its_facts(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "p", "x", *"board", "enter")
        assert ("reject", "acme/boreal-x2", "board") in decided(path)
        assert len(decided(path)) == 2
        await press(pilot, "f")
        assert len(rows(app)) == 5
        await press(pilot, "p", "u")
        assert decided(path) == []
        assert rows(app) == ["acme/boreal-x2"]


async def test_a_newcomer_is_merged_into_a_product_found_as_one_types(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "p", "m")
        assert "Which product is Boreal X2?" in screen(app)
        assert "Acme One" in screen(app)
        await press(pilot, *"trn3", "enter")
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT fact, target FROM decision").fetchall() == [("acme/boreal-x2", "aws/trainium3")]
        await press(pilot, "u")
        assert rows(app) == ["acme/boreal-x2"]


async def test_an_event_is_merged_into_one_of_those_that_are_offered(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "j", "m")
        assert "2026-03-05" in screen(app)
        await press(pilot, "enter")
        assert sorted(verb for verb, _, _ in decided(path)) == ["accept", "merge"]


async def test_a_figure_of_a_known_product_has_nothing_to_be_merged_into(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "m")
        assert "Only events are merged into events, and One is of the catalogue" in told(app)
        assert decided(path) == []


async def test_marked_rows_are_decided_at_once_and_taken_back_at_once(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "v", "v", "j", "v")
        assert "3 marked" in screen(app)
        assert sum(line.startswith((" ◆", "▸◆")) for line in screen(app).splitlines()) == 3
        await press(pilot, "a")
        assert "Accepted: 3 facts; u takes it back" in told(app)
        assert len(decided(path)) == 3
        assert len(set(whens(path))) == 1
        assert len(rows(app)) == 3
        assert "marked" not in screen(app)
        await press(pilot, "u")
        assert decided(path) == []
        assert len(rows(app)) == 6


def whens(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("SELECT decided_at FROM decision")]


async def test_all_that_the_filter_keeps_is_marked_and_one_why_rejects_it(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "slash", *"memory", "enter", "V")
        assert "2 marked" in screen(app)
        assert "2 of 6 match “memory”" in screen(app)
        await press(pilot, "c")
        assert "one row at a time" in told(app)
        await press(pilot, "x", *"no", "enter")
        assert [(verb, note) for verb, _, note in decided(path)] == [("reject", "no")] * 2
        assert "Nothing matches" in screen(app)
        await press(pilot, "escape")
        assert len(rows(app)) == 4


async def test_where_one_of_them_cannot_be_decided_none_is(
    app: TrackerApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = decide.accept
    monkeypatch.setattr(decide, "accept", lambda database, ids: real(database, [*ids, "c-000000000000"]))
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "V", "a")
        assert "Nothing that can be decided has the id c-000000000000" in told(app)
        assert decided(path) == []
        assert len(rows(app)) == 6
        assert "6 marked" in screen(app)


async def test_what_others_decided_before_is_listed_and_taken_back_one_by_one(path: Path) -> None:
    facts = [row.fact_id for row in seen(path, review)]
    decide.accept(path, facts[:1])
    decide.reject(path, facts[1:3], "the old chip")
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "u")
        assert "older decisions stand under Decided" in told(app)
        await press(pilot, "h")
        assert "3 decisions" in screen(app)
        assert "the old chip" in screen(app)
        await press(pilot, "a")
        assert "This was decided: u takes it back" in told(app)
        first = rows(app)[0]
        await press(pilot, "enter")
        assert first in pane(app)
        await press(pilot, "escape", "u")
        assert first not in [fact for _, fact, _ in decided(path)]
        await press(pilot, "V", "u")
        assert decided(path) == []
        assert "Nothing was decided yet" in screen(app)
        await press(pilot, "f")
        assert len(rows(app)) == 6


async def test_where_nothing_was_decided_yet_the_way_to_what_waits_is_told(app: TrackerApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "h")
        assert "Press f, d or p for what waits." in screen(app)
        await press(pilot, "f")
        assert len(rows(app)) == 6


async def test_the_selection_of_a_part_is_found_again(app: TrackerApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot, "j", "j")
        key = app.screen.rows.current_key  # type: ignore[attr-defined]
        await press(pilot, "d", "p", "f")
        assert app.screen.rows.current_key == key  # type: ignore[attr-defined]


async def test_a_long_question_says_that_it_is_asked_and_another_part_ends_it(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio
    import threading

    gate = threading.Event()

    def held(*_: object) -> list[object]:
        gate.wait(10)
        return []

    monkeypatch.setattr("tracker.tui.review_parts.contradictions.open_contradictions", held)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot)
        await pilot.press("d")
        await asyncio.sleep(0.5)
        assert "reading disputes" in screen(app)
        await pilot.press("p")
        gate.set()
        await settle(pilot)
        assert "1 newcomer waits" in screen(app)


async def test_thousands_of_rows_are_moved_through_and_decided_without_a_wait(path: Path) -> None:
    import time

    with closing(sqlite3.connect(path)) as db, db:
        names = ", ".join(row[1] for row in db.execute("PRAGMA table_info(claim)") if row[1] not in ("id", "key"))
        db.execute(
            f"""WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 5199)
                INSERT INTO claim(key, {names}) SELECT printf('c-%012x', n.i), {names} FROM n,
                (SELECT * FROM claim WHERE status = 'review' LIMIT 1)"""
        )
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=SIZE) as pilot:
        await at(pilot)
        assert "5,000 or more wait for review" in screen(app)
        assert isinstance(app.screen, ReviewScreen)
        began = time.process_time()
        for _ in range(20):
            app.screen.again()
        assert (time.process_time() - began) / 20 < 0.05
        await press(pilot, "V", "a")
        await settle(pilot)
        assert len(decided(path)) == 5000
        await press(pilot, "u")
        assert decided(path) == []
