"""AWS's own on-demand prices: the file behind each region's table on the EC2 pricing page.

The page's file is undocumented. Its keys are descriptions; a row's type stands in "Instance Type". The body is gzip even
where the header does not say so.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import quote

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Tier
from tracker.prices.discount import on_demand_flag
from tracker.prices.places import settled
from tracker.prices.reading import Collected, Unusable, json_of, name, needed, quoted

PUBLISHER = "AWS"
TIER: Final[Tier] = "vendor"
URL = (
    "https://b0.p.awsstatic.com/pricing/2.0/meteredUnitMaps/ec2/USD/current/ec2-ondemand-without-sec-sel/"
    "{Location}/Linux/index.json"
)

_MOST_BYTES = 32 * 2**20

_REGIONS = {
    "US East (N. Virginia)": "us-east-1", "US East (Ohio)": "us-east-2", "US West (N. California)": "us-west-1",
    "US West (Oregon)": "us-west-2", "Canada (Central)": "ca-central-1", "South America (Sao Paulo)": "sa-east-1",
    "EU (Frankfurt)": "eu-central-1", "EU (Ireland)": "eu-west-1", "EU (London)": "eu-west-2", "EU (Paris)": "eu-west-3",
    "EU (Stockholm)": "eu-north-1", "EU (Spain)": "eu-south-2", "EU (Zurich)": "eu-central-2",
    "Asia Pacific (Tokyo)": "ap-northeast-1", "Asia Pacific (Seoul)": "ap-northeast-2",
    "Asia Pacific (Mumbai)": "ap-south-1", "Asia Pacific (Hyderabad)": "ap-south-2",
    "Asia Pacific (Singapore)": "ap-southeast-1", "Asia Pacific (Sydney)": "ap-southeast-2",
    "Asia Pacific (Jakarta)": "ap-southeast-3", "Israel (Tel Aviv)": "il-central-1", "Middle East (UAE)": "me-central-1",
}  # fmt: skip
"""Names of the pricing page for the regions where accelerated instances of the last generations are rented."""

_COUNTS = {f"{family}.{size}": count for family, sizes in {
    "p3": {"2xlarge": 1, "8xlarge": 4, "16xlarge": 8}, "p3dn": {"24xlarge": 8},
    "p4d": {"24xlarge": 8}, "p4de": {"24xlarge": 8},
    "p5": {"4xlarge": 1, "48xlarge": 8}, "p5e": {"48xlarge": 8}, "p5en": {"48xlarge": 8},
    "p6-b200": {"48xlarge": 8}, "p6-b300": {"48xlarge": 8}, "p6e-gb200": {"36xlarge": 4},
    "trn1": {"2xlarge": 1, "32xlarge": 16}, "trn1n": {"32xlarge": 16},
    "trn2": {"3xlarge": 1, "48xlarge": 16}, "trn2u": {"48xlarge": 16},
    "inf1": {"xlarge": 1, "2xlarge": 1, "6xlarge": 4, "24xlarge": 16},
    "inf2": {"xlarge": 1, "8xlarge": 1, "24xlarge": 6, "48xlarge": 12},
    **{family: {"xlarge": 1, "2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "16xlarge": 1, "12xlarge": 4, "24xlarge": 4,
                "48xlarge": 8} for family in ("g5", "g6", "g6e")},
    "gr6": {"4xlarge": 1, "8xlarge": 1},
    "g7e": {"2xlarge": 1, "4xlarge": 1, "8xlarge": 1, "12xlarge": 2, "24xlarge": 4, "48xlarge": 8},
}.items() for size, count in sizes.items()}  # fmt: skip
"""Accelerators by instance type: docs.aws.amazon.com/ec2/latest/instancetypes/ac.html, for Trainium and Inferentia the
architecture pages of awsdocs-neuron.readthedocs-hosted.com; November 2026. A Trainium or Inferentia device counts as one."""

_FAMILIES = {type_.partition(".")[0] for type_ in _COUNTS}
_TYPE = re.compile(r"[a-z][\w-]*\.[\w-]+")
_NEW_FAMILY = re.compile(r"(?:p(?:[4-9]|\d\d)|trn\d|inf\d)[\w-]*\.")


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    """One for each region where the URL has `{Location}`; the URL itself where it has not."""
    if "{Location}" not in source.url:
        return (Ask(name="", url=source.url, mirror=source.mirror),)
    return tuple(
        Ask(name=region, url=_filled(source.url, location), mirror=_filled(source.mirror, location))
        for location, region in _REGIONS.items()
    )


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """On-demand prices with Linux of the instances whose accelerators can be counted."""
    told = json_of(_unpacked(body))
    regions = told.get("regions") if isinstance(told, dict) else None
    if not isinstance(regions, dict):
        raise Unusable("shape_changed", "no regions in the answer")
    collected, n_rows = Collected(), 0
    offers: list[ListedOffer] = []
    for key, region, row in _rows(regions):
        n_rows += 1
        try:
            offer = _offer(row, region)
        except ValueError as error:
            collected.rows += 1
            collected.fault(key, error)
            continue
        if offer:
            collected.rows += 1
            offers.append(offer)
    if not n_rows:
        raise Unusable("empty", "no machine in any region of the answer")
    collected.offers = settled((offer, "") for offer in offers)
    return collected.result(published=_published(told.get("manifest")))


def _filled(url: str, location: str) -> str:
    return url.replace("{Location}", quote(location, safe="()"))


def _rows(regions: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """(key, region, row). A region that is no mapping is a row of its own, so that its loss shows."""
    for location, rows in regions.items():
        region = _REGIONS.get(location.replace("Europe (", "EU ("), location)
        if not isinstance(rows, dict):
            yield location, region, rows
            continue
        for key, row in rows.items():
            yield key, region, row


def _offer(row: Any, region: str) -> ListedOffer | None:
    """None for a machine without accelerators. Raises ValueError for a row that cannot be read."""
    if not isinstance(row, dict):
        raise ValueError(f"{quoted(row)} is no row")
    sku = name(row, "Instance Type")
    if not _TYPE.fullmatch(sku):
        raise ValueError(f"{quoted(sku)} is no type such as p5.48xlarge")
    count = _COUNTS.get(sku)
    if count is None:
        if sku.partition(".")[0] in _FAMILIES or _NEW_FAMILY.match(sku):
            raise ValueError(f"how many accelerators {sku} has is not known")
        return None
    if (system := name(row, "Operating System", required=False)) not in ("", "Linux"):
        raise ValueError(f"{sku} is priced with {system}, not with Linux")
    usd = needed(row, "price")
    quality, reason = on_demand_flag(usd)
    return ListedOffer(provider="aws", sku=sku, accelerator="", count=count, region=name({"region": region}, "region"),
                       usd_per_hour=usd, quality=quality, reason=reason)  # fmt: skip


def _published(manifest: Any) -> str:
    told = manifest.get("hawkFilePublicationDate") if isinstance(manifest, dict) else None
    try:
        return date.fromisoformat(told[:10]).isoformat() if isinstance(told, str) else ""
    except ValueError:
        return ""


def _unpacked(body: bytes) -> bytes:
    """The body without gzip. Raises Unusable where that ends too early or grows too large."""
    if body[:2] != b"\x1f\x8b":
        return body
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(body, _MOST_BYTES)
    except zlib.error as error:
        raise Unusable("parse", f"no gzip: {error}") from None
    if stream.unconsumed_tail:
        raise Unusable("parse", f"larger than {_MOST_BYTES // 2**20} MiB when unpacked")
    if not stream.eof:
        raise Unusable("truncated", "the gzip ends too early")
    return plain
