"""Frontiers: what an accelerator gives at each speed of a user. Solid where no other one gives more, dotted elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.text import Text

from tracker.charts.label import Glyphs, fit
from tracker.charts.plane import Plane, Point, log_axis
from tracker.charts.whisker import dot

_DOTTED = 3
"""Of so many dots of a line that is not the frontier one is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """One accelerator. `points` are (tok/s/user, value), in order; `best[i]` tells whether no other one beats point i."""

    letter: str
    points: Sequence[Point]
    best: Sequence[bool]
    at: Point | None
    """Where the ranking has it ..."""
    basis: str
    """... and what that rests on."""
    style: str = ""


def pareto(
    fronts: Sequence[Front],
    floor: float,
    width: int,
    height: int,
    show_y: Callable[[float], str],
    glyphs: Glyphs = "unicode",
    quiet: str = "",
    words: str = "",
) -> list[Text]:
    """`height` lines of `width` cells, both axes logarithmic. The floor is a rule, `words` its name.

    The first front lies over the others. Each has its letter at both ends, and where the ranking has it the glyph of its
    evidence with the letter beside it.
    """
    x = log_axis([v for f in fronts for v, _ in _all(f)])
    y = log_axis([v for f in fronts for _, v in _all(f)])
    if x is None or y is None or height < 2:
        return [Text(fit("nothing to draw", width, glyphs)) for _ in range(max(height, 0))]
    plane = Plane(x, y, width, height, lambda v: f"{v:,.0f}" if v >= 1 else f"{v:g}", show_y, glyphs, quiet)
    for front in fronts:
        if front.at:
            plane.mark(front.at, dot(front.basis, glyphs), front.style)
    for front in fronts:
        if front.at:
            plane.name(front.at, front.letter, front.style)
    if floor > 0:
        plane.upright(floor, words)
    for front in reversed(fronts):
        _draw(plane, front)
    for front in fronts:
        for end in {front.points[0], front.points[-1]} if front.points else set():
            plane.mark(end, front.letter, front.style)
    return plane.lines()


def _all(front: Front) -> list[Point]:
    return [*front.points, *([front.at] if front.at else [])]


def _draw(plane: Plane, front: Front) -> None:
    pairs = list(zip(front.points, front.best, strict=True))
    for (start, one), (end, other) in pairwise(pairs):
        if not (one and other):
            plane.line((start, end), front.style, _DOTTED)
    for (start, one), (end, other) in pairwise(pairs):
        if one and other:
            plane.line((start, end), front.style)
