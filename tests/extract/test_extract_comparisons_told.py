"""Ratios told without "than": exchanges of machines, a change of products, a clause that names its subject later."""

from __future__ import annotations

import pytest
from extract_sample import ratios


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        (
            "One B200 does the work of four H100 cards.",
            ("nvidia/b200", "nvidia/h100", "performance", 4),
        ),
        (
            "It takes six H100 cards to keep pace with a single B200.",
            ("nvidia/b200", "nvidia/h100", "performance", 6),
        ),
        (
            "A rack of B200 pulls as much as three racks of H100.",
            ("nvidia/b200", "nvidia/h100", "power", 3),
        ),
    ],
)
def test_an_exchange_of_machines_is_a_ratio(text: str, ratio: tuple[str, str, str, float]) -> None:
    assert ratio in ratios(text)


def test_a_change_of_products_names_both_sides_of_a_later_ratio() -> None:
    text = "The shop swapped its H100 cards for the MI355X in May. Each answer now costs 40 percent less than before."
    assert ("amd/mi355x", "nvidia/h100", "cost_per_inference", 0.6) in ratios(text)


def test_what_a_fronted_phrase_measures_against_is_no_subject() -> None:
    text = "Compared with the old rack (four H100), the MI355X gives twice the throughput at half the power."
    assert ratios(text) == {
        ("amd/mi355x", "nvidia/h100", "throughput", 2),
        ("amd/mi355x", "nvidia/h100", "power", 0.5),
    }


def test_a_subject_named_after_its_ratio_is_found() -> None:
    text = "Compared with last year's H100, this one has three times the memory. It is called the MI355X."
    assert ("amd/mi355x", "nvidia/h100", "memory_capacity", 3) in ratios(text)


def test_a_caption_gives_a_table_its_yardstick() -> None:
    text = "Relative to H100 (= 1.0)\nCard | HBM size | HBM speed\nH200 | 1.76 | 1.43\nMI355X | 3.6 | 2.39\n"
    assert ("amd/mi355x", "nvidia/h100", "memory_capacity", 3.6) in ratios(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is the MI355X five times as quick as a B200?",
        "AMD was asked three times whether the MI355X will replace the H100.",
        "The MI355X tray weighs 1.8 times as much as an H100 tray.",
        "The new compiler makes the H100 2.2 times faster.",
    ],
)
def test_questions_occasions_and_other_properties_are_no_ratios(text: str) -> None:
    assert ratios(text) == set()
