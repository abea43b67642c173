"""Units: printed values to base units (SI) and back to what people read, counts too. GB is not GiB; Tb is not TB."""

from __future__ import annotations

import math
import re

_DECIMAL = {"": 1.0, "k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21}
_BINARY = {"Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40, "Pi": 2.0**50}
_BYTES = re.compile(r"([kKMGTPE]?i?)(B|b|bit|byte|bytes)(/s|ps)?")
_RATE = re.compile(r"([kKMGTPEZ]?)(FLOPS|FLOP/s|OPS|OP/s)")
_ENTRY = re.compile(r"[^aeiou]y$")
_PLAIN: dict[str, tuple[float, str]] = {
    "W": (1.0, "W"), "kW": (1e3, "W"), "MW": (1e6, "W"), "GW": (1e9, "W"),
    "nm": (1.0, "nm"),
    "count": (1.0, "count"), "million": (1e6, "count"), "billion": (1e9, "count"), "trillion": (1e12, "count"),
    "chips": (1.0, "chips"),
    "USD/h": (1.0, "USD/h"), "USD/Mtok": (1.0, "USD/Mtok"),
    "x": (1.0, "x"), "percent": (0.01, "x"),
}  # fmt: skip


def to_base(value: float, unit: str) -> tuple[float, str]:
    """A printed value in its base unit: `to_base(4.9, "TB/s") == (4.9e12, "byte/s")`.

    Base units are FLOP/s, byte, byte/s, W, nm, count, chips, USD/h, USD/Mtok, x. Case matters: `Gb` is bits, `GB`
    bytes, `MW` is not `mW`. Raises ValueError for a unit it does not know.
    """
    factor, base = unit_factor(unit)
    return value * factor, base


def unit_factor(unit: str) -> tuple[float, str]:
    """Factor to the base unit, and that base unit."""
    if unit in _PLAIN:
        return _PLAIN[unit]
    if rate := _RATE.fullmatch(unit):
        return _DECIMAL[rate[1]], "FLOP/s"
    if size := _BYTES.fullmatch(unit):
        prefix, what, per = size.groups()
        factor = _BINARY.get(prefix) or _DECIMAL.get(prefix)
        if factor is not None:
            bits = what in ("b", "bit")
            return factor / 8 if bits else factor, "byte/s" if per else "byte"
    raise ValueError(f"unknown unit {unit!r}")


def binary(unit: str) -> bool:
    """Whether a printed unit counts in powers of two: then the source's own number reads better than the one that compares."""
    size = _BYTES.fullmatch(unit)
    return size is not None and size[1] in _BINARY


_PEOPLE = {"FLOP/s": "FLOPS", "byte": "B", "byte/s": "B/s", "W": "W"}
_STEPS = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_COUNTS = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


def show(value: float | None, base: str) -> str:
    """A base value as people read it: `show(4.9e12, "byte/s") == "4.9 TB/s"`. Four significant digits at most."""
    if value is None or not math.isfinite(value):
        return "-"
    if base in ("USD/h", "USD/Mtok"):
        return usd(value)
    if base in ("count", "chips"):
        if base == "count":
            for step, word in _COUNTS:
                if abs(value) >= step:
                    return f"{digits(value / step)}{word}"
        return f"{value:,.0f}"
    if base in _PEOPLE:
        steps = ((1e6, "M"), (1e4, "k")) if base == "W" else _STEPS
        for step, prefix in steps:
            if abs(value) >= step:
                scale = 1e3 if prefix == "k" else step
                return f"{digits(value / scale)} {prefix}{_PEOPLE[base]}"
        return f"{digits(value)} {_PEOPLE[base]}"
    return f"{digits(value)} {base}".strip()


def digits(value: float, significant: int = 4) -> str:
    """Plain decimal with at most `significant` digits and no trailing zeros; no exponent."""
    if value == 0:
        return "0"
    places = max(0, significant - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def counted(number: int, thing: str) -> str:
    """`1 event`, `1,234 events`, `2 entries`."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing[:-1]}ies" if _ENTRY.search(thing) else f"{number:,} {thing}s"


def usd(value: float | None) -> str:
    """Money: two decimals from one dollar up, else three significant digits."""
    if value is None or not math.isfinite(value):
        return "-"
    return f"${value:,.2f}" if abs(value) >= 1 else f"${value:.{_small_places(value)}f}"


def _small_places(value: float) -> int:
    return 2 if value == 0 else max(2, 2 - math.floor(math.log10(abs(value))))
