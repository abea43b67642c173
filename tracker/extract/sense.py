"""Which way a multiple points: "67% better" is 1.67, "40% less" 0.6, "10x lower" 0.1, "a third of" 0.333."""

from __future__ import annotations

import re

from tracker.extract.late import late
from tracker.extract.multiples import Multiple

# Words that say literally more or less, and words that only praise or blame.
_UP = (
    r"more|higher|greater|larger|bigger|longer|additional|extra|exceed\w*|increas\w+|rises?|rose"
    r"|rising|above|grow(?:s|n|th|ing)?|grew|jump(?:s|ed|ing)?"
    r"|climb\w*|up\b(?! to\b)|plus|mehr|höher\w*|größer\w*|steig\w*|wächst|de plus|plus (?:de|d'"
    r"|élevée?)|augment\w+|más|mayor|supérieure?s?|superior\w*"
    r"|aument\w+|di più|expensive|costly|hungrier|thirstier|pricier|dearer|teurer|powerful|dens\w+|wide\w*"
    r"|premium|multipl(?:y|ies|ied)|提升|增加|多|高い|増|높|많|크다|więcej|wyższ\w+|droż\w+"
)
_DOWN = (
    r"less|lower\w*|fewer|cheap\w*|smaller|reduc\w+|cut(?:s|ting)?|sav(?:es|ed|ing|ings)"
    r"|decreas\w+|drop(?:s|ped|ping)?|short(?:er|ens?)"
    r"|declin\w+|fall(?:s|en|ing)?|fell|shrink\w*|shrank|shrunk|slash\w*|trim\w*|shav\w+"
    r"|down\b|below|under\b|off\b|discount|undercut\w*"
    r"|weniger|geringer\w*|niedriger\w*|günstiger\w*|billiger\w*|senk\w+|sink\w*|sank\w*|encolh\w+|diminu\w+|ca(?:e"
    r"|yó|iu)|bajó|unter\b"
    r"|kleiner|moins|réduc\w+|rédui\w+|baiss\w+|inférieur\w*"
    r"|menos|menor\w*|inferior\w*|reduci\w+|reduzca|meno|低い|低|少|降低|减少|削減|下降|节省|減|낮|적은|줄[어였이]"
    r"|감소|절감|저렴|mniej|niższ\w+|tani\w+"
)
_GOOD = (
    r"better|upper hand|outran|outdid|overtook|outstrip\w*|faster|quicker|speedier|swifter|improv\w+|gains?"
    r"|uplift|boost\w*|speed-?ups?|advantage|lead(?:s|ing)?|edge|ahead|benefit|leap"
    r"|beat\w*|outperform\w*|outpac\w+|surpass\w*|win(?:s|ning)?|won|stronger"
    r"|superior|lift\w*|rais\w+|efficien\w+|accelerat\w+"
    r"|besser\w*|schneller\w*|verbesser\w+|übertrifft|schlägt|effizienter|rapides?"
    r"|meilleure?s?|améliore\w*|mejor\w*|rápid\w+|migliore?|veloc\w+"
    r"|eclips\w+|dwarf\w*|crush\w*|outshin\w+|best(?:s|ed)|frugal|top(?:s|ped)|edges?|overtak\w+|outdo\w*|outrun\w*"
    r"|devan(?:ce|çant)\w*|dépass\w+|surclass\w+|super(?:a|an|ano|am)|aventaj\w+|sorpass\w+|ultrapass\w+|überhol\w+"
    r"|überbiet\w+|batt(?:e|ono|ent)|overtref\w+"
    r"|outclass\w*|good|good as|sooner|快|速|高速|向上|改善|優れ|良|앞[서섰선]|빠[르른]|빨라|뛰어|szybsz\w+|szybciej"
    r"|lepsz\w+|bije|wyprzedza"
)
_BAD = (
    r"worse|slower|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|behind|degrad\w+|loses?|lost"
    r"|regress\w*|langsamer|schlechter|lents?|lento|慢|느[리린]|뒤[처쳐]|wolni\w+|penalty|short of"
)
_TOTAL = r"the|of|that|those|what|as|its|their|der|des|die|so|du|de|del|la|le|一|的|の|an|a|nvidia|amd|google"
_TOKEN = late(rf"(?<![a-z])(?:(?P<down>{_DOWN})|(?P<good>{_GOOD})|(?P<bad>{_BAD})|(?P<up>{_UP}))(?![a-z])")
_STOP = late(
    r"\b(?:than|versus|vs|compared|over|against|relative|at|with|while|and|to|but|for|on"
    r"|from|when)\b|[;:(]|,(?!\d)|\.\s"
)
_OF = late(rf"(?:\s{{1,2}}|['-])?(?:{_TOTAL})(?![a-z])")
_BY = late(
    r"\b(?:by|of|um|de|d'|en un|del|di|von|with|as)\s(?:an?\s|un\s|une\s"
    r"|ein\w*\s)?(?:(?:up to|as much as|about|around|nearly|roughly|almost|some"
    r"|more than|at least|over|an estimated|a further|another|bis zu|rund|jusqu'à|hasta|whopping|full|the)\s){0,2}$"
)
_TO = late(
    r"(?<!up )\b(?:to|auf|à|at)\s(?:(?:just|only|about|around|nearly|roughly|almost|some"
    r"|less than|under|as little as|nur)\s){0,2}$"
)


_SAVING = late(
    r"\b(?:sav(?:ing|ings)|reduction|discount|decrease|cut|drop|ersparnis|économie"
    r"|ahorro)\b[^.;,]{0,30}\b(?:at|of|to|is|was|by)\s(?:[\w-]+\s){0,2}$"
)
_GROWS = late(
    r"\b(?:gr[eo]w\w*|ris(?:es|en|ing)|rose|rais\w+|lift\w*|boost\w*|improv\w+|jump\w*|increas\w+|climb\w*|gain\w*"
    r"|(?:goes|went) up)"
    r"\s(?:\w+\s){0,4}$"
)
_LOSES = late(r"\b(?:los(?:es?|ing|t)|gives? up|sheds?|verliert|perd|pierde|perde)\s(?:\w+\s){0,2}$")
_WINS = late(r"\b(?:gain(?:s|ed|ing)?|add(?:s|ed|ing)?|gewinnt|gagne|gana)\s(?:\w+\s){0,2}$")
_WITHIN = late(r"\b(?:comes?|came|gets?|stays?|is|are) (?:to )?within $")
_SHRINKS = late(r"\b(?:advantage|lead|gap|edge|margin|gain|speed-?up|factor|ratio)\b")


def ratio(factor: Multiple, value: float, before: str, after: str, lower_better: bool) -> float | None:
    """subject / object on the metric; None where a per cent figure does not say of what."""
    way = _way(factor, before, after, lower_better)
    if way == "total":
        return value if factor.kind != "percent" else value / 100
    if factor.kind == "times":
        return 1 / value if way == "down" else value
    share = value / 100 if factor.kind == "percent" else value
    if way == "up":
        return 1 + share
    if way == "down":
        return 1 - share if share < 1 else None
    return value if factor.kind == "part" else None


def _way(factor: Multiple, before: str, after: str, lower_better: bool) -> str:
    if factor.sign:
        return "up" if factor.sign == "+" else "down"
    if factor.verb and factor.value < 1 and _GROWS.search(before[-40:]):
        return "up"
    if factor.verb and factor.value > 1 and not re.match(r"\sas\s", after):
        return "total"
    if again := re.match(r"\s(?:again\b|as\s\w+\s(?:[\w-]+\s){0,2}?again\b)", after):
        return "up" if again else "total"
    if factor.kind != "times" and not factor.verb:
        if _LOSES.search(before[-50:]) or _WITHIN.search(before[-20:]):
            return "down"
        if _WINS.search(before[-50:]):
            return "up"
    if factor.kind == "part" and (factor.verb or _TO.search(before)):
        return "total"
    if factor.kind != "times" and _SAVING.search(before[-70:]):
        return "down"
    head = _head(after)
    if re.match(r"\s(?:de|d')\s?(?:[\w'-]+\s){1,4}?(?:en|de)\s(?:plus|moins)\b", after):
        return "down" if re.search(r"^[^.]{0,60}?(?:en|de)\smoins\b", after) else "up"
    total = bool(_OF.match(after)) and not re.match(
        r"\s(?:an?|the)\s[^,.;]{0,40}?(?:reduction|saving|improvement|advantage|cut)\b", after
    )
    if (
        total
        and not re.match(r"\sof\s(?:the\s)?(?:reduction|improvement)", after)
        and not re.match(r"\s(?:de|d')\s?(?:plus|moins)", after)
    ):
        return _as(after, lower_better)
    if found := _first(head):
        return _turned(found, lower_better)
    if _TO.search(before) and (factor.kind != "times" or _SHRINKS.search(before[-60:])):
        return "total"
    return _behind(factor, before, lower_better)


def _as(after: str, lower_better: bool) -> str:
    """ "three times as much" is a total; "twice as cheap", "three times as slow", "ten times as soon" run the other way."""
    if lower_better and re.match(r"\s(?:as|so)\s(?:soon|fast|quick|good|early|efficient)\w*\b", after):
        return "down"
    inverse = re.match(r"\s(?:as|so)\s(?:cheap|slow|little|low|small|short|few|frugal|günstig|langsam)\w*\b", after)
    return "down" if inverse else "total"


def _head(after: str) -> str:
    stop = _STOP.search(after)
    return after[: stop.start() if stop else 70][:70]


def _first(text: str) -> str:
    hit = _TOKEN.search(text)
    return hit.lastgroup or "" if hit else ""


def _turned(found: str, lower_better: bool) -> str:
    if found in ("up", "down"):
        return found
    return "up" if (found == "good") != lower_better else "down"


_LEFT_BEHIND = late(r"\b(?:leav(?:es?|ing)|left)\s[^.;,]{1,40}\s(?:behind|trailing|in the dust)\b[^.;]{0,30}$")


def _behind(factor: Multiple, before: str, lower_better: bool) -> str:
    """The verb that governs the multiple: "cuts X by 40%", "throughput is up 3x", "beats X by 2x"."""
    clause = re.split(r"[;:]\s|\.\s", before)[-1][-110:]
    hits = list(_TOKEN.finditer(clause))
    if not hits:
        return "none"
    if _LEFT_BEHIND.search(clause):
        return _turned("good", lower_better)
    last = hits[-1]
    close = len(clause) - last.end() < 40
    if factor.kind == "times":
        return _turned(last.lastgroup or "", lower_better) if close or _BY.search(before) else "none"
    return (
        _turned(last.lastgroup or "", lower_better) if _BY.search(before) or len(clause) - last.end() < 22 else "none"
    )


def is_total(factor: Multiple, before: str, after: str) -> bool:
    """A share of something ("20% of the cost"), not a difference."""
    return _way(factor, before, after, False) == "total"
