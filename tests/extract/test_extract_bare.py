"""Numbers without a unit: which there are, and which of them become figures of a product."""

from __future__ import annotations

import pytest
from extract_sample import EXTRACTOR, read

from tracker.extract.bare import bare
from tracker.extract.sequence import factors
from tracker.model.document import Document
from tracker.model.fact import told


def numbers(text: str) -> list[tuple[str, float, str]]:
    proposed = EXTRACTOR.proposed(Document(id="t", text=text))
    assert proposed is not None
    reading = proposed.reading
    found = bare(reading, factors(reading, reading.comma))
    assert all(text[one.start : one.end].lower() in (one.printed, f"n{one.printed}") for one in found)
    return [(one.printed, one.value, one.sort) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ask NVIDIA for the H100 and you get 80, for the H200 141.",
            [("80", 80.0, "digits"), ("141", 141.0, "digits")],
        ),
        ("Sixteen NVIDIA H100 stand in a box.", [("sixteen", 16.0, "words")]),
        ("The NVIDIA H200 came in N4.", [("4", 4.0, "node")]),
        ("The NVIDIA H200 came in 2023, is 3x as fast and 40 percent dearer.", []),
        ("The H200 has 141 GB.", []),
        ("An NVIDIA H100 lists at $2.49 in June 2026.", [("2.49", 2.49, "digits")]),
    ],
)
def test_what_nothing_else_has_taken_is_a_bare_number(text: str, found: list[tuple[str, float, str]]) -> None:
    assert numbers(text) == found


def figures(text: str) -> set[tuple[str, str, float | None, str]]:
    return {(c.product, c.field, c.value, c.scope) for c in read(text).claims if told(c)}


def test_a_bare_number_takes_the_unit_of_the_figure_of_its_kind() -> None:
    text = "Against the 141 GB of the H200 the MI300X sets 192."
    assert ("amd/mi300x", "memory_capacity", 192e9, "chip") in figures(text)


def test_a_count_of_chips_is_of_the_machine_that_holds_them_never_of_a_chip() -> None:
    found = figures("Every server seats eight H200, each with 141 GB of HBM3e.")
    assert ("nvidia/h200", "scale_up_size", 8.0, "server") in found
    assert not any(field == "scale_up_size" and scope in ("chip", "card") for _, field, _, scope in found)


def test_without_a_figure_of_its_kind_a_bare_number_has_no_unit_and_is_none() -> None:
    assert not any(c.field == "memory_capacity" for c in read("The H200 has 141 and the H100 has 80.").claims)


def test_a_former_price_is_none() -> None:
    assert figures("The NVIDIA H200 rate fell from $4.20.") == set()


def test_a_number_that_a_rule_gives_its_owner_plainly_goes_to_nobody_else() -> None:
    found = figures("The H100 and the H200 have 80 GB and 141 GB, respectively.")
    assert found == {
        ("nvidia/h100", "memory_capacity", 80e9, "chip"),
        ("nvidia/h200", "memory_capacity", 141e9, "chip"),
    }
