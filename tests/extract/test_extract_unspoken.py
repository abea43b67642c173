"""Figures that a reader completes: numbers without their unit, changes, names that go on, lists of prices."""

from __future__ import annotations

import pytest
from extract_sample import EXTRACTOR

from tracker.extract import quantities
from tracker.model.document import Document
from tracker.model.fact import told


def stated(text: str, title: str = "") -> set[tuple[str, str, str, str | None, str | None]]:
    """Product, field, printed number, precision and scope of the accepted claims."""
    facts = EXTRACTOR.read(Document(id="t", text=text, title=title))
    return {(c.product, c.field, c.printed, c.precision, c.scope) for c in facts.claims if told(c)}


@pytest.mark.parametrize(
    ("text", "product", "field", "printed"),
    [
        ("The Trainium3 packs 144 GB against the 96 of Trainium2.", "aws/trainium2", "memory_capacity", "96"),
        ("The NVIDIA B200 has 192 GB of memory and the H200 141.", "nvidia/h200", "memory_capacity", "141"),
        ("NVIDIA's H100 has 80, the H200 141 and the B200 192 GB.", "nvidia/h200", "memory_capacity", "141"),
        ("The MI300X draws 750 W, that of the MI355X 1,400.", "amd/mi355x", "power", "1,400"),
    ],
)
def test_a_number_takes_the_unit_beside_it_and_the_product_before_it(
    text: str, product: str, field: str, printed: str
) -> None:
    assert (product, field, printed, None, "chip") in stated(text)


@pytest.mark.parametrize(
    ("text", "printed", "precision"),
    [
        ("The MI355X does 5 petaflops in FP8 and 2.5 in BF16.", "2.5", "bf16"),
        ("The MI355X is good for one petaflop in FP16 and two in FP8.", "two", "fp8"),
        ("The MI355X reaches 10 petaflops in FP4 and half of that in FP8.", "half of 10", "fp8"),
        ("The MI355X reaches 10 petaflops in FP4; with FP8 it manages 5.", "5", "fp8"),
        ("MI355X: FP4/FP8/FP16 - 10/5/2.5 PFLOPS.", "2.5", "fp16"),
    ],
)
def test_a_number_beside_a_format_is_of_that_format(text: str, printed: str, precision: str) -> None:
    assert ("amd/mi355x", "peak_compute", printed, precision, "chip") in stated(text)


@pytest.mark.parametrize("text", ["In FP8 in 2026.", "FP8 with a batch of 8.", "FP8, 5 percent more.", "than 4 others"])
def test_years_batches_and_shares_are_no_figures_without_a_unit(text: str) -> None:
    low = f"10 petaflops. {text}".lower()
    assert [q.printed for q in quantities.find(low, comma_decimal=False) if q.kind == "compute"] == ["10"]


def test_of_a_change_only_the_present_figure_is_the_products() -> None:
    assert {c[2] for c in stated("Memory of the Trainium3 grows from 96 to 144 GB.")} == {"144"}
    assert {c[2] for c in stated("Trainium3: memory 96→144 GB.")} == {"144"}


def test_a_range_without_a_change_stays_a_range() -> None:
    assert {c[2] for c in stated("The MI355X draws 1,000 to 1,400 W.")} == {"1,000 to 1,400"}


def test_a_container_tells_its_count_by_name_by_label_and_as_an_adjective() -> None:
    rack = ("nvidia/vera-rubin-nvl72", "scale_up_size", "72", None, "rack")
    assert rack in stated("What you get with the Vera Rubin NVL72: 72 GPUs and 20.7 TB of HBM4.")
    box = ("amd/mi355x", "scale_up_size", "eight", None, "server")
    assert box in stated("The MI355X is here. The eight-GPU box costs a fortune.")
    assert ("amd/mi355x", "scale_up_size", "8", None, "server") in stated("AMD MI355X\nInference server: 8 cards")


def test_counts_of_machines_and_numbered_racks_are_no_domains() -> None:
    assert stated("They took 900 Vera Rubin NVL72 racks.") == set()
    assert stated("A switch beside the H200 in rack 14 was replaced.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "The H100 is known. The RX-900 has 96 GB of HBM3E.",
        "MI300X-S: 96 GB of HBM3E.",
        "On Monday its founder showed the Agni-2: 128 GB of HBM3E, on a par with an H200.",
    ],
)
def test_what_an_unknown_name_has_is_no_one_elses(text: str) -> None:
    assert {c[0] for c in stated(text)} & {"nvidia/h100", "nvidia/h200", "amd/mi300x"} == set()


@pytest.mark.parametrize(
    "text",
    [
        "The host of the H200 server has two Xeons and 2 TB of memory.",
        "A Vera Rubin NVL72 adds 54 TB of LPDDR beside 20.7 TB of HBM4.",
        "The model takes 60 GB on an H200.",
        "It runs on one 80 GB card; the H100 is such a one.",
        "The MI300X beats it by 64 GB.",
    ],
)
def test_memory_of_hosts_models_and_differences_is_none(text: str) -> None:
    assert {c[2] for c in stated(text)} & {"2", "54", "60", "80", "64"} == set()


def test_former_and_latter_are_the_last_two_products() -> None:
    found = stated("AMD sells the MI300X and the MI355X; the former has 192 GB, the latter 288 GB.")
    assert ("amd/mi300x", "memory_capacity", "192", None, "chip") in found
    assert ("amd/mi355x", "memory_capacity", "288", None, "chip") in found


def test_a_figure_right_before_a_name_is_its_own() -> None:
    found = stated("It knows the 80 GB H100, the 141 GB H200 and the 192 GB MI300X.")
    assert {(c[0], c[2]) for c in found} == {("nvidia/h100", "80"), ("nvidia/h200", "141"), ("amd/mi300x", "192")}


def test_a_rate_said_once_holds_for_the_list() -> None:
    found = stated("H100 1.62 | H200 2.05 | MI300X 1.48 | USD per GPU-hour, median of listings")
    assert {(c[0], c[1], c[2]) for c in found} == {
        ("nvidia/h100", "price_hourly", "1.62"),
        ("nvidia/h200", "price_hourly", "2.05"),
        ("amd/mi300x", "price_hourly", "1.48"),
    }
    assert stated("H100 1.62 | H200 2.05 | MI300X 1.48 | relative speed") == set()
    assert ("amd/mi355x", "price_hourly", "3.45", None, "chip") in stated(
        "Rent an MI355X by the hour: $3.45 on demand."
    )


def test_a_price_that_held_until_a_day_is_none() -> None:
    assert {c[2] for c in stated("The H100, $2.90 an hour until Sunday, now costs $1.99 an hour.")} == {"1.99"}
