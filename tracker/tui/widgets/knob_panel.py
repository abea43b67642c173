"""The workload as knobs: up and down choose one, left and right turn it, enter sets it by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widget import Widget

from tracker.model.ranking_screen import Knob
from tracker.tui.glyphs import ascii_only, mark
from tracker.tui.keys import bindings, hint
from tracker.tui.text import T, fit, together

_CELL = 38
"""Cells that a knob needs with its value and what it was."""
_LABEL = 11
_LOW = 22
"""Lines of a screen on which only some knobs are seen at a time."""
_TURNS = (("‹", "›"), ("<", ">"))


class KnobPanel(Widget, can_focus=True):
    """Takes knobs; says which one is turned or put back. The terminal's cursor stands on the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("knobs")
    hints = (hint("enter", "set"), hint("escape", "close", "back"), hint("right", "more"), hint("left", "less"))

    @dataclass
    class Turned(Message):
        name: str
        by: int

    @dataclass
    class PutBack(Message):
        name: str

    def __init__(self, set_by_hand: Callable[[Knob, str], None], first: str = "") -> None:
        """`set_by_hand` takes what is typed already; it is called, not told: the next key is of that, too. `first` is the knob
        chosen at first."""
        super().__init__(id="knobs")
        self.set_by_hand = set_by_hand
        self.knobs: Sequence[Knob] = ()
        self.first = first
        self.cursor = 0
        self.display = False

    def show(self, knobs: Sequence[Knob]) -> None:
        if not self.knobs:
            self.cursor = next((i for i, knob in enumerate(knobs) if knob.name == self.first), 0)
        self.knobs = knobs
        self.refresh()

    @property
    def current(self) -> Knob | None:
        return self.knobs[self.cursor] if self.knobs else None

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._rows(width)

    def render(self) -> Content:
        width = self.content_size.width
        columns, rows = self._columns(width), self._rows(width)
        first = 0 if columns * rows >= len(self.knobs) else min(max(self.cursor - rows // 2, 0), len(self.knobs) - rows)
        each = width // columns
        lines = []
        for row in range(rows):
            shown = [first + row + column * rows for column in range(columns)]
            lines.append(Content("").join([self._cell(i, each) for i in shown if i < len(self.knobs)]))
        return Content("\n").join(lines)

    def action_choose(self, by: int) -> None:
        self.cursor = (self.cursor + by) % max(len(self.knobs), 1)
        self._point()
        self.refresh()

    def action_turn(self, by: int) -> None:
        if self.current is not None:
            self.post_message(self.Turned(self.current.name, by))

    def action_type(self) -> None:
        if self.current is not None:
            self.set_by_hand(self.current, "")

    def action_put_back(self) -> None:
        if self.current is not None:
            self.post_message(self.PutBack(self.current.name))

    def on_key(self, event: events.Key) -> None:
        """A figure begins a value: elsewhere it is a view's key."""
        if self.current is not None and self.current.typed and event.character and event.character in "0123456789.":
            event.stop()
            event.prevent_default()
            self.set_by_hand(self.current, event.character)

    def on_focus(self) -> None:
        self._point()
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def on_resize(self) -> None:
        self._point()

    def on_click(self, event: events.Click) -> None:
        """A click chooses a knob; one on the chosen knob sets it by hand."""
        width = self.content_size.width
        columns, rows = self._columns(width), self._rows(width)
        at = event.y + max(event.x - 1, 0) // max(width // columns, 1) * rows
        if columns * rows < len(self.knobs) or not 0 <= at < len(self.knobs):
            return
        if at == self.cursor:
            self.action_type()
        self.cursor = at
        self.refresh()

    def _columns(self, width: int) -> int:
        return max(width // _CELL, 1) if self.app.size.height >= _LOW or width >= 3 * _CELL else 1

    def _rows(self, width: int) -> int:
        whole = -(-max(len(self.knobs), 1) // self._columns(width))
        return whole if self.app.size.height >= _LOW else min(whole, max(self.app.size.height // 6, 1))

    @property
    def _hidden(self) -> bool:
        """Whether only some knobs are seen."""
        width = self.content_size.width
        return self._columns(width) * self._rows(width) < len(self.knobs)

    def _cell(self, index: int, width: int) -> Content:
        knob, here = self.knobs[index], index == self.cursor
        left, right = _TURNS[ascii_only()] if here else (" ", " ")
        before = mark("cursor") if here else "*" if knob.changed else " "
        value = f"{knob.value}{right}".rstrip()
        was = f"was {knob.usual}" if knob.changed else f"{mark('unlike')} no effect" if knob.idle else ""
        if here and self._hidden and not was:
            was = f"{index + 1} of {len(self.knobs)}"
        room = width - _LABEL - 4
        if cell_len(value) + 1 + cell_len(was) > room:
            was = ""
        style = "bold reverse" if here and self.has_focus else "bold" if knob.changed or here else ""
        ((shown, _), *_) = fit([(value, "")], min(cell_len(value), room))
        rest = " " * max(room - cell_len(shown) - 1 - cell_len(was), 0) + " "
        return together(
            [(f"{before} ", "bold $text-accent"), (f"{knob.label:<{_LABEL}}", "$foreground-muted"), (left, style),
             T(shown, style), " ", (was, "$text-warning" if knob.idle else "$foreground-muted"), rest]
        )  # fmt: skip

    def _point(self) -> None:
        """Put the terminal's cursor on the chosen knob."""
        if self.has_focus and self.knobs:
            width = self.content_size.width
            columns, rows = self._columns(width), self._rows(width)
            if columns * rows >= len(self.knobs):
                x, y = self.cursor // rows * (width // columns), self.cursor % rows
            else:
                x, y = 0, self.cursor - min(max(self.cursor - rows // 2, 0), len(self.knobs) - rows)
            self.app.cursor_position = Offset(self.content_region.x + x, self.content_region.y + y)
