"""What the keys of the timeline offer to choose from, and what a choice writes into the filter line."""

from __future__ import annotations

from datetime import date

from tracker.charts.kinds import glyph
from tracker.model.words import EVENT_TYPES
from tracker.tui.glyphs import glyph_set, mark
from tracker.tui.screens.choice import Option
from tracker.tui.timeline_parts.asked import value_of, with_word
from tracker.units import counted
from tracker.views.products import vendors
from tracker.views.session import Session


def vendor_choice(session: Session) -> list[Option]:
    found = [Option(v.vendor_slug, v.vendor, counted(v.n_events, "event")) for v in vendors(session) if v.n_events]
    return [Option("", "All vendors"), *found]


def type_choice() -> list[Option]:
    return [Option("", "All types"), *(Option(t, f"{glyph(t, glyph_set())} {t}") for t in EVENT_TYPES)]


def certainty_choice() -> list[Option]:
    kinds = ("stated", "expected", "rumoured", "likely")
    return [Option("", "However sure"), *(Option(kind, f"{mark(kind)} {kind}") for kind in kinds)]


def days_choice(today: date) -> list[Option]:
    """Spans as people name them; the value is what the line says."""
    year, quarter = today.year, (today.month - 1) // 3 + 1
    before = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    month = (year, today.month - 1) if today.month > 1 else (year - 1, 12)
    return [
        Option("", "All days"),
        Option("since:7d until:today", "The last seven days"),
        Option("since:30d until:today", "The last thirty days"),
        Option(f"on:{year}-{today.month:02}", "This month"),
        Option(f"on:{month[0]}-{month[1]:02}", "The month before"),
        Option(f"on:{year}-Q{quarter}", "This quarter"),
        Option(f"on:{before[0]}-Q{before[1]}", "The quarter before"),
        Option(f"on:{year}", "This year"),
        Option(f"on:{year - 1}", "The year before"),
        Option("since:tomorrow", "What is still to come"),
    ]


def present(line: str, key: str) -> str:
    """The option that the line stands for now."""
    if key != "days":
        return value_of(line, key)
    return " ".join(word for word in line.split() if word.lower().split(":")[0] in ("since", "until", "on"))


def taken(line: str, key: str, value: str) -> str:
    """The line after a choice."""
    if key != "days":
        return with_word(line, key, value)
    for name in ("since", "until", "on"):
        line = with_word(line, name, "")
    return f"{line} {value}".strip()
