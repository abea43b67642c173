"""Details of what is selected: beside the list where there is room, instead of it where there is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tracker.tui.keys import bindings, hint
from tracker.tui.text import hung


class Pane(VerticalScroll, can_focus=True):
    """Scrolls; takes content that is already clean."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("pane")

    @dataclass
    class Beside(Message):
        """The details of the row so many further on are asked for; these stay open."""

        by: int

    hints = (hint("escape", "back", "back"), hint("J", "next", "list.down"))
    unheard = ("enter",)
    shown = Content("")

    def compose(self) -> ComposeResult:
        yield Static("", id="pane-text", markup=False)

    def show(self, content: Content, from_top: bool = True) -> None:
        self.shown = content
        self._lay_out()
        if from_top:
            self.scroll_home(animate=False)

    def action_beside(self, by: int) -> None:
        self.post_message(self.Beside(by))

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Broken to the width there is, with hanging indents."""
        self.query_one("#pane-text", Static).update(hung(self.shown, self.scrollable_content_region.width))

    @property
    def text(self) -> str:
        return self.shown.plain
