"""Whose figure it is where a text turns to a product without a name, names one by the way or at the end, or tells of a house."""

from __future__ import annotations

import pytest
from extract_sample import read

from tracker.model.fact import told


def _accepted(text: str) -> set[tuple[str, str, float]]:
    return {(c.product, c.field, float(c.value or 0)) for c in read(text).claims if told(c)}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The H100 has 80 GB of HBM3. Its predecessor made do with 40 GB and drew 400 W.", 400.0),
        (
            "The H200 has 141 GB of HBM3e.\n\nIts successor was presented on a slide without a name. It takes 1,300 W.",
            1300.0,
        ),
        ("Where a B200 moves 8 TB/s, the newcomer moves 13 TB/s, and it does so at 850 W.", 850.0),
        ("At work an H100 reads 3.35 TB/s, whereas mine has a TDP of 215 W.", 215.0),
        ("H200的显存为141GB，下一代功耗为1400W。", 1400.0),
    ],
)
def test_a_product_that_the_text_leaves_unnamed_takes_its_figures_from_nobody_else(text: str, figure: float) -> None:
    assert figure not in {value for *_, value in _accepted(text)}


def test_a_name_behind_the_turn_ends_it() -> None:
    assert ("nvidia/h200", "power", 700.0) not in _accepted(
        "The H200 has 141 GB. Its predecessor, the H100, draws 700 W."
    )
    text = "The H200 has 141 GB. Its successor is nameless so far. The B200 draws 1,000 W."
    assert ("nvidia/b200", "power", 1000.0) in _accepted(text)


def test_a_comparison_by_the_way_is_no_turn() -> None:
    assert ("nvidia/h200", "power", 700.0) in _accepted("The H200 has 141 GB. Like its predecessor it draws 700 W.")


@pytest.mark.parametrize(
    "text",
    [
        "The H200 costs as much as a car. One gets 132 cores (114 on the H100, which goes for less). The board can pull 700 W.",
        "The H200 (we had an H100 on the bench before) draws 700 W.",
        "The H200 has 141 GB (the H100: 80) and draws 700 W.",
    ],
)
def test_a_name_in_brackets_is_by_the_way(text: str) -> None:
    found = _accepted(text)
    assert ("nvidia/h200", "power", 700.0) in found
    assert ("nvidia/h100", "power", 700.0) not in found


def test_a_figure_before_the_bracket_is_not_of_the_name_in_it() -> None:
    found = _accepted("For that one gets 32 GB at 512 GB/s, spread over 140 cores (120 on the smaller H100).")
    assert not any(product == "nvidia/h100" and field.startswith("memory") for product, field, _ in found)


def test_a_name_that_comes_up_last_waits_for_a_person() -> None:
    text = "The board takes 210 W and has 24 GB of GDDR6. Banks like it. Before, one of them had an H100."
    assert _accepted(text) == set()


def test_a_name_before_or_in_the_title_is_enough() -> None:
    assert ("nvidia/h100", "power", 700.0) in _accepted("NVIDIA H100\n\nA look at the sheet first\n\nThe TDP is 700 W.")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The H200 offers 141 GB, plus 480 GB of LPDDR5X on the Grace CPU.", 480e9),
        ("Each of the H200 nodes draws 10.2 kW, of which about 7.4 kW goes into water.", 7400.0),
        ("Four H200 servers will fill a 40 kW rack.", 40000.0),
    ],
)
def test_a_host_a_share_and_a_housing_have_figures_of_their_own(text: str, figure: float) -> None:
    assert figure not in {value for *_, value in _accepted(text)}


def test_headings_of_marked_text_part_their_sections() -> None:
    text = "## Retired\nThe H100 leaves the list in May.\n\n## Mended\nThe status page showed a TDP of 900 W."
    assert _accepted(text) == set()
    assert ("nvidia/h100", "power", 700.0) in _accepted("## NVIDIA H100\n\n### Power\n\nThe TDP is 700 W.")


def test_an_item_with_a_key_of_its_own_is_not_of_the_item_above() -> None:
    assert 900.0 not in {
        value for *_, value in _accepted("- `nvidia/h100`: NVIDIA H100, 80 GB\n- `acme/zed`: TDP 900 W")
    }


def test_nodes_that_are_counted_are_no_chips() -> None:
    found = _accepted("You will get ten nodes of eight H200, 1.1 TB per node.")
    assert {value for _, field, value in found if field == "scale_up_size"} <= {8.0}
