"""Pictures of the views, for the README and the docs."""

from __future__ import annotations

import contextlib
from pathlib import Path

from textual.worker import WorkerCancelled

from tracker.tui.app import TrackerApp

_KEYS = {
    "timeline": ["1"],
    "diff": ["2"],
    "rankings": ["3"],
    "what-if": ["3", "e", "down", "down", "right", "down", "right"],
    "pareto": ["3", "p"],
    "roofline": ["3", "f"],
    "market": ["3", "m"],
    "prices": ["4"],
    "price-history": ["4", "h"],
    "tokens": ["4", "t"],
    "feeds": ["5"],
    "explain": ["3", "enter"],
    "disputes": ["6"],
    "review": ["7"],
}


async def screenshot(database: Path, feeds: Path, view: str, size: tuple[int, int], path: Path) -> None:
    """Save an SVG of `view` (a key of `_KEYS`) at `size` columns and rows."""
    app = TrackerApp(database, feeds)
    async with app.run_test(size=size) as pilot:
        for key in _KEYS[view]:
            await pilot.press(key)
            await settled(app)
            await pilot.pause()
        path.write_text(app.export_screenshot(title=f"tracker: {view}"), encoding="utf-8")


async def settled(app: TrackerApp) -> None:
    """All questions answered."""
    with contextlib.suppress(WorkerCancelled):  # a later question took the place of one
        await app.workers.wait_for_complete()
