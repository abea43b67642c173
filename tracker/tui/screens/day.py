"""The day to go back to: one of those that people ask for, or any that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.tui import day
from tracker.tui.screens.choice import Chooser, Option

TODAY = "today"


class DayChooser(Chooser):
    """`today` is the clock's, `shown` the day that is shown."""

    HINT = "or type 2026-03, 30 days ago"

    def __init__(self, today: date, shown: date | None) -> None:
        super().__init__("Which day?", _usual(today, shown))
        self.today = today
        self.wrong = ""

    def found(self, typed: str) -> Sequence[Option]:
        self.wrong = ""
        if not typed.strip():
            return self.options
        try:
            there = day.read(typed, self.today)
        except ValueError as error:
            named = [option for option in self.options if typed.strip().lower() in option.label.lower()]
            self.wrong = "" if named else str(error)
            return named
        return [Option(there.isoformat() if there else TODAY, f"As of {there}" if there else "Today")]

    def room(self) -> int:
        """A day that is typed is none of the others, and alone."""
        return max(len(self.shown), 1)

    def counted(self, options: Sequence[Option]) -> str:
        return ""

    def problem(self, options: Sequence[Option]) -> str:
        return self.wrong


def _usual(today: date, shown: date | None) -> list[Option]:
    month = today.replace(day=1) - timedelta(days=1)
    named = {
        "Yesterday": today - timedelta(days=1), "A week ago": today - timedelta(days=7),
        "30 days ago": today - timedelta(days=30), "End of last month": month,
        "A year ago": today - timedelta(days=365), "End of last year": date(today.year - 1, 12, 31),
    }  # fmt: skip
    present = [Option(TODAY, "Today", "known now")] if shown else []
    return [*present, *(Option(there.isoformat(), words, there.isoformat()) for words, there in named.items())]
