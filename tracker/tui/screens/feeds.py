"""Feeds: how each source is doing, in words, what it yields; asking one, adding one, switching one off and on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from tracker import urls
from tracker.model.errors import TrackerError
from tracker.model.rows import FeedRow
from tracker.tui import looking
from tracker.tui.deciding import Decisions, Write
from tracker.tui.feed_parts import pane, writing
from tracker.tui.feed_parts.columns import COLUMNS, QUIET, FeedLine
from tracker.tui.keys import bindings
from tracker.tui.refreshing import Progress
from tracker.tui.screens import found
from tracker.tui.screens.choice import Choice, Option
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import T, together
from tracker.tui.widgets.answer_line import AnswerLine
from tracker.tui.widgets.columns import Rows
from tracker.tui.widgets.lines import Line, ProgressLine
from tracker.tui.widgets.row_list import RowList
from tracker.units import counted
from tracker.views.articles import feed_health, feed_history

_SHOWN_AFTER_S = 0.3
_LEFT_FILE = "no longer in feeds.toml"


class FeedNews(ProgressLine):
    """Takes no room: passes on what came of each feed, for the rows to show it."""

    @dataclass
    class Told(Message):
        answers: Mapping[str, str]

    def tell(self, progress: Progress | None) -> None:
        self.post_message(self.Told(progress.answers if progress else {}))


class FeedsScreen(ViewScreen):
    """`answers` is what came of each feed in the running refresh; `look` asks an address that may be added."""

    SCOPE = "feeds"
    BINDINGS: ClassVar[list[BindingType]] = bindings("feeds")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "review.tcss", "feeds.tcss"]

    def __init__(self) -> None:
        super().__init__()
        self.feeds: Sequence[FeedRow] = ()
        self.answers: Mapping[str, str] = {}
        self.answered: Callable[[str], None] | None = None
        self.look: looking.Look | None = None
        self.typed = ""
        self.reasons: dict[str, str] = {}
        self.decisions = Decisions()

    def compose_top(self) -> ComposeResult:
        yield AnswerLine()

    def compose_bottom(self) -> ComposeResult:
        yield Line(id="looking")
        yield FeedNews()

    def make_list(self) -> RowList[FeedLine]:
        return RowList(COLUMNS, lambda line: line.feed.slug, id="feeds")

    async def on_unmount(self) -> None:
        if self.look is not None:
            await self.look.stop()
        await asyncio.to_thread(self.decisions.close)

    def load(self, wanted: str = "") -> None:
        self.ask("load", feed_health, lambda feeds: self._show(feeds, wanted))

    def _show(self, feeds: Sequence[FeedRow], wanted: str = "") -> None:
        self.feeds = feeds
        if not feeds:
            self.say(
                "No feeds yet",
                f"They are listed in {self.app.feeds}.",
                "Press r to fetch them for the first time, or a to add one.",
            )
            return
        self.show_rows()
        keys = [feed.slug for feed in feeds]
        key = wanted or self.rows.current_key
        self.rows.show(Rows(self._lines()), keys.index(key) if key in keys else 0)

    def _lines(self) -> list[FeedLine]:
        return [FeedLine(feed, self.answers.get(feed.slug, "")) for feed in self.feeds]

    @on(FeedNews.Told)
    def _news(self, message: FeedNews.Told) -> None:
        if message.answers != self.answers and self.feeds:
            self.answers = message.answers
            self.rows.show(Rows(self._lines()), self.rows.cursor)

    def describe(self) -> None:
        feeds = self.feeds
        conditions = [f.condition for f in feeds]
        troubled = sum(condition not in QUIET for condition in conditions)
        work = sum(condition in ("ok", "moved") for condition in conditions)
        new = conditions.count("not asked yet")
        facts, events = sum(f.recent_facts for f in feeds), sum(f.recent_events for f in feeds)
        unread = "none read yet: press r" if new and not self.app.as_of else "none read yet"
        self.status(
            T(f"{troubled} in trouble", "bold $text-warning") if troubled else T("none in trouble"),
            f"{work} work{'s' if work == 1 else ''}" if work else unread,
            f"{new} not read yet" if new and work else Content(""),
            f"{conditions.count('off')} off" if "off" in conditions else Content(""),
            counted(sum(f.n_entries for f in feeds), "article"),
            f"in 30 days {counted(facts, 'fact')}, {counted(events, 'event')}" if work else Content(""),
        )
        if self.pane_open:
            self._read_feed()

    @property
    def feed(self) -> FeedRow | None:
        """The selected feed."""
        line: FeedLine | None = self.selected
        return line.feed if line else None

    def action_open(self) -> None:
        if self.feed is not None:
            self.open_pane()
            self._read_feed()

    def _read_feed(self) -> None:
        feed = self.feed
        if feed is not None:
            self.ask("details", lambda s: feed_history(s, feed.slug), lambda h: self.show_details(pane.feed(feed, h)))

    def action_fetch(self) -> None:
        feed = self.feed
        if feed is None:
            self.app.tell("There is no feed to fetch; a adds one", "warning")
        elif feed.condition == "by hand":
            self.app.tell("These articles were put in by hand: there is nothing to fetch", "warning")
        elif not feed.enabled:
            self.app.tell(f"{feed.slug} is off; d switches it on", "warning")
        else:
            self.app.action_refresh_feeds(only=feed.slug)

    def action_add(self) -> None:
        if self.look is not None:
            self.app.tell("An address is being looked at; esc stops that", "warning")
        elif self._writable():
            self._ask("feed or site:", "https://example.com/blog", self._take_address, self.typed)

    def _writable(self) -> bool:
        if self.app.as_of:
            self.app.tell(f"Read only: this is what was known on {self.app.as_of}", "warning")
        return not self.app.as_of

    def _ask(self, question: str, hint: str, then: Callable[[str], None], text: str = "") -> None:
        self.answered = then
        self.query_one(AnswerLine).ask(question, hint, text, again=True)

    @on(AnswerLine.Answered)
    def _take_answer(self, message: AnswerLine.Answered) -> None:
        then, self.answered = self.answered, None
        self.query_one(AnswerLine).close()
        (self.pane if self.pane_open else self.rows).focus()
        if then is not None and message.text is not None:
            then(message.text)

    def _take_address(self, text: str) -> None:
        if not text:
            self.app.tell("Type the address of a feed, or of a site that has one", "warning")
            return
        self.typed = text
        self._look_at(text, private=False)

    def _look_at(self, url: str, private: bool) -> None:
        self.look = looking.Look(looking.command(self.app.database, self.app.feeds, url, private))
        self.run_worker(self._await_look(self.look, url, private), group="look", exit_on_error=False)

    async def _await_look(self, look: looking.Look, url: str, private: bool) -> None:
        began = time.monotonic()
        clock = self.set_interval(_SHOWN_AFTER_S, lambda: self._tell_looking(url, time.monotonic() - began))
        try:
            told = await look.run()
        finally:
            clock.stop()
            self.look = None
            self.remove_class("-looking")
        if told is None:
            self.app.tell(f"Stopped: nothing was added of {url}")
        else:
            self._offer(url, told, private)

    def _tell_looking(self, url: str, seconds: float) -> None:
        self.add_class("-looking")
        stop = together([("esc", "bold $text-accent"), " stops it"])
        told = [T("asking", "bold"), stop, T(f"{seconds:.0f} s", "$foreground-muted"), T(url, "$foreground-muted")]
        self.query_one("#looking", Line).show(told)

    def _offer(self, url: str, told: looking.Looked, private: bool) -> None:
        """The feeds that were found, to choose one; else what is wrong and what to do."""
        from tracker.actions.feed_mends import asks_for_permission

        if told.known:
            self.app.tell(f"{self.app.feeds.name} has this address already, as {told.known}")
            self.load(wanted=told.known)
        elif told.feeds:
            title = "Add this feed?" if len(told.feeds) == 1 else "Add which feed?"
            byurl = {f.url: f for f in told.feeds}
            if told.problem and len(told.feeds) == 1 and told.feeds[0].url == url:
                self.app.tell(f"{url}: {told.problem}", "warning")
            self.app.push_screen(
                found.FoundChoice(title, found.options(told.feeds)),
                lambda option: (
                    self._write(writing.adding(self.app.feeds, byurl[option.value], private)) if option else None
                ),
            )
        elif asks_for_permission(told.mend) and not private:
            self._offer_private(url)
        else:
            mend = f". What to do: {told.mend}" if told.mend else ""
            self.app.tell(f"No feed at {url}: {told.problem or 'nothing that can be read'}{mend}", "error")

    def _offer_private(self, url: str) -> None:
        own = Option("ask", "Ask it: it is my own", "sets allow_private")
        leave = Option("leave", "Leave it", "nothing is asked")

        def take(option: Option | None) -> None:
            if option is own:
                self._look_at(url, private=True)

        self.app.push_screen(Choice("This address is not public", [leave, own]), take)

    def action_switch(self) -> None:
        """Off, with the reason it had or a new one; on."""
        feed = self.feed
        if feed is None:
            self.app.tell("There is no feed to switch", "warning")
        elif feed.condition == "by hand":
            self.app.tell("These articles were put in by hand: there is nothing to switch off", "warning")
        elif feed.note == _LEFT_FILE:
            self.app.tell(f"{feed.slug} is {_LEFT_FILE}; a adds an address to it", "warning")
        elif not self._writable():
            return
        elif feed.enabled:
            self._ask(
                "why off?", "a reason, or nothing", lambda why: self._off(feed, why), self.reasons.get(feed.slug, "")
            )
        else:
            self.reasons[feed.slug] = feed.note
            self._write(writing.switching(self.app.feeds, feed.slug, off=False))

    def _off(self, feed: FeedRow, why: str) -> None:
        self._write(writing.switching(self.app.feeds, feed.slug, off=True, reason=why))

    def _write(self, write: Write) -> None:
        self.run_worker(self._await_write(write), group="write", exit_on_error=False)

    async def _await_write(self, write: Write) -> None:
        try:
            done = await self.decisions.run(write, self.app.database)
        except TrackerError as error:
            self.app.tell(str(error), "error")
            return
        self.typed = ""
        self.app.tell(done.words)
        self.load(wanted=done.facts[0])

    def action_back(self) -> None:
        if self.look is not None:
            self.run_worker(self.look.stop(), group="stop", exit_on_error=False)
        else:
            super().action_back()

    def selected_text(self) -> str:
        f = self.feed
        return "  ".join(w for w in (f.condition, f.slug, urls.shown(f.url), f.last_error, f.mend) if w) if f else ""

    def selected_link(self) -> str:
        return self.feed.url if self.feed else ""
