"""Timeline: what happened and what is promised, newest first, and who says so."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from tracker.clock import now_text
from tracker.model.event_row import TimelineRow
from tracker.model.query import TimelineFilter
from tracker.tui.glyphs import mark, tier
from tracker.tui.keys import bindings
from tracker.tui.remembered import Told
from tracker.tui.text import T
from tracker.tui.timeline_parts.asking import HINT, Asked
from tracker.tui.timeline_parts.columns import EventList, order_of, said
from tracker.tui.timeline_parts.counting import Loaded, loaded, position, with_articles
from tracker.tui.timeline_parts.laned import LanedScreen
from tracker.tui.timeline_parts.marks import marks_of
from tracker.tui.timeline_parts.pages import EventPages
from tracker.tui.when import event_date, short_day
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.lines import key_by_id
from tracker.units import counted
from tracker.views.timeline import NEWEST

if TYPE_CHECKING:
    from textual.widgets import Input

    from tracker.tui.screens.choice import Option

_PATIENCE_S = 0.3
"""A search that takes longer is told of."""


class TimelineScreen(LanedScreen):
    SCOPE = "timeline"
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "timeline.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.line = ""
        self.seen = now_text()
        self.marks = marks_of(self.app.database, self.seen)
        self.origin = ""
        self.loaded: Loaded | None = None
        self.asked = self._understand()
        self.waiting = self.searching = False
        """Whether an answer is awaited; whether it takes its time."""

    def compose_top(self) -> ComposeResult:
        yield FilterLine(HINT)

    def make_list(self) -> EventList:
        made = EventList(id="events")
        made.marks = self.marks
        return made

    @property
    def events(self) -> EventList:
        return self.query_one(EventList)

    def on_mount(self) -> None:
        super().on_mount()
        if self.marks.problem:
            self.app.tell(self.marks.problem, "warning")

    def on_unmount(self) -> None:
        if not self.app.is_headless and not self.app.as_of:
            self.marks.save(visited=now_text())

    def remember(self) -> dict[str, Any]:
        return super().remember() | {"line": self.line, "no lanes": not self.lanes_wanted}

    def recall(self, told: Told) -> None:
        super().recall(told)
        self.origin = told.text("selected")
        self.lanes_wanted = not told.flag("no lanes")
        self._reserve()
        if line := told.text("line"):
            self.line = line
            self.call_after_refresh(lambda: self.query_one(FilterLine).put(line))

    def asked_for(self) -> str:
        return f"“{self.line}”" if self.line.strip() else ""

    def sorted_anew(self) -> None:
        self.load()

    def _understand(self) -> Asked:
        if not self.line.strip():
            return Asked()
        from tracker.tui.timeline_parts import asked as line

        return line.understood(self.line, self.this_day(), self.marks)

    def load(self) -> None:
        self._load(self.events.current_key or self.origin)

    def _load(self, event_id: str) -> None:
        self.asked = self._understand()
        asked, seen, visited, order = self.asked, self.seen, self.marks.last_visit, order_of(self.rows.sort)
        self.workers.cancel_group(self, "articles")
        self._await(True)
        self.ask("load", lambda s: loaded(s, asked, seen, visited, event_id, order), self._show)

    def _await(self, waiting: bool) -> None:
        self.searching = False
        self.waiting = waiting
        if waiting:
            self.set_timer(_PATIENCE_S, self._tell_waiting)

    def _tell_waiting(self) -> None:
        if self.waiting and not self.searching:
            self.searching = True
            self._tell_status()

    def _show(self, found: Loaded) -> None:
        """The answer; where words are looked for, the articles' texts are looked through next."""
        self._await(False)
        self._take(found)
        if found.asked.filter.text and not found.asked.own_words:
            event_id = self.events.current_key if found.count else self.origin
            self._await(True)
            self.ask("articles", lambda s: with_articles(s, found, event_id), self._show_more)

    def _show_more(self, found: Loaded) -> None:
        self._await(False)
        if found.by_article:
            self._take(found)
        else:
            self._tell_status()

    def _take(self, found: Loaded) -> None:
        first = not self.events.source.count
        self.loaded = found
        self.events.arrival = found.arrival
        if not found.total:
            self._say_no_events()
            return
        self.call_after_refresh(self.read_lanes)
        if not found.count:
            self._say_no_match()
            return
        self.show_rows()
        self.events.late.clear()
        pages = EventPages(found.count, found.numbers, lambda: self.app.session, self.events.late)
        ahead = found.ahead if found.order == NEWEST else 0
        if found.position is not None:
            self.events.show(pages, found.position)
        elif first:
            self.events.show(pages, ahead)
        else:
            self.events.show(pages, 0)

    def _say_no_events(self) -> None:
        self.status()
        if self.app.as_of:
            back = f"Press {key_by_id('as_of').shown} for another day or for today."
            self.say("No events were known", f"By {self.app.as_of} nothing that is in this database was said.", back)
            return
        self.say(
            "No events yet",
            "The database is empty.",
            "Press r to fetch the feeds; the catalogue's own events come with the first start.",
        )

    def _say_no_match(self) -> None:
        at = f" on or before {self.app.as_of}" if self.app.as_of else ""
        self.say(f"No event matches{at}", f"Asked for was: {self.line}", "Press esc to see all events again.")
        self._tell_status()

    def describe(self) -> None:
        self._tell_status()
        self.follow_in_lanes()
        if self.pane_open:
            self._read_details()

    def _tell_status(self) -> None:
        if self.loaded is None:
            return
        n = self.loaded
        whole = n.asked.everything
        self.status(
            T("searching…", "bold $text-warning") if self.searching else Content(""),
            *(T(problem, "$text-warning") for problem in self.asked.problems),
            T(f"{n.new} new, press g", "bold $text-success") if n.new else Content(""),
            T(
                counted(n.total, "event") if whole else f"{n.count:,} of {counted(n.total, 'event')}",
                "" if whole else "bold",
            ),
            T(f"{n.later:,} not known yet", "$text-warning") if n.later else Content(""),
            f"{n.by_article:,} by their articles" if n.by_article else Content(""),
            f"{n.since_visit:,} since {short_day(self.marks.last_visit)}, press n" if n.since_visit else Content(""),
            f"{n.ahead:,} dated ahead" if n.ahead else Content(""),
            f"{mark('stated')} stated  {mark('expected')} expected  {mark('rumoured')} rumoured  "
            f"{mark('likely')} likely",
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
        from tracker.tui.timeline_parts.behind import behind, content

        event_id, product = row.event_id, row.product_slug
        self.ask("details", lambda s: behind(s, event_id, product), lambda found: self.show_details(content(found)))
        if not self.marks.is_read(row.event_id, row.first_seen_at):
            self._mark_read(row, True)

    def action_filter(self) -> None:
        self.origin = self.events.current_key
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        if self.pane_open:
            super().action_back()
        elif self.line:
            self._narrow("")
        self.events.focus()

    def _narrow(self, wanted: str) -> None:
        """Filter by another line, as if it had been typed."""
        if wanted != self.line:
            self.line = wanted
            self.query_one(FilterLine).put(wanted)
            self.load()

    def action_vendor(self) -> None:
        from tracker.tui.timeline_parts.choices import vendor_choice

        self.ask("choice", vendor_choice, lambda offer: self._offer("vendor", "Whose events?", offer))

    def action_type(self) -> None:
        from tracker.tui.timeline_parts.choices import type_choice

        self._offer("type", "Which type of event?", type_choice())

    def action_certainty(self) -> None:
        from tracker.tui.timeline_parts.choices import certainty_choice

        self._offer("certainty", "How sure?", certainty_choice())

    def action_dates(self) -> None:
        from tracker.tui.timeline_parts.choices import days_choice

        self._offer("days", "Which days?", days_choice(self.this_day()))

    def _offer(self, key: str, question: str, options: list[Option]) -> None:
        from tracker.tui.screens.choice import Choice
        from tracker.tui.timeline_parts.choices import present, taken

        def take(chosen: Option | None) -> None:
            if chosen is not None:
                self._narrow(taken(self.line, key, chosen.value))

        self.app.push_screen(Choice(question, options, present(self.line, key)), take)

    def action_only(self, word: str) -> None:
        if word == "is:new" and not self.marks.last_visit:
            self.app.tell("This is your first visit: everything is new", "warning")
        else:
            from tracker.tui.timeline_parts.asked import toggled

            self._narrow(toggled(self.line, word))

    def action_star(self) -> None:
        row: TimelineRow | None = self.selected
        if row is not None:
            given = self.marks.toggle_star(row.event_id)
            self._keep_marks(f"{'Starred' if given else 'No star any more'}: {row.headline}")

    def action_read(self) -> None:
        row: TimelineRow | None = self.selected
        if row is not None:
            self._mark_read(row, not self.marks.is_read(row.event_id, row.first_seen_at))

    def action_read_all(self) -> None:
        self.marks.set_all_read(now_text())
        self._keep_marks("All events are marked as read")

    def _mark_read(self, row: TimelineRow, read: bool) -> None:
        self.marks.set_read(row.event_id, read)
        self._keep_marks()

    def _keep_marks(self, told: str = "") -> None:
        """Write them now; the list stays as it is until it is filtered anew, so that no row leaves from under the hand."""
        self.events.refresh()
        problem = self.marks.save()
        if problem or told:
            self.app.tell(problem or told, "error" if problem else "information")

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value != self.line:
            self.line = event.value
            self.load()

    @on(FilterLine.Done)
    def _typing_done(self, event: FilterLine.Done) -> None:
        if event.cleared:
            kept, self.origin = self.origin, ""
            self.line = ""
            self._load(kept)
        self.events.focus()

    def selected_text(self) -> str:
        row: TimelineRow | None = self.selected
        if row is None:
            return ""
        return "  ".join(
            [event_date(row.date, row.date_end, row.precision), said(row), row.vendor, row.headline, row.url]
        )

    def selected_link(self) -> str:
        row: TimelineRow | None = self.selected
        return row.url if row else ""

    def lane_filter(self) -> TimelineFilter:
        return self.loaded.asked.filter if self.loaded else TimelineFilter()

    def select_event(self, event_id: str) -> None:
        wanted = self.loaded
        if wanted is not None:
            numbers = wanted.numbers
            self.ask("place", lambda s: position(s, numbers, event_id), self._go)

    def _go(self, index: int | None) -> None:
        if index is not None:
            self.events.select(index)
            self.events.focus()
