"""A promise whose own day is over is overdue until something tells of a delivery, an end or a later date."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_looks import SIZES, looks
from tui_sample import FEEDS, build, press, screen, settle

from tracker.model.fact import Event, Source
from tracker.model.period import Period
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.migrate import open_database
from tracker.tui.app import TrackerApp
from tracker.views.explain import explain
from tracker.views.session import open_session

PROMISE = Event(product="microsoft/maia-200", type="roadmap", period=Period.parse("2026-Q1"), note="Racks by spring.")
SEEN = "2026-01-27T08:00:00Z"


def tell(path: Path, *events: Event, day: str = "2026-01-27") -> None:
    db = open_database(path, migrations_dir())
    with transaction(db):
        ids = Ids.read(db)
        source = Source(url=f"https://late.example/{day}", publisher="Late", tier="press", published=day)
        source_id, key = write_source(db, source, SEEN)
        finish(db, replace_facts(db, ids, Origin(source_id, key, "test", SEEN), events=list(events)))
    db.close()


def row(app: TrackerApp) -> str:
    return next(line for line in screen(app).splitlines() if "Racks by spring" in line or "2026-Q1" in line)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    path = build(tmp_path / "tracker.db")
    tell(path, PROMISE)
    return path


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_marks_it_at_every_size(path: Path, size: tuple[int, int]) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "slash", *"racks by spring", "enter")
        assert ("overdue" if size[0] >= 100 else "!") in row(app)
        if size[0] >= 100:
            await press(pilot, "enter")
            assert "overdue" in app.screen.pane.text  # type: ignore[attr-defined]


async def test_what_is_behind_it_says_so_at_every_size(path: Path) -> None:
    await looks(TrackerApp(path, FEEDS), "timeline-overdue", "slash", *"racks by spring", "enter", "enter")


async def test_before_its_day_it_is_not(path: Path) -> None:
    app = TrackerApp(path, FEEDS, "2026-03-15")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "overdue" not in screen(app)


@pytest.mark.parametrize(
    "later",
    [
        Event(product="microsoft/maia-200", type="available", period=Period.parse("2026-05-02")),
        Event(product="microsoft/maia-200", type="discontinued", period=Period.parse("2026-05-02")),
        Event(product="microsoft/maia-200", type="roadmap", period=Period.parse("2027")),
    ],
    ids=["delivered", "ended", "put off"],
)
async def test_word_of_it_ends_that(path: Path, later: Event) -> None:
    session = open_session(path)
    found = session.all("SELECT key FROM event WHERE type = 'roadmap' AND date = '2026-01-01'")
    told = dict(explain(session, found[0][0]).lines)
    session.close()
    assert "overdue" in told
    tell(path, later, day="2026-05-03")
    session = open_session(path)
    assert "overdue" not in dict(explain(session, found[0][0]).lines)
    session.close()
