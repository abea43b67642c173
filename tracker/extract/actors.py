"""Companies that a text introduces by what they do alone: "Varnell has begun selling the V2", "Varnell's card", "Varnell V2".

Such a name is one word with a capital that acts as companies do. It counts where the title or the publisher has it, too,
or where it stands right before a designation; never where a first name stands before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tracker.extract import newcomer_words as words
from tracker.extract.appositive import NO_NAME
from tracker.extract.late import late

_READ = 8000
"""Characters in which a text introduces its companies."""
_LEAD = 200
"""Characters of the sentence that a text begins with."""
_MOST = 60
_FIRM = rf"(?<![\w.$€£/&-])(?P<firm>{words.UP}[^\W\d_]{{2,15}})"
_WHEN = (
    r"(?:(?:has|have|had|is|was|will|won't|would|today|yesterday|now|also|finally|already|itself|still|officially|just|on"
    r"|\w+day|this|week|morning|month|hat|a|ha)\s){0,3}"
)
_SAYS = (
    r"(?:says?|said|tells?|told|announc\w+|sells?|sold|selling|(?:beg[au]n|begins|start(?:s|ed)) selling|taking orders"
    r"|opens? orders|sent us|lent us|claims?|quotes?|publish\w+|confirm\w+|declin\w+|intends?|does not intend|came out of stealth"
    r"|handed out|rates?|puts?\s\w+\sat|calls?|gives its"
    r"|verspricht|kündigt|nennt|verkauft|annonce|affirme|promet|dichiara|afferma|annuncia|anuncia|anunciou|afirma|asegura)"
)
"""Only somebody does so."""
_SHOWS = (
    r"(?:unveil|introduc|launch|reveal|debut|present|show|ship|deliver|sell|cancel|scrap|delay|dropp?|design|apresent|lanç|lanz"
    r"|svela|stellt|präsentier|dévoil|présent)\w*"
    r"\s(?:[\w-]+\s){0,2}?(?:its|their|his|o|a|il|el|le|la|den|die|das|the|an|two|three|investors|customers)(?![\w-])"
)
"""Products do it as well, but without an object of their own."""
_ACTS = late(rf"{_FIRM}\s{_WHEN}(?:{_SAYS}|{_SHOWS})(?![\w-])")
_OWNS = late(
    rf"{_FIRM}(?:'s|(?<=s)')\s(?:(?:own|new|latest|first|second|third|next|upcoming|\w+-generation)\s){{0,2}}"
    r"(?:chips?|cards?|accelerators?|boards?|racks?|silicon|road ?map|processors?|CEO|CFO|CTO|founders?|engineers?|spokes\w+|team)"
    r"(?![\w-])"
)
_PAIR = late(rf"{_FIRM}\s{words.UP}[^\W\d_]{{0,3}}-?\d{{1,4}}[A-Za-z]{{0,2}}(?![\w%-]|[.,]\d)")
_HEADED = late(
    rf"(?:^|[\n|])\s{{0,4}}(?:\[[^\]\n]{{1,12}}\]|[#*•–-]{{1,3}})?\s?{_FIRM}\s(?P<code>{words.CODE})(?=\s?[—–:|(]|\s-\s|\n)"
)
"""A designation that heads a line or a cell."""
_PLACED = late(r"\b(?:in|of|from|at|near|to|by|on|with|aus|für|pour|de|di)\s$")
_FIRST_NAME = rf"{words.UP}[a-zà-ÿ]{{2,12}}"


def found(clean: str, title: str, publisher: str) -> Iterator[str]:
    """Names of companies that an act or a thing of their own tells."""
    text = f"{title}\n{clean[:_READ]}"
    beside = f"{title}\n{publisher}"
    for pattern in (_ACTS, _OWNS):
        for hit in islice(pattern.finditer(text), _MOST):
            if placed(text, hit.start()):
                continue
            name = hit["firm"]
            leads = len(title) < hit.start() < len(title) + _LEAD
            if (leads or _has(beside, name) or _paired(name, text)) and _may_be(name, text):
                yield name


def paired(clean: str, title: str) -> Iterator[str]:
    """Names before a designation, in the title or at the head of a line: makers where nothing else names one."""
    head = clean[:_READ]
    text = f"{title}\n{head}"
    for hit in islice(_PAIR.finditer(title), 3):
        if _has(head, hit["firm"]) and _may_be(hit["firm"], text):
            yield hit["firm"]
    for hit in islice(_HEADED.finditer(head), _MOST):
        if head.count(hit["code"]) > 1 and _may_be(hit["firm"], text):
            yield hit["firm"]


def placed(text: str, start: int) -> bool:
    """Does the name at `start` tell where or with whom something is: "Varnell in Lund has shown its card"?"""
    return _PLACED.search(text, max(0, start - 6), start) is not None


def _may_be(name: str, text: str) -> bool:
    """Not a word of the language, nor somebody with a first name, nor a family of somebody's products."""
    if name.lower() in NO_NAME or words.NEVER.search(name):
        return False
    for hit in islice(re.finditer(rf"(?<!\w)(?P<ahead>{_FIRST_NAME})\s{re.escape(name)}(?!\w)", text), 5):
        if hit["ahead"].lower() not in NO_NAME and not _opens(text, hit.start()):
            return False
    small, name = re.escape(name.lower()), re.escape(name)
    owned = rf"(?:'s|s'|\b(?:[Ii]ts|[Tt]heir|[Oo]ur)) (?:\w+ )?{name}(?!\w)|(?<!\w){name} (?:family|line|series)\b"
    return re.search(rf"(?<![\w-]){small}(?![\w-])|{owned}", text) is None


def _opens(text: str, place: int) -> bool:
    """Does a sentence begin there?"""
    return place == 0 or re.search(r"[.!?:\n|•–—-]\s*$", text[max(0, place - 3) : place]) is not None


def _has(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _paired(name: str, text: str) -> bool:
    """Does it stand right before a designation somewhere, as its own: "Varnell V2", "Varnell's V2"?"""
    return re.search(rf"(?<!\w){re.escape(name)}(?:'s)?\s{words.CODE}(?![\w%])", text) is not None
