"""The units of accelerators as texts spell them, in several languages, and what each spelling stands for."""

from __future__ import annotations

import re

from tracker.extract.late import late
from tracker.extract.parts import Kind

_LONG = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "téra": "T", "peta": "P", "péta": "P", "exa": "E",
         "zetta": "Z", "キロ": "k", "メガ": "M", "ギガ": "G", "テラ": "T", "ペタ": "P", "エクサ": "E", "기가": "G",
         "테라": "T", "페타": "P", "엑사": "E"}  # fmt: skip
_COUNTED = {"trillion": "T", "quadrillion": "P", "quintillion": "E"}
_L = "|".join(_LONG)
GAP = r"[\s-]{0,8}"
_SECOND = (
    r"\s?/\s?(?:s(?:ec(?:onds?)?|ek(?:unde)?|egundo)?(?![a-z])|秒|초)|ps(?![a-z])"
    r"|\s(?:per|a|an|each|every|pro|par|por|al|je|in der)\s(?:second|sec|sekunde|seconde|segundo"
    r"|secondo)(?![a-z])|(?:/|每|毎)秒"
)
_STOP = (
    r"(?:with|for|and|of|in|on|to|per|or|by|from|at|is|are|the|as|than|that|a|will|new|more|times|percent|mw|gb|tb"
    r"|was|were|have|has|each|every|which|other|million|billion)\s"
)
CHIP_NOUNS = (
    r"gpus?|tpus?|npus?|lpus?|xpus?|rpus?|ipus?|asics?|wse(?:-\d)?|chips?|accelerators?|processors?|wafers?|cards?"
    r"|packages?|sockets?|devices?|superchips?|karten|beschleuniger\w*|puces|cartes|tarjetas|schede|kaarten|processeurs|aceleradores|deles|de\sellos|d'entre\selles|di\sessi"
    r"|of\s(?:them|these|those|its\skind|the\sformer)(?=\s(?:form|make|make up|in|per|to|go|fit|sit|fill|live|share|together|into"
    r"|and\seach|and\sall|at\s\d|side)\b|\s?[,.;:)\n])"
)
_CJK_CHIPS = (
    r"(?:個|个|枚|基|張|张|颗|顆|片|块|台|개의?)?(?:の|以上の)?\s?"
    r"(?:gpu|npu|tpu|lpu|チップ|芯片|晶片|加速器|加速卡|卡|アクセラレータ|プロセッサ|칩)"
)

UNITS = rf"""
 (?P<compute>(?:(?P<cp>{_L}){GAP}|(?P<cx>[kmgtpe])\s?)(?P<cw>flops?(?:/s(?:ec)?|ps)?|ops(?:/s)?|op/s|(?<=[ao])op|フロップス)(?![a-z])
   |(?P<cs>[tpe])fs?(?:/s)?(?![a-z0-9/])
   |(?P<cq>{"|".join(_COUNTED)})\s(?:(?:floating[ -]point|integer|math|ai|low-precision|[48]-bit
     |(?:mx|nv)?(?:fp|int|bf)\d{{1,2}})\s){{0,2}}
     (?:operations|calculations|ops)(?:\s(?:per|a)\ssecond)?)
|(?P<bytes>(?:(?P<bp>[kmgtpe])(?P<bi>i?)(?P<bw>b(?:it|yte)?s?|o(?=ctets?\b|\b(?!\s(?:an?|the|one|each|every|its|our|their)\s)))|(?P<bl>{_L}){GAP}(?P<blw>bytes?|bits?|octets?|バイト|ビット|바이트)|(?P<gig>gigs?))
   (?P<per>{_SECOND})?(?![a-z0-9]))
|(?P<watts>(?P<wp>kilo|mega|giga|キロ|千|[km]|g)?(?:w(?![a-z0-9/])|watts?(?![a-z])|ワット|瓦|와트)|(?P<wv>kilo)?vatios?|(?P<wq>quilo)watts?)
|(?P<node>nm(?![a-z])|{GAP}nano(?:met(?:er|re)(?:s|n)?|mètres?|metros?|metr[iy]|metró?w)(?![a-z])|nan[óôo]metros?|ナノ(?:メートル)?|纳米|奈米|나노)
|(?P<transistors>(?:(?P<ts>trillion|billion|million|milliarden|billionen|mrd|tn|bn|[btm]){GAP})?(?:個の?|个|個以上の|個以上\sの\s?|d[ei]\s)?(?:transistor(?:s|en|es|er|ów|i)?(?![a-z])|transístores|トランジスタ|晶体管|電晶體))
|(?P<chips>(?:of\s(?:the|its|these|those|their|our)\s)?(?:(?!{_STOP})[a-z][a-z0-9.'-]{{0,17}}\s){{0,3}}?(?:{CHIP_NOUNS})(?![a-z0-9])|{_CJK_CHIPS}|(?<=-)way(?![a-z]))
"""
"""One verbose alternation of all units; `read` takes its match apart."""


def read(hit: re.Match[str], before: str) -> tuple[Kind, str]:
    """Kind and unit (as `tracker.units` spells it) of a match. `before` is the text in front of the number."""
    if hit["compute"]:
        prefix = _COUNTED[hit["cq"]] if hit["cq"] else _prefix(hit["cp"] or hit["cx"] or hit["cs"])
        return "compute", prefix + ("OPS" if (hit["cw"] or "").startswith("op") else "FLOPS")
    if hit["bytes"]:
        prefix = _prefix(hit["bp"] or hit["bl"] or "giga") + (hit["bi"] or "")
        word = hit["bw"] or hit["blw"] or hit["gig"]
        bits = word.startswith(("bit", "ビット"))
        per = hit["per"] or _EACH_SECOND.search(before)
        unit = prefix + ("b" if bits else "B") + ("/s" if per else "")
        return ("bitrate" if bits else "rate") if per else "size", unit
    if hit["watts"]:
        prefix = {"千": "k", "m": "M", "g": "G"}.get(hit["wp"] or "") or _LONG.get(
            hit["wp"] or hit["wv"] or "", "k" if hit["wq"] else hit["wp"] or ""
        )
        return "watts", prefix + "W"
    if hit["node"]:
        return "node", "nm"
    return ("transistors", "count") if hit["transistors"] else ("chips", "chips")


_EACH_SECOND = late(r"(?:毎秒|每秒|秒間|초당)\s?(?:約|最大)?\s?$")


def _prefix(word: str) -> str:
    return _LONG.get(word) or (word.upper() if word != "k" else word)
