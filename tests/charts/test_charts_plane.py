from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.charts.axis import Axis
from tracker.charts.beside import beside
from tracker.charts.pareto import Front, pareto
from tracker.charts.plane import Plane, log_axis
from tracker.charts.roofline import RoofShape, Under, roofline

A = [(100.0, 10.0), (50.0, 400.0), (20.0, 1000.0)]
B = [(80.0, 5.0), (40.0, 200.0), (10.0, 900.0)]


def fronts(glyphs: str = "unicode") -> list[Front]:
    return [
        Front(letter="A", points=A, best=[True, True, True], at=(50.0, 400.0), basis="measured"),
        Front(letter="B", points=B, best=[False, False, False], at=(40.0, 200.0), basis="modelled"),
    ]


def text(lines: Sequence[object]) -> str:
    return "\n".join(line.plain for line in lines)  # type: ignore[attr-defined]


def dots(picture: str) -> int:
    return sum(bin(ord(c) - 0x2800).count("1") for c in picture if 0x2800 < ord(c) < 0x2900)


@given(
    st.lists(st.tuples(st.floats(1e-6, 1e15), st.floats(1e-6, 1e15)), min_size=0, max_size=8),
    st.integers(0, 120), st.integers(0, 30), st.sampled_from(["unicode", "ascii"]),
)  # fmt: skip
@example(points=[(1.0, 1.0)], width=1, height=2, glyphs="unicode")
def test_every_chart_is_exactly_as_wide_and_as_high_as_asked(
    points: list[tuple[float, float]], width: int, height: int, glyphs: str
) -> None:
    front = Front(letter="A", points=points, best=[True] * len(points), at=points[0] if points else None, basis="x")
    roofs = [
        RoofShape(letter="A", flop_s=y, byte_s=x, work=[Under(at=(x, y), phase="decode", word="d")]) for x, y in points
    ]
    for lines in (
        pareto([front], 30.0, width, height, str, glyphs, words="floor"),  # type: ignore[arg-type]
        roofline(roofs, width, height, str, glyphs),  # type: ignore[arg-type]
    ):
        assert [line.cell_len for line in lines] == [width] * height
        assert glyphs == "unicode" or text(lines).isascii()


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_the_letter_of_each_front_stands_at_both_ends_and_beside_its_evidence(glyphs: str) -> None:
    shown = text(pareto(fronts(), 30.0, 80, 20, str, glyphs, words="asked for"))  # type: ignore[arg-type]
    assert [shown.count(letter) for letter in "AB"] == [3, 3]
    measured, modelled = ("●A", "○B") if glyphs == "unicode" else ("*A", ".B")
    assert measured in shown
    assert modelled in shown
    assert "asked for" in shown


def test_the_frontier_is_solid_and_what_lies_under_it_is_dotted() -> None:
    def drawn(best: bool) -> int:
        front = Front(letter="A", points=A, best=[best] * 3, at=None, basis="")
        return dots(text(pareto([front], 0.0, 80, 20, str)))

    assert drawn(True) > 2.5 * drawn(False)


def test_a_floor_beyond_the_picture_is_not_drawn() -> None:
    without = text(pareto(fronts(), 0.0, 80, 20, str))
    assert text(pareto(fronts(), 500.0, 80, 20, str, words="asked for")) == without


def test_a_roof_bends_at_its_ridge_and_its_work_lies_under_it() -> None:
    work = [
        Under(at=(10.0, 5e12), phase="decode", word="decode"),
        Under(at=(5000.0, 5e14), phase="prefill", word="prefill"),
    ]
    shown = text(roofline([RoofShape(letter="A", flop_s=1e15, byte_s=1e12, work=work)], 80, 20, str))
    assert "▽A decode" in shown
    assert "△" in shown
    lines = shown.splitlines()
    top = next(i for i, line in enumerate(lines) if sum(c in "⠉⠒⠤⣀" for c in line) > 10)
    assert lines[top].rstrip().endswith("A")
    assert next(i for i, line in enumerate(lines) if "△" in line) > top


def test_the_roof_that_is_first_has_words_the_others_a_letter() -> None:
    def shape(letter: str, flop: float) -> RoofShape:
        return RoofShape(
            letter=letter, flop_s=flop, byte_s=1e12, work=[Under(at=(10.0, flop / 500), phase="decode", word="decode")]
        )

    shown = text(roofline([shape("A", 1e15), shape("B", 5e14)], 80, 20, str))
    assert "A decode" in shown
    assert "B decode" not in shown
    assert "▽B" in shown


def test_words_never_cover_each_other() -> None:
    plane = Plane(Axis(1, 10, log=True), Axis(1, 10, log=True), 40, 10, str, str)
    assert plane.write("one", 3, 5)
    assert not plane.write("two", 3, 7)
    assert not plane.write("long" * 20, 4, 0)
    assert not plane.write("out", 99, 0)
    assert "one" in text(plane.lines())


def test_an_axis_holds_what_is_above_nought() -> None:
    axis = log_axis([0.0, -1.0, 10.0, 1000.0, float("inf")])
    assert axis is not None
    assert axis.low < 10 < 1000 < axis.high
    assert log_axis([0.0]) is None


@pytest.mark.parametrize("glyphs", ["unicode", "ascii"])
def test_a_price_always_shows_beside_its_cost(glyphs: str) -> None:
    axis = Axis(0.1, 10.0, log=True)
    line = beside((0.2, 0.5, 1.0), 0.5, axis, 30, "measured", glyphs).plain  # type: ignore[arg-type]
    assert len(line) == 30
    assert ("◆" if glyphs == "unicode" else "$") in line
    assert beside(None, None, axis, 12).plain == " " * 12
