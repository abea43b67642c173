"""Dates as people write them in several languages, read against the day of publication."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from datetime import date, timedelta

from tracker.extract import eastern_dates, pointing_dates, reckoning
from tracker.extract.alternation import pattern
from tracker.extract.calendar_words import (
    BARE_SHOWS,
    EARLY,
    LATE,
    MIDDLE,
    MONTHS,
    ORDINALS,
    SEASONS,
    SHOWS,
    TOLD_SEASON,
    UNSURE_MONTHS,
    WEEKDAYS,
)
from tracker.extract.late import late
from tracker.extract.numerals import alternatives
from tracker.extract.parts import DateMention
from tracker.extract.phrases import Phrases, words_of
from tracker.model.period import Period


def _any(words: Iterable[str]) -> str:
    return pattern(w for w in words if w.isascii() or ord(w[0]) < 0x2E80)


_M, _O, _D, _E, _S = _any(MONTHS), _any(ORDINALS), _any(WEEKDAYS), _any(SHOWS), _any(SEASONS)
_PART = _any(EARLY | LATE | MIDDLE | set(SEASONS))
_Y = r"20[12]\d"
_OF = (
    r"(?:of\s|in\s|de\s|del\s|di\s|do\s|des\s|du\s|d'|l'|von\s|van\s|the\s|calendar\s|cy\s?|année\s|año\s"
    r"|anno\s|jahres\s|jahr\s|year\s){0,3}"
)
_WHOSE = (
    rf"(?:{_Y}|next\syear|this\syear|the\syear|nächsten\sjahres|kommenden\sjahres|dieses\sjahres"
    rf"|l'année\sprochaine|prochaine|próximo\saño|this|next|'2\d\b)"
)
_TOLD_Y = (
    rf"(?:{_Y}|(?:of\s)?(?:last|next|this)\syear|letzten\sjahres|vergangenen\sjahres|nächsten\sjahres|dieses\sjahres"
    r"|dernier|prochain|del\saño\s(?:pasado|próximo)|pasado)"
)
"""The year of a month: in digits or by the year of publication."""
_IN_SEASON = (
    r"(?:(?:in|by|since|from|until|till|during|over|through|throughout|before|after|(?:for|to)(?!\s(?:fall|spring)\b(?!\s'?2)))\s"
    r"(?:the\s|this\s|last\s|next\s|late\s|early\s){0,2}|im\s|ab\s|seit\s|bis\s|zum\s|vom\s|en\s|cet\s|dès\s|depuis\s|à\sl'|au\s|pour\sl'|desde\s|este\s"
    r"|para\s|in\s|nel\s|dit\s|deze\s|sinds\s)"
)
_LEADS = (
    "calendar", "coming", "course", "cette", "current", "day", "demain", "diese", "earlier", "effective",
    "end", "este", "exercice", "fiscal", "fy", "geschäftsjahr", "gestern", "half", "heute", "hier", "hoy", "jahresende",
    "kommende", "l'an", "last", "later", "letzte", "mañana", "morgen", "next", "nächste", "oggi", "past", "previous",
    "próximo", "quest'anno", "sometime", "start", "starting", "still", "this", "today", "tomorrow", "tonight", "vandaag",
    "vergangenen", "vorigen", "week", "year", "yesterday", "ayer", "ieri", "año", "aujourd'hui", "ab sofort", "christmas",
    "heiligabend", "weihnachten", "noël", "easter", "ostern", "pâques", "thanksgiving", "labor", "labour", "new year's",
    "dit jaar", "ce matin", "ce soir", "cet après-midi", "esta mañana", "esta tarde", "stamattina", "vanmorgen", "hoje", "fim",
    "meados", "eind", "primi",
)  # fmt: skip
_BEGINS = rf"""\d|[qt][1-4]|h[12]|{alternatives({*MONTHS, *ORDINALS, *WEEKDAYS, *SHOWS, *SEASONS, *EARLY, *LATE, *MIDDLE, *_LEADS})}
  |(?:by|before|bis|zum|gegen|towards?|d'ici(?:\sà)?)\s(?:(?:the|la)\s)?(?:year|end|jahres|fin|before|the\syear)
  |(?:the|la)\s(?:year|end|jahres|fin|next|first)|in\sdiesem|el\s(?:próximo|año)|(?:an?|one|two|three|four|five|six|eight|ten)\s(?:day
    |week|month|year)
  |(?:on|since|am|seit|le|el|ce|from|starting|ab|dès|vanaf)\s(?:last\s|coming\s)?{alternatives({*WEEKDAYS, *SEASONS})}
  |{_IN_SEASON}(?:coming\s)?{_S}
  |(?:on|since|from|until|till|by|before|after|of)\sthe\s(?:\d\d?(?:st|nd|rd|th)|first\sof|weekend)
  |(?:on|at|over|during|this|last)\s(?:the\s)?(?:past\s)?weekend
  |(?:at|auf\sder|au|en\sel|during)\s(?:the\s|its\s)?{alternatives(BARE_SHOWS)}
  |(?:in|since|by|until|from|through|im|seit|en|am|ab|bis|dated|before|after|of|depuis|dès|desde|a|hasta|à\spartir\sde|vanaf
    |sinds|di|dal|as\sof|till|for)\s(?:late\s|early\s|mid[\s-]|the\s)?(?:late\s|early\s|mid[\s-])?{_M}"""
"""What dates begin with; asked first, since most words begin none."""

_DATE = Phrases(
    rf"""(?<![a-z0-9$€£])(?={_BEGINS})(?:
  (?P<fiscal>(?:fiscal(?:\syear)?|fy|geschäftsjahr|exercice)[\s-]?'?(?:20)?\d\d\b|(?:q[1-4]
    |{_O})(?:\squarter)?\s(?:of\s|in\s)?(?:its\s|the\s)?(?:fiscal|fy)[\s-]?(?:year\s)?(?:'?\d{{2,4}})?
    |fiscal\s(?:q[1-4]|(?:first|second|third|fourth)\s(?:quarter|half))(?:\s(?:of\s)?{_Y})?)
| (?P<iso>{_Y}[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:[0-2]?\d|3[01]))?)(?![\d.]\d|\d|-\d)
| (?P<dots>(?:[0-2]?\d|3[01])\.\s?(?:0?[1-9]|1[0-2])\.\s?{_Y})(?!\d)
| (?P<mdy_m>{_M})\.?\s(?P<mdy_d>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s(?P<mdy_y>{_Y}))?(?![\d%])(?!\s?(?:gpus?|chips?
    |gb|tb|x\b|percent))
| (?P<dmy_d>[0-3]?\d)(?:\.|st|nd|rd|th|er|º)?\s(?:of\s|de\s|di\s)?(?P<dmy_m>{_M})(?:\.?,?\s(?:de\s
    |del\s)?(?P<dmy_y>{_TOLD_Y}))?\b
| (?:calendar\s)?(?P<q>q[1-4]|[1-4]q|(?:(?<=\sau\s)|(?<=\sdu\s)|(?<=\sle\s)|(?<=\sel\s)|(?<=\sdel\s)
    |(?=t[1-4][\s/'-]{{0,2}}(?:{_Y}|'?2\d\b)))t[1-4])[\s/'-]{{0,2}}{_OF}(?P<q_y>{_Y}|'?2\d\b|next\syear|this\syear)?(?![a-z0-9])
| (?P<h>h[12]|[12]h)[\s/'-]{{0,2}}{_OF}(?P<h_y>{_Y}|'?2\d\b|next\syear|this\syear)?(?![a-z0-9])
| (?:(?<=the\s)|(?!last\squarter(?!,?\s(?:of|in)\s)))(?P<oq>{_O})[\s-](?:calendar\s)?(?:quarter|quartal|trimestre|kwartaal
    |trimester)s?(?:,?\s{_OF}(?P<oq_y>{_WHOSE}))?(?![a-z])
| (?P<oh>{_O})\s(?:calendar\s)?(?:half|halbjahr|hälfte|semestre|moitié|mitad|metà
    |helft)(?:-year)?(?:,?\s{_OF}(?P<oh_y>{_WHOSE}))?(?![a-z])(?!\s(?:of\s(?:the\s)?(?:order|budget|machines
    |deal|sum)))
| (?P<part>{_PART})[\s-]{{1,2}}(?:of\s|in\s|de\s|des\s|del\s|di\s|months\sof\s|part\sof\s|weeks\sof\s
    |days\sof\s){{0,2}}(?:the\s|l'|el\s)?(?P<part_y>{_WHOSE})(?![a-z0-9])
| (?P<partm>early|late|mid|end|beginning|start|middle|anfang|ende|mitte|début|fin|mi|finales|principios|mediados
    |inizio|fine|metà|eind|begin|half|fim|início|meados|week|days?|course)[\s-](?P<partm_of>of\s|in\s|de\s
    |di\s){{0,1}}(?P<partm_m>{_M})\b(?:,?\s(?:de\s)?(?P<partm_y>{_TOLD_Y}))?
| (?P<ye>(?:by\s|before\s|bis\s|zum\s|gegen\s|towards?\s|d'ici\s(?:à\s)?)?(?:the\s|la\s)?(?:year-?end
    |year's\send|end\sof\sthe\s(?:calendar\s)?year|end\sof\syear|end\sof\sthis\syear|jahresende|ende\sdes\sjahres
    |fin\sde\sl'année|fin\sd'année|fin\sde\saño|finales\sde\saño|fine\sdell'anno|fine\sanno
    |(?:before\s)?the\syear\sis\sout))(?:\s(?P<ye_y>{_Y}))?
| (?P<later>(?:later|earlier|sometime|still)\s(?:this\syear|in\s(?P<later_y>{_Y})|in\sthe\syear)|(?:this
    |current)\syear|dieses\sjahr|in\sdiesem\sjahr|cette\sannée|este\saño|quest'anno|dit\sjaar)
| (?P<next>(?:the\s)?next\s(?P<next_u>year|quarter|month|week)|(?P<next_n>coming|next\sfew)\s(?:weeks|months)
    |(?:nächste[sn]?|kommende[sn]?)\s(?P<next_g>jahr|monat|woche|quartal)e?s?
    |(?:l'année|l'an)\sprochain(?:e)?|(?P<next_e>(?:el\s)?próximo\saño|año\spróximo|el\saño\sque\sviene))
| (?P<last>(?:last|previous|past)\s(?P<last_u>year|quarter|month|week)(?!s)|letztes\sjahr|l'an\sdernier
    |el\saño\spasado|(?:vergangenen|letzten|vorigen)\s(?P<last_g>monat|woche|jahr))
| (?P<now>today|heute|aujourd'hui|hoy|oggi|vandaag|hoje|tonight|this\s(?:morning|afternoon|evening)|starting\snow
    |ce\s(?:matin|soir)|cet\saprès-midi|esta\s(?:mañana|tarde)(?!\sde)|stamattina|vanmorgen|effective\simmediately|ab\ssofort)
| (?P<yesterday>yesterday|gestern|hier(?=,|\s(?:soir|matin))|ayer|ieri|last\snight)
| (?P<tomorrow>tomorrow|morgen(?=\s(?:in|ab|wird))|demain|mañana(?=\s(?:en|se)))
| (?P<this>(?:earlier\s|later\s)?this\s(?P<this_u>week|month|quarter)|(?:diese[rn]?\s(?P<this_g>woche|monat)))
| (?P<season>(?P<season_l>this|last|next|coming|since\slast|by\snext|diesen|letzten|nächsten|{_IN_SEASON})\s?(?<=\s|')(?:coming\s)?
    (?P<season_n>{_S}))(?![a-z])(?!\sof|,?\s(?:{_Y}|next\syear|this\syear))
| (?P<weekend>(?:on|at|over|during|this|last)\s(?:the\s)?(?:past\s)?weekend)(?![a-z])
| (?:on|since|from|until|till|by|before|after)\sthe\s(?P<nth>[0-3]?\d)(?:st|nd|rd|th)(?=\s?[,.;:)!?]|\s?$|\s(?:and|that|to|at
    |by|it|he|she|they|we|the|as|than|all|both|or|with)\s(?!(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)\b))
| (?P<ago>(?P<ago_n>\d{{1,2}}|an?|one|two|three|four|five|six|eight|ten)\s(?P<ago_u>day|week|month|year)s?\sago)
| (?P<inm>(?:in|since|by|until|from|through|im|seit|en|am|ab|bis|this|last|next|dated|before|after|of|depuis
    |dès|desde|a|hasta|à\spartir\sde|from\slate|vanaf|sinds|di|dal|as\sof|till|for)\s
    (?:early\s|late\s|mid[\s-])?)(?P<inm_the>the\s)?(?P<inm_m>{_M})\b(?:,?\s(?:de\s)?(?P<inm_y>{_TOLD_Y}))?
| (?P<my_m>{_M})\.?,?\s(?:de\s|del\s)?(?P<my_y>{_TOLD_Y})\b
| (?:(?<![\s\S])|(?<=\n)|(?<=\n-\s)|(?<=\n\*\s)|(?<=[.!?]\s)|(?<=\*\*))(?P<label>{_M})(?=\s?[:.](?:\s|\*|$))
| (?P<ev>{_E})[\s']{{1,2}}(?P<ev_y>{_Y}|2\d)\b
| (?:at|auf\sder|au|en\sel|during)\s(?:the\s|its\s)?(?P<show>{_any(BARE_SHOWS)})(?![a-z0-9])(?!\s(?:dc|paris
    |taipei|europe|washington|berlin))
| (?P<feast>christmas\seve|christmas|heiligabend|weihnachten|noël|easter|ostern|pâques|thanksgiving
    |labou?r\sday|new\syear's\seve)
| (?P<first>(?:the\s)?first\sof\s(?:the|this)\s(?P<first_u>month|year)(?!['’]s|\w))
| (?P<day>(?:last|next|this|on|since|am|seit|le|el|ce|este|from|starting|coming|ab|dès|kommenden|vanaf)\s)?(?P<day_n>{_D})\b
    (?:\s(?:of\s)?(?P<day_w>last|next|this)\sweek)?
| (?P<year>{_Y})(?![\d-]|\.\d|,\d{{3}}|\s?(?:gpus?|chips?|tokens?|x\b|w\b|gb|tb|tops|tflops|mhz|cards?|servers?
    |nodes?))
)""",
    begins="".join(_BEGINS.split()),
    flags=re.X,
)


def find(low: str, published: Period | None) -> tuple[DateMention, ...]:
    """All dates of a lower-case clean text. Relative ones need `published`; a year elsewhere in the text never helps."""
    base = published.start if published else None
    found: list[DateMention] = []
    for hit in words_of(low).all(_DATE):
        ahead = forward(hit, low)
        period = _period(hit, base, ahead)
        if period is not None:
            found.append(DateMention(hit.start(), hit.end(), period, _loose(hit, ahead)))
    found = pointing_dates.with_pointing(low, found)
    eastern = eastern_dates.find(low, base)
    if eastern:
        found = [d for d in found if not any(d.start < e.end and e.start < d.end for e in eastern)] + eastern
        found.sort(key=lambda d: d.start)
    return tuple(_sides(found, low))


def _sides(found: list[DateMention], low: str) -> list[DateMention]:
    """Two dates joined by "or" are neither, unless one holds the other."""
    drop = set()
    for a, b in itertools.pairwise(found):
        joined = re.fullmatch(r"\s?(?:or|oder|ou|o)\s(?:in\s|in\sthe\s|im\s|en\s)?", low[a.end : b.start])
        if joined and not a.period.overlaps(b.period):
            drop |= {a.start, b.start}
    return [d for d in found if d.start not in drop]


def _period(hit: re.Match[str], base: date | None, ahead: bool | None) -> Period | None:
    if hit["fiscal"]:
        return None
    try:
        text = _absolute(hit, base, ahead) or _relative(hit, base, ahead)
        return Period.parse(text, hit[0].strip()) if text else None
    except (ValueError, OverflowError):  # a day counted past the first or the last year
        return None


_YEARLESS = (
    ("mdy_m", "mdy_y"), ("dmy_m", "dmy_y"), ("inm_m", "inm_y"), ("partm_m", "partm_y"), ("q", "q_y"), ("h", "h_y"),
    ("oq", "oq_y"), ("oh", "oh_y"), ("label", "year"), ("feast", "year"),
)  # fmt: skip


def _loose(hit: re.Match[str], ahead: bool | None) -> bool:
    """Printed without its year, and no word beside it looks back."""
    if ahead is False:
        return False
    lead = hit["season_l"]
    return any(hit[name] and not hit[year] for name, year in _YEARLESS) or bool(lead and lead not in TOLD_SEASON)


_BEFORE_THIS = late(r"last|letzt|vergangen|dernier|pasado(?!\saño)")
_NEXT = late(r"next|nächst|kommend|prochain|próximo")


def _year(text: str | None, base: date | None) -> int | None:
    """A year as printed, "next year", or that of publication."""
    digits = (text or "").strip("'")
    if digits.isdigit():
        return int(digits) + (2000 if len(digits) == 2 else 0)
    if base is None:
        return None
    if text and _BEFORE_THIS.search(text):
        return base.year - 1
    return base.year + 1 if text and _NEXT.search(text) else base.year


def _absolute(hit: re.Match[str], base: date | None, ahead: bool | None) -> str | None:
    g = hit.groupdict()
    if g["iso"]:
        parts = [int(x) for x in re.split(r"[-/.]", g["iso"])]
        return "-".join([f"{parts[0]:04}", *(f"{x:02}" for x in parts[1:])])
    if g["dots"]:
        day, month, year = (int(x) for x in re.split(r"\.\s?", g["dots"]))
        return f"{year:04}-{month:02}-{day:02}"
    for prefix in ("mdy", "dmy"):
        if name := g[f"{prefix}_m"]:
            found = _year_of_month(MONTHS[name], g[f"{prefix}_y"], base, ahead)
            return f"{found:04}-{MONTHS[name]:02}-{int(str(g[f'{prefix}_d'])):02}" if found else None
    for letter in ("q", "h"):
        if g[letter]:
            number = int(re.sub(r"\D", "", str(g[letter])))
            found = _year_of_part(letter, number, g[f"{letter}_y"], base, ahead)
            return f"{found:04}-{letter.upper()}{number}" if found else None
    for letter in ("q", "h"):
        if name := g[f"o{letter}"]:
            number = ORDINALS[name]
            found = _year_of_part(letter, number, g[f"o{letter}_y"], base, ahead)
            return f"{found:04}-{letter.upper()}{number}" if found and (letter == "q" or number < 3) else None
    return _named(hit, base, ahead)


def _year_of_month(month: int, told: str | None, base: date | None, ahead: bool | None) -> int | None:
    if told or base is None:
        return _year(told, base)
    return reckoning.closest_year(month, base, ahead)


def _year_of_part(letter: str, number: int, told: str | None, base: date | None, ahead: bool | None) -> int | None:
    """Of a quarter or half: that of publication, unless the words beside it look to the other side of it."""
    if told or base is None or ahead is None:
        return _year(told, base)
    months = 3 if letter == "q" else 6
    first, last = months * (number - 1) + 1, months * number
    if ahead:
        return base.year + (last < base.month)
    return base.year - (first > base.month)


def _named(hit: re.Match[str], base: date | None, ahead: bool | None) -> str | None:
    g, words, closed = hit.groupdict(), hit[0], _stands_as_date(hit)
    if g["part"]:
        year = _year(g["part_y"], base)
        return part_of_year(year, str(g["part"])) if year else None
    if g["ye"]:
        year = _year(g["ye_y"], base)
        return f"{year:04}-H2" if year else None
    for prefix in ("partm", "inm", "my"):
        if name := g[f"{prefix}_m"]:
            told = g[f"{prefix}_y"]
            if name in UNSURE_MONTHS and not told and (g["inm_the"] or not _surely_month(g, words, closed)):
                return None
            year = _year_of_month(MONTHS[name], told, base, ahead)
            return f"{year:04}-{MONTHS[name]:02}" if year else None
    if g["label"] and base:
        return f"{reckoning.closest_year(MONTHS[str(g['label'])], base, ahead):04}-{MONTHS[str(g['label'])]:02}"
    if g["ev"]:
        year = _year(g["ev_y"], base)
        return f"{year}-{SHOWS[str(g['ev'])]:02}"
    return g["year"]


_TIMELY = ("in ", "since ", "by ", "until ", "im ", "seit ", "en ", "this ", "last ", "next ", "from ", "before ")
_PARTS_OF_MONTHS = frozenset(("early", "late", "mid", "anfang", "ende", "mitte", "début", "fin", "mi", "finales", "principios",
                              "mediados", "eind", "begin"))  # fmt: skip


_VERBS = frozenset(("may", "mar", "march"))
"""Behind "early" or "late" a verb as well ("ordering early may help"): a month only with a preposition or before a stop."""
_CLOSED = late(r"\s?(?:[,.;:!?)]|\n|$)")
_PREPOSED = late(
    r"\b(?:in|by|since|until|till|from|before|after|for|of|through|im|ab|bis|seit|depuis|dès|desde|the|its|a)\s(?:the\s)?$"
)


def _stands_as_date(hit: re.Match[str]) -> bool:
    """Behind a preposition of time or an article, or at the end of its clause."""
    before = _PREPOSED.search(hit.string, max(0, hit.start() - 12), hit.start())
    return before is not None or _CLOSED.match(hit.string, hit.end()) is not None


def _surely_month(g: dict[str, str | None], words: str, closed: bool) -> bool:
    """Is a name that may be another word a month here, by what stands beside it?"""
    if words.startswith(_TIMELY):
        return True
    if not g["partm"]:
        return False
    adverb = g["partm"] in ("early", "late") and g["partm_m"] in _VERBS and "-" not in words
    return bool(g["partm_of"]) or (g["partm"] in _PARTS_OF_MONTHS and (closed or not adverb))


def part_of_year(year: int, word: str) -> str:
    half = "H1" if word in EARLY else "H2" if word in LATE else SEASONS.get(word, "")
    return f"{year:04}-{half}" if half else f"{year:04}"


_AHEAD = late(
    r"\b(?:will|plan\w*|expect\w*|slated|scheduled|due|promis\w+|target\w*|coming|shipping|available in"
    r"|to be|next|wird|soll\w*|sera|será|follows?|starts?|ships|arrives?|reaches|comes|goes|opens|begins|gets|lands)\b"
)
_LIMIT = late(r"\b(?:by|bis|before|until|from|d'ici|antes de)\s?(?:the\s)?(?:\w+)?$")
_BACK = late(
    r"\b(?:since|last(?!\s(?:days?|orders?|calls?|units?|quarter))|was|were|had|seit|depuis|desde|ago|began|signed|ordered|announced|unveiled|bought|started)\b"
)
_THEN = late(
    r"\s?,?\s?(?:[^\W\d]+\s){0,4}?(?:(?P<ahead>will|is to|are to|expects?|plans?)"
    r"|(?:was|were|had|did|ran|began|gave|went|came|took|said|showed|sold|became|would|told|put|bought|brought|(?!need)[a-z]{3,}(?<!e)ed))\b"
)
"""What a clause goes on with behind its date."""


def forward(hit: re.Match[str], low: str) -> bool | None:
    """Whether the words beside a date without a year look ahead (True) or back (False)."""
    before = re.split(r"[.;!?]\s", low[max(0, hit.start() - 60) : hit.start()])[-1]
    if _BACK.search(before[-25:] + hit[0]):
        return False
    if _AHEAD.search(before + hit[0]):
        return True
    if after := _THEN.match(low, hit.end(), hit.end() + 60):
        return bool(after["ahead"])
    return True if _LIMIT.search(before + hit[0].split()[0]) else None


def _relative(hit: re.Match[str], base: date | None, ahead: bool | None) -> str | None:
    if base is None:
        return None
    g = hit.groupdict()
    if g["later"]:
        return g["later_y"] or f"{base.year}"
    for name, days in (("now", 0), ("yesterday", -1), ("tomorrow", 1)):
        if g[name]:
            return (base + timedelta(days=days)).isoformat()
    if g["next"]:
        unit = g["next_u"] or _UNITS.get(g["next_g"] or "") or ("coming" if g["next_n"] else "year")
        return reckoning.shifted(base, unit, 1)
    if g["last"]:
        return reckoning.shifted(base, g["last_u"] or _UNITS.get(g["last_g"] or "", "year"), -1)
    if g["this"]:
        return reckoning.this(base, str(g["this_u"] or _UNITS[str(g["this_g"])]))
    if g["season"]:
        return _season(base, str(g["season_l"]), str(g["season_n"]), ahead)
    return _marked(g, base, ahead)


_UNITS = {"jahr": "year", "monat": "month", "woche": "week", "quartal": "quarter"}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}


def _marked(g: dict[str, str | None], base: date, ahead: bool | None) -> str | None:
    if g["ago"]:
        number = _COUNTS.get(str(g["ago_n"])) or int(str(g["ago_n"]))
        if g["ago_u"] == "day":
            return (base - timedelta(days=number)).isoformat()
        if g["ago_u"] == "week":
            return (base - timedelta(days=7 * number)).isoformat()[:7]
        return reckoning.shifted(base, str(g["ago_u"]), -number)
    if g["show"]:
        month = SHOWS[str(g["show"])]
        gap = min((abs(base.month - month - 12 * k), k) for k in (-1, 0, 1))
        return f"{base.year + gap[1]}-{month:02}" if gap[0] <= 1 else None
    if g["first"]:
        return f"{base.year}-{base.month if g['first_u'] == 'month' else 1:02}-01"
    if g["feast"]:
        return reckoning.feast(str(g["feast"]), base)
    if g["weekend"]:
        return reckoning.weekday(base, "", 5)[:7]
    if g["nth"]:
        return reckoning.nth(base, int(str(g["nth"])), ahead)
    if not g["day_n"]:
        return None
    return reckoning.weekday(base, (g["day"] or "").strip(), WEEKDAYS[str(g["day_n"])], g["day_w"] or "")


def _season(base: date, lead: str, name: str, ahead: bool | None) -> str | None:
    half = SEASONS[name]
    if lead in ("next", "by next", "nächsten") or lead.endswith("next "):
        year = base.year + (1 if not (half == "H2" and base.month < 7) else 0)
    elif lead in ("last", "since last", "letzten") or lead.endswith("last "):
        year = base.year - (0 if half == "H1" and base.month > 6 else 1)
    elif lead in TOLD_SEASON or lead.endswith("this "):
        year = base.year
    else:
        year = reckoning.closest_season(name, base, ahead)
    return f"{year}-{half}" if half else f"{year}"
