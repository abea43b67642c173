"""Details of what is selected: beside the list where there is room, instead of it where there is not."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.tui.keys import bindings


class Pane(VerticalScroll, can_focus=True):
    """Scrolls; takes content that is already clean."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("pane")

    def compose(self) -> ComposeResult:
        yield Static("", id="pane-text", markup=False)

    def show(self, content: Content, from_top: bool = True) -> None:
        self.query_one("#pane-text", Static).update(content)
        if from_top:
            self.scroll_home(animate=False)

    @property
    def text(self) -> str:
        shown = self.query_one("#pane-text", Static).content
        return shown.plain if isinstance(shown, Content) else str(shown)
