"""Words on a chart: outside text cut to a number of terminal cells, never more than it was given room for."""

from __future__ import annotations

from typing import Literal

from rich.cells import cell_len, set_cell_size

Glyphs = Literal["unicode", "ascii"]


def fit(text: str, width: int, glyphs: Glyphs = "unicode") -> str:
    """Exactly `width` cells: padded, or cut with an ellipsis. What cannot be printed (controls, bidi) turns to blanks;
    in ASCII so does everything beyond it, as a question mark."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    if glyphs == "ascii":
        shown = shown.encode("ascii", "replace").decode()
    if width <= 0:
        return ""
    if cell_len(shown) > width:
        dots = "…" if glyphs == "unicode" else "~"
        shown = set_cell_size(shown, width - 1).rstrip() + dots
    return set_cell_size(shown, width)
