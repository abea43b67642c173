"""What the screen of rankings shows beyond rows of a ranking: knobs, moves, frontiers and roofs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Shift = Literal["", "same", "up", "down", "new", "out"]
"""What became of a rank; "" where nothing can be said."""


@dataclass(frozen=True, slots=True)
class Move:
    """`by` is how many ranks up or down."""

    shift: Shift = ""
    by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One thing that a ranking can be asked with. Texts are as people read them."""

    name: str
    label: str
    value: str
    usual: str
    """The value of the standard workload."""
    changed: bool
    typed: bool
    """Whether any value can be typed; else one is chosen by turning."""
    idle: str = ""
    """Why it changes nothing here."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """An operating point of one accelerator on its frontier."""

    tok_s_user: float
    output_tok_s: float
    """Output tokens/s of one accelerator."""
    usd_per_mtok: float
    batch: int
    layout: str
    best: bool = False
    """No other curve of the chart lies above it: more tokens/s at its speed or any faster one."""
    cheapest: bool = False
    """No other curve has a lower cost at its speed or any faster one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    product_slug: str
    letter: str
    """What it is called in a chart, "" before it is chosen for one."""
    name: str
    points: Sequence[CurvePoint]
    """Most interactive first."""
    at: CurvePoint | None
    """Where the ranking has it; None without a figure."""
    basis: str


@dataclass(frozen=True, slots=True)
class RoofMark:
    """Work under a roof, of one accelerator."""

    phase: str
    """prefill or decode."""
    batch: int
    flop_per_byte: float
    flop_s: float
    share: float
    """Of what the data sheet allows at this many FLOP a byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoofLine:
    product_slug: str
    letter: str
    name: str
    precision: str
    flop_s: float
    byte_s: float
    ridge: float
    """FLOP a byte at which the roof bends."""
    marks: Sequence[RoofMark]
