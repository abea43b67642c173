import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from tracker.charts.kinds import glyph
from tracker.charts.lanes import Chosen, Lane, Mark, lay_out
from tracker.model.words import EVENT_TYPES

START, END, TODAY = date(2024, 6, 1), date(2027, 12, 31), date(2026, 11, 25)


def swim_lanes(lanes, start, end, width, today=None, chosen=None, **told) -> list[Text]:  # type: ignore[no-untyped-def]
    """The head line and every row below it, as the screen draws them."""
    laid = lay_out(lanes, start, end, width, today, pointed=chosen is not None, **told)
    return [laid.head(chosen), *(laid.line(row, chosen) for row in range(1, len(laid.rows) + 1))]


def mark(kind: str, start: date, end: date | None = None, style: str = "") -> Mark:
    return Mark(kind, start, end or start, style)  # type: ignore[arg-type]


def draw(*lanes: Lane, width: int = 90, glyphs: str = "unicode", today: date | None = TODAY) -> list[str]:
    return [t.plain for t in swim_lanes(lanes, START, END, width, today, glyphs=glyphs)]  # type: ignore[arg-type]


def test_head_names_each_year_beside_its_rule_without_touching_it() -> None:
    head = draw()[0]
    assert re.findall(r"│ (\d{4})", head) == ["2025", "2026", "2027"]
    assert not re.search(r"[│┊]\d|\d[│┊]", head)


def test_today_has_its_rule_and_its_word() -> None:
    head, row = draw(Lane("NVIDIA", ()))
    assert "today" in head
    assert head.index("┊") == row.index("┊")
    assert "┊" not in "".join(draw(Lane("NVIDIA", ()), today=None))


def test_rules_stand_in_the_same_columns_of_every_row() -> None:
    head, *rows = draw(Lane("A", ()), Lane("B", (mark("deal", date(2025, 5, 5)),)))
    columns = [i for i, char in enumerate(head) if char == "│"]
    assert all([i for i, char in enumerate(row) if char == "│"] == columns for row in rows)


def test_one_row_a_vendor_and_a_second_only_on_collision() -> None:
    apart = (mark("announced", date(2025, 1, 20)), mark("available", date(2026, 3, 1)))
    together = (mark("announced", date(2026, 1, 26)), mark("deployed", date(2026, 1, 28)))
    assert len(draw(Lane("A", apart))) == 2
    rows = draw(Lane("A", together))
    assert len(rows) == 3
    assert "△" in rows[1]
    assert "▲" in rows[2]
    assert rows[1].startswith("A ")
    assert rows[2].startswith("  ")


def test_where_there_is_no_room_for_all_the_most_telling_is_drawn() -> None:
    day = date(2026, 1, 26)
    crowd = tuple(mark(kind, day) for kind in ("benchmark", "roadmap", "available", "deal", "price"))
    rows = draw(Lane("A", crowd))
    assert len(rows) == 4
    for order in (crowd, crowd[::-1]):
        (line,) = [t.plain for t in swim_lanes([Lane("A", order)], START, END, 90, most_rows=1)][1:]
        assert set(line.removeprefix("A")) <= set(" │◆")


def test_a_glyph_is_never_hidden_by_the_dots_of_a_vague_date() -> None:
    marks = (mark("roadmap", date(2026, 1, 1), date(2026, 12, 31)), mark("deal", date(2026, 6, 1)))
    (line,) = [t.plain for t in swim_lanes([Lane("A", marks)], START, END, 90, most_rows=1)][1:]
    assert re.search("○┄+&┄+", line)


def test_the_chosen_event_is_pointed_at_from_its_lane_and_from_above() -> None:
    lanes = [Lane("A", (), "3"), Lane("B", (mark("deal", date(2025, 5, 5)),), "14")]
    for glyphs, down, right in (("unicode", "▼", "▸"), ("ascii", "v", ">")):
        chosen = Chosen(1, "deal", date(2025, 5, 5))
        head, a, b = (t.plain for t in swim_lanes(lanes, START, END, 90, label_width=14, chosen=chosen, glyphs=glyphs))  # type: ignore[arg-type]
        assert head.index(down) == b.index("&")
        assert a.startswith(" A           3 ")
        assert b.startswith(f"{right}B          14 ")
    for day, mark_, place in ((date(2020, 1, 1), "◂", 15), (date(2029, 1, 1), "▸", 89)):
        head = swim_lanes(lanes, START, END, 90, label_width=14, chosen=Chosen(1, "deal", day))[0].plain
        assert head[place] == mark_


def test_a_vague_date_is_drawn_as_long_as_it_is() -> None:
    row = draw(Lane("A", (mark("roadmap", date(2025, 7, 1), date(2025, 12, 31)),)))[1]
    assert re.search(r"○┄{8,12}", row)


def test_events_outside_of_the_chart_are_left_out_and_overlapping_ones_are_cut() -> None:
    rows = draw(Lane("A", (mark("deal", date(2020, 1, 1)), mark("deal", date(2030, 1, 1)))))
    assert not set(rows[1]) & set("&┄")
    assert "┄" in draw(Lane("A", (mark("deal", date(2027, 9, 1), date(2029, 1, 1)),)))[1]


def test_hostile_labels_stay_text_and_in_their_column() -> None:
    row = swim_lanes([Lane("[red]\x1b[31mx\u202e" + "v" * 50, ())], START, END, 60)[1]
    assert row.plain.startswith("[red] [31m")
    assert "\x1b" not in row.plain
    assert "\u202e" not in row.plain
    assert not [span for span in row.spans if span.style == "red"]
    assert row.cell_len == 60


def test_wide_characters_are_counted_in_cells() -> None:
    assert all(line.cell_len == 60 for line in swim_lanes([Lane("华为昇腾人工智能", ())], START, END, 60))


def test_style_of_a_mark_stays_on_its_cells() -> None:
    row = swim_lanes([Lane("A", (mark("deal", date(2025, 5, 5), style="bold"),))], START, END, 60)[1]
    styled = [row.plain[span.start : span.end] for span in row.spans if span.style == "bold"]
    assert styled == ["&"]
    assert row.style == ""


def test_every_event_class_has_its_own_glyph() -> None:
    assert len({glyph(kind) for kind in EVENT_TYPES}) == len(EVENT_TYPES)
    assert len({glyph(kind, "ascii") for kind in EVENT_TYPES}) == len(EVENT_TYPES)


days = st.dates(date(2023, 1, 1), date(2029, 1, 1))


@given(
    st.lists(st.tuples(days, st.integers(0, 400)), max_size=12),
    st.integers(1, 140),
    st.sampled_from(["unicode", "ascii"]),
)
def test_every_line_is_exactly_as_wide_as_asked(events: list[tuple[date, int]], width: int, glyphs: str) -> None:
    marks = tuple(mark("deal", day, day + timedelta(days=length)) for day, length in events)
    lines = swim_lanes([Lane("vendor", marks)], START, END, width, TODAY, glyphs=glyphs)  # type: ignore[arg-type]
    assert {line.cell_len for line in lines} == {width}
    if glyphs == "ascii":
        assert all(line.plain.isascii() for line in lines)
