"""Which way a multiple points: "67% better" is 1.67, "40% less" 0.6, "10x lower" 0.1, "a third of" 0.333."""

from __future__ import annotations

import re

from tracker.extract.late import late
from tracker.extract.multiples import Multiple

# Words that say literally more or less, and words that only praise or blame.
_ROMANCE_MORE = r"(?:plus|más|mas|mais|più)\s"
"""Before an adjective that says of what: "plus faible" is less, "más rápido" is better."""
_UP = (
    r"more|higher|greater|larger|bigger|longer|additional|extra|exceed\w*|increas\w+|rises?|rose"
    r"|rising|above|grow(?:s|n|th|ing)?|grew|jump(?:s|ed|ing)?"
    r"|climb\w*|up\b(?! to\b)|plus|mehr|höher\w*|größer\w*|steig\w*|wächst|de plus|plus (?:de|d'"
    r"|élevée?)|augment\w+|más|mayor|supérieure?s?|superior\w*"
    r"|aument\w+|di più|expensive|costly|hungrier|thirstier|pricier|dearer|teurer|powerful|dens\w+|wide\w*"
    r"|premium|multipl(?:y|ies|ied)|提升|增加|多|高い|高[くめ]|高(?=[出了约達达\s]{0,3}$)|長い|大き|上回|増|높|많|크다|증가|상승|늘[어었]|więcej|wyższ\w+|droż\w+"
    r"|dépass\w+|excèd\w+|super(?:a|an|ano|am)|sorpass\w+|ultrapass\w+|übersteig\w*|meer|hoger|duurder|groter|stijg\w*|stieg\w*"
    r"|länger|in più|cresc\w+|maggior\w*|maior\w*|sub(?:e|en|ió)|encarec\w+|mais|più"
)
_DOWN = (
    rf"{_ROMANCE_MORE}(?:faible|bas(?:se)?|petite?|court|abordable|économiq|barat|baj|baix|pequeñ|cort|curt|econ[oôó]mic|reducid"
    r"|reduzid|bass|piccol|brev|contenut|ridott)\w*"
    r"|less|lower\w*|fewer|cheap\w*|smaller|reduc\w+|cut(?:s|ting)?|sav(?:es|ed|ing|ings)"
    r"|decreas\w+|drop(?:s|ped|ping)?|short(?:er|ens?)"
    r"|declin\w+|fall(?:s|en|ing)?|fell|shrink\w*|shrank|shrunk|slash\w*|trim\w*|shav\w+"
    r"|down\b|below|under\b|off\b|discount|undercut\w*"
    r"|weniger|geringer\w*|niedriger\w*|günstiger\w*|billiger\w*|senk\w+|sink\w*|sank\w*|encolh\w+|diminu\w+|ca(?:e|i|em"
    r"|yó|iu)|bajó|unter\b"
    r"|kleiner|moins|réduc\w+|rédui\w+|baiss\w+|inférieur\w*"
    r"|menos|menor\w*|inferior\w*|reduci\w+|reduzca|meno|低い|低|少|降低|减少|削減|下降|节省|減|낮|적은|줄[어였이]"
    r"|감소|절감|저렴|단축|하락|내[렸려린]|떨어[졌져지]|싸[다며고]|싼|短縮|下回|短い|短く|小さ|安[いくかめ価]|下げ|抑え|便宜|mniej|niższ\w+|tani\w+"
    r"|moindres?|minor\w*|riduc\w+|ridott\w+|cala\w*|scend\w+|tagli\w+|in meno|reduz\w*|redução|cort(?:a|am|ou)|minder"
    r"|lager|goedkoper"
    r"|dal(?:en|ing)|daalt|gedaald|zakt?|scheelt|verlaag\w*|korter|kürzer|verringer\w*|reduzier\w*|sparsamer|zuiniger|schrumpf\w*"
)
_GOOD = (
    rf"{_ROMANCE_MORE}(?:économe|rapid|rápid|veloc|vite|vélo|effic|éfficac|eficient|efficient|performant|puissant|potent|poderos)\w*"
    r"|better|upper hand|outran|outdid|overtook|outstrip\w*|faster|quicker|speedier|swifter|improv\w+|gains?"
    r"|uplift|boost\w*|speed-?ups?|advantage|lead(?:s|ing)?|edge|ahead|benefit|leap"
    r"|beat\w*|outperform\w*|outpac\w+|surpass\w*|win(?:s|ning)?|won|stronger"
    r"|superior|lift\w*|rais\w+|efficien\w+|accelerat\w+"
    r"|besser\w*|schneller\w*|verbesser\w+|übertrifft|schlägt|effizienter|rapides?"
    r"|meilleure?s?|améliore\w*|mejor\w*|rápid\w+|migliore?|veloc\w+"
    r"|eclips\w+|dwarf\w*|crush\w*|outshin\w+|best(?:s|ed)|frugal|top(?:s|ped)|edges?|overtak\w+|outdo\w*|outrun\w*"
    r"|devan(?:ce|çant)\w*|surclass\w+|aventaj\w+|überhol\w+|überlegen\w*|voorsprong|sneller|beter|zuinig\w*|leistungsfähiger"
    r"|überbiet\w+|batt(?:e|ono|ent)|overtref\w+"
    r"|outclass\w*|good|good as|sooner|快|速|高速|向上|改善|優れ|良|앞[서섰선]|빠[르른]|빨라|뛰어|szybsz\w+|szybciej"
    r"|lepsz\w+|bije|wyprzedza"
)
_BAD = (
    rf"{_ROMANCE_MORE}(?:lent|mauvais|pire|peor|peggior)\w*"
    r"|worse|slower|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|behind|degrad\w+|loses?|lost"
    r"|regress\w*|langsamer|schlechter|lents?|lento|慢|느[리린]|뒤[처쳐]|遅[いく]|劣[るり]|wolni\w+|trager|langzamer|unterlegen|penalty"
    r"|short of"
)
_TOTAL = r"the|of|that|those|what|as|its|their|der|des|die|so|du|de|del|la|le|一|的|の|의|an|a|nvidia|amd|google"
_TOTAL += r"|zo|van|da|do|das|dos|della|dello|dell|dei|수준|水準"
_TOKEN = late(
    rf"(?:(?<![a-z])|(?=[\u3000-\uffff]))(?:(?P<down>{_DOWN})|(?P<good>{_GOOD})|(?P<bad>{_BAD})|(?P<up>{_UP}))(?![a-z])"
)
_STOP = late(
    r"\b(?:than|versus|vs|compared|over|against|relative|at|with|while|and|to|but|for|on"
    r"|from|when)\b|[;:(]|,(?!\d)|\.\s"
)
_OF = late(rf"(?:\s{{1,2}}|['-])?(?:{_TOTAL})(?![a-z])")
_BY = late(
    r"\b(?:by|of|um|de|d'|en un|en|em|met|om|del|di|von|with|as)\s(?:an?\s|un\s|une\s"
    r"|ein\w*\s)?(?:(?:up to|as much as|about|around|nearly|roughly|almost|some"
    r"|more than|at least|over|an estimated|a further|another|bis zu|rund|jusqu'à|hasta|whopping|full|the)\s){0,2}$"
)
_TO = late(
    r"(?<!up )\b(?:to|auf|à|at|al|ao|naar|tot|para)\s(?:(?:just|only|about|around|nearly|roughly|almost|some"
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
_MOVES = late(
    r"\b(?:(?P<down>cuts?|cutting|reduc\w+|lower(?:s|ed|ing)|trims?|rédui\w+|réduc\w+|baiss\w+|abaiss\w+|diminu\w+|recort\w+"
    r"|reduz\w*|cort(?:a|am|ou|ó)|rebaj\w+|riduc\w+|ridott\w+|tagli\w+|abbass\w+|senk\w+|verringer\w+|verlaag\w*|verminder\w*)"
    r"|(?P<up>increas\w+|rais(?:es|ed|ing)|augment\w+|aument\w+|increment\w+|erhöh\w+|steiger\w+|verhoog\w*))\s"
    r"(?:(?!(?:and|but|while|whereas|as|when|or|und|aber|et|mais|y|pero|e|ma|maar|terwijl)\s)[\w-]+\s){0,4}?"
    r"(?:by|de|d'|en un|en|(?<!\ba\s)un|del|di|em|um|met|om)\s"
    r"(?:(?:up to|about|around|nearly|more than|over|up|bis zu|rund|jusqu'à|plus de|près de|hasta|más de|fino al|oltre il"
    r"|até|mais de"
    r"|ruim|bijna)\s)?$"
)
"""A verb that takes what changes behind the share: "réduit de 55 % la latence", "reduz em 55% a latência"."""
_SHARE_OF = late(r"(?:的|の|의)\s?(?:[约約약仅]|わずか|最大|최대)?\s?$")
_INVERSE = late(
    r"\s(?:günstig|billig|langsam|klein|niedrig|wenig|kurz|sparsam|goedkoop|traag|langzaam|klein|laag|weinig|kort|zuinig)"
)
"""Behind "doppelt so", "twee keer zo"."""
_LOSES = late(r"\b(?:los(?:es?|ing|t)|gives? up|sheds?|verliert|perd|pierde|perde)\s(?:\w+\s){0,2}$")
_WINS = late(r"\b(?:gain(?:s|ed|ing)?|add(?:s|ed|ing)?|gewinnt|gagne|gana)\s(?:\w+\s){0,2}$")
_WITHIN = late(r"(?:\b(?:comes?|came|gets?|stays?|is|are)|'s) (?:to )?within $")
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
        return "down" if _INVERSE.match(after) else "total"
    if again := re.match(r"\s(?:again\b|as\s\w+\s(?:[\w-]+\s){0,2}?again\b)", after):
        return "up" if again else "total"
    if factor.kind != "times" and not factor.verb:
        if _LOSES.search(before[-50:]) or _WITHIN.search(before[-20:]):
            return "down"
        if _WINS.search(before[-50:]):
            return "up"
        if not _TO.search(before) and (moved := _MOVES.search(before[-90:])):
            return moved.lastgroup or "none"
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
    if factor.kind != "times" and _SHARE_OF.search(before[-12:]):
        return "total"
    if _TO.search(before) and (factor.kind != "times" or _SHRINKS.search(before[-60:])):
        return "total"
    return _behind(factor, before, lower_better)


def _as(after: str, lower_better: bool) -> str:
    """ "three times as much" is a total; "twice as cheap", "three times as slow", "ten times as soon" run the other way."""
    if lower_better and re.match(r"\s(?:as|so)\s(?:soon|fast|quick|good|early|efficient)\w*\b", after):
        return "down"
    inverse = re.match(r"\sas\s(?:cheap|slow|little|low|small|short|few|frugal)\w*\b", after) or (
        re.match(r"\s[sz]o\s", after) and _INVERSE.match(after, 3)
    )
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
    clause = re.split(r"[;:]\s|\.\s|[、，](?=.*[\u3000-\uffff])", before)[-1][-110:]
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


_AS_MUCH = late(r"\sas\s(?:much|many|fast|quick|large|big|good|high|powerful|wide|expensive)\b")
"""Compares with another thing, be it named or not."""


def is_total(factor: Multiple, before: str, after: str) -> bool:
    """A share of something ("20% of the cost"), not a difference."""
    return _way(factor, before, after, False) == "total" and not _AS_MUCH.match(after)
