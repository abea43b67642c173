"""gpuhunt's list of TPU prices, kept by hand from Google's pages: product -> region -> both prices of a chip-hour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Term, Tier
from tracker.prices.discount import Flag, on_demand_flag, spot_flag
from tracker.prices.places import settled
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, number, quoted

PUBLISHER = "gpuhunt TPU price list, MPL-2.0"
TIER: Final[Tier] = "database"
URL = "https://raw.githubusercontent.com/dstackai/gpuhunt/master/src/gpuhunt/resources/tpu_pricing.json"

_PROVIDER = "gcp"
"""As gpuhunt's own catalogue calls it; the file names nobody."""

_ON_DEMAND, _SPOT = "On Demand (USD)", "Spot (USD)"
_REGION = re.compile(r"[a-z]+-[a-z]+\d{1,2}")


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Raises Unusable: as `reading.json_of`; shape_changed where no row has one of the two prices; empty without rows."""
    listed = json_of(body)
    if not isinstance(listed, dict):
        raise Unusable("shape_changed", f"{quoted(listed)} is no table of products")
    got = Collected()
    met: set[str] = set()
    for product, regions in listed.items():
        for region, row in regions.items() if isinstance(regions, dict) else (("", regions),):
            got.rows += 1
            try:
                got.offers += _offers(product, region, row)
                met.update(row)
            except ValueError as error:
                got.fault(f"{product}, {region}", error)
    if not got.rows:
        raise Unusable("empty", "the list has no products")
    if got.offers and (missing := [key for key in (_ON_DEMAND, _SPOT) if key not in met]):
        raise Unusable("shape_changed", f"no region of the list has {missing[0]}")
    got.offers = settled((offer, "") for offer in got.offers)
    return got.result()


def _offers(product: str, region: str, row: Any) -> Iterator[ListedOffer]:
    """Raises ValueError where the region is none of Google's or there is no price."""
    if not isinstance(row, dict):
        raise ValueError(f"{quoted(row)} is no table of prices")
    if not _REGION.fullmatch(region):
        raise ValueError(f"{quoted(region)} is no region of Google Cloud")
    sku = name({"product": product}, "product")
    for term, usd_per_hour, (quality, reason) in _prices(row):
        yield ListedOffer(
            provider=_PROVIDER, sku=sku, accelerator=sku, count=1, region=region, term=term, usd_per_hour=usd_per_hour,
            quality=quality, reason=reason,
        )  # fmt: skip


def _prices(row: Row) -> list[tuple[Term, float, Flag]]:
    on_demand, spot = number(row, _ON_DEMAND), number(row, _SPOT)
    prices: list[tuple[Term, float, Flag]] = []
    if on_demand is not None:
        prices.append(("on_demand", on_demand, on_demand_flag(on_demand)))
    if spot is not None:
        prices.append(("spot", spot, spot_flag(spot, on_demand)))
    if not prices:
        raise ValueError(f"neither {_ON_DEMAND} nor {_SPOT}")
    return prices
