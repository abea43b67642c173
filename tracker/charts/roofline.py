"""Rooflines: arithmetic a byte against arithmetic a second, both logarithmic, with the work that lies under each roof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text

from tracker.charts.label import Glyphs, fit
from tracker.charts.plane import Plane, Point, log_axis

_DOTTED = 3
_WORK = {"decode": ("▽", "v"), "prefill": ("△", "^")}
_WORDS_FROM = 7
"""Lines of a picture on which words do not hide what they stand beside."""
_FIRST = 3.0
"""How far the axis reaches beyond the ridges, as a factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Under:
    """Work: where it lies, which phase it is of, and what is written beside it."""

    at: Point
    phase: str
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoofShape:
    """`flop_s` is the flat part, `byte_s` the slope."""

    letter: str
    flop_s: float
    byte_s: float
    work: Sequence[Under]
    style: str = ""

    def height(self, flop_per_byte: float) -> float:
        return min(self.flop_s, self.byte_s * flop_per_byte)


def glyph(phase: str, glyphs: Glyphs = "unicode") -> str:
    """What marks prefill and decode."""
    return _WORK.get(phase, ("·", "."))[glyphs == "ascii"]


def roofline(
    roofs: Sequence[RoofShape],
    width: int,
    height: int,
    show_y: Callable[[float], str],
    glyphs: Glyphs = "unicode",
    quiet: str = "",
) -> list[Text]:
    """`height` lines of `width` cells. The first roof is solid and has words at its work, the others are dotted.

    Every roof has its letter at its right end, every work its glyph and the letter of its roof.
    """
    every = [work.at for roof in roofs for work in roof.work]
    ridges = [roof.flop_s / roof.byte_s for roof in roofs]
    x = log_axis([at[0] for at in every] + [ridge * factor for ridge in ridges for factor in (1 / _FIRST, _FIRST)])
    if x is None or height < 2:
        return [Text(fit("nothing to draw", width, glyphs)) for _ in range(max(height, 0))]
    y = log_axis([at[1] for at in every] + [roof.height(end) for roof in roofs for end in (x.low, x.high)])
    assert y is not None
    plane = Plane(x, y, width, height, lambda v: f"{v:,.0f}" if v >= 1 else f"{v:g}", show_y, glyphs, quiet)
    for roof in roofs:
        for work in roof.work:
            plane.mark(work.at, glyph(work.phase, glyphs), roof.style)
    for i, roof in enumerate(roofs):
        for work in roof.work:
            worded = i == 0 and work.word and height >= _WORDS_FROM
            if not (worded and plane.name(work.at, f"{roof.letter} {work.word}", roof.style)):
                plane.name(work.at, roof.letter, roof.style)
    for i, roof in reversed(list(enumerate(roofs))):
        bend = roof.flop_s / roof.byte_s
        inside = [p for p in (x.low, bend, x.high) if x.low <= p <= x.high]
        plane.line([(at, roof.height(at)) for at in inside], roof.style, _DOTTED if i else 1)
    for roof in roofs:
        row, column = plane.cell((x.high, roof.height(x.high)))
        _ = plane.write(roof.letter, row, column, roof.style) or plane.write(roof.letter, row, column - 2, roof.style)
    return plane.lines()
