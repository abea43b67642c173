"""Where a claim lies against an interval of ours, and how a person would say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.against import Span
from tracker.model.rows import RelationRow
from tracker.units import digits

WITHIN, ABOVE, BELOW, NONE = "within our interval", "above our interval", "below our interval", "cannot be computed"
UNSURE = "cannot tell"
"""Within an interval that is too wide to say anything."""
_LOWER = frozenset(("latency", "cost_per_token", "cost_per_inference", "tco", "power", "price_hourly", "price_token"))
"""Metrics of which less is better."""
WIDE = 4.0
"""P90 over P10 from which an interval holds nearly any claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLoad:
    """Subject over object under one load. Figures are None where `reason` says why."""

    workload: str
    model: str
    isl: int
    osl: int
    cached_fraction: float
    floor_tok_s_user: float
    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    subject_value: float | None = None
    object_value: float | None = None
    how: str = ""
    """What both figures rest on: basis, precision, layout, price, power."""
    price_basis: str = ""
    verdict: str = ""
    """Where the claim lies here; empty where nothing is computed."""
    only: str = ""
    """The product that alone has a figure here."""
    reason: str = ""


def claimed(row: RelationRow) -> tuple[float, float]:
    """What counts as the stated ratio, as in `relations`: a tenth on either side, a quarter for "about"; of a limit the limit."""
    least, most = row.low or row.factor, row.high or row.factor
    slack = 0.25 if row.op == "~" else 0.1
    return (1 - slack) * least, float("inf") if row.op == ">=" else (1 + slack) * most


def place(claim: tuple[float, float], p10: float, p90: float) -> str:
    least, most = claim
    if least > p90 or most < p10:
        return ABOVE if least > p90 else BELOW
    return UNSURE if p90 / p10 >= WIDE else WITHIN


def reading(row: RelationRow, verdict: str, claim: tuple[float, float], ours: Span, others: Sequence[AtLoad]) -> str:
    """The verdict as a person would say it."""
    we = "the printed figures give" if ours.p10 == ours.p90 else "we compute"
    more = "more" if (ours.p50 < claim[0]) != (row.metric in _LOWER) else "less"
    if verdict == UNSURE:
        words = f"our interval is {digits(ours.p90 / ours.p10, 2)}-fold wide and holds nearly any claim"
    elif verdict != WITHIN:
        words = f"promises {more} than {we}"
    elif claim[0] <= ours.p50 <= claim[1]:
        words = f"as much as {we}"
    else:
        words = f"possible, though {more} than the middle of what {we}"
    if row.op == "<=":
        words += "; stated as a limit"
    told = [(one, one.verdict) for one in others if one.verdict]
    for where in (WITHIN, ABOVE, BELOW, UNSURE):
        if there := [load_name(one) for one, found in told if found == where != verdict]:
            words += f"; {where} at {', '.join(there)}"
    if told and all(found == verdict for _, found in told):
        words += f"; the same at {len(told)} other loads"
    for name in sorted({one.only for one in others if one.only}):
        alone = [load_name(one) for one in others if one.only == name]
        words += f"; only {name} can serve {', '.join(alone)}, where there is no ratio"
    return words


def load_name(at: AtLoad) -> str:
    """A load in a few words: its workload and the speed that a user must get."""
    floor = f"{digits(at.floor_tok_s_user)} tok/s/user" if at.floor_tok_s_user else "any speed"
    return f"{at.workload} ({floor})"
