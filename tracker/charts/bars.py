"""A small bar for a ratio: to the right where the second is larger, to the left where it is smaller."""

from __future__ import annotations

import math

from rich.text import Text

from tracker.charts.label import Glyphs

_EIGHTHS = " ▏▎▍▌▋▊▉█"


def ratio_bar(ratio: float | None, width: int, limit: float = 8.0, style: str = "", glyphs: Glyphs = "unicode") -> Text:
    """`ratio` of 1 is the rule in the middle, `limit` and 1/limit fill a side; doubling is as long as halving.

    Exactly `width` cells. None, zero and what is not finite give the bare rule.
    """
    half = max((width - 1) // 2, 0)
    rule = "│" if glyphs == "unicode" else "|"
    full = "█" if glyphs == "unicode" else "="
    share = 0.0
    if ratio is not None and math.isfinite(ratio) and ratio > 0:
        share = min(max(math.log(ratio) / math.log(limit), -1.0), 1.0)
    cells = round(abs(share) * half)
    if share and cells == 0:
        cells = min(1, half)
    filled = full * cells
    left, right = (filled, "") if share < 0 else ("", filled)
    line = Text()
    line.append(left.rjust(half), style or None)
    line.append(rule[: max(width, 0)])
    line.append(right.ljust(max(width - half - 1, 0)), style or None)
    return line


def share_bar(share: float, width: int, style: str = "", glyphs: Glyphs = "unicode") -> Text:
    """A bar from the left for a share between 0 and 1, in steps of an eighth of a cell; exactly `width` cells."""
    eighths = round(min(max(share if math.isfinite(share) else 0.0, 0.0), 1.0) * width * 8)
    if glyphs == "ascii":
        bar = "=" * round(eighths / 8)
    else:
        whole, rest = divmod(eighths, 8)
        bar = "█" * whole + (_EIGHTHS[rest] if rest else "")
    line = Text()
    line.append(bar.ljust(max(width, 0)), style or None)
    return line
