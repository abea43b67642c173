from __future__ import annotations

import pytest
from extract_sample import ratios, read


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        (
            "Maia 200 is three times faster than AWS Trainium3.",
            ("microsoft/maia-200", "aws/trainium3", "performance", 3),
        ),
        (
            "The H200 has 1.4x more memory bandwidth than the H100.",
            ("nvidia/h200", "nvidia/h100", "memory_bandwidth", 1.4),
        ),
        ("Trillium has 67% better energy efficiency.", ("google/tpu-v6e", "unspecified", "energy_efficiency", 1.67)),
        ("The MI355X uses 40% less power than the B200.", ("amd/mi355x", "nvidia/b200", "power", 0.6)),
        (
            "Rubin by NVIDIA has up to 10x lower cost per token than Blackwell.",
            ("nvidia/rubin", "nvidia/blackwell", "cost_per_token", 0.1),
        ),
        (
            "Ironwood has 10 times the peak performance of Trillium.",
            ("google/tpu-v7", "google/tpu-v6e", "peak_compute", 10),
        ),
        ("Trainium3 doubles the throughput of Trainium2.", ("aws/trainium3", "aws/trainium2", "throughput", 2)),
        (
            "The MI355X is 30% faster than the previous generation.",
            ("amd/mi355x", "previous generation", "performance", 1.3),
        ),
    ],
)
def test_a_ratio_is_subject_over_object(text: str, ratio: tuple[str, str, str, float]) -> None:
    (found,) = ratios(text)
    assert found[0] == ratio[0]
    assert found[1].removeprefix("the ") == ratio[1]
    assert found[2:] == ratio[2:]


def test_a_range_keeps_both_ends() -> None:
    (relation,) = read("Rubin from NVIDIA has 35 to 50 times better throughput per megawatt than Blackwell.").relations
    assert (relation.metric, relation.low, relation.high, relation.op) == ("energy_efficiency", 35, 50, "range")


@pytest.mark.parametrize(
    "text",
    [
        "Revenue from the H100 grew three times faster than expected.",
        "With the new kernel vLLM is 2x faster on the MI300X.",
        "We run 8x H100 servers.",
    ],
)
def test_business_and_software_gains_are_no_ratios_of_products(text: str) -> None:
    assert ratios(text) == set()
