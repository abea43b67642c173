"""The line that filters as one types: shown on `/`, gone when it is empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label


class FilterLine(Horizontal):
    """Enter and down go to the list and keep the filter, escape clears it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "clear", show=False),
        Binding("enter,down", "keep", "to the list", show=False, priority=True),
    ]

    @dataclass
    class Done(Message):
        """The reader is through with typing."""

        cleared: bool

    def __init__(self, hint: str = "words in headline or vendor") -> None:
        super().__init__()
        self.hint = hint

    def compose(self) -> ComposeResult:
        yield Label("/", markup=False)
        yield Input(placeholder=self.hint, compact=True, select_on_focus=False)

    @property
    def input(self) -> Input:
        return self.query_one(Input)

    def open(self) -> None:
        self.add_class("-open")
        self.input.focus()

    def close(self) -> None:
        """Empty and gone."""
        self.remove_class("-open")
        with self.input.prevent(Input.Changed):
            self.input.value = ""

    def action_clear(self) -> None:
        self.close()
        self.post_message(self.Done(cleared=True))

    def action_keep(self) -> None:
        if not self.input.value:
            self.action_clear()
        else:
            self.post_message(self.Done(cleared=False))
