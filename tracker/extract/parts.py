"""What the stages hand to each other: spans over one text, all offsets in code points of the text as given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, Protocol, TypeVar

from tracker.extract.phrases import Words, words_of
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
    loose: bool = False
    """Printed without its year, and not told as past: what the date is of may move it by a year."""


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


class Spans(Generic[P]):
    """Items sorted by start. Their starts are kept, so that a stretch is found without looking at the items."""

    def __init__(self, items: Iterable[P]) -> None:
        self.items = tuple(items)
        self.starts = [item.start for item in self.items]

    def within(self, start: int, end: int) -> Sequence[P]:
        """Those that begin in [start, end)."""
        return self.items[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


@dataclass(frozen=True)
class Reading:
    """One text with all that the first stages found in it. `clean` has the length of `text`, so spans fit both."""

    document: Document
    text: str
    clean: str
    lower: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    accelerators: tuple[Mention, ...]
    """Those of the mentions that are no processor, memory or service."""
    vendors: tuple[VendorMention, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    makers: tuple[Vendor, ...] = ()
    """Makers that only this text knows."""
    comma: bool = False
    """The text writes 1,6 for 1.6."""
    contest: bool = False
    """The text tells of a benchmark round (MLPerf, InferenceMAX)."""

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """Of every block the number of the paragraph that its list hangs on; its own where it is no list item."""
        out: list[int] = []
        for number, block in enumerate(self.blocks):
            out.append(out[-1] if out and block.kind == "item" else number)
        return tuple(out)

    @cached_property
    def measured(self) -> Spans[Mention]:
        """The mentions that something is compared with."""
        return Spans(m for m in self.mentions if m.compared)

    @cached_property
    def makers_named(self) -> dict[str, VendorMention]:
        """The first mention of every maker, by slug."""
        return {v.slug: v for v in reversed(self.vendors)}

    @cached_property
    def words(self) -> Words:
        """Of `lower`."""
        return words_of(self.lower)

    @cached_property
    def named(self) -> Spans[Mention]:
        return Spans(self.mentions)

    @cached_property
    def hardware(self) -> Spans[Mention]:
        return Spans(self.accelerators)

    @cached_property
    def subjects(self) -> Spans[Mention]:
        """The accelerators that a sentence may be about: without those that something is compared with."""
        return Spans(m for m in self.accelerators if not m.compared)

    @cached_property
    def firms(self) -> Spans[VendorMention]:
        return Spans(self.vendors)

    @cached_property
    def days(self) -> Spans[DateMention]:
        return Spans(self.dates)

    @cached_property
    def figures(self) -> Spans[Quantity]:
        return Spans(self.quantities)

    @cached_property
    def _sentences(self) -> Spans[Sentence]:
        return Spans(self.sentences)

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        return self.named.within(start, end)

    def before(self, sentence: Sentence) -> str:
        """The sentence before a sentence, in lower case; "" before the first."""
        number = bisect_left(self._sentences.starts, sentence.start) - 1
        return self.lower[self.sentences[number].start : self.sentences[number].end] if number >= 0 else ""

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that holds a place; the nearest one before it where none does."""
        return self.sentences[self.number_at(place)]

    def number_at(self, place: int) -> int:
        """Which of the sentences `sentence_at` gives."""
        return max(0, bisect_left(self._sentences.starts, place + 1) - 1)
