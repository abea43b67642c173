"""Oracle's estimator: two answers make a price. All answers are synthetic, in the shape that users of the estimator document."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest
from hostile_answers import deep, variants
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import prices
from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.prices import oracle

WANTED = Wanted(today="2026-11-25")
FIRST = Ask(name="", url=oracle.URL)


def shape(sku: str, part: str, gpus: Any, **other: Any) -> dict[str, Any]:
    return {
        "name": sku, "hidden": False, "status": "ACTIVE", "allowPreemptible": False, "bundleMemoryQty": 2048,
        "gpuQty": gpus, "gpuMemoryQty": 640, "processorType": {"value": "hopper"}, "shapeType": {"value": "bm"},
        "subType": {"value": "gpu"}, "products": [{"partNumber": part, "qty": 112, "type": {"value": "ocpu"}}], **other,
    }  # fmt: skip


def product(part: str, usd: Any, **other: Any) -> dict[str, Any]:
    local = [
        {"currencyCode": "EUR", "prices": [{"model": "PAY_AS_YOU_GO", "value": 1.0}]},
        {"currencyCode": "USD", "prices": [{"model": "PAY_AS_YOU_GO", "value": usd}]},
    ]
    return {"partNumber": part, "billingModel": "UCM", "pricetype": "HOUR", "currencyCodeLocalizations": local, **other}


SHAPES = [
    shape("BM.GPU.H100.8", "B98415", 8),
    shape("BM.GPU.GB300.4 (NVL72)", "B112140", 4),
    shape("BM.GPU4.8", "B92740", 8),
    shape("BM.GPU.MI355X.8", "B111758", 8, gpuMemoryQty=288),
    shape("BM.GPU.OLD.8", "B1", 8, status="RETIRED"),
    shape("BM.GPU.SECRET.8", "B2", 8, hidden=True),
    shape("PostgreSQL.VM.GPU.8", "B3", 8),
    shape("VM.Standard.E4.Flex", "B93113", None, subType={"value": "flexible"}),
]
PRODUCTS = [
    product("B98415", 10),
    product("B112140", 18),
    product("B92740", 3.05),
    product("B111758", 8.6),
    product("B7", 1),
]


def answer(*items: Any) -> bytes:
    return json.dumps({"items": items}).encode()


def first(*shapes: Any) -> ReadList:
    return prices.parse("oracle", answer(*shapes), FIRST, WANTED)


def both(shapes: list[Any], products: list[Any]) -> ReadList:
    (ask,) = first(*shapes).more
    return prices.parse("oracle", answer(*products), ask, WANTED)


def by_sku(found: ReadList) -> dict[str, ListedOffer]:
    return {offer.sku: offer for offer in found.offers}


def test_the_first_answer_leads_to_the_prices_and_carries_what_it_said() -> None:
    found = first(*SHAPES)
    assert (found.offers, found.n_faults, found.broken) == ((), 0, "")
    (ask,) = found.more
    assert ask.name == FIRST.name
    assert ask.url == "https://www.oracle.com/a/ocom/docs/cloudestimator2/data/products.json"
    assert (ask.payload, ask.mirror) == (None, "")
    assert ask.carried


def test_the_way_to_the_prices_stays_on_the_server_that_was_asked() -> None:
    ask = Ask(
        name="", url="http://127.0.0.1:8790/www.oracle.com/data/shapes.json", mirror="https://m.example/o/shapes.json"
    )
    (further,) = prices.parse("oracle", answer(*SHAPES), ask, WANTED).more
    assert further.url == "http://127.0.0.1:8790/www.oracle.com/data/products.json"
    assert further.mirror == "https://m.example/o/products.json"


def test_prices_are_of_the_whole_shape_in_all_regions() -> None:
    found = both(SHAPES, PRODUCTS)
    assert (found.rows, found.faults) == (4, ())
    told = {offer.sku: (offer.accelerator, offer.count, offer.usd_per_hour) for offer in found.offers}
    assert told == {
        "BM.GPU.H100.8": ("H100", 8, 80.0),
        "BM.GPU.GB300.4": ("GB300", 4, 72.0),
        "BM.GPU4.8": ("", 8, pytest.approx(24.4)),
        "BM.GPU.MI355X.8": ("MI355X", 8, pytest.approx(68.8)),
    }
    assert {(o.provider, o.region, o.term, o.quality, o.memory_gib) for o in found.offers} == {
        ("oracle", "", "on_demand", "ok", None)
    }


def test_a_price_per_gpu_hour_agrees_with_the_catalogues_check_values() -> None:
    offers = by_sku(both(SHAPES, PRODUCTS))
    per_gpu = {sku: offers[sku].usd_per_hour / offers[sku].count for sku in offers}
    assert per_gpu["BM.GPU.H100.8"] == 10.0
    assert per_gpu["BM.GPU.GB300.4"] == 18.0
    assert per_gpu["BM.GPU.MI355X.8"] == pytest.approx(8.6)


def test_the_price_is_found_by_the_metric_where_one_is_printed() -> None:
    shapes = [shape("BM.GPU.A.8", "P1", 8), shape("BM.GPU.B.8", "P2", 8), shape("BM.GPU.C.8", "P3", 8)]
    products = [
        {**product("P1", 2), "pricetype": None, "metricName": "GPU Per Hour"},
        {**product("P2", 0.1), "metricName": "OCPU Per Hour"},
        {**product("P3", 2), "metricName": "Gigabyte Per Hour"},
    ]
    found = both(shapes, products)
    assert {sku: offer.usd_per_hour for sku, offer in by_sku(found).items()} == {
        "BM.GPU.A.8": 16.0,
        "BM.GPU.B.8": pytest.approx(11.2),
    }
    assert found.faults == ("BM.GPU.C.8: part P3 is priced by GIGABYTE PER HOUR, not by GPU",)


def test_further_parts_of_a_shape_are_added_by_their_quantity() -> None:
    parts = [
        {"partNumber": "P1", "qty": None, "type": {"value": "ocpu"}},
        {"partNumber": "P2", "qty": 100, "type": {"value": "memory"}},
    ]
    found = both([shape("VM.GPU.A.2", "", 2, products=parts)], [product("P1", 3), product("P2", 0.01)])
    assert found.offers[0].usd_per_hour == pytest.approx(7.0)


@pytest.mark.parametrize(
    ("products", "said"),
    [
        ([], "part P2 is not in the list"),
        ([product("P2", 1), product("P2", 2)], "part P2 has several prices"),
        ([product("P2", 1, pricetype="MONTH")], "part P2 is not priced by the hour"),
        ([product("P2", -1)], "value -1.0 is negative"),
        ([product("P2", None)], "value is missing"),
        ([product("P2", 1, currencyCodeLocalizations=[])], "part P2 has 0 pay-as-you-go prices in USD"),
        ([{**product("P2", 1), "currencyCodeLocalizations": [{"currencyCode": "USD", "prices": [
            {"model": "PAY_AS_YOU_GO", "value": 0, "rangeMax": 10}, {"model": "PAY_AS_YOU_GO", "value": 2}]}]}],
         "part P2 has 2 pay-as-you-go prices in USD"),
    ],
)  # fmt: skip
def test_a_price_that_is_not_clear_is_a_fault_of_its_shape_alone(products: list[Any], said: str) -> None:
    found = both([shape("BM.GPU.A.8", "P1", 8), shape("BM.GPU.B.8", "P2", 8)], [product("P1", 2), *products])
    assert list(by_sku(found)) == ["BM.GPU.A.8"]
    assert found.faults == (f"BM.GPU.B.8: {said}",)


def test_zero_is_kept_and_flagged() -> None:
    (offer,) = both([shape("BM.GPU.A.8", "P1", 8)], [product("P1", 0)]).offers
    assert (offer.usd_per_hour, offer.quality) == (0.0, "zero")
    assert offer.reason


def test_a_shape_with_and_without_its_decoration_is_one_offer_and_two_prices_of_it_are_flagged() -> None:
    twice = [shape("BM.GPU.GB200.4", "P1", 4), shape("BM.GPU.GB200.4 (NVL72)", "P2", 4)]
    (same,) = both(twice, [product("P1", 16), product("P2", 16)]).offers
    assert same.quality == "ok"
    (offer,) = both(twice, [product("P1", 16), product("P2", 18)]).offers
    assert offer.quality == "duplicate"
    assert "64" in offer.reason
    assert "72" in offer.reason


def test_bad_shapes_are_faults_and_the_others_go_on() -> None:
    bad = [shape("BM.GPU.A.8", "P1", 2.5), shape("BM.GPU.B.8", "P1", None), shape("BM.GPU.C.8", "P1", 8, products=[])]
    found = first(*bad, *SHAPES)
    assert (found.rows, found.n_faults) == (3, 3)
    assert found.faults[0] == "items[0] BM.GPU.A.8: gpuQty 2.5 is no number of GPUs"
    assert len(json.loads(found.more[0].carried)) == 4


@pytest.mark.parametrize("key", ["gpuQty", "products", "name"])
def test_a_renamed_key_of_shapes_is_told(key: str) -> None:
    renamed = [{(f"{k}_v2" if k == key else k): v for k, v in item.items()} for item in SHAPES]
    assert first(*renamed).fault == "shape_changed"


@pytest.mark.parametrize("key", ["partNumber", "currencyCodeLocalizations", "pricetype"])
def test_a_renamed_key_of_products_is_told(key: str) -> None:
    renamed = [{(f"{k}_v2" if k == key else k): v for k, v in item.items()} for item in PRODUCTS]
    assert both(SHAPES, renamed).fault == "shape_changed"


def test_a_list_without_gpus_or_items_is_another_list() -> None:
    assert first(SHAPES[-1]).fault == "shape_changed"
    assert first().fault == "shape_changed"
    assert prices.parse("oracle", b'{"elements": []}', FIRST, WANTED).fault == "shape_changed"
    assert prices.parse("oracle", b"[]", FIRST, WANTED).fault == "shape_changed"


def test_it_is_asked_for_once_at_its_address() -> None:
    source = PriceSource(slug="oracle", kind="oracle", url=oracle.URL)
    assert oracle.asks(source, WANTED) == (FIRST,)


def test_no_value_raises_in_either_answer() -> None:
    (ask,) = first(*SHAPES).more
    for body in variants({"items": SHAPES[1:2]}):
        found = prices.parse("oracle", body, FIRST, WANTED)
        for further in found.more:
            assert isinstance(prices.parse("oracle", answer(*PRODUCTS), further, WANTED), ReadList)
    for body in variants({"items": PRODUCTS[:1]}):
        found = prices.parse("oracle", body, ask, WANTED)
        assert all(0 <= offer.usd_per_hour < 1e9 and len(offer.sku) <= 200 for offer in found.offers)
    assert prices.parse("oracle", deep(), FIRST, WANTED).broken


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 4000), st.integers(0, 60))
def test_no_bytes_raise(junk: bytes, at: int, cut: int) -> None:
    sound = answer(*SHAPES)
    assert isinstance(prices.parse("oracle", sound[:at] + junk + sound[at + cut :], FIRST, WANTED), ReadList)
    (ask,) = first(*SHAPES).more
    sound = answer(*PRODUCTS)
    assert isinstance(prices.parse("oracle", sound[:at] + junk + sound[at + cut :], ask, WANTED), ReadList)


def test_three_megabytes_of_prices_take_little_memory() -> None:
    local = [{"currencyCode": f"C{n}", "prices": [{"model": "PAY_AS_YOU_GO", "value": 1.5 * n}]} for n in range(30)]
    items = [{**product(f"X{n}", 1), "currencyCodeLocalizations": local} for n in range(1400)]
    body = answer(*PRODUCTS, *items)
    assert len(body) > 2.8e6
    (ask,) = first(*SHAPES).more
    tracemalloc.start()
    try:
        assert len(prices.parse("oracle", body, ask, WANTED).offers) == 4
        assert tracemalloc.get_traced_memory()[1] < 60e6
    finally:
        tracemalloc.stop()
