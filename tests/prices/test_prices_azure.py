"""Azure's retail prices: which rows are a price, how pages are followed, what is told of a list that changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import prices
from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.prices import azure

SNAPSHOTS = Path(__file__).resolve().parents[2].parent / "shared" / "prices" / "azure-retail"
needs_snapshots = pytest.mark.skipif(not SNAPSHOTS.exists(), reason="no shared price snapshots here")

SKU = "Standard_ND96isr_H100_v5"
WANTED = Wanted(today="2026-11-25", skus=(SKU,))
SOURCE = PriceSource(slug="azure", kind="azure", url=azure.URL)
(ASK,) = azure.asks(SOURCE, WANTED)
ITEM: dict[str, Any] = {
    "currencyCode": "USD", "tierMinimumUnits": 0.0, "retailPrice": 98.32, "armRegionName": "eastus",
    "effectiveStartDate": "2023-11-01T00:00:00Z", "meterName": "ND96isrH100v5",
    "productName": "Virtual Machines NDsr H100 v5 Series", "serviceName": "Virtual Machines", "unitOfMeasure": "1 Hour",
    "type": "Consumption", "armSkuName": SKU,
}  # fmt: skip
"""An item in the documented shape, composed."""


def page(*items: Any, following: Any = None) -> bytes:
    return json.dumps({"BillingCurrency": "USD", "Items": items, "NextPageLink": following}).encode()


def read(*items: Any, following: Any = None, ask: Ask = ASK) -> ReadList:
    return prices.parse("azure", page(*items, following=following), ask, WANTED)


def snapshot(name: str) -> ReadList:
    return prices.parse("azure", (SNAPSHOTS / name).read_bytes(), ASK, WANTED)


def test_each_size_of_azure_is_asked_for_once_in_exactly_its_case() -> None:
    wanted = Wanted(today="2026-11-25", skus=(SKU, "p5.48xlarge", "Standard_NC40ads_H100_v5", SKU, "Standard_x' or 'a"))
    asked = azure.asks(SOURCE, wanted)
    assert [ask.name for ask in asked] == [SKU, "Standard_NC40ads_H100_v5"]
    told = parse_qs(urlsplit(asked[0].url).query)
    assert told["$filter"] == [
        f"serviceName eq 'Virtual Machines' and priceType eq 'Consumption' and armSkuName eq '{SKU}'"
    ]
    assert (told["api-version"], told["currencyCode"]) == (["2023-01-01-preview"], ["'USD'"])
    assert not set(" '\"") & set(asked[0].url)


def test_a_mirror_is_asked_the_same() -> None:
    source = PriceSource(
        slug="azure", kind="azure", url="https://a.example/prices", mirror="https://b.example/prices?v=1"
    )
    (ask,) = azure.asks(source, WANTED)
    assert ask.url.startswith("https://a.example/prices?currencyCode=")
    assert ask.mirror.startswith("https://b.example/prices?v=1&currencyCode=")


@needs_snapshots
def test_the_windows_price_and_the_low_priority_meter_are_not_taken_for_the_machine() -> None:
    got = snapshot("real_trimmed_ND96isr_H100_v5_eastus_2026-09-16.json")
    assert [(o.region, o.term, o.usd_per_hour, o.count) for o in got.offers] == [
        ("eastus", "on_demand", 98.32, 8), ("eastus", "spot", 18.169536, 8),
    ]  # fmt: skip
    assert got.offers[0].usd_per_hour / got.offers[0].count == pytest.approx(12.29)
    assert (got.rows, got.n_faults, got.broken) == (2, 0, "")


@needs_snapshots
def test_a_page_leads_to_the_next_and_the_last_one_to_none() -> None:
    first = snapshot("COMPOSED_page1_full_shape.json")
    assert [(o.sku, o.valid_from, o.provider) for o in first.offers] == [(SKU, "2023-11-01", "azure")] * 2
    (following,) = first.more
    assert following.name == SKU
    assert following.url.startswith("https://prices.azure.com/api/retail/prices?")
    last = prices.parse(
        "azure", (SNAPSHOTS / "COMPOSED_page2_full_shape.json").read_bytes(), following, WANTED
    )  # only Windows is left  # fmt: skip
    assert (last.offers, last.more, last.broken) == ((), (), "")


@needs_snapshots
def test_an_empty_page_says_that_there_is_no_such_offer_and_is_not_broken() -> None:
    got = snapshot("real_empty_page_2026-10-03.json")
    assert got == ReadList()


@needs_snapshots
def test_a_disk_is_no_machine() -> None:
    assert snapshot("real_full_shape_uksouth_disk.json") == ReadList()


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "Reservation", "reservationTerm": "1 Year"},
        {"type": "DevTestConsumption"},
        {"productName": "Virtual Machines NDsr H100 v5 Series Windows"},
        {"productName": "NDsr H100 v5 Series Cloud Services"},
        {"productName": "NDsr H100 v5 Series Dedicated Host"},
        {"meterName": "ND96isrH100v5 Low Priority"},
        {"armSkuName": "Standard_ND96isr_h100_v5"},
        {"serviceName": "Storage"},
        {"tierMinimumUnits": 1000},
        {"effectiveStartDate": "2027-01-01T00:00:00Z"},
        {"effectiveEndDate": "2026-01-01T00:00:00Z"},
    ],
)
def test_other_bargains_are_left_out_without_a_fault(changed: dict[str, Any]) -> None:
    got = read({**ITEM, **changed, "retailPrice": 1.0}, ITEM)
    assert ([o.usd_per_hour for o in got.offers], got.n_faults) == ([98.32], 0)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"unitOfMeasure": "1/Month"}, "USD for 1/Month"),
        ({"currencyCode": "EUR"}, "EUR for 1 Hour"),
        ({"retailPrice": -1}, "negative"),
        ({"retailPrice": None}, "retailPrice is missing"),
        ({"retailPrice": 1e300}, "out of range"),
        ({"armRegionName": ""}, "armRegionName is missing"),
        ({"effectiveStartDate": "yesterday"}, "is no date"),
        ({"productName": "x" * 10**6}, "1000000 characters"),
        ({"meterName": ["Spot"]}, "is no text"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_others_go_on(changed: dict[str, Any], told: str) -> None:
    got = read({**ITEM, **changed}, "no item", {**ITEM, "armRegionName": "uksouth"})
    assert [o.region for o in got.offers] == ["uksouth"]
    assert (got.rows, got.n_faults) == (3, 2)
    assert got.faults[0].startswith("item 1: ")
    assert told in got.faults[0]


def test_a_price_of_zero_is_kept_with_its_flag() -> None:
    (offer,) = read({**ITEM, "retailPrice": 0}).offers
    assert (offer.usd_per_hour, offer.quality) == (0, "zero")
    assert offer.reason


def test_of_earlier_and_later_prices_the_one_in_force_counts() -> None:
    later = {**ITEM, "retailPrice": 80.0, "effectiveStartDate": "2026-06-01T00:00:00Z"}
    for items in ((ITEM, later), (later, ITEM)):
        (offer,) = read(*items).offers
        assert (offer.usd_per_hour, offer.valid_from, offer.quality) == (80.0, "2026-06-01", "ok")


def test_two_prices_for_one_machine_in_one_place_are_marked() -> None:
    got = read(ITEM, ITEM, {**ITEM, "retailPrice": 120.0}, {**ITEM, "armRegionName": "uksouth"})
    assert [(o.region, o.quality) for o in got.offers] == [("eastus", "duplicate"), ("uksouth", "ok")]
    assert "98.32" in got.offers[0].reason
    assert "120" in got.offers[0].reason


@pytest.mark.parametrize("key", ["retailPrice", "productName", "armSkuName", "type", "unitOfMeasure", "Items"])
def test_a_renamed_key_is_a_changed_shape_and_no_empty_list(key: str) -> None:
    got = prices.parse("azure", page(ITEM).replace(f'"{key}"'.encode(), f'"{key}_v2"'.encode()), ASK, WANTED)
    assert (got.fault, got.offers) == ("shape_changed", ())


def linked(skip: int, url: str = ASK.url) -> str:
    return f"{url}&$skip={skip}"


@pytest.mark.parametrize(
    "link",
    [
        linked(1000),
        linked(1000).replace("azure.com", "azure.com:443"),
        linked(1000).replace("https://", "http://127.0.0.1:8790/"),
        linked(1000).replace("prices.azure.com", "evil.example"),
        linked(1000).replace(SKU, "Standard_ND96isr_H200_v5"),
    ],
)
def test_a_page_is_asked_at_the_same_place_with_the_same_filter_whatever_the_link_names(link: str) -> None:
    (more,) = read(ITEM, following=link).more
    assert more == Ask(name=SKU, url=linked(1000))
    (after,) = read(ITEM, following=link.replace("$skip=1000", "$skip=2000"), ask=more).more
    assert after == Ask(name=SKU, url=linked(2000))


@pytest.mark.parametrize(
    "link",
    [
        linked(1000).replace("/api/retail/prices", "/admin"),
        linked(0),
        ASK.url,
        linked(20_000),
        ASK.url + "&$skip=-5",
        ASK.url + "&$skip=٣٠٠٠",
        ASK.url + "&a" * 1000,
        ASK.url + "&a" * 10**6,
        "https://[::1",
        {"a": 1},
        7,
    ],
)
def test_a_link_elsewhere_or_in_a_loop_is_told_and_not_followed(link: Any) -> None:
    got = read(ITEM, following=link)
    assert (got.more, got.n_faults, len(got.offers)) == ((), 1, 1)
    assert got.faults[0].startswith("NextPageLink: ")


def test_pages_come_to_an_end_whatever_the_links_say() -> None:
    ask, asked = ASK, 0
    while True:
        more = read(ITEM, following=linked(1000 * (asked + 1)), ask=ask).more
        if not more:
            break
        (ask,), asked = more, asked + 1
    assert asked == 19
    assert read(ITEM, following=ask.url, ask=ask).more == ()


@pytest.mark.parametrize(
    ("sku", "count"),
    [
        ("Standard_ND96isr_H100_v5", 8), ("Standard_ND96is_H200_v5", 8), ("Standard_ND96isr_MI300X_v5", 8),
        ("Standard_ND96asr_v4", 8), ("Standard_ND96amsr_A100_v4", 8), ("Standard_ND128isr_NDR_GB200_v6", 4),
        ("Standard_ND128isr_GB300_v6", 4), ("Standard_NC96ads_A100_v4", 4), ("Standard_NC80adis_H100_v5", 2),
        ("Standard_NC48ads_A100_v4", 2), ("Standard_NC40ads_H100_v5", 1), ("Standard_NCC40ads_H100_v5", 1),
        ("Standard_NC24ads_A100_v4", 1),
    ],
)  # fmt: skip
def test_the_size_tells_how_many_accelerators_there_are(sku: str, count: int) -> None:
    assert azure.accelerators(sku) == count


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"), (b"<html>", "html"), (page(ITEM)[:-20], "truncated"), (b"\xff\xfe\x00", "not_text"),
        (b"[" * 200_000, "parse"), (b"[]", "shape_changed"), (b'{"Error": {"Code": "BadRequest"}}', "shape_changed"),
        (b'{"Items": NaN}', "parse"),
    ],
)  # fmt: skip
def test_what_is_no_list_has_a_name(body: bytes, fault: str) -> None:
    got = prices.parse("azure", body, ASK, WANTED)
    assert (got.fault, got.offers) == (fault, ())


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ITEM, "x"]), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from([*ITEM, "effectiveEndDate"]), VALUES, max_size=4), VALUES)
def test_any_values_in_the_shape_are_read_or_told(changed: dict[str, Any], following: Any) -> None:
    got = read({**ITEM, **changed}, changed, following=following)
    assert all(o.usd_per_hour >= 0 and o.count >= 1 and o.region for o in got.offers)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(page(ITEM, ITEM, following=linked(1000))) - 1), st.binary(max_size=3))
def test_any_damage_to_the_bytes_is_read_or_told(at: int, put: bytes) -> None:
    body = page(ITEM, ITEM, following=linked(1000))
    got = prices.parse("azure", body[:at] + put + body[at + 1 :], ASK, WANTED)
    assert got.offers or got.broken or got.rows == 0
