"""Timeline: what happened and what is promised, newest first, and who says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input

from tracker.clock import now_text, today
from tracker.model.query import TimelineFilter
from tracker.model.rows import ContradictionRow, EventSourceRow, TimelineRow
from tracker.model.shown import Explanation
from tracker.model.words import EVENT_TYPES
from tracker.tui import details
from tracker.tui.glyphs import mark, tier
from tracker.tui.keys import bindings
from tracker.tui.screens.choice import Choice, Option
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import T, counted
from tracker.tui.when import event_date
from tracker.tui.widgets.columns import Column, Pages
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.row_list import RowList, words
from tracker.views.explain import explain
from tracker.views.products import vendors
from tracker.views.session import Session
from tracker.views.specs import contradictions
from tracker.views.timeline import event_sources, timeline, timeline_count, timeline_position

_VERBS = {"roadmap": "promised", "production": "in production", "benchmark": "benchmark result"}
"""How a headline says a type, where not by the type's own word."""


def _said(row: TimelineRow) -> str:
    """How sure: `reported` where only the day of the report is known."""
    return "reported" if row.precision == "reported" and row.certainty == "stated" else row.certainty


def _what(row: TimelineRow, _: int) -> list[tuple[str, str]]:
    """The headline, without the product that has its own column."""
    return words(row.headline.removeprefix(f"{row.product} "))


def _more(row: TimelineRow, _: int) -> list[tuple[str, str]]:
    """What the headline adds to product and type; where that is nothing, the source's words or who it is."""
    text = row.headline.removeprefix(f"{row.product} ").removeprefix(_VERBS.get(row.type, row.type)).lstrip(": ")
    if text:
        return words(text)
    return words(f"“{row.quote}”" if row.quote else f"says {row.publisher}", "muted")


def _sources(row: TimelineRow, _: int) -> list[tuple[str, str]]:
    return [(f"{tier(row.tier)} {row.n_sources} ", ""), (row.tier, "muted")]


COLUMNS: tuple[Column[TimelineRow], ...] = (
    Column("DATE", lambda r, _: words(event_date(r.date, r.date_end, r.precision)), 11),
    Column("", lambda r, _: words(mark(r.certainty), "warn" if r.certainty == "rumoured" else "muted"), 1),
    Column("CERTAINTY", lambda r, _: words(_said(r), "muted"), 9, least=88),
    Column("VENDOR", lambda r, _: words(r.vendor, "name"), 11, least=58),
    Column("PRODUCT", lambda r, _: words(r.product, "strong"), 18, least=88),
    Column("TYPE", lambda r, _: words(r.type, "muted"), 12, least=112),
    Column("WHAT", _more, least=112),
    Column("WHAT", _what, least=88, most=112),
    Column("WHAT", lambda r, _: words(r.headline), most=88),
    Column("SOURCES", _sources, 14, least=88),
    Column("SRC", lambda r, _: words(f"{tier(r.tier)} {r.n_sources}"), 4, least=44, most=88),
)


class EventList(RowList[TimelineRow]):
    """Events by page. `arrival` is where the newest event that a refresh brought stands."""

    arrival: int | None = None

    def first_index(self) -> int:
        index, self.arrival = self.arrival or 0, None
        return index


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A timeline as counted: how many, where the selected one is, how many are still to come and how many are new."""

    filter: TimelineFilter
    total: int
    count: int
    position: int | None
    ahead: int
    new: int
    arrival: int | None


class TimelineScreen(ViewScreen):
    SCOPE = "timeline"
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "timeline.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.filter = TimelineFilter()
        self.vendor_name = ""
        self.seen = now_text()
        self.origin = ""
        self.loaded: _Loaded | None = None

    def compose_top(self) -> ComposeResult:
        yield FilterLine()

    def make_list(self) -> EventList:
        return EventList(COLUMNS, lambda row: row.event_id, id="events")

    @property
    def events(self) -> EventList:
        return self.query_one(EventList)

    def load(self) -> None:
        wanted, seen, event_id = self.filter, self.seen, self.events.current_key or self.origin
        self.ask("load", lambda s: _count(s, wanted, seen, event_id), self._show)

    def _show(self, loaded: _Loaded) -> None:
        first = not self.events.source.count
        self.loaded = loaded
        self.events.arrival = loaded.arrival
        if not loaded.total:
            self.say(
                "No events yet",
                "The database is empty.",
                "Press r to fetch the feeds; the catalogue's own events come with the first start.",
            )
            return
        if not loaded.count:
            self._say_no_match()
            return
        self.show_rows()
        pages = Pages(loaded.count, lambda offset, limit: timeline(self.app.session, loaded.filter, offset, limit))
        if loaded.position is not None:
            self.events.show(pages, loaded.position)
        elif first:
            self.events.show(pages, loaded.ahead, above=min(loaded.ahead, 5))
        else:
            self.events.show(pages, 0)

    def _say_no_match(self) -> None:
        at = f" on or before {self.app.as_of}" if self.app.as_of else ""
        self.say(f"No event matches{at}", f"Shown would be: {self._wanted()}.", "Press esc to see all events again.")
        self._tell_status()

    def _wanted(self) -> str:
        f = self.filter
        parts = [self.vendor_name or "all vendors", f.type or "all types", f"words “{f.text}”" if f.text else ""]
        return ", ".join(p for p in parts if p)

    def describe(self) -> None:
        self._tell_status()
        if self.pane_open:
            self._read_details()

    def _tell_status(self) -> None:
        if self.loaded is None:
            return
        n, f = self.loaded, self.filter
        new = T(f"{n.new} new, press g", "bold $text-success") if n.new else Content("")
        count = f"{n.count:,} of {counted(n.total, 'event')}" if n.count != n.total else counted(n.total, "event")
        self.status(
            new,
            T(count, "bold" if n.count != n.total else ""),
            self.vendor_name or "all vendors",
            f.type or "all types",
            T(f"words “{f.text}”") if f.text else Content(""),
            f"{n.ahead:,} dated ahead" if n.ahead else Content(""),
            f"{mark('stated')} stated  {mark('expected')} expected  {mark('rumoured')} rumoured",
            f"{tier('vendor')} vendor  {tier('database')} database  {tier('press')} press  {tier('unverified')} unverified",
        )

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self._read_details()

    def _read_details(self) -> None:
        row: TimelineRow | None = self.selected
        if row is None:
            return
        event_id, product = row.event_id, row.product_slug

        def read(s: Session) -> tuple[Explanation, list[EventSourceRow], list[ContradictionRow]]:
            return explain(s, event_id), event_sources(s, event_id), contradictions(s, product)

        self.ask("details", read, lambda found: self.show_details(details.event(*found)))

    def action_filter(self) -> None:
        self.origin = self.events.current_key
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        if self.pane_open:
            super().action_back()
        elif self.filter != TimelineFilter():
            self.vendor_name = ""
            self.query_one(FilterLine).close()
            self._keep(TimelineFilter())
        self.events.focus()

    def action_vendor(self) -> None:
        def offer(found: list[Option]) -> None:
            self.app.push_screen(
                Choice("Whose events?", [Option("", "All vendors"), *found], self.filter.vendor), self._keep_vendor
            )

        self.ask(
            "choice",
            lambda s: [Option(v.vendor_slug, v.vendor, counted(v.n_events, "event")) for v in vendors(s) if v.n_events],
            offer,
        )

    def _keep_vendor(self, chosen: Option | None) -> None:
        if chosen is not None:
            self.vendor_name = chosen.label if chosen.value else ""
            self._keep(replace(self.filter, vendor=chosen.value))

    def action_type(self) -> None:
        options = [Option("", "All types"), *(Option(t, t) for t in EVENT_TYPES)]
        self.app.push_screen(Choice("Which type of event?", options, self.filter.type), self._keep_type)

    def _keep_type(self, chosen: Option | None) -> None:
        if chosen is not None:
            self._keep(replace(self.filter, type=chosen.value))

    def _keep(self, wanted: TimelineFilter) -> None:
        self.filter = wanted
        self.load()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.value != self.filter.text:
            self._keep(replace(self.filter, text=event.value))

    @on(FilterLine.Done)
    def _typing_done(self, event: FilterLine.Done) -> None:
        if event.cleared:
            kept, self.origin = self.origin, ""
            self.filter = replace(self.filter, text="")
            self.ask("load", lambda s: _count(s, self.filter, self.seen, kept), self._show)
        self.events.focus()

    def selected_text(self) -> str:
        row: TimelineRow | None = self.selected
        if row is None:
            return ""
        return "  ".join(
            [event_date(row.date, row.date_end, row.precision), _said(row), row.vendor, row.headline, row.url]
        )

    def selected_link(self) -> str:
        row: TimelineRow | None = self.selected
        return row.url if row else ""


def _count(session: Session, f: TimelineFilter, seen: str, event_id: str) -> _Loaded:
    everything = TimelineFilter()
    new = timeline_count(session, replace(f, seen_since=seen))
    arrived = timeline(session, replace(f, seen_since=seen), 0, 1) if new else []
    count = timeline_count(session, f)
    day = session.as_of or today()
    return _Loaded(
        filter=f,
        total=timeline_count(session, everything),
        count=count,
        position=timeline_position(session, f, event_id) if event_id else None,
        ahead=0 if f.text else count - timeline_count(session, replace(f, until=day)),
        new=new,
        arrival=timeline_position(session, f, arrived[0].event_id) if arrived else None,
    )
