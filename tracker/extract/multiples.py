"""Multiples, shares and per cents in words: "three times", "35 to 50x", "two thirds", "+38 %", "doppelt so", "3 倍"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tracker.extract.late import late
from tracker.extract.numerals import alternatives, number
from tracker.extract.phrases import Phrases, Words

Kind = Literal["times", "percent", "part"]

# Numerals of the languages that announcements come in.
_NUMERAL: dict[str, float] = {
    "one and a half": 1.5, "two and a half": 2.5, "three and a half": 3.5, "anderthalb": 1.5, "eineinhalb": 1.5,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "twenty-five": 25, "thirty": 30, "thirty-five": 35, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100, "one hundred": 100,
    "hundred": 100, "a thousand": 1000, "thousand": 1000,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "hundert": 100, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "dix": 10, "vingt": 20,
    "cent": 100, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "diez": 10,
    "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "dieci": 10,
}  # fmt: skip
_CJK = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "百": 100}
# Denominators of fractions.
_ORDINAL: dict[str, int] = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "twenty-fifth": 25, "thirtieth": 30,
    "thirty-fifth": 35, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000,
    "drittel": 3, "viertel": 4, "fünftel": 5, "zehntel": 10, "hälfte": 2, "moitié": 2, "tiers": 3, "quart": 4,
    "cinquième": 5, "dixième": 10, "mitad": 2, "tercio": 3, "cuarta parte": 4, "quinta parte": 5, "décima parte": 10,
    "tercera parte": 3, "metà": 2, "terzo": 3,
}  # fmt: skip
# Words that are a multiple by themselves.
_VERB: tuple[tuple[float, str], ...] = (
    (2.0, r"doubl(?:es|ed|e|ing)(?![- ](?:digit|precision|data|down|check|click|blind|wid|sid"
        r"|slot|edged))|twice|two-?fold"),
    (2.0, r"verdoppel\w*|doppelt\sso|doppelte[nrs]?|doublent?|doublé\w*|el\sdoble|duplica\w*|il\sdoppio|翻一?倍|翻番|倍増"),
    (3.0, r"tripl(?:es|ed|e|ing)|treb(?:les|led|le|ling)|thrice|verdreifach\w*|triplica\w*|el\striple"),
    (4.0, r"quadrupl(?:es|ed|e|ing)|vervierfach\w*|cuadruplica\w*"),
    (5.0, r"quintupl(?:es|ed|e|ing)|verfünffach\w*"),
    (0.5, r"halv(?:es|ed|e|ing)|halbier\w*|halb\sso|in\shalf|into\shalf|by\shalf"
        r"|reduce\sa\sla\smitad|de\smoitié|à\sla\smoitié|(?:um|auf)\sdie\shälfte|(?:a"
        r"|por)\sla\smitad|减半|半減|半分|一半"),
)  # fmt: skip


_D = r"\d{1,5}(?:[.,]\d{1,3})?"
_W = alternatives(_NUMERAL)
_N = rf"(?:{_D}|(?:{_W})(?![a-z]))"
_SPOKEN = rf"""
     (?<![0-9.,$€£-])(?:(?P<xl>{_N})\s?(?:x\s?|-?fold\s|times\s)?(?:-|to|or|and|bis|oder|à|ou|a|o|～|~)\s?)?
       (?P<x>{_D}\s?\+?\s?(?:x(?![a-z0-9])|-?\s?(?:times|fold|fach\w*|mal|fois|veces|volte)\b|倍)
          |(?:{_W})[\s-]?(?:times|fold|fach\w*|mal|fois|veces|volte)\b)
   | (?<![0-9.,$€£:-])(?P<to1>{_D})\s?(?:to\s|:)(?:1|one)(?![\d:]|[.,]\d)
   | (?<![\w.,x-])x\s?(?P<xf>\d{{1,3}}(?:[.,]\d{{1,2}})?)(?![\w.,%])
   | (?<![0-9.,$€£])(?P<sign>(?<!\d)[+-])?(?:(?P<pl>{_N})\s?%?\s?(?:-|to|or|bis|à|a)\s?)?
       (?P<p>{_N})\s?(?:%|percent\b|per\scent\b|prozent\b|pct\b|pour\scent\b|por\sciento\b|per\scento\b|パーセント)
"""
_TOP = (
    r"(?P<top>an?|one|two|three|four|five|six|seven|eight|nine|ein(?:em|en)?|zwei|drei|une?|deux|trois|la|die|der|el"
    r"|una?|l[ea])"
)
_PART = rf"(?P<bottom>{alternatives(_ORDINAL)})s?(?![a-z])"
_BARE = ("half", "moitié", "hälfte", "mitad")
"""Fractions without a number before them."""
_WORD = rf"(?P<word>{'|'.join(w for _, w in _VERB)})(?![a-z])"
_MULTIPLE = Phrases(
    rf"""
  (?<![a-z])(?:{_SPOKEN}
   | (?:{_TOP}[\s'-])?(?<![a-z]){_PART}
   | {_WORD}
  )
| (?:factor\sof|multiple\sof|faktor(?:\svon)?|facteur(?:\sde)?|factor\sde)\s(?:up\sto\s|about\s|nearly\s|almost\s|~)?
     (?P<by>{_N})
| (?P<magnitude>(?:an?|one|two|three)\sorders?\sof\smagnitude)
| (?P<cn>[两二三四五六七八九十百])\s?倍 | (?P<cn1>一倍)
| (?P<cnp>[二三四五六七八九十]|\d{{1,4}})\s?分の\s?[一1]
| [一1]\s?/\s?(?P<cnq>[二三四五六七八九十])
| (?P<cnr>[二三四五六七八九十]|\d{{1,4}})\s?分之\s?一
""",
    begins="".join(
        rf"{_SPOKEN}|{_TOP}[\s'-]|{_PART}|{_WORD}|fa[ck]t(?:or|eur)|multiple\s|orders?\s|[一两二三四五六七八九十百]|\d".split()
    ),
    flags=re.X,
)
_FACTOR = late(r"fa[ck]t(?:or|eur)")
"""May be the end of a word: "Skalierungsfaktor 3"."""
_WORDS = tuple((value, late(rf"(?:{words})")) for value, words in _VERB)
_RHYTHM = late(r"\s?(?:a|per|every|each|in a|in the)\s(?:day|week|month|year|quarter|row|past|last|night)\b")
_OF_TIME = late(
    r"\s(?:of\s)?(?:an?\s|the\s)?(?:hour|year|day|dozen|million|billion|century|decade|month|week|minute|mile)s?\b"
)
_PART_NEXT = late(
    r"[\s'-]{1,2}(?:of|the|as|that|those|what|its|their|an?|again|less|more|lower|higher"
    r"|cheaper|faster|slower|fewer|off|smaller"
    r"|larger|better|shorter|der|des|so|weniger|mehr|günstiger|moins|plus|du|de|d'|del|menos|más|niedriger)(?![a-z])"
)
_PART_BEFORE = late(
    r"\b(?:by|to|than|at|within|only|just|about|nearly|roughly|around|almost|um|auf|de"
    r"|d'un|à|en)\s(?:up to\s|about\s|around\s"
    r"|nearly\s|roughly\s|more than\s|just\s|some\s|only\s|almost\s|over\s)?$"
)  # fmt: skip


_SAME = 0.02
"""Relative: a factor that is so near to a printed one is the same."""


@dataclass(frozen=True, slots=True)
class Multiple:
    """`value` of `kind` "times" (3x), "percent" (67) or "part" (0.5); `low` where a range was printed; `sign` of "+38 %"."""

    start: int
    end: int
    kind: Kind
    value: float
    low: float | None = None
    sign: str = ""
    verb: bool = False
    """A verb or adverb that is a multiple by itself: "doubles", "twice", "halved"."""

    def may_mean(self, factor: float) -> bool:
        """Can it stand for a factor, either way round?"""
        x = self.value
        meant = [1 + x / 100, x / 100, 1 - x / 100] if self.kind == "percent" else [x, 1 + x, 1 - x]
        return any(abs(factor - f) <= _SAME * f or abs(1 / factor - f) <= _SAME * f for f in meant if f > 0)


def numeral(text: str) -> float | None:
    """A count in figures or words: "4", "four", "twenty-five"; None for any other word."""
    return float(text) if text.isdigit() else _NUMERAL.get(text)


def find(words: Words, start: int, end: int, comma: bool) -> Iterator[Multiple]:
    low = words.low
    compound = _FACTOR.search(low, start, end)
    for hit in _MULTIPLE.expression.finditer(low, start, end) if compound else words.hits(_MULTIPLE, start, end):
        found = _read(hit, low, start, comma)
        if found is not None and 0 < found.value < 100_000:
            yield found


def _value(text: str, comma: bool) -> float:
    word = " ".join(text.split())
    if word in _NUMERAL:
        return _NUMERAL[word]
    return number(text.strip(), comma)


def _read(hit: re.Match[str], low: str, start: int, comma: bool) -> Multiple | None:
    a, b = hit.span()
    if hit["x"]:
        if _RHYTHM.match(low, b):
            return None
        head = re.match(rf"{_D}|{_W}", hit["x"])
        value = _value(head[0], comma) if head else 0.0
        return Multiple(a, b, "times", value, _least(hit["xl"], value, comma))
    if hit["by"] or hit["to1"] or hit["xf"]:
        return Multiple(a, b, "times", _value(hit["by"] or hit["to1"] or hit["xf"], comma))
    if hit["p"]:
        value = _value(hit["p"], comma)
        return Multiple(a, b, "percent", value, _least(hit["pl"], value, comma), hit["sign"] or "")
    if hit["magnitude"]:
        power = {"two": 2, "three": 3}.get(hit["magnitude"].split()[0], 1)
        return Multiple(a, b, "times", 10.0**power)
    if hit["bottom"]:
        return _fraction(hit, low, start)
    if hit["cn"] or hit["cn1"]:
        return Multiple(a, b, "times", 2.0 if hit["cn1"] else float(_CJK[hit["cn"]]))
    if hit["cnp"] or hit["cnq"] or hit["cnr"]:
        below = hit["cnp"] or hit["cnq"] or hit["cnr"]
        return Multiple(a, b, "part", 1 / (_CJK.get(below) or float(below)))
    value = next(v for v, words in _WORDS if words.match(hit["word"]))
    return Multiple(a, b, "part" if value < 1 else "times", value, verb=True)


def _fraction(hit: re.Match[str], low: str, start: int) -> Multiple | None:
    """ "a third", "two thirds", "half": no ordinal ("the third generation") and no span of time ("half a year")."""
    top, bottom = hit["top"] or "", hit["bottom"]
    if not top and bottom not in _BARE:
        return None
    if top in ("la", "le", "der", "die", "el") and bottom not in ("moitié", "hälfte", "mitad", "metà"):
        return None
    after = low[hit.end() : hit.end() + 24]
    if _OF_TIME.match(after) or (
        not _PART_NEXT.match(after) and not _PART_BEFORE.search(low[max(start, hit.start() - 24) : hit.start()])
    ):
        return None
    if bottom in ("half", "quarter") and re.match(
        r"\s(?:of\s)?(?:the\s)?(?:year|20\d\d|fiscal|ended|results|precision)", after
    ):
        return None
    if bottom in ("tiers", "quart") and top not in ("un", "deux", "trois"):
        return None
    upper = _NUMERAL.get(top, 1.0) if top not in ("ein", "una", "un", "une", "la") else 1.0
    value = upper / _ORDINAL[bottom]
    return Multiple(hit.start(), hit.end(), "part", value) if value < 1 else None


def _least(text: str | None, value: float, comma: bool) -> float | None:
    least = _value(text, comma) if text else None
    return least if least is not None and 0 < least < value else None
