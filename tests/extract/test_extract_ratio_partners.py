"""Who is compared with whom, where the names of a ratio stand apart from it."""

from __future__ import annotations

import pytest
from extract_sample import ratios, read

X, B, H, T = "amd/mi355x", "nvidia/b200", "nvidia/h100", "google/tpu-v6e"
M1, M2 = "microsoft/maia-100", "microsoft/maia-200"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # A product by its number, or several of its line.
        (
            "Maia 100 is old, Maia 200 is new. The 200 has 4.5 times the memory of Maia 100.",
            (M2, M1, "memory_capacity", 4.5),
        ),
        (
            "We run 600 H200 and forty Maia 200. The Maias cost us 38 percent less per token than the H200.",
            (M2, "nvidia/h200", "cost_per_token", 0.62),
        ),
        # A clause that tells of the yardstick.
        (
            "The MI355X is out. It gives 1.8 times the tokens per watt we had on H100.",
            (X, H, "energy_efficiency", 1.8),
        ),
        ("The MI355X is out. They compare it with a B200, which it beats by 20 percent.", (X, B, "performance", 1.2)),
        # Of two figures the quotient is the multiple.
        (
            "The MI355X made 61,400 tokens per second, the B200 38,900. So throughput is 1.58 times higher.",
            (X, B, "throughput", 1.58),
        ),
        (
            "On a long prompt MI355X took 11.4 seconds; B200 needed 34.2 seconds for it. So a third of the latency.",
            (X, B, "latency", 1 / 3),
        ),
        # What is left and what takes its place.
        (
            "Reranking has left the H100 and lives on MI355X now. Throughput is 2.3 times higher.",
            (X, H, "throughput", 2.3),
        ),
        (
            "Support for Trainium2 ends in May. We recommend Trainium3, which answers with a quarter of the latency.",
            ("aws/trainium3", "aws/trainium2", "latency", 0.25),
        ),
        # The name behind each multiple, the one before a bracket, the elder of the same maker.
        (
            "Performance per dollar against the H100: 2.7x for the MI355X, 1.8x better performance per dollar for the B200.",
            (B, H, "price_performance", 1.8),
        ),
        (
            "The Vera Rubin NVL72 (Rubin) has twice the memory of the MI355X.",
            ("nvidia/vera-rubin-nvl72", X, "memory_capacity", 2),
        ),
        (
            "The MI300X sold well. The MI355X has twice the memory bandwidth of its older sibling.",
            (X, "amd/mi300x", "memory_bandwidth", 2),
        ),
        # Another language.
        ("El MI355X ya está a la venta. Frente al H100 ofrece 2,5 veces la memoria.", (X, H, "memory_capacity", 2.5)),
    ],
)
def test_partners_of_a_ratio_are_found_beyond_its_clause(text: str, told: tuple[str, str, str, float]) -> None:
    assert [r[3] for r in ratios(text) if r[:3] == told[:3]] == [pytest.approx(told[3], rel=0.01)]


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Maia 100 and Maia 200 are out. Of 100 cards in the hall one has twice the memory of the H100.", (M1, H)),
        ("The B200, which easily beats the H100, has twice the memory of the MI300X.", (H, "amd/mi300x")),
        (
            "A Vera Rubin NVL72 holds 72 Rubin. Rubin has twice the memory of the Vera Rubin NVL72.",
            ("nvidia/rubin", "nvidia/vera-rubin-nvl72"),
        ),
        ("The MI355X draws 225 W, the B200 75 W. The H100 is three times as fast as before.", (X, B)),
    ],
)
def test_what_stands_near_is_no_partner_for_that_alone(text: str, never: tuple[str, str]) -> None:
    assert never not in {r[:2] for r in ratios(text)}


def test_a_gain_over_a_year_ago_is_no_ratio_of_products() -> None:
    assert ratios("Die H200 steht in der Liste. Die B200 kostet 40 Prozent weniger als vor einem Jahr.") == set()


def test_an_object_from_another_paragraph_waits_for_a_person() -> None:
    text = "The H100 fills our old hall.\n\nThe MI355X came in May. The MI355X has twice the memory bandwidth."
    found = [r for r in read(text).relations if r.object == H]
    assert [r.status for r in found] == ["review"]


def test_a_figure_of_any_length_is_read_without_harm() -> None:
    text = f"The H100 made 5 tokens a second and the H200 made {'9' * 320} tokens a second. So throughput is 1.5 times higher."
    assert all(r.subject != r.object for r in read(text).relations)
