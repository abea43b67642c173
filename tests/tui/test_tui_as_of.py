"""Time travel: from every view, with the day always in sight, and nothing of today is written or shown meanwhile."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tui_sample import add_events, screen, settle
from tui_sample import press as pressed

from tracker.model.errors import TrackerError
from tracker.tui import day
from tracker.tui.app import TrackerApp
from tracker.tui.keys import VIEWS
from tracker.tui.reading import Past, Question

TODAY = date(2026, 11, 25)


async def press(pilot: Any, *keys: str) -> None:
    """As elsewhere; a day is opened first and then read, one question after the other."""
    await pressed(pilot, *keys)
    await settle(pilot)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("2026-01", "2026-01-31"), ("2025", "2025-12-31"), (" 2026-Q1 ", "2026-03-31"), ("2026-h1", "2026-06-30"),
        ("2026-03-05", "2026-03-05"), ("yesterday", "2026-11-24"), ("30 days ago", "2026-10-26"), ("2w", "2026-11-11"),
        ("1 month ago", "2026-10-26"), ("1y", "2025-11-25"), ("", ""), ("today", ""), ("Now", ""), ("2026", ""),
        ("2026-11", ""), ("2026-11-25", ""), ("0 d", ""),
    ],
)  # fmt: skip
def test_a_day_is_said_as_people_say_it(text: str, there: str) -> None:
    found = day.read(text, TODAY)
    assert (found.isoformat() if found else "") == there


@pytest.mark.parametrize(
    "text", ["tomorrow", "2027", "2026-12", "soon", "2026-13", "99999 years ago", "\x1b[2J", "9" * 5000]
)
def test_what_is_no_day_or_still_to_come_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no day yet|is still to come"):
        day.read(text, TODAY)


def test_days_and_months_are_stepped_through_up_to_today() -> None:
    def there(text: str, by: int) -> str:
        found = day.step(date.fromisoformat(text), by, TODAY)
        return found.isoformat() if found else ""

    assert [there("2026-03-01", by) for by in (-1, 1, -30, 30)] == [
        "2026-02-28",
        "2026-03-02",
        "2026-02-28",
        "2026-03-31",
    ]
    assert [there("2026-01-31", by) for by in (-30, 30)] == ["2025-12-31", "2026-02-28"]
    assert [there(text, by) for text, by in (("2026-11-24", 1), ("2026-10-31", 30), ("2026-11-25", -1))] == [
        "",
        "",
        "2026-11-24",
    ]


@pytest.mark.parametrize("size", [(160, 48), (120, 36), (80, 24), (60, 20), (40, 12)])
async def test_every_view_tells_the_day_and_reads_as_of_it(app: TrackerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for number, view in enumerate(VIEWS, 1):
            await press(pilot, str(number), "at", *"2026-02", "enter")
            assert app.as_of == "2026-02-28", view
            assert "as of 2026-02-28" in screen(app).splitlines()[0], view
            assert app.session.as_of == "2026-02-28"
            await press(pilot, str(number % len(VIEWS) + 1))
            assert "as of 2026-02-28" in screen(app).splitlines()[0]
            await press(pilot, "at", "enter")
            assert app.as_of is None
            assert "as of" not in screen(app).splitlines()[0]


async def test_the_timeline_is_that_of_the_day(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "5 events" in screen(app)
        await press(pilot, "at", *"2026-03-04", "enter")
        assert "3 events" in screen(app)
        assert "2 not known yet" in screen(app)
        assert "rumoured" not in screen(app).split("TYPE")[1]
        await press(pilot, "right_square_bracket")
        assert "5 events" in screen(app)
        await press(pilot, "left_curly_bracket")
        assert app.as_of == "2026-02-28"
        await press(pilot, "at", *"2020", "enter")
        assert "No events were known" in screen(app)
        await press(pilot, "at", "enter", "left_square_bracket")
        assert app.as_of == "2026-11-24"
        await press(pilot, "right_square_bracket")
        assert app.as_of is None


async def test_other_views_follow_when_they_come_to_the_front(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "6")
        assert "1 dispute" in screen(app)
        await press(pilot, "1", "at", *"2026-02", "enter", "6")
        assert "No sources disagree" in screen(app)
        await press(pilot, "1", "at", "enter", "6")
        assert "1 dispute" in screen(app)


async def test_what_is_typed_is_understood_while_it_is_typed(app: TrackerApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await press(pilot, "at", *"2025-")
        assert "'2025-' is no day yet" in screen(app)
        await press(pilot, "enter")
        assert app.as_of is None
        await press(pilot, *"12")
        assert "As of 2025-12-31" in screen(app)
        await press(pilot, "enter")
        assert app.as_of == "2025-12-31"


async def test_nothing_is_written_while_the_past_is_shown(app: TrackerApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "at", *"2026-02", "enter", "r")
        assert app.refreshing is None
        assert "This is what was known on 2026-02-28" in " ".join(screen(app).replace("▌", "").split())
        await press(pilot, "R")
        assert app.refreshing is None
        await press(pilot, "7", "a")
        assert "Read only" in screen(app)


async def test_what_others_write_about_the_day_comes_in(app: TrackerApp, path: Path) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "at", *"2026-03-04", "enter")
        add_events(path, ["2026-02-01", "2026-06-01"], "2026-11-25T11:00:00Z")
        app._pulse()
        await settle(pilot)
        assert app.as_of == "2026-03-04"
        assert "4 events" in screen(app)
        await press(pilot, "at", "enter")
        assert "7 events" in screen(app)


def test_questions_about_a_day_share_one_session_one_after_the_other(path: Path) -> None:
    past = Past()
    seen: list[object] = []
    inside = threading.Event()
    go_on = threading.Event()

    def hold(session: object) -> None:
        seen.append(session)
        inside.set()
        go_on.wait(5)

    first = threading.Thread(target=lambda: Question(path, "2026-02-28", past).answer(hold))
    first.start()
    inside.wait(5)
    second = Question(path, "2026-02-28", past)
    waiting = threading.Thread(target=lambda: second.answer(seen.append))
    waiting.start()
    assert len(seen) == 1
    go_on.set()
    first.join(5)
    waiting.join(5)
    assert seen[0] is seen[1]
    add_events(path, ["2026-02-01"], "2026-11-25T11:00:00Z")
    Question(path, "2026-02-28", past).answer(seen.append)
    assert seen[2] is not seen[1], "it would not see what was written"
    dropped = Question(path, "2026-02-28", past)
    dropped.drop()
    with pytest.raises(TrackerError, match="interrupted"):
        dropped.answer(seen.append)
    past.close()


async def test_a_day_on_its_way_can_be_stopped(app: TrackerApp, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    opened: list[object] = []
    from tracker.tui import travel

    really = travel.open_session

    def slow(database: Path, there: str | None) -> object:
        go_on.wait(5)
        opened.append(session := really(database, there))
        return session

    monkeypatch.setattr(travel, "open_session", slow)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        app.travel.to("2026-02-28")
        await pilot.pause(0.5)
        assert "going to 2026-02-28" in screen(app)
        await pilot.press("C")
        await pilot.pause()
        assert "going to" not in screen(app)
        go_on.set()
        await pilot.pause(0.3)
        assert len(opened) == 1
        assert app.as_of is None
        app.travel.to("2026-02-28")
        await settle(pilot)
        assert app.as_of == "2026-02-28"
