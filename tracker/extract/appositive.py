"""Products of families that no table knows, told by what the text calls them: "Foo unveiled its Bar-100 AI accelerator".

The maker is a vendor of the table, or a name that the text itself introduces as a company. Such readings are less
certain than a name of the table: their mentions carry a lower trust.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.extract import families
from tracker.extract.late import late
from tracker.extract.parts import Mention, VendorMention
from tracker.model.product import Vendor

GATE = frozenset((
    "ai accelerator", "ai asic", "ai chip", "ai processor", "inference accelerator", "inference asic", "inference card",
    "inference chip", "inference processor", "npu",
))  # fmt: skip
"""Heads of which one stands in every text that has something to find here."""
_MOST = 60

_HEAD = late(
    r"(?<![a-z0-9-])(?:(?:ai|inference|llm|training|neural|generative ai|machine[- ]learning|deep[- ]learning"
    r"|data[- ]cent(?:er|re))[- ]"
    r"(?:(?:inference|training|ai|compute|model|network)[- ])?(?:accelerator|chip|processor|card|asic|engine)s?"
    r"(?:\s(?:cards?|chips?))?|npus?|(?:ai )?accelerators?(?:\scards?)?|xpus?)(?![a-z0-9-])"
)
_WORD = r"[A-Z][A-Za-z0-9.]{0,20}"
_NAME = rf"{_WORD}(?:[- ](?:[A-Z][A-Za-z0-9.]{{0,20}}|v?\d[A-Za-z0-9]{{0,6}}|[A-Z]-?\d[A-Za-z0-9]{{0,6}})){{0,3}}"
_KIND = (
    r"(?:(?:new|next-gen(?:eration)?|latest|upcoming|first|second|third|own|custom|flagship|in-house|data[- ]cent(?:er|re)|cloud"
    r"|edge|rack-scale|low-power|high-end|(?:first|second|third|fourth|fifth)-generation|generation|dedicated|pcie|\d-?nm)\s){0,3}"
)
_BEFORE = late(rf"(?P<name>{_NAME})[\"']?\s{_KIND}$")
_ASIDE = late(rf"(?P<name>{_NAME})[\"']?,\s(?:an?|its|the|their)\s{_KIND}$")
_CALLED = late(rf"(?:,)?\s(?:called|named|dubbed|code-?named|known as)\s(?:the\s)?[\"']?(?P<name>{_NAME})")
_BY = late(r",?\s(?:from|by|of|made by|built by|designed by)\s(?:the\s)?(?:[\w-]+\s){0,2}?$")
_ACT = (
    r"(?:(?:has|have|today|will|officially|formally|also|just)\s)*(?:unveil|introduc|announc|launch|reveal|debut|present|releas"
    r"|show|ship|taped? out|detail)\w*"
)
_OWN = late(rf"(?:'s?\s(?:[\w-]+\s){{0,3}}|\s{_ACT}\s(?:\w+\s){{0,4}})$", re.I)
_STRANGER = late(
    rf"(?:\b(?:[Ss]tart-?up|[Cc]hip ?maker|[Cc]ompany|[Nn]ewcomer|[Ff]irm|[Dd]esigner|[Mm]aker)"
    rf"\s(?P<a>{_WORD}(?:\s{_WORD})?)\s{_ACT}\s"
    rf"|(?P<b>{_WORD}(?:\s{_WORD})?),\s(?:an?|the)\s[^.,;]{{0,60}}?(?:start-?up|company|chip ?maker|firm)[^.,;]{{0,50}}"
    rf",\s{_ACT}\s)"
    r"(?:\w+\s){0,4}$"
)
NO_NAME = frozenset((
    "a", "after", "again", "against", "ai", "all", "also", "an", "and", "any", "api", "april", "arm", "as", "asic",
    "asics", "at", "august", "aws", "before", "behind", "between", "black", "both", "but", "buy", "by", "can", "ceo",
    "chinese", "cloud", "compared", "corp", "cpu", "cpus", "cto", "custom", "data", "dear", "december", "deep", "dpu",
    "each", "edge", "european", "every", "existing", "february", "finally", "for", "four", "fpga", "friday", "from",
    "gen", "generation", "generative", "gpu", "gpus", "hardware", "hbm", "he", "hello", "her", "here", "high", "his",
    "how", "however", "i", "ia", "if", "in", "inc", "indeed", "indian", "inference", "inside", "instead", "intelligence",
    "is", "it", "its", "january", "japanese", "july", "june", "korean", "later", "leading", "llm", "llms", "low", "ltd",
    "machine", "many", "march", "may", "meanwhile", "meet", "ml", "modern", "monday", "more", "most", "multi", "my",
    "neural", "new", "next", "no", "not", "november", "now", "npu", "npus", "october", "of", "on", "one", "only", "open",
    "other", "our", "pcie", "please", "programmable", "qualified", "risc", "risc-v", "said", "saturday", "says",
    "scalable", "september", "several", "she", "silicon", "since", "so", "soc", "software", "some", "specialized",
    "still", "such", "sunday", "that", "the", "their", "then", "there", "these", "they", "this", "those", "three",
    "thursday", "to", "today", "tpu", "tpus", "training", "tuesday", "two", "u.s", "under", "university", "until", "us",
    "versus", "was", "we", "wednesday", "well", "were", "what", "when", "which", "while", "why", "with", "without", "xpu",
    "yes", "you", "your",
))  # fmt: skip
_NOT_CHIPS = late(
    r"\b(?:xeon|epyc|ryzen|core|grace|vera|graviton|axion|cobalt|snapdragon|tegra|bluefield|connectx|spectrum|nvlink|cuda|rocm|hbm\w*"
    r"|llama\S*|gpt\S*|gemini\S*|claude\S*|qwen\S*|deepseek\S*|grok\S*|windows|linux|kubernetes|azure|google cloud|copilot|iphone"
    r"|tensorflow|pytorch|openvino|oneapi|triton|geforce|radeon|rtx)\b",
    re.I,
)
_KNOWN, _UNKNOWN = 0.88, 0.84


def mentions(
    clean: str, low: str, vendors: Sequence[VendorMention], known: Sequence[Mention]
) -> tuple[list[Mention], list[Vendor]]:
    """Products told by apposition, wherever the text names them, and the makers that only this text knows."""
    found: dict[str, Mention] = {}
    makers: dict[str, Vendor] = {}
    for number, head in enumerate(_HEAD.finditer(low)):
        if number >= _MOST:
            break
        for start, end in _names(clean, head.start(), head.end()):
            if any(m.start < end and start < m.end for m in known) or not _proper(clean[start:end]):
                continue
            maker = _maker(clean, low, vendors, start, end, head.end())
            if maker is None:
                continue
            slug, new = maker
            product = families.provisional(slug, clean[start:end].strip(), "chip", "")
            if new:
                makers[slug] = new
            found.setdefault(product.slug, Mention(start, end, product, trust=_UNKNOWN if new else _KNOWN))
    return [again for m in found.values() for again in _repeated(clean, m, known)], list(makers.values())


def _names(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for pattern in (_BEFORE, _ASIDE):
        if hit := pattern.search(clean, max(0, start - 90), start):
            yield _without_lead(clean, *hit.span("name"))
    if hit := _CALLED.match(clean, end):
        yield _without_lead(clean, *hit.span("name"))


def _without_lead(clean: str, start: int, end: int) -> tuple[int, int]:
    """Without the capitalised words before a name that are none: "The Foo", "New Bar"."""
    while (gap := clean.find(" ", start, end)) > 0 and clean[start:gap].lower() in NO_NAME:
        start = gap + 1
    return start, end


def _proper(name: str) -> bool:
    words = re.split(r"[ -]", name)
    return (
        len(name) > 2
        and name.isascii()
        and not any(w.lower() in NO_NAME for w in words)
        and not _NOT_CHIPS.search(name)
        and any(c.isalpha() for c in name)
    )


def _maker(
    clean: str, low: str, vendors: Sequence[VendorMention], start: int, end: int, after: int
) -> tuple[str, Vendor | None] | None:
    """Slug of the maker, with the maker itself where no table has it."""
    for v in vendors:
        if start <= v.start < end:
            return None
        end_of_name = v.end - 2 if clean[v.start : v.end].endswith("'s") else v.end
        if v.end <= start and start - v.end < 90 and _OWN.fullmatch(clean, end_of_name, start):
            return v.slug, None
        if after <= v.start < after + 40 and _BY.fullmatch(low, after, v.start):
            return v.slug, None
    stranger = _STRANGER.search(clean, max(0, start - 200), start)
    if not stranger:
        return None
    name = stranger["a"] or stranger["b"]
    if not _proper(name):
        return None
    slug = families.slugged(name)
    return slug, Vendor(slug=slug, name=name, kind="chip", note="known from a text alone")


def _repeated(clean: str, first: Mention, known: Sequence[Mention]) -> Iterator[Mention]:
    word = re.compile(rf"(?<![\w-]){re.escape(clean[first.start : first.end])}(?:'?s)?(?!\w)")
    for number, hit in enumerate(word.finditer(clean)):
        if number < _MOST and not any(m.start < hit.end() and hit.start() < m.end for m in known):
            yield Mention(hit.start(), hit.end(), first.product, trust=first.trust)
