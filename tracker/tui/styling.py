"""A new screen is styled without parsing again what is parsed: only its own sheets are read."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def take_sheets(screen: Screen[Any]) -> None:
    """Read what the screen brings; left to itself Textual parses all sheets anew for that, and twice more for a mode's screen."""
    app = screen.app
    for path in screen.css_path:
        if not app.stylesheet.has_source(str(path), ""):
            app.stylesheet.read(path)
    screen._css_update_count = app._css_update_count
