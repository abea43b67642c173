"""SkyPilot's lists on small composed files in their documented shape: prices, flags, places, and answers that cannot be used."""

from __future__ import annotations

import csv
import io
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ListedOffer, ReadList, Wanted
from tracker.prices import connector, parse
from tracker.prices.skypilot import URL

WANTED = Wanted(today="2026-11-25")
COLUMNS = (
    "InstanceType",
    "AcceleratorName",
    "AcceleratorCount",
    "GpuInfo",
    "Price",
    "SpotPrice",
    "Region",
    "AvailabilityZone",
)
H100 = {
    "InstanceType": "p5.48xlarge",
    "AcceleratorName": "H100",
    "AcceleratorCount": "8.0",
    "GpuInfo": "{'Gpus': [{'Name': 'H100', 'Count': 8, 'MemoryInfo': {'SizeInMiB': 81920}}], 'TotalGpuMemoryInMiB': 655360}",
    "Price": "55.04",
    "SpotPrice": "16.1301",
    "Region": "us-west-2",
    "AvailabilityZone": "usw2-az4",
}


def composed(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, ends: str = "\n") -> bytes:
    """A list with these rows; what a row leaves out is as for the H100 above."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator=ends)
    table.writerow(columns)
    table.writerows([(H100 | row).get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode()


def tpu(name: str, price: str = "43.2", spot: str = "") -> dict[str, str]:
    row = {"InstanceType": "", "AcceleratorName": name, "AcceleratorCount": "1", "GpuInfo": name}
    return row | {"Price": price, "SpotPrice": spot}


def read(body: bytes, cloud: str = "aws") -> ReadList:
    return parse("skypilot", body, Ask(name="", url=URL.replace("/aws/", f"/{cloud}/")), WANTED)


def offers(*rows: dict[str, str], cloud: str = "aws") -> tuple[ListedOffer, ...]:
    listed = read(composed(*rows), cloud)
    assert (listed.broken, listed.faults) == ("", ())
    return listed.offers


def test_a_row_is_an_offer_on_demand_and_one_on_the_spot_market() -> None:
    on_demand, spot = offers({})
    assert (on_demand.provider, on_demand.sku, on_demand.accelerator) == ("aws", "p5.48xlarge", "H100")
    assert (on_demand.count, on_demand.memory_gib, on_demand.region) == (8, 80.0, "us-west-2")
    assert [(o.term, o.usd_per_hour, o.quality, o.reason) for o in (on_demand, spot)] == [
        ("on_demand", 55.04, "ok", ""),
        ("spot", 16.1301, "ok", ""),
    ]


def test_the_order_of_columns_line_ends_and_further_columns_make_no_difference() -> None:
    plain = read(composed({}, tpu("tpu-v6e-16")))
    assert plain.offers
    for seed in range(5):
        columns = [*COLUMNS, "EfaGiB"]
        random.Random(seed).shuffle(columns)
        assert read(composed({}, tpu("tpu-v6e-16"), columns=tuple(columns), ends="\r\n")) == plain


def test_a_list_without_zones_or_gpu_info_is_read_all_the_same() -> None:
    columns = tuple(column for column in COLUMNS if column not in ("GpuInfo", "AvailabilityZone"))
    first, _ = read(composed({}, columns=columns)).offers
    assert (first.usd_per_hour, first.memory_gib, first.region) == (55.04, None, "us-west-2")


def test_the_mirror_is_the_bucket_of_skypilots_own_client_unless_another_is_named() -> None:
    source = PriceSource(slug="s", kind="skypilot", url=URL)
    (ask,) = connector("skypilot").asks(source, WANTED)
    assert (ask.name, ask.url) == ("", URL)
    assert ask.mirror == "https://skypilot-catalog.s3.us-east-1.amazonaws.com/catalogs/v8/aws/vms.csv"
    own = PriceSource(slug="s", kind="skypilot", url=URL, mirror="https://m.example/aws/vms.csv")
    assert connector("skypilot").asks(own, WANTED)[0].mirror == "https://m.example/aws/vms.csv"
    elsewhere = PriceSource(slug="s", kind="skypilot", url="https://m.example/aws/vms.csv")
    assert connector("skypilot").asks(elsewhere, WANTED)[0].mirror == ""


def test_an_address_that_names_no_cloud_is_not_guessed_at() -> None:
    listed = parse("skypilot", composed({}), Ask(name="", url="https://m.example/prices.csv"), WANTED)
    assert listed.fault == "parse"
    assert "CLOUD/vms.csv" in listed.broken


@pytest.mark.parametrize(
    ("name", "accelerator", "chips"),
    [
        ("tpu-v2-8", "tpu-v2", 4),
        ("tpu-v3-32", "tpu-v3", 16),
        ("tpu-v4-8", "tpu-v4", 4),
        ("tpu-v5p-5376", "tpu-v5p", 2688),
        ("tpu-v5litepod-16", "tpu-v5litepod", 16),
        ("tpu-v6e-256", "tpu-v6e", 256),
    ],
)
def test_the_number_in_a_tpus_name_counts_cores_up_to_v5p_and_chips_from_v5e_on(
    name: str, accelerator: str, chips: int
) -> None:
    (offer,) = offers(tpu(name), cloud="gcp")
    assert (offer.sku, offer.accelerator, offer.count, offer.quality) == (name, accelerator, chips, "ok")


@pytest.mark.parametrize("name", ["tpu-v9x-64", "tpu-v6e", "tpu-ironwood-8", "tpu-v6e-16-spare"])
def test_a_tpu_whose_chips_are_not_known_never_ranks(name: str) -> None:
    (offer,) = offers(tpu(name), cloud="gcp")
    assert offer.quality == "unit_suspect"
    assert name in offer.reason


def test_700_stands_for_no_price_of_a_tpu_but_is_a_price_of_anything_else() -> None:
    on_demand, spot = offers(tpu("tpu-v6e-256", "691.2", "700.0"), cloud="gcp")
    assert (on_demand.quality, spot.quality) == ("ok", "sentinel")
    assert "700" in spot.reason
    assert [o.quality for o in offers(tpu("tpu-v6e-8", "700.0", "700.0"), cloud="gcp")] == ["sentinel", "sentinel"]
    assert [o.quality for o in offers(tpu("tpu-v6e-256", "700.0", "747.6"), cloud="gcp")] == ["sentinel", "ok"]
    assert offers({"Price": "700.0", "SpotPrice": ""})[0].quality == "ok"


def test_googles_hosts_of_gpus_are_kept_and_flagged_and_other_machines_without_accelerators_are_not() -> None:
    bare = {"AcceleratorName": "", "AcceleratorCount": "", "GpuInfo": "", "Price": "1.18", "SpotPrice": ""}
    names = (
        "a3-highgpu-1g", "a2-megagpu-16g", "a3-edgegpu-8g-nolssd", "g2-standard-4", "g2-standard-96", "n1-highmem-8",
        "g1-small", "a1.2xlarge", "",
    )  # fmt: skip
    kept = offers(*(bare | {"InstanceType": name} for name in names), cloud="gcp")
    assert [(o.sku, o.count) for o in kept] == [
        ("a3-highgpu-1g", 1), ("a2-megagpu-16g", 16), ("a3-edgegpu-8g-nolssd", 8), ("g2-standard-4", 1), ("g2-standard-96", 8),
    ]  # fmt: skip
    assert {(o.accelerator, o.quality) for o in kept} == {("", "host_only")}
    listed = read(composed({}, bare | {"InstanceType": "a3-highgpu-1g"}))
    assert (listed.rows, len(listed.offers)) == (1, 2)


def test_accelerators_that_are_priced_without_their_machine_are_flagged() -> None:
    (offer,) = offers({"InstanceType": "", "Price": "78.4", "SpotPrice": ""}, cloud="gcp")
    assert (offer.sku, offer.accelerator, offer.count, offer.quality) == ("H100", "H100", 8, "unit_suspect")
    assert "alone" in offer.reason


@pytest.mark.parametrize(("price", "spot"), [("68.8", "68.800000"), ("30.09784", "30.097800")])
def test_a_spot_price_that_is_the_on_demand_price_is_no_spot_offer(price: str, spot: str) -> None:
    first, second = offers({"Price": price, "SpotPrice": spot})
    assert (first.quality, second.quality) == ("ok", "sentinel")


def test_a_spot_price_above_on_demand_is_suspect_and_a_small_discount_is_not() -> None:
    assert [o.quality for o in offers({"Price": "3.22", "SpotPrice": "3.686"})] == ["ok", "unit_suspect"]
    assert [o.quality for o in offers({"Price": "63.296", "SpotPrice": "62.9957"})] == ["ok", "ok"]


def test_a_price_of_nothing_is_flagged_and_proves_nothing_about_the_other() -> None:
    assert [o.quality for o in offers({"Price": "0", "SpotPrice": "4.5"})] == ["zero", "ok"]


def test_a_machine_without_an_on_demand_price_is_offered_on_the_spot_market_only() -> None:
    assert [o.term for o in offers({"Price": ""}, {"Price": "", "SpotPrice": "", "Region": "eu-north-1"})] == ["spot"]


def test_zones_that_agree_become_their_region_and_zones_that_differ_are_told_apart() -> None:
    kept = offers(
        {"SpotPrice": "2.4655", "AvailabilityZone": "az1"},
        {"SpotPrice": "8.1915", "AvailabilityZone": "az2"},
        {"SpotPrice": "8.1915", "AvailabilityZone": "az3", "Region": "eu-north-1"},
    )
    assert [(o.term, o.region, o.usd_per_hour) for o in kept] == [
        ("on_demand", "us-west-2", 55.04),
        ("spot", "us-west-2 az1", 2.4655),
        ("spot", "us-west-2 az2", 8.1915),
        ("on_demand", "eu-north-1", 55.04),
        ("spot", "eu-north-1", 8.1915),
    ]


def test_repeated_rows_are_one_offer_and_two_prices_of_one_place_a_flagged_one() -> None:
    assert len(offers({}, {}, {})) == 2
    rows = ({"Price": "60", "SpotPrice": ""}, {"SpotPrice": ""})
    kept = offers(*rows)
    assert [(o.usd_per_hour, o.quality) for o in kept] == [(55.04, "duplicate")]
    assert "$55.04 and $60.00" in kept[0].reason
    assert offers(*reversed(rows)) == kept


def test_a_price_stands_against_a_sentinel_in_the_same_place() -> None:
    (kept,) = offers(tpu("tpu-v6e-16", "700.0"), tpu("tpu-v6e-16", "43.2"), cloud="gcp")
    assert (kept.usd_per_hour, kept.quality) == (43.2, "ok")


def test_parts_of_an_accelerator_are_left_out_without_a_fault() -> None:
    assert [
        o.sku for o in offers({}, {"InstanceType": "g6f.large", "AcceleratorName": "L4", "AcceleratorCount": "0.125"})
    ] == ["p5.48xlarge"] * 2


@pytest.mark.parametrize(
    ("info", "gib"),
    [
        ("{'Gpus': [{'MemoryInfo': {'SizeInMiB': 183359}}], 'TotalGpuMemoryInMiB': 1466872}", 183359 / 1024),
        ("{'Gpus': [{'Count': 8.0, 'MemoryInfo': {'SizeInMiB': 16384}}], 'TotalGpuMemoryInMiB': 16384}", 16.0),
        ("{'Gpus': [{'MemoryInfo': {'SizeInMiB': 80}}], 'TotalGpuMemoryInMiB': 640}", 80.0),
        ('{"Gpus": [{"Name": "B300", "MemoryInfo": {"SizeInMiB": 268288}}]}', 262.0),
        ("{'Gpus': [{'MemoryInfo': {'SizeInMiB': 0}}], 'TotalGpuMemoryInMiB': 0}", None),
        ("__import__('os').abort()", None),
        ("{'SizeInMiB': 99999999999999999999}", None),
        ("[" * 60_000, None),
    ],
)
def test_memory_is_that_of_one_accelerator_and_gpu_info_is_never_evaluated(info: str, gib: float | None) -> None:
    assert [o.memory_gib for o in offers({"GpuInfo": info})] == [gib, gib]


@pytest.mark.parametrize(
    ("told", "accelerator"),
    [
        ({"InstanceType": "1x_H100_SECURE", "GpuInfo": "{'Gpus': [{'Name': 'H100 PCIe'}]}"}, "H100 PCIe"),
        ({"InstanceType": "gpu_1x_h100_pcie", "GpuInfo": ""}, "H100 PCIe"),
        ({"InstanceType": "gpu_8x_h100_sxm5", "GpuInfo": "{'Gpus': [{'Name': 'H100'}]}"}, "H100"),
        ({"AcceleratorName": "H100-PCIe", "GpuInfo": "{'Gpus': [{'Name': 'H100 PCIe'}]}"}, "H100-PCIe"),
    ],
)
def test_a_pcie_card_is_not_taken_for_the_module_of_the_same_name(told: dict[str, str], accelerator: str) -> None:
    assert offers(told)[0].accelerator == accelerator


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"Price": "free"}, "Price 'free' is no number"),
        ({"Price": "nan"}, "Price 'nan' is out of range"),
        ({"SpotPrice": "1e300"}, "SpotPrice '1e300' is out of range"),
        ({"Price": "-1"}, "negative"),
        ({"AcceleratorCount": ""}, "AcceleratorCount is missing"),
        ({"AcceleratorCount": "0"}, "AcceleratorCount is 0"),
        ({"AcceleratorCount": "1e9"}, "out of range"),
        (tpu("tpu-v4-1"), "no whole number of chips"),
        ({"InstanceType": "x" * 300}, "InstanceType has 300 characters"),
        ({"Region": "\x1b]0;x" * 60}, "Region has"),
    ],
)
def test_a_bad_row_is_a_fault_with_its_line_and_the_others_go_on(wrong: dict[str, str], said: str) -> None:
    listed = read(composed({}, wrong, {"Region": "eu-north-1"}))
    assert (listed.rows, listed.n_faults, len(listed.offers), listed.broken) == (3, 1, 4, "")
    assert listed.faults[0].startswith("line 3: ")
    assert said in listed.faults[0]


def test_a_short_row_is_a_fault() -> None:
    listed = read(composed({}) + b"p5.48xlarge,H100,8\n")
    assert listed.faults == ("line 3: the row ends before Region",)


def test_control_characters_of_names_do_not_get_through() -> None:
    assert offers({"InstanceType": "p5\x1b[31m\u202e.48xlarge"})[0].sku == "p5[31m.48xlarge"


@pytest.mark.parametrize(
    "column", ["InstanceType", "AcceleratorName", "AcceleratorCount", "Price", "SpotPrice", "Region"]
)
def test_a_renamed_column_is_a_changed_shape(column: str) -> None:
    listed = read(composed({}).replace(column.encode(), column.encode() + b" v2", 1))
    assert (listed.fault, listed.offers) == ("shape_changed", ())
    assert column in listed.broken


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"),
        (b"<!doctype html><title>Sign in</title>", "html"),
        (b"\xff\xfe\x00", "not_text"),
        (composed(), "empty"),
        (composed({"AcceleratorName": ""}), "empty"),
        (composed({"Price": "", "SpotPrice": ""}), "shape_changed"),
        (composed({"Price": "much"}, {"Price": "more"}), "shape_changed"),
        (composed({}, {}, {})[:-9], "truncated"),
        (composed({"Region": "x" * 70_000}), "parse"),
        (composed({"InstanceType": "x" * 1_000_000}), "parse"),
    ],
)
def test_an_answer_that_cannot_be_used_says_why(body: bytes, fault: str) -> None:
    listed = read(body)
    assert (listed.fault, listed.offers) == (fault, ())
    assert listed.broken


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=30)), max_size=6),
    st.sampled_from(["gcp", "aws"]),
)
def test_cells_of_any_text_give_prices_or_faults_and_no_exception(rows: list[dict[str, str]], cloud: str) -> None:
    for offer in read(composed({}, *rows), cloud).offers:
        assert offer.count >= 1
        assert 0 <= offer.usd_per_hour <= 1e7
        assert (offer.quality == "ok") == (offer.reason == "")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_damaged_bytes_give_prices_or_faults_and_no_exception(data: st.DataObject) -> None:
    body = bytearray(
        composed({}, tpu("tpu-v6e-16", "43.2", "700.0"), {"InstanceType": "a3-highgpu-1g", "AcceleratorName": ""})
    )
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=4))
    read(bytes(body), data.draw(st.sampled_from(["gcp", "aws"])))


def test_three_megabytes_of_prices_that_differ_by_zone_stay_below_60_mb() -> None:
    info = H100["GpuInfo"].replace(
        "'Count'", "'LogicalGpuCount': 8, 'GpuPartitionSize': 1.0, 'Workloads': ['ml-ai'], 'Count'"
    )
    rows = (
        {"InstanceType": f"p{i % 50}", "GpuInfo": info, "SpotPrice": f"{i % 5000 / 100}", "AvailabilityZone": f"az{i}"}
        for i in range(14_000)
    )
    body = composed(*rows)
    assert len(body) > 3e6
    tracemalloc.start()
    try:
        assert len(read(body).offers) == 50 + 14_000
        assert tracemalloc.get_traced_memory()[1] < 60e6
    finally:
        tracemalloc.stop()
