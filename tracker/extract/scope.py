"""What a figure is of: chip, card, server, rack or pod, by the text's own word before the product's kind."""

from __future__ import annotations

import re

from tracker.extract.late import late
from tracker.model.product import Product
from tracker.model.words import ProductKind, Scope

_KIND: dict[ProductKind, Scope] = {
    "die": "chip",
    "chip": "chip",
    "package": "chip",
    "superchip": "card",
    "card": "card",
    "server": "server",
    "rack": "rack",
    "pod": "pod",
    "line": "chip",
    "platform": "chip",
}
_WORDS: tuple[tuple[Scope, str], ...] = (
    ("pod", r"(?:super)?pods?|superclusters?|supernodes?|superpods?"),
    ("rack", r"racks?|nvl ?\d+|cabinets?|rack-scale|schrank|schränke"),
    (
        "server",
        (
            r"servers?|instances?|nodes?|[\w.-]*\dx?large|workstations?|hgx|dgx|ultraservers?|vms?"
            r"|virtual machines?|bare metal|shape|chassis|knoten"
        ),
    ),
    ("card", r"cards?|boards?|modules?|superchips?|karten?|pcie card|add-in"),
    (
        "chip",
        (
            r"chips?|gpus?|tpus?|npus?|lpus?|xpus?|accelerators?|packages?|processors?|sockets?|device|wafers?"
            r"|dies?|ipus?|puces?|beschleuniger|rpus?|each"
        ),
    ),
)


_NO_OTHER = r"(?!\s(?:edition|model|cards?|gpus?|cpus?|pods?|racks?|class|grade|market|maker))"
"""Behind a word that then only says what kind of thing the next one is."""


def _per(words: str) -> re.Pattern[str]:
    return late(
        rf"\b(?:per|each|every|a single|a full|full|whole|single|one|an?|je|pro|par|/|the whole|the full"
        rf"|of an?)[\s/-]{{0,2}}(?:[\w.-]{{1,14}}\s){{0,2}}?(?:{words})\b{_NO_OTHER}"
    )


_PER = {scope: _per(words) for scope, words in _WORDS}
_TOTAL = late(r"\b(?:in total|total\w*|aggregate\w*|combined|altogether|in all|in sum|across)\b")
_SEVERAL = late(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|ten|twelve|sixteen|both)(?:x"
    r"|\s?x)?[\s-](?:[\w-]{1,14}\s){0,2}?(?:gpus?|chips|cards|accelerators|[a-z]{1,3}\d{2,4}\w{0,2}s?|way)\b"
)
_ONE_MORE: dict[Scope, str] = {"server": r"|systems?|box|machine|drawer|tray"}
"""Only behind "per" is one of these a server and nothing else."""
_AFTER_PER = {
    scope: late(
        rf"(?:(?!\band\b|\bwith\b)[^.;(),]){{0,25}}?(?:\bper|\beach|/|\bevery|\bpro"
        rf"|\bje)\s?(?:[\w.-]{{1,14}}\s){{0,2}}?(?:{words}{_ONE_MORE.get(scope, '')})\b{_NO_OTHER}"
    )
    for scope, words in _WORDS
}
_ANY_PER = _per("|".join(words for _, words in _WORDS))
_ANY_AFTER = late(r"(?:(?!\band\b|\bwith\b)[^.;(),]){0,25}?(?:\bper|\beach|/|\bevery|\bpro|\bje)")
"""Without these none of the expressions above finds anything."""
_INSIDE: tuple[tuple[Scope, re.Pattern[str]], ...] = (
    (
        "chip",
        late(
            r"\b(?:gpu|chip|accelerator|tpu|npu|lpu|package|device|unit)s?[\s/-]{0,2}(?:and\s|per\s|an?\s"
            r"|/)?h"
        ),
    ),
    ("card", late(r"\b(?:card|board|superchip|karte)s?[\s/-]{0,2}(?:and\s|per\s|an?\s|/)?h")),
    ("server", late(r"\b(?:instance|node|server|vm|box)s?[\s/-]{0,2}(?:and\s|per\s|an?\s|/)?h")),
    ("rack", late(r"\bracks?[\s/-]{0,2}(?:and\s|per\s|an?\s|/)?h")),
)


def inside(low: str, start: int, end: int) -> Scope | None:
    """The scope that an hourly price names in its own words: "per GPU-hour", "per node and hour"."""
    return next((name for name, expression in _INSIDE if expression.search(low, start, end)), None)


_EACH = late(r"[^.;,()]{0,30}?\b(?:each|apiece)\b")
_A_PIECE = {
    scope: late(rf"\s?(?:an?\s(?:{words})\b(?!\s\w+\s?-?(?:hour|h)\b)|the\s(?:{words})\s?(?=[,.;:)]|$))")
    for scope, words in _WORDS
    if scope != "pod"
}
"""Right behind the figure: "$4.10 a GPU", "288 GB the chip"."""


def of_product(product: Product) -> Scope:
    return _KIND.get(product.kind, "chip")


def scope(low: str, start: int, end: int, sentence_start: int, sentence_end: int, product: Product) -> Scope:
    """The scope of a figure at [start, end) of its owner."""
    after = low[end : min(sentence_end, end + 60)]
    if _ANY_AFTER.match(after):
        for name, expression in _AFTER_PER.items():
            if expression.match(after):
                return name
    for name, expression in _A_PIECE.items():
        if expression.match(after):
            return name
    own = of_product(product)
    if _EACH.match(after):
        return own if own in ("chip", "card") else "chip"
    before = low[max(sentence_start, start - 70) : start]
    cut = max(before.rfind(". "), before.rfind("; "))
    near = _last_scope(before[cut + 1 :])
    if re.search(r"\beach\b(?:\s(?:with|has|have|of|offering|holds|carries|having))?\W{0,6}$", before):
        return own if own in ("chip", "card") else "chip"
    if near and (own in ("chip", "card") or near in ("rack", "pod", "server")):
        return near
    if (
        own == "chip"
        and _SEVERAL.search(low, sentence_start, sentence_end)
        and _TOTAL.search(low[max(sentence_start, start - 25) : min(sentence_end, end + 35)])
    ):
        return "server"
    return own


def _last_scope(before: str) -> Scope | None:
    """The scope word that governs what follows: "each rack", "a pod of"; the last one named wins."""
    best: tuple[int, Scope] | None = None
    for name, expression in _PER.items() if _ANY_PER.search(before) else ():
        for hit in expression.finditer(before):
            if best is None or hit.end() > best[0]:
                best = (hit.end(), name)
    return best[1] if best else None


_OPENING = tuple(
    (scope, late(rf"\b(?:each|a|an|the|one|every|per)\s(?:[\w.-]{{1,14}}\s)?(?:{words})\b")) for scope, words in _WORDS
)


def opening(low: str, start: int, end: int) -> Scope | None:
    """The scope word that a sentence begins with: "Each rack ...", "The chip ..."."""
    head = low[start : min(end, start + 40)]
    found = [(hit.start(), name) for name, expression in _OPENING if (hit := expression.search(head))]
    return min(found)[1] if found else None


_LABEL = late(r"\W*(?:(?:per|one|the|full)\s)?(rack|pod|server|node|system|box)\s?:\s")


def labelled(low: str, start: int, product: Product) -> Scope | None:
    """The machine that a line is about by its first word: "Rack: 72 cards, 160 kW"; None for a product that is one itself."""
    hit = _LABEL.match(low, start)
    if hit is None or of_product(product) not in ("chip", "card"):
        return None
    places: dict[str, Scope] = {"rack": "rack", "pod": "pod"}
    return places.get(hit[1], "server")


def container(low: str, start: int, end: int, sentence_start: int, sentence_end: int) -> Scope | None:
    """The rack, pod or server that a count of chips fills, if the sentence has one nearby."""
    window = low[max(sentence_start, start - 110) : min(sentence_end, end + 70)]
    place = start - max(sentence_start, start - 110)
    best: tuple[int, Scope] | None = None
    for name, words in _WORDS[:3]:
        for hit in re.finditer(rf"\b(?:{words})\b", window):
            gap = hit.start() - place if hit.start() >= place else (place - hit.end()) + 5
            if best is None or gap < best[0]:
                best = (gap, name)
    if re.search(r"scale-up domain|\bdomain\b", window) and (best is None or best[0] > 60):
        return "rack"
    return best[1] if best else None
