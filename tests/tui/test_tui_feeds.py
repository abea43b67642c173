"""The feeds on the screen: what is wrong with a feed that answers, and what mends it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tui_sample import press, screen, settle

from tracker.model.rows import FeedRow
from tracker.tui.app import TrackerApp
from tracker.tui.feed_parts.columns import share
from tracker.tui.feed_parts.pane import duration


async def test_a_feed_that_answers_and_brings_nothing_is_in_trouble(app: TrackerApp, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE feed SET n_items = 0 WHERE slug = 'acme-news'")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        line = next(line for line in screen(app).splitlines() if "Acme newsroom" in line)
        assert "empty" in line
        assert "It answers without any entry" in line
        assert "2 in trouble" in screen(app)
        assert "none read yet" in screen(app)


async def test_the_pane_says_what_mends_it(app: TrackerApp, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE feed SET adopted_url = 'https://acme.example/new' WHERE slug = 'acme-news'")
    async with app.run_test(size=(160, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "down", "enter")
        await settle(pilot)
        assert "moved" in screen(app)
        assert 'url = "https://acme.example/new"' in screen(app).replace("\n", " ")


async def test_the_yield_of_a_feed_is_on_its_line_and_in_its_pane(app: TrackerApp) -> None:
    async with app.run_test(size=(140, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "5")
        shown = screen(app).splitlines()
        assert "ARTICLES  USEFUL   FACTS  EVENTS" in shown[2]
        assert next(text for text in shown if "The Press" in text).split()[5:10] == ["1", "100", "%", "5", "1"]
        await press(pilot, "enter")
        told = " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]
        assert "1 of 1 article brought 5 facts and 1 event" in told


async def test_the_pane_tells_the_last_answers_the_pace_and_what_the_server_asks_for(
    app: TrackerApp, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-11-25T12:00:00Z")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            """UPDATE feed SET etag = '"x"', rhythm_s = 259200, ttl_s = 3600, n_items = 20, next_due_at = '2026-11-25T12:40:00Z',
               due_because = 'Retry-After', hold_until = '2026-11-25T12:40:00Z', moved_to = 'https://acme.example/new',
               moved_since = '2026-11-20T00:00:00Z', moved_count = 2 WHERE slug = 'acme-news'"""
        )
        db.execute("INSERT INTO run(id, started_at, version) VALUES (1, '2026-11-25T10:00:00Z', '1')")
        db.execute(
            """INSERT INTO fetch_log(run_id, feed_id, fetched_at, status, outcome, message, bytes, ms, n_entries, n_new, n_changed)
               SELECT 1, id, '2026-11-25T10:00:00Z', 200, 'new', '', 14000, 320, 20, 3, 1 FROM feed WHERE slug = 'acme-news'"""
        )
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "down", "enter")
        told = " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]
        for words in (
            "2 h ago 200 3 new, 1 changed of 20, 14 kB, 320 ms", "an article every 3 days", "asked every 60 minutes (ttl)",
            "validators ETag", "in 40 min: Retry-After", "left alone for 40 min more, as its server asks",
            "moving to https://acme.example/new, 2 times since 2026-11-20", "document 20 entries",
        ):  # fmt: skip
            assert words in told, told


def test_spans_are_told_in_the_unit_that_fits() -> None:
    assert [duration(s) for s in (60, 5400, 7200, 86400 * 3, 86400)] == [
        "1 minutes", "90 minutes", "2 hours", "3 days", "24 hours",
    ]  # fmt: skip


def test_shares_are_never_rounded_to_nothing() -> None:
    def row(entries: int, fruitful: int) -> FeedRow:
        return FeedRow(
            "a", "A", "press", "", 1, "ok", 0, "", None, None, None, "", "", entries, None, None, "ok", "", "", None, "",
            n_fruitful=fruitful,
        )  # fmt: skip

    assert [share(row(*n)) for n in ((0, 0), (5, 0), (1000, 1), (3, 1), (2, 2))] == ["", "0 %", "<1 %", "33 %", "100 %"]


async def test_the_pane_and_a_copied_line_keep_the_secrets_of_an_address(app: TrackerApp, path: Path) -> None:
    url = "https://me:pass@acme.example/rss?key=SECRET"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE feed SET url = ?, adopted_url = ?", (url, url))
    async with app.run_test(size=(160, 50)) as pilot:
        await settle(pilot)
        await press(pilot, "5", "enter")
        await settle(pilot)
        view = app.screen
        told = view.pane.text + view.selected_text() + screen(app)  # type: ignore[attr-defined]
        assert "https://acme.example/rss?key=***" in told
        assert "pass" not in told
        assert "SECRET" not in told
        assert view.selected_link() == url  # type: ignore[attr-defined]
