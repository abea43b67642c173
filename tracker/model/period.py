"""Dates as people state them: an interval, how finely it was stated, and the words used."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from tracker.model.words import DatePrecision

_PARTIAL = re.compile(r"(\d{4})(?:-(?:(H[12])|(Q[1-4])|(\d\d)(?:-(\d\d))?))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed interval of days. `2026-H2` is 2026-07-01..2026-12-31 with precision "half"."""

    start: date
    end: date
    precision: DatePrecision
    words: str = ""

    @classmethod
    def parse(cls, text: str, words: str = "") -> Period:
        """Read a partial date: YYYY, YYYY-H1, YYYY-Q3, YYYY-MM or YYYY-MM-DD. Raises ValueError on anything else."""
        found = _PARTIAL.fullmatch(text.strip())
        if not found:
            raise ValueError(f"{text!r} is not a date such as 2026, 2026-H2, 2026-Q3, 2026-07 or 2026-07-15")
        year, half, quarter, month, day = found.groups()
        y = int(year)
        if half:
            first = 1 if half == "H1" else 7
            return cls(date(y, first, 1), _month_end(y, first + 5), "half", words)
        if quarter:
            first = 3 * int(quarter[1]) - 2
            return cls(date(y, first, 1), _month_end(y, first + 2), "quarter", words)
        if day:
            one = date(y, int(month), int(day))
            return cls(one, one, "day", words)
        if month:
            return cls(date(y, int(month), 1), _month_end(y, int(month)), "month", words)
        return cls(date(y, 1, 1), date(y, 12, 31), "year", words)

    def __str__(self) -> str:
        """The partial date again: `str(Period.parse(x)) == x`."""
        y, m = self.start.year, self.start.month
        match self.precision:
            case "year":
                return f"{y:04}"
            case "half":
                return f"{y:04}-H{1 if m < 7 else 2}"
            case "quarter":
                return f"{y:04}-Q{(m + 2) // 3}"
            case "month":
                return f"{y:04}-{m:02}"
            case _:
                return self.start.isoformat()

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
