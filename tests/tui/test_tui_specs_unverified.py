"""Specs: a figure without a source is marked in its cell, and its details do not say that a person read it anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tui_sample import FEEDS, press, screen, settle

from tracker.model.fact import Claim, Source
from tracker.paths import migrations_dir
from tracker.store.connection import transaction
from tracker.store.facts import Ids, Origin, finish, replace_facts, write_source
from tracker.store.migrate import open_database
from tracker.tui.app import TrackerApp

DAY = "2026-11-20T08:00:00Z"


@pytest.fixture
def recalled(path: Path) -> Path:
    db = open_database(path, migrations_dir())
    with transaction(db):
        source_id, key = write_source(db, Source(url="", publisher="No source retrieved", tier="unverified"), DAY)
        power = Claim(product="microsoft/maia-200", field="power", printed="750", unit="W", value=750.0)
        finish(db, replace_facts(db, Ids.read(db), Origin(source_id, key, "catalogue", DAY), claims=[power]))
    db.close()
    return path


def power(app: TrackerApp) -> str:
    return next(line for line in screen(app).splitlines() if "Power  " in line)


@pytest.mark.parametrize(
    ("size", "mark"), [((160, 48), "750 W unverified"), ((120, 36), "750 W unverified"), ((40, 12), "750 W □")]
)
async def test_a_figure_without_a_source_is_marked(recalled: Path, size: tuple[int, int], mark: str) -> None:
    app = TrackerApp(recalled, FEEDS)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        assert mark in power(app)
        assert "unverified" not in power(app).replace(mark, "")
        if size[0] >= 120:
            assert "□ unverified" in screen(app).splitlines()[1]


async def test_the_legend_names_the_mark_where_it_stands_alone(path: Path) -> None:
    app = TrackerApp(path, FEEDS)
    async with app.run_test(size=(160, 48)) as pilot:
        await settle(pilot)
        await press(pilot, "2")
        assert "not like for like" in screen(app)
        assert "unverified" not in screen(app)


async def test_details_say_that_it_was_recalled(recalled: Path) -> None:
    app = TrackerApp(recalled, FEEDS)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await press(pilot, "2", "j", "j", "j", "right", "enter")
        text = " ".join(app.screen.pane.text.split())  # type: ignore[attr-defined]
        assert "Microsoft Maia 200: Power 750 W" in text
        assert "recalled, not checked against a page" in text
        assert "read by a person" not in text
