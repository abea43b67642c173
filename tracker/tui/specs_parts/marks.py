"""The marks of the Specs screen, with the words they stand for in its legend."""

from __future__ import annotations

from tracker.tui.glyphs import ascii_only, mark

_MARKS = {
    "better": ("▲", "^"), "worse": ("▼", "v"), "same": ("=", "="), "": (" ", " "),
    "baseline": ("◆", "#"), "predecessor": ("↶", "<"), "rumoured": ("?", "?"), "ended": ("×", "x"),
    "marked": ("●", "*"), "unmarked": ("○", "."), "to": ("→", ">"), "new": ("+", "+"),
    "changed": ("~", "~"), "withdrawn": ("-", "-"),
}  # fmt: skip


def own(name: str) -> str:
    """A mark of this screen, or one that all screens share."""
    return _MARKS[name][ascii_only()] if name in _MARKS else mark(name)


def local(text: str) -> str:
    """Signs of bounds as this terminal can show them."""
    return text.replace("≥", mark(">=")).replace("≤", mark("<="))


def legend() -> tuple[str, ...]:
    """What the marks beside figures mean, those that say most first."""
    return (
        f"{own('better')} better {own('worse')} worse",
        f"{mark('disputed')} sources disagree",
        f"{mark('unlike')} not like for like",
    )
