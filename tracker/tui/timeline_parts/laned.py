"""A view with lanes above its list: which days they show, and that they follow the filter and the selected event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer

from tracker.clock import today
from tracker.model.event_row import TimelineRow
from tracker.model.query import TimelineFilter
from tracker.tui.screens.view import ViewScreen
from tracker.tui.timeline_parts.lane_view import LaneView, room
from tracker.views.session import Session
from tracker.views.timeline import Lanes, lanes, timeline

if TYPE_CHECKING:
    from tracker.charts.span import Span

_PAUSE_S = 0.4
"""The lanes follow a selection that rests so long, so that no key waits for them."""


class LanedScreen(ViewScreen):
    """A subclass says what is filtered, and how an event is selected by its id."""

    lanes_wanted = True
    span: Span | None = None
    following: Timer | None = None

    def compose_middle(self) -> ComposeResult:
        yield LaneView(lambda name: self.rows.style_of(name))

    def lane_filter(self) -> TimelineFilter:
        raise NotImplementedError

    def select_event(self, event_id: str) -> None:
        raise NotImplementedError

    @property
    def lane_view(self) -> LaneView:
        return self.query_one(LaneView)

    def on_mount(self) -> None:
        self._reserve()
        super().on_mount()

    def travelled(self) -> None:
        self.span = None

    def on_resize(self, _: events.Resize) -> None:
        if self.is_mounted:
            self._reserve()
            self.call_after_refresh(self.read_lanes)

    def _reserve(self) -> None:
        self.lane_view.reserve(self.app.size.height if self.lanes_wanted else 0)

    def this_day(self) -> date:
        """Today, or the day of the past that is shown."""
        return date.fromisoformat(self.app.as_of or today())

    def read_lanes(self) -> None:
        """Draw them anew, of what is filtered now."""
        view = self.lane_view
        most = room(self.app.size.height)
        if not view.display or not most or not view.content_size.width:
            return
        from tracker.charts.lanes import RANK
        from tracker.charts.span import Span

        now, f = self.this_day(), self.lane_filter()
        span = self.span = self.span or Span.around(now)
        row: TimelineRow | None = self.selected
        vendor = row.vendor_slug if row else ""
        days = span.per_cell(view.cells)

        def read(s: Session) -> Lanes:
            return lanes(s, f, span.start, span.end, now, days, most, vendor, RANK)

        self.ask("lanes", read, lambda found: view.take(found, span, now))
        view.point(row)

    def follow_in_lanes(self) -> None:
        """The selected event is pointed at now; other days or another lane are fetched when the selection rests."""
        row: TimelineRow | None = self.selected
        view = self.lane_view
        if not view.display or row is None:
            return
        view.point(row)
        if self.following is not None:
            self.following.stop()
            self.following = None
        if self.span is not None and not (self.span.holds(_day(row)) and view.has_lane(row.vendor_slug)):
            self.following = self.set_timer(_PAUSE_S, self._follow)

    def _follow(self) -> None:
        row: TimelineRow | None = self.selected
        if row is None or self.span is None:
            return
        if not self.span.holds(_day(row)):
            self.span = self.span.around(_day(row), self.span.size)
        self.read_lanes()

    def action_lanes(self) -> None:
        if not room(self.app.size.height):
            self.app.tell("The lanes need a terminal of at least 22 rows", "warning")
            return
        self.lanes_wanted = not self.lanes_wanted
        self._reserve()
        self.call_after_refresh(self.read_lanes)

    def action_zoom(self, by: int) -> None:
        row: TimelineRow | None = self.selected
        about = _day(row) if row is not None and self.span and self.span.holds(_day(row)) else self.this_day()
        self._show_days(lambda span: span.zoomed(by, about))

    def action_pan(self, by: int) -> None:
        self._show_days(lambda span: span.moved(by))

    def action_here(self) -> None:
        row: TimelineRow | None = self.selected
        day = _day(row) if row is not None else self.this_day()
        self._show_days(lambda span: span.around(day, span.size))

    def _show_days(self, change: Callable[[Span], Span]) -> None:
        if self.span is not None and self.lane_view.display:
            self.span = change(self.span)
            self.read_lanes()

    @on(LaneView.Picked)
    def _picked(self, message: LaneView.Picked) -> None:
        """A click: the vendor's last event that began by then."""
        if self.span is None:
            return
        by = message.day + timedelta(days=round(self.span.per_cell(self.lane_view.cells) / 2))
        wanted = replace(self.lane_filter(), vendor=message.vendor, until=by.isoformat())
        self.ask(
            "pick",
            lambda s: timeline(s, wanted, 0, 1),
            lambda found: self.select_event(found[0].event_id) if found else None,
        )


def _day(row: TimelineRow) -> date:
    return date.fromisoformat(row.date)
