"""Who is compared with whom: the roles that the words around a name give it in a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker.extract.multiples import Multiple
from tracker.extract.ownership import Owner, accelerator, focus
from tracker.extract.parts import Mention, Reading, Sentence

Role = Literal["plain", "yardstick", "agent", "beside", "placed"]

# Prepositions and conjunctions that introduce what something is measured against.
MARKER = (
    r"(?:than(?!\s(?:\d|half\b|twice|double|tripl|an?\s(?:third|quarter|factor|thousand|hundred|tenth)|an?\sorder|one\b|two\b"
    r"|three\b|four\b|five\b|ten\b))|versus|vs\.?|v\.|compared\s(?:to|with|against)|comparison\s(?:to|with)|relative\sto|against"
    r"|next\sto|(?:set|put|placed)\s(?:beside|against)|beside|over|ahead\sof|behind|beyond|above|below|under|unlike"
    r"|measured\sagainst|up\son|gegenüber|verglichen\smit|im\svergleich\s(?:zu[mr]?|mit)|als|unter|que|qu(?=')|par\srapport\s(?:à|aux?)"
    r"|face\s(?:à|aux?)|comparée?s?\s(?:à|aux?)|frente\sa|respecto\s(?:a|al|de)|comparad[oa]s?\scon|rispetto\sa\w*)"
)
# Verbs whose object is the yardstick; in the passive the agent behind "by" is the one that does better.
_BEATS = (
    r"(?:beat(?:s|en|ing)?|outperform\w*|outpac\w+|outrun\w*|outdo\w*|outclass\w*|outshin\w+|outgun\w*|surpass\w*|exceed\w*"
    r"|overtak\w+|trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|undercut\w*|top(?:s|ped)?|best(?:s|ed)|edge[sd]?(?:\s(?:out|past))?"
    r"|lead(?:s|ing)?|eclips\w+|crush\w*|rival\w*|match(?:es|ed)?|dwarf\w*|succeed(?:s|ed)|replac(?:es|ed|ing)|schlägt"
    r"|übertrifft|unterbietet|surpasse|dépasse|bat|supera)"
)
_GAP = r"[\s\"'(]{1,3}(?:[\w'/.&+-]{1,18}[\s\"'(]{1,3}){0,5}(?:\w{1,8}-){0,2}$"
_YARD = re.compile(rf"(?:\b{MARKER}|\b{_BEATS}){_GAP}")
_AS = re.compile(rf"\bas\s(?:[\w-]+\s){{1,3}}?as{_GAP}")
_NOT_GAP = re.compile(r"[.;!?]\s|,\s|\n|\b(?:is|are|was|were|has|have|had|delivers?|offers?|gives?|brings?|provides?|gets?|needs?|costs?|draws?|will|can)\s")
_PASSIVE = re.compile(rf"\b(?:is|are|was|were|be|been|being|gets?|got|wird|werden|est)\s(?:\w+\s)?{_BEATS[:-1]}|geschlagen|übertroffen|battu)\b")
_BY = re.compile(r"\b(?:by|from|von|vom|par|durch)\s(?:the\s|an?\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|[a-z-]+'s\s){0,2}$")
_BESIDE = re.compile(
    r"\b(?:with|alongside|together with|paired with|using|via|by|running|holds?|hosts?|of|contain\w*|featur\w+|\d+x?)\s"
    r"(?:the\s|an?\s|its\s|\d+\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|[\w-]+\s){0,2}$"
)
_PLACED = re.compile(
    r"\b(?:for|on|from|with|by|in|to|sa(?:id|ys?) of|sa(?:id|ys) about|auf|bei|mit|für|beim|sur|avec|chez|pour|en|con|para)\s"
    r"(?:the\s|an?\s|its\s|one\s|each\s|every\s|der\s|den\s|dem\s|le\s|la\s|el\s|new\s|nvidia(?:'s)?\s|amd(?:'s)?\s"
    r"|google(?:'s)?\s|aws\s|[a-z-]+'s\s){0,3}$"
)
_FROM_TO = re.compile(r"\bfrom\s[^.;]{0,60}$")
_CJK_YARD = re.compile(r"\s?(?:に比べ|と比べ|と比較|比で|比\s|より|に対し|相比|に対する)")
_CJK_BEFORE = re.compile(r"(?:比|相比|较|相较于?|与|对比|超过|相当于|是|達|達する)\s?(?:\w{0,6}\s)?$")
_CJK_BESIDE = re.compile(r"\s?(?:と組み合わせ|との組み合わせ|と組合せ|を搭載|搭配)")
_TOGETHER = re.compile(r"\b(?:together|paired|combined|coupled|in tandem|in combination|in concert|along)\swith\s(?:the\s|an?\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s)*$|\balongside\s(?:the\s|an?\s|its\s|nvidia(?:'s)?\s)*$")
_ELLIPSIS = re.compile(r"[\w\s-]{0,22}?\sby\s(?:up to\s|about\s|nearly\s|roughly\s|almost\s|some\s|over\s|more than\s|a\s)*$")
_BEATEN_BEFORE = re.compile(rf"\b{_BEATS}\b[^.;]{{1,110}}?,?\sand\s(?:[\w-]+\s){{0,5}}$")
_CHANGED_TO = re.compile(
    r"\b(?:switch\w*|mov(?:e|es|ed|ing)|migrat\w+|chang\w+|upgrad\w+|port\w*|went|go(?:es|ing)?|swap\w*|replac\w+|shift\w*)\s(?:[\w'-]+\s){0,6}?(?:to|for|with)\s"
    r"(?:the\s|an?\s|its\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|new\s){0,3}$"
)
_CJK_OF = re.compile(r"\s?(?:系列)?(?:の|的|シリーズの)\s?(?:最大|約|约|近|将近|およそ)?\s?$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A multiple in its sentence, the stretch of words that may belong to it, and the accelerators named in the sentence."""

    reading: Reading
    sentence: Sentence
    factor: Multiple
    left: int
    right: int
    here: Sequence[Mention]
    against: frozenset[str] = frozenset()
    """Products that an earlier multiple of the sentence was measured against."""

    @property
    def before(self) -> str:
        return self.reading.lower[self.left : self.factor.start]

    @property
    def after(self) -> str:
        return self.reading.lower[self.factor.end : self.right]


def named(reading: Reading, sentence: Sentence) -> list[Mention]:
    return [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product)]


def role(frame: Frame, mention: Mention) -> Role:
    """What the words before a name make of it."""
    low = frame.reading.lower
    start = max(frame.sentence.start, mention.start - 90)
    if start < frame.factor.end <= mention.start:
        start = frame.factor.end
    window = low[start : mention.start]
    if mention.slug in frame.against and mention.end <= frame.factor.start:
        return "yardstick"
    if _CJK_BESIDE.match(low, mention.end) or _TOGETHER.search(window):
        return "beside"
    if _CJK_YARD.match(low, mention.end) or _CJK_BEFORE.search(window):
        return "yardstick"
    if mention.end <= frame.factor.start and _CJK_OF.fullmatch(low[mention.end : frame.factor.start]):
        return "yardstick"
    if _CHANGED_TO.search(window):
        return "agent"
    if _LEAD_APPOSED.search(window):
        return "yardstick"
    passive = _passive(frame)
    if passive and mention.start >= passive.start() and _BY.search(window):
        return "agent"
    if passive and mention.end <= passive.start() and passive.start() - mention.end < 25:
        return "yardstick"
    hits = list(_YARD.finditer(window)) or list(_AS.finditer(window))
    if hits and not _NOT_GAP.search(window, _content(window, hits[-1].start())):
        return "yardstick"
    if mention.end <= frame.factor.start and _ELLIPSIS.fullmatch(low[mention.end : frame.factor.start]) and _BEATEN_BEFORE.search(low[frame.sentence.start : mention.start]):
        return "yardstick"
    if _FROM_TO.search(window) and re.match(r"(?:'s)?[^.;,]{0,25}?\sto\s", low[mention.end : mention.end + 60]):
        return "yardstick"
    if frame.factor.end <= mention.start:
        return "yardstick" if _measured(frame, mention) else "placed" if _PLACED.search(window) else "plain"
    return "beside" if _BESIDE.search(window) else "plain"


def _content(window: str, place: int) -> int:
    """Past the marker itself, whose words are no content."""
    return min(len(window), place + 3)


def _passive(frame: Frame) -> re.Match[str] | None:
    return _PASSIVE.search(frame.reading.lower, frame.sentence.start, frame.sentence.end)


_INNER_STOP = re.compile(
    r"[,;:.(]\s?|\b(?:is|are|was|were|has|for|on|with|from|in|at|by|when|while|and|but|per|after|running|using|according|says?|said|so)\b"
)


_COMPARATIVE = re.compile(
    r"\s?(?:[\w-]+\s)?(?:more|less|fewer|higher|lower|better|worse|faster|slower|cheaper|greater|larger|bigger|smaller|quicker"
    r"|improvement|reduction|gain|boost|increase|mehr|weniger|plus|moins|más|menos)\b"
)


def _measured(frame: Frame, mention: Mention) -> bool:
    """ "twice the H100's throughput", "2.6 times a GB300 NVL72", "half the power of an H100": what stands behind the multiple."""
    between = frame.reading.lower[frame.factor.end : mention.start]
    if re.search(r"\b(?:that|which|what)\s(?:an?\s|the\s|its\s|\w+\s)?$", between) and not re.search(r"[,;.]", between):
        return True
    if len(between) > 75 or _COMPARATIVE.match(between) or mention.start >= frame.right + 12:
        return False
    trimmed = re.sub(r"(?:\bof|\bthat of|\bwhat|\bthe|\ban?|\bper [a-z]+)\b", " ", between)
    if re.search(r"\b(?:of|what|der|des|du|del|d'un\w?|as much as)\b", between):
        last = re.split(r"\b(?:of|what|der|des|du|del)\b", between)[-1]
        return not _INNER_STOP.search(last) and len(last) < 40
    return not _INNER_STOP.search(trimmed) and len(between) <= 32


_GENERIC_NOUN = (
    r"(?:generations?|predecessors?|gpus?|gpu-based\s\w+|systems?|chips?|accelerators?|competit(?:ors?|ion)|rivals?|alternatives?"
    r"|cpus?|hardware|machines?|instances?|fleet|processors?|servers?|racks?|cards?|clusters?|boards?|asics?|xpus?|series|solutions?"
    r"|offerings?|parts?|silicon|vorgänger\w*|vorgängergeneration|konkurren\w+|prédécesseur|génération précédente|predecesor\w*"
    r"|generación anterior|前世代|従来|上一代|竞品)"
)
_NP = r"(?:(?!(?:on|in|of|for|with|at|per|and|again|as|to|from|by|that|is|are|it|much|many)\b)[\w'/.-]+\s){0,5}?"
_AGAINST = rf"\b(?:{MARKER})\s(?:with\s|on\s|in\s|that of\s|those of\s|what\s)?(?P<g>{_NP}{_GENERIC_NOUN}(?:\sbefore\b)?)(?![\w-])"
_REST = rf"|\b{_BEATS}\s(?P<b>{_NP}{_GENERIC_NOUN})(?![\w-])|(?P<c>前世代|従来(?:の\s?gpu|品)?|上一代|竞品)"
_LEAD_APPOSED = re.compile(rf"\b(?:{MARKER})\s{_NP}{_GENERIC_NOUN},\s(?:the\s|an?\s|its\s|[a-z]+'s\s|nvidia\s|amd\s)*$")
_GENERIC_BACK = re.compile(_AGAINST + _REST)
_GENERIC = re.compile(_AGAINST + _REST + rf"|\b(?:of|as|what|that of)\s(?P<h>{_NP}{_GENERIC_NOUN})(?![\w-])")
_APPOSED = re.compile(r"[\s,(:]{1,3}(?:the\s|like\s|such as\s|including\s|e\.g\.,?\s\s|namely\s|nvidia(?:'s)?\s|amd(?:'s)?\s|google(?:'s)?\s|aws\s|[a-z]+'s\s|\")*$")
_OLDER = re.compile(r"predecessor|previous|prior|last[- ]gen|earlier|preceding|before\b|vorgänger|prédécesseur|précédent|anterior|前世代|上一代|old")


def subject(frame: Frame) -> Owner | None:
    """The product that the multiple is said of."""
    factor, reading = frame.factor, frame.reading
    roles = [(m, role(frame, m)) for m in frame.here]
    for m, r in roles:
        if r == "agent":
            return Owner(m.product, "agent", 0.86, m.start)
    left = [(m, r) for m, r in roles if m.start < factor.start and (r in ("plain", "beside") or _picked_up(reading, m))]
    sure = [m for m, r in left if r == "plain"] or [m for m, r in left]
    if sure:
        m = sure[-1]
        return Owner(m.product, "clause", 0.86 if factor.start - m.end < 160 else 0.76, m.start)
    opening = reading.lower[frame.sentence.start : factor.start]
    right = [m for m, r in roles if m.start >= factor.end and r in ("plain", "placed")]
    fits = [m for m in right if _later(frame, m, opening)]
    if fits:
        return Owner(fits[0].product, "following", 0.8, fits[0].start)
    return focus(reading, frame.sentence, opening)


def _picked_up(reading: Reading, mention: Mention) -> bool:
    return bool(re.match(r"\s?(?:\([^()\n]{0,20}\))?,?\s(?:which|whose)\b", reading.lower[mention.end : mention.end + 40]))


_OPENS = re.compile(
    rf"^[\s\"'(*•-]*(?:$|at\b|with\b|for\b|by\b|offering|boasting|deliver\w+|promis\w+|claiming|thanks|having|needing|drawing|using"
    rf"|consuming|costing|running|up to\b|about|around|nearly|roughly|over\b|{MARKER}|mit\b|avec\b|con\b|bei\b|à\b)"
)


def _later(frame: Frame, m: Mention, opening: str) -> bool:
    """A subject behind its multiple: "At half the price of X, Y ...", "30% better performance for Y"."""
    between = frame.reading.lower[frame.factor.end : m.start]
    if len(between) > 120 or re.search(r"[.;]\s", between):
        return False
    if role(frame, m) == "placed":
        return "," not in between or bool(re.search(r"\bsa(?:id|ys?) (?:of|about)\b", between))
    if frame.factor.verb and re.fullmatch(r"\s(?:der|die|das|le|la|el)\s(?:\w+\s)?", between):
        return True
    return bool(_OPENS.match(opening)) and ("," in between or bool(re.search(r"\b(?:is|are) what\b", between)))


def reference(frame: Frame, own: Owner) -> tuple[Mention | None, str]:
    """What the subject is measured against: a product, else the words for it, else "unspecified"."""
    reading, factor = frame.reading, frame.factor
    yards = [m for m in frame.here if m.slug != own.product.slug and role(frame, m) == "yardstick"]
    later = [m for m in yards if m.start >= factor.end and _reaches(frame, m)]
    generic = _GENERIC.search(reading.lower, factor.end, min(frame.sentence.end, factor.end + 130))
    if later and (generic is None or later[0].start <= generic.end()):
        return later[0], ""
    if generic:
        return _plainly(frame, own, generic)
    earlier = [m for m in yards if m.end <= factor.start]
    if earlier:
        return earlier[-1], ""
    passive = [m for m in frame.here if m.start < factor.start and m.slug != own.product.slug] if own.rule == "agent" else []
    if passive:
        return passive[-1], ""
    if generic := _GENERIC_BACK.search(reading.lower, frame.sentence.start, factor.start):
        return _plainly(frame, own, generic)
    return None, "unspecified"


def _reaches(frame: Frame, mention: Mention) -> bool:
    """The yardstick stands in the multiple's own stretch, or behind a list of multiples that share it."""
    between = frame.reading.lower[frame.factor.end : mention.start]
    if len(between) > 170:
        return False
    own = [m for m in frame.here if frame.factor.end <= m.start < mention.start and role(frame, m) == "plain"]
    return not own and not re.search(r";\s|\.\s|\b(?:while|whereas)\b", between)


def _plainly(frame: Frame, own: Owner, hit: re.Match[str]) -> tuple[Mention | None, str]:
    """ "its predecessor, the X1" and "previous-generation Hopper GPUs" name a product; else the words stay."""
    low = frame.reading.lower
    words = next(g for g in hit.groups() if g)
    for m in frame.here:
        inside = hit.start() <= m.start < hit.end()
        apposed = m.start >= hit.end() and m.start - hit.end() < 30 and _APPOSED.fullmatch(low[hit.end() : m.start])
        if m.slug != own.product.slug and (inside or apposed):
            return m, ""
    if _OLDER.search(words):
        return predecessor(frame.reading, own), "previous generation"
    return None, re.sub(r"^(?:(?:the|its|an?|that|those)\s)+", "", words).strip()


_BEFORE_NAME = re.compile(r"\b(?:predecessor|successor to|succeeds?|succeeding|replac(?:es|ing)|follow(?:s|-up to)|builds on)[\s,:(]{1,3}(?:the\s|[a-z]+'s\s|nvidia\s|amd\s)?$")


def predecessor(reading: Reading, own: Owner) -> Mention | None:
    """The product that the text itself calls the predecessor."""
    fits = {
        m.slug: m
        for m in reading.mentions
        if m.slug != own.product.slug and m.product.vendor == own.product.vendor
        and _BEFORE_NAME.search(reading.lower[max(0, m.start - 40) : m.start])
    }  # fmt: skip
    return next(iter(fits.values())) if len(fits) == 1 else None


def spoken_of(frame: Frame, own: Owner) -> Mention | None:
    """The other product that the text speaks of just before, for a multiple that says "as much" and not of what."""
    reading, sentence = frame.reading, frame.sentence
    block = reading.blocks[sentence.block]
    spans = ((sentence.start, frame.factor.start), (max(block.start, sentence.start - 400), sentence.start), (max(0, sentence.start - 900), sentence.start))
    for start, end in spans:
        others = [m for m in reading.mentions_in(start, end) if _other(own, m)]
        if others:
            slugs = {m.slug for m in others}
            compared = {m.slug for m in others if m.compared}
            chosen = slugs if len(slugs) == 1 else compared
            return next(m for m in reversed(others) if m.slug in chosen) if len(chosen) == 1 else None
    return None


def _other(own: Owner, m: Mention) -> bool:
    """A product to be measured against: no part or whole of the subject, and not the line that it belongs to."""
    a, b = own.product, m.product
    parts = {p.whole for p in a.part_of} | {p.whole for p in b.part_of}
    related = a.slug in parts or b.slug in parts or a.name in b.name or b.name in a.name
    return accelerator(b) and a.slug != b.slug and not related and not (b.kind == "line" and b.vendor == a.vendor)


def yardstick(reading: Reading, sentence: Sentence, own: Owner) -> Mention | None:
    """The one other product that the paragraph measures against, for a sentence that names none."""
    number = sentence.block
    block = reading.blocks[number]
    while number > 0 and reading.blocks[number].kind == "item":
        number -= 1
    start = reading.blocks[number].start if block.kind == "item" else block.start
    others = {
        m.slug: m for m in reading.mentions_in(start, sentence.end)
        if m.compared and accelerator(m.product) and m.slug != own.product.slug
    }  # fmt: skip
    return next(iter(others.values())) if len(others) == 1 else None
