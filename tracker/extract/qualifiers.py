"""What narrows a figure: the precisions it holds for, dense or sparse, one direction or both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.extract.late import late
from tracker.extract.parts import Quantity
from tracker.model.words import Direction, Precision, Sparsity

_NAMES: tuple[tuple[str, Precision], ...] = (
    (
        r"(?:nv|mx)?fp-?\s?4|mx-?4|mxf4|(?:4|four)-?\s?bits? (?:float\w*|arithmetic|precision|maths?\b)|fp4(?:e2m1)?",
        "fp4",
    ),
    (r"(?:mx)?fp-?\s?6|mx-?6|(?:6|six)-bit float\w*", "fp6"),
    (r"(?:mx)?fp-?\s?8|mx-?8|block-?fp8|bfp8|(?:8|eight)-?\s?bits? float\w*|hif8|fp8(?:e4m3|e5m2)", "fp8"),
    (r"(?:mx)?int-?\s?8|(?:8|eight)-bit integers?", "int8"),
    (r"bf-?\s?16|bfloat-?\s?16", "bf16"),
    (r"fp-?\s?16|half[ -]precision|float16|(?:16|sixteen)-bit float\w*", "fp16"),
    (r"tf-?\s?32|tensorfloat-?32", "tf32"),
    (r"fp-?\s?32|single[ -]precision|float32", "fp32"),
    (r"fp-?\s?64|double[ -]precision|float64", "fp64"),
    (r"(?:mx)?int-?\s?4|(?:4|four)-bit integers?", "int4"),
)
_ANY = late(
    r"(?<![a-z0-9])(?:"
    + "|".join(f"(?P<{n}>{p})" for p, n in _NAMES)
    + r")(?![0-9])(?!(?<=\d)[a-z])(?!\s?(?:gb|tb|weights))"
)
_NEXT = late(r"\s?(?:/|and|or|,|&|und|oder|et|y|、|・|\+)\s?(?:and\s)?(?:dense\s|sparse\s)?")
_PART = late(
    r",(?!\d{3})|[;|\t。]|(?<!\.)\.\s|\b(?:and|while|with|but|und|et|y|as well as|plus|aber|whereas)\b|、|\s/\s|\n"
)
_MARKS = late(r"\s?(?:/|,|and|,\sand|\|)\s?")
_FIGURE = late(r"\d[\d.,]*\s?(?:[tpe]?f(?:lops?)?|t?ops|[kmgtp]b|w)\b")


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure, a list of precisions or a separator, in order of place."""

    start: int
    end: int
    kind: str
    names: tuple[Precision, ...] = ()


def precisions(low: str, q: Quantity, around: Sequence[Quantity], left: int, right: int) -> list[Precision]:
    """Precisions of a compute figure within the sentence [left, right).

    Named inside the figure, else in the same part of the list, else before it ("In FP8 the two reach ..."), else alone
    right behind it. With as many precisions behind a series of figures as it has figures, they are dealt out in order.
    """
    if inner := list(_ANY.finditer(low, q.start, q.end)):
        return _names(inner)
    left, right = max(left, q.start - 260), min(right, q.end + 200)
    figures = [o for o in around if o.kind == "compute" and left <= o.start and o.end <= right]
    items = _items(low, figures, left, right)
    here = next((i for i, item in enumerate(items) if item.kind == "figure" and item.start == q.start), None)
    if here is None:
        return []
    return list(_dealt(low, items, here) or _inside(items, here) or _outside(low, items, here))


def _items(low: str, figures: Sequence[Quantity], left: int, right: int) -> list[_Item]:
    """Figures, precision lists and separators between [left, right)."""
    items = [_Item(f.start, f.end, "figure", tuple(_names(list(_ANY.finditer(low, f.start, f.end))))) for f in figures]
    lists: list[list[re.Match[str]]] = []
    for hit in _ANY.finditer(low, left, right):
        if any(f.start <= hit.start() < f.end for f in figures):
            continue
        joined = lists and _NEXT.fullmatch(low, lists[-1][-1].end(), hit.start())
        if joined and not _followed(low, hit.end(), right, lists[-1][-1].end(), hit.start()):
            lists[-1].append(hit)
        else:
            lists.append([hit])
    items += [_Item(g[0].start(), g[-1].end(), "list", tuple(_names(g))) for g in lists]
    spans = [(i.start, i.end) for i in items]
    items += [
        _Item(cut.start(), cut.end(), "part")
        for cut in _PART.finditer(low, left, right)
        if not any(a <= cut.start() < b for a, b in spans)
    ]
    return sorted(items, key=lambda i: i.start)


def _followed(low: str, end: int, right: int, gap: int, start: int) -> bool:
    """Does a figure of its own stand right behind this precision ("FP8 and FP4: 4 PF"), so that it ends the list?"""
    return "/" not in low[gap:start] and bool(
        re.match(r"[^,;.\d]{0,4}(?:at|:|=|で|为|算力为)?\s?\d", low[end : min(right, end + 10)])
    )


def _dealt(low: str, items: Sequence[_Item], here: int) -> tuple[Precision, ...]:
    """ "2.5 and 5 petaflops of FP8 and FP4": n figures in a row before a list of n precisions."""
    first = last = here
    while first >= 1 and items[first - 1].kind != "list":
        first -= 1
    while last + 1 < len(items) and items[last + 1].kind != "list":
        last += 1
    figures = [i for i in items[first : last + 1] if i.kind == "figure"]
    ahead = items[first - 1] if first else None
    if (
        len(figures) > 1
        and ahead is not None
        and len(ahead.names) == len(figures)
        and figures[0].start - ahead.end < 30
        and _listed(low, figures)
    ):
        return (ahead.names[figures.index(items[here])],)
    behind = items[last + 1] if last + 1 < len(items) else None
    if len(figures) < 2 or behind is None or len(behind.names) != len(figures) or behind.start - figures[-1].end > 20:
        return ()
    return (behind.names[figures.index(items[here])],)


def _listed(low: str, figures: Sequence[_Item]) -> bool:
    """Does nothing but list marks stand between the figures?"""
    return all(_MARKS.fullmatch(low, a.end, b.start) for a, b in pairwise(figures))


def _inside(items: Sequence[_Item], here: int) -> tuple[Precision, ...]:
    """The precision in the same part of the sentence: the one behind the figure, or the one before it."""
    behind = items[here + 1] if here + 1 < len(items) else None
    ahead = items[here - 1] if here else None
    leads = ahead is not None and ahead.kind == "list" and (here < 2 or items[here - 2].kind != "figure")
    if leads and ahead is not None and items[here].start - ahead.end < 60:
        follows_closer = behind is not None and behind.kind == "list" and behind.start - items[here].end < 12
        alternates = follows_closer and here + 2 < len(items) and items[here + 2].kind == "figure"
        if not follows_closer or alternates:
            return ahead.names
    if behind is not None and behind.kind == "list":
        return behind.names
    if behind is not None and behind.kind == "figure" and here + 2 < len(items) and items[here + 2].kind == "list":
        return items[here + 2].names
    return ahead.names if ahead is not None and ahead.kind == "list" and items[here].start - ahead.end < 60 else ()


def _outside(low: str, items: Sequence[_Item], here: int) -> tuple[Precision, ...]:
    """A precision said once for what follows, or alone in the next part."""
    head = items[:here]
    figures = [i for i in head if i.kind == "figure"]
    lists = [i for i in head if i.kind == "list"]
    if lists and (not figures or (lists[-1].start < figures[0].start and items[here].start - lists[-1].end < 120)):
        between = low[lists[-1].end : items[here].start]
        if len(between) < 60 or (figures and "flops" not in low[figures[-1].end : items[here].start]):
            return lists[-1].names
    if here + 2 < len(items) and items[here + 1].kind == "part" and items[here + 2].kind == "list":
        alone = here + 3 >= len(items) or items[here + 3].kind != "figure"
        if alone and items[here + 2].start - items[here].end < 25:
            return items[here + 2].names
    if len(figures) == 1 and lists and figures[0].end < lists[-1].start:
        return ()
    bracket = re.match(r"[^,;.()]{0,30}\([^()]{0,20}$", low[figures[-1].end : items[here].start]) if figures else None
    return _inside(items, items.index(figures[-1])) if bracket else ()


def _names(hits: list[re.Match[str]]) -> list[Precision]:
    return list(dict.fromkeys(name for hit in hits for _, name in _NAMES if hit.lastgroup == name))


def first_precision(text: str) -> Precision | None:
    hit = _ANY.search(text)
    return _names([hit])[0] if hit else None


_SPARSE = late(r"\b(?:sparse|sparsity|sparsit\S*|structured|spärlich|dispers\w+|creux)\b|稀疏|スパース|2:4")
_DENSE = late(
    r"\b(?:dense|dicht\w*|densos?|denses?)\b|without sparsity|no sparsity|non-sparse|ohne sparsity|sans sparsité"
    r"|稠密|密な"
)
_NOT_SPARSE = late(r"(?:without|no|non-?|ohne|sans) ?(?:structured )?(?:sparsit\S*|sparse)")


def sparsity(low: str, start: int, end: int, left: int, right: int) -> Sparsity:
    """Only as the text says, close to the figure: behind it up to the next figure, else before it after the last one."""
    behind = low[end : min(right, end + 40)]
    behind = re.split(r"\d[\d.,]*\s?[tpe]?(?:flops|ops|f\b)|;|\.\s", behind, maxsplit=1)[0]
    comma = re.search(r",|\band\b", behind)
    if comma and re.search(r"\d\s?(?:[tpe]|$)", low[end + comma.end() : end + 40]):
        behind = behind[: comma.start()]
    ahead = _FIGURE.split(low[max(left, start - 34) : start])[-1]
    for text in (low[start:end], behind, ahead):
        if _SPARSE.search(text) and not _NOT_SPARSE.search(text):
            return "sparse"
        if _DENSE.search(text):
            return "dense"
    return "unstated"


def direction(low: str, start: int, end: int) -> Direction:
    near = low[max(0, start - 30) : end + 30]
    if re.search(r"bidirectional|bi-directional|both directions", near):
        return "bidirectional"
    return "per_direction" if re.search(r"per direction|each direction|unidirectional|each way", near) else "unstated"
