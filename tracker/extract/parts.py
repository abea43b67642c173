"""What the stages hand to each other: spans over one text, all offsets in code points of the text as given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from tracker.model.document import Document
from tracker.model.period import Period
from tracker.model.product import Product, Vendor
from tracker.model.words import Op

Kind = Literal["compute", "size", "rate", "bitrate", "watts", "node", "transistors", "chips", "usd_h", "usd_mtok"]
BlockKind = Literal["text", "heading", "item", "row"]


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A product named in the text. `compared` marks one that a figure is measured against, never its owner."""

    start: int
    end: int
    product: Product
    compared: bool = False
    trust: float = 1.0
    """Below 1 for a product that only the words around it make one."""

    @property
    def slug(self) -> str:
        return self.product.slug


@dataclass(frozen=True, slots=True)
class VendorMention:
    start: int
    end: int
    slug: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number with a unit. `unit` is spelled as `tracker.units` reads it, `printed` as the source has it."""

    start: int
    end: int
    kind: Kind
    printed: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    op: Op = "="


@dataclass(frozen=True, slots=True)
class DateMention:
    start: int
    end: int
    period: Period


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    block: int
    kind: BlockKind


P = TypeVar("P", bound=Placed)


def inside(items: Sequence[P], start: int, end: int) -> Sequence[P]:
    """The items, sorted by start, that begin in [start, end)."""
    return items[bisect_left(items, start, key=_start) : bisect_left(items, end, key=_start)]


def _start(item: Placed) -> int:
    return item.start


@dataclass(frozen=True, slots=True)
class Reading:
    """One text with all that the first stages found in it. `clean` has the length of `text`, so spans fit both."""

    document: Document
    text: str
    clean: str
    lower: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    vendors: tuple[VendorMention, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    makers: tuple[Vendor, ...] = ()
    """Makers that only this text knows."""
    contest: bool = False
    """The text tells of a benchmark round (MLPerf, InferenceMAX)."""

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        return inside(self.mentions, start, end)

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds a place; the nearest one before it where none does."""
        i = bisect_left(self.sentences, place + 1, key=_start)
        return self.sentences[max(0, i - 1)]
