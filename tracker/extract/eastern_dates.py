"""Chinese, Japanese and Korean dates: 2026年下半年, 1 月 26 日, 第 3 四半期, 明年初, 本日."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.extract.calendar_words import EARLY, LATE
from tracker.extract.late import late
from tracker.extract.parts import DateMention
from tracker.model.period import Period

_YEARS = {"今": 0, "本": 0, "明": 1, "来": 1, "去": -1, "昨": -1}
_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4}
_S = r"\s{0,2}"
_DATE = late(
    rf"""(?:(?P<y>20[12]\d|今|明|来|去|昨){_S}[年년])?{_S}
(?: (?P<m>1[0-2]|0?[1-9]){_S}[月월](?!曜)(?:{_S}(?P<d>[0-3]?\d){_S}[日号일])?
  | 第?{_S}(?P<q>[一二三四1-4]){_S}(?:季度|四半期|分기|분기)
  | (?P<p>上半年|下半年|上半期|下半期|上期|下期|前半|後半|年初|初頭|初|年末|年底|末|底|中頃|中旬|年中|中|内|年内|春|夏|秋
    |冬)(?![国國央])
  | (?P<all>)(?<=[年년])
  | (?P<now>今天|今日|本日|即日)
  | (?P<yesterday>昨天|昨日)
  | (?P<month>本月|今月|当月)
  | (?P<nextm>来月|下月|次月)
  | (?P<w>(?:本|上|这|今|先)?(?:周|週|星期)(?P<wd>[一二三四五六日])|(?P<wj>[月火水木金土日])曜)
  | (?P<od>[0-3]?\d){_S}日(?!間|目)
)""",
    re.X,
)
_EAST = late(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def find(low: str, base: date | None) -> list[DateMention]:
    """Dates of the text; none where it has no such script."""
    if not _EAST.search(low):
        return []
    found = []
    for hit in _DATE.finditer(low):
        try:
            text = _text(hit, base)
        except ValueError:
            text = None
        if text and hit[0].strip():
            start = hit.start() + len(hit[0]) - len(hit[0].lstrip())
            found.append(DateMention(start, hit.end(), Period.parse(text, hit[0].strip())))
    return found


def _text(hit: re.Match[str], base: date | None) -> str | None:
    year = _year(hit["y"], base)
    if hit["m"]:
        month = int(hit["m"])
        if not hit["y"] and base:
            year = base.year - (1 if month - base.month > 6 else 0) + (1 if month - base.month < -8 else 0)
        if year is None:
            return None
        text = f"{year:04}-{month:02}" + (f"-{int(hit['d']):02}" if hit["d"] else "")
        Period.parse(text)
        return text
    if hit["q"]:
        return f"{year:04}-Q{_DIGIT.get(hit['q']) or int(hit['q'])}" if year else None
    if hit["p"]:
        return _part(hit["p"], year, bool(hit["y"]))
    if hit["y"]:
        return f"{year:04}" if year else None
    return _near(hit, base) if base else None


def _year(told: str | None, base: date | None) -> int | None:
    if told and told.isdigit():
        return int(told)
    return base.year + _YEARS.get(told or "今", 0) if base else None


def _part(word: str, year: int | None, told: bool) -> str | None:
    """A part of a year; the single signs count only right behind a year."""
    if year is None or (not told and (len(word) < 2 or word in ("初頭", "前半", "後半", "中旬", "中頃"))):
        return None
    if word in ("内", "年内"):
        return f"{year:04}"
    half = "H1" if word in EARLY or word == "春" else "H2" if word in LATE or word == "秋" else ""
    return f"{year:04}-{half}" if half else f"{year:04}"


def _near(hit: re.Match[str], base: date) -> str | None:
    if hit["now"]:
        return base.isoformat()
    if hit["yesterday"]:
        return (base - timedelta(days=1)).isoformat()
    if hit["month"]:
        return base.isoformat()[:7]
    if hit["nextm"]:
        return f"{base.year + base.month // 12:04}-{base.month % 12 + 1:02}"
    if hit["w"]:
        number = "一二三四五六日".find(hit["wd"]) if hit["wd"] else "月火水木金土日".find(hit["wj"])
        return (base - timedelta(days=(base.weekday() - number) % 7)).isoformat()
    if hit["od"]:
        return date(base.year, base.month, int(hit["od"])).isoformat()
    return None
