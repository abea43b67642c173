"""How a place looks at every size: golden screens, and no size at which something is cut, hidden or on top of something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.geometry import Region
from textual.widgets import Static
from tui_sample import matches, press, quiet, screen, settle

from tracker.tui.app import TrackerApp
from tracker.tui.widgets.lines import Line

SIZES = ((160, 48), (120, 36), (80, 24), (60, 20), (40, 12))


async def looks(
    app: TrackerApp, name: str, *keys: str, then: Callable[[], Any] = lambda: None, told: bool = False
) -> None:
    """Go where the keys lead, do what comes `then`, and look; `told`: with the notices."""
    async with app.run_test(size=SIZES[0]) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        then()
        await settle(pilot)
        if not told:
            await quiet(pilot)
        assert await looked(pilot, name) == []


async def looked(pilot: Any, name: str = "") -> list[Any]:
    """What is wrong at each size, one after the other as when a reader resizes the terminal; without a name no golden screens."""
    wrong: list[Any] = []
    for size in SIZES:
        await pilot.resize_terminal(*size)
        await settle(pilot)
        wrong += [(size, fault) for fault in faults(pilot.app)]
        if name and not matches(pilot.app, f"{name}_{size[0]}x{size[1]}"):
            wrong.append((size, "another screen", screen(pilot.app)))
    return wrong


def faults(app: TrackerApp) -> list[tuple[str, str]]:
    """Widgets of no area, outside of the screen or over a neighbour; lines with more text than room."""
    area = Region(0, 0, *app.size)
    found = []
    for widget in app.screen.query("*"):
        if not widget.is_on_screen and not _shown(widget):
            continue
        name = widget.id or type(widget).__name__
        if widget.focusable or isinstance(widget, Static | Line):
            inside = any(
                getattr(p, "allow_vertical_scroll", False)
                for p in widget.ancestors
                if p is not app.screen and p is not app
            )
            if not widget.region.area:
                found.append(("no area", name))
            elif not inside and not area.contains_region(widget.region):
                found.append(("off screen", name))
        found += [("overlap", name) for other in _neighbours(widget) if widget.region.intersection(other.region).area]
        if isinstance(widget, Line) and widget.render().cell_length > widget.content_size.width:
            found.append(("cut", name))
        if isinstance(widget, Static) and widget.content_size.width:
            needed = widget.get_content_height(app.size, app.size, widget.content_size.width)
            if needed > widget.content_size.height:
                found.append(("cut lines", name))
    return found


def _shown(widget: Any) -> bool:
    return bool(widget.display and widget.visible and all(p.display for p in widget.ancestors if hasattr(p, "display")))


def _neighbours(widget: Any) -> list[Any]:
    siblings = widget.parent.children if widget.parent else ()
    return [
        s for s in siblings if s is not widget and s.display and s.styles.layer == widget.styles.layer and s.region.area
    ]
