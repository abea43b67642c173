"""Price lists without signs: "H100 1.62 | H200 2.05" in a text that says once that its figures are dollars an hour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extract import headers
from tracker.extract.late import late
from tracker.extract.nouns import accelerator
from tracker.extract.parts import Mention, Quantity, Reading, Sentence

_RATE = late(
    r"\b(?:usd|us dollars?|dollars?)\s?(?:per|an|a|/)\s?(?:(?:gpu|chip|card|accelerator"
    r"|device)[\s/-]{1,2})?(?:and\s)?(?:hour|hr|h)\b"
    r"|\$\s?(?:/|per\s)\s?(?:(?:gpu|chip|card)[\s/-]{1,2})?(?:hour|hr|h)\b"
)
_AMOUNT = late(r"(?:s|\s(?:sxm\d?|pcie|nvl))?[\s:|=-]{1,4}(?P<n>\d{1,2}\.\d\d)(?=\s{0,3}(?:[|,;/\n]|$)|\.(?!\d))")


def figures(reading: Reading, sentence: Sentence) -> Iterator[tuple[Quantity, Mention]]:
    """The bare amounts right behind names, with the name; none where the text states no rate in words near by."""
    low = reading.lower
    own = [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]
    amounts = [(hit, one) for one in own if (hit := _AMOUNT.match(low, one.end))]
    if not amounts:
        return
    left, right = (
        reading.blocks[max(0, sentence.block - 8)].start,
        reading.blocks[min(len(reading.blocks) - 1, sentence.block + 8)].end,
    )
    if not _RATE.search(low, max(left, sentence.start - 800), min(right, sentence.end + 800)):
        return
    for hit, one in amounts:
        yield Quantity(hit.start("n"), hit.end("n"), "usd_h", hit["n"], float(hit["n"]), "USD/h"), one


_CURRENCY = late(r"\W*(?:us[\s-]?)?(?:\$|usd|dollars?|달러|美元|ドル)\W*", re.I)
_HOURLY = late(
    r"\b(?:per|an|a)[\s-](?:(?:gpu|chip|card|node|instance)[\s/-]{1,2})?(?:and\s|per\s)?hour\b|\b(?:gpu|chip)-hours?\b|\bhourly\b"
    r"|/\s?h(?:r|our)?\b|시간당|每小时|1時間",
    re.I,
)
_DOLLARS = r"(?:us dollars?|dollars|usd)"
_APART = late(
    rf"\b(?:per|one|an?) hour, (?:in )?{_DOLLARS}\b"
    rf"|\b{_DOLLARS},? (?:for )?(?:one|an?|per) [a-z]{{2,12}},? (?:and )?(?:one|an?|per) hour\b",
    re.I,
)
""" "One GPU, one hour, US dollars"."""
_OTHER_CURRENCY = late(r"€|£|\beur(?:os?)?\b|\bgbp\b", re.I)
_HEAD, _FOOT = 400, 160
_NO_PRICE = late(
    r"[kmgt]i?b\b|\bw\b|watt|%|\bper cent\b|tok|[tp]?(?:fl)?ops|\b(?:count|number|size|v?cpus?|cores?|memory|hbm|bandwidth"
    r"|year|month|monthly|day|daily|week|weekly|rank|score|ratio|speed\w*|relative|normali[sz]ed|index|latency|ms|seconds?"
    r"|hours?|factor|eur|gbp|euros?|discount|change|pue|version|release|cuda|rocm|driver|efficiency|load|usage)\b|[€£¥%]"
)
_PRICE = late(
    r"price|pricing|\brates?\b|\bcosts?\b|\brent\w*|\bleas\w+|\bhire\b|\bfees?\b|\btariff?s?\b|\bon[\s-]?demand\b|\bspot\b|reserved?\b"
    r"|\breservation|\bcommit\w*|\bpre-?emptible\b|\blist\b|\binterruptible\b|\bsecure\b|\bcommunity\b|\b\d{1,2}[\s-]?(?:yr|y|mo)s?\b"
    r"|\b(?:1|one|2|two|3|three)[\s-]years?\b|\bhourly\b|[$]|\busd\b|\bdollars?\b|\b(?:low|high|min|max|median|mean|average|avg)\b"
    r"|preis|miet|kosten|stunde|\bprix\b|tarif|coût|loyer|precio|coste?|alquiler|prezz|noleggio|prijs|huur|preço|custo|aluguel"
    r"|cen[ay]\b|цена|аренд|价|價|租|单价|料金|価格|가격|요금|임대|달러|美元|ドル|小时|時間|시간"
)
_TERM = late(r"\b(?:1|one|2|two|3|three)[\s-]?(?:yr|year)s?\b")
"""A term of rental, which else looks like a count of years."""
_YEAR = late(r"(?:(?:19|20)\d\d)?")
"""Below a rate a column of a bare year is of that year's rates, and one without a label of nothing else."""
_PLACE = late(r"[A-Z][a-z]{2,20}(?:[A-Z][a-z]{2,20})?(?:[\s-][A-Z][a-z]{2,20}){0,2}")
"""A name of a region or of a provider that the name table lacks, as far as its letters tell."""
_NO_PLACE = late(
    r"\b(?:power|efficiency|utili[sz]ation|training|inference|throughput|performance|availability|version|driver|rating|stars?|weight"
    r"|uptime|load|usage|clock|temperature|depth|height|width|quality|accuracy|llama|qwen|mi[sx]tral|deepseek|gemma|kimi|mlperf)\b"
)
_SUM = late(r"\s*\$?\s?\d{1,3}[.]\d\d\s*")


def said_beside(reading: Reading, start: int, end: int, label: str, words: str) -> str:
    """What a bare amount in a table [start, end) is of, by the lines above and below; "" where they, or the header, make it no
    price an hour."""
    if not _SUM.fullmatch(words) or not _may_be_price(reading, start, end, label, words):
        return ""
    above, below = reading.clean[max(0, start - _HEAD) : start], reading.clean[end : end + _FOOT]
    if rate := _last(above):
        return "" if _OTHER_CURRENCY.search(above, rate.end()) else headers.hourly(rate["of"])
    if (rate := headers.RATE.search(below)) or _APART.search(above):
        return "" if _OTHER_CURRENCY.search(above) else headers.hourly(rate["of"] if rate else None)
    dollars = "$" in words or _CURRENCY.fullmatch(label)
    return headers.hourly(None) if dollars and (_HOURLY.search(above) or _HOURLY.search(below)) else ""


def _may_be_price(reading: Reading, start: int, end: int, label: str, words: str) -> bool:
    """Does the label, or a sign of money in the cell, speak of a price, a term of rental, a provider or a place?"""
    low = label.strip().lower()
    if _NO_PRICE.search(_TERM.sub("", low)):
        return False
    if "$" in words or _PRICE.search(low) or _YEAR.fullmatch(low):
        return True
    if any(reading.clean[m.start : m.end].lower() in low for m in reading.firms.within(start, end)):
        return True
    return _PLACE.fullmatch(label.strip()) is not None and not _NO_PLACE.search(low)


def _last(above: str) -> re.Match[str] | None:
    """The last rate that is no price itself, as that of "2 dollars an hour" is."""
    rates = [hit for hit in headers.RATE.finditer(above) if not _PRICED.search(above, 0, hit.start())]
    return rates[-1] if rates else None


_PRICED = late(r"\d\s?(?:us\s|us-)?$", re.I)
