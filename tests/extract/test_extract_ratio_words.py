"""Ratios in many words: what is compared, who is meant by a noun, whose multiple it is where a sentence names several."""

from __future__ import annotations

import pytest
from extract_sample import ratios

X, Y = "amd/mi355x", "nvidia/b200"


@pytest.mark.parametrize(
    ("words", "metric", "factor"),
    [
        ("gets 50% more tokens out of a megawatt than", "energy_efficiency", 1.5),
        ("serves, at equal power, 1.5 times the tokens of", "energy_efficiency", 1.5),
        ("needs half the energy per token of", "energy_efficiency", 2),
        ("comes with 50% more VRAM than", "memory_capacity", 1.5),
        ("has 1.5 times the frame buffer of", "memory_capacity", 1.5),
        ("talks to its neighbours twice as fast as", "interconnect_bandwidth", 2),
        ("has double the all-to-all bandwidth of", "interconnect_bandwidth", 2),
        ("has a power budget 40 percent above that of", "power", 1.4),
        ("is 40 percent hungrier than", "power", 1.4),
        ("responds four times faster than", "latency", 0.25),
        ("starts answering in half the time of", "latency", 0.5),
        ("writes 50% more text per second than", "throughput", 1.5),
        ("is good for 1.5 times the work of", "performance", 1.5),
        ("does 50% better than", "performance", 1.5),
        ("is in FP64 twice as fast as", "peak_compute", 2),
        ("makes tokens 40% cheaper than", "cost_per_token", 0.6),
        ("is 30 percent cheaper to run per token than", "cost_per_token", 0.7),
        ("serves 40% more tokens for the same money than", "price_performance", 1.4),
        ("gives you 1.5x the FLOPS for your money of", "price_performance", 1.5),
        ("rents for 40% less than", "price_hourly", 0.6),
        ("takes 1.3 times the minutes of", "performance", 0.769),
        ("takes 40% longer than", "performance", 0.714),
        ("raises throughput by half over", "throughput", 1.5),
        ("has memory multiplied by four compared with", "memory_capacity", 4),
    ],
)  # fmt: skip
def test_a_property_is_known_by_many_words(words: str, metric: str, factor: float) -> None:
    assert (X, Y, metric, factor) in ratios(f"The MI355X {words} the B200.")


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        (
            "Customers ask how the MI355X stacks up against the B200. In our runs the AMD card returned 2.25 times the tokens.",
            (X, Y, "throughput", 2.25),
        ),
        (
            "A B200 stands next to an MI355X. The latter has half again as much memory as the former.",
            (X, Y, "memory_capacity", 1.5),
        ),
        (
            "The MI355X beats the B200 by 30 percent and brings the cost of a million tokens down to 37 percent of the rival's.",
            (X, Y, "cost_per_token", 0.37),
        ),
        (
            "The MI355X gives four times the tokens that he got from the GPU he used before.",
            (X, "GPU", "throughput", 4),
        ),
        ("Groq answers 20 times faster than GPUs.", ("groq/lpu", "GPU", "performance", 20)),
    ],
)
def test_a_noun_or_a_maker_stands_for_its_product(text: str, ratio: tuple[str, str, str, float]) -> None:
    assert ratio in ratios(text)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("The B200, launched two years after the H100, has 2.4 times its memory.", (Y, "nvidia/h100", "memory_capacity", 2.4)),
        ("The MI355X keeps the MI300X's interface but has 50% more memory.", (X, "amd/mi300x", "memory_capacity", 1.5)),
        ("The MI300X was followed by the MI355X, which is 35x faster.", (X, "amd/mi300x", "performance", 35)),
        ("Versus the B200 the MI355X needs 20% less power.", (X, Y, "power", 0.8)),
        ("The H200 has 141 GB, up 76 percent from the H100.", ("nvidia/h200", "nvidia/h100", "memory_capacity", 1.76)),
    ],
)  # fmt: skip
def test_the_subject_is_that_of_the_clause(text: str, ratio: tuple[str, str, str, float]) -> None:
    assert ratios(text) == {ratio}


def test_respectively_gives_each_its_own() -> None:
    text = "The MI355X and H200 deliver 1.2x and 1.1x the throughput of the B200, respectively."
    assert ratios(text) == {(X, Y, "throughput", 1.2), ("nvidia/h200", Y, "throughput", 1.1)}


def test_both_is_said_of_two() -> None:
    text = "Compared with the H100, AMD has two answers: the MI300X and the MI355X. Both have twice the memory of the H100."
    assert {("amd/mi300x", "nvidia/h100", "memory_capacity", 2), (X, "nvidia/h100", "memory_capacity", 2)} <= ratios(
        text
    )


def test_a_multiple_told_again_precisely_counts_once() -> None:
    assert ratios("The MI355X more than doubles (2.4x) the memory bandwidth of the B200.") == {
        (X, Y, "memory_bandwidth", 2.4)
    }


def test_a_yardstick_that_no_table_knows_keeps_its_name() -> None:
    assert ratios("The MI355X has three times the memory of the A2 card.") == {(X, "NVIDIA A2", "memory_capacity", 3)}


def test_a_list_of_properties_has_its_owner_at_the_end() -> None:
    text = "The MI355X will double the compute, memory access bandwidth and memory capacity of the B200."
    assert {r[2] for r in ratios(text) if r[1] == Y} == {"peak_compute", "memory_bandwidth", "memory_capacity"}


def test_a_column_of_improvement_factors_is_read_with_the_figures_beside_it() -> None:
    text = "| | Trainium2 | Trainium3 | Improvement factor |\n|---|---|---|---|\n| HBM Capacity (GiB) | 96 | 144 | 1.5x |\n"
    assert ratios(text) == {("aws/trainium3", "aws/trainium2", "memory_capacity", 1.5)}
    turned = text.replace("1.5x", "9x")
    assert ratios(turned) == set()


@pytest.mark.parametrize(
    "text",
    [
        "The MI355X was 30 percent ahead of the B200, but its author has withdrawn the measurement.",
        "The MI355X runs 2x faster than before on the same chip.",
        "AMD shares rose 40% after the MI355X launch, twice as much as those of NVIDIA after the B200.",
        "The MI355X team is twice the size of the B200 team.",
    ],
)
def test_withdrawn_claims_and_other_sizes_are_no_ratios(text: str) -> None:
    assert ratios(text) == set()


@pytest.mark.parametrize(
    ("words", "factor"),
    [
        ("cuts cost and improves throughput by 40 percent over", 1.4),
        ("reduces power while raising throughput by 40 percent over", 1.4),
        ("cuts throughput by 40 percent against", 0.6),
    ],
)
def test_a_share_goes_the_way_of_its_own_verb(words: str, factor: float) -> None:
    assert (X, Y, "throughput", factor) in ratios(f"The MI355X {words} the B200.")
