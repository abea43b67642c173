"""Oracle's cost estimator: shapes.json names part numbers and GPUs of a shape, products.json the price of a part number.

The second answer needs the first, so the GPU shapes travel along in `Ask.carried`. Prices are the same in all commercial regions:
`region` is empty. What a GPU shape's "ocpu" part costs is per GPU and hour. Memory is not read: `gpuMemoryQty` is of the
whole shape for most and of one GPU for some. Preemptible capacity is not read: the files do not print its price.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Tier
from tracker.prices.places import settled
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, needed, number, quoted

PUBLISHER = "Oracle cost estimator"
TIER: Tier = "vendor"
URL = "https://www.oracle.com/a/ocom/docs/cloudestimator2/data/shapes.json"

_PRICES = "products.json"
_DECORATION = re.compile(r" ?\([^()]*\)$")
"""The estimator's "BM.GPU.GB200.4 (NVL72)" is "BM.GPU.GB200.4" everywhere else."""
_ACCELERATOR = re.compile(r"(?:BM|VM)\.GPU\.([A-Za-z0-9-]+)\.\d+")
"""Older shapes do not name it: BM.GPU4.8."""
_MOST_GPUS = 1024
_MOST_UNITS = 1e6


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Of shapes.json: `more`, the way to the prices. Of products.json: the offers."""
    data = json_of(body)
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise Unusable("shape_changed", "no list of items")
    return _priced(items, json.loads(ask.carried)) if ask.carried else _shapes(items, ask)


def _shapes(items: Iterable[object], ask: Ask) -> ReadList:
    found = Collected()
    shapes = []
    for index, item in enumerate(items):
        if not isinstance(item, dict) or not _rented_gpu(item):
            continue
        found.rows += 1
        try:
            shapes.append(_shape(item))
        except ValueError as error:
            found.fault(f"items[{index}] {_text(item, 'name')}", error)
    if not shapes:
        raise Unusable("shape_changed", found.faults[0] if found.faults else "no shape with a GPU")
    found.rows = found.n_faults  # the others are rows of the second answer
    carried = json.dumps(shapes).encode()
    mirror = urljoin(ask.mirror, _PRICES) if ask.mirror else ""
    return ReadList(rows=found.rows, faults=tuple(found.faults), n_faults=found.n_faults,
                    more=(Ask(name=ask.name, url=urljoin(ask.url, _PRICES), mirror=mirror, carried=carried),))  # fmt: skip


def _rented_gpu(item: Row) -> bool:
    """Whether this is a virtual or bare-metal machine with GPUs that can be ordered; the list has databases and the like too."""
    gpu = _value(item, "subType") == "gpu" or bool(item.get("gpuQty"))
    offered = item.get("hidden") is not True and item.get("status", "ACTIVE") == "ACTIVE"
    return gpu and offered and _text(item, "name").startswith(("BM.", "VM."))


def _shape(item: Row) -> dict[str, Any]:
    sku = _DECORATION.sub("", name(item, "name"))
    count = needed(item, "gpuQty", _MOST_GPUS)
    if count < 1 or count != int(count):
        raise ValueError(f"gpuQty {count} is no number of GPUs")
    parts = item.get("products")
    if not isinstance(parts, list) or not parts:
        raise ValueError("products is missing")
    told = []
    for part in parts:
        if not isinstance(part, dict):
            raise ValueError(f"product {quoted(part)} cannot be read")
        number_of_units = number(part, "qty", _MOST_UNITS)
        told.append({"part": name(part, "partNumber"), "kind": _value(part, "type"), "qty": number_of_units})
    found = _ACCELERATOR.fullmatch(sku)
    return {"sku": sku, "accelerator": found[1] if found else "", "count": int(count), "parts": told}


def _priced(items: Iterable[object], shapes: list[dict[str, Any]]) -> ReadList:
    found = Collected()
    asked = {part["part"] for shape in shapes for part in shape["parts"]}
    products: dict[str, list[Row]] = {}
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("partNumber"), str) and item["partNumber"] in asked:
            products.setdefault(item["partNumber"], []).append(item)
    for shape in shapes:
        found.rows += 1
        try:
            total = math.fsum(_cost(part, shape["count"], products) for part in shape["parts"])
        except ValueError as error:
            found.fault(shape["sku"], error)
            continue
        found.offers.append(
            ListedOffer(provider="oracle", sku=shape["sku"], accelerator=shape["accelerator"], count=shape["count"],
                        usd_per_hour=total, quality="ok" if total else "zero",
                        reason="" if total else "The list says 0 USD, which is no price to rent at.")
        )  # fmt: skip
    found.offers = settled((offer, "") for offer in found.offers)
    return found.result()


def _cost(part: Row, gpus: int, products: dict[str, list[Row]]) -> float:
    """USD per hour of one part of a shape. Raises ValueError where the price or its unit is not clear."""
    product, *others = products.get(part["part"], [{}])
    if not product or any(other != product for other in others):
        raise ValueError(f"part {part['part']} {'has several prices' if product else 'is not in the list'}")
    metric = name(product, "metricName", required=False).upper()
    if "HOUR" not in (metric or name(product, "pricetype", required=False).upper()):
        raise ValueError(f"part {part['part']} is not priced by the hour")
    units = part["qty"]
    if part["kind"] == "ocpu" and "OCPU" not in metric:
        if metric and "GPU" not in metric:
            raise ValueError(f"part {part['part']} is priced by {metric}, not by GPU")
        units = gpus
    if units is None:
        raise ValueError(f"qty of part {part['part']} is missing")
    return float(units) * _usd(product)


def _usd(product: Row) -> float:
    """The pay-as-you-go price. Raises ValueError where there is none, or several (tiers)."""
    prices = [
        price
        for local in _rows(product, "currencyCodeLocalizations")
        if local.get("currencyCode") == "USD"
        for price in _rows(local, "prices")
        if price.get("model") == "PAY_AS_YOU_GO"
    ]
    if len(prices) != 1:
        raise ValueError(f"part {product['partNumber']} has {len(prices)} pay-as-you-go prices in USD")
    usd = needed(prices[0], "value")
    if usd < 0:
        raise ValueError(f"value {usd} is negative")
    return usd


def _rows(row: Row, key: str) -> list[Row]:
    value = row.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _value(row: Row, key: str) -> str:
    """`{"value": "gpu"}`, how the estimator writes a word of a closed list."""
    inner = row.get(key)
    return _text(inner, "value") if isinstance(inner, dict) else ""


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
