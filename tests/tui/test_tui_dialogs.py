"""Dialogs, lines that are typed on, details, notices and empty views at every size: golden screens, and nothing cut.

The application starts once for each: its sizes follow one another, as when a reader resizes the terminal.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tui_looks import SIZES, looked, looks
from tui_prices_sample import fill
from tui_sample import FEEDS, build, press, screen, settle

from tracker.model.errors import DatabaseError
from tracker.model.feed_check import Proposal
from tracker.tui.app import TrackerApp
from tracker.tui.looking import Looked
from tracker.tui.refreshing import Progress
from tracker.tui.screens.feeds import FeedsScreen
from tracker.tui.widgets.columns import Rows

PLACES = {
    "help": ["question_mark"],
    "help-found": ["3", "question_mark", *"pareto"],
    "help-nothing": ["question_mark", *"zzz"],
    "search": ["s"],
    "search-found": ["s", *"acme"],
    "search-article": ["s", *"acme", "enter", "enter"],
    "search-nothing": ["s", *"zzz"],
    "day": ["at"],
    "day-typed": ["at", *"2026-02"],
    "day-wrong": ["at", *"2031"],
    "day-past": ["2", "at", *"2026-02", "enter"],
    "day-past-again": ["5", "at", *"2026-02", "enter", "at"],
    "day-too-early": ["at", *"1990", "enter"],
    "export": ["3", "E"],
    "export-folder": ["3", "E", *"/a/folder/of/reports/with/a/long/name"],
    "vendor": ["v"],
    "type": ["t"],
    "certainty": ["c"],
    "days": ["d"],
    "timeline-nothing": ["slash", *"zzz", "enter"],
    "sort": ["3", "S"],
    "specs-unchanged": ["2", "t", *"2026-11-25", "enter"],
    "rankings-explained": ["3", "enter"],
    "rankings-workload": ["3", "w"],
    "rankings-basis": ["3", "b"],
    "rankings-typed": ["3", "e", "up", "up", "up", "enter"],
    "rankings-chosen": ["3", "e", "down", "enter"],
    "prices-pick": ["4", "p"],
    "prices-basis": ["4", "b"],
    "prices-offer": ["4", "enter"],
    "prices-nothing": ["4", "slash", *"zzz", "enter"],
    "prices-dispute": ["4", "d", "enter"],
    "prices-models": ["4", "t", "p"],
    "prices-tokens-offer": ["4", "t", "enter"],
    "prices-list": ["4", "l", "enter"],
    "disputes-sides": ["6", "enter"],
    "disputes-side": ["6", "x"],
    "disputes-why": ["6", "x", "enter"],
    "review-quote": ["7", "enter"],
    "review-why": ["7", "x"],
    "review-correct": ["7", "c"],
    "review-contradiction": ["7", "d", "enter"],
    "review-merge-product": ["7", "p", "m"],
    "review-marked": ["7", "v", "v"],
    "review-nothing": ["7", "slash", *"zzz", "enter"],
    "review-undecided": ["7", "h"],
    "find-specs": ["2", "slash"],
    "find-feeds": ["5", "slash", *"acme"],
    "find-disputes": ["6", "slash"],
    "find-nothing": ["5", "slash", *"zzz"],
    "starred-none": ["f"],
    "search-past": ["at", *"2026-02", "enter", "s", *"acme"],
    "export-nothing": ["3", "E", *"zzz"],
    "specs-products-nothing": ["2", "a", *"zzz"],
    "specs-products-one": ["2", "a", *"trainium3", "tab", "enter"],
    "prices-history-open": ["4", "h", "enter"],
    "prices-event-open": ["4", "h", "g", "enter"],
    "disputes-correct": ["6", "c"],
    "review-merge-nothing": ["7", "j", "m", *"zzz"],
    "review-decided-open": ["7", "a", "h", "enter"],
}
VIEWS = ("timeline", "specs", "rankings", "prices", "feeds", "disputes", "review")
EMPTY = {view: [str(number)] for number, view in enumerate(VIEWS, 1)} | {"search": ["s", *"acme"]}


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    monkeypatch.setenv("TRACKER_EXPORT", "/reports")
    monkeypatch.setattr("getpass.getuser", lambda: "me")


@pytest.fixture
def app(path: Path) -> TrackerApp:
    return TrackerApp(fill(path), FEEDS)


@pytest.mark.parametrize("place", list(PLACES))
async def test_the_place_is_as_it_was_and_whole_at_every_size(app: TrackerApp, place: str) -> None:
    await looks(app, f"{place}-place", *PLACES[place])


@pytest.mark.parametrize("view", list(EMPTY))
async def test_an_empty_database_is_told_at_every_size(tmp_path: Path, view: str) -> None:
    await looks(TrackerApp(build(tmp_path / "empty.db", empty=True), FEEDS), f"empty-{view}-place", *EMPTY[view])


def found(app: TrackerApp) -> None:
    """As after a look at a site that has two feeds."""
    assert isinstance(app.screen, FeedsScreen)
    sites = (("news", "Site newsroom", 20, "2026-11-22T12:00:00Z"), ("blog", "A blog of a rather long name", 1, None))
    feeds = tuple(
        Proposal(
            url=f"https://site.example/{slug}.xml", title=title, slug=slug, vendor="acme", tier="press", toml="",
            format="RSS 2.0", entries=count, newest=newest,
        )
        for slug, title, count, newest in sites
    )  # fmt: skip
    app.screen._offer("https://site.example", Looked(feeds), private=False)


def private(app: TrackerApp) -> None:
    assert isinstance(app.screen, FeedsScreen)
    app.screen._offer_private("http://192.168.1.2/feed")


def looking(app: TrackerApp) -> None:
    assert isinstance(app.screen, FeedsScreen)
    app.screen._tell_looking("https://site.example/a/long/address/of/a/feed.xml", 3.0)


def refreshing(app: TrackerApp) -> None:
    app._show_progress(Progress(total=68, done=31, slug="acme-news", new=12, failed=1))


def reading(app: TrackerApp) -> None:
    app._show_progress(Progress(total=68, done=68, new=12, step="reading", step_done=1200, step_total=10000))


def telling(app: TrackerApp) -> None:
    app.tell("Copied: 2026-03-05 rumoured Acme One deal with Microsoft: Talks. https://press.example/x")
    app.tell("A refresh is running; C stops it", "warning")
    app.tell("The database cannot be read: tracker.db is locked by another program; end it, or wait", "error")


def unreadable(app: TrackerApp) -> None:
    """As where the first question meets a damaged file."""
    assert isinstance(app.screen, FeedsScreen)
    app.screen.rows.show(Rows())
    app.screen.fail(
        DatabaseError("tracker.db: is damaged (database disk image is malformed); restore a copy, or move it")
    )


@pytest.mark.parametrize("then", [found, private, looking, refreshing, reading, telling, unreadable])
async def test_what_comes_by_itself_is_whole_at_every_size(app: TrackerApp, then: Callable[[TrackerApp], None]) -> None:
    await looks(app, f"{then.__name__}-place", "5", then=lambda: then(app), told=then is telling)


@pytest.mark.parametrize(("typed", "told"), [("sort", "Sort by a column"), ("zzz", "No matches found")])
async def test_the_palette_shows_what_is_found_or_that_nothing_is(app: TrackerApp, typed: str, told: str) -> None:
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p", *typed)
        for _ in range(100):
            if told in screen(app):
                break
            await pilot.pause(0.05)
        assert await looked(pilot, f"palette-{typed}-place") == []
