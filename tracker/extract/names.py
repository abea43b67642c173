"""Which vendors and products a text names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from tracker.extract import families
from tracker.extract.alternation import key
from tracker.extract.lexicon import Lexicon
from tracker.extract.parts import Mention, VendorMention, inside
from tracker.model.product import Product

_MOST = 1500
_OTHER_THING = re.compile(
    r"\s{0,3}(?:observatory|telescope|museum|university|street|award|prize|institute|c\.\s+rubin)\b"
)
_ELIDED = re.compile(
    r"(?:\s?,\s?|\s?/\s?|\s(?:and|or|und|to"
    r"|et)\s)(?:the\s)?(\d{2,4}[a-z]{0,3})(?![a-z0-9%])(?!\s?(?:[gtm]b|x\b|times|percent|w\b))"
)


def vendors(lexicon: Lexicon, clean: str, low: str) -> tuple[VendorMention, ...]:
    found = []
    for hit in lexicon.vendor_names.finditer(low):
        slug = lexicon.vendor_keys.get(key(hit[0])) or lexicon.vendor_keys.get(key(hit[0])[:-1])
        if slug and (clean[hit.start()].isupper() or not hit[0].isalpha() or len(hit[0]) > 8 or "-" in hit[0]):
            found.append(VendorMention(hit.start(), hit.end(), slug))
        if len(found) >= _MOST:
            break
    return tuple(found)


def mentions(
    lexicon: Lexicon, clean: str, low: str, named: Iterable[VendorMention], context: str
) -> tuple[Mention, ...]:
    """Products in order of place, none overlapping. `context` is text beside the document (title, publisher)."""
    hits = _longest(_hits(lexicon, clean, low))
    around = {v.slug for v in named} | {v.slug for v in vendors(lexicon, context, context.lower())}
    sure = around | {p.vendor for _, _, options in hits for p, unsure in options if not unsure and len(options) == 1}
    found: list[Mention] = []
    for start, end, options in hits:
        fits = [p for p, unsure in options if p.vendor in sure or (not unsure and len(options) == 1)]
        if len(fits) > 1:
            fits = _nearest_vendor(fits, low[max(0, start - 60) : start])
        if fits:
            found.append(Mention(start, end, fits[0]))
            found.extend(_elided(lexicon, low, found[-1]))
        if len(found) >= _MOST:
            break
    return _without_nouns(tuple(sorted(_adopted(lexicon, found, low), key=lambda m: m.start)), low)


_NEAR = 200


def _adopted(lexicon: Lexicon, found: list[Mention], low: str) -> list[Mention]:
    """A line's noun that another vendor has taken over: beside "NVIDIA Groq 3 LPX" an "LPU" is the Groq 3 LPU."""
    seen = {m.slug: m.product for m in found}
    heirs = {slug: heir for slug, p in seen.items() if p.kind == "line" and (heir := _heir(lexicon, p, seen.values()))}
    out = []
    for mention in found:
        heir = heirs.get(mention.slug)
        owned = mention.product.vendor in low[max(0, mention.start - 30) : mention.end]
        out.append(replace(mention, product=heir) if heir and not owned else mention)
    return out


def _heir(lexicon: Lexicon, line: Product, seen: Iterable[Product]) -> Product | None:
    """The product "<line's vendor> ... <line>" of another vendor, if the text names a product of that kin."""
    makers = {p.vendor for p in seen if p.vendor != line.vendor and p.slug.split("/")[1].startswith(line.vendor)}
    return next((p for p in lexicon.products.values() if p.vendor in makers and p.name.endswith(f" {line.name}")), None)


def _without_nouns(found: tuple[Mention, ...], low: str) -> tuple[Mention, ...]:
    """Without lines named right beside one of their members: in "Ironwood, a seventh-generation TPU" TPU is a noun."""
    members = [m for m in found if not _generic(m.product)]
    return tuple(m for m in found if not (_generic(m.product) and m.product.family and _beside(m, members, low)))


def _beside(noun: Mention, members: list[Mention], low: str) -> bool:
    """Is a member of the line named in the same paragraph, close by? Counted or behind "than" a line stays a name."""
    kin = [
        m
        for m in islice(inside(members, noun.start - _NEAR, noun.start + _NEAR), 20)
        if m.product.family == noun.product.family and m.product.vendor == noun.product.vendor
    ]
    if any(0 <= m.start - noun.end <= 3 for m in kin):
        return True
    if _OVER.search(low[max(0, noun.start - 40) : noun.start]) or _COUNT.search(
        low[max(0, noun.start - 14) : noun.start]
    ):
        return False
    return any("\n\n" not in low[min(m.end, noun.end) : max(m.start, noun.start)] for m in kin)


def _generic(product: Product) -> bool:
    """A line without a number in its name: "TPU", not "MI350"."""
    return product.kind == "line" and not any(c.isdigit() for c in product.name)


_COUNT = re.compile(r"(?:\d[\d,]*|million|billion|thousand|hundred)\s$")
_OVER = re.compile(r"\b(?:than|versus|vs|over|against|compared (?:to|with)|relative to|on|from)\b")


def _nearest_vendor(fits: list[Product], before: str) -> list[Product]:
    return sorted(fits, key=lambda p: (-before.rfind(p.vendor), len(p.name), p.slug))


Hit = tuple[int, int, list[tuple[Product, bool]]]


def _hits(lexicon: Lexicon, clean: str, low: str) -> Iterator[Hit]:
    for hit in lexicon.names.finditer(low):
        start, end = hit.span()
        word = key(hit[0])
        if (word in lexicon.worded or word[:-1] in lexicon.worded) and not clean[start].isupper():
            continue
        if _OTHER_THING.match(low, end):
            continue
        options = lexicon.meant(hit[0])
        if options:
            yield _with_tail(lexicon, clean, low, start, end, options)
    for hit in lexicon.numbered.finditer(low):
        start, end = hit.span()
        options = lexicon.meant(hit[0]) or _provisional(lexicon, hit[0], clean[start:end])
        if options:
            yield _with_tail(lexicon, clean, low, start, end, options)


def _with_tail(
    lexicon: Lexicon, clean: str, low: str, start: int, end: int, options: list[tuple[Product, bool]]
) -> Hit:
    """ "Rubin" + "NVL576": the known product of that name, else one of its own."""
    tail = families.TAIL.match(low, end)
    if not tail:
        return start, end, options
    whole = low[start : tail.end()]
    if known := lexicon.meant(whole):
        return start, tail.end(), known
    base, unsure = options[0]
    if tail[1].startswith("super"):
        return start, end, options
    word = clean[tail.start(1) : tail.end()]
    word = word[:-1] if word.lower().endswith("rs") else word
    kind = families.tail_kind(tail[1], base.kind)
    return start, tail.end(), [(families.provisional(base.vendor, f"{base.name} {word}", kind, base.family), unsure)]


def _provisional(lexicon: Lexicon, hit: str, printed: str) -> list[tuple[Product, bool]]:
    word = hit.removesuffix("'s")
    parts = re.fullmatch(r"(.*?)[ \t_-]{0,3}(\d+)([a-z]{0,3})", word, re.S)
    if not parts:
        return []
    stem, number, letters = key(parts[1]), parts[2], parts[3]
    letters = letters[:-1] if letters.endswith("s") else letters
    rows = lexicon.families.get(stem, [])
    fits = [f for f in rows if len(number) in f.digits or (len(stem) > 3 and len(number) <= max(f.digits))]
    if not fits or (len(stem) <= 2 and printed[0].islower()):
        return []
    return [
        (
            families.provisional(f.vendor, f"{f.stem}{number}{_case(letters, f)}", f.kind, f.name),
            len(stem) <= 2 or len(fits) > 1,
        )
        for f in fits
    ]


def _case(letters: str, family: families.Family) -> str:
    return letters if family.stem.startswith("TPU") else letters.upper()


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of overlapping hits the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h[0], -h[1])):
        if kept and hit[0] < kept[-1][1]:
            if hit[1] - hit[0] > kept[-1][1] - kept[-1][0]:
                kept[-1] = hit
        else:
            kept.append(hit)
    return kept


def _elided(lexicon: Lexicon, low: str, last: Mention) -> Iterator[Mention]:
    """ "MTIA 450 and 500": a bare number that completes the stem of the name before it."""
    stem = re.match(r"\D{3,}", low[last.start : last.end])
    place = last.end
    while stem and (found := _ELIDED.match(low, place)):
        options = lexicon.by_key.get(key(stem[0] + found[1]), [])
        same = [p for p, _ in options if p.vendor == last.product.vendor]
        if not same:
            return
        yield Mention(found.start(1), found.end(1), same[0])
        place = found.end(1)
