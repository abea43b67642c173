"""Figures of a comparison: as stated, or divided by chips, watts, dollars or multiplied up to a rack, with what went in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.model.comparison import Figure, Input, Per
from tracker.model.rows import SpecRow
from tracker.store.read_diff import LowOffer, Nesting
from tracker.units import show, usd

RATED = frozenset(
    {
        "peak_compute", "memory_capacity", "memory_bandwidth", "sram", "interconnect_bandwidth", "host_link_bandwidth",
        "fabric_bandwidth",
    }
)  # fmt: skip
"""What is worth asking per watt or per dollar."""
COUNTED = RATED | {"power", "transistors", "cores", "threads", "hbm_stacks", "l3_cache"}
"""What two chips have twice of."""
DIVIDED: Mapping[Per, frozenset[str]] = {
    "": frozenset(), "chip": COUNTED, "rack": COUNTED, "watt": RATED, "dollar": RATED,
}  # fmt: skip
"""Which fields a divisor changes; all others stay as stated."""
_CHIPS = ("chip", "package", "card")
"""Kinds of product that are one accelerator."""


@dataclass(frozen=True, slots=True)
class Divisors:
    """What figures of one product can be divided by. `wholes` and `parts` are how it nests."""

    product_slug: str
    kind: str
    name: str
    specs: Sequence[SpecRow]
    price: LowOffer | None
    """The lowest sound offer of one accelerator at the basis that was asked for."""
    basis: str
    parts: Sequence[Nesting]
    wholes: Sequence[Nesting]

    def chips(self) -> int | None:
        """Accelerators in one of the product, None where the catalogue does not say."""
        if self.kind in _CHIPS:
            return 1
        return max((n.count for n in self.parts if n.part_kind in _CHIPS), default=None)

    def rack(self) -> Nesting | None:
        """The rack that it is in: of several the one of which most is known."""
        racks = [n for n in self.wholes if n.whole_kind == "rack"]
        return min(racks, key=lambda n: (-n.whole_claims, n.whole_slug), default=None)

    def native_scope(self) -> str:
        """The scope of a figure that is of one of the product as it is sold."""
        return {"superchip": "card", "server": "server", "rack": "rack", "pod": "pod"}.get(self.kind, "chip")


def stated(row: SpecRow) -> Figure:
    """A resolved reading as it stands."""
    text = row.printed if row.value is None and row.low is None else ""
    return Figure(
        value=row.value, low=row.low, high=row.high, op=row.op, unit=row.unit, text=text, inputs=(as_input(row),),
        disputed=bool(row.disputed), n_claims=row.n_claims, reading=_reading(row),
    )  # fmt: skip


def _reading(row: SpecRow) -> tuple[str, str, str] | None:
    return (row.sparsity, row.direction, row.like_scope) if row.stated else None


def as_input(row: SpecRow) -> Input:
    words = [row.precision, *(w.replace("_", " ") for w in (row.sparsity, row.direction) if w != "unstated"), row.scope]
    return Input(
        role=row.label, text=f"{amount(row)}, {' '.join(w for w in words if w)}", id=row.claim_id, publisher=row.publisher,
        tier=row.tier, day=row.published or "", url=row.url, quote=row.quote, disputed=bool(row.disputed),
    )  # fmt: skip


_OPS = {">=": "≥", "<=": "≤", "~": "~"}


def amount(row: SpecRow) -> str:
    """`2.5 PFLOPS`, `≥10 PFLOPS`, `120 kW–140 kW`, or the words of a text field."""
    if row.low is not None and row.high is not None and row.low != row.high:
        return f"{show(row.low, row.unit)}–{show(row.high, row.unit)}"
    if row.value is None:
        return row.printed
    text = _OPS.get(row.op, "") + show(row.value, row.unit)
    return text.replace("FLOPS", "OPS") if row.precision.startswith("int") else text


def price_input(price: LowOffer) -> Input:
    seller = f"{price.provider} in {price.region}" if price.region else price.provider
    return Input(
        role=f"Price, {price.term.replace('_', ' ')}", text=f"{usd(price.usd_per_accelerator_hour)} an hour, {seller}",
        id=price.offer_id, publisher=price.publisher, tier=price.tier, day=price.price_of, url=price.url, quote=price.sku,
    )  # fmt: skip


def divided(row: SpecRow, per: Per, by: Divisors) -> tuple[SpecRow, Figure]:
    """The reading with the numbers that are compared, and what is shown. Without a divisor both have no number and say why."""
    if row.value is None and row.low is None:
        return _without(row, "stated in words, which nothing divides")
    if per == "watt":
        return _per_watt(row, by)
    if per == "dollar":
        return _per_dollar(row, by)
    return _per_chip(row, by) if per == "chip" else _per_rack(row, by)


def _per_watt(row: SpecRow, by: Divisors) -> tuple[SpecRow, Figure]:
    powers = [p for p in by.specs if p.field == "power" and (p.value or p.low)]
    fitting = [p for p in powers if p.like_scope == row.like_scope]
    if not fitting:
        others = sorted({p.scope for p in powers})
        return _without(
            row, f"no power known per {row.like_scope}, only per {' and '.join(others)}" if others else "no power known"
        )
    power = next((p for p in fitting if p.preferred), fitting[0])
    low, high = _ends(power)
    return _scaled(row, 1 / high, 1 / low, power.op, f"{amount(row)} / {amount(power)}", (as_input(power),), "W")


def _per_dollar(row: SpecRow, by: Divisors) -> tuple[SpecRow, Figure]:
    if by.price is None:
        return _without(row, f"no sound price known, {by.basis.replace('_', ' ')}")
    if row.like_scope != "chip":
        return _without(row, f"the price is of one accelerator, the figure per {row.scope}")
    usd_hour = by.price.usd_per_accelerator_hour
    told = f"{amount(row)} / {usd(usd_hour)} an hour"
    return _scaled(row, 1 / usd_hour, 1 / usd_hour, "=", told, (price_input(by.price),), "$/h")


def _per_chip(row: SpecRow, by: Divisors) -> tuple[SpecRow, Figure]:
    if row.like_scope == "chip":
        return row, stated(row)
    if row.scope != by.native_scope():
        return _without(row, f"how many chips a figure per {row.scope} is of is not said")
    chips = by.chips()
    if not chips:
        return _without(row, f"how many chips {by.name} has is not known")
    told = f"{amount(row)} / {chips:,} chips"
    return _rescoped(_scaled(row, 1 / chips, 1 / chips, "=", told, (_counted(by.name, chips),)), "chip")


def _per_rack(row: SpecRow, by: Divisors) -> tuple[SpecRow, Figure]:
    if row.scope == "rack":
        return row, stated(row)
    chips = by.chips()
    if row.like_scope == "chip" and by.kind == "rack" and chips:
        times, name = chips, by.name
    else:
        rack = by.rack()
        if rack is None:
            return _without(row, f"no rack of {by.name} is known")
        name = rack.whole
        if row.like_scope in (by.native_scope(), "chip" if by.kind in _CHIPS else ""):
            times = rack.count
        elif row.like_scope == "chip" and chips:
            times = rack.count * chips
        else:
            return _without(row, f"how many times a figure per {row.scope} is in {name} is not said")
    told = f"{amount(row)} × {times:,} in {name}"
    return _rescoped(_scaled(row, times, times, "=", told, (_counted(name, times),)), "rack")


def _counted(name: str, count: int) -> Input:
    return Input(
        role="Count", text=f"{count:,} in {name}", id="", publisher="the catalogue", tier="", day="", url="",
        quote="part_of of the product in the catalogue",
    )  # fmt: skip


def _ends(row: SpecRow) -> tuple[float, float]:
    """Lowest and highest that a figure says, above zero as the catalogue's are."""
    if row.low is not None and row.high is not None:
        return row.low, row.high
    return row.value or 0.0, row.value or 0.0


def _scaled(
    row: SpecRow, least: float, most: float, op: str, formula: str, inputs: tuple[Input, ...], per: str = ""
) -> tuple[SpecRow, Figure]:
    """The figure times a factor between `least` and `most`; a bound divided by a bound is neither, but about."""
    low, high = _ends(row)
    low, high = low * least, high * most
    one = low == high
    both = [o for o in (row.op, _turned(op)) if o not in ("=", "range")]
    joint = "range" if not one else "=" if not both else both[0] if len(set(both)) == 1 else "~"
    kept = replace(
        row, value=low if one else None, low=None if one else low, high=None if one else high, op=joint,
    )  # fmt: skip
    shown = Figure(
        value=kept.value, low=kept.low, high=kept.high, op=joint, unit=row.unit, per=per, formula=formula,
        inputs=(as_input(row), *inputs), disputed=bool(row.disputed) or any(i.disputed for i in inputs),
        n_claims=row.n_claims, reading=_reading(row),
    )  # fmt: skip
    return kept, shown


def _turned(op: str) -> str:
    """What a bound of a divisor says of the quotient."""
    return {">=": "<=", "<=": ">="}.get(op, op)


def _rescoped(pair: tuple[SpecRow, Figure], scope: str) -> tuple[SpecRow, Figure]:
    row = replace(pair[0], scope=scope, like_scope=scope)
    return row, replace(pair[1], reading=_reading(row))


def _without(row: SpecRow, why: str) -> tuple[SpecRow, Figure]:
    return replace(row, value=None, low=None, high=None), Figure(unit=row.unit, why=why, inputs=(as_input(row),))


def per_words(per: Per, basis: str) -> str:
    """What was divided by what, in words."""
    return {
        "": "as stated",
        "chip": "per chip: figures of systems divided by their chips",
        "watt": "per watt: divided by the power stated for the same scope",
        "dollar": f"per dollar an hour: divided by the lowest sound price, {basis.replace('_', ' ')}",
        "rack": "per rack: figures of chips times their count in it",
    }[per]
