"""What differs from the stored ranking: on one line or two, never cut off without saying how much more there is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tracker.tui.glyphs import mark
from tracker.tui.text import T, together

_MOST_LINES = 2


class WhatIfLine(Widget):
    """`what if: 24 h busy (60 %) · 4,096 in (1,024)`; what stands there else is left out where there is no room for it."""

    def __init__(self) -> None:
        super().__init__(id="what-if")
        self.told: Sequence[tuple[str, str]] = ()
        self.end = ""
        self.display = False

    def show(self, told: Sequence[tuple[str, str]], end: str) -> None:
        """`end` is how to get out of it. Gone where nothing differs; a class of the screen would style every widget anew."""
        high = len(self._lines(self.content_size.width)) if self.display else 0
        self.told, self.end = told, end
        self.display = bool(told)
        self.refresh(layout=self.display and len(self._lines(self.content_size.width)) != high)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(len(self._lines(width)), 1)

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        """On one line if that can be, without what stands there else if need be; at last with a count of what is left out."""
        whole = [f"{new} ({old})" if old else new for new, old in self.told]
        short = [new for new, _ in self.told]
        ways = ([*whole, self.end], [*short, self.end], whole, short)
        for most in range(1, _MOST_LINES + 1):
            for pieces in ways:
                if len(lines := _wrapped(pieces, width)) <= most and all(_fits(one, width) for one in pieces):
                    return lines
        for kept in range(len(short) - 1, 0, -1):
            lines = _wrapped([*short[:kept], f"{len(short) - kept} more"], width)
            if len(lines) <= _MOST_LINES:
                return lines
        return [_head().truncate(width, ellipsis=True)]


def _head() -> Content:
    return T("what if:", "bold $text-warning")


def _fits(piece: str, width: int) -> bool:
    """Whether a line of its own has room for it: the first has the head before it."""
    return _head().cell_length + 1 + T(piece).cell_length <= width


def _wrapped(pieces: Sequence[str], width: int) -> list[Content]:
    """Pieces one after the other, none broken, a dot between two."""
    lines, line, first = [], _head() + Content(" "), True
    for piece in (T(p, "$text-warning") for p in pieces if p):
        gap = Content("") if first else together([(f" {mark('dot')} ", "$foreground-muted")])
        if not first and line.cell_length + gap.cell_length + piece.cell_length > width:
            lines.append(line)
            line, gap = Content("  "), Content("")
        line, first = line + gap + piece, False
    return [one.truncate(width, ellipsis=True) for one in [*lines, line]]
