"""Dates as people write them in several languages, read against the day of publication."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from datetime import date, timedelta

from tracker.extract import eastern_dates, pointing_dates
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
    UNSURE_MONTHS,
    WEEKDAYS,
)
from tracker.extract.late import late
from tracker.extract.numerals import alternatives
from tracker.extract.parts import DateMention
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
    rf"|l'année\sprochaine|prochaine|próximo\saño|this|next)"
)
_LEADS = (
    "calendar", "coming", "course", "cette", "current", "day", "demain", "diese", "earlier", "effective",
    "end", "este", "exercice", "fiscal", "fy", "geschäftsjahr", "gestern", "half", "heute", "hier", "hoy", "jahresende",
    "kommende", "l'an", "last", "later", "letzte", "mañana", "morgen", "next", "nächste", "oggi", "past", "previous",
    "próximo", "quest'anno", "sometime", "start", "starting", "still", "this", "today", "tomorrow", "tonight", "vandaag",
    "vergangenen", "vorigen", "week", "year", "yesterday", "ayer", "ieri", "año", "aujourd'hui", "ab sofort", "christmas",
    "heiligabend", "weihnachten", "noël", "easter", "ostern", "pâques", "thanksgiving", "labor", "labour", "new year's",
    "dit jaar",
)  # fmt: skip
_BEGINS = rf"""\d|[qt][1-4]|h[12]|{alternatives({*MONTHS, *ORDINALS, *WEEKDAYS, *SHOWS, *SEASONS, *EARLY, *LATE, *MIDDLE, *_LEADS})}
  |(?:by|before|bis|zum|gegen|towards?|d'ici(?:\sà)?)\s(?:(?:the|la)\s)?(?:year|end|jahres|fin|before|the\syear)
  |(?:the|la)\s(?:year|end|jahres|fin|next|first)|in\sdiesem|el\s(?:próximo|año)|(?:an?|one|two|three|four|five|six|eight|ten)\s(?:day
    |week|month|year)
  |(?:on|since|am|seit|le|el|ce|from|starting|ab|dès|vanaf)\s(?:last\s|coming\s)?{alternatives({*WEEKDAYS, *SEASONS})}
  |(?:im|cet|en)\s(?:coming\s)?{_S}
  |(?:at|auf\sder|au|en\sel|during)\s(?:the\s|its\s)?{alternatives(BARE_SHOWS)}
  |(?:in|since|by|until|from|through|im|seit|en|am|ab|bis|dated|before|after|of|depuis|dès|desde|a|hasta|à\spartir\sde|vanaf
    |sinds|di|dal|as\sof|till|for)\s(?:late\s|early\s|mid[\s-])?(?:late\s|early\s|mid[\s-])?{_M}"""
"""What dates begin with; asked first, since most words begin none."""

_DATE = late(
    rf"""(?<![a-z0-9$€£])(?={_BEGINS})(?:
  (?P<fiscal>(?:fiscal(?:\syear)?|fy|geschäftsjahr|exercice)[\s-]?'?(?:20)?\d\d\b|(?:q[1-4]
    |{_O})(?:\squarter)?\s(?:of\s|in\s)?(?:its\s|the\s)?(?:fiscal|fy)[\s-]?(?:year\s)?(?:'?\d{{2,4}})?
    |fiscal\s(?:q[1-4]|(?:first|second|third|fourth)\s(?:quarter|half))(?:\s(?:of\s)?{_Y})?)
| (?P<iso>{_Y}[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:[0-2]?\d|3[01]))?)(?![\d.]\d|\d|-\d)
| (?P<dots>(?:[0-2]?\d|3[01])\.\s?(?:0?[1-9]|1[0-2])\.\s?{_Y})(?!\d)
| (?P<mdy_m>{_M})\.?\s(?P<mdy_d>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s(?P<mdy_y>{_Y}))?(?![\d%])(?!\s?(?:gpus?|chips?
    |gb|tb|x\b|percent))
| (?P<dmy_d>[0-3]?\d)(?:\.|st|nd|rd|th|er|º)?\s(?:of\s|de\s|di\s)?(?P<dmy_m>{_M})(?:\.?,?\s(?:de\s
    |del\s)?(?P<dmy_y>{_Y}))?\b
| (?:calendar\s)?(?P<q>[qt][1-4]|[1-4]q)[\s/'-]{{0,2}}{_OF}(?P<q_y>{_Y}|'?2\d\b|next\syear|this\syear)?(?![a-z0-9])
| (?P<h>h[12]|[12]h)[\s/'-]{{0,2}}{_OF}(?P<h_y>{_Y}|'?2\d\b|next\syear|this\syear)?(?![a-z0-9])
| (?P<oq>{_O})\s(?:calendar\s)?(?:quarter|quartal|trimestre|kwartaal
    |trimester)s?(?:,?\s{_OF}(?P<oq_y>{_WHOSE}))?(?![a-z])
| (?P<oh>{_O})\s(?:calendar\s)?(?:half|halbjahr|hälfte|semestre|moitié|mitad|metà
    |helft)(?:-year)?(?:,?\s{_OF}(?P<oh_y>{_WHOSE}))?(?![a-z])(?!\s(?:of\s(?:the\s)?(?:order|budget|machines
    |deal|sum)))
| (?P<part>{_PART})[\s-]{{1,2}}(?:of\s|in\s|de\s|des\s|del\s|di\s|months\sof\s|part\sof\s|weeks\sof\s
    |days\sof\s){{0,2}}(?:the\s|l'|el\s)?(?P<part_y>{_WHOSE})(?![a-z0-9])
| (?P<partm>early|late|mid|end|beginning|start|middle|anfang|ende|mitte|début|fin|finales|principios|mediados
    |inizio|fine|week|days?|half|course)[\s-](?:of\s|in\s|de\s
    |di\s){{0,1}}(?P<partm_m>{_M})\b(?:,?\s(?:de\s)?(?P<partm_y>{_Y}))?
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
| (?P<now>today|heute|aujourd'hui|hoy|oggi|vandaag|tonight|this\s(?:morning|afternoon|evening)|starting\snow
    |effective\simmediately|ab\ssofort)
| (?P<yesterday>yesterday|gestern|hier(?=,|\s(?:soir|matin))|ayer|ieri|last\snight)
| (?P<tomorrow>tomorrow|morgen(?=\s(?:in|ab|wird))|demain|mañana(?=\s(?:en|se)))
| (?P<this>(?:earlier\s|later\s)?this\s(?P<this_u>week|month|quarter)|(?:diese[rn]?\s(?P<this_g>woche|monat)))
| (?P<season>(?P<season_l>this|last|next|coming|since\slast|diesen|letzten|nächsten|im|cet|en
    |este)\s(?:coming\s)?(?P<season_n>{_S}))(?![a-z])(?!\sof)
| (?P<ago>(?P<ago_n>\d{{1,2}}|an?|one|two|three|four|five|six|eight|ten)\s(?P<ago_u>day|week|month|year)s?\sago)
| (?P<inm>(?:in|since|by|until|from|through|im|seit|en|am|ab|bis|this|last|next|dated|before|after|of|depuis
    |dès|desde|a|hasta|à\spartir\sde|from\slate|vanaf|sinds|di|dal|as\sof|till|for)\s
    (?:early\s|late\s|mid[\s-])?)(?P<inm_m>{_M})\b(?:,?\s(?:de\s)?(?P<inm_y>{_Y}))?
| (?P<my_m>{_M})\.?,?\s(?:de\s|del\s)?(?P<my_y>{_Y})\b
| (?P<ev>{_E})[\s']{{1,2}}(?P<ev_y>{_Y}|2\d)\b
| (?:at|auf\sder|au|en\sel|during)\s(?:the\s|its\s)?(?P<show>{_any(BARE_SHOWS)})(?![a-z0-9])(?!\s(?:dc|paris
    |taipei|europe|washington|berlin))
| (?P<feast>christmas\seve|christmas|heiligabend|weihnachten|noël|easter|ostern|pâques|thanksgiving
    |labou?r\sday|new\syear's\seve)
| (?P<first>(?:the\s)?first\sof\s(?:the|this)\smonth)
| (?P<day>(?:last|next|this|on|since|am|seit|le|el|ce|este|from|starting|coming|ab|dès|kommenden|vanaf)\s)?(?P<day_n>{_D})\b
| (?P<year>{_Y})(?![\d-]|\.\d|,\d{{3}}|\s?(?:gpus?|chips?|tokens?|x\b|w\b|gb|tb|tops|tflops|mhz|cards?|servers?
    |nodes?))
)""",
    re.X,
)


def find(low: str, published: Period | None) -> tuple[DateMention, ...]:
    """All dates of a lower-case clean text. Relative ones need `published`; a year elsewhere in the text never helps."""
    base = published.start if published else None
    found: list[DateMention] = []
    for hit in _DATE.finditer(low):
        period = _period(hit, base, low)
        if period is not None:
            found.append(DateMention(hit.start(), hit.end(), period))
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


def _period(hit: re.Match[str], base: date | None, low: str) -> Period | None:
    if hit["fiscal"]:
        return None
    try:
        text = _absolute(hit, base, low) or _relative(hit, base)
        return Period.parse(text, hit[0].strip()) if text else None
    except ValueError:
        return None


_NEXT = late(r"next|nächst|kommend|prochain|próximo")


def _year(text: str | None, base: date | None) -> int | None:
    """A year as printed, "next year", or that of publication."""
    digits = (text or "").strip("'")
    if digits.isdigit():
        return int(digits) + (2000 if len(digits) == 2 else 0)
    if base is None:
        return None
    return base.year + 1 if text and _NEXT.search(text) else base.year


def _absolute(hit: re.Match[str], base: date | None, low: str) -> str | None:
    g = hit.groupdict()
    if g["iso"]:
        parts = [int(x) for x in re.split(r"[-/.]", g["iso"])]
        return "-".join([f"{parts[0]:04}", *(f"{x:02}" for x in parts[1:])])
    if g["dots"]:
        day, month, year = (int(x) for x in re.split(r"\.\s?", g["dots"]))
        return f"{year:04}-{month:02}-{day:02}"
    for prefix in ("mdy", "dmy"):
        if g[f"{prefix}_m"]:
            return _day(g[f"{prefix}_y"], MONTHS[g[f"{prefix}_m"]], int(g[f"{prefix}_d"]), base, forward(hit, low))
    if g["q"] or g["h"]:
        letter = "q" if g["q"] else "h"
        found = _year(g[f"{letter}_y"], base)
        number = re.sub(r"\D", "", g[letter])
        return f"{found:04}-{letter.upper()}{number}" if found else None
    if g["oq"]:
        found = _year(g["oq_y"], base)
        return f"{found:04}-Q{ORDINALS[g['oq']]}" if found else None
    if g["oh"] and ORDINALS[g["oh"]] < 3:
        found = _year(g["oh_y"], base)
        return f"{found:04}-H{ORDINALS[g['oh']]}" if found else None
    return _named(g, base, low, hit)


def _day(year: str | None, month: int, day: int, base: date | None, ahead: bool | None) -> str | None:
    found = int(year) if year else closest_year(month, base, ahead) if base else None
    return f"{found:04}-{month:02}-{day:02}" if found else None


def _named(g: dict[str, str | None], base: date | None, low: str, hit: re.Match[str]) -> str | None:
    if g["part"]:
        year = _year(g["part_y"], base)
        return part_of_year(year, str(g["part"])) if year else None
    if g["ye"]:
        year = _year(g["ye_y"], base)
        return f"{year:04}-H2" if year else None
    for prefix in ("partm", "inm", "my"):
        if name := g[f"{prefix}_m"]:
            month, told = MONTHS[name], g[f"{prefix}_y"]
            if (
                name in UNSURE_MONTHS
                and not told
                and not hit[0].startswith(
                    (
                        "in ",
                        "since ",
                        "by ",
                        "until ",
                        "im ",
                        "seit ",
                        "en ",
                        "this ",
                        "last ",
                        "next ",
                        "from ",
                        "before ",
                    )
                )
            ):
                return None
            year = int(told) if told else closest_year(month, base, forward(hit, low)) if base else None
            return f"{year:04}-{month:02}" if year else None
    if g["ev"]:
        year = _year(g["ev_y"], base)
        return f"{year}-{SHOWS[str(g['ev'])]:02}"
    return g["year"]


def part_of_year(year: int, word: str) -> str:
    half = "H1" if word in EARLY else "H2" if word in LATE else SEASONS.get(word, "")
    return f"{year:04}-{half}" if half else f"{year:04}"


_AHEAD = late(
    r"\b(?:will|plan\w*|expect\w*|slated|scheduled|due|promis\w+|target\w*|coming|shipping|available in"
    r"|to be|next|from|until|before|wird|soll\w*|sera|será|follows?|starts?)\b"
)
_LIMIT = late(r"\b(?:by|bis|before|until|d'ici|antes de)\s?(?:the\s)?(?:\w+)?$")
_BACK = late(
    r"\b(?:since|last|was|were|had|seit|depuis|desde|ago|began|signed|ordered|announced|unveiled|bought|started)\b"
)


def forward(hit: re.Match[str], low: str) -> bool | None:
    """Whether the words before a date without a year look ahead (True) or back (False)."""
    before = re.split(r"[.;!?]\s", low[max(0, hit.start() - 60) : hit.start()])[-1]
    if _BACK.search(before[-25:] + hit[0]):
        return False
    return True if _AHEAD.search(before + hit[0]) or _LIMIT.search(before + hit[0].split()[0]) else None


def closest_year(month: int, base: date, ahead: bool | None) -> int:
    gap = month - base.month
    if ahead is True:
        return base.year + (1 if gap < 0 else 0)
    if ahead is False:
        return base.year - (1 if gap > 0 else 0)
    return base.year + (1 if gap < -8 else -1 if gap > 4 else 0)


def _relative(hit: re.Match[str], base: date | None) -> str | None:
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
        return shifted(base, unit, 1)
    if g["last"]:
        return shifted(base, g["last_u"] or _UNITS.get(g["last_g"] or "", "year"), -1)
    if g["this"]:
        return this(base, str(g["this_u"] or _UNITS[str(g["this_g"])]))
    if g["season"]:
        return _season(base, str(g["season_l"]), str(g["season_n"]))
    return _marked(g, base)


_UNITS = {"jahr": "year", "monat": "month", "woche": "week", "quartal": "quarter"}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}


def _marked(g: dict[str, str | None], base: date) -> str | None:
    if g["ago"]:
        number = _COUNTS.get(str(g["ago_n"])) or int(str(g["ago_n"]))
        if g["ago_u"] == "day":
            return (base - timedelta(days=number)).isoformat()
        if g["ago_u"] == "week":
            return (base - timedelta(days=7 * number)).isoformat()[:7]
        return shifted(base, str(g["ago_u"]), -number)
    if g["show"]:
        month = SHOWS[str(g["show"])]
        gap = min((abs(base.month - month - 12 * k), k) for k in (-1, 0, 1))
        return f"{base.year + gap[1]}-{month:02}" if gap[0] <= 1 else None
    if g["first"]:
        return f"{base.year}-{base.month:02}-01"
    if g["feast"]:
        return _feast(str(g["feast"]), base)
    return _weekday(base, g["day"] or "", str(g["day_n"])) if g["day_n"] else None


def _feast(name: str, base: date) -> str:
    if name in ("easter", "ostern", "pâques"):
        return f"{base.year}-H1"
    month = 11 if name == "thanksgiving" else 9 if name.startswith("lab") else 12
    year = base.year - 1 if base.month <= 3 and month > 9 else base.year
    return f"{year}-12-24" if name in ("christmas eve", "heiligabend") else f"{year}-{month:02}"


def _season(base: date, lead: str, name: str) -> str | None:
    half = SEASONS[name]
    if lead in ("next", "nächsten"):
        year = base.year + (1 if not (half == "H2" and base.month < 7) else 0)
    elif lead in ("last", "since last", "letzten"):
        year = base.year - (0 if half == "H1" and base.month > 6 else 1)
    else:
        year = base.year
    return f"{year}-{half}" if half else f"{year}"


def shifted(base: date, unit: str, step: int) -> str:
    """The unit of time `step` units away from that of the base day; "coming" is this quarter."""
    months = base.year * 12 + base.month - 1
    if unit == "year":
        return f"{base.year + step}"
    if unit == "quarter":
        at = months // 3 + step
        return f"{at // 4:04}-Q{at % 4 + 1}"
    if unit == "month":
        return f"{(months + step) // 12:04}-{(months + step) % 12 + 1:02}"
    if unit == "week":
        return (base + timedelta(days=7 * step)).isoformat()[:7]
    return f"{base.year:04}-Q{(base.month + 2) // 3}"


def this(base: date, unit: str) -> str:
    return f"{base.year:04}-Q{(base.month + 2) // 3}" if unit == "quarter" else f"{base.year:04}-{base.month:02}"


_COMING = frozenset(("from", "starting", "coming", "ab", "dès", "kommenden", "vanaf"))
"""Before the weekday from which something holds."""


def _weekday(base: date, lead: str, name: str) -> str:
    back = (base.weekday() - WEEKDAYS[name]) % 7
    if lead.strip() in _COMING:
        return (base + timedelta(days=-back % 7)).isoformat()
    if lead.startswith("next"):
        return (base + timedelta(days=(7 - back) or 7)).isoformat()
    if lead.startswith("last") and back == 0:
        back = 7
    return (base - timedelta(days=back)).isoformat()
