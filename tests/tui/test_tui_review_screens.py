"""What feeds, review and disputes look like at five sizes: golden screens, and nothing cut, hidden or on top of something."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tui_looks import looks
from tui_sample import FEEDS

from tracker.tui.app import TrackerApp

VIEWS = {
    "feeds": ["5"],
    "feeds-pane": ["5", "j", "enter"],
    "feeds-off": ["5", "d"],
    "feeds-add": ["5", "a"],
    "review-facts": ["7", "v", "v"],
    "review-merge": ["7", "j", "m"],
    "review-contradictions": ["7", "d"],
    "review-side": ["7", "d", "x"],
    "review-products": ["7", "p"],
    "review-product": ["7", "p", "enter"],
    "review-decided": ["7", "a", "j", "a", "h", "g"],
    "review-filter": ["7", "slash", "m", "e"],
    "disputes": ["6"],
    "disputes-stand": ["6", "a"],
}


@pytest.fixture
def app(path: Path, monkeypatch: pytest.MonkeyPatch) -> TrackerApp:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "UPDATE feed SET next_due_at = '2026-11-25T12:40:00Z', due_because = 'its rhythm' WHERE slug = 'acme-news'"
        )
        db.execute("UPDATE feed SET failing_since = '2026-11-20T00:00:00Z', rhythm_s = 86400 WHERE slug = 'press'")
    monkeypatch.setattr("getpass.getuser", lambda: "me")
    return TrackerApp(path, FEEDS)


@pytest.mark.parametrize("view", list(VIEWS))
async def test_the_view_is_as_it_was_and_whole(app: TrackerApp, view: str) -> None:
    await looks(app, f"{view}-desk", *VIEWS[view])
