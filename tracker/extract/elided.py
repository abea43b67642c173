"""Numbers that leave their unit to the figure beside them: "288 GB against the 144 of B", "half of that in FP8"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.extract import numerals
from tracker.extract.late import late
from tracker.extract.parts import Quantity

REACH = 130
_UNITS = frozenset(["compute", "size", "rate", "bitrate", "watts", "transistors"])
_N = rf"(?P<n>{numerals.DIGITS}|(?<![a-z]){numerals.WORDS}(?![a-z]))"
_LAST = r"(?=\s?[,;)]|\s?\.(?!\d)|\s?\n|\s?$|\sand\s|\s(?:of|on|in|for)\s(?!the\s(?:\d|year|quarter))(?!\d))"
FORMAT = r"(?:(?:mx|nv)?(?:fp|int|bf|tf)-?\d{1,2})"
NAME = r"[a-z]{1,8}-?\d{1,4}[a-z]{0,2}"
"""What most names of accelerators look like."""
_AHEAD = late(
    rf"{NAME}(?:'s)?\s(?:(?:has|have|with|at|gets|carries|brings|offers|holds|draws|needs|takes"
    rf"|of)\s)?(?P<n>{numerals.DIGITS})"
    rf"(?:,\s(?:and\s)?|\sand\s|;\s)(?:the\s|an?\s)?(?:[a-z-]{{2,14}}\s)?{NAME}(?:'s)?\s(?:[a-z]{{2,8}}\s)?$"
)
_AGAINST = late(
    rf"(?:[^.;\d\n]|(?<=[a-z])\d\d?){{0,40}}?\b(?:against|versus|vs\.?|compared (?:with|to)|up from|down from"
    rf"|rather than|instead of"
    rf"|than)\s(?:(?:the|a|its|just|only|merely)\s){{0,2}}{_N}{_LAST}"
)
_WHERE = late(
    rf"(?:[^.;\d\n]{{0,25}}?,?\s(?:where|while|whereas)\s(?:the|its|that)\s[^.,;\d\n]{{1,34}}?"
    rf"|(?:[^.;\d\n]|(?<=[a-z])\d\d?){{0,30}}?,?\s(?:where|while|whereas)\s(?:the\s|an?\s)?{NAME}(?:'s)?)\s(?:did|does|managed|manages|reached"
    rf"|reaches|had|has|offer(?:s|ed)|stop(?:s|ped) at|g(?:e|o)ts? by on|makes? do with|tops? out at|carrie[sd]"
    rf"|need(?:s|ed)|draws|drew|holds|held)\s{_N}{_LAST}"
)
_BY_FORMAT = late(
    rf"(?:[^;\d\n]|(?<=[a-z])\d\d?){{0,70}}?(?<![a-z]){FORMAT}:?(?:\s(?!of\s|batch|in\s|on\s|with\s|and\s"
    rf"|or\s)[a-z'-]{{1,12}}){{0,5}}?\s{_N}{_LAST}"
)
_IN_FORMAT = late(
    rf"(?:[^.;\d\n]|(?<=[a-z])\d\d?){{0,40}}?(?:,\s|\sand\s|,\sand\s|\sor\s)(?:at\s|to\s)?(?:a\s|just\s"
    rf"|up to\s)?{_N}\s(?=(?:in|at|of|with|for)\s(?:{FORMAT}"
    r"|training|inference|sparsity))"
)
_OTHER = late(
    rf"(?:[^.;\d\n]|(?<=[a-z])\d{{1,4}}){{0,40}}?(?:\(|(?:[,;]|\band|\bwhile|\bbut|\bwhereas|\bfrom|\bthan|\bagainst|\bversus"
    rf"|\bas|that of)\s)(?:the\s|an?\s)?(?:[a-z][a-z-]{{1,14}}\s){{0,2}}?"
    rf"{NAME}(?:'s|:)?\s(?:(?!of\s|in\s|and\s|or\s)[a-z]{{1,10}}\s){{0,2}}?{_N}{_LAST}"
)
"""The same of another product: "192 GB and the H200 141"."""
_PAIR = late(rf"\s?(?:and|/|,)\s{_N}{_LAST}")
_OF_MEMORY = late(
    rf"[^.;\d\n]{{0,25}}?(?:\band|\bplus|,)\s{_N}\s(?:of|in)\s(?=(?:hbm|gddr|lpddr|sram|dram|device memory))"
)
_SHARE = (
    r"(?P<share>half (?:of )?(?:that|it|this)|half as (?:much|many)|(?:twice|double) (?:of )?(?:that|it|this)"
    r"|twice as (?:much|many)|(?:exactly )?the same)"
)
_SHARED = late(
    rf"[^.;\n]{{0,40}}?\b(?:{_SHARE}(?:,\s{_N},)?\s(?:in|at|with|for)\s(?={FORMAT}|sparsity)"
    rf"|{FORMAT}\s(?:at|is|does|delivers|with|reaches)\s(?:exactly\s)?(?P<share_after>half (?:of )?(?:that|it)"
    r"|(?:twice|double) (?:of )?(?:that|it))(?![a-z]))"
)
_RAISED = late(
    rf"[^;\d\n]{{0,90}}?(?:[a-z]\d[a-z]?\s)?(?:doubl|rais|lift|tripl|halv|bump|push|increas|cut|brought)(?:e?[sd])?\s(?:that|this|it)\sto\s{_N}{_LAST}"
)
_NEXT_SENTENCE = late(
    rf"(?:[^.;?!\d\n]|(?<=[a-z])\d\d?){{0,70}}?[.;?!]\s(?:[^.;?!\d\n]{{3,30}}[.!]\s)?\(?(?:an?\s|the\s|one\s)?{NAME}"
    rf"(?:\sin\san?\s[a-z]{{2,6}})?\s(?:(?P<eats>needs|takes|draws|eats)|is|has|had|gets)\s(?:just\s|only\s)?{_N}(?=\s?[.;)](?!\d))"
)
"""The same of another product in a sentence of its own: "It draws 150 W. (An L40S needs 350.)"."""
_AT_RATE = late(rf"\s(?:at|with)\s{_N}(?=\s?[,;)]|\s?\.(?!\d)|\s?$)")
"""Behind a size, in a sentence that has set a size at a rate before: "216 GB at 6.5 TB/s, B with 288 GB at 8.6"."""
_YEAR = late(r"(?:19|20)\d\d")


def elided(low: str, found: Sequence[Quantity], comma_decimal: bool) -> list[Quantity]:
    """The further figures behind those `found`, sorted by place, each with the unit of the one before it."""
    out: list[Quantity] = []
    for i, q in enumerate(found):
        if q.kind in _UNITS and q.op != "range":
            out.extend(_ahead(low, q, found[i - 1].end if i else 0, comma_decimal))
            stop = found[i + 1].start if i + 1 < len(found) else len(low)
            out.extend(_behind(low, q, min(stop, q.end + REACH), comma_decimal) or _apart(low, q, stop, comma_decimal))
            if q.kind == "size" and (rate := _rate_before(low, q, found[max(0, i - 4) : i])):
                hit = _AT_RATE.match(low, q.end, stop)
                out.extend([_taken(rate, hit, comma_decimal)] if hit else [])
    return out


def _ahead(low: str, last: Quantity, floor: int, comma: bool) -> Iterator[Quantity]:
    """ "The A has 80, the B 141 and the C 192 GB": the figures of other products in front of the one with the unit."""
    place = last.start
    for _ in range(4):
        hit = _AHEAD.search(low, max(floor, place - 70), place)
        if hit is None or _YEAR.fullmatch(hit["n"]):
            return
        place = hit.start("n")
        yield replace(
            last, start=place, end=hit.end("n"), printed=hit["n"], value=numerals.number(hit["n"], comma), op="="
        )


def _behind(low: str, first: Quantity, stop: int, comma: bool) -> list[Quantity]:
    """All that follow a figure up to `stop`, one after the other."""
    found: list[Quantity] = []
    for _ in range(4):
        one = _next(low, first, found[-1] if found else first, stop, comma)
        if one is None:
            break
        found.append(one)
    return found


def _apart(low: str, first: Quantity, stop: int, comma: bool) -> list[Quantity]:
    """The figure of the next sentence, where it is of the same order and nothing of another unit stands between."""
    stop = min(stop, first.end + REACH)
    hit = _RAISED.match(low, first.end, stop) or _NEXT_SENTENCE.match(low, first.end, stop)
    if hit is None or _YEAR.fullmatch(hit["n"]) or (hit.groupdict().get("eats") and first.kind != "watts"):
        return []
    one = _taken(first, hit, comma)
    return [one] if first.value / 8 <= one.value <= first.value * 8 else []


def _rate_before(low: str, size: Quantity, before: Sequence[Quantity]) -> Quantity | None:
    """The rate that the sentence has set behind a size with "at"."""
    for q in reversed(before):
        if q.kind == "rate" and size.start - q.end < 160 and low[q.start - 3 : q.start] == "at ":
            return None if ". " in low[q.end : size.start] else q
    return None


def _next(low: str, first: Quantity, last: Quantity, stop: int, comma: bool) -> Quantity | None:
    compute = first.kind == "compute"
    if compute and (hit := _SHARED.match(low, last.end, stop)):
        return _of_share(low, hit, last, comma)
    frames = [
        _AGAINST,
        _WHERE,
        _OTHER,
        *([_BY_FORMAT, _IN_FORMAT] if compute else []),
        *([_OF_MEMORY] if first.kind == "size" else []),
    ]
    if compute and last is not first:
        frames.append(_PAIR)
    hits = [hit for frame in frames if (hit := frame.match(low, last.end, stop))]
    hits = [hit for hit in hits if _fits(low, hit, stop)]
    if not hits:
        return None
    hit = min(hits, key=lambda h: h.start("n"))
    return _taken(first, hit, comma)


def _fits(low: str, hit: re.Match[str], stop: int) -> bool:
    """A number that no unit, year or count of another thing explains."""
    return hit.end("n") < stop + 1 and not _YEAR.fullmatch(hit["n"])


def _taken(first: Quantity, hit: re.Match[str], comma: bool) -> Quantity:
    value = numerals.number(hit["n"], comma)
    return replace(first, start=hit.start("n"), end=hit.end("n"), printed=hit["n"], value=value, op="=")


def _of_share(low: str, hit: re.Match[str], last: Quantity, comma: bool) -> Quantity:
    """A share of the figure before it; a number set beside it in commas is what is printed."""
    part = "share" if hit["share"] else "share_after"
    words = hit[part]
    value = last.value * (0.5 if words.startswith("half") else 1.0 if "same" in words else 2.0)
    if hit["n"]:
        return replace(
            last,
            start=hit.start(part),
            end=hit.end("n"),
            printed=hit["n"],
            value=numerals.number(hit["n"], comma),
            op="=",
        )
    return replace(
        last,
        start=hit.start(part),
        end=hit.end(part),
        printed=f"{words.split()[0]} of {last.printed}",
        value=value,
        op="=",
    )
