"""What the rules see in a text before they judge, and what they can be asked: the yardstick of another reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tracker.model.document import Document
from tracker.model.period import Period
from tracker.model.product import Product
from tracker.model.words import Scope


@dataclass(frozen=True, slots=True)
class Named:
    """A product named at [start, end) of the text."""

    start: int
    end: int
    product: Product


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number with its unit at [start, end), `value` in the base unit `base`."""

    start: int
    end: int
    value: float
    base: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything of one text, in order of place."""

    products: tuple[Named, ...]
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]

    def first_products(self) -> tuple[Product, ...]:
        """Each product once, in order of its first place."""
        return tuple({n.product.slug: n.product for n in self.products}.values())


class Rules(Protocol):
    """The questions that another reader's facts are checked with."""

    def see(self, document: Document) -> Seen: ...

    def product(self, name: str, seen: Seen) -> Product | None:
        """The product of that text that a name means; None where the text does not name it."""

    def plain(self, text: str) -> str:
        """A text of the same length with typographic variants made one: curly quotes, dashes, odd blanks."""

    def numbers(self, text: str) -> tuple[float, ...]:
        """Every number printed in a text, in digits or words, with and without the word that multiplies it."""

    def plausible(self, field: str, value: float, unit: str, scope: Scope) -> bool:
        """Whether a product of that scope can have this figure."""
