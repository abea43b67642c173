"""Figures in tables, data sheets and price lists however they are set: whose they are, and what is doubted or no figure."""

from __future__ import annotations

import time

import pytest
from extract_sample import read, specs

from tracker.extract.assigned import SHIFTED
from tracker.extract.tables import EACH_OR_ALL

H100, H200 = "nvidia/h100", "nvidia/h200"
MEMORY = {(H100, "memory_capacity", "80", "GB", None, "chip"), (H200, "memory_capacity", "141", "GB", None, "chip")}


def price(product: str, printed: str, scope: str = "chip") -> tuple[str, str, str, str, None, str]:
    return product, "price_hourly", printed, "USD/h", None, scope


@pytest.mark.parametrize(
    "text",
    [
        "name,vendor,mem_gb,year\nH100,NVIDIA,80,2022\nH200,NVIDIA,141,2024\n",
        '{"gpus": [\n{"id": "h100", "mem_gb": 80, "year": 2022},\n{"id": "h200", "mem_gb": 141, "year": 2024}]}',
        "H100\nH200\nReleased\n2022\n2024\nMaker\nNVIDIA\nNVIDIA\nMemory\n80 GB\n141 GB\n",
        "Instance\nGPU\nMemory per GPU\nPrice\na1\nH100\n80 GB\n€2\na2\nH200\n141 GB\n€3\n",
        "17.1 | NVIDIA | H100 | 80 GB\n17.2 | NVIDIA | H200 | 141 GB\n",
        "\tH100\tH200\nMemory\t80 GB\t141 GB\nPower\t\t\n",
        "flavour  accel  HBM/GPU  zone\na.small  1x H100  80 GB  eu\na.large  1x H200  141 GB  eu\n",
    ],
    ids=["csv", "json", "stacked with a row of words", "products inside stacked rows", "no header", "tabs", "blanks"],
)
def test_memory_is_found_in_each_layout(text: str) -> None:
    assert specs(text) >= MEMORY
    assert {s for s in specs(text) if s[1] == "memory_capacity"} == MEMORY


@pytest.mark.parametrize(
    "text",
    [
        "USD per GPU-hour, on demand\n\nGPU | Oslo | Bergen\nH100 | 1.90 | 2.10\nMI300X | - | 1.70\n",
        "GPU | Oslo ($/GPU-h) | Bergen ($/GPU-h)\nH100 | 1.90 | 2.10\nMI300X | - | 1.70\n",
        "| | Oslo | Bergen |\n|---|---|---|\n| H100 | $1.90 | $2.10 |\n| MI300X | - | $1.70 |\n\nPer GPU and hour, on demand.\n",
    ],
    ids=["said above", "in the header", "said below"],
)
def test_a_rate_that_is_said_once_holds_for_the_amounts_of_a_table(text: str) -> None:
    assert specs(text) == {price(H100, "1.90"), price(H100, "2.10"), price("amd/mi300x", "1.70")}


@pytest.mark.parametrize(
    "text",
    [
        "EUR per GPU-hour\n\nGPU | Oslo | Bergen\nH100 | 1.90 | 2.10\nH200 | 2.30 | 2.50\n",
        "We rent at 2 dollars per hour.\n\nGPU | Llama | Qwen\nH100 | 1.90 | 2.10\nH200 | 2.30 | 2.50\n",
        "USD per GPU-hour\n\nGPU | speedup | EUR\nH100 | 1.90 | 2.10\nH200 | 2.30 | 2.50\n",
    ],
    ids=["another currency", "a price of the text", "headers of other things"],
)
def test_amounts_that_nothing_makes_dollars_an_hour_are_no_prices(text: str) -> None:
    assert not {printed for _, field, printed, *_ in specs(text) if field == "price_hourly"} & {
        "1.90",
        "2.10",
        "2.30",
        "2.50",
    }


def test_the_price_of_a_row_of_several_is_of_the_server() -> None:
    text = "| Machine | Rent, $/h |\n|---|---|\n| 8x H100 | 17.60 |\n| 8x H200 | 22.80 |\n"
    assert specs(text) == {price(H100, "17.60", "server"), price(H200, "22.80", "server")}


def test_of_columns_of_years_the_newest_counts() -> None:
    text = "US dollars per GPU-hour\n\nGPU | 2023 | 2024 | 2025\nH100 | 2.99 | 2.19 | 1.79\nH200 | - | 3.49 | 2.29\n"
    assert specs(text) == {price(H100, "1.79"), price(H200, "2.29")}


def test_what_was_printed_wrongly_is_left_out() -> None:
    text = "Row | Printed | Correct\nH100 power | 1,400 W | 700 W\nH200 power | 1,000 W | 750 W\n"
    assert {(p, v) for p, _, v, *_ in specs(text)} == {(H100, "700"), (H200, "750")}


def test_a_note_below_says_what_its_mark_stands_for() -> None:
    rows = "| FP8¹ | 1,979 TFLOPS | 1,979 TFLOPS |\n| FP16 | 989 TFLOPS | 989 TFLOPS |\n"
    text = f"| | H100 | H200 |\n|---|---|---|\n{rows}\n¹ Dense.\n"
    assert {(c.printed, c.sparsity) for c in read(text).claims} == {("1,979", "dense"), ("989", "unstated")}


def test_memory_of_several_that_may_be_of_each_or_of_all_is_not_accepted() -> None:
    text = "Instance | GPU | Memory | $/h\na.1 | 8x H100 | 640 GB | 17.60\na.2 | 8x H200 | 1,128 GB | 22.80\n"
    doubted = [c for c in read(text).claims if c.field == "memory_capacity"]
    assert {(c.status, c.reason) for c in doubted} == {("review", EACH_OR_ALL)}


def test_a_row_with_other_columns_than_the_header_is_not_accepted() -> None:
    text = "GPU | Memory | Power\nH100 | 80 GB | 700 W\nH200 | HBM3e | 141 GB | 750 W\n"
    assert {c.product: c.status for c in read(text).claims} == {H100: "accepted", H200: "review"}
    assert {c.reason for c in read(text).claims if c.product == H200} == {SHIFTED}


def test_rows_that_name_products_in_the_same_columns_are_no_headers() -> None:
    text = "Date | Zone | Old | New\nMay | eu | H100 80 GB | H200 141 GB\nJune | us | MI300X 192 GB | B200 180 GB\n"
    assert {(p, v) for p, _, v, *_ in specs(text)} == {
        (H100, "80"), (H200, "141"), ("amd/mi300x", "192"), ("nvidia/b200", "180"),
    }  # fmt: skip


SHEET = "H200 data sheet\nGPU memory\n141 GB\nFP8\n1,979 TFLOPS\nSystem memory\n2 TB\nPower\n700 W\n"


def test_a_label_above_its_value_tells_what_it_is() -> None:
    assert specs(SHEET) == {
        (H200, "memory_capacity", "141", "GB", None, "chip"),
        (H200, "peak_compute", "1,979", "TFLOPS", "fp8", "chip"),
        (H200, "power", "700", "W", None, "chip"),
    }


def test_labels_below_their_values_are_not_read_as_those_of_the_next() -> None:
    text = "H200\n1,979 TFLOPS\nFP8\n989 TFLOPS\nBF16\n494 TFLOPS\nTF32\n"
    assert (H200, "peak_compute", "989", "TFLOPS", "fp8", "chip") not in specs(text)


def test_units_of_labels_hold_for_their_bare_numbers() -> None:
    text = "MI300X\nMemory (GB): 192\nTDP (W): 750\nCores: 304\n"
    assert {s[:4] for s in specs(text)} == {
        ("amd/mi300x", "memory_capacity", "192", "GB"),
        ("amd/mi300x", "power", "750", "W"),
    }


def test_prices_of_tokens_of_the_only_product_that_serves_them_wait_for_a_person() -> None:
    text = (
        "All models are served by the Groq LPU.\n\n| Model | Input price (per million tokens) |\n|---|---|\n| Qwen3 | $0.29 |\n"
        "| Kimi K2 | $1.00 |\n"
    )
    claims = read(text).claims
    assert {(c.product, c.printed, c.status) for c in claims if c.field == "price_token"} == {
        ("groq/lpu", "0.29", "review"), ("groq/lpu", "1.00", "review"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["H100\nH200\nMemory", "| H100 |\n|", "||\n||", "\t\n\t\tH100\n", '{"id": "h100"}', "H100,,,\n,,,\n,,,"]
)
def test_what_is_cut_off_is_read_without_harm(text: str) -> None:
    assert not read(text).claims


@pytest.mark.parametrize(
    "unit",
    [
        "Memory\n80 GB\n",
        '{"id": "h100", "a": 1}',
        "H100,80,\n",
        "H100 | 1.90\n* x\n",
        "Memory (GB): 80\n",
        "¹ dense\n| H100 |\n",
    ],
)
def test_hostile_lists_cost_no_more_than_their_length(unit: str) -> None:
    times = []
    for size in (20_000, 100_000):
        start = time.process_time()
        read("H100\n" + unit * (size // len(unit)))
        times.append(time.process_time() - start)
    assert times[1] < 20 * max(times[0], 0.01)
