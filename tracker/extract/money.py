"""Amounts of money that are rates: dollars per hour of a chip or machine, dollars per million tokens."""

from __future__ import annotations

import re

from tracker.extract import numerals
from tracker.extract.late import late
from tracker.extract.parts import Quantity

_N = numerals.DIGITS
_MONEY = late(
    rf"(?:(?<![a-z])usd?\s?|(?<![a-z]))\$\s?(?P<n>{_N})(?:\s?(?P<m>thousand|million|billion|trillion|bn|mn|m|b|k|t)(?![a-z]))?"
    rf"|(?<![a-z0-9.,])(?:usd\s(?P<v>{_N})|(?<!\$)(?:(?P<c>{_N})\s?(?:us[ -])?(?:cents?|ct|美分|セント)(?![a-z])"
    rf"|(?P<u>{_N}|\b(?:{numerals.WORDS}))\s?(?:(?:us[ -]?)?dollars?|us-dollar|usd|dólares|\$|美元"
    rf"|ドル)(?![a-z])(?:\s(?:and\s)?(?P<rest>{numerals.WORDS}|\d\d?)(?:\scents?(?![a-z])|(?=\s(?:an?|per|the)\s)))?))"
    rf"|(?<![a-z0-9])(?P<one>a)\sdollar\s(?:and\s)?(?P<more>{numerals.WORDS})(?=\s(?:an?|per|the)\s)"
)
_SIGNS = ("$", "usd", "dollar", "dólar", "美", "セ", "ド")
_CENTS = late(r"\d\s?(?:us[ -])?c(?:ents?|t)(?![a-z])")
"""One of these an amount of money holds at least."""
_UNIT_OF = (
    r"(?:gpu|chip|accelerator|card|device|instance|node|server|tpu|npu|lpu|unit|piece|package|superchip|vm|board"
    r"|karte|carte|tarjeta)s?"
)
_HOUR = r"(?:h|hrs?|hours?|stunde|std|heure|hora|uur|ora|timme|godzin[aęy]|saat|時間|小时|小時|시간)(?![a-z0-9])"
_PER_HOUR = late(
    rf"\W{{0,4}}(?:(?:/|per\b|an?\b|each\b|every\b|the\b|die\b|pro\b|par\b|por\b|la\b|l'|je\b|毎"
    rf"|每)\s?(?:{_UNIT_OF}[\s/-]{{0,2}}(?:(?:and|per|an?|und|pro|et)\s|/)?)?(?:und\s)?{_HOUR}|hourly\b)"
    rf"|\W{{0,4}}(?:per|an?|for\s(?:every|each|an?))\s[a-z0-9 -]{{1,30}}?\s?[/-]?(?:an|per|/|each)?\s?(?:hour|hr)\b"
)
_PER_TOKENS = late(
    r"\W{0,4}(?:/|per\b|for\b|a\b|each\b|pro\b|par\b|por\b|每|の)?\s?(?P<k>(?:a\s|one\s|1)?\s?(?:million(?:en|s)?"
    r"|millón|m|mm|mn|thousand|k|billion|b"
    r"|百万|100万))?\s?(?:de\s)?(?:(?:input|output|cached|in|out|prompt|generated|ausgabe"
    r"|eingabe)[\s-]?)?[/-]?(?:tok(?:en)?s?\b|mtok|トークン|词元)"
)
_HOUR_NEAR = late(
    rf"\bhourly\b|\bby the (?:{_UNIT_OF}[\s-])?hour\b|(?:/|\bper\s|\ban\s|\bpro\s|\bpar\s"
    rf"|\bpor\s)(?:{_UNIT_OF})?[\s/-]{{0,2}}(?:and\s)?(?:hour|hr|h"
    rf"|stunde|heure|hora|uur|ora|timme)\b|\b(?:(?:gpu|chip|card|accelerator|node|instance)[- ]hours?"
    rf"|[a-z]{{1,3}}\d{{2,4}}[a-z]?[- ]hour)\b"
    rf"|時間|小时"
)
_TOKENS_NEAR = late(
    r"(?:per|a|/|pro|each)\s?(?:one\s|1\s?)?(?:million|m|mn|mm)\s(?:input\s|output\s)?tokens?\b|/mtok|per mtok"
)
_OTHER_RATE = late(
    r"[\s,]{0,2}(?:/|per\b|an?\b|each\b)\s?(?:month|year|week|day|mo\b|yr|minute|second|kwh|watt|share|seat|user"
    r"|query|unit|gb\b)"
    r"|\s?(?:-|to)?\s?(?:million|billion|trillion|thousand)|\s(?:off|on the dollar|credit|for a (?:card|board|server|box)|worth"
    r"|discount)"
)
_SUM = late(
    r"\b(?:total|sum|bill|budget|under|spent|paid|worth|saved?|invest\w*|list price|retails?|msrp|credit"
    r"|card costs|purchase)\b(?:\s(?:of|is|was|at|for|to|the|a|about|over|just|came|comes|us))*\W{0,4}$"
    r"|\bbill\b[^.;$]{0,40}\b(?:came|comes|amount\w*|ran) to\W{0,4}$"
)
_GENERAL = late(
    r"\b(?:all|prices?|figures|rates?|costs?|usd|dollars|cheaper|list)\b[^.\n]{0,30}?\b(?:(?P<h>per (?:(?:gpu|chip|card"
    r"|accelerator|node|instance)[- ])?hour|an hour|by the hour)"
    r"|per (?:one )?(?:million|1m|m) tokens|/mtok)\b"
)
"""A rate said once: "all prices per million tokens", "USD per GPU-hour"."""
_NEAR = 140


def find(low: str, comma_decimal: bool) -> list[Quantity]:
    """Amounts with their rate in order of place; amounts in a sentence that names the rate elsewhere take that one."""
    found, loose = [], []
    for hit in _MONEY.finditer(low) if any(sign in low for sign in _SIGNS) or _CENTS.search(low) else ():
        text = hit["n"] or hit["v"] or hit["c"] or hit["u"] or hit["one"]
        if hit["m"]:
            continue
        value = 1.0 if hit["one"] else numerals.number(text, comma_decimal) / (100 if hit["c"] else 1)
        if cents := hit["rest"] or hit["more"]:
            value += numerals.number(cents) / 100
        rated = _rated(low, hit.start(), hit.end(), text, value)
        if rated:
            found.append(rated)
        elif not _OTHER_RATE.match(low, hit.end()) and not _SUM.search(low[max(0, hit.start() - 40) : hit.start()]):
            loose.append((hit.start(), hit.end(), text, value))
    general = _GENERAL.search(low) if loose else None
    return found + [q for one in loose if (q := _by_sentence(low, *one) or _by_text(general, *one))]


def _rated(low: str, start: int, end: int, text: str, value: float) -> Quantity | None:
    tokens = _PER_TOKENS.match(low, end)
    if tokens and (tokens["k"] or "mtok" in tokens[0]):
        per = re.sub(r"^(?:a|one|1(?!00))\s?", "", (tokens["k"] or "m").strip())
        factor = 1e6 / {"thousand": 1e3, "k": 1e3, "billion": 1e9, "b": 1e9}.get(per, 1e6)
        return Quantity(start, tokens.end(), "usd_mtok", text, value * factor, "USD/Mtok")
    hour = _PER_HOUR.match(low, end)
    return Quantity(start, hour.end(), "usd_h", text, value, "USD/h") if hour else None


def _by_text(general: re.Match[str] | None, start: int, end: int, text: str, value: float) -> Quantity | None:
    """The rate that the text states once for all its prices; amounts without cents may be of anything."""
    if (
        general is None
        or not 0.01 <= value <= 400
        or not re.search(r"[.,]\d\d?$", text)
        or abs(start - general.start()) > 1500
    ):
        return None
    return (
        Quantity(start, end, "usd_h", text, value, "USD/h")
        if general["h"]
        else Quantity(start, end, "usd_mtok", text, value, "USD/Mtok")
    )


def _by_sentence(low: str, start: int, end: int, text: str, value: float) -> Quantity | None:
    """The rate that the words of the same sentence name: the nearest of "per hour" and "per million tokens"."""
    left = max(low.rfind("\n", 0, start), low.rfind(". ", 0, start), start - _NEAR) + 1
    if re.fullmatch(r"\d{1,3}[.,]\d\d?", text):
        left = max(low.rfind("\n", 0, start), start - 3 * _NEAR) + 1
    stop = re.search(r"\n|\.\s", low[end : end + _NEAR])
    right = end + (stop.start() if stop else _NEAR)
    best: tuple[int, str] | None = None
    for kind, words in (("usd_h", _HOUR_NEAR), ("usd_mtok", _TOKENS_NEAR)):
        for hit in words.finditer(low, left, min(right, len(low))):
            gap = start - hit.end() if hit.end() <= start else hit.start() - end
            if best is None or gap < best[0]:
                best = (gap, kind)
    if best is None or not 0.01 <= value <= 400:
        return None
    if best[1] == "usd_h":
        return Quantity(start, end, "usd_h", text, value, "USD/h")
    return Quantity(start, end, "usd_mtok", text, value, "USD/Mtok")
