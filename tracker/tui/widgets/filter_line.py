"""The line that filters as one types: shown on `/`, gone when it is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Label

from tracker.tui.keys import hint

if TYPE_CHECKING:
    from textual.widgets import Input


class FilterLine(Horizontal):
    """Enter and down go to the list and keep the filter, escape clears it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "clear", show=False),
        Binding("enter,down", "keep", "to the list", show=False, priority=True),
    ]
    typed = True

    @dataclass
    class Done(Message):
        """The reader is through with typing."""

        cleared: bool

    def __init__(self, what: str = "words in headline or vendor", ends: str = "clear") -> None:
        """`what` is typed here; `ends` is what escape does."""
        super().__init__()
        self.what = what
        self.hints = (hint("enter", "to the list"), hint("escape", ends))
        self.made: Input | None = None

    def compose(self) -> ComposeResult:
        yield Label("/", markup=False)

    def on_mount(self) -> None:
        """The input comes after the first paint, which need not wait for what nobody sees."""
        self.call_after_refresh(lambda: self.input)

    @property
    def input(self) -> Input:
        if self.made is None:
            from textual.widgets import Input

            self.made = Input(placeholder=self.what, compact=True, select_on_focus=False)
            self.mount(self.made)
        return self.made

    def open(self) -> None:
        """What is there is selected: typing begins anew, an arrow goes on with it. The keys are its own at once."""
        self.add_class("-open")
        self.screen.set_focus(self.input)
        self.input.action_select_all()

    def put(self, text: str) -> None:
        """Show this as if it had been typed, and leave the keys where they are; gone where it is empty."""
        self.set_class(bool(text), "-open")
        with self.input.prevent(self.input.Changed):
            self.input.value = text

    def close(self) -> None:
        """Empty and gone."""
        self.remove_class("-open")
        with self.input.prevent(self.input.Changed):
            self.input.value = ""

    def action_clear(self) -> None:
        self.close()
        self.post_message(self.Done(cleared=True))

    def action_keep(self) -> None:
        if not self.input.value:
            self.action_clear()
        else:
            self.post_message(self.Done(cleared=False))
