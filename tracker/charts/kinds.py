"""A glyph for each class of event, the same in lanes and lists."""

from __future__ import annotations

from tracker.charts.label import Glyphs

_GLYPHS: dict[str, tuple[str, str]] = {
    "announced": ("△", "a"),
    "roadmap": ("○", "."),
    "production": ("◈", "p"),
    "available": ("◆", "@"),
    "deployed": ("▲", "^"),
    "deal": ("&", "&"),
    "benchmark": ("▽", "b"),
    "price": ("$", "$"),
    "discontinued": ("×", "x"),
}
"""Unlike the marks of certainty and of sources, beside which they stand."""
KINDS = tuple(_GLYPHS)
"""The event classes, in the order of a legend."""


def glyph(kind: str, glyphs: Glyphs = "unicode") -> str:
    """The glyph of an event class."""
    unicode, ascii_ = _GLYPHS.get(kind, ("·", ","))
    return unicode if glyphs == "unicode" else ascii_
