"""Multiples in compound numerals, written fractions and further languages."""

from __future__ import annotations

import pytest

from tracker.extract import multiples, proportions
from tracker.extract.phrases import Words


def read(text: str) -> list[tuple[str, str, float]]:
    return [
        (text[m.start : m.end], m.kind, round(m.value, 3)) for m in proportions.find(Words(text), 0, len(text), False)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("thirty-five times as many tokens", ("thirty-five times", "times", 35)),
        ("by twenty-five percent", ("twenty-five percent", "percent", 25)),
        ("three point three times, for thinking", ("three point three times", "times", 3.3)),
        ("in one eighteenth of the time", ("one eighteenth", "part", 0.056)),
        ("a tenth longer than before", ("a tenth", "part", 0.1)),
        ("(= 1/4 of a rack)", ("1/4", "part", 0.25)),
        ("memory x3, power the same", ("x3", "times", 3)),
        ("in 0.7 of the time", ("0.7", "part", 0.7)),
        ("pobiera jedną piątą mocy", ("jedną piątą", "part", 0.2)),
        ("vijfmaal zoveel prestaties", ("vijfmaal", "times", 5)),
        ("전력효율은 2.5배라는", ("2.5배", "times", 2.5)),
        ("遅延は4割減という", ("4割", "percent", 40)),
    ],
)
def test_a_multiple_in_a_rarer_form_is_read_whole(text: str, wanted: tuple[str, str, float]) -> None:
    assert wanted in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "a fifth customer",
        "pcie gen5 x16. memory",
        "two-thirds majority in a quarter earlier",
        "rocm 6/7-native",
        "host: x86, one per tray",
    ],
)
def test_ordinals_slots_and_spans_of_time_are_no_multiples(text: str) -> None:
    assert all(kind != "part" or found == "two-thirds" for found, kind, _ in read(text))
    assert not [found for found, kind, _ in read(text) if kind == "times"]


@pytest.mark.parametrize(
    "text", ["35 to 50x the throughput", "two or three times", "40 % less power and twice the speed"]
)
def test_what_the_commoner_forms_find_stays(text: str) -> None:
    words = Words(text)
    assert list(proportions.find(words, 0, len(text), False)) == list(multiples.find(words, 0, len(text), False))
