"""RunPod's GraphQL answer: one row a GPU type, prices of one GPU and hour, in two clouds which stand as regions.

"secure" is RunPod's own data centres, "community" machines of others. A spot price equal to the on-demand price is no discount
and no offer of its own: RunPod fills the field so where it has no spot capacity.
https://graphql-spec.runpod.io/
"""

from __future__ import annotations

import json

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.model.words import Term, Tier
from tracker.prices.places import settled
from tracker.prices.reading import Collected, Row, Unusable, json_of, name, number, quoted

PUBLISHER = "RunPod"
TIER: Tier = "vendor"
URL = "https://api.runpod.io/graphql"

_CLOUDS = {
    "secure": ("secureCloud", "securePrice", "secureSpotPrice"),
    "community": ("communityCloud", "communityPrice", "communitySpotPrice"),
}
"""Region -> whether it is offered there, on-demand price, spot price."""
_FIELDS = ("id", "displayName", "memoryInGb", *(key for keys in _CLOUDS.values() for key in keys))
_PAYLOAD = json.dumps({"query": f"query GpuTypes {{ gpuTypes {{ {' '.join(_FIELDS)} }} }}"}).encode()
_MOST_MEMORY_GB = 1e5


def asks(source: PriceSource, wanted: Wanted) -> tuple[Ask, ...]:
    return (Ask(name="", url=source.url, payload=_PAYLOAD, mirror=source.mirror),)


def parse(body: bytes, ask: Ask, wanted: Wanted) -> ReadList:
    """Raises Unusable also for errors that GraphQL tells in an answer with status 200, and where an asked key is gone."""
    rows = _rows(json_of(body))
    if missing := [key for key in _FIELDS if not any(isinstance(row, dict) and key in row for row in rows)]:
        raise Unusable("shape_changed", f"no GPU type has {', '.join(missing)}")
    found = Collected()
    for index, row in enumerate(rows):
        found.rows += 1
        try:
            if not isinstance(row, dict):
                raise ValueError(f"{quoted(row)} is no GPU type")
            found.offers += _offers(row)
        except ValueError as error:
            found.fault(f"gpuTypes[{index}] {row.get('id') if isinstance(row, dict) else ''}", error)
    found.offers = settled((offer, "") for offer in found.offers)
    return found.result()


def _rows(data: object) -> list[object]:
    if isinstance(data, dict) and data.get("errors"):
        errors = data["errors"]
        first = errors[0] if isinstance(errors, list) else errors
        said = first.get("message") if isinstance(first, dict) else first
        unknown = isinstance(said, str) and said.startswith("Cannot query field")
        raise Unusable("shape_changed" if unknown else "parse", f"the service answers with an error: {quoted(said)}")
    inner = data.get("data") if isinstance(data, dict) else None
    rows = inner.get("gpuTypes") if isinstance(inner, dict) else None
    if not isinstance(rows, list):
        raise Unusable("shape_changed", "no list of gpuTypes")
    if not rows:
        raise Unusable("empty", "the list of gpuTypes is empty")
    return rows


def _offers(row: Row) -> list[ListedOffer]:
    sku = name(row, "id")
    accelerator = name(row, "displayName", required=False)
    memory = number(row, "memoryInGb", _MOST_MEMORY_GB) or None
    offers = []
    for region, (offered, *prices) in _CLOUDS.items():
        on_demand, spot = (number(row, key) for key in prices)
        terms: tuple[tuple[Term, float | None], ...] = (("on_demand", on_demand), ("spot", spot))
        for term, usd in terms:
            if usd is None or row.get(offered) is False or (term == "spot" and usd == on_demand):
                continue
            if usd < 0:
                raise ValueError(f"{region} {term} price {usd} is negative")
            offers.append(
                ListedOffer(provider="runpod", sku=sku, accelerator=accelerator, memory_gib=memory, count=1, region=region,
                            term=term, usd_per_hour=usd, quality="ok" if usd else "zero",
                            reason="" if usd else "The list says 0 USD, which is no price to rent at.")
            )  # fmt: skip
    return offers
