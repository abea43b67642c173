"""The line on which the day is typed since which changes count."""

from __future__ import annotations

from textual.widgets import Input

from tracker.tui.widgets.value_line import ValueLine


class DayLine(ValueLine, inherit_bindings=True):
    """Mounted when it is first asked for; its looks are its own, so that no style sheet is read again for it."""

    def on_mount(self) -> None:
        self.styles.height = 1
        self.styles.padding = (0, 1)
        self.query_one("Label").styles.padding = (0, 1, 0, 0)
        self.query_one(Input).styles.width = "1fr"
