from __future__ import annotations

import time

import pytest
from extract_sample import read, specs

BOTH = {
    ("nvidia/h100", "memory_capacity", "80", "GB", None, "chip"),
    ("nvidia/h200", "memory_capacity", "141", "GB", None, "chip"),
}


@pytest.mark.parametrize(
    "text",
    [
        "   * -\n     - H100\n     - H200\n     - Improvement\n   * - HBM capacity (GB)\n     - 80\n     - 141\n     - 1.8x\n",
        "+-------------+------+------+\n| | H100 | H200 |\n+=============+======+======+\n| Memory (GB) | 80 | 141 |\n"
        "+-------------+------+------+\n| Cooling | air | air |\n+-------------+------+------+\n",
        "<table>\n<tr>\n<th></th>\n<th>H100</th>\n<th>H200</th>\n</tr>\n<tr>\n<td>GPU memory</td>\n<td>80 GB</td>\n"
        "<td>141 GB</td>\n</tr>\n</table>",
        "H100\nH200\nMemory\n80 GB\n141 GB\n",
        "Memory\nCooling\nH100\n80 GB\nn/a\nH200\n141 GB\nn/a\n",
    ],
    ids=["nested bullets", "grid", "html", "stacked", "stacked and turned"],
)
def test_each_cell_is_of_its_column_however_the_table_is_set(text: str) -> None:
    assert specs(text) == BOTH


def test_the_quote_goes_from_the_head_of_the_row_to_the_value() -> None:
    text = "   * -\n     - H100\n     - H200\n   * - HBM capacity (GB)\n     - 80\n     - 141\n"
    quotes = {c.product: c.evidence.quote for c in read(text).claims}
    assert quotes["nvidia/h200"] == "HBM capacity (GB)\n     - 80\n     - 141"


def test_cells_that_hold_lists_are_paragraphs() -> None:
    text = "MI355X by AMD\n\n* - Memory\n  - The chip has these:\n\n    * 288 GB of HBM3E\n* - Power\n  - 1400 W\n"
    assert ("amd/mi355x", "memory_capacity", "288", "GB", None, "chip") in specs(text)


def test_what_a_list_puts_behind_from_is_of_the_predecessor() -> None:
    text = "MI325X is an upgrade from the MI300X of AMD:\n\n* 6TB/s memory bandwidth (from 5.3TB/s)\n* 1000W TDP (from 750W)\n"
    assert {(p, v) for p, _, v, *_ in specs(text)} == {
        ("amd/mi325x", "6"), ("amd/mi300x", "5.3"), ("amd/mi325x", "1000"), ("amd/mi300x", "750"),
    }  # fmt: skip


def test_the_rate_of_one_of_several_links_is_no_rate_of_the_chip() -> None:
    assert specs("The H800 of NVIDIA supports 8 x 50GB/s NVLink channels.") == set()


@pytest.mark.parametrize("unit", ["* - \n", "  - a\n", "* -", "<td>", "<tr>\n<td>", "H100\nH200\n", "+-\n", "\t|\n"])
def test_hostile_tables_cost_no_more_than_their_length(unit: str) -> None:
    times = []
    for size in (20_000, 100_000):
        start = time.process_time()
        read(unit * (size // len(unit)))
        times.append(time.process_time() - start)
    assert times[1] < 20 * max(times[0], 0.01)
