"""The app: seven views, one session for pages, one pulse that notices what others wrote, one refresh at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.events import Event, InputEvent
from textual.screen import Screen

from tracker.model.errors import TrackerError
from tracker.tui.in_turn import InTurn
from tracker.tui.keys import VIEWS, Key, bindings, runnable
from tracker.tui.light_strips import make_strips_light
from tracker.tui.memory import Rest, collect_from_now
from tracker.tui.outside import clipboard_sequence, has_browser, in_tmux, safe_link, to_tmux
from tracker.tui.readable import readable
from tracker.tui.reading import Past, ask
from tracker.tui.remembered import Remembered
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import plain
from tracker.tui.widgets.lines import ClickLine, HeaderLine, ProgressLine, key_by_id
from tracker.tui.widgets.notice import Notice, NoticeLine, Severity, with_notice
from tracker.units import counted
from tracker.views.session import Session, open_session
from tracker.views.summary import Summary, summary

if TYPE_CHECKING:
    from tracker.tui.exports import Exports
    from tracker.tui.refreshing import Progress, Refresh
    from tracker.tui.screens.choice import Option
    from tracker.tui.travel import Travel

_PULSE_S = 1.0
_NOWHERE = (-1, -1)
_WELCOME = "This is the shipped catalogue: {} fetches the feeds and price lists, {} tells all keys"


def _screen(view: str) -> Screen[Any]:
    """A view, loaded when it is first asked for: the first paint waits for none but its own."""
    made: Screen[Any] = getattr(import_module(f"tracker.tui.screens.{view}"), f"{view.capitalize()}Screen")()
    return made


class TrackerApp(App[int]):
    """Reads the database at `database`, as of a day where one is given; refreshes it with `feeds`."""

    TITLE = "tracker"
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["screens/view.tcss", "screens/timeline.tcss"]
    """Those of the first screen: read with the app's own, they are parsed once."""
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {view: partial(_screen, view) for view in VIEWS}
    DEFAULT_MODE = "timeline"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (120, "-wide")]  # noqa: RUF012 - Textual declares it as a plain attribute
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-tall")]  # noqa: RUF012

    def __init__(
        self, database: Path, feeds: Path, as_of: str | None = None, remembered: Remembered | None = None
    ) -> None:
        """`remembered` is the session to go on with and to keep; None for neither."""
        if remembered is not None and remembered.text("view") in VIEWS:
            self.DEFAULT_MODE = remembered.text("view")  # type: ignore[misc]
        make_strips_light()
        super().__init__()
        self.database = database
        self.feeds = feeds
        self.remembered = remembered
        if remembered is not None and remembered.text("theme") in self.available_themes:
            self.theme = remembered.text("theme")
        self.past = Past()
        self.session: Session = open_session(database, as_of)
        self.as_of = self.session.as_of
        self.travelling: Travel | None = None
        self.exports: Exports | None = None
        self.summary: Summary | None = None
        self.progress: Progress | None = None
        self.refreshing: Refresh | None = None
        self.seen: tuple[int, int] = self._version()
        self.rest = Rest(monotonic(), self._hidden)
        self.turns = InTurn(self, super().on_event)
        self.notices: Sequence[Notice] = ()
        """Those that stand, for the screens that come to the front meanwhile."""

    def get_css_variables(self) -> dict[str, str]:
        return readable(super().get_css_variables())

    async def on_event(self, event: Event) -> None:
        if isinstance(event, InputEvent):
            self.rest.press(monotonic())
        if isinstance(event, events.Key) and not event.is_forwarded:
            await self.turns.take(event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        self.set_interval(_PULSE_S, self._pulse)
        self.set_timer(_PULSE_S, collect_from_now)
        self.call_after_refresh(self._read_summary)
        if self.remembered is not None and self.remembered.problem:
            self.tell(self.remembered.problem, "warning")

    async def action_quit(self) -> None:
        self._keep_session()
        await super().action_quit()

    async def on_unmount(self) -> None:
        if self.exports is not None:
            self.exports.stop()
        if self.refreshing is not None:
            await self.refreshing.stop()
        self.session.close()
        if self.past.lock.acquire(timeout=1.0):
            self.past.close()

    def _keep_session(self) -> None:
        """What the next start goes on with. The views that were not opened stay as they were remembered."""
        if self.remembered is None or not self.screen_stack:
            return
        views = {
            screen.SCOPE: screen.remember()
            for mode in self._screen_stacks.values()
            for screen in mode
            if isinstance(screen, ViewScreen) and screen.is_mounted
        }
        now = {"view": self.current_mode, "theme": self.theme, "views": views}
        if problem := self.remembered.keep(now):
            self.tell(problem, "warning")

    def tell(self, message: str, severity: Severity = "information") -> None:
        """A notice; the only way to make one, so that no row's text is read as markup."""
        self.notices = with_notice(self.notices, plain(message, multiline=True), severity)
        for line in self.screen.query(NoticeLine):
            line.tell(self.notices)

    def _version(self) -> tuple[int, int]:
        """Changes when another process commits, and when another file takes the database's place."""
        return self.session.data_version(), self.database.stat().st_ino

    def _pulse(self) -> None:
        self.rest.give_back(monotonic())
        try:
            now = self._version()
        except TrackerError as error:
            self._lost(str(error))
            return
        except OSError as error:
            self._lost(f"{self.database}: {error.strerror or error}; put it back, or leave with q and start again")
            return
        if now != self.seen:
            if self.as_of:
                self.seen = now
                self.travel.to(self.as_of, again=True)
                return
            if now[1] != self.seen[1]:
                self._reopen()
                return
            self.seen = now
            self._reload()
        if self.remembered is not None and self.remembered.due(monotonic()):
            self._keep_session()

    @property
    def lost(self) -> bool:
        """Whether the database is out of reach, which was said."""
        return self.seen == _NOWHERE

    def _lost(self, why: str) -> None:
        """Say once that the database is out of reach; look again every second."""
        if not self.lost:
            self.seen = _NOWHERE
            self.tell(f"The database cannot be read: {why}", "error")

    def _hidden(self) -> list[Screen[Any]]:
        """The screens of the views that are not in front."""
        stacks = self._screen_stacks.items()
        return [screen for mode, stack in stacks if mode != self.current_mode for screen in stack if screen.is_mounted]

    def _reopen(self) -> None:
        try:
            fresh = open_session(self.database, self.as_of)
        except TrackerError as error:
            self._lost(str(error))
            return
        self.take_session(fresh)

    def take_session(self, session: Session) -> None:
        """Read from this one from now on: of another file, or as of another day."""
        before, self.session, self.as_of = self.session, session, session.as_of
        before.close()
        self.seen = self._version()
        for line in self.screen.query(HeaderLine):
            line.refresh()
        self._reload()

    def _reload(self) -> None:
        """The view in front reads anew now, the others when they come to the front."""
        self.rest.read()
        self._read_summary()
        for mode in self._screen_stacks.values():
            for screen in mode:
                if isinstance(screen, ViewScreen) and screen.is_mounted:
                    screen.stale = True
        if isinstance(self.screen, ViewScreen) and self.screen.is_mounted:
            self.screen.load_anew()

    def _read_summary(self) -> None:
        def tell(found: Summary) -> None:
            if self.summary is None and found.untouched:
                self._welcome()
            self.summary = found
            for line in self.screen.query(HeaderLine):
                line.tell(found)

        ask(self, self, "summary", summary, tell, lambda error: self.tell(str(error), "error"))

    def _welcome(self) -> None:
        """Where to begin, for a reader of whom nothing is remembered; a picture has no reader."""
        if self.remembered is not None and not self.remembered.kept and not self.as_of:
            self.tell(_WELCOME.format(key_by_id("refresh").shown, key_by_id("help").shown))

    def action_view(self, view: str) -> None:
        if isinstance(self.screen, ViewScreen) and self.screen.SCOPE == "search":
            self.screen.dismiss()
        if isinstance(self.screen, ViewScreen):
            self.switch_mode(view)

    def action_search(self) -> None:
        if isinstance(self.screen, ViewScreen) and self.screen.SCOPE != "search":
            from tracker.tui.screens.search import SearchScreen

            self.push_screen(SearchScreen())

    async def action_back(self) -> None:
        if isinstance(self.screen, ViewScreen):
            self.screen.action_back()

    def action_help(self) -> None:
        if isinstance(self.screen, ViewScreen):
            from tracker.tui.screens.help import Help

            self.push_screen(Help(self.screen.SCOPE), self._run_option)

    async def _run_option(self, option: Option | None) -> None:
        if option is not None:
            await self.run_key(key_by_id(option.value))

    async def run_key(self, key: Key) -> None:
        """Do what a key does, from help, the palette or a click."""
        screen = self.screen
        if not isinstance(screen, ViewScreen):
            return
        if key.scope not in (screen.SCOPE, "everywhere", "list"):
            await self.run_action(f"view('{key.scope}')") if key.scope in self.MODES else None
            return
        where = {"everywhere": self, "list": screen.rows}.get(key.scope, screen)
        await self.run_action(key.action, where)

    @on(ClickLine.Chosen)
    async def _clicked(self, message: ClickLine.Chosen) -> None:
        if message.action.startswith("view("):
            await self.run_action(message.action)
        else:
            await self.run_key(key_by_id(message.action))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)
        if isinstance(screen, ViewScreen):
            for key in runnable(screen.SCOPE):
                if key.id != "palette":
                    yield SystemCommand(f"{key.label} ({key.shown})", key.help, partial(self.run_key, key))

    def action_copy(self) -> None:
        text = self.screen.selected_text() if isinstance(self.screen, ViewScreen) else ""
        if not text:
            self.tell("There is no row to copy", "warning")
            return
        self.copy(text)
        self.tell(f"Copied: {text}")

    def action_copy_open(self) -> None:
        text = self.screen.report() if isinstance(self.screen, ViewScreen) else ""
        if not text:
            self.tell("There is no row to copy", "warning")
            return
        self.copy(text, multiline=True)
        self.tell(f"Copied as Markdown: {counted(text.count(chr(10)) + 1, 'line')}")

    def copy(self, text: str, multiline: bool = False) -> None:
        """To the clipboard of the terminal, through tmux where that is between."""
        clean = plain(text, multiline)
        self.copy_to_clipboard(clean)
        if in_tmux() and self._driver is not None:
            self._driver.write(clipboard_sequence(clean, tmux=True))
            self.run_worker(partial(to_tmux, clean), thread=True, group="copy", exit_on_error=False)

    def action_export(self) -> None:
        if isinstance(self.screen, ViewScreen):
            if self.exports is None:
                from tracker.tui.exports import Exports

                self.exports = Exports(self)
            self.exports.ask(self.screen)

    @property
    def travel(self) -> Travel:
        if self.travelling is None:
            from tracker.tui.travel import Travel

            self.travelling = Travel(self)
        return self.travelling

    def action_as_of(self) -> None:
        if isinstance(self.screen, ViewScreen):
            self.travel.ask()

    def action_step(self, by: int) -> None:
        if isinstance(self.screen, ViewScreen):
            self.travel.step(by)

    def action_open_link(self) -> None:
        url = safe_link(self.screen.selected_link()) if isinstance(self.screen, ViewScreen) else ""
        if not url:
            self.tell("This row has no address that can be opened", "warning")
        elif has_browser():
            self.open_url(url)
            self.tell(f"Opened {url}")
        else:
            self.copy(url)
            self.tell(f"No browser here, so the address is copied: {url}")

    def action_refresh_feeds(self, everything: bool = False, only: str = "") -> None:
        """`only` is the slug of a feed that is asked alone."""
        if self.as_of:
            self.tell(
                f"This is what was known on {self.as_of}; {key_by_id('as_of').shown} and enter go to today", "warning"
            )
            return
        if self.refreshing is not None:
            self.tell(f"A refresh is running; {key_by_id('cancel').shown} stops it", "warning")
            return
        from tracker.tui.refreshing import Refresh, command

        one = {"only": only} if only else {}
        self.refreshing = Refresh(command(self.database, self.feeds, everything, **one))
        self.run_worker(partial(self._refresh, self.refreshing), group="refresh", exit_on_error=False)  # type: ignore[arg-type]

    async def _refresh(self, refresh: Refresh) -> None:
        words, good = await refresh.run(self._show_progress)
        self.refreshing = None
        self._show_progress(None)
        self.tell(words, "information" if good else "error")
        self._pulse()

    def _show_progress(self, progress: Progress | None) -> None:
        self.progress = progress
        self.show_task()

    @property
    def busy_with(self) -> str:
        """What takes its time beside a refresh, in words."""
        tasks = (self.travelling, self.exports)
        return next((task.going for task in tasks if task is not None and task.going), "")

    def show_task(self) -> None:
        if self.screen_stack:
            for line in self.screen.query(ProgressLine):
                line.tell(self.progress)

    def action_cancel_refresh(self) -> None:
        if self.travel.stop() or (self.exports is not None and self.exports.stop()):
            return
        if self.refreshing is None:
            self.tell("No refresh is running")
        else:
            self.run_worker(self.refreshing.stop(), group="stop", exit_on_error=False)


def run(database: Path, feeds: Path, as_of: str | None = None, fresh: bool = False) -> int:
    """Open the screen and stay until the reader leaves; an exit code. Raises TrackerError where the database cannot be opened.

    `fresh` begins anew instead of where the last session ended.
    """
    app = TrackerApp(database, feeds, as_of, Remembered.of(database, fresh))
    app.run()
    return app.return_code or 0
