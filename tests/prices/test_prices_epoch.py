"""Epoch's table: claims in base units as printed, nothing derived, and what changed between its dated versions."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import prices
from tracker.model.feed import PriceSource
from tracker.model.fields import FIELDS
from tracker.model.listing import Ask, ListedSpec, ReadList, Wanted
from tracker.prices import epoch
from tracker.units import unit_factor

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "prices" / "epoch"
FILES = {"2025-11": "ml_hardware_2025-11.csv", "2026-01": "ml_hardware_2026-01.csv", "2026-04": "ml_hardware.csv"}
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="no shared snapshots here")

WANTED = Wanted(today="2026-11-25")
ASK = Ask(name="", url=epoch.URL)

# Synthetic rows in the table's documented shape; the columns are those of 2026, the values are made up.
COLUMNS = (
    "Hardware name", "Manufacturer", "Notes", "Release price (USD)", "Tensor-FP16/BF16 performance (FLOP/s)",
    "FP8 performance (FLOP/s)", "FP4 performance (FLOP/s)", "Memory (bytes)", "Memory bandwidth (byte/s)",
    "Intranode bandwidth (byte/s)", "Internode bandwidth (bit/s)", "TDP (W)",
    "FP64 (double precision) performance (FLOP/s)", "FP32 (single precision) performance (FLOP/s)",
    "TF32 (TensorFloat-32) performance (FLOP/s)", "FP16 (half precision) performance (FLOP/s)",
    "INT16 performance (OP/s)", "INT8 performance (OP/s)", "INT4 performance (OP/s)", "Process size (nm)",
    "Transistors (millions)", "Link to datasheet", "Last modified", "Max performance", "Energy efficiency",
    "Total processing performance (bit-OP/s)", "Price-performance", "ML OP/s",
)  # fmt: skip
CHIP = {
    "Hardware name": "Example X1", "Manufacturer": "Example", "Release price (USD)": "30000.0",
    "Tensor-FP16/BF16 performance (FLOP/s)": "1000000000000000.0", "FP8 performance (FLOP/s)": "2e+15",
    "Memory (bytes)": "192000000000.0", "Memory bandwidth (byte/s)": "8000000000000.0",
    "Intranode bandwidth (byte/s)": "900000000000.0", "Internode bandwidth (bit/s)": "400000000000.0",
    "TDP (W)": "700.0", "FP16 (half precision) performance (FLOP/s)": "130000000000000.0",
    "INT16 performance (OP/s)": "5.0", "Process size (nm)": "5.0", "Transistors (millions)": "80000.0",
    "Link to datasheet": "https://x.example/a.pdf\nhttps://x.example/b", "Last modified": "2026-03-11 17:54:05+00:00",
    "Max performance": "2e+15", "Energy efficiency": "2.8e+12", "Total processing performance (bit-OP/s)": "1.6e+16",
    "Price-performance": "3e+10", "ML OP/s": "2e+15",
}  # fmt: skip


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(body: bytes) -> ReadList:
    return prices.parse("epoch", body, ASK, WANTED)


def by_key(found: ReadList, product: str) -> dict[tuple[str, str], ListedSpec]:
    return {(s.field, s.precision): s for s in found.specs if s.product == product}


def figures(found: ReadList) -> dict[tuple[str, str, str], float]:
    return {(s.product, s.field, s.precision): s.value for s in found.specs}


def snapshot(version: str) -> ReadList:
    return read((SHARED / FILES[version]).read_bytes())


def test_a_row_becomes_claims_in_base_units_with_its_words() -> None:
    found = read(table(CHIP))
    assert (found.rows, found.faults, found.published) == (1, (), "2026-03-11")
    told = by_key(found, "Example X1")
    assert {key: spec.value for key, spec in told.items()} == {
        ("peak_compute", "bf16"): 1e15, ("peak_compute", "fp8"): 2e15, ("memory_capacity", ""): 192e9,
        ("memory_bandwidth", ""): 8e12, ("interconnect_bandwidth", ""): 9e11, ("power", ""): 700,
        ("process_node", ""): 5, ("transistors", ""): 8e10,
    }  # fmt: skip
    memory = told["memory_bandwidth", ""]
    assert (memory.printed, memory.unit) == ("8000000000000.0", "byte/s")
    assert memory.quote == "Memory bandwidth (byte/s): 8000000000000.0"
    assert memory.link == "https://x.example/a.pdf"
    assert {(spec.sparsity, spec.direction) for spec in found.specs} == {("unstated", "unstated")}


def test_every_claim_is_of_a_known_field_in_its_base_unit() -> None:
    for spec in read(table(CHIP)).specs:
        assert unit_factor(spec.unit)[1] == FIELDS[spec.field].base


def test_columns_that_epoch_computes_and_prices_are_no_claims() -> None:
    columns = {spec.quote.partition(":")[0] for spec in read(table(CHIP)).specs}
    assert not columns & {"Max performance", "Energy efficiency", "Price-performance", "ML OP/s", "Release price (USD)"}
    assert "Total processing performance (bit-OP/s)" not in columns


def test_bits_between_servers_are_no_scale_up_link() -> None:
    only = {"Hardware name": "N1", "Internode bandwidth (bit/s)": "400000000000.0"}
    assert read(table(CHIP, only)).specs == read(table(CHIP)).specs


def test_the_half_precision_rate_is_a_peak_only_without_tensor_units() -> None:
    plain = {**CHIP, "Hardware name": "Old", "Tensor-FP16/BF16 performance (FLOP/s)": ""}
    found = read(table(CHIP, plain))
    assert ("peak_compute", "fp16") not in by_key(found, "Example X1")
    assert by_key(found, "Old")["peak_compute", "fp16"].value == 1.3e14


def test_a_stub_with_zeros_says_nothing() -> None:
    stub = {"Hardware name": "VR9", "TDP (W)": "0.0", "Memory (bytes)": "0", "Max performance": "0.0", "ML OP/s": "0.0"}
    found = read(table(CHIP, stub))
    assert (found.rows, found.n_faults) == (2, 0)
    assert not by_key(found, "VR9")


def test_what_the_notes_say_of_a_figure_stands_in_its_quote() -> None:
    notes = "Found on a slide.\nNobody states the TDP officially; we estimate it.\nListed without sparsity."
    told = by_key(read(table({**CHIP, "Notes": notes})), "Example X1")
    assert told["power", ""].quote == "TDP (W): 700.0 … Notes: Nobody states the TDP officially; we estimate it."
    assert told["peak_compute", "fp8"].quote.endswith("Notes: Listed without sparsity.")
    assert told["memory_capacity", ""].quote == "Memory (bytes): 192000000000.0"


@pytest.mark.parametrize(
    "column", [name for name in COLUMNS if name.endswith(("/s)", "(bytes)", "(W)", "(nm)", "(millions)"))]
)
def test_a_renamed_column_of_figures_is_told(column: str) -> None:
    columns = tuple(f"{name} v2" if name == column else name for name in COLUMNS)
    found = read(table({**CHIP, f"{column} v2": "1.0"}, columns=columns))
    unread = ("Internode", "INT16", "Total")
    assert found.fault == ("" if column.startswith(unread) else "shape_changed")
    assert bool(found.specs) == column.startswith(unread)


def test_a_renamed_key_is_told() -> None:
    columns = tuple("Product" if name == "Hardware name" else name for name in COLUMNS)
    assert read(table({**CHIP, "Product": "X1"}, columns=columns)).fault == "shape_changed"


def test_columns_in_any_order_and_further_ones_make_no_difference() -> None:
    columns = (*reversed(COLUMNS), "Cooling")
    assert figures(read(table({**CHIP, "Cooling": "air"}, columns=columns))) == figures(read(table(CHIP)))


def test_one_bad_cell_and_one_bad_row_leave_the_rest() -> None:
    bad = {**CHIP, "Hardware name": "Bad", "TDP (W)": "many", "Memory (bytes)": "-5", "FP8 performance (FLOP/s)": "inf"}
    found = read(table(bad, {**CHIP, "Hardware name": ""}, CHIP))
    assert found.n_faults == 4
    assert "line 3: Bad: FP8" in found.faults[0]
    assert by_key(found, "Bad")["memory_bandwidth", ""].value == 8e12
    assert len(by_key(found, "Example X1")) == 8


def test_a_row_cut_off_in_a_figure_is_not_read() -> None:
    whole = table(CHIP, {**CHIP, "Hardware name": "Cut"})
    end = whole.rindex(b"8000000000000.0") + 3
    found = read(whole[:end])
    assert (found.rows, found.n_faults) == (2, 1)
    assert not by_key(found, "Cut")
    found = read(
        table({**CHIP, "Hardware name": "Cut"}).strip().rpartition(b",")[0] + b"\n" + table(CHIP).partition(b"\n")[2]
    )
    assert (found.n_faults, {spec.product for spec in found.specs}) == (1, {"Example X1"})


def test_the_day_of_the_list_is_the_newest_that_is_not_to_come() -> None:
    rows = [{**CHIP, "Last modified": day} for day in ("2026-01-02 10:00:00+00:00", "2031-01-01", "yesterday", "")]
    assert read(table(*rows)).published == "2026-01-02"


def test_repeated_rows_are_one_and_two_values_are_two_claims() -> None:
    found = read(table(CHIP, CHIP, {**CHIP, "TDP (W)": "750.0"}))
    assert sorted(spec.value for spec in found.specs if spec.field == "power") == [700, 750]
    assert len(found.specs) == 9


@pytest.mark.parametrize(
    ("body", "fault"), [(b"", "empty"), (b"<html>", "html"), (b"\xff\xfe", "not_text"), (table(), "empty")]
)
def test_what_is_no_table_is_named(body: bytes, fault: str) -> None:
    assert read(body).fault == fault


def test_it_is_asked_for_once_at_its_address() -> None:
    source = PriceSource(slug="epoch", kind="epoch", url=epoch.URL, mirror="https://m.example/x.csv")
    assert epoch.asks(source, WANTED) == (Ask(name="", url=epoch.URL, mirror="https://m.example/x.csv"),)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_bytes_raise(data: st.DataObject) -> None:
    sound = table({**CHIP, "Notes": 'TDP "quoted",\nover lines'}, CHIP)
    at = data.draw(st.integers(0, len(sound)))
    upto = data.draw(st.integers(at, len(sound)))
    body = sound[:at] + data.draw(st.binary(max_size=40)) + sound[upto:]
    assert isinstance(read(body), ReadList)
    assert isinstance(read(data.draw(st.binary(max_size=300))), ReadList)


@pytest.mark.parametrize("cell", ["x" * 1_000_000, "9" * 60_000, "\x1b[31m\u202e", "0" * 50_000 + "5", "nan", "1e400"])
def test_hostile_cells_end_as_faults(cell: str) -> None:
    for column in ("Hardware name", "TDP (W)", "Notes", "Link to datasheet", "Last modified"):
        found = read(table({**CHIP, column: cell}, {**CHIP, "Hardware name": "Other"}))
        for spec in found.specs:
            assert max(len(spec.product), len(spec.quote), len(spec.printed)) < 400
            assert "\x1b" not in spec.product + spec.quote + spec.link


@needs_shared
@pytest.mark.parametrize(("version", "rows", "published"), [
    ("2025-11", 169, "2025-11-14"), ("2026-01", 170, "2025-12-16"), ("2026-04", 175, "2026-03-31"),
])  # fmt: skip
def test_all_dated_versions_are_read_without_a_fault(version: str, rows: int, published: str) -> None:
    found = snapshot(version)
    assert (found.rows, found.n_faults, found.broken, found.published) == (rows, 0, "", published)
    assert len(found.specs) > 1100


@needs_shared
def test_between_november_and_january_four_claims_changed() -> None:
    old, new = figures(snapshot("2025-11")), figures(snapshot("2026-01"))
    assert {key: (old[key], new[key]) for key in old if key in new and old[key] != new[key]} == {
        ("Google TPU v7 Ironwood", "power", ""): (980, 960),
        ("Google TPU v4", "power", ""): (170, 340),
        ("Google TPU v3", "power", ""): (220, 450),
        ("Google TPU v2", "peak_compute", "bf16"): (45e12, 46e12),
    }
    gone = {key for key in old.keys() - new.keys() if key[0] not in ("NVIDIA GB300", "NVIDIA B300")}
    assert gone == {
        ("Google TPU v7 Ironwood", "peak_compute", "int8"),
        ("Google TPU v5e", "power", ""),
        ("Huawei Ascend 910C", "peak_compute", "fp16"),
    }


@needs_shared
def test_between_january_and_april_three_claims_changed() -> None:
    old, new = figures(snapshot("2026-01")), figures(snapshot("2026-04"))
    assert {key: (old[key], new[key]) for key in old if key in new and old[key] != new[key]} == {
        ("NVIDIA A800 PCIe 80 GB", "peak_compute", "bf16"): (311.8e12, 312e12),
        ("NVIDIA A800 PCIe 80 GB", "peak_compute", "tf32"): (155.9e12, 156e12),
        ("Amazon Trainium1", "memory_bandwidth", ""): (9.8e12, 0.82e12),
    }
    assert new["NVIDIA H200 SXM", "memory_capacity", ""] == 141e9
    assert new["Google TPU v5e", "power", ""] == 225


@needs_shared
def test_renamed_keys_keep_their_claims() -> None:
    renamed = {
        ("2025-11", "2026-01"): {"NVIDIA B300": "NVIDIA B300 (Blackwell Ultra)", "NVIDIA GB300": "NVIDIA GB300 (Blackwell Ultra)"},
        ("2026-01", "2026-04"): {"Meta MTIA v1": "Meta MTIA v1 (MTIA 100)", "Meta MTIA v2": "Meta MTIA v2 (MTIA 200)"},
    }  # fmt: skip
    for (before, after), names in renamed.items():
        old, new = snapshot(before), snapshot(after)
        for was, now in names.items():
            then, today = by_key(old, was), by_key(new, now)
            assert not by_key(new, was)
            assert {key: spec.value for key, spec in then.items()}.items() <= {
                k: s.value for k, s in today.items()
            }.items()


@needs_shared
def test_known_oddities_are_kept_as_printed() -> None:
    found = figures(snapshot("2026-04"))
    assert found["Meta MTIA v2 (MTIA 200)", "memory_capacity", ""] == 256e6
    assert found["AMD Radeon Instinct MI308X", "memory_bandwidth", ""] == 10.3e12
    assert found["Google TPU v6e Trillium", "interconnect_bandwidth", ""] == 448e9
    assert not [key for key in found if key[0] in ("NVIDIA VR200", "NVIDIA VR300 (Rubin Ultra)")]


@needs_shared
def test_an_estimated_power_says_so_in_its_quote() -> None:
    ironwood = by_key(snapshot("2026-04"), "Google TPU v7 Ironwood")["power", ""]
    assert "Google does not officially state TPUv7's TDP" in ironwood.quote


@needs_shared
def test_reading_the_table_takes_little_memory() -> None:
    body = (SHARED / FILES["2026-04"]).read_bytes()
    tracemalloc.start()
    try:
        read(body)
        assert tracemalloc.get_traced_memory()[1] < 10e6
    finally:
        tracemalloc.stop()
