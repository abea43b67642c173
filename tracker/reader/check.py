"""An answer held against the text: a fact stands on exact words with its number in them, or it is dropped with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tracker.model.document import Document, Facts
from tracker.model.fact import Claim, Event, Evidence, Relation
from tracker.model.fields import FIELDS
from tracker.model.period import Period
from tracker.model.product import Product
from tracker.model.reader import Read
from tracker.model.seen import Rules, Seen
from tracker.model.words import ProductKind, Scope
from tracker.reader.answer import Answer, Item
from tracker.reader.factors import stated
from tracker.units import digits, to_base

CONFIDENCE = 0.35
"""Of what a model read alone: nobody has measured the model that a user names."""
_LEAST_QUOTE = 4
_LARGEST_FACTOR = 10_000
_OWN_SCOPE: dict[ProductKind, Scope] = {
    "card": "card",
    "superchip": "card",
    "server": "server",
    "rack": "rack",
    "pod": "pod",
}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Checked:
    """`kept` are the items behind `read.facts`: what may be stored, to be checked and merged again later."""

    read: Read
    kept: Answer


class _Dropped(Exception):
    """Why a fact is not taken. Repeats nothing of the answer."""


def check(answer: Answer, document: Document, seen: Seen, rules: Rules, extractor: str) -> Checked:
    """The facts of an answer that the text bears out, signed with `extractor`."""
    court = _Court(document, seen, rules, extractor)
    dropped = Counter(answer.dropped)
    specs, claims = _through(answer.specs, court.claim, dropped)
    happened, events = _through(answer.events, court.event, dropped)
    compared, relations = _through(answer.relations, court.relation, dropped)
    facts = Facts(document=document.id, extractor=extractor, is_announcement=answer.is_announcement and bool(events),
                  claims=claims, events=events, relations=relations)  # fmt: skip
    kept = Answer(answer.is_announcement, specs, happened, compared)
    return Checked(Read(facts=facts, dropped=dropped), kept)


def _through(
    items: tuple[Item, ...], judge: Callable[[Item], tuple[_T, Item]], dropped: Counter[str]
) -> tuple[tuple[Item, ...], tuple[_T, ...]]:
    """Each fact once, with its item as far as the text bears it out."""
    found: dict[_T, Item] = {}
    for item in items:
        try:
            found.setdefault(*judge(item))
        except _Dropped as why:
            dropped[str(why)] += 1
    return tuple(found.values()), tuple(found)


class _Court:
    """One text, and what the rules see in it."""

    def __init__(self, document: Document, seen: Seen, rules: Rules, extractor: str) -> None:
        self._document, self._seen, self._rules, self._extractor = document, seen, rules, extractor
        self._plain = rules.plain(document.text)
        self._folded = self._plain.casefold()

    def claim(self, item: Item) -> tuple[Claim, Item]:
        product = self._product(item["product"])
        proof = self._proof(item["quote"], product, "model.spec")
        field, value, unit = item["field"], float(item["value"]), item["unit"]
        found, base = to_base(value, unit)
        if base != FIELDS[field].base:
            raise _Dropped("the unit is not one of the field")
        if not any(_close(n, value) for n in self._rules.numbers(proof.quote)):
            raise _Dropped("the value does not stand in the quote")
        self._measured(proof, found, base)
        scope = item["scope"] or _OWN_SCOPE.get(product.kind, "chip")
        if not self._rules.plausible(field, value, unit, scope):
            raise _Dropped("no product of that scope has such a figure")
        compute = field == "peak_compute"
        claim = Claim(
            product=product.slug, field=field, printed=digits(value, 15).replace(",", ""), unit=unit, value=found,
            precision=item["precision"] if compute else None,
            sparsity=(item["sparsity"] if compute else None) or "unstated",
            scope=scope, asserted=self._document.published, evidence=proof,
        )  # fmt: skip
        return claim, item | {"product": product.name, "quote": proof.quote}

    def event(self, item: Item) -> tuple[Event, Item]:
        product = self._product(item["product"])
        proof = self._proof(item["quote"], product, "model.event")
        period, party = self._period(item["date"]), self._printed(item["counterparty"] or "")
        event = Event(
            product=product.slug, type=item["type"], period=period, certainty=item["certainty"], counterparty=party,
            status="rumour" if item["certainty"] == "rumoured" else "accepted", evidence=proof,
        )  # fmt: skip
        borne_out = {"product": product.name, "quote": proof.quote, "counterparty": party or None}
        return event, item | borne_out | {"date": str(period) if period else None}

    def relation(self, item: Item) -> tuple[Relation, Item]:
        subject = self._product(item["subject"])
        other = self._rules.product(item["object"], self._seen)
        words = "" if other else item["object"] if item["object"] == "unspecified" else self._printed(item["object"])
        if not other and not words:
            raise _Dropped("the text does not name what it is compared with")
        if other == subject:
            raise _Dropped("a product is compared with itself")
        proof = self._proof(item["quote"], subject, "model.relation")
        factor = float(item["factor"])
        if not any(_close(n, factor) for n in stated(proof.quote, self._rules.numbers(proof.quote))):
            raise _Dropped("the factor does not follow from the quote")
        if not 1 / _LARGEST_FACTOR <= factor <= _LARGEST_FACTOR:
            raise _Dropped("no product is so much better than another")
        relation = Relation(subject=subject.slug, object=other.slug if other else None, object_text=words,
                            metric=item["metric"], factor=factor, precision=item["precision"], evidence=proof)  # fmt: skip
        named = {"subject": subject.name, "object": other.name if other else words, "quote": proof.quote}
        return relation, item | named

    def _product(self, name: str) -> Product:
        if found := self._rules.product(name, self._seen):
            return found
        raise _Dropped("the text does not name the product")

    def _proof(self, quote: str, product: Product, rule: str) -> Evidence:
        """The words in the text; of several places the nearest one to where the product is named."""
        wanted = self._rules.plain(quote.strip())
        if len(wanted.strip()) < _LEAST_QUOTE:
            raise _Dropped("the quote is too short")
        places: list[int] = []
        while (at := self._plain.find(wanted, places[-1] + 1 if places else 0)) >= 0:
            places.append(at)
        if not places:
            raise _Dropped("the quote does not stand in the text")
        start = min(places, key=lambda place: self._distance(product, place, place + len(wanted)))
        end = start + len(wanted)
        return Evidence(quote=self._document.text[start:end], start=start, end=end, rule=rule, confidence=CONFIDENCE,
                        extractor=self._extractor)  # fmt: skip

    def _distance(self, product: Product, start: int, end: int) -> int:
        named = (n for n in self._seen.products if n.product.slug == product.slug)
        return min(max(n.start - end, start - n.end, 0) for n in named)

    def _measured(self, proof: Evidence, value: float, base: str) -> None:
        """Figures that the rules see in the quote must have this one among them; where they see none, the number must do."""
        inside = [f for f in self._seen.figures if proof.start <= f.start and f.end <= proof.end]  # type: ignore[operator]
        if inside and not any(f.base == base and _close(f.value, value) for f in inside):
            raise _Dropped("the figure in the quote is another")

    def _period(self, told: str | None) -> Period | None:
        """The date, where the text has it or a finer one inside it; else none."""
        if told is None:
            return None
        try:
            period = Period.parse(told)
        except ValueError:
            raise _Dropped("the date is not of the scheme") from None
        return next((period for p in self._seen.periods if period.start <= p.start and p.end <= period.end), None)

    def _printed(self, words: str) -> str:
        """Words that stand in the text; others are nothing."""
        told = words.strip()
        return told if told and self._rules.plain(told).casefold() in self._folded else ""


def _close(one: float, other: float) -> bool:
    """Within half a per cent: the same printed number."""
    return abs(one - other) <= 0.005 * max(abs(one), abs(other))
