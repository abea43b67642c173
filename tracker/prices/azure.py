"""Azure's retail prices: one question for each instance size, answered in pages.

Only the price of the machine with Linux counts: rows with Windows hold its licence too, Cloud Services and dedicated hosts are
other products, Low Priority is a tier being retired beside Spot, Reservation and DevTestConsumption are other bargains.
Shape: https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlsplit

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Term, Tier
from tracker.prices.discount import on_demand_flag
from tracker.prices.places import settled
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, needed, number, quoted
from tracker.urls import MAX_URL

PUBLISHER = "Microsoft Azure retail prices"
TIER: Final[Tier] = "vendor"
URL = "https://prices.azure.com/api/retail/prices?api-version=2023-01-01-preview"

_SKU = re.compile(r"Standard_[A-Za-z0-9_-]{1,60}")
_OTHER_PRODUCTS = ("windows", "cloud services", "cloudservices", "dedicated host")
_SKIP = re.compile(r"&\$skip=[0-9]*")
_PAGE_ITEMS = 1000
_MOST_PAGES = 20

_COUNTS = [(re.compile(f"Standard_(?:{sizes})"), count) for sizes, count in [
    (r"ND96\w*_v4|ND96\w*_(?:H100|H200|MI300X)_v5|ND40rs_v2", 8),
    (r"ND128\w*_GB[23]00_v6|NC96ads_A100_v4|NC64as_T4_v3|NC24r?s_v3", 4),
    (r"NC48ads_A100_v4|NC80adis_H100_v5|NC12s_v3|NV72ads_A10_v5", 2),
]]  # fmt: skip
"""Accelerators by size, where not 1: learn.microsoft.com/azure/virtual-machines/sizes/gpu-accelerated, November 2026."""


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    """A question for each size that the catalogue knows. Values of the filter are case-sensitive."""
    return tuple(
        Ask(name=sku, url=_asked(source.url, sku), mirror=_asked(source.mirror, sku) if source.mirror else "")
        for sku in dict.fromkeys(wanted.skus)
        if _SKU.fullmatch(sku)
    )


def accelerators(sku: str) -> int:
    """How many a size has; 1 for a size that is not known."""
    return next((count for sizes, count in _COUNTS if sizes.fullmatch(sku)), 1)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Prices of one page and the question for the next. A page without items means that there is no such offer."""
    page = json_of(body)
    items = page.get("Items") if isinstance(page, dict) else None
    if not isinstance(items, list):
        raise Unusable("shape_changed", "no list of Items in the answer")
    collected = Collected()
    offers: list[ListedOffer] = []
    for position, item in enumerate(items, 1):
        try:
            offer = _offer(item, ask.name, wanted.today)
        except ValueError as error:
            collected.rows += 1
            collected.fault(f"item {position}", error)
            continue
        if offer:
            collected.rows += 1
            offers.append(offer)
    collected.offers = settled((offer, "") for offer in _in_force(offers))
    more: tuple[Ask, ...] = ()
    try:
        more = _next(page.get("NextPageLink"), ask)
    except ValueError as error:
        collected.fault("NextPageLink", error)
    return collected.result(more=more)


def _asked(url: str, sku: str) -> str:
    wish = f"serviceName eq 'Virtual Machines' and priceType eq 'Consumption' and armSkuName eq '{sku}'"
    return f"{url}{'&' if '?' in url else '?'}currencyCode=%27USD%27&$filter={quote(wish)}"


def _offer(item: Any, wanted_sku: str, today: str) -> ListedOffer | None:
    """None for what is no price of the machine alone. Raises ValueError for a row that cannot be read."""
    if not isinstance(item, dict):
        raise ValueError(f"{quoted(item)} is no item")
    sku, product, meter = (name(item, key) for key in ("armSkuName", "productName", "meterName"))
    if (
        (wanted_sku and sku != wanted_sku)
        or name(item, "type") != "Consumption"
        or "lowpriority" in meter.lower().replace(" ", "")
    ):
        return None
    if any(word in product.lower() for word in _OTHER_PRODUCTS) or number(item, "tierMinimumUnits"):
        return None
    if name(item, "serviceName", required=False) not in ("", "Virtual Machines"):
        return None
    starts, ends = _day(item, "effectiveStartDate"), _day(item, "effectiveEndDate")
    if (starts and starts > today) or (ends and ends < today):
        return None
    unit, currency = name(item, "unitOfMeasure"), name(item, "currencyCode")
    if unit != "1 Hour" or currency != "USD":
        raise ValueError(f"priced in {currency} for {unit}, not in USD for 1 Hour")
    usd = needed(item, "retailPrice")
    quality, reason = on_demand_flag(usd)
    term: Term = "spot" if re.search(r"\bSpot\b", meter) else "on_demand"
    return ListedOffer(provider="azure", sku=sku, accelerator="", count=accelerators(sku), term=term, usd_per_hour=usd,
                       region=name(item, "armRegionName"), valid_from=starts or None, quality=quality, reason=reason)  # fmt: skip


def _day(item: Row, key: str) -> str:
    told = name(item, key, required=False)
    try:
        return date.fromisoformat(told[:10]).isoformat() if told else ""
    except ValueError:
        raise ValueError(f"{key} {quoted(told)} is no date") from None


def _in_force(offers: Iterable[ListedOffer]) -> list[ListedOffer]:
    """Of prices with different first days for one thing, those with the last one: the list keeps earlier ones."""
    offers = list(offers)
    newest: dict[tuple[str, str, str], str] = {}
    for offer in offers:
        key = (offer.sku, offer.region, offer.term)
        newest[key] = max(newest.get(key, ""), offer.valid_from or "")
    return [offer for offer in offers if (offer.valid_from or "") == newest[offer.sku, offer.region, offer.term]]


def _next(told: Any, ask: Ask) -> tuple[Ask, ...]:
    """The page after the one asked. Of the link only `$skip` is taken: neither host nor filter come from an answer.

    Raises ValueError where the link does not lead on.
    """
    if told is None or told == "":
        return ()
    if not isinstance(told, str) or len(told) > MAX_URL:
        raise ValueError("is no link")
    there, here = urlsplit(told), urlsplit(ask.url)
    if not there.path.endswith(here.path):
        raise ValueError("leads to something else than the list that was asked for; further pages are not read")
    skipped = _skipped(there.query)
    if skipped <= _skipped(here.query):
        raise ValueError("leads to no further page")
    if skipped >= _MOST_PAGES * _PAGE_ITEMS:
        raise ValueError(f"leads beyond page {_MOST_PAGES}; further pages are not read")
    return (Ask(name=ask.name, url=f"{_SKIP.sub('', ask.url)}&$skip={skipped}"),)


def _skipped(query: str) -> int:
    told = parse_qs(query, max_num_fields=50).get("$skip", ["0"])[-1]
    if not re.fullmatch(r"[0-9]{1,9}", told):
        raise ValueError(f"$skip {quoted(told)} is no number")
    return int(told)
