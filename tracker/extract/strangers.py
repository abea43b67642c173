"""Names that no table knows: a figure whose subject is one of them belongs to no product known here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tracker.extract.late import late
from tracker.extract.parts import Mention, Reading, Sentence

_LIKE = late(
    r"(?<![\w$€£.,#/&+-])(?P<name>(?:[A-Z][a-z]{2,11}[ -])?(?:[A-Z][A-Za-z]{0,9}-?\d{1,4}[A-Za-z]{0,3}"
    r"|[A-Z][a-z]{2,11} \d{1,3})"
    r"(?:[ -](?:Max|Pro|Ultra|Plus|Mini|Lite|Next|Turbo|Quad|Duo)(?![a-z]))?)(?![\w%])"
)
_COMMON = late(
    r"(?:.{0,12}[ -])?(?:(?:mx|nv)?(?:fp|int|bf|tf|hif)-?\d+|mx-?\d|bfloat\d+|hbm\d\w*|hi(?:bl|zq|b)[\w.-]*|lpddr\d\w*"
    r"|gddr\d\w*|ddr\d\w*|pcie\d*|gen-?\d"
    r"|cxl\d*|nvlink-?\d|qsfp\d*|osfp\d*|sxm\d?|oam\d?|e1s|u\.?2|m2|l[123]|n[2-7][a-z]?|sf\d\w?|q[1-4]|h[12]|fy\d+|cy\d+"
    r"|s[123]"
    r"|usb\d?|wi-?fi.*|ipv\d|tier-?\d|v\d{1,2}|[a-z]?2e|covid.*|co2|g[78]|mp[34]|x86|arm\dv?|aarch64|k8s|utf-?\d+)\w?",
    re.I,
)
_WORDS = late(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:slide|rack|phase|page|figure|fig|table|section|chapter|stage|step|part|hall|room|building|unit|version|release"
    r"|item|note"
    r"|exhibit|annex|article|row|lot|level|tier|round|week|day|hour|year|quarter|series|episode|booth|gate|line|track"
    r"|appendix|line"
    r"|llama|gpt|deepseek|qwen|claude|gemini|gemma|mistral|mixtral|kimi|phi|grok|falcon|nemotron|glm|opus|sonnet|flux"
    r"|whisper|bert"
    r"|cuda|rocm|mlperf|pytorch|python|vllm|ubuntu|linux|windows|kubernetes|top|green|fortune|chips|gen|only|about|over"
    r"|some|with"
    r"|and|the|for|from|per|each|both|all|up|to|at|in|on|of|by|than|that|its|it|memory|bandwidth|power|peak|total|price"
    r"|dense|sparse"
    r"|nvidia|amd|intel|google|aws|amazon|meta|microsoft|huawei|samsung|tsmc|node|process|pcie|nvlink|infiniband|ethernet"
    r"|ualink"
    r"|xeon|epyc|grace|vera|axion|graviton|connectx|bluefield|spectrum|quantum|tomahawk|cobalt|turin|venice|genoa|kunpeng)",
    re.I,
)
_FIRST = late(r"[ \d-]")
_GOVERNS = late(
    r"(?:'s)?\W{0,3}(?:(?:accelerator|chip|card|board|server|rack|gpu|npu|module|system|processor"
    r"|package)s?\W{0,3})?(?:\([^()\n]{0,40}\)\W{0,2})?"
    r"(?:[:,|(-]|has|have|with|at\b|comes?|offers?|delivers?|brings?|packs?|carries|holds?|draws?|is\b|gets?|will|puts?"
    r"|does|reaches|runs"
    r"|needs?|pulls?|features?|boasts?|sports?|finds?|stores?|uses?|packs?|costs?|[0-9])"
)
_SUFFIX = late(
    r"-(?!(?:class|based|style|era|powered|equipped|server|rack|gpu|node|chip|card|system|pod|cluster|instance"
    r"|nvl)\b)[A-Z]{1,3}\d{0,3}\b"
    r"| (?:Max|Ultra|Plus|Mini|Lite|Next|Turbo|Quad|II|III)\b(?! \d)"
    r"| [2-9](?=[,;:)](?!\d)|\.(?!\d)|\s(?:is|has|with|rack|will|was|for"
    r"|at|brings|gets)\b|'s)"
)


def longer(reading: Reading, mention: Mention) -> bool:
    """Does the text go on with the name so that it is another product's: "RNGD-S", "Helios 2", "RebelRack Max"?"""
    return bool(_SUFFIX.match(reading.clean, mention.end))


def governs(reading: Reading, sentence: Sentence, start: int, place: int) -> bool:
    """Is the last subject before a figure at `start` a name that nothing knows, beyond which a product at `place` cannot reach?"""
    left = max(sentence.start, start - 240)
    last = None
    for begin, end in _found(reading, left, start):
        last = (begin, end)
    if last is None:
        return False
    own = [m for m in _mentions(reading, left, start) if not m.compared]
    if (own and own[-1].start > last[0]) or sentence.start <= last[0] < place < start:
        return False
    return bool(_GOVERNS.match(reading.lower, last[1], start + 1))


def _found(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    known: Sequence[Mention] = _mentions(reading, start - 60, end)
    for hit in _LIKE.finditer(reading.clean, start, end):
        name = hit["name"]
        ahead, _, rest = name.partition(" ")
        if rest[:1].isalpha() and _WORDS.fullmatch(ahead):
            name = rest
        if _COMMON.fullmatch(name) or _WORDS.fullmatch(_FIRST.split(name, maxsplit=1)[0]):
            continue
        if any(m.start < hit.end() and hit.start() < m.end for m in known):
            continue
        if any(v.start < hit.end() and hit.start() < v.end and v.end - v.start >= len(name) for v in reading.vendors):
            continue
        yield hit.start(), hit.end()


def _mentions(reading: Reading, start: int, end: int) -> Sequence[Mention]:
    first = bisect_left(reading.mentions, start, key=lambda m: m.start)
    last = bisect_left(reading.mentions, end, key=lambda m: m.start)
    return reading.mentions[first:last]
