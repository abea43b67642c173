"""Whose a ratio is, what it is measured against and of which metric, where a sentence leaves one of these to its surroundings."""

from __future__ import annotations

import pytest
from extract_sample import ratios, read

X, B, H, T = "amd/mi355x", "nvidia/b200", "nvidia/h100", "google/tpu-v6e"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The MI355X went on sale. Versus the H100, which ended at 80 GB, decoding is 3.5 times faster.",
            (X, H, "performance", 3.5),
        ),
        (
            "The H100 was cheap. The MI355X came out today. Decoding was timed at 1.7 times that of the H100.",
            (X, H, "performance", 1.7),
        ),
        (
            "The MI355X carries 288 GB (the H100: 80) and runs at twice the bandwidth.",
            (X, H, "memory_bandwidth", 2),
        ),
        (
            "The MI355X is out. An evaluation by the towns over seven long weeks saw it needing 30% less power than the H100.",
            (X, H, "power", 0.7),
        ),
        ("MI355Xが発売された。従来のH100クラスタに比べて学習コストを40%削減できたという。", (X, H, "tco", 0.6)),
    ],
)
def test_a_yardstick_or_an_aside_is_no_subject(text: str, told: tuple[str, str, str, float]) -> None:
    assert told in ratios(text)


def test_like_is_measured_against_like() -> None:
    text = "Trainium3 is out, and a Trainium3 UltraServer holds 144 of them. Versus the Vera Rubin NVL72: 1.3 times the memory."
    assert not any(r[0] == "aws/trainium3" for r in ratios(text))


def test_a_maker_that_speaks_means_its_own_product() -> None:
    text = "We bought the MI355X. An H200 draws 700 watts. AMD says that's twice the performance per watt of Blackwell."
    assert ratios(text) == {(X, "nvidia/blackwell", "energy_efficiency", 2)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'The MI355X moves 8 terabytes per second. "Some 2.4 times that of the H100," AMD claims.',
            (X, H, "memory_bandwidth", 2.4),
        ),
        (
            "The H100 has 80 GB. The MI355X more than tripled that to 288 GB, and we pay $2 an hour.",
            (X, H, "memory_capacity", 3),
        ),
        ("The MI355X reaches 87% of the B200.", (X, B, "performance", 0.87)),
        ("The MI355X offers 0.9 of a B200 on Llama, at 240 watts versus 700.", (X, B, "performance", 0.9)),
        ("Seats on the MI355X are priced at nearly twice the H100 rate.", (X, H, "price_hourly", 2)),
    ],
)
def test_the_property_of_that_share_or_figure(text: str, told: tuple[str, str, str, float]) -> None:
    assert told in ratios(text)


def test_what_a_short_sentence_leaves_out_is_in_the_one_before() -> None:
    text = "A token from the MI355X costs 40% less than one out of the H100. Trillium manages 20% less."
    assert ratios(text) == {(X, H, "cost_per_token", 0.6), (T, H, "cost_per_token", 0.8)}


def test_a_clause_of_its_own_makes_a_subject_of_an_earlier_yardstick() -> None:
    text = "The MI355X has 60 percent more memory than the B200 and the B200 has 2.4 times that of the H100."
    assert ratios(text) == {(X, B, "memory_capacity", 1.6), (B, H, "memory_capacity", 2.4)}


def test_three_multiples_in_a_row_go_to_three_names_in_a_row() -> None:
    text = "Against the H100, the H200, B200 and MI355X have 1.8x, 2.4x and 3.6x the memory."
    assert ratios(text) == {
        ("nvidia/h200", H, "memory_capacity", 1.8),
        (B, H, "memory_capacity", 2.4),
        (X, H, "memory_capacity", 3.6),
    }


def test_each_passive_has_its_own_agent() -> None:
    text = "The H100 was beaten by the H200 by 40%, and the H200 was outperformed by 22 percent by the MI355X."
    assert ratios(text) == {("nvidia/h200", H, "performance", 1.4), (X, "nvidia/h200", "performance", 1.22)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Le MI355X devance le H100 de 30 % en débit.", (X, H, "throughput", 1.3)),
        ("El MI355X multiplica por tres el ancho de banda de la H100.", (X, H, "memory_bandwidth", 3)),
        ("Il MI355X consuma la metà dell'energia del H100.", (X, H, "power", 0.5)),
        ("O MI355X tem o dobro da largura de banda do H100.", (X, H, "memory_bandwidth", 2)),
        ("MI355X는 H100 서버보다 대역폭이 2.4배 높다.", (X, H, "memory_bandwidth", 2.4)),
        ("On tokens per watt the MI355X leaves the H100 behind by 30 percent.", (X, H, "energy_efficiency", 1.3)),
        ("The MI355X gets 30% fewer tokens per watt than the H100.", (X, H, "energy_efficiency", 0.7)),
        (
            "Compared with the H100, the MI355X cuts latency to a third and doubles throughput.",
            (X, H, "latency", 0.333),
        ),
    ],
)
def test_further_words_and_languages(text: str, told: tuple[str, str, str, float]) -> None:
    assert told in ratios(text)


@pytest.mark.parametrize(
    "text",
    [
        "The H100 is old. The MI355X delivers 2,500 TFLOPS in FP16, twice that with 2:4 sparsity.",
        "The H100 is old. The MI355X reaches 10 petaflops at FP4, or half that in FP8.",
        "The MI355X beats the H100 on paper, though their 3.5x is the number to doubt.",
        "The MI355X's yield is 20% better than the H100's.",
        "The H100 is here. The MI355X has 300 W and 4x QSFP-DD cages.",
        "The MI355X is cheaper: its list price is 46% lower than the H100's.",
    ],
)
def test_a_share_of_ones_own_a_retold_number_and_a_price_cut_are_no_ratios(text: str) -> None:
    assert ratios(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The B200 was shown first. Its successor is a chiplet part. It has 1.5 times the memory of the H100.",
        "The MI355X is here. Acme of Dresden began selling an engine that is 30 times more efficient than a GPU.",
        "The MI355X has five times as much.",
    ],
)
def test_guessed_sides_go_to_review(text: str) -> None:
    found = read(text).relations
    assert all(r.evidence.confidence < 0.7 and r.status == "review" for r in found)


def test_what_goes_on_with_a_guess_is_no_surer_than_the_guess() -> None:
    text = "The MI355X is here. Acme of Dresden sells an engine 30 times faster than the H100. It has twice the memory."
    assert all(r.status != "accepted" for r in read(text).relations)
