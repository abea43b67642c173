import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.axis import Axis, shared_axis, tick_line, ticks
from tracker.charts.bars import ratio_bar, share_bar
from tracker.charts.whisker import dot, whisker

BASES = ["measured", "anchored", "modelled", "stack_unknown", "list_price"]


def test_whisker_shows_both_ends_and_the_dot_at_their_places() -> None:
    axis = Axis(0.0, 10.0)
    assert whisker(0, 5, 10, axis, 11, "measured").plain == "├────●────┤"
    assert whisker(0, 5, 10, axis, 11, "measured", glyphs="ascii").plain == "[----*----]"
    assert whisker(2, 4, 6, axis, 11, "modelled").plain == "  ├─○─┤    "


def test_whisker_points_beyond_the_axis_instead_of_pretending_to_end_there() -> None:
    assert whisker(-5, 5, 15, Axis(0.0, 10.0), 11).plain == "‹────○────›"


def test_a_point_interval_still_shows_its_dot() -> None:
    assert whisker(5, 5, 5, Axis(0.0, 10.0), 11, "measured").plain.strip() == "●"


def test_every_kind_of_evidence_has_its_own_glyph_in_both_sets() -> None:
    assert len({dot(b) for b in BASES}) == len({dot(b, "ascii") for b in BASES}) == len(BASES)
    assert "".join(dot(b, "ascii") for b in BASES).isascii()


@given(
    st.floats(0.001, 1e6), st.floats(1, 50), st.floats(1, 50), st.integers(1, 60), st.sampled_from(["unicode", "ascii"])
)
def test_whisker_fills_exactly_its_width(middle: float, down: float, up: float, width: int, glyphs: str) -> None:
    low, high = middle / down, middle * up
    axis = shared_axis([low, middle, high])
    line = whisker(low, middle, high, axis, width, glyphs=glyphs)  # type: ignore[arg-type]
    assert line.cell_len == width
    assert line.plain.count(dot("modelled", glyphs)) == 1  # type: ignore[arg-type]


def test_axis_turns_logarithmic_where_values_differ_by_orders_of_magnitude() -> None:
    assert shared_axis([0.01, 10.0]).log
    assert not shared_axis([1.0, 3.0]).log
    assert shared_axis([]) == Axis(0.0, 1.0)
    assert shared_axis([float("nan"), 2.0, float("inf")]).share(2.0) == pytest.approx(0.5)


def test_ticks_are_round() -> None:
    assert ticks(Axis(0.0, 10.0), 6) == [0, 2, 4, 6, 8, 10]
    assert ticks(Axis(0.05, 200, log=True), 4) == [0.1, 1, 10, 100]


@given(st.floats(0.001, 1000), st.floats(1.01, 1e5), st.integers(5, 120))
def test_tick_labels_are_whole_and_never_touch(low: float, factor: float, width: int) -> None:
    axis = shared_axis([low, low * factor])
    line = tick_line(axis, width, lambda v: f"${v:g}").plain
    assert len(line) == width
    known = {f"${v:g}" for v in ticks(axis, max(width // 8, 1))}
    assert set(line.split()) <= known


def test_last_tick_is_moved_inwards_and_not_cut() -> None:
    assert tick_line(Axis(0.0, 100.0), 20, lambda v: f"{v:g} USD").plain.endswith("100 USD")


def test_ratio_bar_grows_to_the_side_of_the_larger() -> None:
    assert ratio_bar(1.0, 9).plain == "    │    "
    assert ratio_bar(8.0, 9).plain == "    │████"
    assert ratio_bar(1 / 8, 9).plain == "████│    "
    assert ratio_bar(1e9, 9, glyphs="ascii").plain == "    |===="
    assert ratio_bar(1.01, 9).plain == "    │█   "


@pytest.mark.parametrize("ratio", [None, 0.0, -1.0, float("nan"), float("inf")])
def test_ratio_bar_of_nothing_is_the_bare_rule(ratio: float | None) -> None:
    assert ratio_bar(ratio, 9).plain == "    │    "


@given(st.floats(1e-9, 1e9), st.integers(0, 40), st.sampled_from(["unicode", "ascii"]))
def test_ratio_bars_fill_exactly_their_width(ratio: float, width: int, glyphs: str) -> None:
    assert ratio_bar(ratio, width, glyphs=glyphs).cell_len == width  # type: ignore[arg-type]


def test_share_bar_counts_in_eighths_and_stays_in_bounds() -> None:
    assert share_bar(0.5, 4).plain == "██  "
    assert share_bar(1 / 32, 4).plain == "▏   "
    assert share_bar(7.0, 4).plain == "████"
    assert share_bar(float("nan"), 4).plain == "    "
    assert share_bar(0.5, 4, glyphs="ascii").plain == "==  "


def test_the_style_of_a_bar_does_not_leak_into_what_is_appended() -> None:
    for line in (
        whisker(1, 2, 3, Axis(0.0, 4.0), 9, style="dim"),
        ratio_bar(2, 9, style="dim"),
        share_bar(1, 3, "dim"),
    ):
        before = len(line)
        line.append("after")
        assert line.style == ""
        assert all(span.end <= before for span in line.spans)
