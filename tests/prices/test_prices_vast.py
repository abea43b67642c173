"""Vast's market: the cheapest verified host of each kind. All answers are synthetic, in the shape of Vast's API reference."""

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
from tracker.prices import vast

WANTED = Wanted(today="2026-11-25")
ASKS = vast.asks(PriceSource(slug="vast", kind="vast", url=vast.URL), WANTED)
ASK = next(ask for ask in ASKS if ask.name == "H100 SXM")
HOST: dict[str, Any] = {
    "id": 1, "gpu_name": "H100 SXM", "num_gpus": 1, "gpu_ram": 81559, "dph_base": 1.9, "dph_total": 2.0, "min_bid": 1.2,
    "geolocation": "Atlantis, AT", "verification": "verified", "rentable": True, "rented": False, "reliability": 0.99,
}  # fmt: skip


def host(usd: Any = 2.0, gpus: Any = 1, bid: Any = None, **other: Any) -> dict[str, Any]:
    return {**HOST, "dph_total": usd, "num_gpus": gpus, "min_bid": bid, **other}


def answer(*hosts: Any) -> bytes:
    return json.dumps({"offers": list(hosts)}).encode()


def read(*hosts: Any, ask: Ask = ASK) -> ReadList:
    return prices.parse("vast", answer(*hosts), ask, WANTED)


def floor(found: ReadList, gpus: int, term: str = "on_demand") -> ListedOffer:
    (offer,) = [offer for offer in found.offers if offer.count == gpus and offer.term == term]
    return offer


def query(ask: Ask) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(ask.payload or b"")
    return told


def test_each_gpu_is_asked_for_by_its_name_cheapest_first() -> None:
    assert len({ask.name for ask in ASKS}) == len(ASKS) >= 10
    for ask in ASKS:
        told = query(ask)
        assert told["gpu_name"] == {"eq": ask.name}
        assert "_" not in ask.name
        assert (told["verified"], told["rentable"], told["rented"]) == ({"eq": True}, {"eq": True}, {"eq": False})
        assert (told["order"], told["type"]) == ([["dph_total", "asc"]], "on-demand")
        assert ask.url == "https://console.vast.ai/api/v0/bundles/"


def test_only_the_a100_with_80_gb_is_asked_for() -> None:
    least = {ask.name: query(ask).get("gpu_ram") for ask in ASKS}
    assert least["A100 SXM4"] == {"gte": 61440}
    assert least["H100 SXM"] is None


def test_each_day_begins_at_another_gpu_and_all_have_their_turn() -> None:
    source = PriceSource(slug="vast", kind="vast", url=vast.URL)
    days = [vast.asks(source, Wanted(today=f"2026-11-{day}")) for day in (23, 24, 25, 26)]
    assert {frozenset(ask.name for ask in asks) for asks in days} == {frozenset(ask.name for ask in ASKS)}
    assert {ask.name for asks in days for ask in asks[:4]} == {ask.name for ask in ASKS}


def test_the_cheapest_host_of_each_number_of_gpus_is_the_price() -> None:
    found = read(host(2.4, 1), host(2.0, 1, 1.1), host(17.6, 8, 9.0), host(16.8, 8, 10.0))
    assert (found.rows, found.n_faults, found.more) == (4, 0, ())
    single, eight = floor(found, 1), floor(found, 8)
    assert (single.usd_per_hour, eight.usd_per_hour) == (2.0, 16.8)
    assert (eight.provider, eight.accelerator, eight.region, eight.quality) == ("vast", "H100 SXM", "", "ok")
    assert eight.sku == "H100 SXM x8, cheapest verified host"
    assert eight.memory_gib == pytest.approx(79.6)


def test_the_sku_and_region_stay_when_the_cheapest_host_moves() -> None:
    before = floor(read(host(16.8, 8, geolocation="Texas, US", id=5)), 8)
    after = floor(read(host(15.2, 8, geolocation="Norway, NO", id=6, gpu_ram=81300)), 8)
    assert (before.sku, before.region) == (after.sku, after.region)


def test_the_lowest_bid_is_the_spot_price_unless_it_saves_nothing() -> None:
    found = read(host(2.0, 1, 1.4), host(2.2, 1, 0.9), host(4.0, 2, 4.0), host(9.0, 4, 0))
    assert floor(found, 1, "spot").usd_per_hour == 0.9
    assert floor(found, 1, "spot").sku == floor(found, 1).sku
    assert [offer.count for offer in found.offers if offer.term == "spot"] == [1]


def test_hosts_that_are_rented_or_not_verified_are_no_offer() -> None:
    found = read(
        host(0.1, rented=True), host(0.2, rentable=False), host(0.3, verification="unverified"), host(0.4, verified=False),
        host(0.5, verification="deverified"), host(2.0),
    )  # fmt: skip
    assert (floor(found, 1).usd_per_hour, found.n_faults) == (2.0, 0)


def test_an_a100_of_40_gb_is_no_price_of_the_one_with_80_even_if_it_comes() -> None:
    ask = next(ask for ask in ASKS if ask.name == "A100 SXM4")
    small, large = ({"gpu_name": "A100 SXM4", "gpu_ram": mib} for mib in (40960, 81920))
    found = read(host(0.9, **small), host(1.5, **large), ask=ask)
    assert (floor(found, 1).usd_per_hour, found.n_faults) == (1.5, 0)


def test_a_host_far_below_the_others_is_doubted() -> None:
    found = read(host(0.02), *[host(2.0 + n / 10) for n in range(6)])
    doubted = floor(found, 1)
    assert (doubted.usd_per_hour, doubted.quality) == (0.02, "unit_suspect")
    assert doubted.reason == "The cheapest of 7 hosts asks 0.02 USD per hour, their median is 2.2."
    assert floor(read(host(1.2), *[host(2.0 + n / 10) for n in range(6)]), 1).quality == "ok"


def test_a_full_answer_asks_for_the_numbers_that_it_did_not_reach() -> None:
    found = read(*[host(1.0 + n / 100, 1 if n % 2 else 2) for n in range(64)])
    (further,) = found.more
    assert (further.name, further.url) == (ASK.name, ASK.url)
    assert query(further) == {**query(ASK), "num_gpus": {"notin": [1, 2]}}
    next_page = read(*[host(8.0 + n / 100, 4) for n in range(64)], ask=further)
    assert floor(next_page, 4).usd_per_hour == 8.0
    assert query(next_page.more[0])["num_gpus"] == {"notin": [1, 2, 4]}
    assert read(host(16.0, 8), ask=next_page.more[0]).more == ()


def test_a_service_that_does_not_heed_the_exclusion_is_not_asked_for_ever() -> None:
    page = [host(1.0 + n / 100, 1) for n in range(64)]
    (further,) = read(*page).more
    again = read(*page, ask=further)
    assert (again.offers, again.more) == ((), ())
    pages, ask, count = 0, ASK, 0
    while ask and pages < 100:
        count += 1
        more = read(*[host(count, count) for _ in range(64)], ask=ask).more
        ask, pages = more[0] if more else None, pages + 1
    assert pages < 20


def test_a_market_without_such_a_host_is_no_fault() -> None:
    found = read()
    assert (found.rows, found.offers, found.broken) == (0, (), "")


def test_another_gpu_than_asked_for_is_not_taken() -> None:
    found = read(host(0.2, gpu_name="RTX 4090"), host(2.0))
    assert (floor(found, 1).usd_per_hour, found.n_faults) == (2.0, 1)
    assert read(host(0.2, gpu_name="RTX 4090")).fault == "shape_changed"


@pytest.mark.parametrize("key", ["gpu_name", "num_gpus", "gpu_ram", "dph_total", "min_bid"])
def test_a_renamed_key_is_told(key: str) -> None:
    renamed = {(f"{k}_v2" if k == key else k): v for k, v in HOST.items()}
    assert read(renamed, renamed).fault == "shape_changed"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'{"success": false, "error": "invalid_args", "msg": "bad query"}', "parse"), (b'{"asks": []}', "shape_changed"),
        (b"[]", "shape_changed"), (b"", "empty"), (b"<html>429</html>", "html"), (answer(HOST)[:60], "truncated"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_named(body: bytes, fault: str) -> None:
    found = prices.parse("vast", body, ASK, WANTED)
    assert found.fault == fault
    assert "bad query" in found.broken or fault != "parse"


def test_one_bad_host_is_a_fault_and_the_others_go_on() -> None:
    found = read(host("cheap"), 7, host(0), host(2.0, 1.5), host(2.0, gpu_ram=0), host(2.5))
    assert (found.rows, found.n_faults) == (6, 5)
    assert floor(found, 1).usd_per_hour == 2.5
    assert found.faults[0] == "offers[0]: dph_total 'cheap' is no number"


def test_no_value_raises() -> None:
    for body in variants({"offers": [HOST], "success": True}):
        found = prices.parse("vast", body, ASK, WANTED)
        assert all(0 < offer.usd_per_hour <= 1e7 and len(offer.sku) < 300 for offer in found.offers)
    assert prices.parse("vast", deep(), ASK, WANTED).broken


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 500), st.integers(0, 60))
def test_no_bytes_raise(junk: bytes, at: int, cut: int) -> None:
    sound = answer(HOST, host(3.0, 2))
    assert isinstance(prices.parse("vast", sound[:at] + junk + sound[at + cut :], ASK, WANTED), ReadList)
    assert isinstance(prices.parse("vast", junk, ASK, WANTED), ReadList)


def test_three_megabytes_of_hosts_take_little_memory() -> None:
    filler = {f"key_{n}": n * 1.5 for n in range(70)}
    body = answer(*[{**host(1.0 + n / 1000), **filler} for n in range(2500)])
    assert len(body) > 2.8e6
    tracemalloc.start()
    try:
        assert prices.parse("vast", body, ASK, WANTED).offers
        assert tracemalloc.get_traced_memory()[1] < 60e6
    finally:
        tracemalloc.stop()
