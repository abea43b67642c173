"""Figures as people write them: number words, process names, elided units, counts by what they fill, corrected values."""

from __future__ import annotations

import time

import pytest
from extract_sample import read, specs

from tracker.extract import quantities
from tracker.extract.markup_tables import wiki
from tracker.extract.separated import separated
from tracker.model.fact import told


def found(text: str, comma_decimal: bool = False) -> list[tuple[str, float, str]]:
    low = text.lower()
    return [(q.kind, q.value, q.unit) for q in quantities.bits(text, low, quantities.find(low, comma_decimal))]


def accepted(text: str) -> set[tuple[str, str, float]]:
    return {(c.product, c.field, c.value) for c in read(text).claims if told(c) and c.value is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the compute die is on N3P", ("node", 3, "nm")),
        ("two chiplets in N5", ("node", 5, "nm")),
        ("Intel Foundry makes it on 18A", ("node", 1.8, "nm")),
        ("TSMC A16 for the successor", ("node", 1.6, "nm")),
        ("a test chip in GF 22FDX", ("node", 22, "nm")),
        ("90 bilhões de transistores", ("transistors", 90, "billion")),
        ("28 miliardi di transistor", ("transistors", 28, "billion")),
        ("two point seven five TB/s", ("rate", 2.75, "TB/s")),
        ("$ 4,10 per GPU per uur", ("usd_h", 4.1, "USD/h")),
        ("a terabyte of HBM", ("size", 1, "TB")),
        ("half of racks: twelve to a node", ("chips", 12, "chips")),
        ("the cabinet seats 36, air-cooled", ("chips", 36, "chips")),
    ],
)
def test_a_figure_is_read_however_it_is_written(text: str, expected: tuple[str, float, str]) -> None:
    (one,) = found(text, comma_decimal="uur" in text)
    assert one == (expected[0], pytest.approx(expected[1]), expected[2])


@pytest.mark.parametrize(
    "text",
    [
        "an n4 virtual machine", "a 20A fuse", "N6 for the base", "the I/O tile in N6 at TSMC", "S$3.10 an hour",
        "HK$9 per GPU-hour", "38 cents on the dollar for an H100 hour", "HiZQ 2.0", "a terabyte of logs", "a kilowatt",
        "it sold 8 to the maker of racks",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert found(text) == []


def test_the_number_of_a_version_takes_no_unit_of_the_next_figure() -> None:
    assert found("CXL 3.0, 96 GB and 2 TB/s") == [("size", 96, "GB"), ("rate", 2, "TB/s")]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The H100 draws 600 W. An H200 needs 700.", ("nvidia/h200", "power", 700)),
        ("The B200 does 4.5 PFLOPS of FP8 where an H200 did 2.", ("nvidia/h200", "peak_compute", 2e15)),
        ("The B200 carries 192 GB (the H200: 141).", ("nvidia/h200", "memory_capacity", 141e9)),
        ("H200 offers 141 GB at 4.8 TB/s, the B200 comes with 192 GB at 8.", ("nvidia/b200", "memory_bandwidth", 8e12)),
        ("An H100 offers 34 TFLOPS in FP64 (67 with tensor cores).", ("nvidia/h100", "peak_compute", 67e12)),
    ],
)
def test_a_bare_number_takes_the_unit_of_the_figure_before(text: str, claim: tuple[str, str, float]) -> None:
    assert claim in accepted(text)


@pytest.mark.parametrize(
    "text",
    [
        "The H100 draws 700 W. A B200 has 8.",
        "The H100 has 80 GB. An H200 needs 700.",
        "The H200 draws 700 W. A B200 is 2024.",
    ],
)
def test_a_bare_number_of_another_order_or_sort_takes_none(text: str) -> None:
    assert all(c.product != "nvidia/b200" and c.value != 700e9 for c in read(text).claims)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A B200 has eight HBM3E stacks, 192 GB, 8 TB/s.", ("nvidia/b200", "memory_bandwidth", 8e12)),
        ("The LPU has 230 MB of memory.", ("groq/lpu", "sram", 230e6)),
        ("Bandwidth into the domain is 900 GB/s on the H100.", ("nvidia/h100", "interconnect_bandwidth", 900e9)),
        ("MI300X works from 256 MB of on-chip cache and up to 192 GB of HBM3.", ("amd/mi300x", "sram", 256e6)),
        ("H200 hosts answer 9,000 tokens a second from eight cards with 141 GB each.", ("nvidia/h200", "memory_capacity", 141e9)),
        ("We closed our H100 nodes (8 x 80 GB) for good.", ("nvidia/h100", "scale_up_size", 8)),
        ("An UltraServer of Trainium3 UltraServer type ties 144 of them together.", ("aws/trn3-ultraserver", "scale_up_size", 144)),
        ("The MI355X goes on sale, eight to a node.", ("amd/mi355x", "scale_up_size", 8)),
        ("Ein Rechenknoten mit vier MI300X steht bereit.", ("amd/mi300x", "scale_up_size", 4)),
    ],
)  # fmt: skip
def test_the_words_around_tell_the_field(text: str, claim: tuple[str, str, float]) -> None:
    assert claim in accepted(text)


def test_domain_sizes_go_to_who_stands_in_their_brackets() -> None:
    sizes = {
        (p, v)
        for p, f, v in accepted("Typical sizes: 8 (MI355X node), 72 (Vera Rubin NVL72), 144 (Trainium3 UltraServer).")
        if f == "scale_up_size"
    }
    assert sizes == {("amd/mi355x", 8), ("nvidia/vera-rubin-nvl72", 72), ("aws/trn3-ultraserver", 144)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("MI355X: TBP 1,400 W (was 1,300 W).", 1300),
        ("La H200 monta 141 GB di HBM3e (e non 128 GB).", 128e9),
        ('Page 3: for "the H200 has 96 GB" read 141 GB.', 96e9),
        ("I called the Maia 200 a 5 nm part; it is 3 nm.", 5),
        ("On the H100, 80 GB becomes 94 GB.", 80e9),
        ("The NVL72 rack of Vera Rubin NVL72 needs 190 kW, of which 160 kW go into water.", 160e3),
        ("H100s, hitherto $3.20 an hour, go for $2.45 an hour.", 3.2),
        ("A year ago an H100 cost $2.99 an hour.", 2.99),
    ],
)  # fmt: skip
def test_what_holds_no_more_is_no_claim(text: str, value: float) -> None:
    assert value not in {v for _, _, v in accepted(text)}


WIKI = """{| class="wikitable"
! !! H100 !! H200
|-
| style="a" | Memory || 80 GB || 141 GB
|-
| Chips per rack || 32 || 64
|}
"""


def test_wikitext_is_a_table() -> None:
    assert {("nvidia/h100", "memory_capacity", 80e9), ("nvidia/h200", "memory_capacity", 141e9)} <= accepted(WIKI)
    assert {("nvidia/h100", "scale_up_size", 32), ("nvidia/h200", "scale_up_size", 64)} <= accepted(WIKI)


@pytest.mark.parametrize("mark", [" / ", "; ", " · "])
def test_rows_under_labels_are_a_table(mark: str) -> None:
    rows = [("Part", "Memory (GB)", "TDP (W)", "Node"), ("H200", "141", "700", "4N"), ("MI355X", "288", "1400", "N3P")]
    claims = accepted("\n".join(mark.join(row) for row in rows))
    assert claims == {
        ("nvidia/h200", "memory_capacity", 141e9), ("nvidia/h200", "power", 700), ("nvidia/h200", "process_node", 4),
        ("amd/mi355x", "memory_capacity", 288e9), ("amd/mi355x", "power", 1400), ("amd/mi355x", "process_node", 3),
    }  # fmt: skip


def test_lines_that_only_hold_marks_are_no_table() -> None:
    assert separated("one; two; three\nfour; five\nsix; seven; eight; nine\n") == []
    assert separated("H100; 80 GB; 700 W\nH200; 141 GB; 700 W\nB200; 192 GB; 1000 W\n") == []


def test_a_count_of_parts_and_the_memory_of_the_host_are_told_apart_in_a_table() -> None:
    text = "Rack\tVera Rubin NVL72\nGPUs\t72 Rubin\nCPU memory\t54 TB LPDDR5X\nGPU memory\t20.7 TB HBM4\n"
    assert specs(text) == {
        ("nvidia/vera-rubin-nvl72", "scale_up_size", "72", "chips", None, "rack"),
        ("nvidia/vera-rubin-nvl72", "memory_capacity", "20.7", "TB", None, "rack"),
    }


@pytest.mark.parametrize("part", ["{|\n", "{|\n|}\n", "a / b / c\n", "8 to a node ", "a doubled that to 8. "])
def test_time_grows_with_the_length(part: str) -> None:
    text = "H100 " + part * (90_000 // len(part))
    started = time.perf_counter()
    wiki(text)
    read(text)
    assert time.perf_counter() - started < 3
