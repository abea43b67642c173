"""Figures of products: every quantity that is a property and has an owner becomes a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract import (
    modality,
    nouns,
    pricelists,
    properties,
    propertywords,
    qualifiers,
    scope,
    series,
    shifts,
    strangers,
    tables,
)
from tracker.extract.domains import domains
from tracker.extract.holders import held_by, part_of
from tracker.extract.late import late
from tracker.extract.layout import trimmed
from tracker.extract.limits import plausible
from tracker.extract.ownership import Owner, accelerator, owner
from tracker.extract.parts import Quantity, Reading, Sentence, inside
from tracker.model.fact import Claim, Evidence
from tracker.model.product import Product
from tracker.model.words import Precision, Scope, Status
from tracker.units import to_base

__all__ = ["ACCEPT", "claimed", "claims", "held_by", "judged", "plausible"]

MOST = 600
ACCEPT = 0.7
"""Claims below this confidence wait for a person."""
UNSURE = "it is not certain whose figure this is"

_PAIR = late(r"(\d{1,2})\s?(?:x|×)\s?$")
_SEVERAL_FOR = late(
    r"\b(?:two|four|eight|sixteen|[248]|16)(?:x\b|\s?-?(?:gpus?|cards|chips|way|of (?:them|these)))[^.;,$]{0,30}$"
)
_ARITHMETIC = late(r"\d\s?x\s?[\w\s]{0,20}?=\s?$|=\s?$")


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity with what was decided about it."""

    quantity: Quantity
    sentence: Sentence
    field: str
    owner: Owner
    scope: Scope
    precision: Precision | None
    confidence: float
    reason: str = ""
    """Why it cannot be accepted, where that is known."""


def claims(reading: Reading) -> tuple[Claim, ...]:
    out: list[Claim] = []
    set_apart = sorted(tables.covered(reading), reverse=True)
    for sentence in reading.sentences:
        while set_apart and set_apart[-1][1] <= sentence.start:
            set_apart.pop()
        if set_apart and set_apart[-1][0] < sentence.end:
            continue
        if figures := list(_figures(reading, sentence)):
            hedged = modality.hedged(reading.words, sentence.start, sentence.end)
            out.extend(_claim(reading, found, hedged or _open(reading, found)) for found in figures)
        if len(out) >= MOST:
            break
    return tuple(out)


def _figures(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    low = reading.lower
    around = inside(reading.quantities, sentence.start, sentence.end)
    yield from _listed(reading, sentence)
    if not around and not nouns.counts(reading, sentence):
        return
    here = nouns.named(reading, sentence)
    for domain in domains(reading, sentence, here, around):
        if estranged(reading, sentence, domain.quantity, domain.owner):
            continue
        yield Found(
            domain.quantity, sentence, "scale_up_size", domain.owner, domain.scope, None, domain.owner.confidence - 0.05
        )
    in_order = series.assigned(reading, sentence, around)
    for q in around:
        name = properties.field(q, low, around, sentence.start, sentence.end)
        if name is None or name == "scale_up_size" or in_name(reading, q) or of_one_link(low, q):
            continue
        if properties.withdrawn(low, q.start, q.end, sentence.start, sentence.end):
            continue
        whose = in_order.get(q.start) or owner(reading, here, q.start, q.end, sentence)
        if whose is None or not accelerator(whose.product) or estranged(reading, sentence, q, whose):
            continue
        for one in [whose] if q.start in in_order else series.shared(reading, sentence, q, whose):
            yield from _settled(reading, sentence, q, name, one)


SURE_RULES = frozenset(["explicit", "bracket", "adjacent", "counted", "attribute", "other-side", "respectively"])


def estranged(reading: Reading, sentence: Sentence, q: Quantity, whose: Owner) -> bool:
    """Is the figure that of a product that no table knows, named nearer than the one found, or with its name?"""
    named = next((m for m in reading.mentions_in(whose.place, whose.place + 1)), None)
    if named is not None and strangers.longer(reading, named):
        return True
    return whose.rule not in SURE_RULES and (
        strangers.governs(reading, sentence, q.start, whose.place)
        or shifts.turned(reading, sentence, q.start, whose.place)
    )


def _listed(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    """The bare amounts of a price list."""
    for amount, mention in pricelists.figures(reading, sentence):
        whose = Owner(mention.product, "listed", 0.82, mention.start)
        yield Found(amount, sentence, "price_hourly", whose, scope.of_product(mention.product), None, 0.82)


def claimed(reading: Reading, q: Quantity, name: str, whose: Owner) -> Iterator[Claim]:
    """A figure as a claim of the product that it is known to belong to."""
    sentence = reading.sentence_at(q.start)
    hedged = modality.hedged(reading.words, sentence.start, sentence.end)
    for found in _settled(reading, sentence, q, name, whose):
        yield _claim(reading, found, hedged or _open(reading, found))


def _open(reading: Reading, found: Found) -> bool:
    """Does the figure's own part of the sentence leave it open: "would reach", "may have"?"""
    start = max(found.sentence.start, found.quantity.start - 75)
    part = propertywords.HARD.split(reading.lower[start : found.quantity.start])[-1]
    return bool(propertywords.TENTATIVE.search(part))


def of_one_link(low: str, q: Quantity) -> bool:
    """ "8 x 50 GB/s NVLink channels": the rate of one of several links, which is no rate of the chip."""
    return bool(
        q.kind in ("rate", "bitrate")
        and _TIMES.search(low, max(0, q.start - 8), q.start)
        and _LINKS.match(low, q.end, q.end + 30)
    )


_TIMES = late(r"\d\s?x\s?$")
_LINKS = late(r"\s(?:[\w-]{1,14}\s){0,2}(?:links?|channels?|lanes?|ports?)\b")


def in_name(reading: Reading, q: Quantity) -> bool:
    """Is the number a part of a product's name ("MTIA 300, 400 and 450")?"""
    bare = reading.clean[q.start : q.end].isdigit()
    return any(
        m.start <= q.start < m.end and (q.end > m.end or (bare and m.start < q.start))
        for m in reading.mentions_in(q.start - 40, q.end)
    )


def _settled(reading: Reading, sentence: Sentence, q: Quantity, name: str, whose: Owner) -> Iterator[Found]:
    low, confidence = reading.lower, whose.confidence
    if name == "memory_capacity?" and _only_sram(q, whose.product):
        name = "sram"
    if name == "memory_capacity?":
        name = "memory_capacity"
        confidence -= 0.0 if whose.rule in ("adjacent", "bracket", "explicit", "respectively") else 0.08
    if name == "price_token":
        yield Found(q, sentence, name, whose, "chip", None, confidence)
        return
    whose, place = _placed(reading, sentence, q, name, whose)
    reason = ""
    slack = 4.0 if whose.rule in ("explicit", "each") else 1.0
    if not plausible(name, q, place, whose.product, slack):
        moved = _moved(reading, sentence, q, name, whose)
        if moved is None:
            confidence, reason = 0.3, f"no {place} has such a figure"
        else:
            whose, place = moved
            confidence = min(confidence, whose.confidence)
    precisions: list[Precision | None] = [None]
    if name == "peak_compute":
        around = inside(reading.quantities, sentence.start, sentence.end)
        precisions = list(qualifiers.precisions(low, q, around, sentence.start, sentence.end)) or [None]
    for precision in precisions:
        yield Found(q, sentence, name, whose, place, precision, confidence, reason)


_EACH = late(r"[^.;]{0,12}\b(?:each|per|apiece)\b")
_SUMMED = frozenset(("memory_capacity", "peak_compute", "memory_bandwidth", "power"))


def _only_sram(q: Quantity, product: Product) -> bool:
    """A wafer or an LPU carries no memory but its SRAM: gigabytes that nothing names are of that."""
    wafer = product.family == "WSE" or "wse" in product.slug.split("/")[-1].split("-")
    return wafer and to_base(q.value, q.unit)[0] < 1e11


def _placed(reading: Reading, sentence: Sentence, q: Quantity, name: str, whose: Owner) -> tuple[Owner, Scope]:
    """The scope that the words give, and the product of that scope."""
    low = reading.lower
    own_words = scope.inside(low, q.start, q.end) if name == "price_hourly" else None
    if own_words:
        return whose, own_words
    several = nouns.counted(low, whose.place, sentence.start) or _SEVERAL_FOR.search(
        low, max(sentence.start, q.start - 45), q.start
    )
    if name == "price_hourly" and whose.scope is None and several:
        return whose, "server"
    place = whose.scope or scope.scope(low, q.start, q.end, sentence.start, sentence.end, whose.product)
    if place in ("chip", "card") and name in _SUMMED and not _EACH.match(low, q.end, q.end + 20):
        begin = reading.blocks[sentence.block].start
        place = (scope.labelled(low, begin, whose.product) if whose.place < begin else None) or place
    if name == "memory_capacity" and _TIMES.search(low, max(sentence.start, q.start - 8), q.start):
        place = "chip"
    if name in ("process_node", "transistors"):
        place = "card" if scope.of_product(whose.product) == "card" and whose.product.kind == "card" else "chip"
    if place in ("chip", "card") and scope.of_product(whose.product) in ("server", "rack", "pod"):
        whose = part_of(reading, whose, q.start)
    if name in _SUMMED and _ARITHMETIC.search(low[max(sentence.start, q.start - 30) : q.start]):
        return Owner(whose.product, whose.rule, whose.confidence - 0.25, whose.place), "server"
    multiplied = _PAIR.search(low[max(0, whose.place - 6) : whose.place])
    each = re.match(r"[^.;]{0,12}\b(?:each|per)\b", low[q.end : q.end + 20])
    if multiplied and name in ("memory_capacity", "price_hourly") and place in ("chip", "card") and not each:
        place = "server"
    return whose, place


def _moved(reading: Reading, sentence: Sentence, q: Quantity, name: str, whose: Owner) -> tuple[Owner, Scope] | None:
    """A figure too large for a chip is that of the server, rack or pod of the paragraph or the heading, if there is one."""
    low = reading.lower
    above = reading.blocks[max(0, sentence.block - 3)].start
    near = [
        m
        for m in reading.mentions_in(above, sentence.end)
        if m.product.vendor == whose.product.vendor
        and scope.of_product(m.product) in ("server", "rack", "pod")
        and not m.compared
    ]
    if len({m.slug for m in near}) > 1 and not any(sentence.start <= m.start for m in near):
        near = [m for m in near if m.start >= reading.blocks[sentence.block].start]
    for one in sorted(near, key=lambda m: abs(m.start - q.start)):
        place = scope.of_product(one.product)
        if plausible(name, q, place, one.product):
            return Owner(one.product, whose.rule + "-moved", 0.74, one.start), place
    word = scope.container(low, q.start, q.end, sentence.start, sentence.end)
    if word and plausible(name, q, word, whose.product):
        return Owner(whose.product, whose.rule + "-moved", min(whose.confidence, 0.72), whose.place), word
    return None


def _claim(reading: Reading, found: Found, hedged: bool) -> Claim:
    q, low = found.quantity, reading.lower
    status, reason = judged(found.confidence, hedged)
    reason = found.reason or reason
    sentence = found.sentence
    start, end = _quote(reading, found)
    spread = q.op == "range"
    return Claim(
        product=found.owner.product.slug,
        field=found.field,
        printed=q.printed,
        unit=q.unit,
        value=to_base(q.value, q.unit)[0],
        low=to_base(q.low, q.unit)[0] if q.low is not None else None,
        high=to_base(q.high, q.unit)[0] if q.high is not None else None,
        op="range" if spread else q.op,
        precision=found.precision,
        scope=found.scope,
        sparsity=qualifiers.sparsity(low, q.start, q.end, sentence.start, sentence.end)
        if found.field == "peak_compute"
        else "unstated",
        direction=qualifiers.direction(low, q.start, q.end) if found.field == "interconnect_bandwidth" else "unstated",
        asserted=reading.document.published,
        status=status,
        reason=reason,
        evidence=Evidence(
            quote=reading.text[start:end],
            start=start,
            end=end,
            rule=f"spec.{found.owner.rule}",
            confidence=round(max(found.confidence, 0.05), 2),
        ),
    )


def judged(confidence: float, hedged: bool) -> tuple[Status, str]:
    """Status of a fact and, where it is not accepted, the reason in words."""
    if hedged:
        return "rumour", "the text tells it as hearsay or condition"
    if confidence < ACCEPT:
        return "review", UNSURE
    return "accepted", ""


def _quote(reading: Reading, found: Found) -> tuple[int, int]:
    """The figure with its owner where both stand close together, else with some words around it."""
    q, sentence = found.quantity, found.sentence
    start, end = q.start, min(sentence.end, q.end + 30)
    while end < sentence.end and reading.clean[end - 1].isalnum() and reading.clean[end].isalnum():
        end += 1
    if sentence.start <= found.owner.place < q.start and q.start - found.owner.place < 160:
        start = found.owner.place
    elif q.end <= found.owner.place < sentence.end and found.owner.place - q.end < 100:
        end = max(end, min(sentence.end, found.owner.place + 24))
    return trimmed(reading.clean, start, end)
