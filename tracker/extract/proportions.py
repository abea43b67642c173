"""Multiples in rarer forms: compound numerals, written fractions, tenths, and the words of further languages.

Apart from `multiples`, whose finds are marks of the clause model's input: new forms there would ask for a new fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extract import multiples
from tracker.extract.late import late
from tracker.extract.measures import measures
from tracker.extract.multiples import Multiple
from tracker.extract.numerals import WORDS, alternatives, number, spelt
from tracker.extract.phrases import Phrases, Words

_D = r"\d{1,5}(?:[.,]\d{1,3})?"
_FEW: dict[str, float] = {
    "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "duas": 2, "três": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8, "nove": 9, "dez": 10,
    "sei": 6, "sette": 7, "otto": 8, "quattro": 4, "dwa": 2, "trzy": 3, "cztery": 4, "pięć": 5, "sześć": 6, "siedem": 7,
    "osiem": 8, "dziesięć": 10, "två": 2, "fyra": 4, "fem": 5, "sex": 6, "tio": 10, "два": 2, "три": 3, "четыре": 4,
    "пять": 5, "десять": 10, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "anderhalf": 1.5, "anderhalve": 1.5, "tweeënhalf": 2.5, "tweeëneenhalf": 2.5, "drieënhalf": 3.5, "twaalf": 12,
    "twintig": 20, "honderd": 100, "neuf": 9, "douze": 12, "quinze": 15, "trente": 30, "cinquante": 50, "nueve": 9,
    "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "cien": 100, "doze": 12, "vinte": 20, "trinta": 30, "cem": 100,
    "dodici": 12, "venti": 20, "trenta": 30, "cento": 100, "zwölf": 12, "fünfzehn": 15, "dreißig": 30, "fünfzig": 50,
}  # fmt: skip
_TIMES: dict[str, str] = {
    "maal|keer": "twee drie vier vijf zes zeven acht negen tien anderhalf anderhalve tweeënhalf tweeëneenhalf drieënhalf twaalf"
    " twintig honderd",
    "vezes": "duas três quatro cinco seis sete oito nove dez doze quinze vinte trinta cem",
    "veces": "cinco seis siete ocho nueve doce quince veinte treinta cien",
    "fois": "six sept neuf douze quinze trente cinquante cent",
    "mal": "acht zwölf fünfzehn dreißig fünfzig",
    "volte": "sei sette otto nove quattro cinque dodici venti trenta cento",
    "razy": "dwa trzy cztery pięć sześć siedem osiem dziesięć",
    "gånger": "två fyra fem sex tio",
    "раз": "два три четыре пять десять",
    "раза": "два три четыре пять десять",
    "배": "두 세 네 다섯 여섯 일곱 여덟 아홉 열",
}
"""The numerals of each language by its own word for "times": German "sei mal" is no Italian six."""
_COUNTED = {word: frozenset(few.split()) for words, few in _TIMES.items() for word in words.split("|")}
_KROTNIE: dict[str, float] = {
    "dwu": 2, "trzy": 3, "cztero": 4, "pięcio": 5, "sześcio": 6, "dziesięcio": 10, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "zwölf": 12,
    "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "fünfzig": 50, "hundert": 100,
}  # fmt: skip
"""Numerals as they stand in one word with "-krotnie" or "-fache"."""
_BY: dict[str, float] = {
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "dix": 10,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "diez": 10,
    "dez": 10,
    "dieci": 10,
    "due": 2,
    "tre": 3,
    "quattro": 4,
}
"""Numerals behind the foreign words for "multiplied by"."""
_WORD: tuple[tuple[float, str], ...] = (
    (2.0, r"doublant|doubler(?:a|ait)?|verdubbel\w*|dubbel\sso|dubbele|das\sdoppelte|o\sdobro|el\sdoble|fördubbl\w*|dvojnásob\w*"
          r"|raddoppi\w*|dwukrotni\w*|вдвое|удваива\w*|удвои\w*|두\s?배|het\sdubbele|dobra(?:m|ndo|rá)?|dobrou|翻了?一番"),
    (3.0, r"triplant|tripler(?:a|ait)?|verdrievoudig\w*|o\striplo|il\striplo|drievoudig\w*|вт?рое|втрое"),
    (4.0, r"verviervoudig\w*|quadruplic\w+|(?:il\squadruplo|o\squádruplo|el\scuádruple)"),
    (0.5, r"o\społowę|połow[ęąya]|metade|de\shelft|hälften|наполовину|la\smetà|половин\w+|вполовину|절반|반값|半額|para\sa\smetade"
          r"|dimezz\w+|halveer\w*|gehalveerd\w*"),
)  # fmt: skip
_PARTS: dict[str, int] = {
    "terço": 3, "quarto": 4, "quinto": 5, "sexto": 6, "décimo": 10, "terzo": 3, "decimo": 10, "derde": 3, "kwart": 4, "vijfde": 5,
    "tiende": 10, "trzecią": 3, "czwartą": 4, "piątą": 5, "dziesiątą": 10, "sixième": 6, "septième": 7, "huitième": 8,
    "sechstel": 6, "siebtel": 7, "achtel": 8, "zwanzigstel": 20, "drittel": 3, "viertel": 4, "fünftel": 5, "zehntel": 10,
    "tredjedel": 3, "fjärdedel": 4, "femtedel": 5, "треть": 3, "четверть": 4,
    "eleventh": 11, "thirteenth": 13, "fourteenth": 14, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19,
    "third": 3, "fourth": 4, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "twelfth": 12, "fifteenth": 15, "twentieth": 20, "tiers": 3, "quart": 4, "cinquième": 5, "dixième": 10, "vingtième": 20,
    "tercera parte": 3, "cuarta parte": 4, "quinta parte": 5, "décima parte": 10, "tercio": 3, "terça parte": 3,
    "quarta parte": 4, "sesto": 6, "ventesimo": 20, "zesde": 6, "achtste": 8, "twintigste": 20,
}  # fmt: skip
_CERTAIN = re.compile(r".*\sparte|[^\W\d]+tel|tercio|terço")
"""Fractions that are no ordinals as well."""
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNITS = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
"""The ends of an ordinal such as "twenty-eighth"; "a thirty-second" is a time."""
_ONES: dict[str, float] = {
    "une": 1, "una": 1, "uma": 1, "deux": 2, "dos": 2, "due": 2, "duas": 2, "trois": 3, "tres": 3, "tre": 3, "três": 3, "quatre": 4,
}  # fmt: skip
"""Numerals before "fois et demie" and the like."""
_TOPS: dict[str, int] = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "seven": 7,
    "nine": 9,
    "zwei": 2,
    "drei": 3,
    "duas": 2,
    "due": 2,
    "deux": 2,
    "trois": 3,
    "dos": 2,
    "tres": 3,
    "tre": 3,
    "três": 3,
    "twee": 2,
    "drie": 3,
}
_CJK: dict[str, float] = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "半": 0.5,
}  # fmt: skip


_STRESS = (
    r"(?:mere|bare|good|full|further|scant|solid|clean|whole|rough|tiny|measly|paltry|tidy|healthy|cool|single|neat|flat|hefty|extra"
    r"|modest|clear)"
)
_MORE = r"(?:less|lower|fewer|cheaper|smaller|shorter|slower|more|higher|faster|better|larger|greater|longer)"
"""Adjectives between the article and a share, which weigh it and change nothing."""
_SPOKEN = rf"""
     (?<![0-9.,$€£-])(?P<xw>{WORDS})[\s-]?(?:times|fold|x|mal|fache?[nsr]?)(?![a-z])
   | (?<![0-9.,$€£])(?P<pw>{WORDS})[\s-](?:%|percent\b|per\scent\b|pct\b)
   | (?<![0-9.,$€£])(?P<p>{_D})\s?(?:％|proc\b|procent\b|prosent\b|procento\w*|процент\w*|퍼센트|por\scem\b)
   | (?<![\w.,/$€£])(?P<top>\d)/(?P<bottom>\d{{1,2}})(?=\s(?:of|the|as|{_MORE})\s)
   | (?<=[=~]\s)(?P<top2>\d)/(?P<bottom2>\d{{1,2}})(?![\w/%]|[.,]\d)
   | (?<![\w.,/$€£])(?P<alone>1)/(?P<bottom3>\d{{1,2}})(?![\w/%]|[.,]\d|\s\w)
   | (?<![\w.,x-])(?<!pcie\s)(?<!\d\.\d\s)(?<!gen\d\s)(?<!express\s)x\s?(?P<xf>(?!86)\d{{1,3}}(?:[.,]\d{{1,2}})?)(?=[.,;:)](?!\d))
   | (?<![0-9.,$€£])(?P<of>0\.\d{{1,2}})(?=\s(?:of|times)\s)
   | (?<![0-9.,$€£:-])(?P<to1>{WORDS})\sto\sone(?![a-z])
   | (?:multipl(?:ied|y|ies|ying|ie|iée?s?|iera|iant|ica|icad[oa]s?|icar?[áa]n?|icando)|moltiplic(?:a|at[oaie]|herà|ando))\s
       (?:by|par|por|per)\s(?:(?:más|mas|plus|mais|più|over|more|about|nearly|up|jusqu'à|hasta|até|fino)\s(?:de\s|do\s|que\s|di\s|than\s|to\s|a\s)?)?
       (?P<multiplied>{_D}|{WORDS}|{alternatives(_BY)})(?![\w%])
   | (?:divided|divisée?s?|dividid[oa]s?|divis[oaie])\s(?:by|par|por|per)\s(?P<divided>{_D}|{WORDS}|{alternatives(_BY)})(?![\w%])
   | (?P<quartered>(?:is|are|was|were|been|has|have|being|gets?)\squartered|quarters\s(?:the|its))
   | (?<![0-9])(?P<cents>\d\d?)\scents\son\sthe\sdollar
   | (?<![0-9.,])(?:(?P<few>{alternatives(_FEW)})[\s-]?|(?P<digits>{_D})[\s-]?)
       (?P<times>maal|keer|vezes|veces|fois|(?<!sei\s)mal|volte|razy|gånger|раза?|배)(?![a-z])
   | (?<![0-9.,])(?P<once>\d{{1,4}}[.,]\d{{1,2}})\svez(?![a-z])
   | (?<![0-9.,])(?P<demi>\d{{1,2}}|{alternatives(_ONES)})\s(?:fois\set\sdemie?|ve(?:z|ces)\sy\smedia|volt[ae]\se\smezz[ao]
       |ve(?:z|zes)\se\smeia)(?![a-z])
   | (?P<fold>{alternatives(_KROTNIE)})(?:krotni\w*|fache[nsr]?)(?![a-z])
   | (?:an?|one)\s(?P<tens>{alternatives(_TENS)})-(?P<unit>{alternatives(_UNITS)})(?![a-z])
   | (?:(?P<more>another|a\sfurther)|an?|one|(?P<tops>{alternatives(_TOPS)})|une?|ein(?:em|en)?|um|een|jedną|en|la|uma|una)
       \s?[\s-](?:{_STRESS}\s)?(?P<part>{alternatives(_PARTS)})s?(?![a-z])
   | (?P<word>{"|".join(w for _, w in _WORD)})(?![a-z])
"""
_RARE = Phrases(
    rf"""
  (?<![a-z])(?:{_SPOKEN})
| (?P<tenths>[一二两三四五六七八九]|\d(?:\.\d)?)\s?(?:割|成(?=以|的|左|$|[,。、]|[减降提]))(?P<half>半)?
| (?P<tenth>[一二三四五六七八九])成(?P<hundredth>[一二三四五六七八九])
| (?P<parts>\d{{1,3}})\s?분의\s?(?:1|일)
| (?P<below>\d{{1,2}}|[三四五六七八九十])\s?分(?:の|之)\s?(?P<above>[2-9二三四五六七八九])(?!\d)
""",
    begins="".join(rf"{_SPOKEN}|[一二两三四五六七八九十]|\d".split()),
    flags=re.X,
)
_WORDS = tuple((value, late(rf"(?:{words})")) for value, words in _WORD)
_RATIO_NEXT = late(
    r"""\sin\s(?:the\s)?(?:speed|performance|throughput|bandwidth|memory|capacity|power|latency|cost|price|efficiency|fp\d|int\d|bf\d)|[\s'-]{1,2}(?:of|the|as|that|what|its|their|again|less|more|off|under|above|below|behind|ahead|(?:fast|quick|slow|high|low|larg|bigg|small|cheap|dear|long|short|great|strong)er
    |de[lr]?|dell'|des|do|da|du|di|d'|van|weniger|mehr|moins|plus|por|pro|par|per|in\smeno|in\spiù|höher|duurder
    |(?:schnell|langsam|günstig|billig|sparsam|niedrig|teur|klein|goedkop|snell|trag|lag|hog|grot|zuinig|kort)er
    |menos|mais|meno|più|mocy|minder|meer|drożej|taniej)(?![a-z])""",
    re.X,
)
_FURTHER = late(rf"\s(?:off|on\stop|(?:[\w-]+\s)?{_MORE})(?![a-z])")
"""Behind "another third" where it is a share: "another third off", "another quarter cheaper"."""
_PROPERTY_ENDS = late(r"\s?[:=]?\s?(?:of\s|is\s|at\s)?")
_BEFORE = late(
    r"\b(?:by|to|at|than|within|um|auf|of|à|a|per|von|=|only|just|about|nearly|roughly|almost|mere)\s$|[(=]\s?$"
)
_SPAN = late(
    r"\s(?:of\s)?(?:an?\s|the\s)?(?:hour|year|day|century|decade|month|week|minute|mile|quarter|generation|place)"
)


def find(words: Words, start: int, end: int, comma: bool) -> Iterator[Multiple]:
    """Every multiple of [start, end), those of `multiples.find` among them, in order of place; none overlap."""
    known = list(multiples.find(words, start, end, comma))
    rare = [
        m
        for hit in words.hits(_RARE, start, end)
        if (m := _read(hit, words.low, comma)) is not None and 0 < m.value < 100_000
    ]
    compound = {r.end: r for r in rare}
    known = [_whole(k, compound.get(k.end)) for k in known]
    known = [k for k in known if not any(_covers(r, k) for r in rare)]
    apart = [r for r in rare if all(k.end <= r.start or r.end <= k.start for k in known)]
    place = start
    for m in sorted((*known, *apart), key=lambda m: m.start):
        if m.start >= place:
            place = m.end
            yield m


def _whole(known: Multiple, rare: Multiple | None) -> Multiple:
    """The compound numeral whose last word is all that was known of it: "three point three times"."""
    return rare if rare and rare.kind == known.kind and rare.start <= known.start and known.low is None else known


def _covers(rare: Multiple, known: Multiple) -> bool:
    """ "deux fois et demie" holds the "deux fois" that was known."""
    return rare.start <= known.start and known.end < rare.end and known.low is None


def _read(hit: re.Match[str], low: str, comma: bool) -> Multiple | None:
    a, b = hit.span()
    if text := hit["xw"] or hit["to1"]:
        return Multiple(a, b, "times", spelt(text))
    if text := hit["multiplied"] or hit["divided"]:
        value = _BY.get(text) or number(text, comma)
        if hit["multiplied"]:
            return Multiple(a, b, "times", value, verb=True)
        return Multiple(a, b, "part", 1 / value, verb=True) if value > 1 else None
    if hit["quartered"]:
        return _part(a, b, 1, 4, verb=True)
    if hit["pw"] or hit["p"]:
        return Multiple(a, b, "percent", spelt(hit["pw"]) if hit["pw"] else number(hit["p"], comma))
    if top := hit["top"] or hit["top2"]:
        return _part(a, b, int(top), int(hit["bottom"] or hit["bottom2"]))
    if hit["alone"]:
        return _part(a, b, 1, int(hit["bottom3"])) if _of_property(low, a) else None
    if text := hit["xf"] or hit["digits"] or hit["once"]:
        return Multiple(a, b, "times", number(text, comma or text == hit["once"]))
    if hit["demi"]:
        return Multiple(a, b, "times", 0.5 + (_ONES.get(hit["demi"]) or number(hit["demi"], comma)))
    if hit["few"] and hit["few"] not in _COUNTED[hit["times"]]:
        return None
    if hit["few"] or hit["fold"]:
        return Multiple(a, b, "times", _FEW[hit["few"]] if hit["few"] else _KROTNIE[hit["fold"]])
    if hit["of"] or hit["cents"]:
        return Multiple(a, b, "part", float(hit["of"]) if hit["of"] else int(hit["cents"]) / 100)
    if hit["part"] or hit["tens"]:
        return _spoken(hit, low)
    if hit["tenth"]:
        return Multiple(a, b, "percent", _CJK[hit["tenth"]] * 10 + _CJK[hit["hundredth"]])
    if hit["below"]:
        return _part(a, b, _count(hit["above"]), _count(hit["below"]))
    if hit["tenths"]:
        tenths = _CJK.get(hit["tenths"]) or float(hit["tenths"])
        return Multiple(a, b, "percent", tenths * 10 + (5 if hit["half"] else 0))
    if hit["parts"]:
        return _part(a, b, 1, int(hit["parts"]))
    value = next(v for v, words in _WORDS if words.match(hit["word"]))
    return Multiple(a, b, "part" if value < 1 else "times", value, verb=True)


def _part(start: int, end: int, top: int, bottom: int, verb: bool = False) -> Multiple | None:
    return Multiple(start, end, "part", top / bottom, verb=verb) if 0 < top < bottom else None


def _count(sign: str) -> int:
    return int(sign) if sign.isdecimal() else 10 if sign == "十" else int(_CJK[sign])


def _of_property(low: str, place: int) -> bool:
    """Does a property stand right before a fraction in figures ("latency: 1/6"), which else may be a day or a page?"""
    before = low[max(0, place - 60) : place]
    named = measures(before)
    return bool(named and named[-1].metric and _PROPERTY_ENDS.fullmatch(before, named[-1].end))


def _spoken(hit: re.Match[str], low: str) -> Multiple | None:
    """A fraction in words: no ordinal ("a fifth card") and no span of time ("a third of the year")."""
    a, b = hit.span()
    after = low[b : b + 24]
    if hit["more"] and not _FURTHER.match(after):
        return None
    certain = hit["part"] and _CERTAIN.fullmatch(hit["part"])
    if _SPAN.match(after) or not (
        certain
        or _RATIO_NEXT.match(after)
        or _FURTHER.match(after)
        or _BEFORE.search(low[max(0, a - 20) : a])
        or after[:1] in ("", *".,;:)")
    ):
        return None
    if hit["tens"]:
        return _part(a, b, 1, _TENS[hit["tens"]] + _UNITS[hit["unit"]])
    return _part(a, b, _TOPS[hit["tops"]] if hit["tops"] else 1, _PARTS[" ".join(hit["part"].split())])
