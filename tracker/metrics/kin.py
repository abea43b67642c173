"""Products of one kind: siblings, whose software is alike, so that what is measured of one says something of another."""

from __future__ import annotations

from tracker.model.performance import Accelerator

Kind = tuple[str, frozenset[str]]
_SERVED = ("fp4", "fp6", "fp8")
_RATES = ("bf16", "fp8", "fp4")


def kind_of(acc: Accelerator) -> Kind:
    """Vendor and narrow formats that the arithmetic knows: they change with the generation, and kernels with them."""
    return acc.vendor, frozenset(name for name in _SERVED if acc.flops.get(name))  # type: ignore[call-overload]


def at_least_as_good(one: Accelerator, other: Accelerator) -> bool:
    """Whether nothing that speed depends on is less than the other's, siblings given."""
    return kind_of(one) == kind_of(other) and all(a >= b for a, b in zip(_specs(one), _specs(other), strict=True))


def _specs(acc: Accelerator) -> tuple[float, ...]:
    rates = [acc.flops.get(name, 0.0) for name in _RATES]  # type: ignore[call-overload]
    return (*rates, acc.memory_bytes, acc.memory_bytes_per_s, acc.link_bytes_per_s, acc.domain)
