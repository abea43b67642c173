"""Names cut short: "MI350X and 355X", "Gaudi 2 and 3", "the 450" after MTIA 450, "the NVL72 rack" after Vera Rubin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from tracker.extract import families
from tracker.extract.alternation import key
from tracker.extract.late import late
from tracker.extract.lexicon import Lexicon
from tracker.extract.parts import Mention
from tracker.model.product import Product

_COUNTED = (
    r"(?!\s?(?:[gtmp]b|x\b|times|percent|k?w\b|watts?|nm|hours?|days?|weeks?|months?|years?|gpus?|chips?|tpus?|nodes?|racks?"
    r"|systems?|servers?|cards?|units|of\b|million|billion|tokens?|customers?|tok|users?|others?|more|further|people)"
    r"|\s/\s\d[\d.]*\s/)"
)
_NEXT = late(
    r"(?:\s?,\s?(?:and\s|or\s)?|\s?/\s?|\s(?:and|or|und|oder|to|et|ou|y|e|plus|&)\s|\s?、|\s?和\s?|\s?與\s?)(?:the\s|den\s|die\s)?"
    rf"(v?\d{{1,4}}[a-z]{{0,3}})(?![a-z0-9%]|[.,]\d){_COUNTED}"
)
_BARE = late(rf"(?<![\w.,$€£%&#/-])(\d{{3}}[a-z]{{0,2}})(?![\w%]|[.,]\d|-\w){_COUNTED}")
_LEADS = late(r"(?:\b(?:the|and|or|both|than|a|an|der|die|le|la|el)|[,:(])\s$")
_GOES_ON = late(
    r"\s(?:follows|keeps|tops|has|comes|gets|goes|doubles|will|is|was|brings|arrives|ships|adds|climbs|draws|needs|holds|carries)\b"
)
_BEGINS = late(r"[.;!?]\s$")
_RACK = late(r"(?<![a-z0-9])nvl[ -]?(\d{1,4})s?(?![a-z0-9])")
_ULTRA = late(r"(?<![a-z0-9])ultraservers?(?![a-z0-9])")
_VERSIONED = late(r"\w[\w ]{0,20}[^\W\d_] ?v\d[a-z]?")
_VERSION = late(
    r"(?:\b(?:A|is|was|as|in|than|of|vs\.?|versus|and|or|the|to|from|on|over|our|its|per|with|a|old|older|new)\s|[(,:/]\s?)"
    r"(v[1-9][a-z]?)(?![\w-]|[.,]\d)(?!\s(?:of the|release|model|api|firmware|driver|sdk|paper|draft|beta|rc)\b)"
)
"""A number of a line's generation: of software are capital letters, dots, and the nouns behind."""
_VARIANT = late(
    r"(?<![\w.-])(sxm[2-6]?|pcie|nvl)(?=\s?\(~?\d[\d.,]*\s?(?:w|gb|tb/s)\b|\s(?:has|have|draws|holds|carries)\s[^.]{0,20}?\d)"
)
_REACH = 600
_MOST = 500


def elided(lexicon: Lexicon, low: str, last: Mention) -> Iterator[Mention]:
    """Bare numbers that stand in a list with a name and complete its stem: known products, or such of its family."""
    stem = re.match(r"\D{2,}", low[last.start : last.end])
    place, first = last.end, re.search(r"\d+", low[last.start : last.end])
    while stem and first and (found := _NEXT.match(low, place)):
        alone = bool(_STANDS_ALONE.match(low, found.end()))
        product = _completed(lexicon, stem[0], found[1], last.product, len(first[0]), alone)
        if product is None:
            return
        yield Mention(found.start(1), found.end(1), product)
        place = found.end(1)


_STANDS_ALONE = late(r"\s?[.,;:)!?]|\s(?:are|is|were|was|will|have|had|both|run|share|use|come|follow)\b|$")


def _completed(lexicon: Lexicon, stem: str, number: str, like: Product, digits: int, alone: bool) -> Product | None:
    known = [p for p, _ in lexicon.by_key.get(key(stem + number), []) if p.vendor == like.vendor]
    if known:
        return known[0]
    bare = re.match(r"v?(\d+)", number)
    plain = digits > 2 or (alone and len(stem.strip()) > 3)
    if bare is None or len(bare[1]) != digits or not plain or number.startswith("v"):
        return None
    rows = [f for f in lexicon.families.get(key(stem), []) if f.vendor == like.vendor]
    return (
        families.provisional(like.vendor, f"{rows[0].stem}{number.upper()}", like.kind, like.family) if rows else None
    )


def bare(lexicon: Lexicon, low: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """ "The 450" and ", 970" where a name of that stem stands before it in the same paragraph: known products only."""
    stems = [(m, s[0]) for m in found if (s := re.match(r"[^\W\d_]{4,}\s?", m.product.name))]
    if not stems:
        return
    taken = [(m.start, m.end) for m in found]
    for hit in _BARE.finditer(low):
        ahead = low[max(0, hit.start() - 6) : hit.start()]
        if not _LEADS.search(ahead) and not (_BEGINS.search(ahead) and _GOES_ON.match(low, hit.end())):
            continue
        if any(a < hit.end() and hit.start() < b for a, b in taken):
            continue
        for mention, stem in reversed(stems):
            if not mention.end <= hit.start() <= mention.end + _REACH or "\n\n" in low[mention.end : hit.start()]:
                continue
            known = [p for p, _ in lexicon.by_key.get(key(stem + hit[1]), []) if p.vendor == mention.product.vendor]
            if known:
                yield Mention(hit.start(), hit.end(), known[0])
                break


def racks(lexicon: Lexicon, low: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """A bare "NVL72" is the rack of the chip that was named last before it, else of the only one of the text."""
    own = [m for m in found if m.product.vendor == "nvidia"]
    if not own:
        return
    for hit in _RACK.finditer(low):
        if any(m.start < hit.end() and hit.start() < m.end for m in found):
            continue
        before = [m for m in own if m.end <= hit.start()] or own[:1]
        for m in reversed(before[-6:]):
            options = lexicon.by_key.get(key(f"{m.product.name} nvl{hit[1]}"), [])
            if options:
                yield Mention(hit.start(), hit.end(), options[0][0])
                break


def versions(lexicon: Lexicon, clean: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """A bare "v4" where the text names the line by such numbers ("TPU v5p", "MTIA v2"): the last one before it tells whose."""
    own = [m for m in found if _VERSIONED.fullmatch(m.product.name)]
    for hit, like in _behind(_VERSION, clean, own, found):
        stem = re.sub(r"\d[a-z]?$", "", like.name)
        known = [p for p, _ in lexicon.by_key.get(key(stem[:-1] + hit[1]), []) if p.vendor == like.vendor]
        if known:
            yield Mention(hit.start(1), hit.end(1), known[0])


def variants(lexicon: Lexicon, low: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """A form factor as a name, before a figure: "H100 ... PCIe (350 W)", "the NVL has 94 GB"."""
    own = [m for m in found if m.product.kind in ("package", "card")]
    for hit, like in _behind(_VARIANT, low, own, found):
        names = (like.name, like.name.split(" ")[0])
        whole = next((w for n in names if (w := lexicon.by_key.get(key(f"{n} {hit[1]}")))), None)
        if whole:
            yield Mention(hit.start(1), hit.end(1), whole[0][0])


def _behind(
    pattern: re.Pattern[str], text: str, own: Sequence[Mention], found: Sequence[Mention]
) -> Iterator[tuple[re.Match[str], Product]]:
    """What `pattern` finds outside all names, each with the product of the last of `own` before it and within reach."""
    if not own:
        return
    own, found = sorted(own, key=lambda m: m.end), sorted(found, key=lambda m: m.start)
    for hit in islice(pattern.finditer(text), _MOST):
        place = bisect_right(own, hit.start(1), key=lambda m: m.end)
        beside = bisect_right(found, hit.start(1), key=lambda m: m.start)
        inside = beside > 0 and found[beside - 1].end > hit.start(1)
        if place and not inside and hit.start(1) <= own[place - 1].end + _REACH:
            yield hit, own[place - 1].product


def ultraservers(lexicon: Lexicon, low: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """A bare "UltraServer" is that of the chip named last before it in its sentence, else of the one that comes first."""
    own = [m for m in found if m.product.vendor == "aws" and m.product.name[-1:].isdigit()]
    if not own:
        return
    for hit in _ULTRA.finditer(low):
        if any(m.start < hit.end() and hit.start() < m.end for m in found):
            continue
        near = [
            m for m in own if m.end <= hit.start() and not re.search(r"[.!?]\s|\n", low[m.end : hit.start()][:_REACH])
        ]
        name = f"{(near[-1] if near else own[0]).product.name} UltraServer"
        known = lexicon.by_key.get(key(name))
        new = families.provisional("aws", name, "server", own[0].product.family)
        yield Mention(hit.start(), hit.end(), known[0][0] if known else new)
