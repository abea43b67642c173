"""The parts of a screen on one line, each with its key; the present one marked."""

from __future__ import annotations

from textual.content import Content

from tracker.tui.glyphs import mark
from tracker.tui.keys import in_scope
from tracker.tui.text import together
from tracker.tui.widgets.lines import ClickLine, KeyLine, Place


class PartLine(ClickLine):
    """Made from the keys of a scope whose action is `part('…')`. Without room for all, the present part alone has a name."""

    def __init__(self, scope: str) -> None:
        super().__init__(id="parts")
        self.keys = [key for key in in_scope(scope) if key.action.startswith("part(")]
        self.present = ""

    def tell(self, part: str) -> None:
        """The keys that matter may be others now."""
        self.present = part
        self.refresh()
        self.screen.query_one(KeyLine).refresh()

    def render(self) -> Content:
        line = self._drawn(short=False)
        return line if line.cell_length <= self.content_size.width else self._drawn(short=True)

    def _drawn(self, short: bool) -> Content:
        parts: list[Content | tuple[str, str] | str] = []
        places: list[Place] = []
        at = 0
        for key in self.keys:
            here = key.action == f"part('{self.present}')"
            name = f" {key.label}" if here or not short else ""
            before = mark("cursor") if here else " "
            parts += [before, (key.shown, "bold $text-accent"), (name, "bold" if here else "$foreground-muted"), " "]
            size = len(before) + len(key.shown) + len(name) + 1
            places.append((at, at + size, key.id))
            at += size
        self.places = places
        return together(parts)
