"""Ratios that a sentence only seems to tell: of models, caches, counts, lists out of order, and the business of firms."""

from __future__ import annotations

import time

import pytest
from extract_sample import ratios, read

X, Y, H = "amd/mi355x", "nvidia/h200", "nvidia/h100"


@pytest.mark.parametrize(
    "text",
    [
        "The H100 came first. The MI355X decodes V4 at 1.7 times the rate of R2.",
        "The MI355X has four times the bandwidth of the L3 cache.",
        "The MI355X is twice as fast as the M4 Max.",
        "The MI355X answers 3x faster than T6.",
        "The MI355X has 1.6 times the throughput of B7 models.",
    ],
)
def test_a_letter_with_a_number_alone_is_no_product(text: str) -> None:
    assert ratios(text) == set()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The MI355X has four times the memory of NVIDIA's A5.", "NVIDIA A5"),
        ("The H100 came first. The MI355X has four times the memory of the A5 card.", "NVIDIA A5"),
        ("The MI355X has twice the memory of the M5 chip.", "M5"),
    ],
)
def test_a_maker_beside_a_code_or_a_kind_behind_it_makes_a_product(text: str, other: str) -> None:
    assert {r[1] for r in ratios(text)} == {other}


@pytest.mark.parametrize(("by", "factor"), [("1.6", 0.625), ("2.5", 0.4), ("3.2", 0.312), ("four", 0.25)])
def test_a_divisor_keeps_its_decimals(by: str, factor: float) -> None:
    assert ratios(f"The MI355X has its latency divided by {by} compared with the H100.") == {(X, H, "latency", factor)}


@pytest.mark.parametrize(
    "text",
    [
        "One node houses MI355X cards multiplied by 4 and outruns the H100.",
        "The MI355X is here. Its tray has six cards, divided by three in each sled, and outruns the H100.",
        "A rack with more memory holds MI355X boards multiplied by 16 and beats the H100.",
    ],
)
def test_things_multiplied_are_counted(text: str) -> None:
    assert ratios(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Against the H100 and B200, the MI355X has 1.5x and 4x the memory, respectively.",
        "Compared with the H100, the H200 has 1.4x and 1.8x the bandwidth and the memory, respectively.",
        "The MI355X has 3x and 2x the memory and the power of the H100, respectively.",
    ],
)
def test_an_order_without_its_list_is_not_read(text: str) -> None:
    assert ratios(text) == set()


def test_an_order_of_subjects_goes_round_the_yardstick() -> None:
    text = "MI355X and H200 beat the H100 by 3x and 2x in memory, respectively."
    assert ratios(text) == {(X, H, "memory_capacity", 3), (Y, H, "memory_capacity", 2)}


def test_an_unknown_order_leaves_the_other_clauses() -> None:
    text = "Relative to the H100, the H200 offers 70% more memory; the B200 offers 2.5x and 2.2x, respectively."
    assert ratios(text) == {(Y, H, "memory_capacity", 1.7)}


@pytest.mark.parametrize(
    ("one", "other", "factor", "whose"),
    [(720, 700, 1.03, H), (700, 720, 1.03, Y), (700, 720, 0.97, H), (720, 700, 0.97, Y)],
)
def test_a_factor_near_one_goes_the_way_of_its_figures(one: int, other: int, factor: float, whose: str) -> None:
    text = f"| | H100 | H200 | Ratio |\n|---|---|---|---|\n| TDP (W) | {one} | {other} | {factor}x |\n"
    assert {(r.subject, r.factor) for r in read(text).relations} == {(whose, factor)}


@pytest.mark.parametrize(
    "text",
    [
        "Groq stock climbed. It sells at twice the price of the H100.",
        "Groq trades at twice the price of the NVIDIA H100.",
        "Groq pays twice the price of the NVIDIA H100.",
        "Groq is in the news. It charges three times the price of the H100.",
        "Groq is not 20 times faster than the H100.",
    ],
)
def test_the_business_of_a_maker_is_no_property_of_its_line(text: str) -> None:
    assert read(text).relations == ()


def test_a_maker_pointed_back_to_stands_for_its_line() -> None:
    (found,) = read("Groq has news. It answers 20 times faster than GPUs.").relations
    assert (found.subject, found.metric, found.factor) == ("groq/lpu", "performance", 20)


def test_a_long_list_under_a_maker_takes_linear_time() -> None:
    def seconds(lines: int) -> float:
        text = "Groq\n\n" + "- it 2x RAM\n" * lines
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    seconds(200)
    assert seconds(8000) < 8 * max(seconds(2000), 0.05)
