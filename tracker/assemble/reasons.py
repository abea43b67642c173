"""Why a product of the catalogue has no cost per token of its own: what it is instead, or what nobody has said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.model.performance import Accelerator
from tracker.model.rows import ProductRow

_KINDS = {
    "line": "a family: its members are ranked",
    "cpu": "a host processor: it serves no model by itself",
    "memory": "memory: it serves no model by itself",
    "die": "a die: the package that it is sold in is ranked",
    "service": "a service: it sells the use of hardware that is ranked by itself",
    "platform": "a platform: it sells tokens, see `tracker tokens`",
}


def of_kind(product: ProductRow, parts: Mapping[str, Sequence[tuple[str, int]]]) -> str:
    """The reason of a product that is no single accelerator. `parts`: slug of the whole -> [(slug of an accelerator, count)]."""
    if known := _KINDS.get(product.kind):
        return known
    held = " and ".join(f"{count} x {slug}" for slug, count in parts.get(product.product_slug, ()))
    return f"a {product.kind}: ranked by its accelerators, " + (held or "which are not known here")


def unknown(acc: Accelerator) -> str:
    """All that is missing of an accelerator that cannot be modelled, "" where nothing is.

    The weights of SRAM machines lie elsewhere: they have a reason of their own.
    """
    if acc.sram_machine:
        return ""
    missing = [
        name
        for name, known in (
            ("memory capacity", acc.memory_bytes),
            ("memory bandwidth", acc.memory_bytes_per_s),
            ("dense compute", any(acc.flops.values())),
        )
        if not known
    ]
    return f"not known: {', '.join(missing)}" if missing else ""
