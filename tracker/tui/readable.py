"""The colours of a theme, moved as far as it takes to be read: WCAG 2.1 contrast of 4.5 on every background that text stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.color import BLACK, WHITE, Color

LEAST = 4.5
_AIM = 4.55
"""A little more: colours are rounded to eight bits."""
_GROUNDS = ("background", "surface", "panel")
_TEXTS = ("foreground", "text-accent", "text-success", "text-warning", "text-error", "text-primary")
_MUTED = ("foreground-muted", "text-muted", "text-disabled")
_MUTED_BY = 0.35
_TINT = 0.05
"""Of the text in the background of an input that takes keys, as Textual has it."""
_STEPS = 20
_CURSOR, _ON_CURSOR = "block-cursor-background", "block-cursor-foreground"


def contrast(one: Color, other: Color) -> float:
    """(lighter + 0.05) / (darker + 0.05) of the relative luminances, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """A theme's variables with texts that stand out from its backgrounds. Themes of the terminal's own colours stay as they are."""
    out = dict(variables)
    grounds = [Color.parse(variables[name]) for name in _GROUNDS if name in variables]
    if len(grounds) < len(_GROUNDS) or any(one.ansi is not None for one in grounds):
        return out
    text = Color.parse(variables["foreground"])
    grounds += [ground.blend(text, _TINT, alpha=1.0) for ground in grounds[1:]]
    for name in _TEXTS:
        if name in variables and not variables[name].startswith("auto"):
            out[name] = _moved(Color.parse(variables[name]), grounds).hex
    muted = Color.parse(out["foreground"]).blend(grounds[0], _MUTED_BY, alpha=1.0)
    out |= dict.fromkeys(_MUTED, _moved(muted, grounds).hex)
    if _CURSOR in variables:
        out[_CURSOR], out[_ON_CURSOR] = _cursor(Color.parse(variables[_CURSOR]))
    return out


def _cursor(ground: Color) -> tuple[str, str]:
    """The selected row: black or white on the theme's colour, which gives way."""
    text = WHITE if contrast(WHITE, ground) >= 3.0 else BLACK
    away = BLACK if text is WHITE else WHITE
    steps = (ground.blend(away, step / _STEPS, alpha=1.0) for step in range(_STEPS))
    return next((one for one in steps if contrast(one, text) >= _AIM), away).hex, text.hex


def _moved(colour: Color, grounds: Sequence[Color]) -> Color:
    """Towards white on dark grounds and black on light ones, as little as it takes."""
    goal = max((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    steps = (colour.blend(goal, step / _STEPS, alpha=1.0) for step in range(_STEPS))
    return next((one for one in steps if all(contrast(one, ground) >= _AIM for ground in grounds)), goal)


def _luminance(colour: Color) -> float:
    """Relative luminance, 0 to 1, of sRGB (WCAG 2.1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
