"""Figures of products: every quantity that is a property and has an owner becomes a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extract import modality, properties, qualifiers, scope
from tracker.extract.layout import trimmed
from tracker.extract.ownership import Owner, accelerator, owner
from tracker.extract.parts import Mention, Quantity, Reading, Sentence, inside
from tracker.model.fact import Claim, Evidence
from tracker.model.words import Precision, Scope, Status
from tracker.units import to_base

MOST = 600
ACCEPT = 0.7
"""Claims below this confidence wait for a person."""

_HOLDS = re.compile(
    r"\b(?:holds?|packs?|combin\w+|unit\w+|join\w*|connect\w*|scal\w+|contain\w*|hous\w+|carr\w+"
    r"|compris\w+|consist\w+|equipped|links?|up to|features?|with|has|have|of|reach\w*|pairs?|fuses?"
    r"|link\w*|per|each|in one|in a|integrat\w+)\b"
)
_PAIR = re.compile(r"(\d{1,2})\s?(?:x|×)\s?$")
_ARITHMETIC = re.compile(r"\d\s?x\s?[\w\s]{0,20}?=\s?$|=\s?$")


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


def claims(reading: Reading) -> tuple[Claim, ...]:
    out: list[Claim] = []
    for sentence in reading.sentences:
        if sentence.kind == "row":
            continue
        hedged = modality.hedged(reading.lower[sentence.start : sentence.end])
        out.extend(_claim(reading, found, hedged) for found in _figures(reading, sentence))
        if len(out) >= MOST:
            break
    return tuple(out)


def _figures(reading: Reading, sentence: Sentence) -> Iterator[Found]:
    low = reading.lower
    series = respectively(reading, sentence)
    for q in inside(reading.quantities, sentence.start, sentence.end):
        name = properties.field(q, low, sentence.start, sentence.end)
        if name is None or properties.withdrawn(low, q.start, sentence.start):
            continue
        whose = series.get(q.start) or owner(reading, q.start, q.end, sentence)
        if whose is None or not accelerator(whose.product):
            continue
        yield from _settled(reading, sentence, q, name, whose)


def _settled(reading: Reading, sentence: Sentence, q: Quantity, name: str, whose: Owner) -> Iterator[Found]:
    low, confidence = reading.lower, whose.confidence
    if name == "memory_capacity?":
        name = "memory_capacity"
        confidence -= 0.0 if whose.rule in ("adjacent", "bracket", "explicit") else 0.08
    if name == "price_token":
        yield Found(q, sentence, name, whose, "chip", None, confidence)
        return
    if name == "scale_up_size":
        place = _domain(reading, sentence, q, whose)
        if place is not None:
            whose = held_by(reading, whose, place)
            yield Found(q, sentence, name, whose, place, None, confidence - 0.05)
        return
    place = scope.scope(low, q.start, q.end, sentence.start, sentence.end, whose.product)
    if place == "chip" and scope.of_product(whose.product) in ("server", "rack", "pod"):
        whose = part_of(reading, whose, q.start)
    elif place in ("server", "rack", "pod"):
        whose = held_by(reading, whose, place)
    if name in ("memory_capacity", "peak_compute", "memory_bandwidth") and _ARITHMETIC.search(
        low[max(sentence.start, q.start - 30) : q.start]
    ):
        place, confidence = "server", confidence - 0.25
    multiplied = _PAIR.search(low[max(0, whose.place - 6) : whose.place])
    if (
        multiplied
        and name in ("memory_capacity", "price_hourly")
        and place == "chip"
        and not re.match(r"[^.;]{0,12}\b(?:each|per)\b", low[q.end : q.end + 20])
    ):
        place = "server"
    if not plausible(name, q, place):
        return
    precisions: list[Precision | None] = [None]
    if name == "peak_compute":
        precisions = list(qualifiers.precisions(low, q.start, q.end, sentence.start, sentence.end)) or [None]
    for precision in precisions:
        yield Found(q, sentence, name, whose, place, precision, confidence)


def _domain(reading: Reading, sentence: Sentence, q: Quantity, whose: Owner) -> Scope | None:
    """Where a count of chips is the size of a scale-up domain; None for fleets, orders and clusters."""
    low = reading.lower
    if q.value < 2 or q.value != int(q.value) or (q.low is None and q.value > 200_000):
        return None
    own = scope.of_product(whose.product)
    window = low[max(sentence.start, q.start - 60) : min(sentence.end, q.end + 40)]
    place = scope.container(low, q.start, q.end, sentence.start, sentence.end)
    if re.search(
        (
            r"\b(?:clusters?|fleet|order\w*|data cent(?:er|re)s?|gigawatts?|megawatts?|purchas\w+|bought"
            r"|deploy\w*|trained)\b"
        ),
        window,
    ) and not (place == "pod" and "pod" in window):
        return None
    if own in ("server", "rack", "pod"):
        return own if q.value <= 20_000 and _HOLDS.search(window) else None
    if place is None or not _HOLDS.search(window) or (place in ("server", "rack") and q.value > 1024):
        return None
    return place


def part_of(reading: Reading, whose: Owner, place: int) -> Owner:
    """The chip inside a rack that a per-chip figure belongs to, where the text or the name table names it."""
    product = whose.product
    near = [
        m
        for m in reading.mentions
        if m.product.vendor == product.vendor
        and m.slug != product.slug
        and scope.of_product(m.product) in ("chip", "card")
    ]
    part = [m for m in near if any(p.whole == product.slug for p in m.product.part_of)]
    chosen = _closest(part or near, place)
    return Owner(chosen.product, whose.rule, whose.confidence - 0.05, chosen.start) if chosen else whose


def held_by(reading: Reading, whose: Owner, place: Scope) -> Owner:
    """The one rack, server or pod of that vendor in the text: what "each rack delivers" is said of."""
    if scope.of_product(whose.product) not in ("chip", "card"):
        return whose
    holders = {
        m.slug: m
        for m in reading.mentions
        if m.product.vendor == whose.product.vendor and scope.of_product(m.product) == place and not m.compared
    }
    if len(holders) != 1:
        return whose
    (holder,) = holders.values()
    return Owner(holder.product, whose.rule, whose.confidence - 0.04, whose.place)


def _closest(mentions: list[Mention], place: int) -> Mention | None:
    return min(mentions, key=lambda m: (abs(m.start - place), m.start)) if mentions else None


_LIMITS = {
    ("memory_capacity", "chip"): (1e9, 4.1e12),
    ("memory_bandwidth", "chip"): (2e10, 3e17),
    ("peak_compute", "chip"): (1e12, 4e17),
    ("power", "chip"): (15.0, 30_000.0),
    ("sram", "chip"): (1e6, 1e12),
    ("interconnect_bandwidth", "chip"): (1e9, 3e17),
    ("price_hourly", "chip"): (0.02, 150.0),
}


def plausible(name: str, q: Quantity, place: Scope) -> bool:
    """False for a figure that no product of that scope can have: a slip of the text or of ours."""
    low, high = _LIMITS.get((name, "chip" if place in ("chip", "card") else place), (0.0, float("inf")))
    return low <= to_base(q.value, q.unit)[0] <= high


_RESPECTIVELY = re.compile(r"\brespectively\b|\bjeweils\b|\brespectivement\b")


def respectively(reading: Reading, sentence: Sentence) -> dict[int, Owner]:
    """ "A and B have 128 GB and 144 GB, respectively": the n-th figure of a kind is the n-th product's."""
    low = reading.lower
    if not _RESPECTIVELY.search(low, sentence.start, sentence.end):
        return {}
    names = [m for m in reading.mentions_in(sentence.start, sentence.end) if accelerator(m.product) and not m.compared]
    unique = list({m.slug: m for m in names}.values())
    out: dict[int, Owner] = {}
    by_kind: dict[str, list[Quantity]] = {}
    for q in inside(reading.quantities, sentence.start, sentence.end):
        by_kind.setdefault(q.kind, []).append(q)
    for group in by_kind.values():
        if len(group) == len(unique) > 1:
            out |= {q.start: Owner(m.product, "respectively", 0.9, m.start) for q, m in zip(group, unique, strict=True)}
    return out


def _claim(reading: Reading, found: Found, hedged: bool) -> Claim:
    q, low = found.quantity, reading.lower
    status, reason = judged(found.confidence, hedged)
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
        return "review", "it is not certain whose figure this is"
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
