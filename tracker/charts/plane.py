"""A plane with two logarithmic axes: lines of dots, marks and words on it, ticks at its left and below."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.cells import cell_len
from rich.text import Text

from tracker.charts.axis import Axis, tick_line, ticks
from tracker.charts.canvas import Canvas, joined
from tracker.charts.label import Glyphs, fit

Show = Callable[[float], str]
Point = tuple[float, float]
_DECADES = 0.04
"""Air at each end of an axis, as a share of what it holds."""


def log_axis(values: Iterable[float]) -> Axis | None:
    """A logarithmic axis that holds all values above 0 with a little air; None where there are none."""
    known = [math.log(v) for v in values if math.isfinite(v) and v > 0]
    if not known:
        return None
    low, high = min(known), max(known)
    air = (high - low) * _DECADES or math.log(2.0)
    return Axis(math.exp(low - air), math.exp(high + air), log=True)


@dataclass(slots=True)
class Plane:
    """Drawn once: `width` x `height` cells with its ticks and names. y goes up."""

    x: Axis
    y: Axis
    width: int
    height: int
    show_x: Show
    show_y: Show
    glyphs: Glyphs = "unicode"
    quiet: str = ""
    """Style of ticks and rules."""
    _canvas: Canvas = field(init=False)
    _words: dict[tuple[int, int], tuple[str, str]] = field(init=False, default_factory=dict)
    """(row, column) -> a glyph in the place of the dots of this cell, and its style."""
    _left: int = field(init=False)

    def __post_init__(self) -> None:
        labels = [self.show_y(value) for value in ticks(self.y, self._most_ticks())]
        self._left = min(max((cell_len(one) for one in labels), default=0) + 1, max(self.width - 1, 0))
        self._canvas = Canvas(self.width - self._left, max(self.height - 1, 0), self.glyphs)

    @property
    def columns(self) -> int:
        """Cells of the picture inside of the ticks."""
        return self._canvas.width

    @property
    def rows(self) -> int:
        return self._canvas.height

    def line(self, points: Sequence[Point], style: str = "", every: int = 1) -> None:
        """Straight from each point to the next; with `every` above 1 only each so many-th dot is set."""
        step = 0
        for start, end in pairwise(points):
            (x0, y0), (x1, y1) = self._dot(start), self._dot(end)
            count = max(abs(x1 - x0), abs(y1 - y0), 1)
            for i in range(count + 1):
                if (step + i) % every == 0:
                    self._canvas.dot(x0 + round((x1 - x0) * i / count), y0 + round((y1 - y0) * i / count), style)
            step += count

    def upright(self, x: float, label: str = "") -> None:
        """A dotted rule through a value of the x axis, its name at the top where there is room."""
        if not 0 <= self.x.share(x) <= 1:
            return
        column = self._dot((x, self.y.low))[0]
        for y in range(0, 4 * self.rows, 3):
            self._canvas.dot(column, y, self.quiet)
        if label:
            self.write(label, 0, column // 2 + 1, self.quiet)

    def mark(self, point: Point, glyph: str, style: str = "") -> None:
        """A glyph in the cell of a point; one that is there already stays."""
        self._words.setdefault(self.cell(point), (glyph, style))

    def name(self, point: Point, word: str, style: str = "") -> bool:
        """A word beside a point, where every cell is free of other words: right, left, above or below. False where none is."""
        row, column = self.cell(point)
        size = cell_len(word)
        around = (
            (row, column + 1), (row, column - size), (row - 1, column + 1), (row + 1, column + 1), (row - 1, column - size),
            (row + 1, column - size), (row - 1, column), (row + 1, column),
        )  # fmt: skip
        return any(self.write(word, at, start, style) for at, start in around)

    def write(self, word: str, row: int, column: int, style: str = "") -> bool:
        """A word from this cell on; False, and nothing, where it has no room or another word is in its way."""
        shown = fit(word, cell_len(word), self.glyphs)
        cells = [(row, column + i) for i in range(len(shown))]
        if cell_len(shown) != len(shown) or not (0 <= row < self.rows and column >= 0):
            return False
        if column + len(shown) > self.columns or any(cell in self._words for cell in cells):
            return False
        self._words.update({cell: (char, style) for cell, char in zip(cells, shown, strict=True)})
        return True

    def cell(self, point: Point) -> tuple[int, int]:
        """Row and column of a point, moved to the edge where it lies beyond."""
        x, y = self._dot(point)
        return y // 4, x // 2

    def lines(self) -> list[Text]:
        """`height` lines of exactly `width` cells: the picture with y ticks at its left, x ticks below."""
        if self.height < 1 or self.columns < 1:
            return [Text(" " * max(self.width, 0)) for _ in range(max(self.height, 0))]
        ticked = self._row_ticks()
        found = []
        for row in range(self.rows):
            label = max(self._left - 1, 0)
            told = fit(ticked.get(row, ""), label, self.glyphs).rjust(label)
            picture = self._canvas.cells(row)
            cells = [self._words.get((row, column), cell) for column, cell in enumerate(picture)]
            found.append(joined([(f"{told} "[: self._left], self.quiet), *cells]))
        below = Text(" " * self._left)
        below.append_text(tick_line(self.x, self.columns, self.show_x, self.quiet, self.glyphs))
        return [*found, below]

    def _dot(self, point: Point) -> tuple[int, int]:
        wide, high = 2 * self._canvas.width, 4 * self._canvas.height
        return self.x.column(point[0], wide), max(high - 1, 0) - self.y.column(point[1], high)

    def _most_ticks(self) -> int:
        return max((self.height - 1) // 2, 2)

    def _row_ticks(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for value in ticks(self.y, self._most_ticks()):
            row = self.cell((self.x.low, value))[0]
            if row not in found and row - 1 not in found and row + 1 not in found:
                label = self.show_y(value)
                found[row] = " " * max(self._left - 1 - cell_len(label), 0) + label
        return found
