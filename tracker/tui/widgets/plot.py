"""A picture above a list: drawn to the room there is by whoever knows what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.text import Text
from textual.content import Content, Span
from textual.widget import Widget

STYLES = {"line": "$text-accent", "quiet": "$foreground-muted", "other": "$foreground"}
"""What charts call their styles, and the colours of the theme."""
Draw = Callable[[tuple[int, int]], Sequence[Text]]
"""Width and height in cells to lines."""


class Plot(Widget):
    """Takes a function that draws; draws again when the room changes."""

    def __init__(self, id: str = "plot") -> None:
        super().__init__(id=id)
        self.draw: Draw | None = None

    def show(self, draw: Draw | None) -> None:
        self.draw = draw
        self.refresh()

    def render(self) -> Content:
        if self.draw is None:
            return Content("")
        width, height = self.content_size
        return Content("\n").join([content(line, STYLES) for line in self.draw((width, height))])


def content(line: Text, styles: Mapping[str, str]) -> Content:
    """A line of a chart in the colours of the theme."""
    spans = [Span(s.start, s.end, styles[str(s.style)]) for s in line.spans if str(s.style) in styles]
    base = styles.get(str(line.style), "")
    return Content(line.plain, [Span(0, len(line.plain), base), *spans] if base else spans)
