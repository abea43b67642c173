"""gpuhunt's TPU list: chip-hours by region, on composed files in its shape and, where it is at hand, on the real one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.prices import connector, parse
from tracker.prices.gpuhunt_tpu import URL

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "prices" / "gpuhunt" / "tpu_pricing.json"
WANTED = Wanted(today="2026-11-25")
V6E = {"Location": "South Carolina", "On Demand (USD)": 2.7, "Spot (USD)": 1.89}

needs_real = pytest.mark.skipif(not REAL.is_file(), reason="no shared price lists here")


def read(value: Any) -> ReadList:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return parse("gpuhunt_tpu", body, Ask(name="", url=URL), WANTED)


def prices(row: dict[str, Any]) -> list[tuple[str, float, str]]:
    listed = read({"TPU v6e": {"us-east1": row}, "TPU v5p": {"us-east5": V6E}})
    assert (listed.broken, listed.faults) == ("", ())
    return [(o.term, o.usd_per_hour, o.quality) for o in listed.offers if o.sku == "TPU v6e"]


def test_a_region_is_a_chip_on_demand_and_one_on_the_spot_market() -> None:
    on_demand, spot = read({"TPU v6e": {"us-east1": V6E}}).offers
    assert (on_demand.provider, on_demand.sku, on_demand.accelerator) == ("gcp", "TPU v6e", "TPU v6e")
    assert (on_demand.count, on_demand.region, on_demand.term, on_demand.usd_per_hour) == (
        1,
        "us-east1",
        "on_demand",
        2.7,
    )
    assert (spot.term, spot.usd_per_hour, spot.quality) == ("spot", 1.89, "ok")


def test_the_list_is_asked_for_where_the_source_says() -> None:
    source = PriceSource(slug="g", kind="gpuhunt_tpu", url=URL, mirror="https://m.example/tpu.json")
    assert connector("gpuhunt_tpu").asks(source, WANTED) == (
        Ask(name="", url=URL, mirror="https://m.example/tpu.json"),
    )


def test_spot_above_or_at_the_on_demand_price_never_ranks() -> None:
    assert prices(V6E | {"Spot (USD)": 3.686}) == [("on_demand", 2.7, "ok"), ("spot", 3.686, "unit_suspect")]
    assert prices(V6E | {"Spot (USD)": 2.7}) == [("on_demand", 2.7, "ok"), ("spot", 2.7, "sentinel")]


def test_one_price_alone_and_a_price_of_nothing() -> None:
    assert prices({"Spot (USD)": 1.89}) == [("spot", 1.89, "ok")]
    assert prices({"On Demand (USD)": 0, "Spot (USD)": 1.89}) == [("on_demand", 0.0, "zero"), ("spot", 1.89, "ok")]


@pytest.mark.parametrize(
    ("region", "row", "said"),
    [
        ("us-east1_v2", V6E, "no region of Google Cloud"),
        ("us-east1", {"Location": "Iowa"}, "neither On Demand (USD) nor Spot (USD)"),
        ("us-east1", V6E | {"Spot (USD)": "cheap"}, "is no number"),
        ("us-east1", V6E | {"Spot (USD)": True}, "is no number"),
        ("us-east1", V6E | {"Spot (USD)": 10**400}, "is no number"),
        ("us-east1", V6E | {"Spot (USD)": -1}, "negative"),
        ("us-east1", [V6E], "no table of prices"),
    ],
)
def test_a_bad_region_is_a_fault_and_the_others_go_on(region: str, row: Any, said: str) -> None:
    listed = read({"TPU v5p": {region: row, "us-east5": V6E}})
    assert (listed.rows, listed.n_faults, len(listed.offers)) == (2, 1, 2)
    assert listed.faults[0].startswith(f"TPU v5p, {region}: ")
    assert said in listed.faults[0]


def test_products_of_one_name_but_for_blanks_are_one_place() -> None:
    listed = read({"TPU v6e": {"us-east1": V6E}, "TPU  v6e": {"us-east1": V6E | {"On Demand (USD)": 9}}})
    assert [(o.term, o.usd_per_hour, o.quality) for o in listed.offers] == [
        ("on_demand", 2.7, "duplicate"),
        ("spot", 1.89, "ok"),
    ]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"),
        ({}, "empty"),
        ([V6E], "shape_changed"),
        ({"TPU v6e": []}, "shape_changed"),
        ({"TPU v6e": {"us-east1": {"On Demand (EUR)": 2.5, "Spot (EUR)": 1.7}}}, "shape_changed"),
        ({"TPU v6e": {"us-east1": {"On Demand": 2.5, "Spot (USD)": 1.7}}}, "shape_changed"),
        ({"TPU v6e": {"us-east1": {"On Demand (USD)": 2.5, "Spot": 1.7}}}, "shape_changed"),
        ({"x" * 1_000_000: {"us-east1": V6E}}, "shape_changed"),
        (b'{"TPU v6e": {"us-east1": {"On Demand (USD)": NaN}}}', "parse"),
        (b"[" * 100_000, "parse"),
        (json.dumps({"TPU v6e": {"us-east1": V6E}}).encode()[:-20], "truncated"),
        (b"<html>429</html>", "html"),
    ],
)
def test_an_answer_that_cannot_be_used_says_why(body: Any, fault: str) -> None:
    listed = read(body)
    assert (listed.fault, listed.offers) == (fault, ())
    assert 0 < len(listed.broken) <= 300


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=20), inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(ANYTHING, st.sampled_from(["list", "product", "region", "price"]))
def test_any_value_in_any_place_gives_prices_or_faults_and_no_exception(value: Any, place: str) -> None:
    listed = {
        "list": value,
        "product": {"TPU v6e": value},
        "region": {"TPU v6e": {"us-east1": value}},
        "price": {"TPU v6e": {"us-east1": V6E | {"Spot (USD)": value}}},
    }[place]
    for offer in read(listed).offers:
        assert 0 <= offer.usd_per_hour <= 1e7


@needs_real
def test_every_region_of_the_real_list_is_read_and_the_prices_of_chips_come_out() -> None:
    listed = read(REAL.read_bytes())
    assert (listed.rows, listed.faults, listed.broken) == (21, (), "")
    ranked = [o for o in listed.offers if (o.term, o.quality) == ("on_demand", "ok")]
    cheapest = {sku: min(o.usd_per_hour for o in ranked if o.sku == sku) for sku in {o.sku for o in ranked}}
    assert (cheapest["TPU v6e"], cheapest["TPU v5p"], cheapest["TPU v5e"], cheapest["TPU v4 pod"]) == (
        2.7,
        4.2,
        1.2,
        3.22,
    )


@needs_real
def test_the_real_spot_prices_above_on_demand_are_flagged_one_by_one() -> None:
    suspect = {(o.sku, o.region) for o in read(REAL.read_bytes()).offers if o.quality == "unit_suspect"}
    assert suspect == {
        ("TPU v4 pod", "us-central2"), ("TPU v3 pod", "europe-west4"), ("TPU v3 device", "europe-west4"),
        ("TPU v2 pod", "us-central1"), ("TPU v2 pod", "europe-west4"), ("TPU v2 device", "europe-west4"),
    }  # fmt: skip


@needs_real
@pytest.mark.parametrize("key", ["On Demand (USD)", "Spot (USD)"])
def test_a_renamed_key_of_the_real_list_is_a_changed_shape(key: str) -> None:
    assert read(REAL.read_bytes().replace(key.encode(), key.encode() + b"_v2")).fault == "shape_changed"
