from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.canvas import Canvas
from tracker.charts.label import fit
from tracker.charts.steps import step_line

POINTS = [(date(2024, 1, 1), 4.1), (date(2024, 9, 1), 2.99), (date(2025, 8, 1), 2.1)]
UNTIL = date(2026, 11, 25)


def test_first_and_last_price_and_day_are_written() -> None:
    lines = [line.plain for line in step_line(POINTS, UNTIL, 60, 6)]
    assert lines[0].startswith("$4.10 ")
    assert lines[-2].endswith(" $2.10")
    assert lines[-1].split() == ["2024-01-01", "2026-11-25"]


def test_a_price_stands_until_it_changes() -> None:
    """Only three levels are drawn: nothing lies between two prices but the vertical of the change."""
    lines = [line.plain[6:-6] for line in step_line(POINTS, UNTIL, 60, 6, glyphs="ascii")[:-1]]
    levels = [row for row in lines if len(row.strip()) > 2]
    assert len(levels) == 3
    assert all("''" in row or ".." in row for row in levels)


def test_a_steep_fall_and_a_flat_line_are_both_visible() -> None:
    steep = step_line([(date(2026, 1, 1), 100.0), (date(2026, 2, 1), 1.0)], date(2026, 3, 1), 40, 4)
    flat = step_line([(date(2026, 1, 1), 2.0)], date(2026, 3, 1), 40, 4)
    for lines in (steep, flat):
        assert sum(char > "\u2800" for line in lines for char in line.plain) >= 20


def test_no_prices_say_so() -> None:
    assert step_line([], UNTIL, 20, 4)[0].plain.strip() == "no prices"


@given(
    st.lists(st.floats(0.01, 1e4), min_size=1, max_size=6),
    st.integers(1, 100),
    st.integers(2, 12),
    st.sampled_from(["unicode", "ascii"]),
)
def test_lines_are_exactly_as_wide_and_as_many_as_asked(
    values: list[float], width: int, height: int, glyphs: str
) -> None:
    points = [(date(2026, i + 1, 1), value) for i, value in enumerate(values)]
    lines = step_line(points, UNTIL, width, height, glyphs=glyphs)  # type: ignore[arg-type]
    assert [line.cell_len for line in lines] == [width] * height


def test_canvas_sets_the_dots_it_is_told() -> None:
    canvas = Canvas(2, 1)
    canvas.dot(0, 0)
    canvas.dot(3, 3)
    assert canvas.lines()[0].plain == "\u2801\u2880"


def test_canvas_ignores_what_lies_outside() -> None:
    canvas = Canvas(2, 1)
    canvas.line((-5, -5), (40, 40))
    assert canvas.lines()[0].cell_len == 2


def test_canvas_styles_stay_on_their_cells() -> None:
    canvas = Canvas(3, 1)
    canvas.dot(2, 0, "red")
    line = canvas.lines()[0]
    assert [(span.start, span.end, span.style) for span in line.spans] == [(1, 2, "red")]


def test_a_label_is_cut_with_an_ellipsis_and_padded_otherwise() -> None:
    assert fit("accelerator", 6) == "accel…"
    assert fit("accelerator", 6, "ascii") == "accel~"
    assert fit("H100", 6) == "H100  "
    assert fit("华为", 3) == "华…"
    assert fit("é", 2, "ascii") == "? "
    assert fit("x", 0) == ""
