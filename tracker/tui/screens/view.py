"""What all views share: header, body with a list and its details, empty states, keys; reading and failing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tracker.model.errors import TrackerError
from tracker.tui.reading import ask
from tracker.tui.text import T, together
from tracker.tui.widgets.lines import HeaderLine, KeyLine, Line, ProgressLine
from tracker.tui.widgets.notice import NoticeLine
from tracker.tui.widgets.pane import Pane
from tracker.tui.widgets.row_list import RowList
from tracker.views.session import Session

if TYPE_CHECKING:
    from tracker.tui.app import TrackerApp

R = TypeVar("R")


class ViewScreen(Screen[None]):
    """A subclass names its scope, makes its list, loads its rows and says what its selected row is."""

    SCOPE: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "RowList"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss"]

    app: TrackerApp
    stale = False
    detailed = ""

    def __init__(self) -> None:
        """Begins with the classes of the terminal's size: given later they would style every widget a second time."""
        super().__init__()
        size = self.app.size
        for length, steps in (
            (size.width, self.app.HORIZONTAL_BREAKPOINTS),
            (size.height, self.app.VERTICAL_BREAKPOINTS),
        ):
            self.add_class([name for least, name in steps or [] if length >= least][-1], update=False)

    def compose(self) -> ComposeResult:
        yield HeaderLine(self.SCOPE)
        yield from self.compose_top()
        yield Line(id="status")
        yield from self.compose_middle()
        with Horizontal(id="body"):
            yield self.make_list()
            yield Pane(id="pane")
        yield Static("", id="empty", markup=False)
        yield from self.compose_bottom()
        yield ProgressLine(id="progress")
        yield KeyLine(self.SCOPE)
        yield NoticeLine()

    def compose_top(self) -> ComposeResult:
        yield from ()

    def compose_middle(self) -> ComposeResult:
        yield from ()

    def compose_bottom(self) -> ComposeResult:
        yield from ()

    def make_list(self) -> RowList[Any]:
        raise NotImplementedError

    def load(self) -> None:
        """Read the rows anew; the selection stays on its row."""
        raise NotImplementedError

    def describe(self) -> None:
        """Bring status line and details in step with the selected row."""

    def selected_text(self) -> str:
        """The selected row as a line to copy."""
        return ""

    def selected_link(self) -> str:
        return ""

    @property
    def rows(self) -> RowList[Any]:
        return self.query_one(RowList)

    @property
    def selected(self) -> Any:
        """The selected row; None while words stand in the place of the list."""
        return None if self.has_class("-empty") else self.rows.current

    @property
    def pane(self) -> Pane:
        return self.query_one("#pane", Pane)

    @property
    def pane_open(self) -> bool:
        return self.has_class("-details")

    def on_mount(self) -> None:
        self.query_one(HeaderLine).tell(self.app.summary)
        self.query_one(ProgressLine).tell(self.app.progress)
        self.load()

    def on_screen_resume(self) -> None:
        self.query_one(HeaderLine).tell(self.app.summary)
        self.query_one(ProgressLine).tell(self.app.progress)
        self.query_one(NoticeLine).tell(self.app.notices)
        if self.stale:
            self.stale = False
            self.load()

    def ask(self, group: str, read: Callable[[Session], R], then: Callable[[R], None]) -> None:
        ask(self, self.app, group, read, then, self.fail)

    def fail(self, error: TrackerError) -> None:
        """An error ends as a sentence: in place of the list where there is nothing to show, else as a notice."""
        if self.rows.source.count:
            self.app.tell(str(error), "error")
        else:
            self.say("This could not be read", str(error), "It is tried again when the database changes; q leaves.")

    def say(self, title: str, *lines: str) -> None:
        """Show words instead of the list."""
        parts = [T(title, "bold"), *(T(line, "" if i == 0 else "$foreground-muted") for i, line in enumerate(lines))]
        self.query_one("#empty", Static).update(Content("\n\n").join(parts))
        self.add_class("-empty")
        self.remove_class("-details")

    def show_rows(self) -> None:
        self.remove_class("-empty")

    def status(self, *pieces: Content | str) -> None:
        self.query_one("#status", Line).show(
            [p if isinstance(p, Content) else together([(p, "$foreground-muted")]) for p in pieces]
        )

    def show_details(self, content: Content) -> None:
        """Fill the pane, if it is still open; the same row's details, read anew, stay where they were scrolled to."""
        if self.pane_open:
            key = self.rows.current_key
            self.pane.show(content, from_top=key != self.detailed)
            self.detailed = key

    def open_pane(self) -> None:
        self.detailed = ""
        self.add_class("-details")
        self.pane.focus()

    def action_back(self) -> None:
        """Escape: the details close first."""
        if self.pane_open:
            self.remove_class("-details")
            self.rows.focus()

    @on(RowList.Failed)
    def _rows_failed(self, message: RowList.Failed) -> None:
        self.fail(message.error)

    @on(RowList.Moved)
    def _rows_moved(self) -> None:
        self.describe()

    @on(RowList.Opened)
    async def _rows_opened(self) -> None:
        await self.run_action("open")
