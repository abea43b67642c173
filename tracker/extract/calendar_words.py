"""Names of months, weekdays, seasons, ordinals and yearly shows in the languages that feeds are written in. Lower case."""

from __future__ import annotations


def _words(text: str) -> list[str]:
    return text.split()


def _numbered(rows: tuple[str, ...], first: int = 1) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows, first) for name in names.split()}


MONTHS = _numbered(
    (
        "january jan januar jänner janvier enero gennaio janeiro januari",
        "february feb februar février fevrier febrero febbraio fevereiro februari",
        "march mar märz maerz mars marzo março maart",
        "april apr avril abril aprile",
        "may mai mayo maggio maio mei",
        "june jun juni juin junio giugno junho",
        "july jul juli juillet julio luglio julho",
        "august aug août aout agosto augustus",
        "september sep sept septembre septiembre settembre setembro",
        "october oct oktober octobre octubre ottobre outubro",
        "november nov novembre noviembre novembro",
        "december dec dezember décembre decembre diciembre dicembre dezembro",
    )
)
UNSURE_MONTHS = frozenset(_words("may mar march mars mai jan jun jul sep dec mayo mei"))
"""Also ordinary words or short for something else: a month only beside a day, a year or a preposition of time."""

WEEKDAYS = _numbered(
    (
        "monday montag lundi lunes lunedì maandag segunda-feira 周一 星期一 月曜",
        "tuesday dienstag mardi martes martedì dinsdag terça-feira 周二 星期二 火曜",
        "wednesday mittwoch mercredi miércoles mercoledì woensdag quarta-feira 周三 星期三 水曜",
        "thursday donnerstag jeudi jueves giovedì donderdag quinta-feira 周四 星期四 木曜",
        "friday freitag vendredi viernes venerdì vrijdag sexta-feira 周五 星期五 金曜",
        "saturday samstag sonnabend samedi sábado sabato zaterdag 周六 星期六 土曜",
        "sunday sonntag dimanche domingo domenica zondag 周日 星期日 日曜",
    ),
    0,
)
ORDINALS = _numbered(
    (
        "first 1st 1. 1er ersten erste premier première primer primera primo prima opening 一 1",
        "second 2nd 2. 2e zweiten zweite deuxième second seconde segundo segunda secondo seconda back latter 二 2",
        "third 3rd 3. 3e dritten dritte troisième tercer tercera terzo terza 三 3",
        "fourth 4th 4. 4e vierten vierte quatrième cuarto cuarta quarto quarta final last closing letzten 四 4",
    )
)
SEASONS = {
    **dict.fromkeys(_words("spring frühjahr frühling printemps primavera 春"), "H1"),
    **dict.fromkeys(_words("autumn fall herbst automne otoño autunno herfst 秋"), "H2"),
    **dict.fromkeys(_words("summer sommer été verano estate zomer winter hiver invierno inverno 夏 冬"), ""),
}
"""Season -> half of the year it lies in; empty where it lies in both."""
SEASON_MONTHS = {
    **dict.fromkeys(_words("spring frühjahr frühling printemps primavera 春"), (3, 6)),
    **dict.fromkeys(_words("summer sommer été verano estate zomer 夏"), (6, 9)),
    **dict.fromkeys(_words("autumn fall herbst automne otoño autunno herfst 秋"), (9, 12)),
    **dict.fromkeys(_words("winter hiver invierno inverno 冬"), (12, 12)),
}
"""Season -> its first and last month, the winter by the month in which it begins."""
TOLD_SEASON = (
    "this", "last", "next", "coming", "since last", "by next", "diesen", "letzten", "nächsten", "cet ", "este ", "dit ", "deze ",
)  # fmt: skip
"""Leads that say which season of which year is meant."""

EARLY = frozenset(
    _words("early beginning start opening anfang début inizio principios comienzos inicios begin")
    + _words("初 初頭 年初 上半年 上半期 上期 前半 상반기 초")
)
LATE = frozenset(
    _words("late end close closing ende fin fine finales final eind jahresende year-end year's tail back")
    + _words("末 年末 年底 底 下半年 下半期 下期 後半 内 年内 하반기 말 연말")
)
MIDDLE = frozenset(_words("mid middle mitte mi mediados metà half-way midway 中 中頃 中旬 年中"))

SHOWS = {
    "ces": 1,
    "mwc": 3,
    "mobile world congress": 3,
    "gtc": 3,
    "ofc": 3,
    "cloud next": 4,
    "google cloud next": 4,
    "hannover messe": 4,
    "google i/o": 5,
    "build": 5,
    "computex": 6,
    "isc": 6,
    "isc high performance": 6,
    "advancing ai": 6,
    "semicon west": 7,
    "waic": 7,
    "hot chips": 8,
    "huawei connect": 9,
    "ai infra summit": 9,
    "ocp summit": 10,
    "ocp global summit": 10,
    "oracle ai world": 10,
    "ignite": 11,
    "supercomputing": 11,
    "re:invent": 12,
    "neurips": 12,
    "iedm": 12,
    "isscc": 2,
}
"""Show -> its usual month."""

BARE_SHOWS = frozenset(
    ("ces", "mwc", "gtc", "computex", "hot chips", "re:invent", "isscc", "huawei connect", "supercomputing")
)
"""Told as dates without a year too, by a text printed about that month."""
