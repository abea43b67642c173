"""Dot and whisker: an estimate with its interval on a shared axis. The glyph of the dot says what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from rich.text import Text

from tracker.charts.axis import Axis
from tracker.charts.label import Glyphs

_DOTS = {
    "measured": ("●", "*"),
    "anchored": ("◐", "o"),
    "modelled": ("○", "."),
    "stack_unknown": ("◌", "?"),
    "announced": ("◇", "@"),
    "list_price": ("■", "#"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    left: str
    line: str
    right: str
    beyond_left: str
    beyond_right: str


_PARTS: dict[Glyphs, Parts] = {"unicode": Parts("├", "─", "┤", "‹", "›"), "ascii": Parts("[", "-", "]", "<", ">")}


def dot(basis: str, glyphs: Glyphs = "unicode") -> str:
    """The evidence glyph: measured, anchored, modelled, stack_unknown, announced or list_price."""
    unicode, ascii_ = _DOTS.get(basis, _DOTS["stack_unknown"])
    return unicode if glyphs == "unicode" else ascii_


def whisker(
    low: float,
    middle: float,
    high: float,
    axis: Axis,
    width: int,
    basis: str = "modelled",
    style: str = "",
    glyphs: Glyphs = "unicode",
) -> Text:
    """`├────●────┤` in exactly `width` cells; an end outside of the axis is an arrow. The dot always shows."""
    parts = _PARTS[glyphs]
    cells = [" "] * max(width, 0)
    if width > 0:
        left, right = axis.column(low, width), axis.column(high, width)
        for i in range(left, right + 1):
            cells[i] = parts.line
        cells[right] = parts.beyond_right if axis.share(high) > 1 else parts.right
        cells[left] = parts.beyond_left if axis.share(low) < 0 else parts.left
        cells[axis.column(middle, width)] = dot(basis, glyphs)
    line = Text()
    line.append("".join(cells), style or None)
    return line
