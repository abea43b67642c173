"""Two readings of one text made one: what both read is trusted more, what they read differently waits for a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tracker.model.document import Facts
from tracker.model.fact import LIKELY, Claim, Event, Evidence, Relation
from tracker.model.fields import FIELDS
from tracker.model.reader import Merged, Read
from tracker.units import show

TOLERANCE = 0.02
"""Values that differ by less are the same reading, as in the labelling rules."""
ACCEPT = 0.7
"""What both readers found is worth at least this confidence."""
DISPUTED = LIKELY - 0.05
"""The most that is believed of what they read differently."""
_SUFFIX = "+model"
_ONE_PACKAGE = {"chip", "card", "die"}
_SPEED = {"throughput", "performance"}
_COST = {"cost_per_token", "cost_per_inference", "tco"}

F = TypeVar("F", Claim, Event, Relation)


@dataclass(slots=True)
class _Count:
    confirmed: int = 0
    disputed: int = 0
    added: int = 0


def merge(rules: Facts, read: Read, model: str) -> Merged:
    """`rules` with the model's facts beside them. Facts of the rules that the model says nothing about stay as they are.

    Agreement raises confidence and accepts what was in review; contradiction puts both in review; what only the model
    read is added for review. Rumours stay rumours. Events of a text that neither calls an announcement stay in review.
    """
    other, count = read.facts, _Count()
    trusted = rules.is_announcement or other.is_announcement
    claims = _joined(rules.claims, other.claims, _same_claim, _other_claim, _told_claim, model, count)
    events = _joined(rules.events, other.events, _same_event, _other_event, _told_event, model, count, accept=trusted)
    relations = _joined(rules.relations, other.relations, _same_ratio, _other_ratio, _told_ratio, model, count)
    announces = rules.is_announcement or (other.is_announcement and any(e.status == "accepted" for e in events))
    facts = replace(rules, claims=claims, events=events, relations=relations, is_announcement=announces)
    return Merged(facts=facts, confirmed=count.confirmed, disputed=count.disputed, added=count.added)


def _joined(
    ours: Sequence[F],
    theirs: Sequence[F],
    same: Callable[[F, F], bool],
    against: Callable[[F, F], bool],
    told: Callable[[F], str],
    model: str,
    count: _Count,
    accept: bool = True,
) -> tuple[F, ...]:
    lone = [t for t in theirs if not any(same(o, t) for o in ours)]
    shared = [any(same(o, t) for t in theirs) for o in ours]
    open_ones = [o for o, both in zip(ours, shared, strict=True) if not both]
    out: list[F] = []
    for fact, both in zip(ours, shared, strict=True):
        if both:
            count.confirmed += 1
            out.append(_confirmed(fact, accept))
        elif rival := next((t for t in lone if against(fact, t)), None):
            count.disputed += 1
            out.append(_doubted(fact, f"the language model {model} reads {told(rival)}"))
        else:
            out.append(fact)
    for fact in lone:
        rival = next((o for o in open_ones if against(o, fact)), None)
        why = f"the rules read {told(rival)}" if rival else f"only the language model {model} reads this"
        count.added += 1
        out.append(replace(fact, status="review", reason=why))
    return tuple(out)


def _confirmed(fact: F, accept: bool) -> F:
    e = fact.evidence
    raised = round(1 - (1 - e.confidence) / 2, 2)
    if fact.status == "review" and accept:
        proof = _marked(e, max(raised, ACCEPT))
        return replace(fact, status="accepted", reason="", evidence=proof)
    return replace(fact, evidence=_marked(e, raised))


def _marked(e: Evidence, confidence: float) -> Evidence:
    return replace(e, rule=e.rule + _SUFFIX, confidence=confidence)


def _doubted(fact: F, reason: str) -> F:
    """What two readers read differently is not told as likely either."""
    if fact.status not in ("accepted", "review"):
        return fact
    evidence = replace(fact.evidence, confidence=min(fact.evidence.confidence, DISPUTED))
    return replace(fact, status="review", reason=reason, evidence=evidence)


def _near(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def _either(one: object, other: object) -> bool:
    """Equal, or one of them not stated."""
    return one is None or other is None or one == other


def _same_scope(a: Claim, b: Claim) -> bool:
    return a.scope == b.scope or {a.scope, b.scope} <= _ONE_PACKAGE


def _same_value(a: Claim | Relation, b: Claim | Relation) -> bool:
    values = [(x.value if isinstance(x, Claim) else x.factor, x.low, x.high) for x in (a, b)]
    return any(_near(one, other) for one in values[0] for other in values[1])


def _same_claim(a: Claim, b: Claim) -> bool:
    return _same_question(a, b) and _same_value(a, b)


def _same_question(a: Claim, b: Claim) -> bool:
    return (a.product, a.field) == (b.product, b.field) and _either(a.precision, b.precision) and _same_scope(a, b)


def _other_claim(a: Claim, b: Claim) -> bool:
    """Another value for the same question, or the same printed figure for another."""
    if _same_question(a, b):
        return not _same_value(a, b)
    return _overlap(a.evidence, b.evidence) and FIELDS[a.field].base == FIELDS[b.field].base and _same_value(a, b)


def _same_event(a: Event, b: Event) -> bool:
    return (a.product, a.type) == (b.product, b.type) and (not a.period or not b.period or a.period.overlaps(b.period))


def _other_event(a: Event, b: Event) -> bool:
    return (a.product, a.type) == (b.product, b.type) and not _same_event(a, b)


def _same_ratio(a: Relation, b: Relation) -> bool:
    return _same_pair(a, b) and _same_value(a, b)


def _same_pair(a: Relation, b: Relation) -> bool:
    """A comparison with something that the text leaves open may be the one with what it names."""
    objects = a.object == b.object or not a.object or not b.object
    return a.subject == b.subject and objects and _measure(a) == _measure(b) and _either(a.precision, b.precision)


def _other_ratio(a: Relation, b: Relation) -> bool:
    return _same_pair(a, b) and bool(a.object) and a.object == b.object and not _same_value(a, b)


def _measure(r: Relation) -> str:
    return "speed" if r.metric in _SPEED else "cost" if r.metric in _COST else r.metric


def _overlap(a: Evidence, b: Evidence) -> bool:
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return False
    return a.start < b.end and b.start < a.end


def _told_claim(c: Claim) -> str:
    return f"{c.product} {c.field} {show(c.value, FIELDS[c.field].base)} ({c.scope})"


def _told_event(e: Event) -> str:
    return f"{e.product} {e.type} {e.period or 'undated'}"


def _told_ratio(r: Relation) -> str:
    return f"{r.subject} {r.factor:g}x {r.object or r.object_text} on {r.metric}"
