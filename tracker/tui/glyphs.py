"""Marks and the words they stand for. Meaning is never in a colour alone; `TRACKER_ASCII=1` keeps to ASCII."""

from __future__ import annotations

import os

from tracker.charts.label import Glyphs
from tracker.model.words import BASES

_MARKS = {
    "up": ("▴", "^"), "down": ("▾", "v"),
    "cursor": ("▸", ">"), "stated": ("●", "*"), "expected": ("◇", "o"), "rumoured": ("?", "?"),
    "likely": ("≈", "~"), "new": ("+", "+"),
    "best": ("▲", "^"), "disputed": ("≠", "!="), "unlike": ("!", "!"), "times": ("×", "x"), "between": ("–", "-"),
    "dot": ("·", "-"), "bar": ("━", "#"), "rest": ("─", "-"), "more": ("…", "~"), "about": ("~", "~"),
    ">=": ("≥", ">="), "<=": ("≤", "<="), "announced": ("◇", "o"), "rule": ("│", "|"),
    "event": ("◆", "*"), "star": ("★", "!"), "unread": ("•", "+"),
}  # fmt: skip

_TIERS = {
    "datasheet": ("■", "#"), "vendor": ("■", "#"), "benchmark": ("▣", "%"), "database": ("▣", "%"),
    "press": ("▤", "="), "analyst": ("▤", "="), "community": ("□", "."), "estimate": ("□", "."), "unverified": ("□", "."),
}  # fmt: skip

_FEED_STATES = {
    "ok": ("●", "*"), "new": ("○", "o"), "failing": ("▲", "!"), "blocked": ("■", "#"), "gone": ("×", "x"), "off": ("-", "-"),
}  # fmt: skip

BASIS_WORDS = {"measured": "measured", "anchored": "anchored", "modelled": "modelled", "stack_unknown": "stack unknown"}


def ascii_only() -> bool:
    return os.environ.get("TRACKER_ASCII", "") not in ("", "0")


def glyph_set() -> Glyphs:
    """What charts draw with."""
    return "ascii" if ascii_only() else "unicode"


def mark(name: str) -> str:
    return _MARKS[name][ascii_only()]


def tier(name: str) -> str:
    """How well supported: filled for the vendor's own words, empty for what nobody vouches for."""
    return _TIERS.get(name, ("□", "."))[ascii_only()]


def feed_state(name: str) -> str:
    return _FEED_STATES.get(name, ("?", "?"))[ascii_only()]


def basis(name: str) -> str:
    from tracker.charts.whisker import dot

    return dot(name, glyph_set())


def basis_legend() -> list[str]:
    """`● measured`, … in the order of trust."""
    return [f"{basis(name)} {BASIS_WORDS[name]}" for name in BASES]
