"""SkyPilot's and gpuhunt's lists as they were: every trap that these copies prove, and the prices that must come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.prices import parse

PRICES = Path(__file__).resolve().parents[2].parent / "shared" / "prices"
LISTS = PRICES / "skypilot-catalog" / "catalogs" / "v8"
CLOUDS = ("aws", "gcp", "lambda", "nebius", "oci", "runpod")
WANTED = Wanted(today="2026-11-25")

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="no shared price lists here")


def body(cloud: str) -> bytes:
    return (LISTS / cloud / "vms.csv").read_bytes()


def read(cloud: str, changed: bytes | None = None) -> ReadList:
    ask = Ask(name="", url=f"https://lists.example/catalogs/v8/{cloud}/vms.csv")
    return parse("skypilot", body(cloud) if changed is None else changed, ask, WANTED)


def offers(cloud: str, **wanted: object) -> list[ListedOffer]:
    return [o for o in read(cloud).offers if all(getattr(o, key) == value for key, value in wanted.items())]


def cheapest_an_accelerator(cloud: str, accelerator: str) -> float:
    ranked = offers(cloud, accelerator=accelerator, term="on_demand", quality="ok")
    return min(o.usd_per_hour / o.count for o in ranked)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_every_row_of_every_cloud_is_read(cloud: str) -> None:
    listed = read(cloud)
    assert (listed.broken, listed.faults) == ("", ())
    assert listed.offers
    assert {o.provider for o in listed.offers} == {cloud}
    keys = [(o.sku, o.accelerator, o.region, o.term, o.count) for o in listed.offers]
    assert len(set(keys)) == len(keys)
    assert all(bool(o.reason) == (o.quality != "ok") for o in listed.offers)


@pytest.mark.parametrize(
    ("cloud", "accelerator", "usd_per_hour"),
    [
        ("nebius", "H100", 2.95), ("aws", "H100", 6.88), ("oci", "H100", 10.00),
        ("nebius", "H200", 3.50), ("aws", "H200", 7.912), ("oci", "H200", 10.00),
        ("nebius", "B200", 5.50), ("aws", "B200", 14.2416), ("oci", "B200", 14.00),
        ("gcp", "tpu-v6e", 2.70), ("oci", "GB300", 18.00), ("oci", "MI355X", 8.60), ("oci", "MI300X", 6.00),
    ],
)  # fmt: skip
def test_the_cheapest_hour_on_demand_of_an_accelerator(cloud: str, accelerator: str, usd_per_hour: float) -> None:
    assert cheapest_an_accelerator(cloud, accelerator) == pytest.approx(usd_per_hour)


def test_a_chip_of_tpu_v6e_16_costs_what_gpuhunt_says() -> None:
    (slice_of_16,) = offers("gcp", sku="tpu-v6e-16", region="us-east1", term="on_demand")
    listed = parse("gpuhunt_tpu", (PRICES / "gpuhunt" / "tpu_pricing.json").read_bytes(), Ask(name="", url=""), WANTED)
    (chip,) = (o for o in listed.offers if (o.sku, o.region, o.term) == ("TPU v6e", "us-east1", "on_demand"))
    assert (slice_of_16.usd_per_hour, slice_of_16.count) == (43.2, 16)
    assert slice_of_16.usd_per_hour / slice_of_16.count == pytest.approx(chip.usd_per_hour / chip.count) == 2.70


def test_700_is_no_price_of_a_tpu_and_no_spot_price_either() -> None:
    tpus = offers("gcp", accelerator="tpu-v6e")
    assert {o.quality for o in tpus if o.usd_per_hour == 700.0} == {"sentinel"}
    assert {o.quality for o in tpus if o.usd_per_hour != 700.0} == {"ok"}
    here = [
        (o.term, o.usd_per_hour, o.quality) for o in tpus if (o.sku, o.region) == ("tpu-v6e-16", "southamerica-west1")
    ]
    assert here == [("on_demand", 43.2, "ok"), ("spot", 700.0, "sentinel")]
    assert max(o.usd_per_hour for o in tpus if o.quality == "ok") == 829.44


def test_the_rows_of_us_central2_b_that_come_twice_are_one_offer() -> None:
    assert body("gcp").count(b"tpu-v6e-16,us-central2,us-central2-b,700.0,700.0") == 2
    assert [o.term for o in offers("gcp", sku="tpu-v6e-16", region="us-central2")] == ["on_demand", "spot"]


def test_googles_a2_and_a3_rows_are_of_the_host_and_never_an_h100_for_118() -> None:
    hosts = [o for o in offers("gcp") if not o.sku.startswith("tpu-")]
    assert {o.sku for o in hosts} == {"a2-highgpu-1g", "a2-ultragpu-8g", "a3-highgpu-1g", "a3-edgegpu-8g"}
    assert {(o.accelerator, o.quality) for o in hosts} == {("", "host_only")}
    assert 1.18251 in {o.usd_per_hour for o in hosts}


def test_p5e_has_no_on_demand_price_and_is_offered_on_the_spot_market_only() -> None:
    assert {o.term for o in offers("aws", sku="p5e.48xlarge")} == {"spot"}
    assert "ap-southeast-2" not in {o.region for o in offers("aws", sku="p5e.48xlarge")}


@pytest.mark.parametrize(("sku", "region"), [("p4d.24xlarge", "ap-northeast-1"), ("p5en.48xlarge", "ap-south-1")])
def test_spot_at_the_on_demand_price_is_no_discount(sku: str, region: str) -> None:
    assert [o.quality for o in offers("aws", sku=sku, region=region)] == ["ok", "sentinel"]


def test_all_of_runpods_spot_prices_are_its_on_demand_prices() -> None:
    assert {o.quality for o in offers("runpod", term="spot")} == {"sentinel"}


def test_the_spot_price_of_p4d_is_another_in_the_next_zone() -> None:
    spot = {o.region: o.usd_per_hour for o in offers("aws", sku="p4d.24xlarge", term="spot")}
    assert spot["us-east-1 use1-az1"] == 2.4655
    assert spot["us-east-1 use1-az2"] == 8.1915
    assert len(offers("aws", sku="p4d.24xlarge", term="on_demand", region="us-east-1")) == 1


@pytest.mark.parametrize(
    ("cloud", "accelerator", "gib"),
    [
        ("aws", "B200", 183_359 / 1024),
        ("lambda", "V100", 16.0),
        ("runpod", "A100-80GB PCIe", 80.0),
        ("oci", "B300", 262.5),
        ("gcp", "tpu-v6e", None),
    ],
)
def test_memory_is_of_one_accelerator_whatever_the_total_and_the_unit_say(
    cloud: str, accelerator: str, gib: float | None
) -> None:
    assert {o.memory_gib for o in offers(cloud, accelerator=accelerator)} == {gib}


def test_the_line_ends_of_nebius_make_no_difference() -> None:
    assert b"\r\n" in body("nebius")
    assert read("nebius", body("nebius").replace(b"\r\n", b"\n")) == read("nebius")


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_renamed_price_column_is_a_changed_shape(cloud: str) -> None:
    assert read(cloud, body(cloud).replace(b",Price", b",Price v2", 1)).fault == "shape_changed"


@pytest.mark.parametrize("cloud", CLOUDS)
def test_half_a_list_is_not_used(cloud: str) -> None:
    listed = read(cloud, body(cloud)[: len(body(cloud)) // 2])
    assert (listed.fault, listed.offers) == ("truncated", ())
