"""Multiples that are no ratios of products: of business, of software's own gains, and those that the text denies."""

from __future__ import annotations

from tracker.extract import comparison_words
from tracker.extract.late import late
from tracker.extract.roles import Frame

_BUSINESS = (
    r"revenues?|sales|shares?(?! (?:its|the|an?|with|one|their|some|many)\b)|stock|earnings|margins?|headcount|staff"
    r"|employees|valuation"
    r"|markets?|market share|orders?\b(?! of magnitude)"
    r"|(?<!on-)demand|subscri\w+|shipments?|investors?|guidance|year[- ]over[- ]year"
    r"|year[- ]on[- ]year|capex|spending|tariffs?|profits?"
    r"|number (?:that|who|of (?:customers|users|people|visitors))|visitors|survey|price target|backlog|suppl(?:y"
    r"|ies)|output volume|workforce|umsatz|ingresos"
    r"|chiffre d'affaires|売上|营收|収益|tax|interest|emissions"
)
_OTHER_HEAD = (
    r"customers|users|people|accuracy|yields?|reliab\w+|uptime|utili[sz]ation|parameters"
    r"|context|attendees|applicants|odds|chance|code|layers"
    r"|experts|kv[ -]?capacity|kv cache|of its (?:peak|theoretical)|of (?:theoretical"
    r"|peak)|model size|models?|engineers|developers|water"
    r"|growth|production|space|floor|sites|fewer tokens(?! (?:per|a|an|each|from|out)\b)|capacity utili\w+"
)
_BUSINESS_BEFORE = late(rf"\b(?:{_BUSINESS})\b")
_BUSINESS_AFTER = late(rf"\b(?:{_BUSINESS}|{_OTHER_HEAD})\b")
SOFTWARE = late(
    r"\b(?:kernels?|vllm|sglang|tensorrt\S*|triton|cudnn|compilers?|drivers?|firmware"
    r"|software|patch|plugin|speculative|quanti[sz]\w+"
    r"|flashattention\S*|librar(?:y|ies)|toolkit|pytorch|cuda graphs?|rocm \d\S*|tgi"
    r"|text generation inference|dynamo|optimi[sz]ations?|schedul\w+"
    r"|batching|disaggregat\w+|fused|release|version|engine|backend|llama\.cpp|ollama"
    r"|open-?source|algorithm|checkpoint|prefix caching)\b"
)
_SOFT_OBJECT = late(
    rf"\b(?:{comparison_words.MARKER}|{comparison_words.BEATS})\s(?:the\s|its\s|our\s|plain\s|stock\s"
    rf"|vanilla\s|vendor's\s|own\s)*(?:[\w-]+\s)?(?:runtime|scheduler|framework"
    rf"|implementation|kernels?|libraries|library|vllm|sglang|tensorrt\S*|triton|cudnn"
    rf"|pytorch|tgi|text generation|llama\.cpp|ollama|rocm|cuda|v\d+\.\d+|baseline"
    rf"|round-robin|eager|flash|default|bf16|fp16|fp8|fp32|(?:an?\s)?(?:earlier|previous"
    rf"|older) (?:version|release|build))\b"
)
SINCE = late(
    r"\b(?:since (?:last|january|launch|then|20\d\d)|a year (?:ago|earlier)|last year"
    r"|within (?:a|the) year|in (?:a|one) year|months? (?:ago|earlier)|yoy|qoq"
    r"|quarter-over-quarter)\b"
)
_SAME = late(
    r"\bon (?:the )?(?:very )?(?:same|identical|unchanged) (?:chips?|hardware|silicon|gpus?|cards?|accelerators?"
    r"|machines?|systems?)\b"
)
"""Where the hardware stays, the gain is the software's."""
_EARLIER = late(
    r"\b(?:year-ago|year[- ]earlier|(?:prior|previous|last)[- ](?:year|quarter|month|week"
    r"|run|round|submission)|against week|a year before|last night|yesterday)\b"
    r"|\b(?:als|wie|gegenüber)\s(?:noch\s)?(?:vor\s(?:einem|zwei|drei)\s(?:jahr|monat|quartal)"
    r"|(?:im|dem)\s(?:vorjahr|vormonat|vorquartal)|im\s(?:januar|märz|letzten)|letztes\sjahr)"
    r"|\b(?:que|qu')\s?(?:il\sy\sa|l'an\sdernier|l'année\sdernière|en\s20\d\d|hace\s(?:un|dos)|há\sum|no\sano\spassado"
    r"|el\saño\spasado)\b"
    r"|\brispetto\sa(?:ll'anno\sscorso|\s(?:un\sanno|sei\smesi)\sfa)|\bun\sanno\sfa\b"
    r"|\bdan\s(?:een\s(?:jaar|maand)\sgeleden|vorig\sjaar)|去年|昨年|上周|上月|前年同期"
    r"|\bthan\s(?:in\s(?:january"
    r"|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|fall|winter|20\d\d|q\d|early|late)|last|a\s(?:year|month"
    r"|quarter|week)|expected|planned|forecast|analysts)\b"
)
_TAKEN_BACK = late(
    r"[\s\"')]*(?:(?:it|that|this|they|he|she)\s(?:doesn't|does not|isn't|is not|was not"
    r"|wasn't|did not|didn't|is wrong|is false|was wrong|is untrue|never)|not so\b"
    r"|not true|wrong\b|false\b|nonsense)"
)
_DENIED = late(
    r"\b(?:not|never|no|neither|nor|without|isn't|wasn't|doesn't|didn't|don't|aren't"
    r"|won't|cannot|can't|far from|nowhere near|nicht|kein\w*|pas|não|non|niet|geen)\s"
    r"(?!only|just|less than|fewer than|least)(?:[\w'-]+\s){0,4}$|\b(?:instead of|rather than)\s(?:the\s|an?\s)?$"
)
_ASKED = late(r"[\s\"'(*•-]*(?:is|are|was|were|does|do|did|has|have|will|can|could|would|why|how|what)\s[^?]{0,300}$")
_PROGRAM = late(
    r"\b(?:the|an?|our|its|new|this)\s(?:[\w.-]+\s){0,2}(?:compilers?|kernels?|drivers?|controller|scheduler|release|library|update"
    r"|runtime|plugin|patch|optimi[sz]ations?)\s(?:[\w-]+\s){0,1}(?:makes?|lets?|gives?|brings?|delivers?|saves?"
    r"|cuts?|runs?|speeds?"
    r"|boosts?|improves?|lifts?|raises?|reaches|achieves?|is|was|are|were)\b"
)
_PRICE_MOVED = late(
    r"\b(?:prices?|fees?|rates?|rents?)\b[^.;]{0,50}\b(?:cut|cuts|fell|fallen|dropped|drops|lowered|raised|rose"
    r"|risen|halved|slashed)\s(?:[\w-]+\s){0,3}$"
    r"|\b(?:cut|cuts|lower(?:s|ed)|rais(?:es|ed)|reduc(?:es|ed)|slash(?:es|ed)|drop(?:s|ped)|hik(?:es|ed))\s(?:[\w'-]+\s){0,4}?"
    r"(?:prices?|fees?|rates?|rents?)\b[^.;]{0,50}\bby\s(?:[\w-]+\s){0,3}$"
)
_SECOND_WORD = late(r"\bnot,\s[^.;]{0,50},\s(?:an?\s)?$")
_UNTRUE = late(
    r"\b(?:not true|untrue|no truth|myth|den(?:y|ies|ied|ying)|refut\w+|debunk\w*"
    r"|dismiss\w+|wrong(?:ly)?|false(?:ly)?|hoax|nonsense|retract\w*|correction"
    r"|walked back|withdr(?:awn|ew))\b"
)
_WITHDRAWN = late(
    r"\b(?:has|have|had|was|were)\s(?:since\s|later\s)?(?:been\s)?(?:withdrawn|retracted|corrected|refuted|debunked)\b"
)


_WHOLE_WORDS = late(r"^[\w-]*")
"""What a window may have cut a word to: "evaluation" is no "valuation"."""
_OWN_FORMAT = late(
    r"\s(?:(?:of\s)?(?:that|this|it|those)|as (?:much|many|high|fast))(?:\s(?:rate|figure|number|sum|throughput))?\s"
    r"(?:with|in|at|for|using|under|through|via)\s(?:\d:\d\s|structured\s|[\w-]{1,12}\s)?"
    r"(?:spars\w+|(?:mx|nv)?(?:fp|int|bf|tf)-?\d{1,2}|boost\b)"
    r"|\sthe (?:performance|compute|rate|throughput|flops|speed)\s(?:with|using|through|thanks to|at)\s(?:\d:\d\s"
    r"|structured\s)?spars"
    r"|\sdisso\s(?:em|com)\s(?:(?:mx|nv)?(?:fp|int|bf|tf)-?\d{1,2}|espars\w+)"
    r"|\s(?:its|their)\s(?:own\s)?(?:dense|sparse|base|stock|rated|default|boost|bf16|fp\d{1,2}|int8|original|former|earlier|launch)\b"
    r"|\s(?:davon|de cela|de eso)\s(?:bei|in|mit|en|con|avec)\s(?:(?:mx|nv)?(?:fp|int|bf|tf)-?\d{1,2})"
)
"""A share of the product's own figure: "312 teraflops, twice that with sparsity", "half that at FP8"."""
_OF_OTHER = late(
    r"\b(?:yields?|accuracy|uptime|reliability|utili[sz]ation|occupancy|availability|failure rates?)"
    r"(?:\s(?:of|on|in|at|for)\s(?:the\s|an?\s|our\s)?[\w.-]+)?\s(?:is|are|was|were|rose|fell|improved|got|gets|stands at|reached)"
    r"\s(?:[\w-]+\s){0,3}(?:[\d.]+\s?(?:%|percent)?,\s)?$"
)
"""The property before the multiple is none of the metrics."""
_SAME_CHIP = late(
    r"\bthan\s(?:without\s(?:it|them|the)\b|(?:with|under|on)\s(?:the\s|its\s)?(?:old|previous|earlier|stock|default|last|first|vendor(?:'s)?)"
    r"\s(?:one|kernels?|drivers?|compiler|release|runtime|version|build|software|firmware|stack|library|scheduler)\b"
    r"|before\s(?:the|that|this)\s(?:update|patch|fix|release|change|upgrade|rewrite)\b)"
    r"|\bbefore\s(?:the|that|this)\s(?:update|patch|fix|rewrite)\b"
)
"""What the multiple is measured against is the same chip with other software."""
_NOT_EASTERN = late(
    r"(?:倍|割|%|％|배|分の1)?\s?(?:では?なく|じゃな[くい]|ではな[くい]|(?:가|이)\s?(?:아니라|아닌|아니다))"
)
_NOT_BEFORE = late(r"(?:并非|而非|而不是|不是|并不是|没有|絕非|绝非)[^,，。;]{0,16}$")
_LAST_YEAR = late(
    r"(?:同比|环比|較去年|较去年|比去年|前年比|前年同期比|前期比|昨年(?:比|より)|전년 ?(?:대비|동기 ?대비)|작년보다"
    r"|지난해보다)[^。;]{0,16}$"
)
_OWN_PROMISE = late(
    r"\bthan\s(?:(?:its|their|the|our)\s(?:own\s)?(?:[\w-]+\s)?(?:data ?sheets?|spec(?:s|ification)?|makers?|brochures?"
    r"|promises?|targets?|rating)|promised"
    r"|advertised|stated|claimed|hoped|rated)\b"
)
"""A product is held against what was said of it."""
_WAS_WRITTEN = late(
    r"\b(?:earlier|previously|originally|(?:previous|first) version|wrongly|mistakenly)\b[^.;]{0,40}\b(?:wrote|said|stated"
    r"|gave|reported|read|put|claimed)\b"
    r"(?![^.;]*\b(?:in fact|actually|correct|now)\b)[^.;]*$"
)
"""What stood there before it was corrected."""
_A_CLAIM = late(r"\b(?:claims?|rumou?rs?|reports?|stor(?:y|ies)|idea|notion|suggestions?|assertions?|statements?)\b")
_NOT_SO = late(
    r"\b(?:is|was|are|were)\s(?:simply\s|plainly\s|just\s|quite\s|therefore\s)?(?:false|untrue|wrong|nonsense|an?\s(?:myth|mistake|error)|not\strue"
    r"|incorrect|misleading|bogus|unfounded|made\sup)\b"
)
_JOKE = late(
    r"\b(?:jok(?:es?|ed|ing|ingly)|quip(?:s|ped)?|kidding|tongue[- ]in[- ]cheek|in jest|scherz(?:t|te|haft)|plaisant(?:e|é"
    r"|ait)|bromeó|scherza)\b"
)
_SOMEBODY = late(
    r"\s(?:of\s)?(?:you|us|them|these|those|whom|the (?:respondents|voters|audience|room|attendees|budget|deal|order|batch"
    r"|fleet|total|readers))\b"
    r"(?!\s(?:of|on|from|in)\b)"
)
"""Of people and piles, not of a property."""
_OWN_WORK = late(
    r"\s(?:of|unserer|unseres|de nos|de notre|de nuestr[ao]s?)\s(?:our|their|my|your|his|her|all|all our)\s(?!\w+\s(?:draw"
    r"|use|cost))"
    r"(?:[\w-]+\s)?(?:traffic|requests|load|workloads?|summari[sz]ation|inference|training|jobs|fleet|capacity|customers|tokens|models|gpus|chips|work)\b"
)
"""A share of what somebody does, moved or spent."""
_RETOLD = late(r"\b(?:their|his|her|that|this|those|the|its)\s(?:claimed\s|famous\s|quoted\s|official\s|old\s)?$")
_CITED = late(
    r"\s?(?:\"|'|”|’)?\s?(?:is|was|are|were|seems?|looks?|sounds?|comes?|stems?|refers?|figures?|numbers?|claims?|lines?|headlines?"
    r"|statements?|marketing|slides?|should|may|might)\b"
)
"""A multiple that is spoken of and not told: "so their 3.5x is the careful number", "the 10x claim"."""


_NP_END = late(rf"\b(?:{comparison_words.MARKER})\b|\b(?:for|on|at|with|while|when|in|and)\b|[,;(]")


def business(opening: str) -> bool:
    """Does a sentence begin with the business of a company: its shares, its sales?"""
    return bool(_BUSINESS_BEFORE.search(opening))


def barred(frame: Frame) -> bool:
    """Business, software's own gains and denials are no ratios of products."""
    low, f = frame.reading.lower, frame.factor
    before, after = frame.before[-80:], frame.after[:60]
    near = _WHOLE_WORDS.sub("", frame.before[-61:]) if len(frame.before) > 60 else before
    if _BUSINESS_BEFORE.search(near) or _BUSINESS_AFTER.search(_NP_END.split(after)[0][:45]):
        return True
    opening = low[frame.sentence.start : f.start]
    if low[f.end : frame.sentence.end].rstrip("\"' ").endswith("?") and _ASKED.match(opening):
        return True
    if not any(r == "yardstick" for r in frame.roles.values()) and (
        _PROGRAM.search(opening[-160:]) or _PRICE_MOVED.search(opening[-100:])
    ):
        return True
    if (
        after.startswith((" nothing", " neither"))
        or _OWN_FORMAT.match(after)
        or _OF_OTHER.search(before)
        or (f.kind == "times" and not f.verb and _RETOLD.search(before[-24:]) and _CITED.match(after))
        or _EARLIER.search(after)
        or _LAST_YEAR.search(before)
        or _SAME_CHIP.search(after)
        or _OWN_PROMISE.search(after)
        or _WAS_WRITTEN.search(opening)
        or _NOT_EASTERN.match(after)
        or _NOT_BEFORE.search(before)
        or (f.kind != "times" and (_SOMEBODY.match(after) or _OWN_WORK.match(after)))
        or _JOKE.search(low, frame.sentence.start, frame.sentence.end)
        or (_A_CLAIM.search(opening) and _NOT_SO.search(low, f.end, frame.sentence.end))
        or _SAME.search(after)
        or _WITHDRAWN.search(low, f.end, frame.sentence.end)
        or _SECOND_WORD.search(before)
        or _TAKEN_BACK.match(low, frame.sentence.end)
    ):
        return True
    return bool(
        _DENIED.search(before[-50:])
        or _UNTRUE.search(opening)
        or _SOFT_OBJECT.search(before)
        or _SOFT_OBJECT.search(low, f.end, min(frame.sentence.end, f.end + 110))
    )
