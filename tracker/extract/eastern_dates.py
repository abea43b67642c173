"""Chinese, Japanese and Korean dates: 2026年下半年, 1 月 26 日, 第 3 四半期, 明年初, 本日."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.extract import reckoning
from tracker.extract.calendar_words import EARLY, LATE
from tracker.extract.late import late
from tracker.extract.parts import DateMention
from tracker.model.period import Period

_YEARS = {"今": 0, "本": 0, "明": 1, "来": 1, "去": -1, "昨": -1, "내": 1, "작": -1, "올해": 0, "지난해": -1}
_REIWA = 2018
"""The year before the first one of that era."""
_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4}
_S = r"\s{0,2}"
_DATE = late(
    rf"""(?:(?P<y>20[12]\d|今|明|来|去|昨|내|작){_S}[年년]|令和{_S}(?P<r>[1-9]\d?){_S}年|(?P<k>올해|지난해))?{_S}
(?: (?P<m>1[0-2]|0?[1-9]){_S}[月월](?!曜|요)(?:{_S}(?P<d>[0-3]?\d){_S}[日号일])?
  | 第?{_S}(?P<q>[一二三四1-4]){_S}(?:季度|四半期|分기|분기)
  | (?P<p>上半年|下半年|上半期|下半期|上期|下期|前半|後半|年初|初頭|初|年末|年底|末|底|中頃|中旬|年中|中|内|年内|春|夏|秋
    |冬|상반기|하반기|초|말|연말|봄|가을)(?![国國央])
  | (?P<all>)(?<=[年년해])
  | (?P<now>今天|今日|本日|即日|오늘|금일)
  | (?P<yesterday>昨天|昨日|어제)
  | (?P<month>本月|今月|当月|이달|이번{_S}달)
  | (?P<nextm>来月|下月|次月|다음{_S}달|내달)
  | (?P<lastm>上个月|上月|先月|지난달)
  | (?P<wk>[월화수목금토일])요일
  | (?P<w>(?:本|上|这|今|先)?(?:周|週|星期)(?P<wd>[一二三四五六日])|(?P<wj>[月火水木金土日])曜)
  | (?P<od>[0-3]?\d)(?:{_S}日(?!間|目)|일(?!간|째|치|정))
)""",
    re.X,
)
_WEEKS = ("一二三四五六日", "月火水木金土日", "월화수목금토일")
_FISCAL = late(r"度")
"""Behind 年: a year of accounts, whose halves are no halves of the calendar."""
_EAST = late(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def find(low: str, base: date | None) -> list[DateMention]:
    """Dates of the text; none where it has no such script."""
    if not _EAST.search(low):
        return []
    found = []
    for hit in _DATE.finditer(low):
        period = _period(hit, base)
        if period and hit[0].strip():
            start = hit.start() + len(hit[0]) - len(hit[0].lstrip())
            found.append(DateMention(start, hit.end(), period))
    return found


def _period(hit: re.Match[str], base: date | None) -> Period | None:
    """What the words mean; None where the calendar has no such day, or none so early or late."""
    try:
        text = _text(hit, base)
        return Period.parse(text, hit[0].strip()) if text else None
    except (ValueError, OverflowError):
        return None


def _text(hit: re.Match[str], base: date | None) -> str | None:
    if hit["p"] and _FISCAL.match(hit.string, hit.start("p") - 1):
        return None
    year = _REIWA + int(hit["r"]) if hit["r"] else _year(hit["y"] or hit["k"], base)
    if hit["m"]:
        month = int(hit["m"])
        if not (hit["y"] or hit["r"] or hit["k"]) and base:
            year = base.year - (1 if month - base.month > 6 else 0) + (1 if month - base.month < -8 else 0)
        if year is None:
            return None
        text = f"{year:04}-{month:02}" + (f"-{int(hit['d']):02}" if hit["d"] else "")
        Period.parse(text)
        return text
    if hit["q"]:
        return f"{year:04}-Q{_DIGIT.get(hit['q']) or int(hit['q'])}" if year else None
    if hit["p"]:
        return _part(hit["p"], year, bool(hit["y"] or hit["r"] or hit["k"]))
    if hit["y"] or hit["r"] or hit["k"]:
        return f"{year:04}" if year else None
    return _near(hit, base) if base else None


def _year(told: str | None, base: date | None) -> int | None:
    if told and told.isdigit():
        return int(told)
    return base.year + _YEARS.get(told or "今", 0) if base else None


def _part(word: str, year: int | None, told: bool) -> str | None:
    """A part of a year; the single signs count only right behind a year."""
    if year is None or (not told and (len(word) < 2 or word in ("初頭", "前半", "後半", "中旬", "中頃", "가을"))):
        return None
    if word in ("内", "年内"):
        return f"{year:04}"
    half = "H1" if word in EARLY or word in ("春", "봄") else "H2" if word in LATE or word in ("秋", "가을") else ""
    return f"{year:04}-{half}" if half else f"{year:04}"


def _near(hit: re.Match[str], base: date) -> str | None:
    if hit["now"]:
        return base.isoformat()
    if hit["yesterday"]:
        return (base - timedelta(days=1)).isoformat()
    if hit["month"]:
        return base.isoformat()[:7]
    if hit["nextm"] or hit["lastm"]:
        return reckoning.shifted(base, "month", 1 if hit["nextm"] else -1)
    if hit["w"] or hit["wk"]:
        number = next(
            days.find(day) for days, day in zip(_WEEKS, (hit["wd"], hit["wj"], hit["wk"]), strict=True) if day
        )
        return (base - timedelta(days=(base.weekday() - number) % 7)).isoformat()
    if hit["od"]:
        return date(base.year, base.month, int(hit["od"])).isoformat()
    return None
