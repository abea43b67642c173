"""Values of rows in words that fit a table's cell."""

from __future__ import annotations

from datetime import date

from tracker.model.market import CostRow
from tracker.model.period import Period
from tracker.model.rows import ClaimRow, LinkRow, RelationRow, SpecRow, TimelineRow
from tracker.model.words import WEAK_TIERS
from tracker.units import binary, digits, show, usd

_OPS = {">=": "≥ ", "<=": "≤ ", "~": "~ "}
MARKS = (
    ("≥ ", "≥ at least, as its source says"),
    ("≤ ", "≤ at most, as its source says"),
    ("^(\\* )?~ ", "~ about, as its source says"),
)
"""(pattern, meaning) of the operators in `figure`."""


def when(row: TimelineRow) -> str:
    """The date as finely as it was stated; in brackets the day of the first report where none was."""
    if row.precision == "reported":
        return f"({row.date})"
    return partial(row.date, row.date_end, row.precision)


def partial(start: str | None, end: str | None, precision: str) -> str:
    """An interval as the partial date it came from: "2026-H2"."""
    if not start or not end:
        return ""
    return str(Period(date.fromisoformat(start), date.fromisoformat(end), precision))  # type: ignore[arg-type]


def minute(moment: str | None) -> str:
    """A stored time to the minute, as long as it matters: "2026-11-25 12:00"."""
    return (moment or "")[:16].replace("T", " ")


def sureness(certainty: str) -> str:
    return "" if certainty == "stated" else certainty


def figure(row: SpecRow | ClaimRow) -> str:
    """The value in people's units with its operator, "144 GiB (154.6 GB)" where it is printed so; a text field as printed."""
    if row.op == "range" and row.low is not None and row.high is not None:
        text = f"{show(row.low, row.unit)} – {show(row.high, row.unit)}"
    elif row.value is not None:
        people = show(row.value, row.unit)
        text = _OPS.get(row.op, "") + (
            f"{row.printed} {row.printed_unit} ({people})" if binary(row.printed_unit) else people
        )
    else:
        return row.printed
    return text.replace("FLOPS", "OPS") if row.precision.startswith("int") else text


def qualifiers(row: SpecRow | ClaimRow) -> str:
    """All that narrows a figure: "fp8 dense chip SXM"."""
    words = [row.precision]
    words += [word.replace("_", " ") for word in (row.sparsity, row.direction) if word != "unstated"]
    words += [row.scope, row.variant]
    return " ".join(word for word in words if word)


def factor(row: RelationRow) -> str:
    if row.op == "range" and row.low is not None and row.high is not None:
        return f"{digits(row.low)}–{digits(row.high)}x"
    return f"{_OPS.get(row.op, '')}{digits(row.factor)}x"


def optional(value: float | None) -> str:
    return "" if value is None else digits(value)


def ranks(row: CostRow) -> str:
    """A rank with those it may swap with: "2 (1-4)"."""
    if row.rank is None:
        return "-"
    tied = row.tied_from is not None and row.tied_from != row.tied_to
    return f"{row.rank} ({row.tied_from}-{row.tied_to})" if tied else str(row.rank)


def interval(row: CostRow) -> str:
    return "" if row.usd_per_mtok_p10 is None else f"{usd(row.usd_per_mtok_p10)}-{usd(row.usd_per_mtok_p90)}"


def how(row: CostRow) -> str:
    """What the figure rests on; never silent about figures that are only announced, weakly supported or out of date."""
    weak = f"! {row.weakest_tier}" if row.weakest_tier in WEAK_TIERS else ""
    marks = [row.basis, "! announced" if row.announced_only else "", weak, "stale" if row.stale else ""]
    return ", ".join(mark for mark in marks if mark)


def of_link(row: LinkRow) -> str:
    return " ".join((row.subject, row.predicate.replace("_", " "), row.object))


def money(value: float | None) -> str:
    return "" if value is None else usd(value)
