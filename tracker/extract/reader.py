"""The whole reading: a document in, its facts out. The same text and name table always give the same facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tracker.extract import (
    compared,
    dates,
    gate,
    layout,
    lineup,
    links,
    mask,
    names,
    quantities,
    tables,
    token_prices,
    trust,
)
from tracker.extract.claims import claims
from tracker.extract.events import events, prices
from tracker.extract.lexicon import NOT_ACCELERATORS, Lexicon
from tracker.extract.parts import Reading, VendorMention
from tracker.extract.platform import parts
from tracker.extract.relations import relations
from tracker.model.catalogue import Names
from tracker.model.document import Document, Facts
from tracker.model.fact import Claim, Event
from tracker.model.product import Product, Vendor

VERSION = "1"
"""Changes whenever the same text may give other facts: stored facts of older versions are read again."""

_CONTEST = re.compile(r"\b(?:mlperf|inferencemax|inferencex)\b")
_CONTINENTAL = re.compile(
    r"\b(?:und|der|das|mit|für|wird|les|des|une|avec|el|los|della|voor|van|le|la|et|du|un|ein|eine|einer|ist|von|auf"
    r"|una|por|que|del|il|een|het|sa|su)\b"
)
_ENGLISH = re.compile(r"\b(?:the|and|of|with|is|for|to)\b")


class _First(NamedTuple):
    """The plain text, in lower case too, and the names in it: what tells whether there is anything to read."""

    clean: str
    low: str
    vendors: tuple[VendorMention, ...]
    found: names.Named


class Extractor:
    """Reads documents with one name table. Compiled once; pickles as its names, so that it travels to a worker."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._lexicon = Lexicon(names)

    def __reduce__(self) -> tuple[Callable[[Names], Extractor], tuple[Names]]:
        return Extractor, (self.names,)

    def read(self, document: Document) -> Facts:
        """All facts of a document. Never raises, whatever the text; offsets count in `document.text`."""
        text = document.text[: mask.LIMIT]
        if self._lexicon.gate.search(mask.quick(text)):
            first = self._named(document, text)
            if self._speaks(first):
                return self._read(document, self._prepared(document, text, first))
        return Facts(document=document.id, extractor=VERSION, is_announcement=False)

    def signs(self, document: Document) -> dict[str, float] | None:
        """What `gate` weighs in a document, for fitting its weights; None where there is nothing to read."""
        first = self._named(document, document.text[: mask.LIMIT])
        if not self._speaks(first):
            return None
        reading = self._prepared(document, document.text[: mask.LIMIT], first)
        return gate.features(
            reading, self._stated(reading, comma_decimal(reading.lower), trust.of(reading.mentions))[1]
        )

    def _stated(
        self, reading: Reading, comma: bool, trusts: dict[str, float]
    ) -> tuple[tuple[Claim, ...], tuple[Event, ...]]:
        stated = _unique(claims(reading) + tables.read(reading, comma) + lineup.read(reading, self._lexicon))
        stated = token_prices.checked(reading, trust.weighed(stated, trusts))
        happened = events(reading, self._lexicon)
        happened += prices(reading, stated, happened) + parts(reading, happened)
        return stated, trust.weighed(happened, trusts)

    def _read(self, document: Document, reading: Reading) -> Facts:
        comma = comma_decimal(reading.lower)
        trusts = trust.of(reading.mentions)
        stated, happened = self._stated(reading, comma, trusts)
        compared_with = trust.weighed(relations(reading, comma), trusts)
        provisional = trust.provisional(reading.mentions, stated, happened, compared_with)
        announces = gate.is_announcement(reading, happened)
        return Facts(
            document=document.id,
            extractor=VERSION,
            is_announcement=announces,
            claims=stated,
            events=gate.gated(happened, announces),
            relations=compared_with,
            links=links.links(reading),
            provisional=provisional,
            new_vendors=self._new_vendors(reading, provisional),
        )

    def _new_vendors(self, reading: Reading, products: Sequence[Product]) -> tuple[Vendor, ...]:
        """The makers of provisional products that the name table does not have."""
        known = {v.slug: v for v in reading.makers} | self._lexicon.vendors
        makers = dict.fromkeys(p.vendor for p in products if p.vendor not in self._lexicon.curated)
        return tuple(known[slug] for slug in makers)

    def _named(self, document: Document, text: str) -> _First:
        clean = mask.clean(text)
        low = mask.lower(clean)
        vendors = names.vendors(self._lexicon, clean, low)
        beside = f"{document.title} {document.publisher}"[:500]
        return _First(clean, low, vendors, names.read(self._lexicon, clean, low, vendors, beside))

    def _speaks(self, first: _First) -> bool:
        """Does the text name an accelerator, or a maker whose name stands for its line?"""
        return any(m.product.kind not in NOT_ACCELERATORS for m in first.found.mentions) or any(
            v.slug in self._lexicon.makers for v in first.vendors
        )

    def _prepared(self, document: Document, text: str, first: _First | None = None) -> Reading:
        clean, low, vendors, found = first or self._named(document, text)
        blocks = layout.blocks(clean)
        return Reading(
            document=document,
            text=text,
            clean=clean,
            lower=low,
            blocks=blocks,
            sentences=layout.sentences(clean, blocks),
            mentions=compared.marked(low, found.mentions),
            makers=found.makers,
            vendors=vendors,
            quantities=quantities.bits(clean, low, quantities.find(low, comma_decimal(low))) if found.mentions else (),
            dates=dates.find(low, document.published),
            contest=bool(_CONTEST.search(low)),
        )


def extract(document: Document, names: Names) -> Facts:
    """One reading without keeping the compiled table; many documents are read with one `Extractor`."""
    return Extractor(names).read(document)


def comma_decimal(low: str) -> bool:
    """True for languages that write 1,6 for 1.6: told by their commonest words."""
    head = low[:4000]
    return len(_CONTINENTAL.findall(head)) > 2 * len(_ENGLISH.findall(head))


def _unique(found: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Without repetitions of the same figure; the most certain one stays."""
    best: dict[tuple[object, ...], Claim] = {}
    for c in found:
        key = (c.product, c.field, c.value, c.low, c.precision, c.scope, c.sparsity)
        if key not in best or c.evidence.confidence > best[key].evidence.confidence:
            best[key] = c
    return tuple(best.values())
