"""An accelerator made ready for the model: plausibility, precisions, usable rates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields

from tracker.metrics.layers import Floats
from tracker.metrics.stack import Stack
from tracker.model.errors import UsageError
from tracker.model.performance import Accelerator
from tracker.model.words import Precision

_WEIGHT_BYTES: dict[Precision, float] = {"fp4": 0.5625, "int4": 0.5625, "fp6": 0.8125, "fp8": 1.0, "int8": 1.0}
"""Bytes a weight; four- and six-bit formats carry an eight-bit scale for each 16 weights. Everything else is 2."""

_ENGINES: dict[Precision, tuple[tuple[Precision, int], ...]] = {
    "fp8": (("fp8", 1), ("fp4", 2)),
    "fp6": (("fp6", 1), ("fp8", 1), ("fp4", 2)),
    "fp4": (("fp4", 1),),
    "int8": (("int8", 1),),
    "int4": (("int4", 1), ("int8", 1)),
}
"""Published figures that narrow weights compute with, and what part of one they get; the first that is known counts."""

_PLAUSIBLE = {
    "memory_bytes": (1e9, 1e13, "bytes; a figure in GB or GiB must be converted"),
    "memory_bytes_per_s": (1e10, 1e17, "bytes a second; a figure in GB/s or TB/s must be converted"),
    "link_bytes_per_s": (1e9, 1e14, "bytes a second and direction; a figure in GB/s must be converted"),
    "watts": (10.0, 1e5, "watts; a figure in kW must be converted"),
}

_NAMES = {
    "memory_bytes": "memory", "memory_bytes_per_s": "memory bandwidth", "link_bytes_per_s": "interconnect bandwidth",
    "watts": "power",
}  # fmt: skip

_HALVINGS: tuple[tuple[Precision, Precision, float], ...] = (
    ("fp8", "bf16", 2.0), ("fp8", "fp16", 2.0), ("int8", "bf16", 2.0), ("int8", "fp16", 2.0), ("fp4", "fp8", 2.0),
    ("fp4", "bf16", 4.0),
)  # fmt: skip
"""Narrow format, wide one, and the usual ratio of their dense rates."""
_SPARSE_PRINTED = ("nvidia", "amd")
"""Vendors who print rates at 2:4 sparsity beside dense ones, or in their place."""
_ROUNDED = 0.025
_MOST_RATIO = 2.25
"""No part is further from the usual ratio: Trainium3 and Maia 200 have nearly twice of it in fp8."""


class ImplausibleInput(UsageError, ValueError):
    """An input that is far outside what exists: most often a unit mix-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """What one accelerator does at one precision of the weights under one stack: SI, dense.

    Each figure is a number, or an array of several accelerators that are computed side by side.
    """

    precision: str
    """Empty for several side by side."""
    flops: float | Floats
    """Data-sheet peak of the matrix products, FLOP/s."""
    bandwidth: float | Floats
    """Data-sheet peak of memory, bytes/s."""
    prefill_flops: float | Floats
    """Sustained, as are all rates that follow: FLOP/s of matrix products and of attention, in prefill and in decode."""
    prefill_attention: float | Floats
    decode_flops: float | Floats
    decode_attention: float | Floats
    read: float | Floats
    """From memory, bytes/s."""
    link: float | Floats
    """Scale-up fabric, bytes/s and direction."""
    memory: float | Floats
    """Bytes that weights and KV cache may fill."""
    weight_bytes: float | Floats
    """Bytes a weight."""
    kv_bytes: float | Floats
    """Bytes an element of the KV cache: one for eight bits and fewer, else two."""
    overhead: float | Floats
    """The vendor's factor on launch and synchronisation time."""


def check(acc: Accelerator) -> None:
    """Raises ImplausibleInput where a figure can only be a unit mix-up. 0 means unknown and passes."""
    for name, (low, high, mend) in _PLAUSIBLE.items():
        value = getattr(acc, name)
        if value != 0 and not low <= value <= high:
            raise ImplausibleInput(f"{acc.slug}: {_NAMES[name]} of {value:g} is not plausible in {mend}")
    for precision, flops in acc.flops.items():
        if flops != 0 and not 1e11 <= flops <= 1e18:
            raise ImplausibleInput(f"{acc.slug}: {precision} compute of {flops:g} is not plausible in FLOP/s")
    if acc.domain < 1:
        raise ImplausibleInput(f"{acc.slug}: domain = {acc.domain}, must be 1 or more")
    _check_dense(acc)


def _check_dense(acc: Accelerator) -> None:
    """Half the width is twice the dense rate. Twice that again is the sparse figure, of vendors who print one."""
    for narrow, wide, dense in _HALVINGS:
        high, low = acc.flops.get(narrow, 0.0), acc.flops.get(wide, 0.0)
        if not (high and low):
            continue
        ratio = high / low
        sparse = acc.vendor in _SPARSE_PRINTED and abs(ratio / (2.0 * dense) - 1.0) < _ROUNDED
        sparse = sparse and not {narrow, wide} & acc.surely_dense
        if sparse or ratio > _MOST_RATIO * dense:
            raise ImplausibleInput(
                f"{acc.slug}: flops.{narrow} is {ratio:.2f} times flops.{wide}, and {dense:g} times is usual: "
                "a sparse figure is no dense one; halve it where it is"
            )


def choose_precision(acc: Accelerator, released: Precision) -> Precision | None:
    """The fastest precision that the weights can honestly be served in, None where nothing is supported.

    Weights are never served above the precision that they were released in. Below it fp8 and fp4 count where the
    accelerator computes in them, which is what published runs do. Weights released in a format that the accelerator
    does not compute in are read in it and computed in 16 bits (gpt-oss in fp4 on Hopper, for instance).
    """
    if peak(acc, "bf16")[1] == 0:
        return None
    if bytes_a_weight(released) <= bytes_a_weight("fp4") or acc.flops.get("fp4"):
        return released if bytes_a_weight(released) <= bytes_a_weight("fp4") else "fp4"
    if bytes_a_weight(released) <= bytes_a_weight("fp8") or not acc.flops.get("fp8"):
        return released
    return "fp8"


def chip(acc: Accelerator, precision: Precision, stack: Stack) -> Chip:
    """The accelerator with weights of one precision under one stack."""
    vendor = stack.vendor(acc.vendor)
    flops, wide = peak(acc, precision)[1], peak(acc, "bf16")[1]

    def sustained(base: float, flops: float) -> float:
        share = base * math.pow(flops / stack.reference_flops, stack.compute_slope) / vendor.time
        return flops * min(stack.efficiency_cap, share)

    return Chip(
        precision=precision,
        flops=flops,
        bandwidth=acc.memory_bytes_per_s,
        prefill_flops=sustained(stack.prefill_compute, flops),
        prefill_attention=sustained(stack.prefill_compute, wide),
        decode_flops=sustained(stack.decode_compute, flops),
        decode_attention=sustained(stack.decode_compute, wide),
        read=acc.memory_bytes_per_s * min(stack.efficiency_cap, stack.memory / vendor.time),
        link=max(acc.link_bytes_per_s, 1.0) * min(stack.efficiency_cap, stack.link / vendor.time),
        memory=acc.memory_bytes * stack.memory_fraction,
        weight_bytes=bytes_a_weight(precision),
        kv_bytes=1.0 if bytes_a_weight(precision) <= 1 else 2.0,
        overhead=vendor.overhead,
    )


def side_by_side(chips: Sequence[Chip]) -> Chip:
    """Several chips as one of arrays, an element a chip."""
    import numpy as np

    names = [field.name for field in fields(Chip) if field.name != "precision"]
    return Chip(precision="", **{name: np.array([getattr(one, name) for one in chips]) for name in names})


def bytes_a_weight(precision: Precision) -> float:
    """In memory: what is not listed is unpacked to 16 bits."""
    return _WEIGHT_BYTES.get(precision, 2.0)


def peak(acc: Accelerator, precision: Precision) -> tuple[Precision, float]:
    """The published figure that weights of this precision compute with, and the dense FLOP/s that it gives them.

    The weights' own engine, else 16 bits, which is what kernels unpack foreign formats to: of fp4 that saves memory and no
    arithmetic, so that fp8 can be a little faster where it is known and fp4 is not. 0 where nothing is known. An accelerator
    that publishes only narrow figures gets half of fp8, or a quarter of fp4, for 16-bit arithmetic.
    """
    wide = _first(acc, (("bf16", 1), ("fp16", 1), ("fp8", 2), ("fp4", 4)))
    own = _first(acc, _ENGINES[precision]) if precision in _ENGINES else wide
    return own if own[1] >= wide[1] else wide


def _first(acc: Accelerator, choices: tuple[tuple[Precision, int], ...]) -> tuple[Precision, float]:
    known = ((precision, acc.flops[precision] / share) for precision, share in choices if acc.flops.get(precision))
    return next(known, (choices[0][0], 0.0))
