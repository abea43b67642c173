"""What the screen has to say for a moment: the newest notices above the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Literal

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from tracker.tui.text import T, hung, together

Severity = Literal["information", "warning", "error"]
LASTS_S = 8.0
MOST = 3
"""So many stand at a time."""
_MOST_LINES = 6
"""Lines that several take at most; one alone has what it needs, as far as the style allows."""
_LOOKS = {"information": ("", "$text-success"), "warning": ("! ", "$text-warning"), "error": ("Error: ", "$text-error")}
"""Severity -> what is put before the words, and its colour."""


@dataclass(frozen=True, slots=True)
class Notice:
    """`until` is a time of the monotonic clock."""

    message: str
    severity: Severity
    until: float


def with_notice(told: Sequence[Notice], message: str, severity: Severity) -> tuple[Notice, ...]:
    """The notices that stand, and a new one; what is said twice is said once."""
    others = [one for one in standing(told) if one.message != message]
    return (*others[1 - MOST :], Notice(message, severity, monotonic() + LASTS_S))


def standing(told: Sequence[Notice]) -> list[Notice]:
    """Those whose time is not over."""
    now = monotonic()
    return [one for one in told if one.until > now]


class NoticeLine(Widget):
    """As high as its words, over what stands above the keys; a click or their time takes them away."""

    def __init__(self) -> None:
        super().__init__(id="notice")
        self.notices: Sequence[Notice] = ()
        self.timer: Timer | None = None

    def tell(self, told: Sequence[Notice]) -> None:
        """Show those that stand, until the first of them is over."""
        if self.timer is not None:
            self.timer.stop()
            self.timer = None
        self.notices = standing(told)
        self.set_class(bool(self.notices), "-told")
        if self.notices:
            left = min(one.until for one in self.notices) - monotonic()
            self.timer = self.set_timer(max(left, 0.01), lambda: self.tell(self.notices))
            self.refresh(layout=True)

    def render(self) -> Content:
        return Content("\n").join(self._lines(max(1, self.content_size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(line.plain.count("\n") + 1 for line in self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        """The newest ones that have room as a whole, in their order."""
        kept: list[Content] = []
        room = _MOST_LINES
        for one in reversed(self.notices):
            lines = hung(_words(one), width)
            room -= lines.plain.count("\n") + 1
            if kept and room < 0:
                break
            kept.insert(0, lines)
        return kept

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.tell(())


def _words(told: Notice) -> Content:
    sign, style = _LOOKS[told.severity]
    return together([(sign, f"bold {style}"), T(told.message, style, multiline=True)])
