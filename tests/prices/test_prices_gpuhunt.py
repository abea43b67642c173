"""gpuhunt's catalogue: versions lead to zips, zips to prices. All input here is composed in the shape that gpuhunt writes."""

from __future__ import annotations

import csv
import io
import time
import tracemalloc
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import prices, urls
from tracker.model.feed import PriceSource
from tracker.model.listing import Ask, ReadList, Wanted
from tracker.prices import gpuhunt

WANTED = Wanted(today="2026-11-25")
SOURCE = PriceSource(slug="gpuhunt", kind="gpuhunt", url=gpuhunt.URL)
ROOT = "https://dstack-gpu-pricing.s3.eu-west-1.amazonaws.com"
ZIP = Ask(name="aws", url=f"{ROOT}/v3/aws/20260819-18990/catalog.zip")
OLDER = Ask(name="20240101", url=f"{ROOT}/v1/20240101/catalog.zip")
ROW: dict[str, Any] = {
    "instance_name": "p5.48xlarge", "location": "us-east-1", "price": "55.04", "cpu": "192", "memory": "2048.0",
    "gpu_count": "8", "gpu_name": "H100", "gpu_memory": "80.0", "spot": "False", "disk_size": "", "gpu_vendor": "nvidia",
    "flags": "", "cpu_arch": "x86", "provider_data": "{}",
}  # fmt: skip
FIRST_COLUMNS = list(ROW)[:9]
"""Those of January 2024."""

CPU_ONLY = {**ROW, "instance_name": "m7g.large", "gpu_count": "0", "gpu_name": "", "gpu_memory": "", "gpu_vendor": ""}


def table(*rows: dict[str, Any], columns: list[str] | None = None) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns or list(ROW), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def zipped(**tables: str | bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(name if name == "version" else f"{name}.csv", text)
    return body.getvalue()


def parse(body: bytes, ask: Ask = ZIP) -> ReadList:
    return prices.parse("gpuhunt", body, ask, WANTED)


def read(*rows: dict[str, Any], provider: str = "aws") -> ReadList:
    return parse(zipped(**{provider: table(*rows)}))


def test_each_provider_is_asked_for_its_version() -> None:
    asked = gpuhunt.asks(SOURCE, WANTED)
    assert {ask.name for ask in asked} >= {"aws", "azure", "gcp", "oci", "nebius", "runpod", "lambdalabs", "verda"}
    assert asked[0].url == f"{ROOT}/v3/aws/version"
    assert all(urls.problem(ask.url) is None for ask in asked)
    plain = PriceSource(slug="gpuhunt", kind="gpuhunt", url=asked[0].url)
    assert gpuhunt.asks(plain, WANTED) == (Ask(name="", url=asked[0].url),)


def test_a_version_leads_to_its_zip_at_the_place_that_was_asked() -> None:
    for root in (ROOT, "http://127.0.0.1:8790/dstack-gpu-pricing.s3.eu-west-1.amazonaws.com"):
        got = parse(b"20260819-18990\n", Ask(name="aws", url=f"{root}/v3/aws/version"))
        assert got == ReadList(
            more=(Ask(name="aws", url=f"{root}/v3/aws/20260819-18990/catalog.zip"),), published="2026-08-19"
        )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "empty"), (b" \n", "empty"), (b"<?xml version='1.0'?><Error/>", "html"), (b"latest", "parse"),
        (b"20261399-1", "parse"), (b"../../secret", "parse"), (b"20260819-1/../..", "parse"), (b"20260819-1" * 10**6, "parse"),
        (b"\xff\xfe", "parse"), ("٢٠٢٦٠٨١٩".encode(), "parse"),
    ],
)  # fmt: skip
def test_what_is_no_version_has_a_name(body: bytes, fault: str) -> None:
    got = parse(body, gpuhunt.asks(SOURCE, WANTED)[0])
    assert (got.fault, got.more) == (fault, ())


def test_a_zip_holds_prices_of_whole_machines_and_those_without_accelerator_are_left_out() -> None:
    got = read(CPU_ONLY, ROW, {**ROW, "price": "20.5", "spot": "True"})
    assert [(o.sku, o.accelerator, o.count, o.memory_gib) for o in got.offers] == [("p5.48xlarge", "H100", 8, 80.0)] * 2
    assert [(o.term, o.usd_per_hour, o.region) for o in got.offers] == [
        ("on_demand", 55.04, "us-east-1"), ("spot", 20.5, "us-east-1"),
    ]  # fmt: skip
    assert (got.rows, got.n_faults, got.published, got.offers[0].seen) == (2, 0, "2026-08-19", "")
    assert got.offers[0].provider == "aws"


@pytest.mark.parametrize(
    ("name", "accelerator", "chips"),
    [
        ("v6e-8", "tpu-v6e", 8), ("v5litepod-4", "tpu-v5litepod", 4), ("v5p-8", "tpu-v5p", 4), ("v4-16", "tpu-v4", 8),
        ("v3-8", "tpu-v3", 4), ("tpu-v2-8", "tpu-v2", 4), ("v6e-256", "tpu-v6e", 256),
    ],
)  # fmt: skip
def test_a_tpu_counted_as_one_is_as_many_chips_as_its_name_says(name: str, accelerator: str, chips: int) -> None:
    row = {
        **ROW,
        "instance_name": name,
        "gpu_name": name,
        "gpu_count": "1",
        "gpu_vendor": "google",
        "price": f"{2.7 * chips}",
    }
    (offer,) = read({**row, "location": "us-east5-b"}, provider="gcp").offers
    assert (offer.accelerator, offer.count, offer.memory_gib, offer.region) == (accelerator, chips, None, "us-east5")
    assert offer.usd_per_hour / offer.count == pytest.approx(2.70)


def test_the_chips_of_an_unknown_tpu_are_told_and_not_guessed() -> None:
    told = {"gpu_vendor": "google", "gpu_count": "1"}
    got = read(
        {**ROW, **told, "gpu_name": "v9x-8"}, {**ROW, **told, "gpu_name": "tpu7x"}, {**ROW, "gpu_name": "v5p-7"}, ROW
    )
    assert (len(got.offers), got.n_faults) == (1, 3)


def test_where_the_accelerator_of_a_tpu_has_no_size_its_machine_has() -> None:
    (offer,) = read(
        {**ROW, "gpu_vendor": "google", "gpu_name": "v6e", "instance_name": "v6e-8", "gpu_count": "1"}
    ).offers
    assert (offer.accelerator, offer.count) == ("tpu-v6e", 8)


def test_zones_that_agree_are_their_region_and_those_that_do_not_are_told_apart() -> None:
    zones = [{**ROW, "location": f"us-central1-{zone}"} for zone in "abc"]
    assert [o.region for o in read(*zones, provider="gcp").offers] == ["us-central1"]
    got = read(*zones, {**zones[0], "price": "60", "location": "us-central1-f"}, provider="gcp")
    assert [(o.region, o.quality) for o in got.offers] == [
        (f"us-central1 us-central1-{zone}", "ok") for zone in "abcf"
    ]  # fmt: skip


def test_two_prices_for_one_machine_in_one_place_are_marked() -> None:
    got = read(ROW, ROW, {**ROW, "price": "60"})
    assert [o.quality for o in got.offers] == ["duplicate"]


@pytest.mark.parametrize(
    "changed",
    [
        {"flags": "gcp-dws-calendar-mode"}, {"instance_name": "a3-edgegpu-8g"}, {"gpu_name": "T4"}, {"gpu_name": "K80"},
        {"gpu_count": "0"},
    ],
)  # fmt: skip
def test_reservations_edge_machines_and_what_nobody_ranks_are_left_out_without_a_fault(changed: dict[str, str]) -> None:
    got = read({**ROW, **changed, "price": "1"}, ROW)
    assert ([o.usd_per_hour for o in got.offers], got.n_faults) == ([55.04], 0)


def test_a_preview_copy_of_a_machine_is_no_second_offer() -> None:
    g4 = {**ROW, "instance_name": "g4-standard-48", "gpu_name": "RTXPRO6000", "gpu_memory": "96.0", "gpu_count": "1"}
    got = read({**g4, "flags": "gcp-g4"}, {**g4, "flags": "gcp-g4-preview"}, provider="gcp")
    assert [(o.sku, o.quality) for o in got.offers] == [("g4-standard-48", "ok")]


def test_a_cluster_of_runpod_is_another_offer_than_its_pod() -> None:
    pod = {**ROW, "instance_name": "NVIDIA H100 80GB HBM3", "location": "US-KS-2", "price": "21.52"}
    got = read(pod, {**pod, "flags": "runpod-cluster", "price": "28.8"}, provider="runpod")
    assert [(o.sku, o.usd_per_hour, o.quality) for o in got.offers] == [
        ("NVIDIA H100 80GB HBM3", 21.52, "ok"), ("NVIDIA H100 80GB HBM3 (cluster)", 28.8, "ok"),
    ]  # fmt: skip


def test_a_part_of_an_accelerator_is_no_whole_one() -> None:
    part = {**ROW, "instance_name": "Standard_NV6ads_A10_v5", "gpu_count": "1", "gpu_name": "A10", "gpu_memory": "4.0"}
    got = read({**part, "price": "0.454"}, {**part, "instance_name": "Standard_NV36ads_A10_v5", "gpu_memory": "24.0"})
    assert [o.quality for o in got.offers] == ["unit_suspect", "ok"]
    assert "4 of its 24 GB" in got.offers[0].reason


@pytest.mark.parametrize(
    ("sku", "name", "accelerator"),
    [
        ("gpu_1x_h100_pcie", "H100", "H100 PCIe"), ("NVIDIA H100 NVL", "H100NVL", "H100NVL"),
        ("Standard_NC40ads_H100_v5", "H100", "H100 NVL"), ("Standard_NC24ads_A100_v4", "A100", "A100 PCIe"),
        ("Standard_ND96isr_H100_v5", "H100", "H100"), ("gpu_8x_h100_sxm5", "H100", "H100"),
    ],
)  # fmt: skip
def test_a_card_is_not_taken_for_the_module_of_the_same_name(sku: str, name: str, accelerator: str) -> None:
    assert [o.accelerator for o in read({**ROW, "instance_name": sku, "gpu_name": name}).offers] == [accelerator]


def test_a_price_of_zero_is_kept_with_its_flag() -> None:
    (offer,) = read({**ROW, "price": "0.0"}).offers
    assert (offer.quality, bool(offer.reason)) == ("zero", True)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"price": ""}, "price is missing"), ({"price": "-3"}, "negative"), ({"price": "inf"}, "out of range"),
        ({"gpu_count": "2.5"}, "no whole number"), ({"gpu_count": ""}, "gpu_count is missing"),
        ({"gpu_count": "-8"}, "no whole number"), ({"gpu_count": "nan"}, "out of range"),
        ({"spot": "maybe"}, "neither True nor False"), ({"location": ""}, "location is missing"),
        ({"gpu_memory": "many"}, "no number"), ({"instance_name": "n" * 1000}, "1000 characters"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_told_with_its_line_and_the_others_go_on(
    changed: dict[str, str], told: str
) -> None:
    got = read(CPU_ONLY, {**ROW, **changed}, {**ROW, "location": "eu-north-1"})
    assert ([o.region for o in got.offers], got.rows, got.n_faults) == (["eu-north-1"], 2, 1)
    assert got.faults[0].startswith("aws.csv line 3: ")
    assert told in got.faults[0]


def test_columns_may_come_in_another_order_and_be_more() -> None:
    columns = [*reversed(list(ROW)), "new_column"]
    (offer,) = parse(zipped(aws=table(ROW, columns=columns))).offers
    assert (offer.usd_per_hour, offer.count) == (55.04, 8)


@pytest.mark.parametrize("column", ["price", "gpu_name", "gpu_count", "spot", "location", "instance_name"])
def test_a_renamed_column_is_a_changed_shape_and_no_empty_list(column: str) -> None:
    got = parse(zipped(aws=table(ROW).replace(column, f"{column}_v2", 1)))
    assert (got.fault, got.offers) == ("shape_changed", ())
    assert column in got.broken


def test_a_list_without_any_accelerator_is_not_taken_for_news() -> None:
    assert read(CPU_ONLY).fault == "empty"


def test_of_todays_zips_each_holds_one_table() -> None:
    assert parse(zipped(aws=table(ROW), gcp=table(ROW))).fault == "shape_changed"
    assert parse(zipped(version="20260819")).fault == "shape_changed"


def test_older_lists_are_asked_for_once_a_month() -> None:
    asked = gpuhunt.archive_asks(SOURCE, "2024-01-01", "2026-11-25")
    assert [ask.name for ask in asked[:7]] == [
        "20240101", "20240201", "20240301", "20240401", "20240501", "20240601", "20250226-6552",
    ]  # fmt: skip
    assert asked[0].url == f"{ROOT}/v1/20240101/catalog.zip"
    assert asked[6].url == f"{ROOT}/v2/20250226-6552/catalog.zip"
    assert len({ask.name[:6] for ask in asked}) == len(asked) == 25
    assert [ask.name for ask in asked] == sorted(ask.name for ask in asked)
    assert [ask.name for ask in gpuhunt.archive_asks(SOURCE, "2024-02-10", "2024-03-31")] == ["20240210", "20240301"]
    assert gpuhunt.archive_asks(SOURCE, "2024-06-20", "2024-12-31") == ()
    assert gpuhunt.archive_asks(SOURCE, "2022-01-01", "2023-12-31") == ()
    assert gpuhunt.archive_asks(SOURCE, "2024-06-01", "2024-01-01") == ()


def test_days_that_are_none_and_other_places_are_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        gpuhunt.archive_asks(SOURCE, "soon", "2024-02-01")
    with pytest.raises(ValueError, match="/v3/"):
        gpuhunt.archive_asks(
            PriceSource(slug="g", kind="gpuhunt", url="https://a.example/x"), "2024-01-01", "2024-02-01"
        )


def test_an_older_list_holds_all_providers_and_its_prices_carry_their_day() -> None:
    tables = {p: table(ROW, columns=FIRST_COLUMNS) for p in ("aws", "azure", "lambdalabs")}
    got = parse(zipped(version="20240101", **tables), OLDER)
    assert [(o.provider, o.seen) for o in got.offers] == [(p, "2024-01-01") for p in tables]
    assert (got.published, got.n_faults) == ("2024-01-01", 0)


def test_a_second_name_of_a_table_in_an_older_list_is_no_second_provider() -> None:
    ask = Ask(name="20260607-17495", url=f"{ROOT}/v2/20260607-17495/catalog.zip")
    assert [o.provider for o in parse(zipped(verda=table(ROW), datacrunch=table(ROW)), ask).offers] == ["verda"]
    assert [o.provider for o in parse(zipped(datacrunch=table(ROW)), ask).offers] == ["datacrunch"]


def test_one_table_of_an_older_list_that_cannot_be_read_does_not_stop_the_others() -> None:
    body = zipped(aws=table(ROW).replace("price", "cost"), azure=b"\xff\xff" + table(ROW).encode(), oci=table(ROW))
    got = parse(body, OLDER)
    assert [o.provider for o in got.offers] == ["oci"]
    assert [fault.split(":")[0] for fault in got.faults] == ["aws.csv", "azure.csv"]
    assert parse(zipped(aws=table(ROW).replace("price", "cost")), OLDER).fault == "shape_changed"


def test_a_hundred_thousand_rows_take_little_time_and_memory() -> None:
    machines = [{**CPU_ONLY, "instance_name": f"m{n}", "location": f"r{n % 60}-a"} for n in range(100_000)]
    rows = [{**ROW, "instance_name": f"p{n}", "location": f"r{n % 60}-a"} for n in range(3_000)]
    body = zipped(gcp=table(*machines, *rows))
    tracemalloc.start()
    before = time.process_time()
    got = parse(body)
    took, (_, peak) = time.process_time() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(got.offers) == 3_000
    assert peak < 20e6
    assert took < 10


def test_more_prices_than_any_list_has_are_not_kept() -> None:
    rows = (f"s{n},r,1,1,H100,False\n" for n in range(120_000))
    body = zipped(aws="instance_name,location,price,gpu_count,gpu_name,spot\n" + "".join(rows))
    assert parse(body).fault == "parse"


WHOLE = zipped(aws=table(ROW, {**ROW, "location": "eu-north-1"}))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4))
def test_any_damage_to_a_zip_is_read_or_told(at: int, put: bytes) -> None:
    got = parse(WHOLE[:at] + put + WHOLE[at + 1 :])
    assert got.offers or got.broken


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(ROW)), st.text(max_size=40), max_size=5))
def test_any_text_in_a_table_is_read_or_told(changed: dict[str, str]) -> None:
    got = parse(zipped(aws=table({**ROW, **changed}, ROW).encode("utf-8", "replace")))
    assert all(o.usd_per_hour >= 0 and o.count >= 1 and o.region for o in got.offers)
