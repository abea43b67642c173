"""SkyPilot's catalogue: `vms.csv` of one cloud, a row for each instance type and zone with both its prices.

Columns come in another order for each cloud and grow in number. GpuInfo is a Python or JSON value as text, of which only
the memory and the form factor are wanted: it is searched, never evaluated. Its total is left alone, because some clouds
write the memory of one accelerator there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Quality, Term, Tier
from tracker.prices.discount import Flag, on_demand_flag, spot_flag
from tracker.prices.places import settled
from tracker.prices.reading import Collected, Row, Unusable, name, needed, number, quoted, table

PUBLISHER = "SkyPilot catalogue, Apache-2.0"
TIER: Final[Tier] = "database"
URL = "https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8/aws/vms.csv"
"""The folder before the file is the cloud."""

_GITHUB = "https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/"
_BUCKET = "https://skypilot-catalog.s3.us-east-1.amazonaws.com/"
"""Where SkyPilot's own client turns when GitHub answers 429."""

_CLOUD = re.compile(r"/([\w-]{1,40})/vms\.csv(?:[?#]|$)")
_COLUMNS = ("InstanceType", "AcceleratorName", "AcceleratorCount", "Region", "Price", "SpotPrice")
_MACHINE_COLUMNS = ("InstanceType", "AcceleratorName", "AcceleratorCount", "GpuInfo")
"""What tells a machine; the same one comes back for every zone."""

_MOST_ACCELERATORS = 1e5

_SENTINEL_USD = 700.0
"""What SkyPilot writes for a TPU without a price, so that its own search comes to it last."""

_TPU = re.compile(r"(tpu-v\d{1,2}[a-z]{0,9})(?:-(\d{1,6}))?")
_TENSOR_CORES_A_CHIP = {"tpu-v2": 2, "tpu-v3": 2, "tpu-v4": 2, "tpu-v5p": 2, "tpu-v5litepod": 1, "tpu-v6e": 1}
"""By what the number in a TPU's name has to be divided for chips: Google names some generations by cores, some by chips."""

_GOOGLE_HOST = re.compile(r"(a[2-9]\w?|g[2-9])-[a-z]{1,20}-(\d{1,3})(g?)(?:-[a-z]{1,20})?")
_GOOGLE_GPUS = {("g2", 24): 2, ("g2", 48): 4, ("g2", 96): 8, ("g4", 96): 2, ("g4", 192): 4, ("g4", 384): 8}
"""GPUs of the families whose names count vCPUs; one where a size is not listed."""

_LONGEST_GPU_INFO = 2000
_MEMORY_MIB = re.compile(r"""['"]SizeInMiB['"]: ?(\d{1,7})\b""")
_GPU_NAME = re.compile(r"""['"]Name['"]: ?['"]([^'"]{1,80})['"]""")
_LEAST_MIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    """What a row prices, and what is wrong with its prices whatever they are."""

    sku: str
    accelerator: str
    count: int
    memory_gib: float | None = None
    quality: Quality = "ok"
    reason: str = ""


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    mirror = _BUCKET + source.url.removeprefix(_GITHUB) if source.url.startswith(_GITHUB) else ""
    return (Ask(name="", url=source.url, mirror=source.mirror or mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Raises Unusable: as `reading.table`; truncated where the last row has no end; empty where no row has an accelerator."""
    cloud = _cloud(ask.url)
    got = Collected()
    known: dict[tuple[str | None, ...], _Machine | None] = {}
    priced: list[tuple[ListedOffer, str]] = []
    for line, row in table(body, _COLUMNS):
        told = tuple(map(row.get, _MACHINE_COLUMNS))
        try:
            if told not in known:
                known[told] = _machine(cloud, row)
            if (machine := known[told]) is None:
                continue
            priced += _offers(cloud, machine, row)
        except ValueError as error:
            got.fault(line, error)
        got.rows += 1
    if not body.endswith((b"\n", b"\r")):
        raise Unusable("truncated", "the list ends in the middle of a row")
    if not got.rows:
        raise Unusable("empty", "no row of the list has an accelerator")
    got.offers = settled(priced)
    if not got.offers and got.n_faults < got.rows:
        raise Unusable("shape_changed", f"none of {got.rows} rows with accelerators has a price")
    return got.result()


def _cloud(url: str) -> str:
    if found := _CLOUD.search(url):
        return found[1].lower()
    raise Unusable("parse", "the address does not end in CLOUD/vms.csv, so nobody knows whose prices these are")


def _machine(cloud: str, row: Row) -> _Machine | None:
    """None for a machine without accelerators and for a part of an accelerator. Raises ValueError."""
    sku, accelerator = name(row, "InstanceType", required=False), name(row, "AcceleratorName", required=False)
    if not accelerator:
        return _google_host(sku) if cloud == "gcp" else None
    count = needed(row, "AcceleratorCount", _MOST_ACCELERATORS)
    if count <= 0:
        raise ValueError(f"AcceleratorCount is {count:g}")
    if count != int(count):
        return None
    if accelerator.lower().startswith("tpu-"):
        return _tpu(sku, accelerator.lower(), int(count))
    info = row.get("GpuInfo", "")[:_LONGEST_GPU_INFO]
    accelerator = _with_form_factor(accelerator, sku, info)
    if not sku:
        return _Machine(
            sku=accelerator, accelerator=accelerator, count=int(count), memory_gib=_memory_gib(info), quality="unit_suspect",
            reason="The price is of the accelerators alone; the machine around them is charged on top.",
        )  # fmt: skip
    return _Machine(sku=sku, accelerator=accelerator, count=int(count), memory_gib=_memory_gib(info))


def _google_host(sku: str) -> _Machine | None:
    """A machine of Google's that always has GPUs, which the list prices in rows of their own. None for any other."""
    if (found := _GOOGLE_HOST.fullmatch(sku)) is None:
        return None
    family, size, gpus = found[1], int(found[2]), found[3]
    count = size if gpus else _GOOGLE_GPUS.get((family, size), 1)
    return _Machine(
        sku=sku, accelerator="", count=max(count, 1), quality="host_only",
        reason="The price is of the host machine alone; its accelerators are charged on top.",
    )  # fmt: skip


def _tpu(sku: str, accelerator: str, slices: int) -> _Machine:
    """`tpu-v6e-16` is one row and one accelerator to the list, and 16 chips. Raises ValueError for a part of a chip."""
    found = _TPU.fullmatch(accelerator)
    cores = _TENSOR_CORES_A_CHIP.get(found[1]) if found else None
    if found is None or found[2] is None or cores is None:
        count = slices * int(found[2] or 1) if found else slices
        reason = f"It is not known how many chips {accelerator} is."
        return _Machine(
            sku=sku or accelerator, accelerator=found[1] if found else accelerator, count=max(count, 1),
            quality="unit_suspect", reason=reason,
        )  # fmt: skip
    chips, rest = divmod(slices * int(found[2]), cores)
    if rest or not chips:
        raise ValueError(f"{quoted(accelerator)} is no whole number of chips")
    return _Machine(sku=sku or accelerator, accelerator=found[1], count=chips)


def _with_form_factor(accelerator: str, sku: str, info: str) -> str:
    """RunPod's and Lambda's "H100" is the PCIe card, which only the name in GpuInfo or the instance type says."""
    if "pcie" in accelerator.lower():
        return accelerator
    told = f"{sku} {found[1] if (found := _GPU_NAME.search(info)) else ''}"
    return f"{accelerator} PCIe" if "pcie" in told.lower() else accelerator


def _memory_gib(info: str) -> float | None:
    """Of one accelerator. A number too small for MiB is GB: RunPod writes `80`."""
    mib = int(found[1]) if (found := _MEMORY_MIB.search(info)) else 0
    return (float(mib) if mib < _LEAST_MIB else mib / 1024) or None


def _offers(cloud: str, machine: _Machine, row: Row) -> Iterator[tuple[ListedOffer, str]]:
    """(offer of the row's region, zone), on demand and spot as far as they are there. Raises ValueError."""
    if missing := [column for column in _COLUMNS if column not in row]:
        raise ValueError(f"the row ends before {missing[0]}")
    region, zone = name(row, "Region", required=False), name(row, "AvailabilityZone", required=False)
    on_demand, spot = number(row, "Price"), number(row, "SpotPrice")
    tpu = machine.accelerator.startswith("tpu-")
    prices: list[tuple[Term, float, Flag]] = []
    if on_demand is not None:
        prices.append(("on_demand", on_demand, _sentinel(tpu, on_demand) or on_demand_flag(on_demand)))
    if spot is not None:
        known = on_demand if prices and prices[0][2][0] == "ok" else None
        prices.append(("spot", spot, _sentinel(tpu, spot) or spot_flag(spot, known)))
    for term, usd_per_hour, flag in prices:
        quality, reason = flag if machine.quality == "ok" else (machine.quality, machine.reason)
        offer = ListedOffer(
            provider=cloud, sku=machine.sku, accelerator=machine.accelerator, memory_gib=machine.memory_gib,
            count=machine.count, region=region, term=term, usd_per_hour=usd_per_hour, quality=quality, reason=reason,
        )  # fmt: skip
        yield offer, zone


def _sentinel(tpu: bool, usd_per_hour: float) -> Flag | None:
    if not tpu or usd_per_hour != _SENTINEL_USD:
        return None
    return "sentinel", "SkyPilot writes 700.00 for a TPU whose price it does not know."
