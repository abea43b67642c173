"""The line on which a knob's value is typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tracker.tui.widgets.answer_line import AnswerLine


class ValueLine(AnswerLine, inherit_bindings=False):
    """As its base; enter waits for its turn behind the figures that were typed before it, however fast they come."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "leave", show=False)]

    def ask(self, question: str, example: str, text: str = "", again: bool = False) -> None:
        """Shown, and where keys go, at once."""
        self.display = True
        super().ask(question, example, text, again)
        self.screen.set_focus(self.query_one(Input))

    def close(self) -> None:
        super().close()
        self.display = False

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_answer()
