"""RunPod's GPU types: per-GPU prices of two clouds. All answers are synthetic, in the shape of RunPod's published schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hostile_answers import deep, variants
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import prices
from tracker.model.feed import PriceSource
from tracker.model.listing import ReadList, Wanted
from tracker.prices import runpod

WANTED = Wanted(today="2026-11-25")
(ASK,) = runpod.asks(PriceSource(slug="runpod", kind="runpod", url=runpod.URL), WANTED)
H100: dict[str, Any] = {
    "id": "NVIDIA H100 80GB HBM3", "displayName": "H100 SXM", "memoryInGb": 80, "secureCloud": True, "communityCloud": True,
    "securePrice": 2.99, "communityPrice": 2.69, "secureSpotPrice": 1.75, "communitySpotPrice": 1.25,
}  # fmt: skip


def answer(*rows: Any, **other: Any) -> bytes:
    return json.dumps({"data": {"gpuTypes": list(rows)}, **other}).encode()


def read(body: bytes) -> ReadList:
    return prices.parse("runpod", body, ASK, WANTED)


def told(found: ReadList) -> dict[tuple[str, str], float]:
    return {(offer.region, offer.term): offer.usd_per_hour for offer in found.offers}


def test_the_query_asks_for_each_price_that_is_read() -> None:
    query = json.loads(ASK.payload or b"")["query"]
    assert ASK.url == "https://api.runpod.io/graphql"
    assert all(f" {key} " in query for key in H100)


def test_both_clouds_are_regions_and_prices_are_of_one_gpu() -> None:
    found = read(answer(H100))
    assert told(found) == {
        ("secure", "on_demand"): 2.99, ("secure", "spot"): 1.75,
        ("community", "on_demand"): 2.69, ("community", "spot"): 1.25,
    }  # fmt: skip
    assert {(o.provider, o.sku, o.accelerator, o.count, o.memory_gib, o.quality) for o in found.offers} == {
        ("runpod", "NVIDIA H100 80GB HBM3", "H100 SXM", 1, 80.0, "ok")
    }


def test_a_spot_price_equal_to_on_demand_is_no_offer() -> None:
    found = read(answer({**H100, "secureSpotPrice": 2.99, "communitySpotPrice": 2.69}))
    assert told(found) == {("secure", "on_demand"): 2.99, ("community", "on_demand"): 2.69}


def test_a_cloud_that_does_not_offer_the_gpu_has_no_price() -> None:
    elsewhere = {**H100, "communityCloud": False, "communityPrice": 0, "communitySpotPrice": 0.4}
    assert set(told(read(answer(elsewhere)))) == {("secure", "on_demand"), ("secure", "spot")}
    missing = {**H100, "securePrice": None, "secureSpotPrice": None}
    assert {region for region, _ in told(read(answer(missing)))} == {"community"}


def test_spot_without_on_demand_is_kept_as_spot_alone() -> None:
    assert ("secure", "spot") in told(read(answer({**H100, "securePrice": None})))


def test_zero_is_kept_and_flagged() -> None:
    found = read(answer({**H100, "securePrice": 0.0}))
    (zero,) = [offer for offer in found.offers if offer.quality != "ok"]
    assert (zero.region, zero.term, zero.usd_per_hour, zero.quality) == ("secure", "on_demand", 0.0, "zero")
    assert zero.reason


def test_an_unknown_type_of_no_cloud_says_nothing() -> None:
    unknown = {
        **H100,
        "id": "unknown",
        "displayName": "unknown",
        "memoryInGb": 0,
        "secureCloud": False,
        "communityCloud": False,
    }
    found = read(answer(unknown, H100))
    assert (found.rows, found.n_faults, len(found.offers)) == (2, 0, 4)


def test_errors_in_an_answer_with_status_200_break_it_even_beside_data() -> None:
    errors = [{"message": "Something went wrong \x1b[31m", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]
    found = read(answer(H100, errors=errors))
    assert (found.offers, found.fault) == ((), "parse")
    assert "Something went wrong" in found.broken
    assert "\x1b" not in found.broken
    gone = [{"message": 'Cannot query field "securePrice" on type "GpuType".'}]
    assert read(json.dumps({"errors": gone, "data": None}).encode()).fault == "shape_changed"


@pytest.mark.parametrize("key", list(H100))
def test_a_renamed_key_is_told(key: str) -> None:
    renamed = {(f"{k}_v2" if k == key else k): v for k, v in H100.items()}
    found = read(answer(renamed, {**renamed, "id_v2": "other"}))
    assert (found.fault, found.offers) == ("shape_changed", ())
    assert key in found.broken


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'{"data": {"gpus": []}}', "shape_changed"), (b'{"data": null}', "shape_changed"), (b"[]", "shape_changed"),
        (b'{"data": {"gpuTypes": []}}', "empty"), (b"", "empty"), (b"<!doctype html>", "html"),
        (answer(H100)[:90], "truncated"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_named(body: bytes, fault: str) -> None:
    assert read(body).fault == fault


def test_one_bad_row_is_a_fault_and_the_others_go_on() -> None:
    found = read(
        answer({**H100, "id": "Bad", "securePrice": "many"}, 7, {**H100, "id": "Neg", "communityPrice": -1}, H100)
    )
    assert (found.rows, found.n_faults) == (4, 3)
    assert found.faults[0] == "gpuTypes[0] Bad: securePrice 'many' is no number"
    assert {offer.sku for offer in found.offers} == {H100["id"]}


def test_a_row_that_comes_twice_is_one_offer_and_two_prices_are_flagged() -> None:
    assert len(read(answer(H100, H100)).offers) == 4
    found = read(answer(H100, {**H100, "securePrice": 3.29}))
    (flagged,) = [offer for offer in found.offers if offer.quality != "ok"]
    assert (flagged.quality, flagged.region, flagged.term) == ("duplicate", "secure", "on_demand")
    assert "2.99" in flagged.reason
    assert "3.29" in flagged.reason


def test_no_value_raises() -> None:
    for body in variants({"data": {"gpuTypes": [H100]}}):
        found = read(body)
        assert all(
            0 <= offer.usd_per_hour <= 1e7 and len(offer.sku + offer.accelerator) <= 400 for offer in found.offers
        )
    for body in variants({"errors": [{"message": "x"}]}):
        assert isinstance(read(body), ReadList)
    assert read(deep()).broken


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 60))
def test_no_bytes_raise(junk: bytes, at: int, cut: int) -> None:
    sound = answer(H100, {**H100, "id": "other"})
    assert isinstance(read(sound[:at] + junk + sound[at + cut :]), ReadList)
    assert isinstance(read(junk), ReadList)
