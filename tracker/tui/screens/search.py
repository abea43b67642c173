"""Search: words in the text of every article, and the article itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from tracker.model.rows import ArticleRow
from tracker.tui import details
from tracker.tui.keys import bindings
from tracker.tui.screens.overlay import Overlay
from tracker.tui.screens.view import ViewScreen
from tracker.tui.text import T
from tracker.tui.widgets.columns import Column, Rows
from tracker.tui.widgets.filter_line import FilterLine
from tracker.tui.widgets.row_list import RowList, words
from tracker.units import counted
from tracker.views.articles import search

_MOST = 200

COLUMNS: tuple[Column[ArticleRow], ...] = (
    Column("DATE", lambda a, _: words(a.date[:10]), 10),
    Column("FEED", lambda a, _: words(a.feed, "name"), 20, least=72),
    Column("TITLE", lambda a, _: words(a.title)),
    Column("TIER", lambda a, _: words(a.tier, "muted"), 9, least=60),
)


class SearchScreen(ViewScreen, Overlay[None]):
    SCOPE = "search"
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")
    CSS_PATH: ClassVar[list[str | PurePath]] = ["view.tcss", "timeline.tcss"]
    AUTO_FOCUS = "Input"

    def __init__(self) -> None:
        super().__init__()
        self.typed = ""

    def compose_top(self) -> ComposeResult:
        yield FilterLine("words in title or text", ends="leave")

    def make_list(self) -> RowList[ArticleRow]:
        return RowList(COLUMNS, lambda row: str(row.entry_id), id="articles")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(FilterLine).open()

    def asked_for(self) -> str:
        return f"“{self.typed}”" if self.typed.strip() else ""

    def load(self) -> None:
        typed = self.typed
        if typed.strip():
            self.ask("load", lambda s: search(s, typed, _MOST), self._show)
        else:
            self.rows.show(Rows())
            self.status("search the articles")
            self.say(
                "Search all articles",
                "Type words; an article must hold each of them.",
                "Enter goes to the results, esc leaves.",
            )

    def _show(self, found: Sequence[ArticleRow]) -> None:
        more = " or more" if len(found) == _MOST else ""
        self.status(T(counted(len(found), "article") + more, "bold"), T(f"words “{self.typed}”"))
        if not found:
            hint = (
                "Press esc, then r to fetch the feeds; or try fewer words."
                if self.app.summary and not self.app.summary.counts["entry"]
                else "Try fewer words; or press esc, then @ for another day."
                if self.app.as_of
                else "Try fewer words."
            )
            self.say("No article holds these words", f"Searched for “{self.typed}”.", hint)
            return
        self.show_rows()
        keys = [str(a.entry_id) for a in found]
        key = self.rows.current_key
        self.rows.show(Rows(found), keys.index(key) if key in keys else 0)

    def describe(self) -> None:
        row: ArticleRow | None = self.selected
        if self.pane_open and row is not None:
            self.show_details(details.article(row))

    def action_open(self) -> None:
        if self.selected is not None:
            self.open_pane()
            self.describe()

    def action_type(self) -> None:
        self.query_one(FilterLine).open()

    def action_back(self) -> None:
        if self.pane_open:
            super().action_back()
        else:
            self.dismiss()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.typed = event.value
        self.load()

    @on(FilterLine.Done)
    def _typing_done(self, event: FilterLine.Done) -> None:
        if event.cleared:
            self.dismiss()
        else:
            self.rows.focus()

    def selected_text(self) -> str:
        row: ArticleRow | None = self.selected
        return "" if row is None else "  ".join([row.date[:10], row.feed, row.title, row.url])

    def selected_link(self) -> str:
        row: ArticleRow | None = self.selected
        return row.url if row else ""
