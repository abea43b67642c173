"""Values of rows in words that fit a table's cell."""

from __future__ import annotations

from datetime import date

from tracker.model.market import CostRow, PriceRow, TokenPriceRow
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


def doubt(row: SpecRow) -> str:
    """What speaks against a reading: sources that disagree, a source that nobody stands behind."""
    return ", ".join(
        word for word in ("disputed" if row.disputed else "", row.tier if row.tier in WEAK_TIERS else "") if word
    )


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


def chance(value: float | None) -> str:
    """A share in whole per cent: "62 %", "<1 %"."""
    return "" if value is None else "<1 %" if value < 0.005 else f"{value * 100:.0f} %"


def offers(row: CostRow) -> str:
    """How many offers a price is the lowest of, and how far they lie apart."""
    if not row.n_offers:
        return ""
    if row.n_offers == 1:
        return "1 only"
    return f"{row.n_offers}: {usd(row.usd_per_hour_low)}-{usd(row.usd_per_hour_high)}"


def seller(row: CostRow) -> str:
    """Whose price it is, and where; of owned hardware, who is taken to own it."""
    owner = f"({row.sku})" if row.term == "owned" and row.sku and row.offer_id else ""
    return " ".join(word for word in (row.provider, row.region, owner) if word)


def of_link(row: LinkRow) -> str:
    return " ".join((row.subject, row.predicate.replace("_", " "), row.object))


def money(value: float | None) -> str:
    return "" if value is None else usd(value)


def moved(change: float | None) -> str:
    """By how much a price moved: "-12 %"; from a tenth of a per cent on."""
    if change is None or abs(change) < 0.0005:
        return ""
    return f"{change * 100:+.0f} %" if abs(change) >= 0.01 else f"{change * 100:+.1f} %"


def percent(value: float | None) -> str:
    """A share that may be below 0, in whole per cent."""
    return "" if value is None else f"{value * 100:.0f} %"


def percents(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{low * 100:.0f} to {high * 100:.0f} %"


def flag(row: PriceRow | TokenPriceRow) -> str:
    """Why a price may not rank; nothing where it is sound."""
    if row.quality == "ok":
        return row.reason
    if isinstance(row, TokenPriceRow) and row.quality == "zero":
        free = "free" in (row.tier, row.endpoint.rpartition(":")[2], row.model_slug.rpartition(":")[2])
        return "free tier" if free else f"zero: {row.reason}"
    return f"{row.quality.replace('_', ' ')}: {row.reason}" if row.reason else row.quality
