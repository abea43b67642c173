"""Products of families and makers that no table knows: "Lisuan's Aurora 200", "our Vega-7 modules", "the new JX4".

A name is taken where three things meet: words of chips in the text, a kind or a figure joined to the name, and a maker,
whom the sentence, the name itself, the title or the publisher tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.extract import families, listed, presented
from tracker.extract import newcomer_words as words
from tracker.extract.appositive import NO_NAME
from tracker.extract.house import Maker, Makers, vouched
from tracker.extract.late import late
from tracker.extract.lexicon import Lexicon
from tracker.extract.parts import Mention, VendorMention
from tracker.model.product import Product, Vendor
from tracker.model.words import ProductKind

_MOST = 200
"""Designations that are looked at in one text, and products that are taken from it."""
_READ = 20_000
"""Characters that are searched for words of chips."""
_SURE, _LIKELY = 0.9, 0.84
_YEAR = late(r"(?:19|20)\d\d$")
_HALF = late(r"[HQ][1-4]|N[2-7]|S[123]")
_CARDS = late(r"\b(?:cards?|boards?|modules?|karten?|schede?|cartes?)$")


@dataclass(frozen=True, slots=True)
class _Joined:
    """What stands at a name: a word for its kind, a figure; `strong` where nothing but an accelerator is called so."""

    strong: bool
    kind: ProductKind
    born: bool = False
    """It taped out, or has a die or a bandwidth: only chips do."""
    end: int = 0
    """Where the word for the kind ends, if it stands behind the name."""


def mentions(
    lexicon: Lexicon, clean: str, low: str, beside: str, vendors: Sequence[VendorMention], known: Sequence[Mention]
) -> tuple[list[Mention], list[Vendor]]:
    """`beside`: title and publisher, a line each. Returns the mentions of the new products and the new makers."""
    title, _, publisher = beside.partition("\n")
    told = f"{title.lower()}\n{low[:_READ]}"
    slugs = {v.slug for v in vendors}
    if not words.speaks_of_chips(told) and not vouched(lexicon, publisher, slugs):
        return [], []
    signs = _signs(told)
    makers = Makers(lexicon, clean, low, title, publisher, bool(known))
    signs = _PLAINLY if signs and words.CHIP_HOUSE.search(publisher) and makers.company else signs
    taken = _Taken(clean, [*known])
    found = {m.slug: m for m in _told(clean, low, makers, taken)} if signs == _PLAINLY else {}
    for m in found.values():
        taken.take(clean, m.product.name)
    for start, end, plain in _candidates(clean, taken, signs):
        seen = _product(clean, low, title, makers, start, end, plain, signs)
        if seen and seen[0].slug not in found and seen[0].slug not in lexicon.products:
            product, begin, trust = seen
            found[product.slug] = Mention(begin, end, product, trust=trust)
        if len(found) >= _MOST // 10:
            break
    found = {m.slug: m for m in _kin(clean, low, taken, [*found.values()])} | found
    taken = _Taken(clean, [*known])
    spread = [m for first in found.values() for m in _everywhere(clean, first, taken)]
    used = {m.product.vendor for m in spread}
    return spread, [v for v in makers.new.values() if v.slug in used]


def _told(clean: str, low: str, makers: Makers, taken: _Taken) -> Iterator[Mention]:
    """Products that a frame of presentation or the layout names."""
    for one in listed.found(clean, low, makers.title, makers.publisher, makers.others):
        maker = makers.maker(one.maker, near=True)
        if maker and not taken.touches(one.start, one.end):
            yield _newcomer(clean, one.start, one.end, maker, one.kind)
    for seen in (*presented.found(clean, low), *presented.counted(clean, low)):
        start, end = seen.start, seen.end
        if taken.touches(start, end):
            continue
        owner = makers.leading(clean[start:end])
        start += owner.length if owner else 0
        name = clean[start:end]
        if not name or ((owner is None or owner.length) and makers.is_firm(name)):
            continue
        maker = owner.maker if owner else makers.of(seen.owner, name, start, end)
        if maker:
            yield _newcomer(clean, start, end, maker, seen.kind)


def _kin(clean: str, low: str, taken: _Taken, found: Sequence[Mention]) -> Iterator[Mention]:
    """What the text calls a predecessor or successor of its only newcomers, or builds of them."""
    if not found or len({m.product.vendor for m in found}) > 1:
        return
    like = found[0]
    kin = [*presented.kin(clean, low), *(b for m in found for b in presented.built(clean, m.product.name))]
    for seen in kin:
        if not taken.touches(seen.start, seen.end):
            product = families.provisional(like.product.vendor, clean[seen.start : seen.end], seen.kind, "")
            yield Mention(seen.start, seen.end, product, trust=like.trust)


def _newcomer(clean: str, start: int, end: int, maker: Maker, kind: ProductKind) -> Mention:
    return Mention(start, end, families.provisional(maker.slug, clean[start:end], kind, ""), trust=_SURE)


_PLAINLY = 2
"""So many words of chips, and a text is plainly about chips; more say nothing more."""


def _signs(told: str) -> int:
    """How many words of chips, up to `_PLAINLY`; a memory that only chips have weighs as two."""
    signs: set[str] = set()
    for hit in words.SIGN.finditer(told):
        signs.add(hit[0].strip("0123456789 "))
        if len(signs) >= _PLAINLY or hit[0].startswith(("hbm", "gddr")):
            return _PLAINLY
    return len(signs)


class _Taken:
    """Spans of names that are known already."""

    def __init__(self, clean: str, known: Sequence[Mention]) -> None:
        self._marks = bytearray(len(clean) + 1)
        for m in known:
            self._marks[m.start : m.end] = b"\1" * (m.end - m.start)

    def take(self, clean: str, name: str) -> None:
        for number, hit in enumerate(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", clean)):
            if number >= _MOST:
                return
            self._marks[hit.start() : hit.end()] = b"\1" * len(name)

    def touches(self, start: int, end: int) -> bool:
        return any(self._marks[start:end])


def _candidates(clean: str, taken: _Taken, signs: int) -> Iterator[tuple[int, int, bool]]:
    """Designations with a number; then, in a text that is plainly about chips, capitalised words alone ("plain")."""
    for pattern, plain in ((words.NAME, False), (words.WORD, True))[: 1 + (signs == _PLAINLY)]:
        for number, hit in enumerate(_capitalised(pattern, clean)):
            if number >= _MOST:
                break
            if not taken.touches(*hit.span()):
                yield hit.start(), hit.end(), plain


def _capitalised(pattern: re.Pattern[str], clean: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` finds, tried only where a word begins with a capital or a figure."""
    place = 0
    for start in words.START.finditer(clean):
        if start.start() >= place and (hit := pattern.match(clean, start.start())):
            place = hit.end()
            yield hit


def _product(
    clean: str, low: str, title: str, makers: Makers, start: int, end: int, plain: bool, signs: int
) -> tuple[Product, int, float] | None:
    start = _without_lead(clean, start, end)
    if start >= end or (not plain and _YEAR.search(clean, start, end)):
        return None
    joined = _joined(low, start, end) or _entitled(title, clean[start:end])
    if plain and joined is None:
        return None
    owner = makers.leading(clean[start:end])
    start += owner.length if owner else 0
    name = clean[start:end]
    paired = None if owner or plain or " " in name else makers.paired(name)
    if words.NEVER.search(name) and not ((owner or paired) and _halved(clean, low, name)):
        return None
    maker = owner.maker if owner else paired or makers.at(name, start, end, joined.end if joined else 0)
    held = owner is not None or joined is not None or (maker is not None and maker.near)
    if not name or not _telling(name, plain, held):
        return None
    if maker is None and joined is None and not plain and signs == _PLAINLY and not words.NEVER_CODE.fullmatch(name):
        maker = makers.told(name)
    if joined is None and not plain and _trusted(maker, makers, name, f"{title}\n{clean[:_READ]}", signs):
        joined = _Joined(False, "chip")
    own = joined is not None and bool(joined.end) and words.OWN.search(low, max(0, start - 24), start) is not None
    maker = maker or makers.around(joined is not None and (joined.strong or not plain or own))
    if plain and (owner is None or owner.length) and makers.is_firm(name):
        return None
    if not signs and not (maker and makers.sure(maker, name, title)):
        return None
    if (
        joined is None
        or maker is None
        or (plain and not _repeated(name, joined, maker.near, f"{title}\n{clean[:_READ]}"))
    ):
        return None
    name = makers.full(name, title, clean) if not owner else name
    trust = _SURE if joined.strong or maker.only or maker.near or signs == _PLAINLY else _LIKELY
    return families.provisional(maker.slug, name, joined.kind, ""), start, trust


def _halved(clean: str, low: str, name: str) -> bool:
    """A code that else is a half or a quarter of a year ("Varnell H2"): in one of its places it has a kind or a figure."""
    if not _HALF.fullmatch(name):
        return False
    places = re.finditer(rf"(?<![\w-]){name}(?![\w-])", clean[:_READ])
    return any(_joined(low, *hit.span()) for _, hit in zip(range(20), places, strict=False))


def _trusted(maker: Maker | None, makers: Makers, name: str, text: str, signs: int) -> bool:
    """May a designation go without a kind or figure beside it? With its maker there; else in a maker's own text."""
    if maker:
        return True
    if signs < _PLAINLY or len(name) < 3:
        return False
    return text.count(name) > 1 if makers.house else not makers.others and makers.around(True) is not None


def _repeated(name: str, joined: _Joined, owned: bool, text: str) -> bool:
    """A plain word is a name where it comes twice, or where a maker or a birth stands with it; never a common word."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?:'?s)?(?![\w-])")
    often = sum(1 for _, _ in zip(word.finditer(text), range(2), strict=False))
    common = re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", text)
    return (owned or joined.born or often > 1) and not common


def _without_lead(clean: str, start: int, end: int) -> int:
    """Past the capitalised words that begin sentences: "The K7", "Each Halo-2"."""
    while (gap := clean.find(" ", start, end)) > 0 and clean[start:gap].lower() in NO_NAME:
        start = gap + 1
    return start if clean[start:end].lower() not in NO_NAME else end


def _telling(name: str, plain: bool, held: bool) -> bool:
    """May these words alone be a product's name? `held`: a maker or a kind stands with them."""
    if plain:
        return len(name) > 2 and name.lower() not in NO_NAME and (held or not name.isupper())
    if not re.search(r"\d|(?:^|[ -])(?:One|Two|Three|Four|II|III|IV|X)$", name):
        return False
    return not words.SIZE.fullmatch(name) and (held or not words.NEVER_CODE.fullmatch(name))


def _joined(low: str, start: int, end: int) -> _Joined | None:
    for hit in (words.BEHIND.match(low, end), words.ASIDE.match(low, end)):
        if hit:
            return _Joined(bool(hit["strong"]), "card" if _CARDS.search(hit[0]) else "chip", end=hit.end())
    if words.AHEAD.search(low, max(0, start - 40), start):
        return _Joined(False, "chip")
    born = words.BORN.match(low, end) is not None or words.PROPERTY.match(low, end) is not None
    if born or words.FIGURE.match(low, end):
        return _Joined(False, "chip", born)
    return None


def _entitled(title: str, name: str) -> _Joined | None:
    """The kind that the title gives the name."""
    place = title.find(name)
    seen = _joined(title.lower(), place, place + len(name)) if place >= 0 and title.isascii() else None
    return replace(seen, end=0) if seen else None


def _everywhere(clean: str, first: Mention, taken: _Taken) -> Iterator[Mention]:
    """Each place of a name, of its short form ("K1" of "Kite K1"), and of its siblings ("JX3" beside "JX4")."""
    name = first.product.name
    code = name.rsplit(" ", 1)[-1]
    short = [code] if any(c.isdigit() for c in code) and code[0].isalpha() else []
    if found := re.fullmatch(r"[A-Z]{2,3}(?: ([A-Z][a-z]{3,12})|-([A-Z]\d{1,2}))", name):
        short.append(found[1] or found[2])
    for form in dict.fromkeys([name, *short]):
        yield from _places(clean, re.escape(form) + r"(?!-[A-Z])", first, taken)
        yield from _places(clean, re.escape(form) + r"-(?:[A-Z][A-Za-z]{0,6}|\dU)", first, taken, form)
    if found := re.fullmatch(r"(.* )(?:One|Two|Three|Four|X|II|III|IV|\d)", name):
        yield from _places(
            clean, re.escape(found[1]) + r"(?:One|Two|Three|Four|X|III?|I|IV|[1-9])", first, taken, found[1]
        )
    elif found := re.fullmatch(r"(\d{1,3})([A-Z]{1,2})", code):
        yield from _places(clean, rf"\d{{{len(found[1])}}}{found[2]}", first, taken, name.removesuffix(code))
    elif found := re.fullmatch(r"(.*?[A-Za-z]-?)(\d{1,4})[A-Za-z]{0,2}", code):
        number = rf"\d{{{len(found[2])}}}[A-Z]{{0,2}}"
        yield from _places(clean, re.escape(found[1]) + number, first, taken, name.removesuffix(code) + found[1])


def _places(clean: str, form: str, first: Mention, taken: _Taken, stem: str | None = None) -> Iterator[Mention]:
    """The places of a form; with `stem`, the beginning of the full name, each is a product of its own."""
    pattern = re.compile(rf"(?<!{words.LETTER})(?<![.-])({form})(?:'?s)?(?!{words.LETTER}|%|[.,]\d|-\d)")
    for number, hit in enumerate(pattern.finditer(clean)):
        if number >= _MOST:
            return
        start, end = hit.span(1)
        if taken.touches(start, end):
            continue
        product = first.product
        if stem is not None:
            base = stem.rsplit(" ", 1)[-1] if " " in stem.rstrip() and not hit[1].startswith(stem) else stem
            full = stem + hit[1].removeprefix(base)
            product = families.provisional(product.vendor, full, product.kind, product.family)
        yield Mention(start, end, product, trust=first.trust)
