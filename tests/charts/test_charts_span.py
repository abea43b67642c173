from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.charts.span import SIZES, Span

DAY = date(2026, 11, 25)
spans = st.builds(Span.around, st.dates(), st.integers(0, len(SIZES) - 1))


def test_a_day_is_brought_to_where_what_follows_has_room() -> None:
    span = Span.around(DAY)
    assert (DAY - span.start).days == round(span.days * 2 / 3)
    assert span.holds(DAY)


def test_zoom_keeps_a_day_in_its_place_and_ends_at_the_outermost_size() -> None:
    span = Span.around(DAY)
    for by in (-1, 1, -2, 3):
        zoomed = span.zoomed(by, DAY)
        assert abs((DAY - zoomed.start).days / zoomed.days - 2 / 3) < 0.02
    assert span.zoomed(-100, DAY).days == SIZES[0]
    assert span.zoomed(100, DAY).days == SIZES[-1]
    away = span.zoomed(-1, date(1990, 1, 1))
    assert span.start < away.start < away.end < span.end


def test_a_third_of_the_chart_on_and_back_again() -> None:
    span = Span.around(DAY)
    assert (span.moved(1).start - span.start).days == span.days // 3
    assert abs((span.moved(1).moved(-1).start - span.start).days) <= 1


@given(spans, st.integers(-4, 4), st.dates())
def test_no_day_is_beyond_the_calendar(span: Span, by: int, day: date) -> None:
    for other in (span.zoomed(by, day), span.moved(by), span.moved(by * 1000)):
        assert date.min <= other.start <= other.end <= date.max
