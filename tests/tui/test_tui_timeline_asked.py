"""The filter line of the timeline as it is understood, and what a reader's marks make of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.model.query import TimelineFilter
from tracker.tui.timeline_parts.asked import toggled, understood, with_word
from tracker.tui.timeline_parts.choices import days_choice, present, taken
from tracker.tui.timeline_parts.marks import Marks, marks_of

TODAY = date(2026, 11, 25)
MARKS = Marks(
    Path("m"),
    last_visit="2026-11-20T00:00:00Z",
    read_until="2026-11-01T00:00:00Z",
    read={"e-3": None},
    unread={"e-4"},
    starred={"e-2", "e-1"},
)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", TimelineFilter()),
        ("maia  iowa", TimelineFilter(text="maia iowa")),
        ("vendor:ms type:deal x", TimelineFilter(vendor_like="ms", type="deal", text="x")),
        ("TYPE:Disc", TimelineFilter(type="discontinued")),
        ("since:2026-01 until:2026-H1", TimelineFilter(since="2026-01-01", until="2026-06-30")),
        ("on:2026-q1", TimelineFilter(since="2026-01-01", until="2026-03-31")),
        ("since:30d until:today", TimelineFilter(since="2026-10-26", until="2026-11-25")),
        ("since:tomorrow", TimelineFilter(since="2026-11-26")),
        ("certainty:r product:200", TimelineFilter(certainty="rumoured", product_like="200")),
        ("is:starred", TimelineFilter(only=("e-1", "e-2"))),
        ("is:new", TimelineFilter(seen_since="2026-11-20T00:00:00Z")),
        ("is:unread", TimelineFilter(seen_since="2026-11-01T00:00:00Z", without=("e-3",), besides=("e-4",))),
        ("maia January 2026", TimelineFilter(text="maia", since="2026-01-01", until="2026-01-31")),
        ("2026 sep tpu", TimelineFilter(text="tpu", since="2026-09-01", until="2026-09-30")),
        ("tpu 2026-04-22", TimelineFilter(text="tpu", since="2026-04-22", until="2026-04-22")),
        ("Q3 2025", TimelineFilter(since="2025-07-01", until="2025-09-30")),
        ("deal 2025", TimelineFilter(text="deal", since="2025-01-01", until="2025-12-31")),
        ("h200 may", TimelineFilter(text="h200 may")),
        ("2025 since:2026", TimelineFilter(text="2025", since="2026-01-01")),
        ("2025 2026", TimelineFilter(text="2026", since="2025-01-01", until="2025-12-31")),
        ("https://x.example", TimelineFilter(text="https://x.example")),
    ],
)
def test_a_line_is_words_and_what_narrows_them(line: str, wanted: TimelineFilter) -> None:
    asked = understood(line, TODAY, MARKS)
    assert asked.filter == wanted
    assert asked.problems == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("type:x", "type:x is none of announced"),
        ("type:a", "announced, available"),
        ("since:202", "since:202 is no date yet"),
        ("since:9999y", "no date yet"),
        ("until:2026-13-40", "no date yet"),
        ("is:", "is: new, starred, unread"),
        ("vendor:", "how its name begins"),
    ],
)
def test_what_is_not_understood_is_told_and_does_not_narrow(line: str, said: str) -> None:
    asked = understood(f"{line} word", TODAY, MARKS)
    assert said in asked.problems[0]
    assert asked.filter == TimelineFilter(text="word")


def test_own_words_leave_the_articles_out() -> None:
    assert understood("maia in:events", TODAY, MARKS).own_words
    assert not understood("maia", TODAY, MARKS).own_words


def test_a_choice_takes_the_place_of_what_the_line_said_before() -> None:
    assert with_word("maia vendor:aws", "vendor", "amd") == "maia vendor:amd"
    assert with_word("maia vendor:aws", "vendor", "") == "maia"
    assert toggled("maia", "is:new") == "maia is:new"
    assert toggled("maia IS:new", "is:new") == "maia"
    assert taken("x since:2020 on:2021", "days", "since:7d until:today") == "x since:7d until:today"
    assert present("x since:7d until:today", "days") == "since:7d until:today"
    for option in days_choice(date(2026, 1, 5)):
        assert understood(option.value, TODAY, MARKS).problems == ()
    assert "on:2025-12" in {o.value for o in days_choice(date(2026, 1, 5))}


def test_marks_are_kept_from_one_visit_to_the_next(tmp_path: Path) -> None:
    database = tmp_path / "a.db"
    marks = marks_of(database, "2026-11-20T00:00:00Z")
    assert marks.is_read("e-1", "2026-11-19T00:00:00Z")
    assert not marks.is_read("e-1", "2026-11-21T00:00:00Z")
    marks.set_read("e-1", True)
    marks.set_read("e-0", False)
    assert marks.toggle_star("e-2")
    assert marks.save(visited="2026-11-22T00:00:00Z") == ""
    again = marks_of(database, "2030-01-01T00:00:00Z")
    assert (again.last_visit, again.read_until) == ("2026-11-22T00:00:00Z", "2026-11-20T00:00:00Z")
    assert again.is_read("e-1", "2026-11-21T00:00:00Z")
    assert not again.is_read("e-0", "2020-01-01T00:00:00Z")
    assert again.starred == {"e-2"}
    assert not again.toggle_star("e-2")
    again.set_all_read("2026-12-01T00:00:00Z")
    assert again.is_read("e-0", "2026-11-30T00:00:00Z")
    assert marks_of(tmp_path / "b.db", "2030-01-01T00:00:00Z").last_visit == ""


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"visited": 1}', '{"visited": "", "read_until": "", "read": 5}', "\udcff"]
)
def test_a_damaged_file_is_put_aside_and_told(tmp_path: Path, text: str) -> None:
    marks = marks_of(tmp_path / "a.db", "2026-11-20T00:00:00Z")
    marks.path.parent.mkdir(parents=True, exist_ok=True)
    marks.path.write_bytes(text.encode("utf-8", "surrogateescape"))
    again = marks_of(tmp_path / "a.db", "2026-11-21T00:00:00Z")
    assert "begins anew" in again.problem
    assert again.read_until == "2026-11-21T00:00:00Z"
    assert again.save() == ""
    assert marks_of(tmp_path / "a.db", "2026-11-22T00:00:00Z").problem == ""


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    marks = marks_of(tmp_path / "a.db", "2026-11-20T00:00:00Z")
    marks.path.parent.write_text("a file where the folder should be")
    assert "forgotten at the end" in marks.save()
