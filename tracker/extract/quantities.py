"""Numbers with units: what is printed, its value and how firmly it is stated."""

from __future__ import annotations

import re

from tracker.extract.parts import Kind, Quantity
from tracker.model.words import Op

MOST = 3000
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "sixteen": 16,
    "dozen": 12,
    "thirty-two": 32,
    "sixty-four": 64,
    "seventy-two": 72,
    "zwei": 2,
    "drei": 3,
    "vier": 4,
    "acht": 8,
}
_SCALE = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "b": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "t": 1e12,
    "tn": 1e12,
    "millionen": 1e6,
    "mio": 1e6,
    "milliarden": 1e9,
    "mrd": 1e9,
    "billionen": 1e12,
    "milliards": 1e9,
}
_N = r"\d{1,7}(?:[.,']\d{1,9}){0,4}"
_SPELT = "|".join(sorted(_WORDS, key=len, reverse=True))
_PREFIX = {
    "kilo": "k",
    "mega": "M",
    "giga": "G",
    "tera": "T",
    "peta": "P",
    "exa": "E",
    "k": "k",
    "m": "M",
    "g": "G",
    "t": "T",
    "p": "P",
    "e": "E",
}
_G = r"[\s-]{0,8}"

_UNITS = rf"""
 (?P<compute>(?P<cp>kilo|mega|giga|tera|peta|exa|[kmgtpe]){_G}(?P<cw>flops?(?:/s|ps)?|ops?(?:/s)?)(?![a-z])|(?P<cs>[tpe])f(?:/s)?(?![a-z0-9/]))
|(?P<bytes>(?:(?P<bp>[kmgtpe])(?P<bi>i?)(?P<bw>b(?:it|yte)?s?|o(?=ctets?\b|\b))|(?P<bl>kilo|mega|giga|tera|peta|exa){_G}(?P<blw>bytes?|bits?))
   (?P<per>\s?/\s?s(?:ec(?:ond)?)?\b|ps(?![a-z])|\s(?:per|a|pro|par)\s(?:second|sekunde|seconde)\b)?(?![a-z0-9]))
|(?P<watts>(?P<wp>kilo|mega|giga|[km]|g)?(?:w(?![a-z0-9/])|watts?\b))
|(?P<node>nm\b|{_G}nanomet(?:er|re)s?\b|{_G}nanometern\b)
|(?P<transistors>(?:(?P<ts>trillion|billion|million|milliarden|billionen|mrd|tn|bn|[btm]){_G})?transistor(?:s|en)?\b)
|(?P<chips>(?:(?!(?:with|for|and|of|in|on|to|per|or|by|from|at|is|are|the|as|than|that|a|will|new|more|times|percent|mw)\s)[a-z][a-z0-9.'-]{{0,17}}\s){{0,3}}?(?:gpus?|tpus?|npus?|lpus?|xpus?|rpus?|ipus?|wse(?:-\d)?|chips?|accelerators?|processors?|wafers?|dies|cards?|karten|beschleuniger|puces)(?![a-z0-9]))
"""
_QUANTITY = re.compile(
    rf"(?<![a-z0-9.,$€£_])(?:(?P<low>{_N})\s?(?:-|to|bis|and)\s?)?(?P<n>{_N}"
    rf"|\b(?:{_SPELT})\b)(?P<plus>\+?)(?P<scale>\s?(?:trillion|billion|million|thousand)\s"
    rf"|k\s)?{_G}(?:(?:(?:dense|sparse|peak|(?:mx|nv)?(?:fp|int|bf"
    rf"|tf)-?\d{{1,2}})[\s/-]{{1,3}}){{1,4}}(?=[tpe]|giga|tera|peta|exa))?(?:{_UNITS})",
    re.X,
)
_YEAR = re.compile(r"20[12]\d")
_TSMC = re.compile(
    r"(?<![a-z0-9])(?:tsmc|samsung|intel)?(?:'s)?\s?(?:n(?P<n>[2-7])(?:p|e|x|c)?"
    r"|(?P<np>[2-7])n[pe]?)\b(?:[\s-]{1,3}(?:process|node|technology|class|$))?"
)
_MONEY = re.compile(
    rf"(?:us)?\$\s?(?P<n>{_N})\s?(?P<m>million|billion|bn|m|b|k)?|(?P<c>{_N})\s?(?:cents|ct)\b"
    rf"|(?P<u>{_N}|\b(?:{_SPELT})\b)\s(?:us\s)?dollars?\b"
)
_PER_HOUR = re.compile(
    r"\W{0,4}(?:/|per\b|an?\b|each\b|every\b)\s?(?:(?:gpu|chip|accelerator|card|device|instance|node"
    r"|server|tpu)s?[\s/-]{0,2}(?:per\s|an?\s|/)?)?(?:h|hrs?|hours?)\b"
    r"|\W{0,4}(?:per|an?|for\severy)\s[a-z0-9 -]{1,30}?\s?[/-]?(?:an|per|/)?\s?(?:hour|hr)\b"
    r"|\W{0,3}(?:hourly)\b"
)
_PER_TOKENS = re.compile(
    r"\W{0,4}(?:/|per\b|for\b|a\b|and\b)?\s?(?P<k>(?:a\s|one\s|1)?\s?(?:million|m|mm|mn|thousand|k"
    r"|billion|b))?\s?(?:input|output|cached|in|out|prompt|generated)?\s?[/-]?(?:tok(?:en)?s?\b|mtok)"
)
_BEFORE = re.compile(
    r"(?:(?P<ge>more than|over|at least|upwards of|north of|exceed\w*|above|>=?|mehr als|über|plus de)"
    r"|(?P<le>up to|as much as|as many as|under|below|less than|at most|<|bis zu|jusqu'à)|(?P<ap>about"
    r"|around|roughly|nearly|almost|some|approximately|~|circa|ca\.|rund|etwa|environ))\W{0,3}$"
)


def find(low: str, comma_decimal: bool) -> tuple[Quantity, ...]:
    """All quantities of a lower-case clean text in order of place.

    `comma_decimal` reads "1,6" as 1.6 and "8.192" as 8192. Case is not needed: a lone "b" after a rate prefix is told
    from bytes by `spelling` in the caller's text, see `bits`.
    """
    found: list[Quantity] = []
    for hit in _QUANTITY.finditer(low):
        if (read := _read(hit, low, comma_decimal)) is not None:
            found.append(read)
        if len(found) >= MOST:
            break
    for hit in _TSMC.finditer(low):
        if (
            "tsmc" in hit[0]
            or "samsung" in hit[0]
            or (
                hit.end("n") > 0
                and re.search(
                    r"process|node|technology|class|[:\t]\s*$",
                    low[max(0, hit.start() - 3) : hit.end()] + low[hit.end() : hit.end() + 12],
                )
            )
            or "tsmc" in low[max(0, hit.start() - 25) : hit.start()]
        ):
            number = hit["n"] or hit["np"]
            found.append(Quantity(hit.start(), hit.end(), "node", number, float(number), "nm"))
    found.extend(_money(low, comma_decimal))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def number(text: str, comma_decimal: bool = False) -> float:
    """A printed number: "4,614" is 4614, "1.6" is 1.6; with `comma_decimal` "1,6" is 1.6 and "8.192" is 8192."""
    if text in _WORDS:
        return float(_WORDS[text])
    text = text.replace("'", ",")
    marks = [c for c in text if c in ".,"]
    if not marks:
        return float(text)
    grouped = re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", text)
    if len(set(marks)) == 2:
        last = marks[-1]
        other = "," if last == "." else "."
        return (
            float(text.replace(other, "").replace(last, "."))
            if marks.count(last) == 1
            else float(re.sub(r"[.,]", "", text))
        )
    decimal = "," if comma_decimal else "."
    if len(marks) > 1 or (grouped and marks[0] != decimal):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))


def _read(hit: re.Match[str], low: str, comma: bool) -> Quantity | None:
    kind, unit = _unit(hit)
    if kind is None:
        return None
    if kind == "chips" and _YEAR.fullmatch(hit["n"]):
        return None
    value = number(hit["n"], comma)
    scale = (hit["scale"] or "").strip()
    if scale:
        if kind not in ("transistors", "chips"):
            return None
        if kind == "transistors":
            unit = scale
        else:
            value *= _SCALE[scale]
    if kind == "transistors" and hit["ts"]:
        unit = {1e6: "million", 1e9: "billion", 1e12: "trillion"}[_SCALE[hit["ts"]]]
    least = number(hit["low"], comma) if hit["low"] else None
    if least is not None and not least < value:
        least = None
    op = _op(low[max(0, hit.start() - 16) : hit.start()], bool(hit["plus"]))
    printed = hit["n"] if least is None else low[hit.start("low") : hit.end("n")]
    start = hit.start("n") if hit["low"] and least is None else hit.start()
    return Quantity(
        start,
        hit.end(),
        kind,
        printed,
        value,
        unit,
        least,
        value if least is not None else None,
        "range" if least is not None else op,
    )


def _unit(hit: re.Match[str]) -> tuple[Kind | None, str]:
    if hit["compute"]:
        prefix = _PREFIX[hit["cp"] or hit["cs"]].upper().replace("K", "k")
        return "compute", prefix + ("OPS" if (hit["cw"] or "").startswith("op") else "FLOPS")
    if hit["bytes"]:
        prefix = _PREFIX[hit["bp"] or hit["bl"]] + (hit["bi"] or "")
        word = hit["bw"] or hit["blw"]
        bits = word.startswith("bit")
        unit = prefix + ("b" if bits else "B") + ("/s" if hit["per"] else "")
        return ("bitrate" if bits else "rate") if hit["per"] else "size", unit
    if hit["watts"]:
        prefix = _PREFIX.get(hit["wp"] or "", "")
        return "watts", prefix + "W"
    if hit["node"]:
        return "node", "nm"
    if hit["transistors"]:
        return "transistors", "count"
    return "chips", "chips"


def _op(before: str, plus: bool) -> Op:
    found = _BEFORE.search(before)
    if not found:
        return ">=" if plus else "="
    return ">=" if found["ge"] else "<=" if found["le"] else "~"


def _money(low: str, comma: bool) -> list[Quantity]:
    found = []
    for hit in _MONEY.finditer(low):
        text = hit["n"] or hit["c"] or hit["u"]
        if hit["m"] or not text:
            continue
        value = number(text, comma) / (100 if hit["c"] else 1)
        tokens = _PER_TOKENS.match(low, hit.end())
        hour = _PER_HOUR.match(low, hit.end())
        if tokens and re.search(r"tok", tokens[0]):
            per = re.sub(r"^(?:a|one|1)", "", (tokens["k"] or "m").strip()).strip()
            if "mtok" not in tokens[0] and not tokens["k"]:
                continue
            value *= 1e6 / {"thousand": 1e3, "k": 1e3, "billion": 1e9, "b": 1e9}.get(per, 1e6)
            found.append(Quantity(hit.start(), tokens.end(), "usd_mtok", text, value, "USD/Mtok"))
        elif hour:
            found.append(Quantity(hit.start(), hour.end(), "usd_h", text, value, "USD/h"))
    return found


def bits(clean: str, low: str, found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The same with bytes told from bits by the case of the text: "Gb/s" and "Tbps" are bits, "GB/s" bytes."""
    out = []
    for q in found:
        if q.kind == "size" and low[q.end - 1] == "o" and not clean[q.end - 2].isupper():
            continue
        if q.kind in ("rate", "size"):
            tail = re.search(r"[KMGTPEkmgtpe]i?(b)(?:/s|ps|\s/|\sper|$)", clean[q.start : q.end])
            if tail and (q.kind == "rate" or clean[q.start : q.end].endswith("b")):
                if q.kind == "size":
                    continue
                q = Quantity(
                    q.start, q.end, "bitrate", q.printed, q.value, q.unit.replace("B", "b"), q.low, q.high, q.op
                )
        out.append(q)
    return tuple(out)
