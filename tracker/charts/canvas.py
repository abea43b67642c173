"""A canvas of dots: two by four braille dots a cell, or a rougher ASCII picture of the same dots."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.text import Text

from tracker.charts.label import Glyphs

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Braille bit of each dot, by row and column."""
_UPPER, _LOWER = 0x1B, 0xE4


Cell = tuple[str, str]


def joined(cells: Iterable[Cell]) -> Text:
    """A line of cells; neighbours of one style are one piece."""
    line = Text()
    for style, run in groupby(cells, key=lambda cell: cell[1]):
        line.append("".join([glyph for glyph, _ in run]), style or None)
    return line


class Canvas:
    """`width` x `height` cells, hence `2 * width` x `4 * height` dots; (0, 0) is at the upper left."""

    def __init__(self, width: int, height: int, glyphs: Glyphs = "unicode") -> None:
        self.width, self.height, self.glyphs = max(width, 0), max(height, 0), glyphs
        self._dots = [[0] * self.width for _ in range(self.height)]
        self._styles = [[""] * self.width for _ in range(self.height)]

    def dot(self, x: int, y: int, style: str = "") -> None:
        """Set one dot; outside of the canvas nothing happens. A cell takes the style of its last dot."""
        column, row = x // 2, y // 4
        if 0 <= column < self.width and 0 <= row < self.height:
            self._dots[row][column] |= _BITS[y % 4][x % 2]
            self._styles[row][column] = style

    def line(self, start: tuple[int, int], end: tuple[int, int], style: str = "") -> None:
        """A straight line of dots, both ends included."""
        (x0, y0), (x1, y1) = start, end
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for i in range(steps + 1):
            self.dot(x0 + round((x1 - x0) * i / steps), y0 + round((y1 - y0) * i / steps), style)

    def lines(self) -> list[Text]:
        """The picture, top first, each line exactly `width` cells."""
        return [joined(self.cells(row)) for row in range(self.height)]

    def cells(self, row: int) -> list[Cell]:
        """Glyph and style of each cell of a row."""
        return [(self._glyph(bits), style) for bits, style in zip(self._dots[row], self._styles[row], strict=True)]

    def _glyph(self, bits: int) -> str:
        if bits == 0:
            return " "
        if self.glyphs == "unicode":
            return chr(0x2800 + bits)
        if bits & _UPPER and bits & _LOWER:
            return "|"
        return "'" if bits & _UPPER else "."
