"""Announced products that cannot be had yet: which they are, what is assumed of them, and an assumed price of their hour."""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.metrics.hardware import peak
from tracker.metrics.stack import Stack
from tracker.model.performance import Accelerator, RankingRow
from tracker.model.period import Period
from tracker.model.price import Offer
from tracker.model.query import TimelineFilter
from tracker.model.rows import SpecRow, TimelineRow
from tracker.model.scenario import Announcement
from tracker.store import inputs, read_timeline
from tracker.store.reader import Reader

ASSUMED = "assumed"
BASIS = "announced"
"""The basis of every figure that rests on announced claims alone."""
_FORGOTTEN = timedelta(days=730)
"""An announcement that nothing followed for so long is history: hardware comes within two years of its announcement."""
_FEWEST_PRICES = 5
_Z90 = 1.2815515655446004
_MOST_EVENTS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """Price of an accelerator hour over memory bandwidth: ln(USD/h) = at + slope * ln(byte/s), from what has a price."""

    at: float
    slope: float
    deviation: float
    """Standard deviation of ln(USD/h) around the line."""
    middle: float
    """Mean and sum of squared distances of ln(byte/s)."""
    squares: float
    points: int

    def price(self, bytes_per_s: float) -> tuple[float, float]:
        """USD/h, and the standard deviation of its logarithm; it grows with the distance from what has a price."""
        x = math.log(bytes_per_s)
        away = 1 + 1 / self.points + (x - self.middle) ** 2 / self.squares
        return math.exp(self.at + self.slope * x), self.deviation * math.sqrt(away)

    def __str__(self) -> str:
        return f"${math.exp(self.at + self.slope * math.log(1e12)):.3g} x (TB/s)^{self.slope:.2f}"


def on_roadmap(reader: Reader, today: str) -> dict[str, Announcement]:
    """Products announced within two years, or for a day to come, that nothing says anyone has: not available or deployed,
    not stopped, no price, no measured run. Production alone is no hardware in anyone's hands, and a rumour no announcement.
    """
    events: dict[str, list[TimelineRow]] = {}
    for row in read_timeline.page(reader, TimelineFilter(rumours=False), 0, _MOST_EVENTS):
        if row.status == "accepted":
            events.setdefault(row.product_slug, []).append(row)
    had = {offer.product for _, offer in inputs.offers(reader)} | {run.product for run in inputs.measured(reader)}
    since = (date.fromisoformat(today) - _FORGOTTEN).isoformat()
    found = {}
    for slug, rows in events.items():
        stated = {r.type for r in rows if r.certainty == "stated"}
        announced = sorted((r for r in rows if r.type == "announced"), key=lambda r: r.date)
        ahead = sorted((r for r in rows if r.type in ("roadmap", "available")), key=lambda r: r.date)
        fresh = any(r.date_end >= since for r in (*announced, *ahead))
        if fresh and slug not in had and not stated & {"available", "deployed", "discontinued"}:
            found[slug] = Announcement(
                announced=_words(announced[0]) if announced else "", expected=_words(ahead[0]) if ahead else ""
            )
    return found


def _words(row: TimelineRow) -> str:
    if row.precision == "reported":
        return f"reported {row.date}"
    return str(Period(date.fromisoformat(row.date), date.fromisoformat(row.date_end), row.precision))  # type: ignore[arg-type]


def price_line(
    accelerators: Sequence[Accelerator], offers: Sequence[tuple[str, Offer]], basis: str
) -> PriceLine | None:
    """The line through the cheapest sound offer of each accelerator at this price basis; None where too few have one."""
    cheapest: dict[str, float] = {}
    for _, offer in offers:
        if offer.term == basis and offer.quality == "ok" and offer.usd_per_hour > 0:
            price = offer.usd_per_hour / offer.count
            cheapest[offer.product] = min(price, cheapest.get(offer.product, price))
    pairs = [
        (math.log(acc.memory_bytes_per_s), math.log(cheapest[acc.slug]))
        for acc in accelerators
        if acc.slug in cheapest and acc.memory_bytes_per_s and not acc.sram_machine
    ]
    if len(pairs) < _FEWEST_PRICES:
        return None
    xs, ys = zip(*pairs, strict=True)
    middle = statistics.fmean(xs)
    squares = sum((x - middle) ** 2 for x in xs)
    if squares == 0:
        return None
    slope, at = statistics.linear_regression(xs, ys)
    left = sum((y - at - slope * x) ** 2 for x, y in pairs)
    return PriceLine(at=at, slope=slope, deviation=math.sqrt(left / (len(pairs) - 2)), middle=middle, squares=squares,
                     points=len(pairs))  # fmt: skip


def assumed_offer(acc: Accelerator, line: PriceLine, basis: str) -> tuple[str, Offer]:
    """An offer as the line has it; its key says so where an offer's id would stand."""
    price, deviation = line.price(acc.memory_bytes_per_s)
    key = f"{ASSUMED}: {line} from {line.points} accelerators with a price, within x{math.exp(_Z90 * deviation):.2g} (80 %)"
    offer = Offer(provider=ASSUMED, product=acc.slug, sku=ASSUMED, term=basis, usd_per_hour=price, observed="")  # type: ignore[arg-type]
    return key, offer


def with_price_doubt(row: RankingRow, deviation: float) -> RankingRow:
    """The interval of the cost with the doubt of the price in it: both are taken as independent and log-normal."""
    if row.usd_per_mtok is None or row.usd_per_mtok_p10 is None or row.usd_per_mtok_p90 is None:
        return row
    doubt = _Z90 * deviation
    below = math.hypot(math.log(row.usd_per_mtok / row.usd_per_mtok_p10), doubt)
    above = math.hypot(math.log(row.usd_per_mtok_p90 / row.usd_per_mtok), doubt)
    return replace(
        row, usd_per_mtok_p10=row.usd_per_mtok * math.exp(-below), usd_per_mtok_p90=row.usd_per_mtok * math.exp(above)
    )


def assumptions(acc: Accelerator, row: RankingRow, measured_vendors: Collection[str], stack: Stack) -> list[str]:
    """What stands in for what is not announced, in words."""
    found = []
    price = row.inputs.get("usd_per_hour", "")
    if price.startswith(ASSUMED):
        line = price.removeprefix(f"{ASSUMED}: ").partition(", within")[0]
        found.append(f"price as of its memory bandwidth: {line}")
    wide = peak(acc, "bf16")[0]
    if wide not in ("bf16", "fp16"):
        found.append(f"16-bit compute as a share of {wide}")
    if not acc.link_bytes_per_s:
        found.append("no scale-up link: one accelerator alone")
    elif acc.domain == 1 and "domain" not in acc.claims:
        found.append("no scale-up domain: one accelerator alone")
    if acc.vendor in stack.vendors or acc.vendor in measured_vendors:
        found.append("software as far along as on the vendor's measured parts")
    else:
        found.append("software of a vendor of whom nothing is measured")
    return found


def unstated(row: RankingRow, specs: Mapping[str, SpecRow]) -> list[str]:
    """What the sources of a row's figures leave open and the model has to take one way. `specs` by claim id."""
    found = []
    for name, claim in sorted(row.inputs.items()):
        spec = specs.get(claim)
        if spec is None:
            continue
        if name.startswith("flops.") and spec.sparsity == "unstated":
            found.append(f"{name.removeprefix('flops.')} rate taken as dense: its source does not say")
        if name == "link_bytes_per_s" and spec.direction == "unstated":
            found.append("scale-up bandwidth taken as the sum of both directions: its source does not say")
    return found


def places(row: RankingRow, current: Sequence[RankingRow]) -> tuple[int, int, int] | None:
    """The rank that an announced row's cost would have among the current ones, and the ends that its interval leaves open."""
    if row.usd_per_mtok is None:
        return None
    low, high = row.usd_per_mtok_p10 or 0.0, row.usd_per_mtok_p90 or 0.0
    priced = [r for r in current if r.usd_per_mtok is not None]
    return (
        1 + sum((r.usd_per_mtok or 0.0) < row.usd_per_mtok for r in priced),
        1 + sum((r.usd_per_mtok_p90 or 0.0) < low for r in priced),
        1 + sum((r.usd_per_mtok_p10 or 0.0) <= high for r in priced),
    )


def as_announced(acc: Accelerator, told: Mapping[str, Announcement]) -> Accelerator:
    return replace(acc, announced_only=True) if acc.slug in told else acc
