"""A market price beside a computed cost on one axis: the cost as dot and whisker, the price as a mark of its own."""

from __future__ import annotations

from rich.text import Text

from tracker.charts.axis import Axis
from tracker.charts.label import Glyphs
from tracker.charts.whisker import whisker

_PRICE = ("◆", "$")


def price_glyph(glyphs: Glyphs = "unicode") -> str:
    return _PRICE[glyphs == "ascii"]


def beside(
    cost: tuple[float, float, float] | None,
    price: float | None,
    axis: Axis,
    width: int,
    basis: str = "modelled",
    glyphs: Glyphs = "unicode",
) -> Text:
    """`├──◐──┤    ◆` in exactly `width` cells; `cost` is (p10, middle, p90). The price always shows."""
    cells = list(whisker(*cost, axis, width, basis, glyphs=glyphs).plain) if cost else [" "] * max(width, 0)
    if price is not None and cells:
        cells[axis.column(price, width)] = price_glyph(glyphs)
    return Text("".join(cells))
