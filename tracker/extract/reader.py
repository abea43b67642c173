"""The whole reading: a document in, its facts out. The same text and name table always give the same facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tracker.extract import (
    addressed,
    belief,
    compared,
    dates,
    eastern_events,
    gate,
    judged_events,
    layout,
    lineup,
    links,
    mask,
    names,
    quantities,
    tables,
    token_prices,
    trust,
    western_events,
)
from tracker.extract.claims import claims
from tracker.extract.events import events, observations, prices
from tracker.extract.families import full_name
from tracker.extract.figured import figured
from tracker.extract.judgement import FITTED, Judgement
from tracker.extract.late import late
from tracker.extract.lexicon import NOT_ACCELERATORS, Lexicon
from tracker.extract.parts import Reading, VendorMention
from tracker.extract.platform import parts
from tracker.extract.proposals import proposals
from tracker.extract.proposed import Proposed, Weighed
from tracker.extract.relations import relations
from tracker.extract.sequence import factors
from tracker.extract.version import VERSION
from tracker.model.catalogue import Names
from tracker.model.document import Document, Facts
from tracker.model.fact import Claim, Event
from tracker.model.product import Product, Vendor

if TYPE_CHECKING:
    from tracker.extract.judge import Judge, Question


_CONTEST = late(r"\b(?:mlperf|inferencemax|inferencex)\b")
_CONTINENTAL = frozenset((
    "auf", "avec", "das", "del", "della", "der", "des", "du", "een", "ein", "eine", "einer", "el", "et", "für", "het", "il", "ist",
    "la", "le", "les", "los", "mit", "por", "que", "sa", "su", "un", "una", "und", "une", "van", "von", "voor", "wird",
))  # fmt: skip
_ENGLISH = frozenset(("and", "for", "is", "of", "the", "to", "with"))
_WORD = late(r"\w+")
_LIST = 150
_MEASURE = r"\s?(?:[gtp]b(?:/s|yte)|[gt][bo]\b|k?w\b|[tp]?flops|tops\b|mrd|€)"
_COMMA = late(rf"(?<![\d.,])\d{{1,3}},\d{{1,2}}{_MEASURE}")
_POINT = late(rf"(?<![\d.,])\d{{1,3}}\.\d{{1,2}}{_MEASURE}")


class _First(NamedTuple):
    """The plain text, in lower case too, and the names in it: what tells whether there is anything to read."""

    clean: str
    low: str
    vendors: tuple[VendorMention, ...]
    found: names.Named


class Begun(NamedTuple):
    """A document that the rules have read and the model has not; nothing but the document where there is nothing to read."""

    document: Document
    read: Proposed | None = None
    question: Question | None = None


class Extractor:
    """Reads documents with one name table. Compiled once; pickles as its names, so that it travels to a worker.

    `learned`: let the clause model weigh what the rules propose; without it the rules stand alone.
    """

    def __init__(self, names: Names, *, learned: bool = True) -> None:
        self.names, self.learned = names, learned
        self._lexicon = Lexicon(names)

    def __reduce__(self) -> tuple[Callable[..., Extractor], tuple[Names, bool]]:
        return _made, (self.names, self.learned)

    @cached_property
    def _judge(self) -> Judge | None:
        """Made when a first text needs it: most name no product."""
        if not self.learned:
            return None
        from tracker.encoder.model import shipped
        from tracker.extract.judge import Judge

        return Judge(self._lexicon, shipped())

    def read(self, document: Document) -> Facts:
        """All facts of a document. Never raises, whatever the text; offsets count in `document.text`."""
        return self.finish([self.begin(document)])[0]

    def begin(self, document: Document) -> Begun:
        """What the rules make of a document."""
        text = document.text[: mask.LIMIT]
        if self._lexicon.opens(mask.quick(text)):
            first = self._named(document, text)
            if self._speaks(first):
                read = self._proposed(self._prepared(document, text, first))
                return Begun(document, read, self._question(read))
        return Begun(document)

    def finish(self, begun: Sequence[Begun]) -> list[Facts]:
        """The facts of documents that `begin` read; the model reads several together for less than one by one."""
        weighed = iter(self._weighed([(one.read, one.question) for one in begun if one.read]))
        return [
            self._facts(one.read, next(weighed))
            if one.read
            else Facts(document=one.document.id, extractor=VERSION, is_announcement=False)
            for one in begun
        ]

    def names_any(self, document: Document) -> bool:
        """Whether the text names a vendor or product of the name table. As cheap as finding nothing to read in it."""
        first = self._named(document, document.text[: mask.LIMIT])
        return bool(first.vendors) or any(not m.product.provisional for m in first.found.mentions)

    def signs(self, document: Document) -> dict[str, float] | None:
        """What `gate` weighs in a document, for fitting its weights; None where there is nothing to read."""
        read = self.proposed(document)
        return gate.features(read.reading, read.happened) if read else None

    def proposed(self, document: Document) -> Proposed | None:
        """What the rules make of a text: what the model is fitted on. None where there is nothing to read."""
        text = document.text[: mask.LIMIT]
        first = self._named(document, text)
        return self._proposed(self._prepared(document, text, first)) if self._speaks(first) else None

    def full_names(self, reading: Reading) -> dict[str, str]:
        """Slug -> vendor and name of every product that a text names, or whose maker's line it names."""
        makers = {v.slug: v.name for v in (*self._lexicon.vendors.values(), *reading.makers)}
        lines = (self._lexicon.lines.get(v.slug) for v in reading.vendors)
        products = (*(m.product for m in reading.mentions), *(p for p in lines if p))
        return {p.slug: full_name(makers.get(p.vendor, p.vendor), p.name) for p in products}

    @property
    def lexicon(self) -> Lexicon:
        return self._lexicon

    def _proposed(self, reading: Reading) -> Proposed:
        comma, trusts = reading.comma, trust.of(reading.mentions)
        stated = _unique(claims(reading) + tables.read(reading, comma) + lineup.read(reading, self._lexicon))
        stated = token_prices.checked(reading, trust.weighed(stated, trusts))
        seen = tuple(observations(reading, self._lexicon))
        eastern = eastern_events.read(reading)
        happened = eastern_events.instead(reading, events(reading, seen), eastern) + western_events.read(reading)
        happened = trust.weighed(happened + prices(reading, stated, happened) + parts(reading, happened), trusts)
        compared_with = trust.weighed(relations(reading, comma, self._lexicon.known), trusts)
        return Proposed(reading, trusts, seen, stated, happened, compared_with, eastern.decided)

    def _facts(self, read: Proposed, weighed: Weighed) -> Facts:
        reading, stated = read.reading, self.stated(read, weighed)
        provisional = trust.provisional(reading.mentions, stated, weighed.events, read.compared)
        return Facts(
            document=reading.document.id,
            extractor=VERSION,
            is_announcement=weighed.announces,
            claims=belief.claims(reading, stated, weighed.judgement),
            events=belief.events(read, weighed),
            relations=belief.relations(reading, read.compared, weighed.judgement),
            links=links.links(reading),
            provisional=provisional,
            new_vendors=self._new_vendors(reading, provisional),
        )

    def stated(self, read: Proposed, weighed: Weighed) -> tuple[Claim, ...]:
        """The figures of the rules and those that only the learned reading finds an owner for."""
        if weighed.judgement is None:
            return read.stated
        more = figured(read.reading, read.stated, weighed.judgement)
        return _unique(read.stated + trust.weighed(more, read.trusts))

    def weighed(self, read: Proposed) -> Weighed:
        return self._weighed([(read, self._question(read))])[0]

    def _question(self, read: Proposed) -> Question | None:
        """None where the rules stand alone."""
        reading = read.reading
        if len(reading.text) > FITTED or self._judge is None:
            return None
        proposed = proposals(reading, read.seen, read.happened)
        return self._judge.question(reading, factors(reading, reading.comma), proposed)

    def _weighed(self, asked: Sequence[tuple[Proposed, Question | None]]) -> list[Weighed]:
        questions = [question for _, question in asked if question]
        answers = iter(self._judge.judge(questions) if self._judge and questions else ())
        return [self._agreed(read, question, next(answers) if question else None) for read, question in asked]

    def _agreed(self, read: Proposed, question: Question | None, judgement: Judgement | None) -> Weighed:
        """The rules' own answer where the model has read nothing."""
        if question is None or judgement is None:
            return self._gated(gate.is_announcement(read.reading, read.happened), read.happened)
        proposed = question.proposed
        if judgement.announces is None:
            return self._gated(bool(proposed.gate[1]), read.happened)
        happened = judged_events.judged(read, judgement)
        line = gate.AGREED if proposed.gate[1] else gate.LINE
        sure = judgement.announces >= line or eastern_events.tells(happened)
        announces = bool(happened) and sure and not gate.stopped(read.reading, happened)
        return self._gated(announces, happened, judgement)

    def _gated(self, announces: bool, events: tuple[Event, ...], judgement: Judgement | None = None) -> Weighed:
        return Weighed(announces, gate.gated(events, announces), judgement)

    def _new_vendors(self, reading: Reading, products: Sequence[Product]) -> tuple[Vendor, ...]:
        """The makers of provisional products that the name table does not have."""
        known = {v.slug: v for v in reading.makers} | self._lexicon.vendors
        makers = dict.fromkeys(p.vendor for p in products if p.vendor not in self._lexicon.curated)
        return tuple(known[slug] for slug in makers)

    def _named(self, document: Document, text: str) -> _First:
        clean = mask.clean(text)
        clean, low = addressed.silenced(clean, mask.lower(clean))
        vendors = names.vendors(self._lexicon, clean, low)
        title = document.title[:300].replace("\n", " ")
        beside = f"{title}\n{document.publisher[:200]}"
        return _First(clean, low, vendors, names.read(self._lexicon, clean, low, vendors, beside))

    def _speaks(self, first: _First) -> bool:
        """Does the text name an accelerator, or a maker whose name stands for its line?"""
        return any(m.product.kind not in NOT_ACCELERATORS for m in first.found.mentions) or any(
            v.slug in self._lexicon.makers for v in first.vendors
        )

    def _prepared(self, document: Document, text: str, first: _First | None = None) -> Reading:
        clean, low, vendors, found = first or self._named(document, text)
        blocks = layout.blocks(clean)
        mentions, comma = compared.marked(low, found.mentions), comma_decimal(low)
        return Reading(
            document=document,
            text=text,
            clean=clean,
            lower=low,
            blocks=blocks,
            sentences=layout.sentences(clean, blocks),
            mentions=mentions,
            accelerators=tuple(m for m in mentions if m.product.kind not in NOT_ACCELERATORS),
            makers=found.makers,
            vendors=vendors,
            quantities=quantities.bits(clean, low, quantities.find(low, comma)) if found.mentions else (),
            dates=dates.find(low, document.published),
            comma=comma,
            contest=bool(_CONTEST.search(low)),
        )


def _made(names: Names, learned: bool) -> Extractor:
    return Extractor(names, learned=learned)


def extract(document: Document, names: Names) -> Facts:
    """One reading without keeping the compiled table; many documents are read with one `Extractor`."""
    return Extractor(names).read(document)


@lru_cache(maxsize=1)
def comma_decimal(low: str) -> bool:
    """True for languages that write 1,6 for 1.6: told by their commonest words, in a list without words by its figures."""
    found = _WORD.findall(low, 0, 4000)
    if len(found) < _LIST and _COMMA.search(low) and not _POINT.search(low):
        return True
    return sum(map(_CONTINENTAL.__contains__, found)) > 2 * sum(map(_ENGLISH.__contains__, found))


def _unique(found: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Without repetitions of the same figure; the most certain one stays."""
    best: dict[tuple[object, ...], Claim] = {}
    for c in found:
        key = (c.product, c.field, c.value, c.low, c.precision, c.scope, c.sparsity)
        if key not in best or c.evidence.confidence > best[key].evidence.confidence:
            best[key] = c
    return tuple(best.values())
