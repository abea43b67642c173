"""The fields a claim may be about: base unit, how people read it, which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Field:
    """`base` is the unit of stored values ("" for text fields); `compared` marks those that a diff lines up first."""

    slug: str
    label: str
    kind: Literal["number", "text"]
    base: str
    better: Literal["higher", "lower", ""]
    doc: str


_ROWS = (
    Field("peak_compute", "Peak compute", "number", "FLOP/s", "higher", "Peak arithmetic rate at one precision; OP/s for integers."),
    Field("memory_capacity", "Memory", "number", "byte", "higher", "Device memory: HBM, GDDR or LPDDR."),
    Field("memory_bandwidth", "Memory bandwidth", "number", "byte/s", "higher", "Device memory bandwidth; of SRAM where variant says so."),
    Field("memory_type", "Memory type", "text", "", "", "Kind of device memory."),
    Field("sram", "On-chip SRAM", "number", "byte", "higher", "On-chip memory."),
    Field("interconnect_bandwidth", "Scale-up bandwidth", "number", "byte/s", "higher", "Scale-up fabric of one product; see direction."),
    Field("scale_up_size", "Scale-up domain", "number", "chips", "higher", "Accelerators in one scale-up domain."),
    Field("power", "Power", "number", "W", "lower", "Thermal or board power as the source names it."),
    Field("process_node", "Process", "number", "nm", "lower", "Node name, in nm as printed; not a length."),
    Field("transistors", "Transistors", "number", "count", "higher", "Transistors of the package."),
    Field("cores", "Cores", "number", "count", "higher", "Cores of a CPU or compute units of a chip."),
    Field("threads", "Threads", "number", "count", "higher", "Hardware threads of a CPU."),
    Field("hbm_stacks", "HBM stacks", "number", "count", "higher", "Memory stacks on the package."),
    Field("l3_cache", "L3 cache", "number", "byte", "higher", "Last-level cache of a CPU."),
    Field("host_link_bandwidth", "Host link", "number", "byte/s", "higher", "Chip-to-chip link to the host CPU."),
    Field("fabric_bandwidth", "On-chip fabric", "number", "byte/s", "higher", "On-wafer or on-chip fabric; neither memory nor scale-up."),
    Field("form_factor", "Form factor", "text", "", "", "How it is mounted."),
    Field("architecture", "Architecture", "text", "", "", "Name of the design."),
    Field("interconnect", "Interconnect", "text", "", "", "Name of the scale-up link."),
    Field("predecessor", "Predecessor", "text", "", "", "The product a source says it follows."),
    Field("status", "Status", "text", "", "", "Where it stands, in the source's sense."),
    Field("positioning", "Positioning", "text", "", "", "What the vendor says it is for."),
    Field("price_hourly", "Price per hour", "number", "USD/h", "lower", "A stated hourly price of one accelerator or instance; see scope."),
    Field("price_token", "Price per Mtok", "number", "USD/Mtok", "lower", "A stated price per million tokens."),
)  # fmt: skip

FIELDS: dict[str, Field] = {f.slug: f for f in _ROWS}
