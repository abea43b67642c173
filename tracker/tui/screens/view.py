"""What all views share: header, body with a list and its details, empty states, keys; reading and failing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from tracker.model.errors import TrackerError
from tracker.tui.outside import safe_link
from tracker.tui.reading import ask
from tracker.tui.remembered import Told
from tracker.tui.styling import take_sheets
from tracker.tui.text import T, together
from tracker.tui.widgets.instead import Instead
from tracker.tui.widgets.lines import HeaderLine, KeyLine, Line, ProgressLine
from tracker.tui.widgets.notice import NoticeLine
from tracker.tui.widgets.pane import Pane
from tracker.tui.widgets.row_list import RowList
from tracker.tui.widgets.sorting import Sort, told
from tracker.views.session import Session

if TYPE_CHECKING:
    from tracker.tui.app import TrackerApp
    from tracker.tui.screens.choice import Option
    from tracker.tui.widgets.columns import Column, Source

R = TypeVar("R")
_PAST = "Press @ for another day or for today."


class ViewScreen(Screen[None]):
    """A subclass names its scope, makes its list, loads its rows and says what its selected row is.

    It may say more: what of it is remembered, what its list is called and filtered by, which columns a file gets.
    """

    SCOPE: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "RowList"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss"]

    TELLS_MORE: ClassVar[bool] = False
    """Whether an ellipsis says where the status line has no room for all: what is missing there changes the figures."""

    app: TrackerApp
    stale = False
    detailed = ""
    opening = False
    """Whether the details are to be opened as soon as there is a row: they were open when the session ended."""
    said: Sequence[Content | str] = ()
    """The pieces of the status line."""
    unheard: Sequence[str] = ()
    """Keys of the bottom line that do nothing for the present list."""
    recalling = False
    """Whether what is being read was remembered: it may be no more."""

    def __init__(self) -> None:
        """Begins with the classes of the terminal's size: given later they would style every widget a second time."""
        super().__init__()
        take_sheets(self)
        self.sorts: dict[str, Sort] = {}
        self.day = self.app.as_of
        size = self.app.size
        for length, steps in (
            (size.width, self.app.HORIZONTAL_BREAKPOINTS),
            (size.height, self.app.VERTICAL_BREAKPOINTS),
        ):
            self.add_class([name for least, name in steps or [] if length >= least][-1], update=False)

    def compose(self) -> ComposeResult:
        yield HeaderLine(self.SCOPE)
        yield from self.compose_top()
        yield Line(id="status", more=self.TELLS_MORE)
        yield from self.compose_middle()
        with Horizontal(id="body"):
            yield self.make_list()
            yield Pane(id="pane")
        yield Instead()
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

    def travelled(self) -> None:
        """Another day is shown: forget what belongs to the one before. `load` comes next."""

    def selected_text(self) -> str:
        """The selected row as a line to copy."""
        return ""

    def report(self) -> str:
        """The selected row in Markdown, with a link to its source and, where they are open, its details."""
        from tracker.cells import markdown_text

        url = safe_link(self.selected_link())
        row = " ".join(word for word in self.selected_text().split() if word != url)
        if not row:
            return ""
        link = f" ([source](<{url.replace('>', '%3E').replace('<', '%3C')}>))" if url else ""
        parts = [f"{markdown_text(row)}{link}"]
        if self.pane_open:
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", self.pane.text)), default=0))
            parts.append(f"{fence}text\n{self.pane.text}\n{fence}")
        return "\n\n".join(parts)

    @property
    def list_name(self) -> str:
        """What the present list is called where its sort is remembered and in the names of files."""
        return self.SCOPE

    def asked_for(self) -> str:
        """In words what the list is narrowed to, for a file."""
        return ""

    def file_columns(self) -> Sequence[Column[Any]]:
        """The columns that a file of the list has, if it had room for all."""
        return self.rows.columns

    def file_rows(self) -> Source[Any]:
        """The rows that a file of the list has."""
        return self.rows.source

    def remember(self) -> dict[str, Any]:
        """What `recall` takes to bring the view back: texts, flags, and lists and objects of them."""
        sorts = {name: [s.by, "reverse" if s.reverse else ""] for name, s in self.sorts.items() if s.by}
        return {"sorts": sorts, "selected": self.rows.current_key, "open": self.pane_open}

    def recall(self, told: Told) -> None:
        """Before the first load. What is remembered may name what the database does not have any more."""
        sorts = told.part("sorts")
        for name in sorts.told:
            by, *way = [*sorts.texts(name), ""]
            self.sorts[name] = Sort(by, "reverse" in way)
        self.rows.recalled = told.text("selected")
        self.opening = told.flag("open")
        self.recalling = True

    def forget(self) -> None:
        """What was recalled cannot be read: ask for the usual."""

    def action_find(self) -> None:
        """Choose a row by its words and go there; the list stays as it is."""
        from tracker.tui.finding import options
        from tracker.tui.screens.choice import Choice

        if found := [] if self.has_class("-empty") else options(self.rows):
            self.app.push_screen(Choice("Which row?", found, self.rows.current_key), self._go_to)
        else:
            self.app.tell("There is no row to find")

    def _go_to(self, option: Option | None) -> None:
        from tracker.tui.finding import place

        if option is not None:
            self.rows.select(place(self.rows, option.value))
            self.rows.focus()

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
        remembered = self.app.remembered
        if remembered is not None and (told := remembered.view(self.SCOPE)).told:
            self.recall(told)
        self.use_sort()
        self.load()

    def on_screen_resume(self) -> None:
        self.query_one(HeaderLine).tell(self.app.summary)
        self.query_one(ProgressLine).tell(self.app.progress)
        self.query_one(NoticeLine).tell(self.app.notices)
        if self.stale:
            self.load_anew()

    def load_anew(self) -> None:
        """The database is another one, or the day."""
        self.stale = False
        if self.day != self.app.as_of:
            self.day = self.app.as_of
            self.travelled()
        self.load()

    def use_sort(self) -> None:
        """Sort as this list was sorted last; before its rows are shown."""
        self.rows.sort = self.sorts.get(self.list_name, Sort())

    def ask(self, group: str, read: Callable[[Session], R], then: Callable[[R], None]) -> None:
        ask(self, self.app, group, read, then, self.fail)

    def fail(self, error: TrackerError) -> None:
        """An error ends as a sentence: in place of the list where there is nothing to show, else as a notice."""
        if self.recalling:
            self.recalling = False
            self.app.tell(f"What was shown last time cannot be read any more: {error}", "warning")
            self.forget()
            self.load()
        elif self.rows.source.count:
            if not self.app.lost:
                self.app.tell(str(error), "error")
        else:
            self.say("This could not be read", str(error), "It is tried again when the database changes; q leaves.")

    def say(self, title: str, *lines: str) -> None:
        """Show words instead of the list. In the past nothing is fetched: what says so leads to another day."""
        self.recalling = False
        if self.app.as_of:
            lines = tuple(_PAST if line.startswith("Press r") else line for line in lines)
        parts = [T(title, "bold"), *(T(line, "" if i == 0 else "$foreground-muted") for i, line in enumerate(lines))]
        self.query_one(Instead).tell(parts)
        self.add_class("-empty")
        self.remove_class("-details")
        self.query_one(KeyLine).refresh()

    def show_rows(self) -> None:
        self.recalling = False
        if self.has_class("-empty"):
            self.remove_class("-empty")
            self.query_one(KeyLine).refresh()

    def status(self, *pieces: Content | str) -> None:
        """One line; what is sorted by stands behind the first piece."""
        self.said = pieces
        shown = [p if isinstance(p, Content) else together([(p, "$foreground-muted")]) for p in pieces]
        first = next((i for i, p in enumerate(shown, 1) if p.cell_length), 0)
        self.query_one("#status", Line).show([*shown[:first], T(told(self.rows.sort), "bold"), *shown[first:]])

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

    @on(Pane.Beside)
    def _beside(self, message: Pane.Beside) -> None:
        self.rows.action_move(message.by)

    @on(RowList.Failed)
    def _rows_failed(self, message: RowList.Failed) -> None:
        self.fail(message.error)

    @on(RowList.Moved)
    def _rows_moved(self) -> None:
        self.describe()
        if self.opening and self.selected is not None:
            self.opening = False
            self.call_after_refresh(self.run_action, "open")

    @on(RowList.Sorted)
    def _rows_sorted(self) -> None:
        self.sorts[self.list_name] = self.rows.sort
        self.sorted_anew()
        self.status(*self.said)

    def sorted_anew(self) -> None:
        """Rows in memory are in their new order; a subclass whose rows are not reads them."""

    @on(RowList.SortAsked)
    def _sort_asked(self) -> None:
        from tracker.tui.screens.choice import Choice, Option

        if not self.rows.sortable:
            self.app.tell("These rows stand in groups and are not sorted", "warning")
            return
        present = self.rows.sort
        around = "turn around" if not present.reverse else "turn around again"
        options = [Option(name, name.capitalize(), around if name == present.by else "") for name in self.rows.sortable]
        own = Option("", "The list's own order")
        self.app.push_screen(Choice("Sort by which column?", [own, *options], present.by), self._sort_chosen)

    def _sort_chosen(self, option: Option | None) -> None:
        if option is not None:
            self.rows.sort_by(self.rows.sort.chosen(option.value))

    @on(RowList.Opened)
    async def _rows_opened(self) -> None:
        await self.run_action("open")
