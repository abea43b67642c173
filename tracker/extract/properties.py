"""Which property a figure states: decided by its unit and the words around it, None where it is no property of a chip."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.extract import propertywords as words
from tracker.extract.late import late
from tracker.extract.parts import Quantity

Near = tuple[str, str]
"""The words before and after a figure that speak of it."""


_ARROW = late(r"\s?(?:→|->|=>|➝|⟶)\s?\d")
"""Behind the figure that another has replaced."""


def near(low: str, q: Quantity, around: Sequence[Quantity], left: int, right: int) -> Near:
    """Words before and after a figure within [left, right), up to where the words of its neighbours begin.

    Between two figures, what stands before the first comma, "and" or "at" speaks of the first one, the rest of the second.
    """
    previous = max((o.end for o in around if o.end <= q.start), default=left)
    following = min((o.start for o in around if o.start >= q.end), default=right)
    after = words.NEXT_FIGURE.split(low[q.end : min(right, following, q.end + 80)], maxsplit=1)[0]
    if following < min(right, q.end + 80):
        after = words.SEPARATOR.split(after, maxsplit=1)[0]
    before = low[max(left, previous, q.start - 90) : q.start]
    if previous > max(left, q.start - 90) and not words.OF_IT.match(after):
        cut = words.SEPARATOR.search(before)
        before = before[cut.end() :] if cut else before
    return words.HARD.split(before)[-1], words.HARD.split(after, maxsplit=1)[0]


def field(q: Quantity, low: str, around: Sequence[Quantity], left: int, right: int) -> str | None:
    """The slug of the field, None for a figure that is none of a product's properties. A "?" marks a guess."""
    before, after = near(low, q, around, left, right)
    if words.CHANGE.search(before) or (q.kind != "node" and words.NO_PROPERTY.match(after)):
        return None
    if q.kind == "transistors" and words.PER_DIE.search(low, max(left, q.start - 40), min(right, q.end + 8)):
        return None
    wide = words.HARD.split(low[max(left, q.start - 110) : q.start])[-1]
    if q.kind == "compute":
        measured = words.MEASURED.search(wide[-60:] + after[:25])
        return "peak_compute" if not measured or words.RATED.search(wide) else None
    if q.kind in ("rate", "bitrate"):
        return (
            None
            if words.MEASURED.search(wide[-60:]) and not words.RATED.search(before)
            else _rate(q, before, after, wide)
        )
    if q.kind == "size":
        return _size(q.unit, before, after, wide, low[max(left, q.start - 70) : min(right, q.end + 70)])
    if q.kind == "watts":
        return _power(q, before, after)
    if q.kind == "node":
        return "process_node" if 1 <= q.value <= 28 else None
    return {"transistors": "transistors", "chips": "scale_up_size", "usd_h": "price_hourly", "usd_mtok": "price_token"}[
        q.kind
    ]


def _rate(q: Quantity, before: str, after: str, wide: str) -> str | None:
    if words.MEASURED.search(before + after) and not words.RATED.search(before):
        return None
    before, after, wide = (words.STACKS_COUNTED.sub(" ", text) for text in (before, after, wide))
    kind = _nearest(words.RATES, after, before) or _last(words.RATES, wide)
    if kind == "memory" or (kind is None and q.kind == "rate"):
        return "memory_bandwidth"
    return "interconnect_bandwidth" if kind == "link" else None


def _size(unit: str, before: str, after: str, wide: str, around: str) -> str | None:
    if unit.endswith("b") or words.ADDED.search(before[-40:]):
        return None
    kind = _nearest(words.SIZES, after, before)
    if words.BESIDE_STACKS.match(after) and words.STACKED.search(around):
        return None
    if kind == "memory" and (words.ON_CHIP.search(after[:45]) or unit in ("MB", "MiB")):
        kind = "sram"
    each = words.OF_EACH.search(wide) and re.match(r"\s(?:each|apiece)\b", after)
    if kind is None and not each and _last(words.SIZES, wide) in ("host", "model"):
        return None
    if kind in (None, "memory") and words.HOST_AHEAD.search(wide) and "hbm" not in after:
        return None
    if kind is None and words.EACH_STACK.search(wide):
        return None
    if kind is None and unit in ("MB", "MiB"):
        return None if words.CORES.search(before) else "sram"
    return {"memory": "memory_capacity", "sram": "sram", None: "memory_capacity?"}.get(kind)


def _nearest(kinds: words.Kinds, after: str, before: str) -> str | None:
    """The family of words that follows right behind the figure, else the nearest one on either side."""
    behind = _first(kinds, after)
    ahead = _last_placed(kinds, before)
    if behind and (ahead is None or behind[0] <= 24 or behind[0] <= ahead[0]):
        return behind[1]
    return ahead[1] if ahead else None


def _first(kinds: words.Kinds, text: str) -> tuple[int, str] | None:
    found = [(hit.start(), rank, name) for rank, (name, e) in enumerate(kinds) if (hit := e.search(text))]
    return (min(found)[0], min(found)[2]) if found else None


def _last_placed(kinds: words.Kinds, text: str) -> tuple[int, str] | None:
    found = [(len(text) - hit.end(), rank, name) for rank, (name, e) in enumerate(kinds) for hit in e.finditer(text)]
    return (min(found)[0], min(found)[2]) if found else None


def _last(kinds: words.Kinds, text: str) -> str | None:
    placed = _last_placed(kinds, text)
    return placed[1] if placed else None


def _power(q: Quantity, before: str, after: str) -> str | None:
    if q.unit in ("MW", "GW") or words.PART_OF.search(before) or words.OTHER_POWER.search(before + after):
        return None
    return "power"


def withdrawn(low: str, start: int, end: int, left: int, right: int) -> bool:
    """True where the words around say that the figure holds no more or never did."""
    before = low[max(left, start - 130) : start]
    if words.WITHDRAWN.search(before) or words.UNTRUE.search(before):
        return True
    if "$" in low[start - 1 : start + 1] and words.WAS.search(before):
        return True
    if _ARROW.match(low, end):
        return True
    if re.search(r"\b(?:from|von|de|des|van|desde|från|fra)\W{0,2}(?:the\s)?$", before):
        return bool(words.TO_NUMBER.match(low, end, min(right, end + 45)))
    return bool(words.WITHDRAWN_AFTER.match(low, end, min(right, end + 40)))
