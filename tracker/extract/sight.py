"""The rules as a yardstick: what they see in a text, and their answers to questions about names, numbers and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.extract import mask
from tracker.extract.alternation import key
from tracker.extract.claims import plausible
from tracker.extract.late import late
from tracker.extract.numerals import DIGITS, SCALES, WORDS, number
from tracker.extract.ownership import accelerator
from tracker.extract.parts import Kind, Mention, Quantity
from tracker.extract.reader import Extractor
from tracker.model.document import Document
from tracker.model.product import Product
from tracker.model.seen import Figure, Named, Seen
from tracker.model.words import Scope
from tracker.units import to_base

_EMPTY = Seen((), (), ())
_SCALE = "|".join(sorted((re.escape(s) for s in SCALES), key=len, reverse=True))
_NUMBER = late(rf"(?:(?P<d>{DIGITS})|(?<![a-z])(?P<w>{WORDS})(?![a-z]))(?:\s?(?P<s>{_SCALE})(?![a-z]))?")
_KINDS: dict[str, Kind] = {
    "FLOP/s": "compute", "byte": "size", "byte/s": "rate", "W": "watts", "nm": "node", "count": "transistors",
    "chips": "chips", "USD/h": "usd_h", "USD/Mtok": "usd_mtok",
}  # fmt: skip


class Sight:
    """`tracker.model.seen.Rules` by the extractor's own stages, with the name table that it was made with."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._known = frozenset(p.slug for p in extractor.names.products)
        self._makers = {v.slug: v.name for v in extractor.names.vendors}

    def see(self, document: Document) -> Seen:
        """Accelerators, figures and dates of a text. Cheap where it names no product."""
        text = document.text[: mask.LIMIT]
        named = self._extractor._lexicon.gate.search(mask.lower(text))
        reading = self._extractor._prepared(document, text) if named else None
        if reading is None:
            return _EMPTY
        return Seen(
            products=tuple(Named(m.start, m.end, m.product) for m in reading.mentions if self._sure(m)),
            figures=tuple(f for q in reading.quantities for f in _figures(q)),
            periods=tuple(d.period for d in reading.dates),
        )

    def _sure(self, m: Mention) -> bool:
        """An accelerator of the name table, or one that its family makes known."""
        known = m.product.slug in self._known or (m.product.provisional and m.trust >= 1)
        return known and accelerator(m.product)

    def product(self, name: str, seen: Seen) -> Product | None:
        """The one product of the text that is called that; its vendor may stand before it."""
        told = key(mask.lower(mask.clean(name)))
        fits = {p.slug: p for p in seen.first_products() if told and told in self._spellings(p)}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _spellings(self, product: Product) -> set[str]:
        maker = self._makers.get(product.vendor, product.vendor)
        own = (product.name, *(a.text for a in product.aliases))
        return {key(mask.lower(text)) for name in own for text in (name, f"{maker} {name}")} | {key(product.slug)}

    def plain(self, text: str) -> str:
        return mask.clean(text)

    def numbers(self, text: str) -> tuple[float, ...]:
        return tuple(_numbers(mask.lower(mask.clean(text))))

    def plausible(self, field: str, value: float, unit: str, scope: Scope) -> bool:
        """By the ranges that the rules keep to. `value` as printed, in `unit`."""
        return plausible(field, Quantity(0, 1, _KINDS[to_base(1.0, unit)[1]], "", value, unit), scope)


def _figures(q: Quantity) -> Iterator[Figure]:
    """Both ends of a range, else the value."""
    for value in (q.value,) if q.low is None or q.high is None else (q.low, q.high):
        found, base = to_base(value, q.unit)
        yield Figure(q.start, q.end, found, base)


def _numbers(low: str) -> Iterator[float]:
    """With the decimal comma and with the decimal point, where they differ."""
    for hit in _NUMBER.finditer(low):
        for comma in (False, True):
            try:
                value = number(hit["d"] or hit["w"], comma)
            except ValueError:
                continue
            yield value
            if hit["s"]:
                yield value * SCALES[" ".join(hit["s"].split())]
