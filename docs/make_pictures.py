"""Draws the README's pictures from a fresh database of the shipped catalogue: `python docs/make_pictures.py`."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tracker.actions.build import ensure_database  # noqa: E402
from tracker.actions.settings import show_feeds  # noqa: E402
from tracker.tui.screenshot import screenshot  # noqa: E402

VIEWS = ("timeline", "diff", "rankings", "feeds", "explain")
SIZE = (120, 36)
DAY = "2026-11-25T12:00:00Z"
_RANDOM_NAME = re.compile(r"terminal-\d+")


async def draw(folder: Path) -> None:
    """One SVG a view; the same database and day give the same pictures."""
    os.environ["TRACKER_NOW"] = DAY
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "tracker.db"
        ensure_database(database)
        show_feeds(database, ROOT / "feeds.toml")
        for view in VIEWS:
            path = folder / f"{view}.svg"
            await screenshot(database, ROOT / "feeds.toml", view, SIZE, path)
            path.write_text(_RANDOM_NAME.sub("terminal", path.read_text(encoding="utf-8")), encoding="utf-8")
            print(path.relative_to(ROOT))


if __name__ == "__main__":
    asyncio.run(draw(ROOT / "docs" / "pictures"))
