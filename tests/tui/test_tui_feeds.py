"""The feeds on the screen: what is wrong with a feed that answers, and what mends it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tui_sample import press, screen, settle

from tracker.tui.app import TrackerApp


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
