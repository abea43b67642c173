"""gpuhunt's published catalogue: for each provider a version, behind it a zip with one table of all its machine sizes.

Today's lists lie under `v3/{provider}/{version}`, a version being a day and a run. Older lists hold all providers in one zip,
under `v1/{day}` and `v2/{day}-{run}`; runs cannot be guessed, so those of v2 are listed here.
Shape: gpuhunt's `_internal/storage.py` and `.github/scripts/publish_catalog.sh`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Term, Tier
from tracker.prices.discount import Flag, on_demand_flag
from tracker.prices.places import settled
from tracker.prices.reading import Collected, Row, Unusable, name, needed, number, quoted
from tracker.prices.zipped import Tables
from tracker.urls import shown

PUBLISHER = "gpuhunt catalogue, MPL-2.0"
TIER: Final[Tier] = "database"
URL = "https://dstack-gpu-pricing.s3.eu-west-1.amazonaws.com/v3/{provider}/version"

FIRST_IS_TOKEN = True
"""The version: where it is the same, so is the list behind it."""

_PROVIDERS = ("aws", "azure", "gcp", "oci", "lambdalabs", "nebius", "runpod", "verda", "cloudrift")
"""Those that gpuhunt publishes; it asks the others itself."""

_VERSION = re.compile(r"(\d{4})(\d\d)(\d\d)(?:-\d{1,9})?", re.ASCII)
_FIRST_DAILY, _LAST_DAILY = "2024-01-01", "2024-06-12"
"""Days of v1 that can be named; from then on gpuhunt collected every hour, with the number of the run in the name."""

_RUNS = (
    "20250226-6552", "20250304-6720", "20250408-7560", "20250506-8232", "20250609-9072",
    "20250706-9727", "20250804-10416", "20250901-11088", "20251005-11926", "20251102-12607",
    "20251207-13456", "20260104-14132", "20260201-14802", "20260301-15450", "20260405-16258",
    "20260531-17388", "20260607-17495", "20260726-18405", "20260802-18552",
)  # fmt: skip
"""One version of v2 a month, as far as public users of the archive name one; none is known from July 2024 to January 2025."""

_COLUMNS = ("instance_name", "location", "price", "gpu_count", "gpu_name", "spot")
_TERMS: dict[str, Term] = {"true": "spot", "false": "on_demand"}
_MOST_ACCELERATORS = 1e5
_MOST_ROWS = 100_000

_OLD = frozenset(("K80", "M60", "P4", "T4", "T4G", "V520", "MI25"))
"""Accelerators of before 2019 that nobody ranks; Google combines some with every size of machine."""

_ALIASES = {"datacrunch": "verda"}
"""Second names of a table for old clients of gpuhunt."""

_WHOLE_GB = {"A10": 24.0, "L4": 24.0, "L40S": 48.0, "RTXPRO6000": 96.0}
"""Memory of those that clouds also rent in parts, which are counted as one all the same."""

_TPU = re.compile(r"(?:tpu-)?(v\d{1,2}[a-z]{0,9})-(\d{1,6})", re.ASCII)
_CORES_A_CHIP = {"v2": 2, "v3": 2, "v4": 2, "v5p": 2, "v5litepod": 1, "v6e": 1}
"""What the number in a TPU's name counts by generation: TensorCores or chips. The column gpu_count says 1 for all."""

_PCIE = re.compile(r"pcie|_NC\w+_A100_", re.IGNORECASE)
_NVL = re.compile(r"\bNVL\b|_NC\w+_H100_", re.IGNORECASE)
"""Instances with the card instead of the module, which the column gpu_name does not always say; NC is Azure's series of cards."""

_ZONE = re.compile(r"([a-z]+-[a-z]+\d+)-[a-z]|([a-z]{2}(?:-[a-z]+)+-\d)[a-z]")
"""Google's and Amazon's."""


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    """The version of each provider's list; of one where the URL has no `{provider}`."""
    if "{provider}" not in source.url:
        return (Ask(name="", url=source.url, mirror=source.mirror),)
    return tuple(
        Ask(name=p, url=source.url.replace("{provider}", p), mirror=source.mirror.replace("{provider}", p))
        for p in _PROVIDERS
    )


def archive_asks(source: PriceSource, since: str, until: str) -> tuple[Ask, ...]:
    """The earliest older list of each month from one UTC day to another, both included; `parse` gives their prices a `seen`.

    Raises ValueError where a day is none, or the source lies elsewhere than gpuhunt's lists do.
    """
    first, last = date.fromisoformat(since).isoformat(), date.fromisoformat(until).isoformat()
    root, marked, _ = source.url.partition("/v3/")
    if not marked:
        raise ValueError(f"{shown(source.url)} does not lie under /v3/: where its older lists are is not known")
    return tuple(
        Ask(name=path.rpartition("/")[2], url=f"{root}/{path}/catalog.zip")
        for day, path in _archived(first)
        if first <= day <= last
    )


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """A version leads to its zip, a zip to prices; the end of the asked path says which of the two came."""
    place = urlsplit(ask.url)
    path = place.path.split("/")
    if path[-1] != "catalog.zip":
        version, day = _version(body.decode("utf-8", "replace"))
        url = urlunsplit(place._replace(path="/".join((*path[:-1], version, "catalog.zip"))))
        return ReadList(more=(Ask(name=ask.name, url=url),), published=day)
    day = _version(path[-2] if len(path) > 1 else "")[1]
    seen = day if len(path) > 2 and path[-3] in ("v1", "v2") else ""
    tables = Tables(body)
    if not seen and len(tables.names) != 1:
        raise Unusable("shape_changed", f"the zip has {len(tables.names)} tables instead of one")
    got = Collected()
    priced: list[tuple[ListedOffer, str]] = []
    for provider in tables.names:
        if _ALIASES.get(provider) not in tables.names:
            priced += _table(tables, provider, seen, got)
    if not got.rows and not got.n_faults:
        raise Unusable("empty", "no row of the list has an accelerator")
    got.offers = settled(priced)
    return got.result(published=day)


def _archived(first: str) -> Iterator[tuple[str, str]]:
    """(day, path) of the lists that can be named, oldest first; of v1 the first day of each month or `first` itself."""
    for month in sorted({f"2024-{month:02}-01" for month in range(1, 7)} | {first}):
        if _FIRST_DAILY <= month <= _LAST_DAILY:
            yield month, f"v1/{month.replace('-', '')}"
    for version in _RUNS:
        yield _version(version)[1], f"v2/{version}"


def _version(text: str) -> tuple[str, str]:
    """A version and its day. Raises Unusable where it is none."""
    told = text.strip().strip('"')
    if not told:
        raise Unusable("empty", "the version is empty")
    if told[0] == "<":
        raise Unusable("html", "a web page came instead of a version")
    try:
        if not (found := _VERSION.fullmatch(told)):
            raise ValueError
        return told, date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        raise Unusable("parse", f"{quoted(told)} is no version such as 20260819-18990") from None


def _table(tables: Tables, provider: str, seen: str, got: Collected) -> list[tuple[ListedOffer, str]]:
    """A provider's prices with their zones. In an older list a table that cannot be read is a fault, else it raises Unusable."""
    priced: list[tuple[ListedOffer, str]] = []
    try:
        for line, row in tables.rows(provider, _COLUMNS, filled="gpu_name"):
            try:
                offer = _offer(row, provider, seen)
            except ValueError as error:
                got.rows += 1
                got.fault(f"{provider}.csv line {line}", error)
                continue
            if offer:
                got.rows += 1
                priced.append(offer)
            if got.rows > _MOST_ROWS:
                raise Unusable("parse", f"more than {_MOST_ROWS} prices in a zip")
    except Unusable as error:
        if not seen:
            raise
        got.rows += 1
        got.fault(f"{provider}.csv", error)
        return []
    return priced


def _offer(row: Row, provider: str, seen: str) -> tuple[ListedOffer, str] | None:
    """None for what is no price of today's accelerators on demand or spot. Raises ValueError for a row that cannot be read."""
    sku, accelerator, flags = name(row, "instance_name"), name(row, "gpu_name"), name(row, "flags", required=False)
    if accelerator in _OLD or "dws" in flags or "edgegpu" in sku:
        return None  # Google's calendar mode is a reservation, its edge machines stand at the customer's
    count = needed(row, "gpu_count", _MOST_ACCELERATORS)
    if count == 0:
        return None
    if count != int(count) or count < 0:
        raise ValueError(f"gpu_count {count:g} is no whole number")
    term = _TERMS.get(name(row, "spot").lower())
    if term is None:
        raise ValueError(f"spot {quoted(row['spot'])} is neither True nor False")
    usd = needed(row, "price")
    memory = number(row, "gpu_memory")
    quality, reason = _part(accelerator, memory) or on_demand_flag(usd)
    if "runpod-cluster" in flags:
        sku = f"{sku} (cluster)"
    if row.get("gpu_vendor") == "google" or _TPU.fullmatch(accelerator):
        (accelerator, count), memory = _tpu(accelerator, sku), None
    accelerator = _with_form(accelerator, sku)
    zone = name(row, "location")
    region = next(filter(None, found.groups())) if (found := _ZONE.fullmatch(zone)) else zone
    offer = ListedOffer(provider=provider, sku=sku, accelerator=accelerator, memory_gib=memory, count=int(count),
                        region=region, term=term, usd_per_hour=usd, seen=seen, quality=quality, reason=reason)  # fmt: skip
    return offer, zone if zone != region else ""


def _with_form(accelerator: str, sku: str) -> str:
    form = "PCIe" if _PCIE.search(sku) else "NVL" if _NVL.search(sku) else ""
    return accelerator if form.lower() in accelerator.lower() else f"{accelerator} {form}"


def _part(accelerator: str, memory_gb: float | None) -> Flag | None:
    whole = _WHOLE_GB.get(accelerator)
    if whole is None or memory_gb is None or memory_gb > 0.8 * whole:
        return None
    return "unit_suspect", f"A part of one accelerator: {memory_gb:g} of its {whole:g} GB of memory."


def _tpu(accelerator: str, sku: str) -> tuple[str, int]:
    """Generation and chips, from the one of the two names that has the size. Raises ValueError where neither tells."""
    found = _TPU.fullmatch(accelerator) or _TPU.fullmatch(sku)
    cores_a_chip = _CORES_A_CHIP.get(found[1]) if found else None
    if not found or not cores_a_chip:
        raise ValueError(f"how many chips {accelerator} in {sku} has is not known")
    if not (size := int(found[2])) or size % cores_a_chip:
        raise ValueError(f"{accelerator} has no whole number of chips")
    return f"tpu-{found[1]}", size // cores_a_chip
