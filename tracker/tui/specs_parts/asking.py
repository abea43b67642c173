"""What the Specs screen asks its reader: what to divide by, and since which day changes count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tracker.clock import now_text, today
from tracker.model.comparison import Per
from tracker.model.words import TERMS
from tracker.tui.screens.choice import Option

_DAYS = 30
"""How far back the list of changes begins where nobody was here before."""


@dataclass(frozen=True, slots=True)
class Divisor:
    """What figures are divided by; `basis` is the price basis, for dollars."""

    per: Per = ""
    basis: str = "on_demand"

    @property
    def key(self) -> str:
        return f"{self.per}/{self.basis}" if self.per == "dollar" else self.per

    @staticmethod
    def of(key: str) -> Divisor:
        per, _, basis = key.partition("/")
        return Divisor(per, basis or "on_demand")  # type: ignore[arg-type]


def divisors() -> list[Option]:
    """The choices, what most ask for first."""
    out = [
        Option("", "as stated", "the sources' figures", "none undivided"),
        Option("watt", "per watt", "of the stated power", "power energy"),
        Option("chip", "per chip", "systems by their chips", "accelerator"),
        Option("rack", "per rack", "chips times their count", "system"),
    ]
    for term in TERMS:
        basis = term.replace("_", " ")
        out.append(Option(f"dollar/{term}", f"per $/h, {basis}", "lowest sound price", "dollar price cost usd hour"))
    return out


def default_day(database: Path, as_of: str | None) -> tuple[str, str]:
    """Since when changes count where no day is typed, ISO, and why: the last visit, else thirty days before."""
    from tracker.tui.timeline_parts.marks import marks_of

    until = as_of or today()
    visit = marks_of(database, now_text()).last_visit[:10]
    if visit and visit < until:
        return visit, "your last visit"
    return (date.fromisoformat(until) - timedelta(days=_DAYS)).isoformat(), f"{_DAYS} days before"
