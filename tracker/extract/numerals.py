"""How numbers are written: digits with the marks of several languages, number words, and the words that multiply them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.extract.alternation import pattern

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL: dict[str, float] = (
    {w: i + 1.0 for i, w in enumerate(_UNITS)}
    | {w: i + 10.0 for i, w in enumerate(_TEENS)}
    | {w: 10.0 * (i + 2) for i, w in enumerate(_TENS)}
)
_OTHER: dict[str, float] = {
    "a dozen": 12, "dozen": 12, "half a dozen": 6, "half a": 0.5, "half an": 0.5, "a quarter of a": 0.25, "a pair of": 2,
    "one and a half": 1.5, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "zwölf": 12, "sechzehn": 16, "zweiunddreißig": 32, "vierundsechzig": 64, "zweiundsiebzig": 72,
    "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "deux": 2, "trois": 3, "quatre": 4,
    "cinq": 5, "huit": 8, "neuf": 9, "dix": 10, "douze": 12, "seize": 16, "soixante-douze": 72, "dos": 2, "tres": 3,
    "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "dieciséis": 16,
    "setenta y dos": 72, "dois": 2, "duas": 2, "quatro": 4,
    "oito": 8, "dez": 10, "doze": 12, "dezesseis": 16, "dezasseis": 16, "sedici": 16, "zestien": 16, "due": 2,
    "quattro": 4, "otto": 8, "twee": 2, "vijf": 5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "八": 8, "十六": 16,
}  # fmt: skip
"""Fixed number words: English idioms, German, French, Spanish, Portuguese, Italian, Dutch, Chinese and Japanese."""

SCALES: dict[str, float] = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "b": 1e9, "bn": 1e9,
    "trillion": 1e12, "t": 1e12, "tn": 1e12, "millionen": 1e6, "mio": 1e6, "milliarden": 1e9, "mrd": 1e9,
    "billionen": 1e12, "milliards": 1e9, "mil millones": 1e9, "millones": 1e6, "miliardi": 1e9, "miljard": 1e9,
    "billones": 1e12, "tausend": 1e3, "mille": 1e3, "mil": 1e3, "千": 1e3, "万": 1e4, "億": 1e8, "亿": 1e8,
    "千億": 1e11, "千亿": 1e11, "万亿": 1e12, "兆": 1e12, "billones de": 1e12, "milliards de": 1e9,
    "millones de": 1e6, "mil millones de": 1e9, "billions de": 1e12, "milhões": 1e6, "bilhões": 1e9, "trilhões": 1e12,
    "mil milhões": 1e9, "biliões": 1e12, "milioni": 1e6, "bilioni": 1e12, "mila miliardi": 1e12, "miljoen": 1e6, "biljoen": 1e12,
    "miljoner": 1e6, "miljarder": 1e9, "miliardów": 1e9, "milyar": 1e9, "milyon": 1e6,
}  # fmt: skip
"""Words behind a number that multiply it. German "Billionen" and Spanish "billones" are 1e12."""

DIGITS = r"\d{1,7}(?:[.,']\d{1,9}){0,4}"


def alternatives(words: Iterable[str]) -> str:
    """An expression for any of the words; a blank in one stands for any white space."""
    return pattern(words).replace(r"\ ", r"\s")


_S, _O = alternatives(_SMALL), alternatives(_OTHER)
_U = "|".join(_UNITS)
WORDS = (
    rf"(?:(?={alternatives({*_SMALL, *_OTHER, 'a hundred'})})(?:(?:{_S})\sdozen"
    rf"|(?:a|{_S})\shundred(?:\s(?:and\s)?(?:{_S})(?:[\s-](?:{_U}))?)?"
    rf"|(?:{_S})(?:[\s-](?:{_U})(?![a-z]))?(?:[\s-]and[\s-]a[\s-](?:half|quarter)|\spoint(?:\s(?:{_U}|zero|oh)){{1,3}})?|{_O}))"
)
"""Number words, lower case; the caller sees to the borders."""
SCALE = "|".join(sorted((re.escape(s) for s in SCALES if len(s) > 2 or not s.isascii()), key=len, reverse=True))


def number(text: str, comma_decimal: bool = False) -> float:
    """A printed number: "4,614" is 4614, "1.6" is 1.6; with `comma_decimal` "1,6" is 1.6 and "8.192" is 8192."""
    text = text.strip()
    if not text[:1].isdigit():
        return spelt(text)
    text = (
        re.sub(r"['\s]", ",", text) if not (comma_decimal and re.search(r"['\s]", text)) else re.sub(r"['\s]", "", text)
    )
    marks = [c for c in text if c in ".,"]
    if not marks:
        return float(text)
    if len(set(marks)) == 2:
        last = marks[-1]
        other = "," if last == "." else "."
        if marks.count(last) == 1:
            return float(text.replace(other, "").replace(last, "."))
        return float(re.sub(r"[.,]", "", text))
    grouped = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*", text)
    decimal = "," if comma_decimal else "."
    if len(marks) > 1 or (grouped and marks[0] != decimal):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))


def spelt(words: str) -> float:
    """The value of number words: "seventy-two" is 72, "two and a half" 2.5."""
    words = " ".join(words.split())
    if words in _OTHER:
        return float(_OTHER[words])
    if words.endswith(" dozen"):
        return 12.0 * _SMALL[words.split()[0]]
    whole, _, part = words.partition(" point ")
    total = 0.0
    for word in re.split(r"[\s-]", whole):
        if word == "hundred":
            total = (total or 1) * 100
        elif word in ("half", "quarter"):
            total += 0.5 if word == "half" else 0.25
        else:
            total += _SMALL.get(word, 0.0)
    return total + float("0." + "".join(f"{_SMALL.get(digit, 0.0):.0f}" for digit in part.split()))
