"""What an examination of the whole installation found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "problem"]
"""A `warning` costs nothing yet; a `problem` keeps something from working."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `mend` says what to do, empty where nothing is."""

    check: str
    level: Level
    told: str
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """`exit_code`: 0, 65 where the database cannot be used, else 1 where there is any problem."""

    exit_code: int
    database: str
    feeds: str
    age_s: float | None
    """Since the end of the last refresh that went well; None where there was none."""
    findings: tuple[Finding, ...]
