"""What tells how surely a ratio was read: its rule, its place, and what the learned reading makes of it. Named numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from tracker.extract.claim_signs import odds
from tracker.extract.judgement import Judgement
from tracker.extract.parts import Reading
from tracker.extract.surroundings import Signs, Surroundings
from tracker.extract.surroundings import signs as surrounding
from tracker.model.fact import Relation
from tracker.model.words import Metric

_ALIKE: tuple[frozenset[Metric], ...] = (
    frozenset(("throughput", "performance")),
    frozenset(("cost_per_token", "cost_per_inference", "tco")),
)
"""Metrics that texts do not keep apart."""
_AROUND = ("names", "here", "nameless", "names in all", "distrust")
_LEAST, _MOST_ODDS = 1e-4, 5.0


def signs(reading: Reading, about: Surroundings, relation: Relation, judgement: Judgement | None) -> Signs:
    """Few, as few ratios are labelled: values about 0 to 1, but for the odds of the rule."""
    around = surrounding(reading, about, relation.subject, reading.sentence_at(relation.evidence.start or 0))
    out: Signs = {name: around.get(name, 0.0) for name in _AROUND}
    out["stated"] = odds(relation.evidence.confidence)
    rule, _, link = relation.evidence.rule.removeprefix("ratio.").partition(".")
    out[f"link:{link}"] = out[f"rule:{rule.removesuffix('-first')}"] = 1.0
    out["open"] = float(relation.object is None)
    out["pointed"] = float(relation.object is None and relation.object_text != "unspecified")
    if judgement:
        _read(relation, judgement, out)
    return out


def _read(relation: Relation, judgement: Judgement, out: Signs) -> None:
    """Whether the multiple compares accelerators at all, and how likely on this metric."""
    read = list(_multiples(relation, judgement))
    if not read:
        out["unread"] = 1.0
        return
    best = min(read, key=lambda chances: chances[""])
    none = math.exp(best[""])
    named = sum(math.exp(best[m]) for m in _alike(relation.metric))
    out["read ratio"] = _bounded(math.log(max(_LEAST, 1 - none) / max(_LEAST, none)))
    out["read metric"] = _bounded(math.log(max(_LEAST, named / max(_LEAST, 1 - none))))


def _multiples(relation: Relation, judgement: Judgement) -> Iterator[Mapping[str, float]]:
    """Of the multiples in the quote those that may have its value."""
    start, end = relation.evidence.start or 0, relation.evidence.end or 0
    for multiple in judgement.multiples:
        if start <= multiple.start < end and multiple.start in judgement.ratios and multiple.may_mean(relation.factor):
            yield judgement.ratios[multiple.start]


def _alike(metric: Metric) -> frozenset[Metric]:
    return next((group for group in _ALIKE if metric in group), frozenset((metric,)))


def _bounded(odds: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds)) / _MOST_ODDS
