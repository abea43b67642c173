"""The lanes above the list: drawn from counts, with the selected event pointed at; as high as the terminal lets them be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tracker.charts.kinds import KINDS, glyph
from tracker.model.event_row import TimelineRow
from tracker.tui.glyphs import glyph_set, mark
from tracker.tui.text import plain

if TYPE_CHECKING:
    from tracker.charts.lanes import Chosen, Laid
    from tracker.charts.span import Span
    from tracker.views.timeline import Lanes

_STYLES = {
    "available": "good", "production": "good", "deployed": "good", "announced": "name", "roadmap": "name", "deal": "warn",
    "price": "warn", "discontinued": "bad",
}  # fmt: skip
"""Names of the list's colours."""
_LOW, _HIGH, _LEGEND = 22, 40, 30
"""Rows of a terminal below which there are no lanes, from which a lane may take two rows, from which glyphs are explained."""
_SHARE = 4
"""The lanes take at most one of so many rows of the terminal."""


def room(height: int) -> int:
    """How many lanes a terminal of this height has room for; 0 where the list needs it all."""
    return 0 if height < _LOW else max(3, height // _SHARE - (2 if height >= _LEGEND else 1))


class LaneView(Widget):
    """Takes what to draw, and says where it was clicked. Only the lines that change are painted when another event is chosen."""

    class Picked(Message):
        """A click on a vendor's lane at a day."""

        def __init__(self, vendor: str, day: date) -> None:
            super().__init__()
            self.vendor, self.day = vendor, day

    def __init__(self, colours: Callable[[str], Style]) -> None:
        """`colours` gives the style of a name."""
        super().__init__(id="lanes")
        self.colours = colours
        self.span: Span | None = None
        self.today: date | None = None
        self.lanes: Lanes | None = None
        self.row: TimelineRow | None = None
        self.laid: Laid | None = None

    @property
    def label_width(self) -> int:
        return 18 if self.content_size.width >= 100 else 13

    @property
    def cells(self) -> int:
        """Columns of the chart itself."""
        return max(self.content_size.width - self.label_width - 1, 1)

    @property
    def legend(self) -> int:
        """Lines of the explanation below the lanes."""
        return 1 if self.app.size.height >= _LEGEND else 0

    def reserve(self, height: int) -> None:
        """Take the room that a terminal of this height gives, until it is known how much is needed."""
        self.set_class(not room(height), "-none")
        self.styles.height = 1 + room(height) + (1 if height >= _LEGEND else 0)

    def take(self, lanes: Lanes, span: Span, today: date) -> None:
        self.lanes, self.span, self.today = lanes, span, today
        self._lay_out()

    def _lay_out(self) -> None:
        if self.lanes is None or self.span is None:
            return
        from tracker.charts import lanes as chart

        marks: dict[str, list[chart.Mark]] = {v.slug: [] for v in self.lanes.vendors}
        for cell in self.lanes.cells:
            marks[cell.vendor].append(chart.Mark(cell.type, cell.first, cell.last, _STYLES.get(cell.type, "")))  # type: ignore[arg-type]
        lanes = tuple(chart.Lane(plain(v.name), tuple(marks[v.slug]), f"{v.count:,}") for v in self.lanes.vendors)
        height = self.app.size.height
        tall = height >= _HIGH and self.lanes.whole and len(lanes) * 2 <= room(height)
        self.laid = chart.lay_out(
            lanes,
            self.span.start,
            self.span.end,
            self.content_size.width,
            self.today,
            label_width=self.label_width,
            rule_style="muted",
            glyphs=glyph_set(),
            most_rows=2 if tall else 1,
            pointed=True,
        )
        self.styles.height = 1 + max(len(self.laid.rows), 1) + self.legend
        self.refresh()

    def point(self, row: TimelineRow | None) -> None:
        """Mark this event in its lane."""
        if row is self.row:
            return
        before, self.row = self._line_of(self.row), row
        width = self.size.width
        self.refresh(*(Region(0, y, width, 1) for y in {0, before, self._line_of(row)} if y is not None))

    def has_lane(self, vendor: str) -> bool:
        return self.lanes is not None and any(v.slug == vendor for v in self.lanes.vendors)

    def _line_of(self, row: TimelineRow | None) -> int | None:
        number = self._lane_of(row)
        return self.laid.line_of(number) if self.laid is not None and number >= 0 else None

    def _lane_of(self, row: TimelineRow | None) -> int:
        """-1 where the event has none."""
        if row is None or self.lanes is None:
            return -1
        return next((i for i, v in enumerate(self.lanes.vendors) if v.slug == row.vendor_slug), -1)

    def on_resize(self) -> None:
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        laid = self.laid
        if laid is None:
            return Strip.blank(width, self.rich_style)
        chosen = self._chosen()
        if y == 0:
            text = laid.head(chosen)
        elif y <= len(laid.rows):
            text = laid.line(y, chosen, "cursor")
        elif y == len(laid.rows) + 1 and self.legend:
            text = self._legend()
        else:
            return Strip.blank(width, self.rich_style)
        return Strip([Segment(" ", self.rich_style), *self._segments(text)]).adjust_cell_length(width, self.rich_style)

    def _segments(self, text: Text) -> list[Segment]:
        out, at = [], 0
        for span in text.spans:
            if span.start > at:
                out.append(Segment(text.plain[at : span.start], self.rich_style))
            out.append(Segment(text.plain[span.start : span.end], self.colours(str(span.style))))
            at = span.end
        return [*out, Segment(text.plain[at:], self.rich_style)]

    def _chosen(self) -> Chosen | None:
        if self.row is None:
            return None
        from tracker.charts.lanes import Chosen

        return Chosen(self._lane_of(self.row), self.row.type, date.fromisoformat(self.row.date))

    def _legend(self) -> Text:
        """What there is no lane for, and what each glyph says, as far as there is room."""
        assert self.lanes is not None
        words = [f"{self.lanes.more} more vendor{'s' if self.lanes.more > 1 else ''}"] if self.lanes.more else []
        words += [f"{glyph(kind, glyph_set())} {kind}" for kind in KINDS]
        line, gap = "", f" {mark('dot')} "
        for word in words:
            if len(line) + len(gap) + len(word) <= self.content_size.width:
                line += (gap if line else "") + word
        return Text.assemble((line, "muted"))

    def on_click(self, event: events.Click) -> None:
        if self.laid is None or self.lanes is None or self.span is None:
            return
        number, column = self.laid.lane_at(event.y), event.x - 1 - self.label_width - 1
        if number is not None and 0 <= column < self.cells:
            days = round(column * self.span.per_cell(self.cells))
            self.post_message(
                self.Picked(self.lanes.vendors[number].slug, date.fromordinal(self.span.start.toordinal() + days))
            )
