"""The step line's extras: days without a price, marks of events, a rule through a day, and figures beside the steps."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.steps import step_line

POINTS = [(date(2024, 1, 1), 4.1), (date(2024, 9, 1), 2.99), (date(2025, 3, 1), None), (date(2025, 8, 1), 2.1)]
UNTIL = date(2026, 11, 25)


def drawn(**more: object) -> list[str]:
    return [line.plain for line in step_line(POINTS, UNTIL, 80, 9, **more)]  # type: ignore[arg-type]


def test_a_time_without_a_price_stays_empty() -> None:
    lines = drawn()[:-1]
    columns = {i for line in lines for i, char in enumerate(line[6:-6]) if char != " "}
    gap = sorted(set(range(68)) - columns)
    assert gap
    assert gap == list(range(gap[0], gap[-1] + 1))


def test_no_price_at_the_end_is_called_none() -> None:
    lines = [line.plain for line in step_line([*POINTS, (date(2026, 1, 1), None)], UNTIL, 80, 9)]
    assert lines[-2].endswith(" none")


def test_an_event_is_marked_under_its_day_with_its_words_on_the_side_that_has_room() -> None:
    line = drawn(marks=[(date(2024, 9, 1), "second generation"), (date(2026, 11, 1), "the last one")])[-2]
    assert "◆ second generation" in line
    assert "the last one ◆" in line
    step = max(i for i, char in enumerate(drawn()[3]) if char != " ")
    assert abs(line.index("◆") - step) <= 1


def test_events_of_one_cell_are_counted_and_those_outside_left_out() -> None:
    marks = [
        (date(2024, 9, 1), "a"),
        (date(2024, 9, 2), "b"),
        (date(2030, 1, 1), "later"),
        (date(2020, 1, 1), "before"),
    ]
    line = drawn(marks=marks)[-2]
    assert line.split() == ["2"]


def test_a_rule_runs_through_the_day_that_is_asked_for() -> None:
    day = date(2026, 6, 1)
    plain, ruled = drawn(), drawn(at=day)
    changed = {i for a, b in zip(plain, ruled, strict=True) for i in range(80) if a[i] != b[i]}
    assert len(changed) == 1
    assert drawn(at=date(2030, 1, 1)) == plain


def test_figures_stand_beside_steps_and_never_on_the_line() -> None:
    plain, told = drawn(), drawn(figures=True)
    assert "$2.99" not in "".join(plain)
    assert "$2.99" in "".join(told)
    for a, b in zip(plain, told, strict=True):
        assert all(new == old for old, new in zip(a, b, strict=True) if old != " ")


@given(
    st.lists(st.one_of(st.none(), st.floats(0.01, 1e4)), min_size=1, max_size=6),
    st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.text(max_size=20)), max_size=6),
    st.integers(1, 100),
    st.integers(2, 12),
    st.sampled_from(["unicode", "ascii"]),
)
def test_lines_are_exactly_as_wide_and_as_many_as_asked_with_all_extras(
    values: list[float | None], marks: list[tuple[date, str]], width: int, height: int, glyphs: str
) -> None:
    points = [(date(2026, i + 1, 1), value) for i, value in enumerate(values)]
    lines = step_line(points, UNTIL, width, height, glyphs=glyphs, marks=marks, at=date(2026, 3, 3), figures=True)  # type: ignore[arg-type]
    assert [line.cell_len for line in lines] == [width] * height
