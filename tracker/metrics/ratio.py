"""A stated ratio against two absolute values: does it hold?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.model.fact import Relation

Verdict = Literal["holds", "contradicts", "cannot tell"]

_LOWER_IS_BETTER = frozenset(
    ("latency", "cost_per_token", "cost_per_inference", "tco", "power", "price_hourly", "price_token")
)
_EXACT, _ABOUT = 0.10, 0.25
"""Tolerated share: of a ratio as printed ("7x" for 6.6 to 7.7), and of one that says "about"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioCheck:
    verdict: Verdict
    actual: float | None
    """Subject over object; None where a value is missing."""
    why: str


def check_ratio(relation: Relation, subject: float | None, other: float | None) -> RatioCheck:
    """`subject` and `other` are absolute values of the relation's metric, unit and precision; None where unknown.

    Of lower-is-better metrics people state improvements ("3x lower cost"), so there the inverse counts too.
    """
    if subject is None or other is None or subject <= 0 or other <= 0:
        return RatioCheck(verdict="cannot tell", actual=None, why="no absolute value of both")
    actual = subject / other
    bounds = _bounds(relation)
    within = f"{bounds[0]:.3g} to {bounds[1]:.3g}"
    if bounds[0] <= actual <= bounds[1]:
        return RatioCheck(verdict="holds", actual=actual, why=f"{actual:.3g} is within {within}")
    if relation.metric in _LOWER_IS_BETTER and bounds[0] <= 1 / actual <= bounds[1]:
        return RatioCheck(verdict="holds", actual=actual, why=f"as an improvement: {1 / actual:.3g} is within {within}")
    return RatioCheck(verdict="contradicts", actual=actual, why=f"{actual:.3g} is not within {within}")


def _bounds(relation: Relation) -> tuple[float, float]:
    share = _ABOUT if relation.op == "~" else _EXACT
    low = relation.low if relation.op == "range" and relation.low is not None else relation.factor
    high = relation.high if relation.op == "range" and relation.high is not None else relation.factor
    return (
        0.0 if relation.op == "<=" else low * (1 - share),
        float("inf") if relation.op == ">=" else high * (1 + share),
    )
