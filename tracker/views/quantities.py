"""Values of inputs as people type and read them: "4TB/s", "80%", "$2.10", "17B". Units that do not fit are refused."""

from __future__ import annotations

import math
import re

from tracker.assemble.settable import Settable
from tracker.model.errors import UsageError
from tracker.model.words import PRECISIONS
from tracker.units import digits, show, to_base, unit_factor, usd

_VALUE = re.compile(
    r"\$?\s*([+-]?[0-9][0-9,_]{0,30}(?:\.[0-9]{0,30})?|[+-]?\.[0-9]{1,30})(?:[eE]([+-]?[0-9]{1,3}))?\s*(.*)"
)
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_LONGEST = 60
"""Characters of a value that anybody types."""
_BITS = re.compile(r"[kKMGTPE]?i?(?:b|bit)(?:/s|ps)?")
_PHYSICAL = ("byte", "byte/s", "FLOP/s", "W")
_UNITS = {
    "byte": ("MB", "GB", "TB", "MiB", "GiB", "TiB"),
    "byte/s": ("GB/s", "TB/s", "PB/s", "GiB/s", "TiB/s"),
    "FLOP/s": ("GFLOPS", "TFLOPS", "PFLOPS", "EFLOPS", "TOPS", "POPS"),
    "W": ("W", "kW", "MW"),
}
"""Units that people write, for hints and for finding the same number in another unit."""
_COUNTS = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PLAIN = {
    "share": {"": 1.0, "%": 0.01},
    "count": _COUNTS,
    "USD": {"": 1.0, "USD": 1.0, "k": 1e3, "k USD": 1e3},
    "USD/h": {"": 1.0, "/h": 1.0, "USD/h": 1.0, "$/h": 1.0},
    "USD/kWh": {"": 1.0, "/kWh": 1.0, "USD/kWh": 1.0, "$/kWh": 1.0},
    "USD/kW/month": {"": 1.0, "/kW/month": 1.0, "USD/kW/month": 1.0, "$/kW/month": 1.0},
    "chips": {"": 1.0, "chips": 1.0},
    "years": {"": 1.0, "years": 1.0, "a": 1.0},
    "tokens": {"": 1.0, "tokens": 1.0},
    "tok/s/user": {"": 1.0, "tok/s/user": 1.0, "tok/s": 1.0},
}


def read_value(one: Settable, text: str, name: str) -> tuple[float | None, str]:
    """A typed value in the base unit, and as people read it; `name` is what was set, for the message.

    None for a word. Raises UsageError for no number, an unfit unit, or what lies outside the limits of the input.
    """
    text = text.strip()
    if one.base == "word":
        if text not in PRECISIONS:
            raise UsageError(f"{name}: {text!r} is no precision; there are {', '.join(PRECISIONS)}")
        return None, text
    number, unit = split(text, name, one)
    value = number * _factor(one, unit, name)
    if one.base in _PHYSICAL and value <= 0:
        raise UsageError(f"{name}={text}: must be above 0")
    if not math.isfinite(value) or not one.low <= value <= one.high:
        limits = f"from {people(one, one.low)} to {people(one, one.high)}"
        hint = "; a share is written 0.8 or 80%" if one.base == "share" else ""
        if one.base == "USD/kWh" and one.high < value <= 100 * one.high:
            hint = f"; if cents are meant, write {name}={value / 100:g}"
        raise UsageError(f"{name}={text}: must be {limits}{hint}")
    if one.whole and value != round(value):
        raise UsageError(f"{name}={text}: must be a whole number")
    return value, people(one, value)


def split(text: str, name: str, one: Settable) -> tuple[float, str]:
    """Number and unit as typed. Raises UsageError where there is no number."""
    found = _VALUE.fullmatch(text.strip())
    if found is None or len(text) > _LONGEST:
        raise UsageError(f"{name}: {text[:_LONGEST]!r} is no value; write {name}={one.example}")
    if "," in found[1] and not _GROUPED.fullmatch(found[1]):
        hint = f"; write {name}={text.replace(',', '.')}" if found[1].count(",") == 1 and "." not in found[1] else ""
        raise UsageError(f"{name}: the comma in {text!r} parts no thousands{hint}")
    number = float(re.sub("[,_]", "", found[1]) + (f"e{found[2]}" if found[2] else ""))
    return number, found[3].strip()


def _factor(one: Settable, unit: str, name: str) -> float:
    if one.base not in _PHYSICAL:
        factors = _PLAIN[one.base]
        if unit not in factors:
            known = ", ".join(u for u in factors if u)
            raise UsageError(
                f"{name}: {unit!r} is no unit of it; write {name}={one.example}" + (f" ({known})" if known else "")
            )
        return factors[unit]
    if not unit:
        raise UsageError(f"{name} needs a unit: {', '.join(_UNITS[one.base])}; write {name}={one.example}")
    try:
        factor, base = unit_factor(unit)
    except ValueError:
        near = next((u for u in _UNITS[one.base] if u.casefold() == unit.casefold()), "")
        hint = f"did you mean {near}?" if near else f"it is told in {', '.join(_UNITS[one.base])}"
        raise UsageError(f"{name}: {unit!r} is no unit; {hint}") from None
    if base != one.base:
        raise UsageError(f"{name} is not told in {unit}; write {name}={one.example} ({', '.join(_UNITS[one.base])})")
    if _BITS.fullmatch(unit) and one.name != "interconnect_bandwidth":
        raise UsageError(f"{name}: {unit} counts bits; {one.label} is told in bytes ({', '.join(_UNITS[one.base])})")
    return factor


def mixed_up(one: Settable, text: str, name: str, known: float) -> None:
    """Raises UsageError where the number is the known one in another unit: GB for GiB, kW for W, GB/s for TB/s."""
    if one.base not in _PHYSICAL or not known:
        return
    number, unit = split(text, name, one)
    value = to_base(number, unit)[0]
    if math.isclose(value, known, rel_tol=1e-3):
        return
    for other in _UNITS[one.base]:
        if math.isclose(to_base(number, other)[0], known, rel_tol=1e-3):
            raise UsageError(
                f"{name}={text}: the known value is {digits(number)} {other}, the same number in another unit; "
                f"if {people(one, value)} is meant, write it in {'another unit' if other == unit else other}"
            )


def people(one: Settable, value: float) -> str:
    """A value in the base unit as people read it."""
    plain = digits(value, 6)
    return {
        "share": f"{digits(value * 100)} %",
        "USD": f"${value:,.0f}",
        "USD/h": f"{usd(value)}/h",
        "USD/kWh": f"${plain}/kWh",
        "USD/kW/month": f"${plain}/kW/month",
        "chips": plain,
        "years": f"{plain} years",
        "tokens": f"{plain} tokens",
        "tok/s/user": f"{plain} tok/s/user",
    }.get(one.base) or show(value, one.base)
