"""How firmly a stretch of text asserts: hearsay, denial, condition, promise."""

from __future__ import annotations

from tracker.extract.late import late
from tracker.extract.phrases import Phrases, Words

_HEARSAY = Phrases(
    r"\b(?:reportedly|rumou?r\w*|alleged\w*|purported\w*|leak\w*|speculat\w+|supposedly|hearsay"
    r"|whispers?|grapevine|is said to|are said to|was said to|said to be|is believed to"
    r"|are believed to"
    r"|people familiar|sources? (?:say|said|tell|told|close)|according to (?:people|sources|a (?:leak"
    r"|report|rumou?r))|(?:analysts?|observers?|brokers?|we|i|the street) (?:expect|believe|think"
    r"|estimate|predict|reckon|guess|model|suspect|assume)\w*"
    r"|bloggers?|a poster|mumbled|strategists?|circulat\w+|makes the rounds"
    r"|channel checks|price target|our estimate|in our view|unconfirmed|if (?:accurate|true|it is real"
    r"|confirmed|the report)|claims? to know|photograph of what|insiders?|tipster|pencilled in \d"
    r"|soll angeblich|angeblich|gerücht\w*|dem vernehmen nach|selon (?:des sources|la rumeur)|aurait)\b"
)
_DENIED = Phrases(
    r"\b(?:not|never|no longer|nor|neither|without|isn't|aren't|wasn't|weren't|won't|doesn't|don't"
    r"|didn't|hasn't|haven't|cannot|can't|denie[sd]|deny|denying|declin\w+|refus\w+|reject\w+"
    r"|rul\w+ out|no plans?|no intention|far from|yet to|kein\w*|nicht|nie|pas|aucun\w*|fail\w+ to"
    r"|no (?:date|price|deal|order|one|agreement|such))\b"
)
_CONDITION = Phrases(
    r"\b(?:if|unless|would|wouldn't|should(?! (?:be|land|arrive|ship))|were to|suppose|imagine"
    r"|hypothetical\w*|could|might|may (?:be|well|yet|not)|in talks|considering|weigh\w*|explor\w+"
    r"|negotiat\w+|mull\w*|hope\w*|wish\w*|whether|falls|wenn|könnte|si)\b"
)


_HEARSAY_ABROAD = Phrases(
    r"\banaly(?:sten|stes)\s(?:erwarten|rechnen|vermuten|attendent|estiment)|\banalistas\s(?:esperan"
    r"|creen)|\bse rumorea|\bal parecer"
    r"|\brumeurs?\b|\b(?:soll|sollen) laut (?:insidern|gerüchten)|据传|传闻|爆料|听说|据悉|消息人士"
    r"|知情人士|據傳|噂|とみられる|リーク|らしい|関係者によると|소문"
)
_COUNTERFACTUAL = Phrases(r"\b(?:would have|hätte|aurait été|habría)\b")
_HEDGE = Phrases("|".join(p.expression.pattern for p in (_HEARSAY, _HEARSAY_ABROAD, _COUNTERFACTUAL)))
_HAD_IT = late(r"\W*(?:had|were)\s[^.?!]{4,160}\b(?:would|might|could|wouldn't)\b")
"""At the beginning of a sentence."""


_DENIAL = Phrases(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)|rebut(?:s|ted)|disput(?:es|ed|ing)"
    r"|contradict(?:s|ed|ing)|debunk(?:s|ed|ing)|push(?:es|ed) back (?:on|against))\b(?:\s[\w'’]+){0,3}?"
    r"\s(?:that|reports?|rumou?rs?|claims?|speculation|suggestions?|allegations?|talk)\b"
    r"|\b(?:dementiert\w*|bestreitet|bestritt|weist [^.]{0,30}zurück|dément\w*|desmint\w+|desmient\w+|niega|smentisc\w+)\b"
    r"|否认|否認"
)
_FALSE = Phrases(
    r"\b(?:reports?|rumou?rs?|claims?|stor(?:y|ies)|speculation|talk)\b[^.;]{3,160}?\b(?:is|are|was|were) "
    r"(?:simply |just |all |completely |entirely )?(?:false|untrue|wrong|baseless|unfounded|incorrect|not true|nonsense)\b"
)


def disclaimed(words: Words, start: int, place: int, end: int) -> bool:
    """True where the sentence [start, end) says of what stands at `place` that somebody denies it, or that it is false."""
    return bool(words.first(_DENIAL, start, place) or words.first(_FALSE, start, end))


def hedged(words: Words, start: int, end: int) -> bool:
    """True for hearsay, analysts' expectation, open conditions and what would have been: told, not asserted.

    Of a stretch that begins with a sentence.
    """
    return bool(words.first(_HEDGE, start, end) or _HAD_IT.match(words.low, start, end))


def denied(words: Words, start: int, end: int) -> bool:
    return bool(words.first(_DENIED, start, end))


def conditional(words: Words, start: int, end: int) -> bool:
    return bool(words.first(_CONDITION, start, end))
