"""Numbers with units: what is printed, its value and how firmly it is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.extract import changes, money, numerals, unitwords
from tracker.extract.elided import elided
from tracker.extract.late import late
from tracker.extract.numerals import number
from tracker.extract.parts import Kind, Quantity
from tracker.extract.phrases import Phrases, words_of
from tracker.model.words import Op

__all__ = ["bits", "find", "number"]

MOST = 3000
_N = numerals.DIGITS
_GROUPED = r"\d{1,3}(?:\s\d{3}){1,2}(?!\d)"
_FORMAT = r"(?:dense|sparse|peak|ai|max(?:imum)?|theoretical|(?:mx|nv)?(?:fp|int|bf|tf)-?\d{1,2})"
_QUANTITY = (
    r"(?<![a-wyz])(?:(?<![a-z0-9$€£_/.,])|(?<=[^\d][.,])|(?<=\dx)|(?<=\d/)|(?<=[a-z]/))(?:(?P<low>{n})\s?(?:-|to|bis|à|～|~|{arrow}"
    r"|or more than)\s?)?(?P<n>{n}"
    r"|(?<![a-z]){words}(?![a-z]))(?P<plus>\+?)(?P<scale>\s?(?:{scale})(?![a-z])|k\s)?(?:\s?x(?=\s))?{gap}"
    r"(?:(?:{format})[\s/-]{{1,3}}){{0,4}}(?:{units})"
)
_PARTS = {
    "arrow": changes.ARROW,
    "words": numerals.WORDS,
    "scale": numerals.SCALE,
    "gap": unitwords.GAP,
    "format": _FORMAT,
    "units": unitwords.UNITS,
}
_BEGINS = rf"\d|{numerals.WORDS}"
_PLAIN = Phrases(_QUANTITY.format(n=_N, **_PARTS), _BEGINS, re.X)
_SPACED = Phrases(_QUANTITY.format(n=f"(?:{_GROUPED}|{_N})", **_PARTS), _BEGINS, re.X)
"""For languages that part thousands by a blank: "9 216 puces"."""
_YEAR = late(r"20[0-3]\d")
_NODE = Phrases(
    r"(?<![a-z0-9-])(?:n(?P<n>[2-7])(?P<kind>[pexc])?|(?P<np>[2-7])n[pe]?|sf(?P<sf>[2-8])[a-z]?"
    r"|(?P<a>1[468]|20)a(?:-p)?|(?<=tsmc\s)a(?P<t>1[46])|(?P<fdx>22|12)fdx|(?P<lpp>[2-9]|1[0-4])lp[eppux+]{0,2})(?![a-z0-9%])",
    begins=r"n\d|\d|sf\d|a\d",
)
_FOUNDRY = late(
    r"tsmc|samsung|process|\bnode\b|technolog|foundry|\bfab|built on|made (?:on|in|with)|manufactur|silicon"
    r"|gefertigt|fertigung|gravé"
    r"|製造|工艺|制程|プロセス|-class|lithograph|nm\b|transistor|\b(?:dies?|dice|tiles?|chiplets?|gates?|wafers?|shrinks?|tape[ds]?"
    r"|etched|base|i/o)\b"
)
_INTEL = late(r"intel|foundry|process|\bnode\b|class|fabricat|manufactur")
_GLOBAL = late(r"\bgf\b|globalfoundries|samsung|process|\bnode\b|taped|fabricat|manufactur")
_PLACED = late(r"\b(?:on|in|to|from|at|auf|en|sur|em)\s(?:tsmc's\s|tsmc\s)?$")
_OTHER_DIE = late(r"\s?(?:for\sthe\s|-|\()?(?:i/o|iod?\b|base|interposer|active base)")
_OTHER_DIE_AHEAD = late(
    r"\b(?:i/o|io|base|active)[\s-](?:dies?|tiles?|chiplets?|layer)\s(?:(?:is|are|made|built)\s)?(?:in|on|at)\s(?:tsmc\s)?$"
)
"""The process of the dies under or beside those that compute."""
_TRANSISTOR_COUNT = late(
    rf"(?<![a-z0-9.,$€£_])(?P<n>{_N})\s?(?P<s>trillion|billion|milliarden|mrd|milliards|billionen|mil\smillones|億|亿"
    rf"|bn)(?![a-z])"
)
_OTHER_COUNT = late(
    r"(?:-|\s)?(?:parameter|token|dollar|euro|user|operation|param|usd|weights?\b|query"
    r"|queries)"
)
_DOMAIN = Phrases(
    rf"(?<![a-z])(?:(?:domains?|(?:super|hyper)?pods?|racks?|servers?|box(?:es)?|(?:super)?nodes?|slices?|tray"
    rf"|baseboard)\s(?:of|with)"
    rf"|(?:scales?|scaling)\s(?:up )?to|(?:goes|grows|runs)\s(?:on|up)\sto)\s(?:up\sto\s|as\smany\sas\s)?"
    rf"(?P<n>{_N}|{numerals.WORDS})(?=[\s,.;:)]|$)(?!\s?(?:[kmgtp]i?b\b|%|percent|[a-z]?w\b|x\s|million|billion"
    rf"|trillion|u\b|nm|[tpe]f|times|hours?|years?|months?|\w{{0,5}}flops))"
)
_HOLDER = (
    r"(?:nodes?|servers?|racks?|(?:super|hyper|ultra)?(?:pods?|nodes?|servers?)|box(?:es)?|trays?|cabinets?|chassis|machines?"
    r"|domains?|baseboards?)"
)
_TO_ONE = Phrases(
    rf"(?<![\w.,$€£/-])(?P<n>{_N}|{numerals.WORDS})\s(?:(?:will|can)\s)?(?:(?:fit|go|sit|live)\s)?(?:in)?to\s(?:an?|one|each|every|the)"
    rf"\s(?:[a-z-]{{2,12}}\s)?{_HOLDER}(?![a-z-])",
    begins=_BEGINS,
)
"""Counts by what they fill: "eight to a node", "ties 9,216 into one pod"."""
_FILLS = Phrases(
    rf"(?<![a-z]){_HOLDER}\s(?:can\s|now\s|en\s|each\s)?(?:holds?|takes?|seats?|houses?|packs?|carr(?:y|ies)"
    rf"|contains?|ha(?:s|ve) room for"
    rf"|fits|strings|ties|unites|joins|réunit|regroupe|loge|reúne|agrupa|alberga|fasst)\s(?:up\sto\s|as\smany\sas\s"
    rf"|all\s|hasta\s|bis zu\s)?"
    rf"(?P<n>{_N}|{numerals.WORDS})(?=\s?[,;.](?!\d)|\s(?:together|into|soit|in all|apiece)\b|\s?\n|$)"
)
"""Counts by what holds them: "a rack takes 64, which ..."."""
SIZES = late(r"\b(?:domain|scale-up|pod|typical|usual)\ssizes\b|\bsizes of (?:\w+ )?domains\b")
SIZED = late(rf"(?<![\w.,$€£/-])(?P<n>{_N})\s\((?P<of>[a-z][^()\n]{{2,59}})\)")
"""A list of domain sizes, each with who has it in brackets."""
_PER_HOLDER = late(
    rf"(?:{unitwords.CHIP_NOUNS})(?:\s(?:count|number))?\s(?:per|in (?:a|one|each))\s(?:rack|pod|server|node"
    rf"|domain|system|instance|box|chassis)\s?[:=]\s?(?P<n>{_N})(?![\d%])"
)
_LABEL = late(r"[:=]\s?\d")
_HELD = Phrases(rf"(?<![a-z]){_HOLDER}")
_BEFORE = late(
    r"(?:(?P<ge>more than|over|at least|upwards of|north of|exceed\w*|above|>=?|mehr als|über|plus de|más de|超过|逾)"
    r"|(?P<le>up to|as much as|as many as|under|below|less than|at most|<|bis zu|jusqu'à|hasta|最大|最高|至多)|(?P<ap>about"
    r"|around|roughly|nearly|almost|some|approximately|~|circa|ca\.|rund|etwa|environ|unos|cerca de|約|约))\W{0,3}$"
)
_ALSO = late(
    rf"(?<![\w.,$€£-])(?P<n>{_N})\s?(?:,\s?(?:and\s|or\s|und\s|et\s|y\s)?|/\s?|\s(?:and|or|und|oder|et|ou|y|o|&"
    rf"|to)\s|,)(?:up\sto\s|a\s|just\s)?$"
)
_ALSO_AFTER = late(
    rf"(?:\s(?:of\s|in\s|at\s)?{_FORMAT}(?:\s{_FORMAT})?)?\s?(?:,\s?(?:and\s)?|;\s|/\s?|\s(?:and|und|et|y|or)\s"
    rf"|\()(?:up\sto\s|about\s|over\s)?(?P<n>{_N})"
    rf"\s(?:(?:dense|sparse)\s)?(?=(?:in|at|with|for|using|bei|en|mit|of|on)\s(?:{_FORMAT}|sparsity|structured|(?:the\s|its\s)?(?:tensor|matrix)\s(?:cores?|engines?|units?))"
    rf"|(?:dense|sparse)\b)"
)
_VERSION = late(
    r"\b(?:pcie|pci-e|gen|nvlink|version|release|v|usb|cxl|ucie|ualink|oam|ocp|rocm|cuda|rev|no|section|chapter|table|page|week"
    r"|hibl|hizq|hbm|ethernet)\.?\s$"
)
"""Before a number that is no figure but belongs to a name."""
_BETWEEN = late(rf"(?:between|zwischen|entre)\s(?P<n>{_N})\s(?:and|und|et|y)\s$")


def find(low: str, comma_decimal: bool) -> tuple[Quantity, ...]:
    """All quantities of a lower-case clean text in order of place.

    `comma_decimal` reads "1,6" as 1.6 and "8.192" as 8192. Numbers in front of the last one of a series take its unit:
    "1.2, 6 and 10 petaflops". A lone "b" after a rate prefix is told from bytes by the case of the text, see `bits`.
    """
    found: list[Quantity] = []
    for hit in words_of(low).all(_SPACED if comma_decimal else _PLAIN):
        if (read := _read(hit, low, comma_decimal)) is not None:
            floor = found[-1].end if found else 0
            found.extend(reversed(list(_series(low, read, floor, comma_decimal))))
            found.extend(changes.parted(low, read, hit.start("n")))
            found.extend(_behind(low, read, comma_decimal))
        if len(found) >= MOST:
            break
    if more := [*_nodes(low), *_ones(low), *_counts(low, comma_decimal), *money.find(low, comma_decimal)]:
        taken = {place for q in found for place in range(q.start, min(q.end, q.start + 40))}
        found.extend(q for q in more if q.start not in taken)
    found.sort(key=lambda q: (q.start, q.end))
    found.extend(elided(low, found, comma_decimal))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def _read(hit: re.Match[str], low: str, comma: bool) -> Quantity | None:
    before = low[max(0, hit.start() - 24) : hit.start()]
    kind, unit = unitwords.read(hit, before)
    if kind == "chips" and _YEAR.fullmatch(hit["n"]):
        return None
    value = number(hit["n"], comma)
    if kind == "chips" and value != int(value):
        value = number(hit["n"], not comma)
    scale = " ".join((hit["scale"] or hit["ts"] or "").split())
    if scale:
        if kind not in ("transistors", "chips"):
            return None
        value, unit = _scaled(value, scale, kind, unit)
    least = number(hit["low"], comma) if hit["low"] else None
    between = _BETWEEN.search(low, max(0, hit.start() - 40), hit.start())
    if least is None and between:
        least = number(between["n"], comma)
    if least is not None and not least < value:
        least = None
    printed = hit["n"] if least is None or between else low[hit.start("low") : hit.end("n")]
    start = hit.start("n") if hit["low"] and least is None else hit.start()
    if least is not None:
        return Quantity(start, hit.end(), kind, printed, value, unit, least, value, "range")
    return Quantity(start, hit.end(), kind, printed, value, unit, op=_op(before, bool(hit["plus"])))


def _scaled(value: float, scale: str, kind: Kind, unit: str) -> tuple[float, str]:
    """A count with its count word: English words stay the unit of a transistor count, others are multiplied out."""
    factor = numerals.SCALES[scale]
    word = {1e6: "million", 1e9: "billion", 1e12: "trillion"}.get(factor)
    return (value, word) if kind == "transistors" and word else (value * factor, unit)


def _series(low: str, last: Quantity, floor: int, comma: bool) -> Iterator[Quantity]:
    """The bare numbers in front of a quantity that share its unit, from the nearest outwards."""
    place = last.start
    while last.kind != "chips" and last.op != "range":
        hit = _ALSO.search(low, max(floor, place - 24), place)
        if (
            not hit
            or (_YEAR.fullmatch(hit["n"]) and last.unit != "W")
            or (last.kind == "node" and number(hit["n"]) > 28)
            or _VERSION.search(low, max(floor, hit.start() - 12), hit.start())
        ):
            return
        place = hit.start()
        yield replace(last, start=place, end=hit.end("n"), printed=hit["n"], value=number(hit["n"], comma), op="=")


def _behind(low: str, first: Quantity, comma: bool) -> Iterator[Quantity]:
    """ "1.6 petaflops in BF16 and 3.2 in FP8": bare numbers behind a compute figure that name a precision."""
    last = first
    while first.kind == "compute" and (hit := _ALSO_AFTER.match(low, last.end)):
        last = replace(
            first, start=hit.start("n"), end=hit.end("n"), printed=hit["n"], value=number(hit["n"], comma), op="="
        )
        yield last


def _op(before: str, plus: bool) -> Op:
    found = _BEFORE.search(before)
    if not found:
        return ">=" if plus else "="
    return ">=" if found["ge"] else "<=" if found["le"] else "~"


def _nodes(low: str) -> Iterator[Quantity]:
    """Process names of foundries: "N3P", "4NP", "SF4X", "18A", "22FDX", where the words around speak of making."""
    for hit in words_of(low).all(_NODE):
        around = max(0, hit.start() - 30), hit.end() + 14
        tenths = hit["a"] or hit["t"]
        named = tenths or hit["fdx"] or hit["lpp"]
        told = (
            hit["t"]
            or (_INTEL if hit["a"] else _GLOBAL if named else _FOUNDRY).search(low, *around)
            or (hit["kind"] and _PLACED.search(low, around[0], hit.start()))
        )
        if not told or _OTHER_DIE.match(low, hit.end()) or _OTHER_DIE_AHEAD.search(low, around[0], hit.start()):
            continue
        printed = named or hit["n"] or hit["np"] or hit["sf"]
        yield Quantity(hit.start(), hit.end(), "node", printed, float(printed) / (10 if tenths else 1), "nm")


_OF_ONE = ("tera", "peta", "exaflop", "kilowatt")
_ONE = late(
    r"(?<![\w-])an?\s(?:full\s|whole\s)?(?:(?P<size>(?P<s>tera|peta)byte)\s(?=of\s(?:[\w-]{1,12}\s)?(?:hbm|gddr|lpddr|sram|memory|ram\b))"
    r"|(?P<rate>(?P<r>tera|peta)byte\s(?:per|a|each|every)\ssecond)"
    r"|(?P<compute>(?P<c>peta|exa)flops?(?:/s)?)(?=\s(?:of|in|at)\s)|(?P<watts>kilowatt)(?=\s?(?:a\spiece|apiece|each|per)\b))"
)


def _ones(low: str) -> Iterator[Quantity]:
    """ "A terabyte of HBM", "a kilowatt apiece": the article is the number."""
    for hit in _ONE.finditer(low) if any(unit in low for unit in _OF_ONE) else ():
        prefix = (hit["s"] or hit["r"] or hit["c"] or "k")[0]
        kinds: tuple[tuple[Kind, str], ...] = (("size", "B"), ("rate", "B/s"), ("compute", "FLOPS"), ("watts", "W"))
        for kind, unit in kinds:
            if hit[kind]:
                yield Quantity(
                    hit.start(), hit.end(kind), kind, "1", 1.0, (prefix if kind == "watts" else prefix.upper()) + unit
                )


def _counts(low: str, comma: bool) -> Iterator[Quantity]:
    """Counts whose noun stands elsewhere: "transistors: 208 billion", "a domain of 72", "a pod of 9,216"."""
    if "transistor" in low or "トランジスタ" in low or "晶体管" in low:
        for hit in _TRANSISTOR_COUNT.finditer(low):
            around = low[max(low.rfind("\n", 0, hit.start()), hit.start() - 90) + 1 : hit.end() + 60]
            if re.search(r"transistor|トランジスタ|晶体管", around) and not _OTHER_COUNT.match(low, hit.end()):
                value, unit = _scaled(number(hit["n"], comma), " ".join(hit["s"].split()), "transistors", "count")
                yield Quantity(hit.start(), hit.end(), "transistors", hit["n"], value, unit)
    labelled = _PER_HOLDER.finditer(low) if _LABEL.search(low) else ()
    words = words_of(low)
    filled = (*words.all(_TO_ONE), *words.all(_FILLS)) if words.first(_HELD, 0, len(low)) else ()
    sized = SIZED.finditer(low) if "sizes" in low and SIZES.search(low) else ()
    for hit in (*words.all(_DOMAIN), *labelled, *filled, *sized):
        value = number(hit["n"], comma)
        if value == int(value) and 1 < value <= 20_000 and not _YEAR.fullmatch(hit["n"]):
            yield Quantity(hit.start("n"), hit.end("n"), "chips", hit["n"], value, "chips")


def bits(clean: str, low: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The same with bytes told from bits by the case of the text: "Gb/s" and "Tbps" are bits, "GB/s" bytes."""
    out = []
    for q in found:
        if q.kind == "size" and low[q.end - 1] == "o" and not clean[q.end - 2].isupper():
            continue
        if q.kind in ("rate", "size"):
            tail = re.search(r"[KMGTPEkmgtpe]i?(b)(?:/s|ps|\s/|\sper|\sa\s|$)", clean[q.start : q.end])
            if tail and (q.kind == "rate" or clean[q.start : q.end].endswith("b")):
                if q.kind == "size":
                    continue
                q = replace(q, kind="bitrate", unit=q.unit.replace("B", "b"))
        out.append(q)
    return tuple(out)
