"""What a list's names mean: exact aliases and the table of list names, never a guess; sizes of memory tell variants apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from tracker.catalogue.meant import product_names
from tracker.catalogue.whole import plain
from tracker.model.catalogue import Names
from tracker.model.listing import ListedOffer, ListedToken
from tracker.model.performance import ModelArch
from tracker.model.product import Vendor
from tracker.model.words import Scope
from tracker.pricing.typical import Typical
from tracker.store import inputs
from tracker.store.connection import Connection
from tracker.store.names import read_names
from tracker.store.price_lists import list_names, memories_byte
from tracker.store.reader import Reader

_GIB = 2.0**30
_TOLERANCE = 1.15
"""GB for GiB is 7 %, and lists give what drivers report; 40 for 80 GB is another product."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A product, and how many of it the instance has."""

    product: str
    count: int


class Meanings:
    """The catalogue's names, ready to be looked up."""

    def __init__(
        self,
        names: Names,
        models: Mapping[str, ModelArch],
        told: Iterable[tuple[str, str, str, int | None]],
        memories_byte: Mapping[str, float],
    ) -> None:
        self._accelerators = dict(product_names(names))
        self._instances: dict[str, Meant] = {}
        self._providers = _provider_names(names.vendors)
        self._models = _model_names(models)
        self._memories = memories_byte
        self._cards = {product.slug for product in names.products if product.kind == "card"}
        self._usual: Callable[[], Typical] = Typical
        self.sellers: dict[str, Vendor] = {}
        """Those of several names that price lists alone know, by slug."""
        self.vendors = frozenset(vendor.slug for vendor in names.vendors)
        for kind, name, slug, count in told:
            if kind == "instance":
                self._instances[name.casefold()] = Meant(slug, count or 1)
            elif kind == "provider" and slug not in self.vendors:
                seller = self._seller(slug)
                self._providers[plain(name)] = self._providers[plain(slug)] = seller.slug
            else:
                {"accelerator": self._accelerators, "provider": self._providers, "model": self._models}[kind][
                    plain(name)
                ] = slug

    @classmethod
    def read(cls, db: Connection, reader: Reader) -> Meanings:
        found = cls(read_names(db), inputs.models(reader), list_names(db), memories_byte(db))
        found._usual = lambda: Typical.read(db)
        return found

    @cached_property
    def typical(self) -> Typical:
        """What is usual by the time at which the first list is stored; found only where one is."""
        return self._usual()

    def offer(self, told: ListedOffer) -> Meant | None:
        """What is offered; None where no name says so, or where its memory is another product's."""
        by_sku = self._instances.get(told.sku.casefold())
        slug = self._accelerators.get(plain(told.accelerator)) if told.accelerator else None
        if slug is None:
            return by_sku
        return Meant(slug, told.count) if self._fits(slug, told.memory_gib) else None

    def count_of(self, sku: str) -> int | None:
        """How many accelerators the catalogue has in an instance of that name."""
        meant = self._instances.get(sku.casefold())
        return meant.count if meant else None

    def product(self, name: str) -> str | None:
        return self._accelerators.get(plain(name))

    def scope(self, product: str) -> Scope:
        """What a table's row on one accelerator is of; superchips are listed by the chip."""
        return "card" if product in self._cards else "chip"

    def provider(self, name: str) -> str | None:
        """Slug of a vendor, or of one of `sellers`."""
        return self._providers.get(plain(name))

    def model(self, told: ListedToken) -> str | None:
        """Model slug, by the first of its names that means one."""
        return next((slug for name in (told.model, *told.names) if (slug := self._model(name))), None)

    def knows_model(self, name: str) -> bool:
        """Whether a provider's name for a model is one of the catalogue's models."""
        return self._model(name) is not None

    def _seller(self, name: str) -> Vendor:
        vendor = new_provider(name, name, self.vendors)
        return self.sellers.setdefault(vendor.slug, vendor)

    def _model(self, name: str) -> str | None:
        return self._models.get(plain(name)) or self._models.get(plain(_last(name)))

    def _fits(self, slug: str, memory_gib: float | None) -> bool:
        known = self._memories.get(slug)
        if memory_gib is None or not known:
            return True
        told = memory_gib * _GIB
        return max(told, known) <= _TOLERANCE * min(told, known)


def new_provider(name: str, title: str, taken: Container[str] = ()) -> Vendor:
    """A provider that only price lists know. Its slug tells it from vendors of the catalogue (`taken`) and from names that differ
    in more than case, blanks and dashes."""
    plainly = re.sub(r"[\s._/-]+", "-", name.lower()).strip("-")
    slug = re.sub(r"[^a-z0-9]+", "-", plainly).strip("-")[:80]
    if slug != plainly or slug in taken:
        slug = f"{slug or 'provider'}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}"
    return Vendor(slug=slug, name=title or name, kind="platform", note="Known from price lists alone.")


def _provider_names(vendors: Iterable[Vendor]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for vendor in vendors:
        for name in (vendor.slug, vendor.name, *(a.text for a in vendor.aliases if not a.ambiguous)):
            found.setdefault(plain(name), set()).add(vendor.slug)
    return {name: slugs.pop() for name, slugs in found.items() if len(slugs) == 1}


def _model_names(models: Mapping[str, ModelArch]) -> dict[str, str]:
    """Names in full and without their maker ("meta-llama/…"); a name of two models is none."""
    found: dict[str, set[str]] = {}
    for slug, model in models.items():
        for name in (slug, model.name, *model.aliases):
            for one in {plain(name), plain(_last(name))}:
                found.setdefault(one, set()).add(slug)
    return {name: slugs.pop() for name, slugs in found.items() if len(slugs) == 1}


def _last(name: str) -> str:
    return name.rpartition("/")[2]
