"""How figures stand against a baseline's: ratios, ranges of ratios, and which side is better."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from tracker.model.comparison import Figure, Verdict
from tracker.model.shown import DiffLine


def against(line: DiffLine, figures: Sequence[Figure], baseline: int) -> DiffLine:
    """The line with what its cells show and how they stand against the one at `baseline`."""
    base = figures[baseline]
    alike = tuple(_alike(line, base, figure) for figure in figures)
    return replace(
        line,
        figures=tuple(figures),
        ratios=tuple(ratio(base, figure) for figure in figures),
        spans=tuple(span(base, figure) for figure in figures),
        verdicts=tuple(
            verdict(base, figure, line.better) if alike[i] and i != baseline else "" for i, figure in enumerate(figures)
        ),
        alike=alike,
    )


def _alike(line: DiffLine, base: Figure, figure: Figure) -> bool:
    return line.like_for_like or figure is base or (base.reading is not None and base.reading == figure.reading)


def ratio(base: Figure, figure: Figure) -> float | None:
    """Value over the baseline's; None where one of them is missing or a range."""
    if not base.value or figure.value is None:
        return None
    return figure.value / base.value


def span(base: Figure, figure: Figure) -> tuple[float, float] | None:
    """Lowest and highest ratio, where at least one of the two is a range."""
    mine, other = _ends(figure), _ends(base)
    if mine is None or other is None or other[0] <= 0 or (figure.low is None and base.low is None):
        return None
    return mine[0] / other[1], mine[1] / other[0]


def _ends(figure: Figure) -> tuple[float, float] | None:
    if figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    return None if figure.value is None else (figure.value, figure.value)


def verdict(base: Figure, figure: Figure, better: str) -> Verdict:
    """`same` and `better` only where every value that the two may have agrees: "at least 4" against 5 is neither."""
    mine, other = _possible(figure), _possible(base)
    if not better or mine is None or other is None:
        return ""
    if mine == other and mine[0] == mine[1]:
        return "same"
    if mine[0] >= other[1]:
        return "better" if better == "higher" else "worse"
    if mine[1] <= other[0]:
        return "worse" if better == "higher" else "better"
    return ""


def _possible(figure: Figure) -> tuple[float, float] | None:
    """Lowest and highest that the figure may be, a bound being open on its other side."""
    ends = _ends(figure)
    if ends is None:
        return None
    return (0.0 if figure.op == "<=" else ends[0], math.inf if figure.op == ">=" else ends[1])
