"""Painted lines are small, hold nothing, and are what Textual's own are."""

from __future__ import annotations

import subprocess
import sys

PAINT = """
import sys, tracemalloc
from rich.segment import Segment
from textual.strip import Strip
if sys.argv[1] == "light":
    from tracker.tui.light_strips import make_strips_light
    make_strips_light()
text = [Segment("Microsoft "), Segment("names Maia 200")]
tracemalloc.start()
strips = [Strip(text) for _ in range(1000)]
print(tracemalloc.get_traced_memory()[0] // 1000)
strip = strips[0]
for _ in range(2):
    cut = [strip.crop(4, 12), strip.crop_extend(3, 40, None), strip.adjust_cell_length(30), *strip.divide([5, 24]),
           strip.apply_offsets(2, 3), strip.crop(0, 24)]
    print([[part.text for part in one] for one in cut], [one.cell_length for one in cut])
"""


def painted(how: str) -> tuple[int, list[str]]:
    """Bytes of a line, and what is cut out of it."""
    said = subprocess.run([sys.executable, "-c", PAINT, how], capture_output=True, text=True, check=True).stdout
    first, *rest = said.splitlines()
    return int(first), rest


def test_a_line_is_a_fraction_of_textuals_own_and_is_cut_alike() -> None:
    light, light_cut = painted("light")
    own, own_cut = painted("own")
    assert light * 3 < own
    assert light_cut == own_cut
