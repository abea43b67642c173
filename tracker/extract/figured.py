"""Figures as the learned reading tells them: for every number the products whose it may be, unless a sure rule names one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from tracker.extract import nouns, properties, tables
from tracker.extract.bare import Bare
from tracker.extract.claims import MOST, SURE_RULES, claimed, estranged, in_name, of_one_link
from tracker.extract.judgement import Figure, Judgement
from tracker.extract.late import late
from tracker.extract.layout import glued
from tracker.extract.ownership import Owner, accelerator, foreign
from tracker.extract.parts import Kind, Mention, Quantity, Reading, Sentence, Spans, inside
from tracker.extract.scope import container, of_product
from tracker.extract.topics import parted
from tracker.model.fact import Claim
from tracker.model.product import Product
from tracker.model.words import Scope

LEAST = -1.0
"""Log odds from which on a product is taken for the owner of a number; `belief` weighs what comes of it."""
READ, BARE = "read", "bare"
LEARNED = frozenset((f"spec.{READ}", f"spec.{BARE}"))
"""The rules that the learned reading stands for: figures with a unit of their own and without."""
MOST_CHIPS = 20_000
MOST_IN_SERVER, MOST_IN_RACK = 16, 256
"""Chips that machines of a kind hold at most, as they are built."""
_FORMERLY = late(r"\b(?:from|was|were|formerly|previously)\s(?:about\s)?\$?\s?$")
Places = Mapping[str, Spans[Mention]]
"""Where each accelerator is named."""
SURE = 0.85
"""As a rule would say it; the chance itself is one of the signs of `belief`."""
_FIELDS: dict[Kind, tuple[str, ...]] = {
    "compute": ("peak_compute",),
    "size": ("memory_capacity", "sram"),
    "rate": ("memory_bandwidth", "interconnect_bandwidth"),
    "bitrate": ("interconnect_bandwidth",),
    "watts": ("power",),
    "node": ("process_node",),
    "transistors": ("transistors",),
    "chips": ("scale_up_size",),
    "usd_h": ("price_hourly",),
    "usd_mtok": ("price_token",),
}
"""What a number may be by its unit."""


_DIGITS = tuple(dict.fromkeys(field for kind, of in _FIELDS.items() if kind != "node" for field in of))
_KINDS: dict[str, frozenset[Kind]] = {
    field: frozenset(kind for kind, fields in _FIELDS.items() if field in fields)
    for of in _FIELDS.values()
    for field in of
}
_BESIDE = 1.0
"""Log odds that a figure of the kind in the same sentence is worth."""
_MONEY = {"price_hourly": "USD/h", "price_token": "USD/Mtok"}
_SORTS = {"words": ("scale_up_size",), "node": ("process_node",)}


def figured(reading: Reading, stated: Sequence[Claim], judgement: Judgement) -> tuple[Claim, ...]:
    """What the rules have not `stated`."""
    known = {(c.product, c.value, c.field) for c in stated}
    places = _places(reading)
    out: list[Claim] = []
    apart = [*tables.covered(reading), *_sure(stated)]
    for claim in (*_with_units(reading, judgement, places), *_bare(reading, judgement, places)):
        start, end = number_of(claim)
        new = (claim.product, claim.value, claim.field) not in known
        if new and len(out) < MOST and not any(a < end and start < b for a, b in apart):
            out.append(claim)
    return tuple(out)


def _sure(stated: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Where a rule that leaves no doubt has said whose the figures are."""
    for claim in stated:
        rule = claim.evidence.rule.removeprefix("spec.")
        if rule in SURE_RULES:
            yield number_of(claim)


def number_of(claim: Claim) -> tuple[int, int]:
    """Where the printed number stands."""
    quote, printed = claim.evidence.quote.lower(), claim.printed.lower()
    whole = re.search(rf"(?<![\w.,]){re.escape(printed)}(?!\d|[.,]\d)", quote)
    at = whole.start() if whole else max(0, quote.rfind(printed))
    start = (claim.evidence.start or 0) + at
    return start, start + len(printed)


def _places(reading: Reading) -> Places:
    named: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        if accelerator(mention.product):
            named.setdefault(mention.slug, []).append(mention)
    return {slug: Spans(found) for slug, found in named.items()}


def _with_units(reading: Reading, judgement: Judgement, places: Places) -> Iterator[Claim]:
    for index, read in judgement.figures.items():
        q = reading.quantities[index]
        if not in_name(reading, q) and (name := _field(reading, q)):
            yield from _of(reading, q, name, read, places, READ)


def _bare(reading: Reading, judgement: Judgement, places: Places) -> Iterator[Claim]:
    """Numbers whose unit the figure beside them has, or whose property needs none."""
    for index, read in judgement.bare.items():
        if max(read.owners.values()) < LEAST:
            continue
        number = judgement.loose[index]
        if q := _whole(reading, number, _likeliest(reading, number, read)):
            yield from _of(reading, q[1], q[0], read, places, BARE)


def _whole(reading: Reading, number: Bare, name: str) -> tuple[str, Quantity] | None:
    """Its property, and the number with the unit of the nearest figure of its kind."""
    if name == "scale_up_size":
        whole = number.value == int(number.value) and 1 < number.value <= MOST_CHIPS
        return (name, _quantity(number, "chips", "chips")) if whole else None
    if name == "process_node":
        return name, _quantity(number, "node", "nm")
    if name in _MONEY and _FORMERLY.search(reading.lower, max(0, number.start - 24), number.start):
        return None
    if name in _MONEY and reading.clean[max(0, number.start - 2) : number.start].strip() == "$":
        return name, _quantity(number, next(iter(_KINDS[name])), _MONEY[name])
    alike = [q for q in reading.quantities if q.kind in _KINDS[name]]
    if not alike:
        return None
    nearest = min(alike, key=lambda q: abs(q.start - number.start))
    return name, _quantity(number, nearest.kind, nearest.unit)


def _quantity(number: Bare, kind: Kind, unit: str) -> Quantity:
    return Quantity(number.start, number.end, kind, number.printed, number.value, unit)


def _likeliest(reading: Reading, number: Bare, read: Figure) -> str:
    """The property that is read; where it is open, that of a figure of the same sentence."""
    sentence = reading.sentence_at(number.start)
    kinds = {q.kind for q in inside(reading.quantities, sentence.start, sentence.end)}

    def odds(name: str) -> float:
        return read.fields[name] + (_BESIDE if kinds & _KINDS[name] else 0.0)

    return max(_SORTS.get(number.sort, _DIGITS), key=odds)


def _of(reading: Reading, q: Quantity, name: str, read: Figure, places: Places, rule: str) -> Iterator[Claim]:
    sentence = reading.sentence_at(q.start)
    if properties.withdrawn(reading.lower, q.start, q.end, sentence.start, sentence.end):
        return
    here = nouns.named(reading, sentence)
    if of_one_link(reading.lower, q) or foreign(reading.lower, here, q.start, q.end, sentence):
        return
    if sentence.kind == "row" and glued(reading.clean[sentence.start : sentence.end].strip()):
        return
    best = max(read.owners.values())
    least = LEAST if rule == READ else min(best, 0.0)
    for slug, odds in read.owners.items():
        if odds >= max(LEAST, least) and slug in places:
            mention = _nearest(places[slug], q)
            place = _domain(reading, q, mention.product) if name == "scale_up_size" else None
            whose = Owner(mention.product, rule, SURE, mention.start, place)
            if not (_apart(reading, sentence, mention) or estranged(reading, sentence, q, whose)):
                yield from claimed(reading, q, name, whose)


def _apart(reading: Reading, sentence: Sentence, mention: Mention) -> bool:
    """Does a heading or key part the number's block from the one above that names the product?"""
    above = reading.sentence_at(mention.start).block
    return above < sentence.block and parted(reading, above, sentence)


def _domain(reading: Reading, q: Quantity, product: Product) -> Scope:
    """What holds so many chips: the product itself, what the sentence names, else what is built for that many."""
    own, sentence = of_product(product), reading.sentence_at(q.start)
    if own not in ("chip", "card"):
        return own
    named = container(reading.lower, q.start, q.end, sentence.start, sentence.end)
    if named:
        return named
    return "server" if q.value <= MOST_IN_SERVER else "rack" if q.value <= MOST_IN_RACK else "pod"


def _field(reading: Reading, q: Quantity) -> str | None:
    """By the words at the number; None for what they say is no property of a product."""
    sentence = reading.sentence_at(q.start)
    around = inside(reading.quantities, sentence.start, sentence.end)
    return properties.field(q, reading.lower, around, sentence.start, sentence.end)


def _nearest(mentions: Spans[Mention], q: Quantity) -> Mention:
    """The last before the number, else the first behind it."""
    return mentions.items[max(0, bisect_left(mentions.starts, q.start) - 1)]
