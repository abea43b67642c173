from __future__ import annotations

import pytest
from extract_sample import read, specs

from tracker.extract import quantities
from tracker.model.fact import told


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("50 petaflops", "compute", 50, "PFLOPS"),
        ("4,614 tflops", "compute", 4614, "TFLOPS"),
        ("1.44 exaflops", "compute", 1.44, "EFLOPS"),
        ("192 gib", "size", 192, "GiB"),
        ("4.9 tb/s", "rate", 4.9, "TB/s"),
        ("6.5 terabytes per second", "rate", 6.5, "TB/s"),
        ("three nanometres", "node", 3, "nm"),
        ("208 billion transistors", "transistors", 208, "billion"),
        ("nine,", "none", 0, ""),
        ("9,216 chips", "chips", 9216, "chips"),
        ("8-gpu", "chips", 8, "chips"),
        ("750 w", "watts", 750, "W"),
        ("$1.79/gpu-hr", "usd_h", 1.79, "USD/h"),
        ("$2.50 per gpu-hour", "usd_h", 2.5, "USD/h"),
        ("92 cents an hour", "usd_h", 0.92, "USD/h"),
        ("$0.35 per million input tokens", "usd_mtok", 0.35, "USD/Mtok"),
        ("$2 per 1k tokens", "usd_mtok", 2000, "USD/Mtok"),
    ],
)
def test_quantities_are_read_with_their_units(text: str, kind: str, value: float, unit: str) -> None:
    found = quantities.find(text, comma_decimal=False)
    if kind == "none":
        assert found == ()
        return
    (q,) = found
    assert (q.kind, q.value, q.unit) == (kind, pytest.approx(value), unit)


@pytest.mark.parametrize("text", ["in 2026 GPUs", "one to eight of them", "four GB200 boards", "$38 billion"])
def test_years_words_and_names_are_no_quantities(text: str) -> None:
    low = text.lower()
    assert quantities.bits(text, low, quantities.find(low, comma_decimal=False)) == ()


def test_bits_are_told_from_bytes_by_case() -> None:
    text = "16 Tb/s and 2 TB/s"
    found = quantities.bits(text, text.lower(), quantities.find(text.lower(), comma_decimal=False))
    assert [(q.kind, q.unit) for q in found] == [("bitrate", "Tb/s"), ("rate", "TB/s")]


def test_a_comma_is_decimal_where_the_language_says_so() -> None:
    assert quantities.number("1,6", comma_decimal=True) == 1.6
    assert quantities.number("8.192", comma_decimal=True) == 8192
    assert quantities.number("8,192") == 8192
    assert quantities.number("2.517") == 2.517


def test_figures_of_a_sentence_go_to_its_subject() -> None:
    text = "Maia 200 has 216GB of HBM3e at 7 TB/s, 272 MB of SRAM and is made in 3nm."
    assert specs(text) == {
        ("microsoft/maia-200", "memory_capacity", "216", "GB", None, "chip"),
        ("microsoft/maia-200", "memory_bandwidth", "7", "TB/s", None, "chip"),
        ("microsoft/maia-200", "sram", "272", "MB", None, "chip"),
        ("microsoft/maia-200", "process_node", "3", "nm", None, "chip"),
    }


def test_a_competitor_in_between_does_not_take_the_figure() -> None:
    text = "Ironwood, a competitor to Nvidia's B200, offers 192 GB of HBM."
    assert {s[0] for s in specs(text)} == {"google/tpu-v7"}


def test_a_bracket_belongs_to_the_name_before_it() -> None:
    found = specs("The MI300X has 192 GB of HBM3 against the H100 (80 GB) of NVIDIA.")
    assert ("amd/mi300x", "memory_capacity", "192", "GB", None, "chip") in found
    assert ("nvidia/h100", "memory_capacity", "80", "GB", None, "chip") in found


def test_the_chip_of_the_paragraph_owns_what_it_has() -> None:
    found = specs("Microsoft showed Maia 200. The chip draws 750 W.")
    assert found == {("microsoft/maia-200", "power", "750", "W", None, "chip")}


def test_a_rack_figure_is_never_a_chip_figure() -> None:
    found = specs("A Vera Rubin NVL72 rack delivers 3.6 exaflops of FP4, and each Rubin GPU 50 PFLOPS of FP4.")
    assert found == {
        ("nvidia/vera-rubin-nvl72", "peak_compute", "3.6", "EFLOPS", "fp4", "rack"),
        ("nvidia/rubin", "peak_compute", "50", "PFLOPS", "fp4", "chip"),
    }


def test_a_list_of_precisions_gives_one_claim_each() -> None:
    found = specs("Trainium3 reaches 671 BF16/FP16/TF32 TFLOPS.")
    assert {s[4] for s in found} == {"bf16", "fp16", "tf32"}


def test_host_memory_network_and_measured_values_are_no_properties() -> None:
    assert specs("The H100 node has 2 TB of DDR5 system memory and 400 Gb/s of InfiniBand.") == set()
    assert specs("Our kernel achieves 1613 TFLOPS on the B200.") == set()


def test_dense_and_sparse_are_told_only_by_the_text() -> None:
    dense = read("Rubin by NVIDIA does 25 PFLOPS of dense FP4.").claims
    bare = read("Rubin by NVIDIA does 50 PFLOPS of FP4.").claims
    assert [c.sparsity for c in dense] == ["dense"]
    assert [c.sparsity for c in bare] == ["unstated"]


def test_hearsay_is_kept_as_rumour() -> None:
    (claim,) = read("The H200 reportedly has 288 GB of HBM.").claims
    assert claim.status == "rumour"
    assert claim.reason


def test_respectively_assigns_in_order() -> None:
    found = specs("The H100 and the H200 have 80 GB and 141 GB of HBM, respectively.")
    assert {(s[0], s[2]) for s in found} == {("nvidia/h100", "80"), ("nvidia/h200", "141")}


TABLE = """| | H100 | H200 |
|---|---|---|
| Memory | 80 GB | 141 GB |
| Memory bandwidth | 3.35 TB/s | 4.8 TB/s |
| FP8 dense | 1,979 TFLOPS | ? |
"""


def test_a_table_cell_belongs_to_its_column() -> None:
    found = {(s[0], s[1], s[2], s[4]) for s in specs(TABLE)}
    assert found == {
        ("nvidia/h100", "memory_capacity", "80", None),
        ("nvidia/h200", "memory_capacity", "141", None),
        ("nvidia/h100", "memory_bandwidth", "3.35", None),
        ("nvidia/h200", "memory_bandwidth", "4.8", None),
        ("nvidia/h100", "peak_compute", "1,979", "fp8"),
    }


def test_a_table_by_rows_reads_the_header_and_skips_old_prices() -> None:
    page = (
        "<table><tr><th>GPU</th><th>VRAM</th><th>new</th><th>old</th></tr>"
        "<tr><td>H100 SXM</td><td>80 GB</td><td>$1.79/GPU-hr</td><td><s>$2.19/GPU-hr</s></td></tr></table>"
    )
    found = {(s[0], s[1], s[2]) for s in specs(page)}
    assert found == {("nvidia/h100", "memory_capacity", "80"), ("nvidia/h100", "price_hourly", "1.79")}


def test_a_table_whose_cells_ran_together_gives_nothing() -> None:
    line = (
        "NVIDIAH200 GPUsIndustry-leading performance, 141 GBDominant in hardwareExpanding partnershipsMicrosoft in 2026"
    )
    facts = read(line)
    assert not facts.claims
    assert not any(told(e) for e in facts.events)


def test_a_top_university_is_no_tera_operation() -> None:
    assert not specs("NVIDIA gave Blackwell B200 systems to two top universities in Beijing.")
