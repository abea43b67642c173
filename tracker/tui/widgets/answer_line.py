"""The line that asks for one answer: shown when a decision needs words, gone when it has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from tracker.tui.keys import hint
from tracker.tui.text import T


class AnswerLine(Horizontal):
    """Enter gives the answer, escape gives none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter", "answer", "answer", show=False, priority=True),
    ]
    hints = (hint("enter", "answer"), hint("escape", "leave"))
    typed = True

    @dataclass
    class Answered(Message):
        """The reader is through; `text` is None where nothing is to be done."""

        text: str | None

    def compose(self) -> ComposeResult:
        yield Label("", markup=False)
        yield Input(compact=True, select_on_focus=False)

    def ask(self, question: str, example: str, text: str = "", again: bool = False) -> None:
        """`text` is what the line begins with, `again` whether typing puts something else in its place; the example stands there
        until something is typed."""
        self.query_one(Label).update(T(question))
        line = self.query_one(Input)
        line.placeholder, line.value = example, text
        line.cursor_position = len(text)
        if again:
            line.action_select_all()
        self.add_class("-open")
        line.focus()

    def close(self) -> None:
        self.remove_class("-open")

    def action_leave(self) -> None:
        self.close()
        self.post_message(self.Answered(None))

    def action_answer(self) -> None:
        self.post_message(self.Answered(self.query_one(Input).value.strip()))
