"""What no product of a scope can have: bounds that turn a slip of the text, or of the reading, into a doubtful fact."""

from __future__ import annotations

from tracker.extract.parts import Quantity
from tracker.model.product import Product
from tracker.model.words import Scope
from tracker.units import to_base

_FAR = float("inf")
_PACKAGE: dict[str, tuple[float, float]] = {
    "memory_capacity": (1e9, 1.3e12),
    "memory_bandwidth": (2e10, 5e14),
    "peak_compute": (1e12, 2.6e17),
    "power": (15.0, 6_000.0),
    "sram": (1e6, 2e10),
    "interconnect_bandwidth": (1e9, 5e13),
    "price_hourly": (0.02, 150.0),
    "transistors": (1e8, 2e12),
    "process_node": (1.0, 28.0),
}
_WAFER: dict[str, tuple[float, float]] = {
    "memory_capacity": (1e9, 3e15),
    "memory_bandwidth": (2e10, 3e17),
    "peak_compute": (1e12, 9e17),
    "power": (15.0, 60_000.0),
    "sram": (1e6, 1e12),
    "interconnect_bandwidth": (1e9, 3e17),
    "transistors": (1e8, 2e13),
}
_SERVER: dict[str, tuple[float, float]] = {
    "memory_capacity": (8e9, 4e13),
    "peak_compute": (1e12, 2e18),
    "power": (100.0, 120_000.0),
    "price_hourly": (0.02, 3_000.0),
}
_RACK: dict[str, tuple[float, float]] = {
    "memory_capacity": (5e10, 5e14),
    "peak_compute": (1e14, 4e19),
    "power": (4_000.0, 2_000_000.0),
    "interconnect_bandwidth": (1e12, _FAR),
}
_POD: dict[str, tuple[float, float]] = {
    "memory_capacity": (1e12, _FAR),
    "peak_compute": (1e15, _FAR),
    "power": (10_000.0, 50_000_000.0),
}
_BY_SCOPE: dict[Scope, dict[str, tuple[float, float]]] = {
    "chip": _PACKAGE, "card": _PACKAGE, "server": _SERVER, "rack": _RACK, "pod": _POD,
}  # fmt: skip


def plausible(field: str, q: Quantity, place: Scope, product: Product | None = None, slack: float = 1.0) -> bool:
    """False for a figure that no product of that scope can have. Wafers have bounds of their own.

    `slack` widens the upper bound where the text leaves no doubt about the scope.
    """
    table = _BY_SCOPE[place]
    if (
        product
        and place in ("chip", "card")
        and ("WSE" in product.name or "wse" in product.slug or product.family == "WSE")
    ):
        table = _WAFER
    low, high = table.get(field, (0.0, _FAR))
    return low <= to_base(q.value, q.unit)[0] <= high * slack
