"""Vast.ai's market of single hosts, reduced to one price for each GPU and number of GPUs: that of the cheapest verified host.

Hosts come and go by the hour, so no host is an offer here. The sku "H100 SXM x8, cheapest verified host" is; its region is empty,
because the cheapest host moves between countries. Prices are for the whole host with the disk that the market assumes.
Asked without a key, the market answers with 64 hosts at most and has no pages: each GPU is asked for by itself, cheapest first, and
where an answer is full, the numbers of GPUs that it did not reach are asked for next. It also answers about five requests in
a row and then 429: each day begins at another GPU, so that all have their turn.
https://docs.vast.ai/api-reference/search/search-offers
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Quality, Tier
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, needed, number, quoted

PUBLISHER = "Vast.ai"
TIER: Tier = "vendor"
URL = "https://console.vast.ai/api/v0/bundles/"

_LIMIT = 64
_MIB_PER_GIB = 1024
_ASSUMED_DISK_GIB = 5
"""What Vast's own tools assume; dph_total includes it."""
_IN_A_ROW = 4
_GPUS: dict[str, int] = {
    "B200": 0, "H200": 0, "H100 SXM": 0, "A100 SXM4": 60, "B300": 0, "H100 NVL": 0, "H100 PCIE": 0, "H200 NVL": 0,
    "L40S": 0, "A100 PCIE": 60, "RTX PRO 6000 S": 0, "RTX PRO 6000 WS": 0,
}  # fmt: skip
"""Vast's names, with blanks, of GPUs that the catalogue has, and the least memory in GiB: its A100 is the 80 GB one."""
_MOST_GPUS = 1024
_MOST_COUNTS = 16
"""Different numbers of GPUs that are asked for; hosts of one kind have fewer."""
_MOST_MIB = 2**24
_FEW, _FAR = 5, 5
"""Of that many hosts or more, the cheapest is doubted where it asks less than a fifth of their median."""


@dataclass(frozen=True, slots=True)
class _Host:
    count: int
    memory_gib: float
    usd_per_hour: float
    bid: float | None
    """Least bid for the host while nobody rents it on demand; None where it is no cheaper."""


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    start = date.fromisoformat(wanted.today).toordinal() * _IN_A_ROW % len(_GPUS)
    gpus = [*_GPUS.items()]
    return tuple(
        Ask(name=gpu, url=source.url, payload=_query(gpu, least), mirror=source.mirror)
        for gpu, least in gpus[start:] + gpus[:start]
    )


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """The cheapest hosts of the GPU that `ask` names; `more` asks for the numbers of GPUs that a full answer did not reach."""
    rows = _rows(json_of(body))
    if rows and not any(isinstance(row, dict) and "min_bid" in row for row in rows):
        raise Unusable("shape_changed", "no host has min_bid")
    query: dict[str, Any] = json.loads(ask.payload or b"{}")
    known: list[int] = query.get("num_gpus", {}).get("notin", [])
    found = Collected()
    hosts: list[_Host] = []
    for index, row in enumerate(rows):
        found.rows += 1
        try:
            host = _host(row, ask.name)
        except ValueError as error:
            found.fault(f"offers[{index}]", error)
            continue
        if host and host.count not in known:
            hosts.append(host)
    fresh = sorted({host.count for host in hosts})
    for count in fresh:
        found.offers += _cheapest(ask.name, [host for host in hosts if host.count == count])
    if len(rows) < _LIMIT or not fresh or len(known) >= _MOST_COUNTS:
        return found.result()
    return found.result(more=(_without(ask, query, [*known, *fresh]),))


def _query(gpu: str, least_gib: int) -> bytes:
    query: dict[str, Any] = {
        "type": "on-demand", "verified": {"eq": True}, "rentable": {"eq": True}, "rented": {"eq": False},
        "gpu_name": {"eq": gpu}, "order": [["dph_total", "asc"]], "limit": _LIMIT, "allocated_storage": _ASSUMED_DISK_GIB,
    }  # fmt: skip
    if least_gib:
        query["gpu_ram"] = {"gte": least_gib * _MIB_PER_GIB}
    return json.dumps(query).encode()


def _without(ask: Ask, query: dict[str, Any], counts: list[int]) -> Ask:
    payload = json.dumps({**query, "num_gpus": {"notin": counts}}).encode()
    return Ask(name=ask.name, url=ask.url, payload=payload, mirror=ask.mirror)


def _rows(data: object) -> list[object]:
    if isinstance(data, dict) and (data.get("success") is False or data.get("error")):
        raise Unusable("parse", f"the service answers with an error: {quoted(data.get('msg') or data.get('error'))}")
    rows = data.get("offers") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise Unusable("shape_changed", "no list of offers")
    return rows


def _host(row: object, gpu: str) -> _Host | None:
    """None for a host that is rented, not verified or has the smaller memory. Raises ValueError, for another GPU too."""
    if not isinstance(row, dict):
        raise ValueError(f"{quoted(row)} is no host")
    if name(row, "gpu_name") != gpu:
        raise ValueError(f"asked for {gpu}, not for {quoted(row['gpu_name'])}")
    if row.get("rentable") is False or row.get("rented") is True or not _verified(row):
        return None
    count, mib = needed(row, "num_gpus", _MOST_GPUS), needed(row, "gpu_ram", _MOST_MIB)
    usd, bid = needed(row, "dph_total"), number(row, "min_bid")
    if count < 1 or count != int(count):
        raise ValueError(f"num_gpus {count} is no number of GPUs")
    if mib <= 0 or usd <= 0:
        raise ValueError(f"dph_total {usd}, gpu_ram {mib}: neither can be 0 or less")
    if mib < _GPUS.get(gpu, 0) * _MIB_PER_GIB:
        return None
    return _Host(int(count), mib / _MIB_PER_GIB, usd, bid if bid is not None and 0 < bid < usd else None)


def _verified(row: Row) -> bool:
    """The market writes it in either of two ways, and leaves both out where only verified hosts were asked for."""
    return row.get("verified") is not False and row.get("verification", "verified") in ("verified", None)


def _cheapest(gpu: str, hosts: list[_Host]) -> list[ListedOffer]:
    """The lowest on-demand price and the lowest bid of hosts that are alike."""
    lowest = min(hosts, key=lambda host: host.usd_per_hour)
    middle = median(host.usd_per_hour for host in hosts)
    quality: Quality = "ok"
    reason = ""
    if len(hosts) >= _FEW and lowest.usd_per_hour * _FAR < middle:
        quality = "unit_suspect"
        reason = (
            f"The cheapest of {len(hosts)} hosts asks {lowest.usd_per_hour:g} USD per hour, their median is {middle:g}."
        )
    sku = f"{gpu} x{lowest.count}, cheapest verified host"
    offers = [
        ListedOffer(provider="vast", sku=sku, accelerator=gpu, memory_gib=round(lowest.memory_gib, 1), count=lowest.count,
                    usd_per_hour=lowest.usd_per_hour, quality=quality, reason=reason)
    ]  # fmt: skip
    if bids := [host.bid for host in hosts if host.bid is not None]:
        offers.append(
            ListedOffer(provider="vast", sku=sku, accelerator=gpu, memory_gib=round(lowest.memory_gib, 1), count=lowest.count,
                        term="spot", usd_per_hour=min(bids))
        )  # fmt: skip
    return offers
