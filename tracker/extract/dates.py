"""Dates as people write them, read against the day of publication."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta

from tracker.extract.parts import DateMention
from tracker.model.period import Period

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier",
            "february feb februar février",
            "march mar märz mars",
            "april apr avril",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet",
            "august aug août",
            "september sep sept septembre",
            "october oct oktober octobre",
            "november nov novembre",
            "december dec dezember décembre",
        ),
        1,
    )
    for name in names.split()
}
_EVENTS = {
    "ces": 1,
    "gtc": 3,
    "computex": 6,
    "hot chips": 8,
    "re:invent": 12,
    "cloud next": 4,
    "isc": 6,
    "supercomputing": 11,
    "mwc": 3,
}
_DAYS = {n: i for i, n in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
_DAYS |= {n: i for i, n in enumerate(["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"])}
_ORDINAL = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "last": 4,
    "ersten": 1,
    "zweiten": 2,
    "dritten": 3,
    "vierten": 4,
    "premier": 1,
    "deuxième": 2,
    "troisième": 3,
    "quatrième": 4,
}
_M = "|".join(sorted(_MONTHS, key=len, reverse=True))
_O = "|".join(_ORDINAL)
_D = "|".join(_DAYS)
_E = "|".join(re.escape(e) for e in _EVENTS)
_Y = r"(?:20[12]\d)"

_DATE = re.compile(
    rf"""(?<![a-z0-9$])(?:
  (?P<iso>{_Y}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?!\d)
| (?P<mdy_m>{_M})\.?\s(?P<mdy_d>[0-3]?\d)(?:st|nd|rd|th)?(?:,?\s(?P<mdy_y>{_Y}))?(?![\d%])
| (?P<dmy_d>[0-3]?\d)\.?(?:st|nd|rd|th)?\s(?:of\s)?(?P<dmy_m>{_M})(?:\.?,?\s(?P<dmy_y>{_Y}))?\b
| (?P<q>q[1-4]|[1-4]q)[\s/'-]{{0,2}}(?:of\s)?(?:fy|calendar\s)?(?P<q_y>{_Y}|'?2\d\b)?(?![a-z0-9])
| (?P<h>h[12]|[12]h)[\s/'-]{{0,2}}(?:of\s)?(?P<h_y>{_Y}|'?2\d\b)?(?![a-z0-9])
| (?P<oq>{_O})\s(?:calendar\s)?(?:quarter|quartal|trimestre)
    (?:\s(?:of\s|de\s)?(?:the\s(?P<oq_same>year)|(?P<oq_n>next\syear)|(?P<oq_t>this\syear)|(?P<oq_y>{_Y})))?
| (?P<oh>first|second|ersten|zweiten|back|latter)\s(?:half|halbjahr|hälfte)
    (?:\s(?:of\s)?(?:the\s(?P<oh_same>year)|(?P<oh_n>next\syear)|(?P<oh_t>this\syear)|(?P<oh_y>{_Y})))?
| (?P<part>early|late|mid|end|beginning|start|close|spring|summer|autumn|fall|winter
    |anfang|ende|mitte|jahresende|fin|début|year-end|frühjahr|herbst)[\s-]{{1,2}}(?:of\s|in\s|de\s)?(?:the\s)?(?P<part_y>{_Y}|next\syear|this\syear)\b
| (?P<partm>early|late|mid|end|beginning)[\s-](?:of\s)?(?:in\s)?(?P<partm_m>{_M})\b(?:\s(?P<partm_y>{_Y}))?
| (?P<ye>(?:by\s|before\s)?(?:the\s)?(?:year-end|year's\send|end\sof\sthe\syear|end\sof\syear|jahresende))(?:\s(?P<ye_y>{_Y}))?
| (?P<later>later\sthis\syear|later\sin\s(?P<later_y>{_Y})|this\syear|dieses\sjahr|cette\sannée|later\sin\sthe\syear)
| (?P<next>next\s(?P<next_u>year|quarter|month|week)|(?P<next_n>coming)\s(?:weeks|months)
    |nächste[sn]?\s(?P<next_g>jahr|monat|woche)s?)
| (?P<last>last\s(?P<last_u>year|quarter|month|week))
| (?P<now>today|heute|aujourd'hui|tonight|this\s(?:morning|afternoon)|starting\snow)
| (?P<yesterday>yesterday|gestern)
| (?P<this>this\s(?P<this_u>week|month|quarter|spring|summer|autumn|fall|winter))
| (?P<inm>(?:in|since|by|until|from|through|im|seit|en|this|last|next|dated)\s
    (?:(?:early|late|mid)[\s-])?)(?P<inm_m>{_M})\b(?:\s(?P<inm_y>{_Y}))?
| (?P<my_m>{_M})\s(?P<my_y>{_Y})\b
| (?P<ev>{_E})\s(?P<ev_y>{_Y})\b
| (?P<day>(?:last|next|this|on|since|am)\s)?(?P<day_n>{_D})\b
| (?P<year>{_Y})(?![\d-]|\.\d|,\d{{3}}|\s?(?:gpus?|chips?|tokens?|x\b|w\b|gb|tb|tops|tflops|mhz))
)""",
    re.X,
)


def find(low: str, published: Period | None) -> tuple[DateMention, ...]:
    """All dates of a lower-case clean text. Relative ones need `published`; a year elsewhere in the text never helps."""
    found: list[DateMention] = []
    base = published.start if published else None
    for hit in _DATE.finditer(low):
        period = _period(hit, base, low)
        if period is not None:
            found.append(DateMention(hit.start(), hit.end(), period))
    return tuple(_sides(found, low))


def _sides(found: list[DateMention], low: str) -> list[DateMention]:
    """Two dates joined by "or" are neither, unless one holds the other."""
    drop = set()
    for a, b in itertools.pairwise(found):
        if re.fullmatch(r"\s?(?:or|oder|ou)\s(?:in\s|in\sthe\s)?", low[a.end : b.start]) and not a.period.overlaps(
            b.period
        ):
            drop |= {a.start, b.start}
    return [d for d in found if d.start not in drop]


def _period(hit: re.Match[str], base: date | None, low: str) -> Period | None:
    try:
        text = _absolute(hit, base, low) or _relative(hit, base, low)
        return Period.parse(text, hit[0].strip()) if text else None
    except ValueError:
        return None


def _year(text: str | None, base: date | None) -> int | None:
    """A year as printed, "next year", or that of publication."""
    if text and text.strip("'").isdigit():
        return int(text.strip("'")) + (2000 if len(text.strip("'")) == 2 else 0)
    if base is None:
        return None
    return base.year + 1 if text and text.startswith("next") else base.year


def _absolute(hit: re.Match[str], base: date | None, low: str) -> str | None:
    g = hit.groupdict()
    if g["iso"]:
        return str(g["iso"])
    for prefix in ("mdy", "dmy"):
        if g[f"{prefix}_m"]:
            month, day = _MONTHS[g[f"{prefix}_m"]], int(g[f"{prefix}_d"])
            year = _year(g[f"{prefix}_y"], base)
            if year and base and not g[f"{prefix}_y"]:
                year = _closest_year(month, base, _forward(hit, low))
            return f"{year:04}-{month:02}-{day:02}" if year else None
    if g["q"] or g["h"]:
        letter = "q" if g["q"] else "h"
        year = _year(g[f"{letter}_y"], base)
        return f"{year:04}-{letter.upper()}{g[letter].strip(letter)}" if year else None
    if g["oq"]:
        year = _year(g["oq_y"] or g["oq_n"] or g["oq_t"], base)
        return f"{year:04}-Q{_ORDINAL[g['oq']]}" if year else None
    if g["oh"]:
        year = _year(g["oh_y"] or g["oh_n"] or g["oh_t"], base)
        return f"{year:04}-H{1 if g['oh'] in ('first', 'ersten') else 2}" if year else None
    return _named(g, base, low, hit)


def _named(g: dict[str, str | None], base: date | None, low: str, hit: re.Match[str]) -> str | None:
    if g["part"]:
        year = _year(g["part_y"], base)
        return _part(year, str(g["part"])) if year else None
    if g["ye"]:
        year = _year(g["ye_y"], base)
        return f"{year:04}-H2" if year else None
    for prefix in ("partm", "inm", "my"):
        if name := g[f"{prefix}_m"]:
            month, told = _MONTHS[name], g[f"{prefix}_y"]
            if name in ("may", "mar", "march") and not told and prefix != "inm":
                return None
            year = int(told) if told else _closest_year(month, base, _forward(hit, low)) if base else None
            return f"{year:04}-{month:02}" if year else None
    if g["ev"]:
        return f"{g['ev_y']}-{_EVENTS[str(g['ev'])]:02}"
    return g["year"]


def _part(year: int, word: str) -> str:
    if word in ("early", "beginning", "start", "anfang", "début", "spring", "frühjahr"):
        return f"{year:04}-H1"
    return f"{year:04}" if word in ("mid", "mitte", "summer", "winter") else f"{year:04}-H2"


def _forward(hit: re.Match[str], low: str) -> bool | None:
    """Whether the words before a date without a year look ahead (True) or back (False)."""
    before = low[max(0, hit.start() - 60) : hit.start()]
    if re.search(
        r"\b(?:will|plan\w*|expect\w*|slated|scheduled|due|promis\w+|target\w*|coming|shipping|available in)\b", before
    ):
        return True
    return False if re.search(r"\b(?:since|last|was|were|had)\b", before + hit[0]) else None


def _closest_year(month: int, base: date, forward: bool | None) -> int:
    gap = month - base.month
    if forward is True:
        return base.year + (1 if gap < 0 else 0)
    if forward is False:
        return base.year - (1 if gap > 0 else 0)
    return base.year + (1 if gap < -8 else -1 if gap > 8 else 0)


def _relative(hit: re.Match[str], base: date | None, low: str) -> str | None:
    if base is None:
        return None
    g = hit.groupdict()
    if g["later"]:
        return g["later_y"] or f"{base.year}"
    if g["now"]:
        return base.isoformat()
    if g["yesterday"]:
        return (base - timedelta(days=1)).isoformat()
    if g["next"]:
        unit = g["next_u"] or {"jahr": "year", "monat": "month", "woche": "week"}.get(g["next_g"] or "", "")
        return _shifted(base, unit or "coming", 1)
    if g["last"]:
        return _shifted(base, str(g["last_u"]), -1)
    if g["this"]:
        return _this(base, str(g["this_u"]))
    return _weekday(base, g["day"] or "", str(g["day_n"])) if g["day_n"] else None


def _shifted(base: date, unit: str, step: int) -> str:
    months = base.year * 12 + base.month - 1
    if unit == "year":
        return f"{base.year + step}"
    if unit == "quarter":
        at = months // 3 + step
        return f"{at // 4:04}-Q{at % 4 + 1}"
    if unit == "month":
        return f"{(months + step) // 12:04}-{(months + step) % 12 + 1:02}"
    if unit == "week":
        day = base + timedelta(days=7 * step)
        return f"{day.year:04}-{day.month:02}"
    return f"{base.year:04}-Q{(base.month + 2) // 3}"


def _this(base: date, unit: str) -> str:
    seasons = {"spring": "H1", "summer": "", "autumn": "H2", "fall": "H2", "winter": ""}
    if unit in seasons:
        return f"{base.year}-{seasons[unit]}" if seasons[unit] else f"{base.year}"
    return f"{base.year:04}-Q{(base.month + 2) // 3}" if unit == "quarter" else f"{base.year:04}-{base.month:02}"


def _weekday(base: date, lead: str, name: str) -> str:
    back = (base.weekday() - _DAYS[name]) % 7
    if lead.startswith("next"):
        return (base + timedelta(days=(7 - back) or 7)).isoformat()
    if lead.startswith("last") and back == 0:
        back = 7
    return (base - timedelta(days=back)).isoformat()
