"""Whose products a text speaks of: the owner in the sentence, the firm that a text introduces, the publisher."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from tracker.extract import actors, families
from tracker.extract import newcomer_words as words
from tracker.extract.alternation import key
from tracker.extract.appositive import NO_NAME
from tracker.extract.lexicon import Lexicon
from tracker.model.product import Vendor

MIXED = frozenset(("amd", "broadcom", "huawei", "ibm", "intel", "nvidia", "qualcomm"))
"""Makers of accelerators and of many other chips: an unknown name beside them may be anything."""
_PLACES = frozenset((
    "america", "american", "asian", "belgian", "brazilian", "canadian", "english", "finnish", "irish", "norwegian", "polish",
    "austria", "beijing", "bengaluru", "berlin", "britain", "british", "california", "canada", "china",
    "chinese", "dutch", "europe", "european", "france", "french", "german", "germany", "india", "indian", "israel", "israeli",
    "italian", "italy", "japan", "japanese", "korea", "korean", "london", "paris", "seoul", "shanghai", "shenzhen", "singapore",
    "spain", "spanish", "swedish", "swiss", "taiwan", "taiwanese", "taipei", "tokyo",
))  # fmt: skip
_OTHERS = frozenset((
    "apple", "arm", "asus", "cisco", "dell", "ericsson", "foxconn", "hp", "hpe", "infineon", "lattice", "lenovo", "marvell",
    "mediatek", "nintendo", "nokia", "nxp", "raspberry", "realtek", "renesas", "smic", "sony", "supermicro", "xiaomi", "xilinx",
))  # fmt: skip
"""Well-known makers of other chips and of machines with the chips of others."""
_REACH = 160
_HEAD = 8000
"""Characters in which a text introduces its firms."""


@dataclass(frozen=True, slots=True)
class Maker:
    """`only`: a vendor of the table that makes accelerators and little else. `near`: named at the product itself."""

    slug: str
    name: str
    only: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Leading:
    """The maker that a name begins with, and how many characters of the name are the maker's."""

    maker: Maker
    length: int


class Makers:
    """The makers that one text knows; looked for when they are first asked for."""

    def __init__(self, lexicon: Lexicon, clean: str, low: str, title: str, publisher: str, others: bool) -> None:
        self.lexicon = lexicon
        self.new: dict[str, Vendor] = {}
        self.company = _company(publisher) is not None
        """The publisher's name says that it is a company of that trade."""
        self.others = others
        """The text names products of the table."""
        self._clean, self._low, self.title, self.publisher = clean, low, title, publisher
        self._paired: dict[str, Maker | None] = {}

    @cached_property
    def house(self) -> Maker | None:
        """Who publishes the text, where that is a maker speaking of its own products."""
        house = self._house(self._clean, self._low, self.title, self.publisher)
        named = house and re.search(rf"(?<!\w){re.escape(house.name.split()[0])}(?!\w)", f"{self.title}\n{self._clean}")
        if named or not house or house.only or self.company:
            return house
        return None if self._acting or any(actors.paired(self._clean, self.title)) else house

    @cached_property
    def firms(self) -> dict[str, Maker]:
        """First word of a firm that the text introduces -> the firm."""
        found: dict[str, Maker] = {}
        for text in (self.title, self._clean[:_HEAD]):
            for hit in words.FIRM.finditer(text):
                self._introduced(found, hit["firm"], hit[0])
            for hit in words.INCORPORATED.finditer(text):
                self._introduced(found, hit["firm"], hit["firm"])
            for hit in words.PLACED.finditer(text) if words.PLACING.search(text) else ():
                firm = next(g for g in hit.groups() if g)
                self._introduced(found, firm, firm)
        if not self.house and (own := _company(self.publisher)):
            self._introduced(found, own, own)
        return found

    @cached_property
    def actors(self) -> dict[str, Maker]:
        """The same for companies that the text tells only by what they do; none of a text that a maker publishes."""
        if self.house:
            return {}
        names = self._acting if self.firms else self._acting or dict.fromkeys(actors.paired(self._clean, self.title))
        makers = {name: self.maker(name) for name in names if name not in self.firms and not self.table(name)}
        return {name: maker for name, maker in makers.items() if maker}

    @cached_property
    def _acting(self) -> dict[str, None]:
        return dict.fromkeys(actors.found(self._clean, self.title, self.publisher))

    def sure(self, maker: Maker, name: str, title: str) -> bool:
        """Does the maker vouch for the name where no other word does?"""
        return maker.only or (maker == self.house and name in title) or (self.company and maker.near)

    def _introduced(self, found: dict[str, Maker], firm: str, whole: str) -> None:
        first = firm.split()[0]
        if first.lower() in NO_NAME and " " in firm:
            first = firm.split()[1]
            whole = whole.split(" ", 1)[1]
        if first in found:
            return
        if first != whole and re.search(rf"(?<!\w){re.escape(first)}(?:'s)? [a-z]", self._clean[:_HEAD]):
            whole = first
        own = self.house is not None and self.house.name.split()[0] == first
        if maker := self.house if own else self.maker(words.GENERIC.sub("", _lawless(whole))):
            found[first] = maker

    def _house(self, clean: str, low: str, title: str, publisher: str) -> Maker | None:
        own = words.HOUSE_TAIL.sub("", _part(publisher, clean).partition(" (")[0]).strip()
        if (
            not words.HOUSE.fullmatch(own)
            or words.PRESS.search(own)
            or not (" " not in own or self.table(own) or _company(own) or _calls_itself(own, clean))
        ):
            return None
        first = own.split()[0]
        named = re.search(rf"(?<!\w){re.escape(first)}(?!\w)", f"{title}\n{clean}") is not None
        speaks = ", " not in publisher and words.SELF.search(f"{title.lower()}\n{low}") is not None
        alone = re.search(rf"(?<!\w){re.escape(first)}(?:'s)?(?! [A-Z][a-z]+\b(?! \d)|\w)", f"{title}\n{clean}")
        short = alone and len(first) > 3 and "&" not in own
        return self.maker(first if short else own) if named or speaks or _company(publisher) else None

    def table(self, name: str) -> bool:
        return key(name) in self.lexicon.vendor_keys

    def maker(self, name: str, near: bool = False) -> Maker | None:
        """A vendor of the table that makes little else, or a stranger; None for everybody else."""
        slug = next((s for word in (name, *name.split()) if (s := self.lexicon.vendor_keys.get(key(word)))), None)
        if slug:
            vendor = self.lexicon.vendors[slug]
            return Maker(slug, vendor.name, True, near) if _only(vendor) else None
        first = name.split()[0].lower() if "&" not in name else name.lower()
        if len(name) < 3 or not name[0].isupper() or first in NO_NAME | _PLACES | _OTHERS:
            return None
        if words.NEVER.match(name) and not re.search(words.COMPANY, name):
            return None
        slug = families.slugged(name)
        self.new.setdefault(slug, Vendor(slug=slug, name=name, kind="chip", note="known from a text alone"))
        return Maker(slug, name, False, near)

    def leading(self, name: str) -> Leading | None:
        """The maker whose own words begin the name: "Kestrel K2" on the page of "Kestrel Semi"."""
        head, _, rest = name.partition(" ")
        if not rest:
            return None
        known = self.lexicon.vendor_keys.get(key(head))
        if known:
            maker = self.maker(head, near=True)
            return Leading(maker, len(head) + 1) if maker else None
        own = self.firms.get(head) or self.actors.get(head)
        if self.house and self.house.name.split()[0] == head:
            own = self.house
        if own is None:
            return None
        if name.startswith(own.name + " "):
            return Leading(replace(own, near=True), len(own.name) + 1)
        named = not own.name.startswith(name) and re.fullmatch(words.COMPANY, rest) is None
        if own.name != head and rest.isalpha() and named and own != self.house:
            return Leading(replace(own, near=True), 0)
        maker = self.maker(head, near=True)
        return Leading(maker, len(head) + 1) if maker else None

    def beside(self, clean: str, start: int, end: int, after: int) -> Maker | None:
        """Whom the sentence makes its owner: "Foo's K2", "K2 by Foo", "Foo has begun to ship its K2"; or, behind the word
        for the kind that ends at `after` (0 for none), "K2, the inference card from Foo"."""
        left = max(0, start - _REACH)
        for pattern in (words.OWNER, words.ITS, words.SUBJECT):
            hit = pattern.search(clean, left, start)
            if hit and (pattern is words.OWNER or not actors.placed(clean, hit.start("owner"))):
                return self._named(hit["owner"])
        behind = words.OWNER_BEHIND.match(clean, end)
        behind = behind or (words.OWNER_BEHIND.match(clean, after) if after else None)
        return self._named(behind["owner"]) if behind else None

    def at(self, name: str, start: int, end: int, after: int = 0) -> Maker | None:
        """Whom the name's sentence, or the title where it stands there, makes its owner."""
        if maker := self.beside(self._clean, start, end, after):
            return maker
        place = self.title.find(name)
        return self.beside(self.title, place, place + len(name), 0) if place > 0 else None

    def paired(self, name: str) -> Maker | None:
        """The maker that the title, or else the text, prints right before the name somewhere: "Varnell V2"."""
        if name not in self._paired:
            self._paired[name] = self._pair(name)
        return self._paired[name]

    def _pair(self, name: str) -> Maker | None:
        for text in (self.title, self._clean[:_HEAD]):
            if f" {name}" not in text:
                continue
            for hit in islice(
                re.finditer(rf"(?<![\w-])({words.UP}[^\W\d_]{{2,15}}) {re.escape(name)}(?![\w-])", text), 5
            ):
                if lead := self.leading(hit[0]):
                    return lead.maker
        return None

    def told(self, name: str) -> Maker | None:
        """The only firm that the text introduces, where the title has it and the text comes back to the name."""
        maker = self.around(True)
        named = maker is not None and re.search(rf"(?<!\w){re.escape(maker.name.split()[0])}(?!\w)", self.title)
        return maker if named and self._clean[:_HEAD].count(name) > 1 else None

    def of(self, owner: str, name: str, start: int, end: int) -> Maker | None:
        """Who presents the name: the subject of its verb, else whom its sentence, the title or the text tells."""
        firm = self._named(_lawless(owner)) if owner else None
        return firm or self.at(name, start, end) or self.around(True)

    def is_firm(self, name: str) -> bool:
        return (
            self.table(name)
            or re.fullmatch(words.COMPANY, name) is not None
            or name.split()[0] in self.firms
            or name.lower() in _PLACES
            or (self.house is not None and self.house.name == name)
        )

    def _named(self, owner: str) -> Maker | None:
        """An owner, by the full name that the text introduced where it did."""
        while owner.split()[0].lower() in NO_NAME and " " in owner:
            owner = owner.split(" ", 1)[1]
        known = self.firms.get(owner.split()[0]) or self.actors.get(owner.split()[0])
        if known and (known.name.startswith(owner) or owner.startswith(known.name)):
            return replace(known, near=True)
        return self.maker(owner, near=True)

    def around(self, likely: bool) -> Maker | None:
        """Who the maker must be where the name's own sentence does not say: the publisher, or the only firm named."""
        if self.house or not likely:
            return self.house
        for told in (self.firms, self.actors):
            if told:
                return next(iter(told.values())) if len({m.slug for m in told.values()}) == 1 else None
        return None

    def full(self, name: str, title: str, clean: str) -> str:
        """ "Kite K1" for "K1" where the title, or the text, prints it so."""
        if " " in name:
            return name
        for text in (title, clean[:4000]):
            hit = re.search(rf"(?<![\w-])([A-Z][a-z]{{2,12}}) {re.escape(name)}(?!\w)", text)
            if hit and self._no_maker(hit[1]):
                return f"{hit[1]} {name}"
        return name

    def _no_maker(self, word: str) -> bool:
        house = self.house is not None and self.house.name.split()[0] == word
        return not (
            house
            or any(word in m.name.split() for m in (*self.firms.values(), *self.actors.values()))
            or word.lower() in NO_NAME
            or words.NEVER.search(word)
            or self.lexicon.vendor_keys.get(key(word))
        )


def _part(publisher: str, clean: str) -> str:
    """Of "Foo Silicon N.V., Leuven" the company; else the last part, but for a place that only a dateline names."""
    parts = publisher.split(", ")
    if incorporated := words.INCORPORATED.search(publisher):
        return incorporated["firm"]
    last = next((p for p in parts if _company(p)), parts[-1])
    return "" if len(parts) > 1 and re.match(rf"\W{{0,3}}{re.escape(last)},", clean) else last


def _calls_itself(name: str, clean: str) -> bool:
    """ "We're Varnell & Sons", "here at Varnell & Sons"."""
    return re.search(rf"\b(?:[Ww]e|[Ww]e're|[Ww]e are|at|from)\s{re.escape(name)}(?!\w)", clean[:_HEAD]) is not None


def _lawless(firm: str) -> str:
    """The name without what the law calls the company."""
    return re.sub(rf",?\s(?:{words.LEGAL})$", "", firm)


def vouched(lexicon: Lexicon, publisher: str, vendors: Iterable[str]) -> bool:
    """May a text be about accelerators without a word of chips in it: is a maker of little else about?"""
    if any(_only(lexicon.vendors[slug]) for slug in vendors) or _company(publisher):
        return True
    own = words.HOUSE_TAIL.sub("", publisher).strip()
    slug = lexicon.vendor_keys.get(key(own)) if own else None
    return slug is not None and _only(lexicon.vendors[slug])


def _only(vendor: Vendor) -> bool:
    return vendor.kind == "chip" and vendor.slug not in MIXED


def _company(publisher: str) -> str | None:
    """A publisher whose name says that it is a company."""
    if words.PRESS.search(publisher):
        return None
    hits = (words.FIRM_ALONE.match(part) for part in publisher.split(", "))
    return next((hit[0] for hit in hits if hit and hit["firm"].split()[0].lower() not in NO_NAME), None)
