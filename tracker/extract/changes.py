"""Figures that rose or fell: "grows from 216 to 324 GB", "192→256 GB" are a former value and the present one, no range."""

from __future__ import annotations

from dataclasses import replace

from tracker.extract.late import late
from tracker.extract.parts import Quantity

ARROW = r"→|->|=>|➝|⟶"
_ARROW = late(ARROW)
_MOVED = late(
    r"\b(?:gr[oe]w\w*|ris(?:es?|ing|en)|rose|climb\w*|jump\w*|increas\w+|went|doubl\w+|rais\w+|lift\w*|boost\w*|f[ae]ll\w*"
    r"|drop\w*|shr[iau]nk\w*|expand\w*|swell\w*|swelled|upgrad\w+|steigt|stieg|wächst|wuchs|passe|sube|subió)\b[^.;]{0,80}$"
)
_DIGITS = late(r"\d+(?:[.,']\d+){0,3}")
_FROM = late(r"\b(?:from|von|de|des|da)\s$")


def parted(low: str, q: Quantity, second: int) -> tuple[Quantity, ...]:
    """A range whose words tell of a change, as the former figure and the present one, which begins at `second`."""
    if q.op != "range" or q.low is None:
        return (q,)
    between = low[q.start : second]
    told = _FROM.search(low, max(0, q.start - 6), q.start) and _MOVED.search(low, max(0, q.start - 110), q.start)
    if not told and not _ARROW.search(between):
        return (q,)
    digits = _DIGITS.match(between)
    end = q.start + digits.end() if digits else second
    former = replace(q, end=end, printed=low[q.start : end], value=q.low, low=None, high=None, op="=")
    later = _DIGITS.match(low, second)
    printed = later[0] if later else low[second : q.end]
    return former, replace(q, start=second, printed=printed, low=None, high=None, op="=")
