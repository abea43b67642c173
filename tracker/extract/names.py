"""Which vendors and products a text names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

from tracker.extract import appositive, context, families, newcomers, short
from tracker.extract.alternation import key
from tracker.extract.appositive import NO_NAME
from tracker.extract.house import MIXED
from tracker.extract.late import late
from tracker.extract.lexicon import NOT_ACCELERATORS, Lexicon
from tracker.extract.parts import Mention, VendorMention, inside
from tracker.model.product import Product, Vendor

_MOST = 1500

Hit = tuple[int, int, list[tuple[Product, bool]]]
"""Start, end, and what the name may mean, each with "has other meanings"."""


def vendors(lexicon: Lexicon, clean: str, low: str) -> tuple[VendorMention, ...]:
    found = []
    for hit in lexicon.vendor_names.finditer(low):
        slug = lexicon.vendor_keys.get(key(hit[0])) or lexicon.vendor_keys.get(key(hit[0])[:-1])
        if slug and _is_name(clean[hit.start() : hit.end()]):
            found.append(VendorMention(hit.start(), hit.end(), slug))
        if len(found) >= _MOST:
            break
    return tuple(found)


def _is_name(printed: str) -> bool:
    """Short vendor names are words as well ("meta", "together"): they need their capital letter."""
    return printed[0].isupper() or not printed.isascii() or not printed.isalpha() or len(printed) > 8


@dataclass(frozen=True, slots=True)
class Named:
    """The products of a text in order of place, none overlapping, and the makers that only this text knows."""

    mentions: tuple[Mention, ...]
    makers: tuple[Vendor, ...] = ()


def mentions(
    lexicon: Lexicon, clean: str, low: str, named: Sequence[VendorMention], beside: str
) -> tuple[Mention, ...]:
    return read(lexicon, clean, low, named, beside).mentions


def read(lexicon: Lexicon, clean: str, low: str, named: Sequence[VendorMention], beside: str) -> Named:
    """`beside` is text that goes with the document: its title and its publisher, a line each."""
    hits = _longest(_hits(lexicon, clean, low))
    around = {v.slug for v in named} | {v.slug for v in vendors(lexicon, beside, beside.lower())}
    judge = _Judge.of(hits, around, low, f"{beside.lower()} {low}" if hits else "")
    found = list(_judged(lexicon, low, hits, judge))
    if len(found) < min(len(hits), _MOST) and (makers := {m.product.vendor for m in found} - judge.sure):
        kin = {
            p.slug for a, b, options in hits for p, _ in options
            if p.vendor in makers and (p.vendor not in MIXED or context.coded(key(low[a:b]).removesuffix("s")))
        } & lexicon.products.keys()  # fmt: skip
        found = list(_judged(lexicon, low, hits, replace(judge, told=frozenset(kin))))
    found.extend(short.bare(lexicon, low, found))
    found.extend(short.racks(lexicon, low, found))
    found.extend(short.ultraservers(lexicon, low, found))
    found.extend(short.versions(lexicon, clean, found))
    found.extend(short.variants(lexicon, low, found))
    found.extend(_lines(lexicon, low, named, found))
    told, firms = appositive.mentions(clean, low, named, found)
    guesses = [_guessed(lexicon, low, m) for m in found]
    guessed = [m for m, guess in zip(found, guesses, strict=True) if guess]
    found = [m for m, guess in zip(found, guesses, strict=True) if not guess]
    coined, others = newcomers.mentions(lexicon, clean, low, beside, named, found + told)
    places = {m.start for m in coined}
    found.extend(m for m in guessed if m.start not in places)
    ordered = _apart(_adopted(lexicon, found + told + coined, low))
    return Named(_without_nouns(ordered, low), tuple(firms + others))


def _guessed(lexicon: Lexicon, low: str, m: Mention) -> bool:
    """A code that only the numbering of a family makes a name, without its maker beside it: a maker that the text
    introduces has the better claim to it."""
    if m.slug in lexicon.products or not context.coded(key(low[m.start : m.end])):
        return False
    return m.product.vendor not in low[max(0, m.start - 40) : m.end + 20]


def _judged(lexicon: Lexicon, low: str, hits: Sequence[Hit], judge: _Judge) -> Iterator[Mention]:
    """The hits that mean hardware, and the short names behind them."""
    for start, end, options in hits[:_MOST]:
        fits = judge.fits(low, start, end, options)
        if len(fits) > 1:
            fits = _nearest_vendor(fits, low[max(0, start - 60) : start])
        if fits:
            last = Mention(start, end, fits[0])
            yield last
            yield from short.elided(lexicon, low, last)


@dataclass(frozen=True)
class _Judge:
    """Decides whether a name that has other meanings means hardware in this text."""

    sure: frozenset[str]
    """Vendors named outright or by a product that can mean nothing else."""
    others: bool
    """Some product here can mean nothing else."""
    whole: str
    """The text with its title and publisher."""
    told: frozenset[str] = frozenset()
    """Products of the table whose makers the text tells by another of their products."""

    @cached_property
    def setting(self) -> context.Setting:
        return context.setting(self.whole)

    @staticmethod
    def of(hits: Sequence[Hit], around: Set[str], low: str, whole: str) -> _Judge:
        plain = {
            p.vendor
            for start, end, options in hits
            for p, unsure in options
            if not unsure and len(options) == 1 and not context.coded(key(low[start:end]))
        }
        codes = {key(low[a:b]) for a, b, _ in hits if context.coded(key(low[a:b]))}
        several = len(codes) > 1 and sum(1 for a, b, _ in hits if not context.misled(key(low[a:b]), low, a, b)) > 1
        rare = {key(low[a:b]).removesuffix("s") for a, b, _ in hits} & _RARE
        return _Judge(frozenset(around | plain), bool(plain) or several or len(rare) > 1, whole)

    def fits(self, low: str, start: int, end: int, options: list[tuple[Product, bool]]) -> list[Product]:
        name = key(low[start:end])
        name = name.removesuffix("s") if len(name) > 4 else name
        if context.misled(name, low, start, end):
            return []
        headed = context.headed(low, start, end)
        near = low[max(0, start - 60) : end + 60]
        if _elsewhere(name, low) and not (headed and any(p.vendor in near for p, _ in options)):
            return []
        beside = any(p.vendor in near for p, _ in options) and low[max(0, start - 2) : start].strip(" \n.!?") != ""
        coded, technical = context.coded(name), self.others or self.setting.technical
        alone, numbered = len(options) == 1, any(c.isdigit() for c in name)
        rare = alone and name in _RARE and (self.others or self.setting.strong or (headed and technical))
        code = coded and alone and technical and (headed or not context.brief(name) or context.measured(low, end))
        return [
            product
            for product, unsure in options
            if rare
            or (alone and not unsure and not coded)
            or (
                (product.vendor in self.sure or product.slug in self.told)
                and (technical or beside or numbered or product.vendor in SOLE)
            )
            or (alone and numbered and not coded and len(name) > 4 and (headed or technical))
            or (code and not unsure)
        ]


_elsewhere = lru_cache(maxsize=50)(context.elsewhere)

SOLE = frozenset((
    "axelera", "cerebras", "d-matrix", "etched", "furiosaai", "graphcore", "groq", "positron", "rebellions", "tenstorrent",
))  # fmt: skip
"""Makers of accelerators and nothing else: beside them a name means its product, whatever else the text is about."""
_RARE = frozenset((
    "8i", "8t", "blackhole", "blackwell", "corsair", "feynman", "gaudi", "hopper", "inferentia", "ipu", "ironwood",
    "jotunn", "kyber", "languageprocessingunit", "lpx", "maia", "quasar", "rngd", "rubin", "sohu", "trillium",
    "wormhole",
))  # fmt: skip
"""Names that in a text about computing mean the hardware without their maker beside them."""

_LINE_NOUN = late(
    r"(?:'s?)?\s(?:(?:own|new|latest|custom|inference|ai|wafer-scale|wafer-sized|dinner-plate|giant)\s){0,2}"
    r"(?:chips?|hardware|silicon|accelerators?|wafers?|processors?|racks?|machines?|systems?|engines?|boards|cards)"
    r"(?![a-z0-9-])"
)
_ONLY_MAKES = ("cerebras", "groq", "graphcore")
"""Makers of one line of accelerators and nothing else: "Groq's chips" are that line."""


def _lines(lexicon: Lexicon, low: str, named: Sequence[VendorMention], found: Sequence[Mention]) -> Iterator[Mention]:
    for v in named:
        noun = _LINE_NOUN.match(low, v.end) if v.slug in _ONLY_MAKES and v.slug in lexicon.lines else None
        if noun and not any(m.start < noun.end() and v.start < m.end for m in found):
            yield Mention(v.start, noun.end(), lexicon.lines[v.slug])


def _apart(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """In order of place; of overlapping ones the first."""
    out: list[Mention] = []
    for m in sorted(found, key=lambda m: (m.start, -m.end)):
        if not out or m.start >= out[-1].end:
            out.append(m)
    return tuple(out)


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
    heirs = (p for p in lexicon.products.values() if p.vendor in makers and p.name.endswith(f" {line.name}"))
    return next(heirs, None) if makers else None


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
    if _by_itself(low, noun):
        return False
    if any(0 <= m.start - noun.end <= 3 for m in kin):
        return True
    if _OVER.search(low[max(0, noun.start - 40) : noun.start]) or _COUNT.search(
        low[max(0, noun.start - 14) : noun.start]
    ):
        return False
    return any("\n\n" not in low[min(m.end, noun.end) : max(m.start, noun.start)] for m in kin)


def _by_itself(low: str, noun: Mention) -> bool:
    """Is the name all that its line or its table cell holds?"""
    return bool(_EDGE_BEFORE.search(low, max(0, noun.start - 16), noun.start)) and bool(
        _EDGE_AFTER.match(low, noun.end, noun.end + 16)
    )


_EDGE_BEFORE = late(r"(?:\A|[\n|\t])[\s-]*$")
_EDGE_AFTER = late(r" {0,8}(?:$|[\n|\t]|/ )")


def _generic(product: Product) -> bool:
    """A line without a number in its name: "TPU", not "MI350"."""
    return product.kind == "line" and not any(c.isdigit() for c in product.name)


_COUNT = late(r"(?:\d[\d,]*|million|billion|thousand|hundred)\s$")
_OVER = late(r"\b(?:than|versus|vs|over|against|compared (?:to|with)|relative to|on|from)\b")


def _nearest_vendor(fits: list[Product], before: str) -> list[Product]:
    return sorted(fits, key=lambda p: (-before.rfind(p.vendor), len(p.name), p.slug))


def _hits(lexicon: Lexicon, clean: str, low: str) -> Iterator[Hit]:
    for hit in lexicon.names.finditer(low):
        start, end = hit.span()
        word = key(hit[0])
        options = lexicon.meant(hit[0])
        if (word in lexicon.worded or word[:-1] in lexicon.worded) and not clean[start].isupper():
            options = [(p, u) for p, u in options if low[max(0, start - 24) : start].endswith(f"{p.vendor}/")]
        if options:
            yield _member(lexicon, clean, start, end, options) or _with_tail(lexicon, clean, low, start, end, options)
    for hit in lexicon.numbered.finditer(low):
        start, end = hit.span()
        options = lexicon.meant(hit[0])
        if not options and not _another_leads(lexicon, clean, start, end):
            options = _provisional(lexicon, hit[0], clean[start:end])
        if options:
            yield _with_tail(lexicon, clean, low, start, end, options)


_LEADING = late(r"(?<![\w-])(?P<word>[A-Z][a-z]{2,15})(?: (?:Pro|Max))? $")
_CACHE = late(r"[lL][1-3]")


def _another_leads(lexicon: Lexicon, clean: str, start: int, end: int) -> bool:
    """Does a code follow right upon a name of another maker or line ("Arc B60"), or is it a cache?"""
    if not context.coded(key(clean[start:end])):
        return False
    lead = _LEADING.search(clean, max(0, start - 24), start)
    word = key(lead["word"]) if lead else ""
    strange = word and not (
        word in lexicon.vendor_keys or word in lexicon.by_key or word in NO_NAME or word in _OWN_LEADS
    )
    return bool(strange and lead and not _SENTENCE.search(clean, max(0, lead.start() - 3), lead.start())) or (
        _CACHE.fullmatch(clean, start, end) is not None
    )


_SENTENCE = late(r"(?:^|[.!?:;\n|•*])\s*$")
_OWN_LEADS = frozenset(("tesla", "instinct", "nvidias", "ascend", "series", "class", "blackwells"))


def _member(lexicon: Lexicon, clean: str, start: int, end: int, options: list[tuple[Product, bool]]) -> Hit | None:
    """ "Helios" + "2": a successor of its own, where the line's members have names and not numbers."""
    base, unsure = options[0]
    tail = families.MEMBER.match(clean, end)
    name = key(clean[start:end])
    if not tail or any(c.isdigit() for c in base.name) or name in lexicon.families or not _alone(options):
        return None
    if _generic(base) and (tail["letter"] or base.name.isupper()):
        return None
    own = f"{base.name}{tail[0]}"
    product = families.provisional(base.vendor, own, base.kind, base.family)
    return start, tail.end(), [(lexicon.products.get(product.slug, product), unsure)]


def _alone(options: list[tuple[Product, bool]]) -> bool:
    """One product, of the accelerators."""
    return len(options) == 1 and options[0][0].kind not in NOT_ACCELERATORS


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
    if tail[1].startswith("supercl") or base.vendor not in families.tail_makers(tail[1]):
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
    fits = [f for f in rows if len(number) in f.digits or _likely(stem, number, f)]
    if not fits or (len(stem) <= 2 and printed[0].islower()) or number.startswith("0"):
        return []
    return [
        (
            families.provisional(f.vendor, f"{f.stem}{number}{_case(letters, f)}", f.kind, f.name),
            len(stem) <= 2 or len(fits) > 1,
        )
        for f in fits
    ]


def _likely(stem: str, number: str, family: families.Family) -> bool:
    """A number of another length: fine for a stem that is a word, and for codes that are round as the others are."""
    if len(stem) > 2 or "-" in family.stem:
        return len(number) <= max(2, *family.digits)
    return family.vendor == "nvidia" and len(number) in (2, 3) and number.endswith("0")


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
