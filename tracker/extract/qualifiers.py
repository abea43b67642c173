"""What narrows a figure: the precisions it holds for, dense or sparse, one direction or both."""

from __future__ import annotations

import re

from tracker.model.words import Direction, Precision, Sparsity

_NAMES: tuple[tuple[str, Precision], ...] = (
    (r"(?:nv|mx)?fp-?4|mx4|4-bit float\w*", "fp4"),
    (r"(?:mx)?fp-?6|mx6", "fp6"),
    (r"(?:mx)?fp-?8|mx8|blockfp8|bfp8|8-bit float\w*|hif8", "fp8"),
    (r"int-?8", "int8"),
    (r"bf-?16|bfloat-?16", "bf16"),
    (r"fp-?16|half[ -]precision", "fp16"),
    (r"tf-?32|tensorfloat-?32", "tf32"),
    (r"fp-?32|single[ -]precision", "fp32"),
    (r"fp-?64|double[ -]precision", "fp64"),
    (r"int-?4", "int4"),
)
_ANY = re.compile(r"(?<![a-z0-9])(?:" + "|".join(f"(?P<{n}>{p})" for p, n in _NAMES) + r")(?![a-z0-9])")
_RIGHT = re.compile(
    r"[^.;:|\t]{0,12}?(?:\b(?:of|in|at|with|for|using|bei|en|peak|dense|sparse|theoretical|compute"
    r"|performance|inference|training|ai|precision|\()\s?|[\s(,*`/-]){0,8}$"
)
_NEXT = re.compile(r"\s?(?:/|and|or|,|&|und)\s?")


def precisions(low: str, start: int, end: int, left: int, right: int) -> list[Precision]:
    """Precisions of a compute figure: those right behind it, else the last one before it within [left, right)."""
    if inner := list(_ANY.finditer(low, start, end)):
        return _names(inner)
    after = low[end : min(right, end + 60)]
    found = _list(
        after,
        (
            r"[\s(*`,\"-]{0,6}(?:(?:of|in|at|with|for|using|bei|en|peak|dense|sparse|theoretical|compute"
            r"|performance|inference|throughput|precision|flops|math|ai|per\schip|per\sgpu|each|the|auf"
            r"|pour)[\s(*`,-]{1,5}){0,4}"
        ),
    )
    if found:
        return found
    before = low[max(left, start - 70) : start]
    cut = max(before.rfind(";"), before.rfind(". "), before.rfind("|"), before.rfind("flops"), before.rfind("tops"))
    hits = list(_ANY.finditer(before, cut + 1))
    if not hits:
        return []
    group = [hits[-1]]
    for hit in reversed(hits[:-1]):
        if not _NEXT.fullmatch(before[hit.end() : group[0].start()]):
            break
        group.insert(0, hit)
    return _names(group)


def _list(text: str, lead: str) -> list[Precision]:
    place = re.match(lead, text)
    hit = _ANY.match(text, place.end()) if place else None
    if hit and place and "," in place[0] and re.match(r"\W{0,3}(?:at\s|dense\s|sparse\s)?\d", text[hit.end() :]):
        return []
    group = []
    while hit:
        group.append(hit)
        step = _NEXT.match(text, hit.end())
        hit = _ANY.match(text, step.end()) if step else None
        if (
            hit
            and re.match(r"\s?(?:and|,)", text[group[-1].end() :])
            and re.match(r"[^,;.]{0,3}(?:at|:|=)?\s?\d", text[hit.end() :])
        ):
            break
    return _names(group)


def _names(hits: list[re.Match[str]]) -> list[Precision]:
    return list(dict.fromkeys(name for hit in hits for _, name in _NAMES if hit.lastgroup == name))


def first_precision(text: str) -> Precision | None:
    hit = _ANY.search(text)
    return _names([hit])[0] if hit else None


def sparsity(low: str, start: int, end: int, left: int, right: int) -> Sparsity:
    """Only as the text says, close to the figure."""
    near = low[max(left, start - 22) : min(right, end + 32)]
    near = (
        re.split(r"\d[\d.,]*\s?[tpe]?flops", near[len(near) - max(0, min(right, end + 32) - start) :])[-1]
        + " "
        + low[max(left, start - 22) : start]
    )
    if re.search(r"\b(?:sparse|sparsity|with sparsity|structured)\b", near) and not re.search(
        r"without sparsity|no sparsity", near
    ):
        return "sparse"
    return "dense" if re.search(r"\bdense\b|without sparsity", near) else "unstated"


def direction(low: str, start: int, end: int) -> Direction:
    near = low[max(0, start - 30) : end + 30]
    if re.search(r"bidirectional|bi-directional|both directions", near):
        return "bidirectional"
    return "per_direction" if re.search(r"per direction|each direction|unidirectional|each way", near) else "unstated"
