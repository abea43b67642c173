"""The step chart above a price history: drawn to the room there is, with a rule through the day of the selected row."""

from __future__ import annotations

from datetime import date

from rich.text import Text
from textual.content import Content, Span
from textual.widget import Widget

from tracker.charts.steps import step_line
from tracker.model.price_screen import PriceChart
from tracker.tui.glyphs import glyph_set
from tracker.tui.text import plain

_STYLES = {"line": "$text-accent", "quiet": "$foreground-muted"}
_FIGURES_FROM = 6
"""Lines of a chart on which figures are near enough to their steps."""
_NO_CHART = PriceChart((), (), date.min, "", False, "")


class StepChart(Widget):
    """Takes points that are worked out; draws."""

    def __init__(self) -> None:
        super().__init__(id="chart")
        self.chart = _NO_CHART
        self.at: date | None = None

    def show(self, chart: PriceChart | None) -> None:
        self.chart = chart or _NO_CHART
        self.refresh()

    def point(self, day: date | None) -> None:
        """Draw the rule through another day, or none."""
        if day != self.at:
            self.at = day
            self.refresh()

    def render(self) -> Content:
        width, height = self.content_size
        c = self.chart
        lines = step_line(
            c.points, c.until, width, height, style="line", quiet="quiet", glyphs=glyph_set(),
            marks=[(day, plain(what)) for day, what in c.marks], at=self.at, figures=height >= _FIGURES_FROM,
        )  # fmt: skip
        return Content("\n").join([_content(line) for line in lines])


def _content(line: Text) -> Content:
    spans = [Span(s.start, s.end, _STYLES[str(s.style)]) for s in line.spans if str(s.style) in _STYLES]
    base = _STYLES.get(str(line.style), "")
    return Content(line.plain, [Span(0, len(line.plain), base), *spans] if base else spans)
