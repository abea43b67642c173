"""A ranking that was asked with inputs of one's own, or with announced products: its overrides and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tracker.model.market import CostRow

Of = Literal["product", "price", "ownership", "load", "model", "serving"]
"""What an input belongs to: one accelerator, its price, the cost of owning anything, the workload, its model, or the way in
which the model is served."""

Group = Literal["current", "announced", "other"]
"""current: ranked among what can be had; announced: ranked apart, from announced claims; other: no accelerator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One input that stands in for the known one. Texts are in people's units, values in base units; nothing is stored."""

    target: str
    """As `--set` takes it: "nvidia/h100.memory_bandwidth", "utilisation"."""
    of: Of
    subject: str
    """Slug of the product or model, "" where it concerns all."""
    field: str
    qualifier: str
    """Precision of peak_compute, direction of interconnect_bandwidth, else ""."""
    label: str
    old: str
    """"not known" where nothing is."""
    old_value: float | None
    old_id: str
    """Claim or offer that gave the old value, "" where a catalogue table or a default did."""
    old_source: str
    new: str
    new_value: float | None
    """None for a word (weights_precision, pools)."""
    unit: str
    source: str = "what-if"
    no_effect: str = ""
    """Why it changes nothing in this ranking."""

    def __str__(self) -> str:
        """ "NVIDIA H100 memory bandwidth: 4 TB/s (what-if) instead of 3.35 TB/s (NVIDIA, c-1a2b3c4d5e6f)"."""
        source = ", ".join(part for part in (self.old_source, self.old_id) if part)
        old = f"{self.old} ({source})" if source else self.old
        idle = f"; no effect: {self.no_effect}" if self.no_effect else ""
        return f"{self.label}: {self.new} ({self.source}) instead of {old}{idle}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is known of a product that nothing says anyone has. Days and periods as words, "" where nothing is said."""

    announced: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioRow(CostRow):
    """A ranking row under overrides or of an announced product; never stored.

    Ranks, ties and p_best are of its group. An announced row whose price is assumed has the doubt of that price in its
    interval as well.
    """

    group: Group
    announced: str
    expected: str
    assumed: str
    """All that was assumed where nothing is announced, "; " between."""
    place: int | None
    """Announced rows: the rank that the cost would have among the current ones ..."""
    place_from: int | None
    place_to: int | None
    """... and those that its interval leaves open."""
    ttft_s: float | None
    """Mean time to first token at full load, where it was asked for and the row has a figure ..."""
    ttft_s_p10: float | None
    ttft_s_p90: float | None
    """... and the model error of it. No rank depends on any of them."""
    ttft_note: str
    """What the three stand on, "" where they are None."""
    overrides: tuple[Override, ...]
    """Those that touch this row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A ranking as asked. `rows`: current, then announced, then other, each in its order."""

    workload: str
    price_basis: str
    rows: tuple[ScenarioRow, ...]
    overrides: tuple[Override, ...]
    load: Mapping[str, float]
    """The workload with overrides in it: isl, osl, cached_fraction, floor_tok_s_user and utilisation."""
    ttft_note: str
    """What the times to first token stand on, "" where they were not asked for."""
