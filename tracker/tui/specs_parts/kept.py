"""What is asked of Specs, as a session remembers it and as a file tells it."""

from __future__ import annotations

from typing import Any

from tracker.model.shown import Diff
from tracker.tui.remembered import Told
from tracker.tui.specs_parts.asking import Divisor, divisors
from tracker.views.comparison import MOST, Asked


def remembered(asked: Asked) -> dict[str, Any]:
    return {
        "chosen": list(asked.products), "baseline": asked.baseline, "roadmap": asked.roadmap,
        "per": Divisor(asked.per, asked.basis).key,
    }  # fmt: skip


def recalled(told: Told, usual: tuple[str, ...]) -> Asked:
    """Names that the database does not know drop out when it is read."""
    key = told.text("per")
    divided = Divisor.of(key if key in [one.value for one in divisors()] else "")
    chosen = tuple(told.texts("chosen")[:MOST]) or usual
    baseline = told.text("baseline") if told.text("baseline") in chosen else ""
    return Asked(chosen, baseline, divided.per, divided.basis, roadmap=told.flag("roadmap"))


def in_words(diff: Diff | None, asked: Asked) -> str:
    """`against AWS Trainium3, per watt`."""
    known = diff.products if diff is not None else ()
    against = f"against {known[diff.baseline].full_name}" if diff is not None and known else ""
    return ", ".join(part for part in (against, f"per {asked.per}" if asked.per else "") if part)
