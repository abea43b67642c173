"""Ratios in many languages, which way they point, and multiples that compare no two accelerators."""

from __future__ import annotations

import pytest
from extract_sample import ratios

X, Y = "nvidia/b200", "nvidia/h100"


@pytest.mark.parametrize(
    ("text", "metric", "factor"),
    [
        ("Le B200 affiche un coût par token dix fois moindre que celui du H100.", "cost_per_token", 0.1),
        ("Le B200 réduit de 55 % la latence du H100.", "latency", 0.45),
        ("La consommation du B200 dépasse de 40 % celle du H100.", "power", 1.4),
        ("Le B200 a une fois et demie la mémoire du H100.", "memory_capacity", 1.5),
        ("El B200 es un 40 % más barato que el H100.", "tco", 0.6),
        ("El B200 reduce un 55 % la latencia del H100.", "latency", 0.45),
        ("El B200 cuesta una tercera parte por token que el H100.", "cost_per_token", 0.333),
        ("Rispetto al H100, la latenza del B200 si riduce del 70%.", "latency", 0.3),
        ("Con il B200 il costo per token è dimezzato rispetto al H100.", "cost_per_token", 0.5),
        ("A B200 gera 1,2 vez mais tokens que a H100.", "throughput", 1.2),
        ("A B200 reduz em 55% a latência da H100.", "latency", 0.45),
        ("De B200 is anderhalf keer zo duur als de H100.", "tco", 1.5),
        ("De B200 levert drie keer zoveel tokens als de H100.", "throughput", 3),
        ("Pro Token ist der B200 anderthalbmal so teuer wie der H100.", "cost_per_token", 1.5),
        (
            "Bei gleicher Leistungsaufnahme schafft der B200 dreimal so viele Token wie der H100.",
            "energy_efficiency",
            3,
        ),
        ("B200的功耗比H100高40%。", "power", 1.4),
        ("B200的租金约为H100的四成六。", "price_hourly", 0.46),
        ("B200は同じ電力でH100の4倍のトークンを生成する。", "energy_efficiency", 4),
        ("B200の消費電力はH100の6割。", "power", 0.6),
        ("B200의 전력은 H100의 60% 수준이다.", "power", 0.6),
        ("같은 전력에서 B200은 H100보다 3배 많은 토큰을 생성한다.", "energy_efficiency", 3),
        ("The B200 takes another third off the cost per token of the H100.", "cost_per_token", 0.667),
        ("The B200 has one twenty-eighth of the FP64 compute of the H100.", "peak_compute", 0.0357),
        ("The B200 gives two-and-a-half times the throughput of the H100.", "throughput", 2.5),
        ("The B200 gets five times the schedules per hour of the H100.", "throughput", 5),
        ("The B200 takes twice as long as the H100.", "performance", 0.5),
        ("The B200 reads it at 8 TB/s, which is 2.4 times what the HBM3 of an H100 manages.", "memory_bandwidth", 2.4),
        ("The B200 uses 40 percent less energy per unit of work than the H100.", "energy_efficiency", 1.667),
        ("On price-performance against the H100: 2.7x in training for the B200.", "price_performance", 2.7),
    ],
)
def test_a_ratio_is_read_in_its_language_and_its_direction(text: str, metric: str, factor: float) -> None:
    ((subject, other, what, found),) = ratios(text)
    assert (subject, other, what) == (X, Y, metric)
    assert found == pytest.approx(factor, rel=0.01)


@pytest.mark.parametrize(
    "text",
    [
        '"Twice the fun of an H100", he joked about the B200.',
        "The claim that the B200 is 30 times faster than the H100 is false.",
        "The B200 node is 1.9x faster with the new kernel than with the old one. The H100 gains less.",
        "With sparsity the B200 has twice its dense rate. The H100 is older.",
        "The B200 is 30 percent slower than its own data sheet says, unlike the H100.",
        "Earlier we wrote that the B200 had twice the memory of the H100.",
        "The B200 took twice as long to develop as the H100.",
        "A B200 is two dies; ten terabytes a second run between the halves. The H100 has one.",
        "La B200 cuesta 3,98 dólares la hora, un 40 % menos que hace un año. La H100 sigue igual.",
        "B200の料金は1時間3.98ドルと、前年比4割安い。H100は据え置き。",
    ],
)
def test_a_multiple_that_compares_no_two_accelerators_is_no_ratio(text: str) -> None:
    assert ratios(text) == set()


def test_a_unit_ends_a_sentence_and_an_initial_does_not() -> None:
    text = "The H100 is rated at 700 W. The B200 has 2.4 times the memory of the H100, said J. Huang."
    assert ratios(text) == {(X, Y, "memory_capacity", 2.4)}
